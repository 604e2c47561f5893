/** The first rows of a list: every row opens its record, the foot the whole list with the same conditions. */
import {
  css,
  html,
  resultText,
  tag,
  type FieldHost,
  type WidgetInput,
  type WidgetView,
} from '../../../../runtime/api.js';
import type { ResultColumn, ResultRow } from '../../../../metadata/contributions.js';
import type { ListOptions } from './schema.js';

function display(input: WidgetInput) {
  const { host, data } = input;
  const { entity, view } = input.options as unknown as ListOptions;
  const columns = data.columns.filter((column) => column.name !== 'id');
  const shown = input.phone ? columns.slice(0, 2) : columns;
  const all = input.placeOf(openList(input.options as unknown as ListOptions));
  return html`<div class="rows" tabindex="0" role="group" aria-label=${input.title}>
      <table>
        <thead>
          <tr>
            ${shown.map(
              (column) =>
                html`<th scope="col" class=${atEnd(column)}>${column.label}${column.currency ? `, ${column.currency}` : ''}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${data.rows.map((row) => {
            const href = host.href(entity, String(row['id']));
            return html`<tr>
              ${shown.map((column, index) => {
                const text = resultText(column, row, host);
                return html`<td class=${atEnd(column)}>
                  ${index === 0 && href ? html`<a href=${href}>${text}</a>` : (choiceTag(column, row, host) ?? text)}
                </td>`;
              })}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    ${all ? html`<a class="all" href=${view === undefined ? all.href : withView(all.href, view)}>${host.t('list.openAll')}</a>` : ''}`;
} // prettier-ignore

/** Figures and days end where their heads end. */
const atEnd = ({ type }: ResultColumn): string => (['number', 'date', 'datetime'].includes(type) ? `num ${type}` : '');

/** A choice that has a colour is a tag here as in lists. */
function choiceTag({ name, dictionary }: ResultColumn, row: ResultRow, host: FieldHost) {
  const code = row[name];
  const choice = dictionary !== undefined && typeof code === 'string' ? host.choice(dictionary, code) : undefined;
  return choice?.colour ? tag(choice.label, choice.colour) : undefined;
}

const openList = ({ entity, where }: ListOptions) => ({
  open: 'list' as const,
  name: entity,
  ...(where ? { where } : {}),
});

const withView = (href: string, view: string): string =>
  `${href}${href.includes('?') ? '&' : '?'}view=${encodeURIComponent(view)}`;

export const view: WidgetView = {
  id: 'list',
  display,
  styles: css`
    .rows { flex: 1; min-height: 0; overflow: auto; margin: 0 -16px; border-top: 1px solid var(--tr-line); }
    .rows td { max-width: 260px; overflow: hidden; text-overflow: ellipsis; color: var(--tr-text-2); }
    .rows td:first-child { font-weight: 500; color: var(--tr-text); }
    .rows td.number { color: var(--tr-text); }
    .rows :is(th, td):not(:first-child) { padding-inline-start: 8px; }
    .rows :is(th, td):not(:last-child) { padding-inline-end: 8px; }
    .rows .num + :is(th, td):not(.num) { padding-inline-start: 20px; }
    .rows a { display: inline-flex; align-items: center; min-height: 24px; color: inherit; }
    .all { align-self: flex-start; padding-top: 8px; min-height: 24px; }
    /* A phone has no room for a name in one line beside a time: it breaks, and nothing is cut. */
    @media (max-width: 639px) { .rows td:first-child { white-space: normal; overflow-wrap: anywhere; min-width: 96px; } }
    @media (pointer: coarse) { .rows a, .all { min-height: 44px; display: inline-flex; align-items: center; } }
  `, // prettier-ignore
};
