/** Parts of a sub-table as templates: a cell to read, the cell that is edited, the totals below. */
import { html, nothing } from 'lit';
import type { FormNode } from '../../metadata/schema/entity.js';
import { isEmpty, NO_VALUE } from '../data/record.js';
import { createEditHost } from '../host/field-host.js';
import { withFormulas, type FormContext } from './form-context.js';
import { optionHost } from './option-host.js';
import type { Values } from './record-draft.js';
import type { ColumnLook } from './sub-table-columns.js';

export interface SubTableCell {
  readonly form: FormContext;
  readonly column: ColumnLook;
  /** Name of the field that holds the rows. */
  readonly parent: string;
  readonly row: number;
  /** Place of the column. */
  readonly at: number;
  readonly value: unknown;
  readonly editable: boolean;
  /** The one tab stop of the table. */
  readonly isActive: boolean;
}

export function readCell(cell: SubTableCell, actions: { start(): void; focused(): void }) {
  const { form, column, value, editable } = cell;
  const { field } = column;
  const view = form.host.fields.get(field.type.id);
  const error = form.errors.get(`/${cell.parent}/${cell.row}/${field.name}`);
  const classes = [column.end && 'num', field.formula && 'strong', error && 'wrong', editable && 'can'];
  // A link in a cell that can be edited would take the click.
  const isPlain = field.target !== undefined && editable;
  const shown = isEmpty(value)
    ? html`<span class="t3">${editable ? '' : NO_VALUE}</span>`
    : isPlain
      ? view.text(value, field, form.fieldHost)
      : view.display(value, field, form.fieldHost);
  return html`<td
    class=${classes.filter(Boolean).join(' ')}
    tabindex=${cell.isActive ? 0 : -1}
    data-row=${cell.row}
    data-column=${cell.at}
    aria-readonly=${editable ? nothing : 'true'}
    data-tip=${error ?? nothing}
    @click=${actions.start}
    @focus=${actions.focused}
  >
    ${shown}${error ? html`<span class="sr">${error}</span>` : nothing}
  </td>`;
}

export function editCell(
  { form, column, parent, row, value }: SubTableCell,
  actions: { change(value: unknown): void; left(event: FocusEvent): void },
) {
  const { field } = column;
  const child = form.host.app.entity(field.entity);
  const rows = form.draft.get(parent);
  const values = Array.isArray(rows) ? ((rows as Values[])[row] ?? {}) : {};
  const fieldHost = child ? optionHost(form, child, field, values) : form.fieldHost;
  const edit = createEditHost(fieldHost, {
    place: 'cell',
    label: form.host.i18n.t('subTable.cell', { column: column.label, row: row + 1 }),
    required: column.required,
    refuse: (message) => form.refuse(`${parent}/${row}/${field.name}`, message),
  });
  return html`<td class="editing" @focusout=${actions.left}>
    ${form.host.fields.get(field.type.id).edit?.(value, field, edit, actions.change)}
  </td>`;
}

/** Sums of the record under `rows` as they are shown; one that only the server can tell is not while rows are changed. */
export function subTableTotals(
  form: FormContext,
  node: Extract<FormNode, { type: 'subTable' }>,
  rows: readonly Values[],
) {
  const names = node.totals ?? [];
  if (names.length === 0) return nothing;
  const { draft, entity } = form;
  const values = withFormulas(form, entity, { ...draft.values, [node.field]: rows }, new Set(draft.changedNames));
  return html`<dl class="totals">
    ${names.map((name, index) => {
      const field = form.entity.fields.get(name);
      if (!field) return nothing;
      const value = values[name];
      const last = index === names.length - 1 ? 'bold' : '';
      const isStale = form.draft.isChanged(node.field) && field.formula === undefined && field.computed;
      const view = form.host.fields.get(field.type.id);
      return html`<dt class=${last}>${form.host.i18n.label(field.label, name)}</dt>
        <dd class=${last}>${isEmpty(value) || isStale ? NO_VALUE : view.display(value, field, form.fieldHost)}</dd>`;
    })}
  </dl>`;
}
