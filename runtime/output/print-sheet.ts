/** What a print view shows: its words and its content, made once its data are there; and the parts that lists and records share. */
import { html, nothing, type TemplateResult } from 'lit';
import { isEmpty, NO_VALUE, readPath } from '../data/record.js';
import type { FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import type { Column } from '../list/columns.js';

export interface PrintSheet {
  readonly title: string;
  /** Where Back leads. */
  readonly back: string;
  /** Lies across the paper. */
  readonly isWide: boolean;
  readonly content: TemplateResult;
}

/** Who asks. */
export interface PrintDesk {
  readonly host: Host;
  readonly fieldHost: FieldHost;
}

export type PrintRow = Readonly<Record<string, unknown>>;

export const printedBy = ({ host }: PrintDesk): string =>
  host.i18n.t('print.by', {
    who: host.app.document.user.name,
    when: host.i18n.formats.dateTime(host.now().toISOString()),
  });

/** Rows as they are read in a list, every word of them. */
export function printTable(
  { host, fieldHost }: PrintDesk,
  {
    name,
    columns,
    rows,
  }: { readonly name: string; readonly columns: readonly Column[]; readonly rows: readonly PrintRow[] },
) {
  const side = ({ align }: Column): string => (align === 'end' ? 'num' : '');
  // It scrolls sideways where it is wider than the window.
  return html`<div class="frame" role="region" aria-label=${name} tabindex="0">
    <table>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col" class=${side(column)}>${column.label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${columns.map((column) => html`<td class=${side(column)}>${cell(host, fieldHost, column, row)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cell(host: Host, fieldHost: FieldHost, column: Column, row: PrintRow): unknown {
  const { field, view, path } = column;
  const value = readPath(row, path);
  if (isEmpty(value)) return html`<span class="t3">${NO_VALUE}</span>`;
  if (host.app.fieldClass(field) === 'mask') return String(value);
  // The head says the unit of figures.
  return column.align === 'end' ? view.display(value, field, fieldHost) : view.text(value, field, fieldHost);
}

export const paragraph = (text: string, className = 'meta') =>
  text === '' ? nothing : html`<p class=${className}>${text}</p>`;
