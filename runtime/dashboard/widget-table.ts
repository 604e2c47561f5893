/** Every chart as a table; the first cell of a row chooses what a click on its mark would. */
import { html } from 'lit';
import type { WidgetData, WidgetInput } from '../host/widget-views.js';
import type { Label } from '../../metadata/value.js';
import { resultText } from './result-text.js';

export function widgetTable({ data: { columns: all, rows }, host, options, choose, isChosen }: WidgetInput) {
  const columns = usedColumns(all, options);
  const labels = (options['labels'] ?? {}) as Readonly<Record<string, Label>>;
  const align = columns.map((column) => (column.type === 'number' ? 'num' : ''));
  return html`<div class="table" tabindex="0" role="group" aria-labelledby="title">
    <table>
      <thead>
        <tr>
          ${columns.map(
            (column, index) =>
              html`<th scope="col" class=${align[index]!}>
                ${host.text(labels[column.name], column.label)}${column.currency ? `, ${column.currency}` : ''}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => {
          const chosen = isChosen(row);
          return html`<tr class=${chosen ? 'chosen' : ''}>
            ${columns.map((column, index) => {
              const text = resultText(column, row, host);
              if (index > 0 || !choose) return html`<td class=${align[index]!}>${text}</td>`;
              return html`<td class=${align[index]!}>
                <button type="button" class="linkish" aria-pressed=${String(chosen)} @click=${() => choose(row)}>
                  ${text}
                </button>
              </td>`;
            })}
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

/** Columns that the options name anywhere: what the picture shows; all when they name none. */
export function usedColumns(
  columns: WidgetData['columns'],
  options: Readonly<Record<string, unknown>>,
): WidgetData['columns'] {
  const words = new Set(Object.values(options).flat());
  const used = columns.filter((column) => words.has(column.name));
  return used.length === 0 ? columns : used;
}
