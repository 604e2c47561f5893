/** Places to go, one under the other; what leads to another site says so. */
import { css, html, icon, nothing, type WidgetInput, type WidgetView } from '../../../../runtime/api.js';
import type { ActionDocument } from '../../../../metadata/schema/action.js';
import type { LinksOptions } from './schema.js';

const symbols: Readonly<Record<string, string>> = {
  report: 'table',
  dashboard: 'chart-column',
  list: 'list',
  record: 'file-text',
  link: 'external-link',
};
const symbolOf = (action: ActionDocument): string => ('open' in action ? symbols[action.open]! : 'list-filter');

function display(input: WidgetInput) {
  const { links } = input.options as unknown as LinksOptions;
  return html`<ul class="places">
    ${links.map((link) => {
      const label = input.host.text(link.label, '');
      const sign = icon(link.icon ?? symbolOf(link.action), 's');
      const place = input.placeOf(link.action);
      if (!place) {
        const reason = input.host.t('widget.nowhere');
        return html`<li><span class="place t3" data-tip=${reason}>${sign}${label}<span class="sr">. ${reason}</span></span></li>`;
      }
      return html`<li>
        <a
          class="place"
          href=${place.href}
          target=${place.away ? '_blank' : nothing}
          rel=${place.away ? 'noopener noreferrer' : nothing}
          >${sign}${label}${place.away ? html`<span class="sr">, ${input.host.t('widget.away')}</span>` : nothing}</a
        >
      </li>`;
    })}
  </ul>`;
} // prettier-ignore

export const view: WidgetView = {
  id: 'links',
  rowless: true,
  display,
  styles: css`
    .places { list-style: none; margin: 0 -8px; padding: 0; overflow: auto; }
    .place { display: flex; align-items: center; gap: 8px; min-height: 32px; padding: 0 8px; border-radius: var(--tr-radius-s); color: var(--tr-text); }
    span.place { color: var(--tr-text-3); }
    a.place:hover { background: var(--tr-hover); text-decoration: none; }
    .place svg { color: var(--tr-text-2); flex: none; }
    @media (pointer: coarse) { .place { min-height: 44px; } }
  `, // prettier-ignore
};
