/**
 * `<tr-sub-table>`: rows that belong to the record, edited in place. One tab stop; arrows move, Enter or typing edits,
 * Enter and Tab keep and go on, Esc restores. The last row adds one.
 */
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Field } from '../../metadata/model/model.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import { isEmpty } from '../data/record.js';
import { createEditHost } from '../host/field-host.js';
import { isComposing, TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { fieldState, formValues, withFormulas, type FormContext } from './form-context.js';
import type { Values } from './record-draft.js';
import { subTableStyles } from './sub-table-styles.js';

type Node = Extract<FormNode, { type: 'subTable' }>;

@customElement('tr-sub-table')
export class TrSubTable extends TrElement {
  @property({ attribute: false }) node!: Node;
  @property({ attribute: false }) form!: FormContext;
  @state() private active = { row: 0, column: 0 };
  @state() private editing = false;
  #before: unknown;

  static override styles = subTableStyles;

  override render() {
    const field = this.#field;
    const child = field?.children && this.host.app.entity(field.children.entity);
    if (!field || !child) return nothing;
    const columns = this.#columns();
    const rows = this.#rows();
    const state = fieldState(this.form, field, this.node);
    if (!state.visible) return nothing;
    const label = this.host.i18n.label(this.node.label ?? field.label, field.name);
    const thing = this.host.i18n.label(child.label, child.name);
    const error = this.form.errors.get(`/${field.name}`);
    return html`
      <div class="sech">
        <h2>${label} <span class="t3 n">${this.host.i18n.formats.number(rows.length)}</span></h2>
        <span class="sp"></span>
        ${
          state.readOnly
            ? nothing
            : html`<vaadin-button theme="small" @click=${() => void this.#add()}
                ><span slot="prefix">${icon('plus')}</span
                >${this.t('subTable.addThing', { thing: this.#lower(thing) })}</vaadin-button
              >`
        }
      </div>
      ${error ? html`<div class="box bad" role="alert">${icon('circle-x')}<span>${error}</span></div>` : nothing}
      <div class="frame">
        <div class="scroll">
          <table role="grid" aria-label=${label} @keydown=${(event: KeyboardEvent) => this.#key(event, state.readOnly)}>
            <colgroup>
              <col style="width:40px" />
              ${columns.map((column) => html`<col style=${column.width ? `width:${column.width}px` : 'min-width:160px'} />`)}
              <col style="width:40px" />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">
                  <span aria-hidden="true">#</span><span class="sr">${this.t('subTable.number')}</span>
                </th>
                ${columns.map((column) => html`<th scope="col" class=${column.end ? 'num' : ''}>${column.label}${column.required && !state.readOnly ? html`<span class="rq" aria-hidden="true"> *</span>` : nothing}</th>`)}
                <th><span class="sr">${this.t('list.actions')}</span></th>
              </tr>
            </thead>
            <tbody>
              ${rows.map((row, index) => this.#row(row, index, columns, state.readOnly))}
              ${
                state.readOnly
                  ? rows.length === 0
                    ? html`<tr>
                        <td></td>
                        <td class="t3" colspan=${columns.length + 1}>${this.t('subTable.empty')}</td>
                      </tr>`
                    : nothing
                  : html`<tr class="new">
                      <td></td>
                      <td colspan=${columns.length + 1}>
                        <button type="button" class="adder" @click=${() => void this.#add()}>
                          ${this.t('subTable.addThing', { thing: this.#lower(thing) })} …
                        </button>
                      </td>
                    </tr>`
              }
            </tbody>
          </table>
        </div>
        ${this.#totals()}
      </div>
    `;
  }

  #row(row: Values, index: number, columns: readonly ColumnLook[], readOnly: boolean) {
    const path = `/${this.node.field}/${index}`;
    return html`<tr>
      <td class="t3">${index + 1}</td>
      ${columns.map((column, at) => this.#cell(row, index, column, at, readOnly))}
      <td class="act">
        ${
          readOnly
            ? nothing
            : html`<button
                type="button"
                class="ib xs"
                aria-label=${this.t('subTable.remove', { row: index + 1 })}
                data-tip=${this.t('common.delete')}
                @click=${() => this.#remove(index)}
              >
                ${icon('trash-2', 's')}
              </button>`
        }
        ${this.form.errors.get(path) ? html`<span class="sr">${this.form.errors.get(path)}</span>` : nothing}
      </td>
    </tr>`;
  }

  #cell(row: Values, index: number, column: ColumnLook, at: number, readOnly: boolean) {
    const { field } = column;
    const view = this.host.fields.get(field.type.id);
    const error = this.form.errors.get(`/${this.node.field}/${index}/${field.name}`);
    const isActive = this.active.row === index && this.active.column === at;
    const editable = !readOnly && column.editable;
    const value = row[field.name] ?? null;
    if (isActive && this.editing && editable && view.edit) {
      const edit = createEditHost(this.form.fieldHost, {
        place: 'cell',
        label: this.t('subTable.cell', { column: column.label, row: index + 1 }),
        required: column.required,
        refuse: (message) => this.form.refuse(`${this.node.field}/${index}/${field.name}`, message),
      });
      return html`<td class="editing" @focusout=${this.#left}>
        ${view.edit(value, field, edit, (next) => this.#set(index, field.name, next))}
      </td>`;
    }
    const shown = isEmpty(value)
      ? html`<span class="t3">${editable ? '' : '–'}</span>`
      : field.target === undefined || !editable
        ? view.display(value, field, this.form.fieldHost)
        : view.text(value, field, this.form.fieldHost);
    return html`<td
      class="${column.end ? 'num' : ''} ${field.formula ? 'strong' : ''} ${error ? 'wrong' : ''} ${editable ? 'can' : ''}"
      tabindex=${isActive ? 0 : -1}
      data-row=${index}
      data-column=${at}
      aria-readonly=${editable ? nothing : 'true'}
      data-tip=${error ?? nothing}
      @click=${() => void this.#start(index, at, editable)}
      @focus=${() => (this.active = { row: index, column: at })}
    >
      ${shown}${error ? html`<span class="sr">${error}</span>` : nothing}
    </td>`;
  }

  #totals() {
    const names = this.node.totals ?? [];
    if (names.length === 0) return nothing;
    const values = formValues(this.form);
    return html`<dl class="totals">
      ${names.map((name, index) => {
        const field = this.form.entity.fields.get(name);
        if (!field) return nothing;
        const view = this.host.fields.get(field.type.id);
        const value = values[name];
        const last = index === names.length - 1 ? 'bold' : '';
        const stale =
          !isEmpty(value) &&
          this.form.draft.isChanged(this.node.field) &&
          field.formula === undefined &&
          field.computed;
        return html`<dt class=${last}>${this.host.i18n.label(field.label, name)}</dt>
          <dd class=${last}>${isEmpty(value) || stale ? '–' : view.display(value, field, this.form.fieldHost)}</dd>`;
      })}
    </dl>`;
  }

  get #field(): Field | undefined {
    return this.form.entity.fields.get(this.node.field);
  }

  #lower(noun: string): string {
    return noun.toLocaleLowerCase(this.host.i18n.language);
  }

  #columns(): readonly ColumnLook[] {
    const parent = this.#field!.children!;
    const child = this.host.app.entity(parent.entity)!;
    return this.node.columns.flatMap((column) => {
      const field = child.fields.get(column.field);
      if (!field || this.host.app.fieldClass(field) === 'hidden') return [];
      const view = this.host.fields.get(field.type.id);
      const label = this.host.i18n.label(field.label, field.name);
      return [
        {
          field,
          label,
          end: (view.alignOf?.(field) ?? view.align) === 'end',
          width: column.width ?? (view.align === 'end' ? view.width : undefined),
          required: field.document.required === true,
          editable:
            !field.computed &&
            field.document.readOnly !== true &&
            this.host.app.fieldClass(field) === 'write' &&
            view.edit !== undefined,
        },
      ];
    });
  }

  /** Rows with formulas as they will become. */
  #rows(): readonly Values[] {
    const value = this.form.draft.get(this.node.field);
    const rows = Array.isArray(value) ? (value as Values[]) : [];
    if (!this.form.draft.isChanged(this.node.field)) return rows;
    const child = this.host.app.entity(this.#field!.children!.entity)!;
    const all = new Set(child.fields.keys());
    return rows.map((row) => withFormulas(this.form, child, row, all));
  }

  #plain(): readonly Values[] {
    const value = this.form.draft.get(this.node.field);
    return Array.isArray(value) ? (value as Values[]) : [];
  }

  #set(index: number, name: string, value: unknown): void {
    this.form.set(
      this.node.field,
      this.#plain().map((row, at) => (at === index ? { ...row, [name]: value } : row)),
    );
  }

  async #add(): Promise<void> {
    const rows = this.#plain();
    this.form.set(this.node.field, [...rows, {}]);
    const first = this.#columns().findIndex((column) => column.editable);
    await this.#start(rows.length, Math.max(0, first), true);
  }

  #remove(index: number): void {
    const rows = this.#plain();
    this.editing = false;
    this.form.set(
      this.node.field,
      rows.filter((_, at) => at !== index),
    );
    this.host.toasts.show({
      text: this.t('subTable.removed', { row: index + 1 }),
      action: { label: this.t('common.undo'), run: () => this.form.set(this.node.field, rows) },
    });
  }

  async #start(row: number, column: number, editable: boolean): Promise<void> {
    this.active = { row, column };
    this.editing = editable;
    this.#before = this.#plain();
    await this.#focusActive();
  }

  async #focusActive(): Promise<void> {
    await this.updateComplete;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await this.updateComplete;
    const { row, column } = this.active;
    const target = this.editing
      ? this.renderRoot.querySelector<HTMLElement>('td.editing > *')
      : this.renderRoot.querySelector<HTMLElement>(`td[data-row="${row}"][data-column="${column}"]`);
    target?.focus();
    const input = target?.shadowRoot ? target.querySelector('input') : null;
    if (this.editing) input?.select();
  }

  /** Focus went to another part of the page: the value stays, the editor goes. */
  #left(event: FocusEvent): void {
    const cell = event.currentTarget as HTMLElement;
    setTimeout(() => {
      if (!cell.isConnected || cell.matches(':focus-within')) return;
      const opened = cell.querySelector('[opened]') ?? cell.firstElementChild?.shadowRoot?.querySelector('[opened]');
      if (!opened) this.editing = false;
    }, 0);
  }

  #key(event: KeyboardEvent, readOnly: boolean): void {
    if (isComposing(event)) return;
    const columns = this.#columns();
    const rows = this.#rows().length;
    const { row, column } = this.active;
    const path = event.composedPath();
    if (path[0] instanceof HTMLButtonElement) return;
    if (this.editing) {
      // An open list takes Enter, arrows and Esc for itself.
      const opened = path.some((each) => each instanceof HTMLElement && each.hasAttribute('opened'));
      if (event.key === 'Escape' && !opened) {
        event.preventDefault();
        event.stopPropagation();
        this.form.set(this.node.field, this.#before);
        this.editing = false;
        void this.#focusActive();
      } else if (event.key === 'Enter' && !opened) {
        event.preventDefault();
        this.editing = false;
        this.active = { row: Math.min(row + 1, rows - 1), column };
        void this.#focusActive();
      } else if (event.key === 'Tab') this.#tab(event, columns, rows);
      return;
    }
    const moves: Record<string, { row: number; column: number }> = {
      ArrowUp: { row: row - 1, column },
      ArrowDown: { row: row + 1, column },
      ArrowLeft: { row, column: column - 1 },
      ArrowRight: { row, column: column + 1 },
      Home: { row: event.ctrlKey ? 0 : row, column: 0 },
      End: { row: event.ctrlKey ? rows - 1 : row, column: columns.length - 1 },
    };
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      this.active = { row: clamp(move.row, rows), column: clamp(move.column, columns.length) };
      void this.#focusActive();
    } else if (
      !readOnly &&
      columns[column]?.editable &&
      (event.key === 'Enter' ||
        event.key === 'F2' ||
        (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey))
    ) {
      if (event.key === 'Enter' || event.key === 'F2') event.preventDefault();
      void this.#start(row, column, true);
    }
  }

  /** Tab keeps the value and goes to the next cell that can be edited; after the last one it leaves the table. */
  #tab(event: KeyboardEvent, columns: readonly ColumnLook[], rows: number): void {
    const step = event.shiftKey ? -1 : 1;
    let { row, column } = this.active;
    for (;;) {
      column += step;
      if (column < 0 || column >= columns.length) {
        row += step;
        column = step > 0 ? 0 : columns.length - 1;
      }
      if (row < 0 || row >= rows) {
        this.editing = false;
        return;
      }
      if (columns[column]!.editable) break;
    }
    event.preventDefault();
    void this.#start(row, column, true);
  }
}

interface ColumnLook {
  readonly field: Field;
  readonly label: string;
  readonly end: boolean;
  readonly width: number | undefined;
  readonly required: boolean;
  readonly editable: boolean;
}

const clamp = (value: number, count: number): number => Math.max(0, Math.min(value, count - 1));
