/** `<tr-first-rows>`: the first rows of a file as they would become, each cell with what is wrong in it. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FillableField } from '../../metadata/import/guess/match-fields.js';
import type { Problem } from '../../metadata/value.js';
import { isEmpty } from '../data/record.js';
import { createFieldHost } from '../host/field-host.js';
import { TrElement } from '../ui/element.js';
import '../ui/later-strings.js';
import { tag } from '../ui/parts.js';
import { tableStyles } from '../ui/table-styles.js';
import { fieldWords } from './field-words.js';
import type { CheckedRow, RowPlan } from './import-client.js';
import { problemsByColumn } from './import-draft.js';
import { importStyles } from './import-styles.js';

const colours = { create: 'green', update: 'blue', leave: 'grey', refuse: 'red' } as const;

@customElement('tr-first-rows')
export class TrFirstRows extends TrElement {
  @property({ attribute: false }) plan!: RowPlan;
  @property({ attribute: false }) rows: readonly CheckedRow[] = [];
  @property({ attribute: false }) fields!: readonly FillableField[];

  static override styles = [
    importStyles,
    tableStyles,
    css`
      .scroll {
        overflow: auto;
        max-height: 420px;
        border: 1px solid var(--tr-line);
        border-radius: var(--tr-radius-m);
      }
      th {
        position: sticky;
        top: 0;
        background: var(--tr-surface);
        z-index: 1;
      }
      td {
        padding: 7px 12px;
        height: auto;
        vertical-align: top;
        max-width: 260px;
        min-width: 90px;
      }
      td.line {
        min-width: 0;
        color: var(--tr-text-2);
      }
      .value {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .wrong {
        background: var(--tr-bad-soft);
      }
      tr:hover .wrong {
        background: var(--tr-bad-soft);
      }
      .why {
        font: var(--tr-text-meta);
        color: var(--tr-bad);
        padding-top: 2px;
      }
    `,
  ];

  override render() {
    const { plan } = this;
    const columns = plan.columns.map(({ path }) => this.fields.find((each) => each.path === path || (each.keys.length > 0 && path.startsWith(`${each.path}.`)))); // prettier-ignore
    return html`<div class="scroll" tabindex="0" role="group" aria-label=${this.t('import.firstRows')}><table>
      <thead><tr><th>${this.t('import.row')}</th><th><span class="sr">${this.t('import.becomes')}</span></th>${columns.map((each, i) => html`<th>${each ? fieldWords(this.host, each.field) : plan.columns[i]!.path}</th>`)}</tr></thead>
      <tbody>${this.rows.map((row) => this.#row(row, columns))}</tbody>
    </table></div>`;
  } // prettier-ignore

  #row(row: CheckedRow, columns: readonly (FillableField | undefined)[]) {
    const problems = problemsByColumn(this.plan, row);
    const whole = problems.get(-1) ?? [];
    return html`<tr>
      <td class="line">${row.line}</td>
      <td class=${whole.length > 0 ? 'wrong' : ''}>${tag(this.t(`import.as.${row.as}`), colours[row.as])}${why(whole)}</td>
      ${columns.map((column, i) => this.#cell(row, i, column, problems.get(i) ?? []))}
    </tr>`;
  } // prettier-ignore

  #cell(row: CheckedRow, at: number, column: FillableField | undefined, problems: readonly Problem[]) {
    const value = row.values[at] ?? null;
    const text = row.texts[at] ?? '';
    if (problems.length > 0)
      return html`<td class="wrong">
        <div class="value">${text}</div>
        ${why(problems)}
      </td>`;
    if (!column || isEmpty(value)) return html`<td>${nothing}</td>`;
    const { field } = column;
    const view = this.host.fields.get(field.type.id);
    const shown = Array.isArray(value) && column.keys.length > 0
      ? (value as { readonly label: string | null }[]).map(({ label }) => label ?? '').join(', ')
      : view.display(value, field, createFieldHost(this.host)); // prettier-ignore
    return html`<td><div class="value">${shown}</div></td>`;
  }
}

const why = (problems: readonly Problem[]) => problems.map(({ message }) => html`<p class="why">${message}</p>`);
