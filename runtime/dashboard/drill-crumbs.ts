/** Where a chart that goes down in place stands: `All years › 2026 › Q2`, each a way back up. */
import { html, nothing } from 'lit';
import { periodLabel } from '../../metadata/chart/periods.js';
import type { Label, Scalar } from '../../metadata/value.js';
import type { Host } from '../host/host.js';
import { icon } from '../ui/icon.js';

/** What a level says of itself, on a dashboard and in a report. */
interface Level {
  readonly grain?: string | undefined;
  readonly label?: Label | undefined;
}
interface Levels {
  readonly levels: readonly Level[];
}

/** A chosen value in words; records were named by the rows they were clicked in. */
export function drillText(host: Host, level: Level, value: Scalar): string {
  if (value === null) return host.i18n.t('parameters.none');
  if (level.grain && typeof value === 'string')
    return periodLabel(value, level.grain, host.i18n.formats.locale, 'full');
  return host.app.references.get(String(value)) ?? String(value);
}

/** `up` is called with the number of values that stay. */
export function drillCrumbs(host: Host, drill: Levels, values: readonly Scalar[], up: (count: number) => void) {
  if (values.length === 0) return nothing;
  const { i18n } = host;
  const [first] = drill.levels;
  const root = first!.grain ? `dashboard.all.${first!.grain}` : 'dashboard.everything';
  const rootWords = first!.label
    ? i18n.label(first!.label)
    : i18n.t(i18n.has(root) ? (root as 'dashboard.everything') : 'dashboard.everything');
  return html`<nav class="crumbs" aria-label=${i18n.t('drill.where')}>
    <ol>
      <li><button type="button" class="linkish" @click=${() => up(0)}>${rootWords}</button></li>
      ${values.map((value, index) => {
        const text = drillText(host, drill.levels[index]!, value);
        const isLast = index === values.length - 1;
        return html`<li>
          ${icon('chevron-right', 's')}
          ${
            isLast
              ? html`<span class="strong clip" aria-current="true">${text}</span>`
              : html`<button type="button" class="linkish clip" @click=${() => up(index + 1)}>${text}</button>`
          }
        </li>`;
      })}
    </ol>
  </nav>`;
}
