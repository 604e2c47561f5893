/**
 * `<tr-sub-table>`: rows that belong to the record, edited in place. One tab stop; arrows move, Enter or typing edits,
 * Enter and Tab keep and go on, Esc restores. The last row adds one. Rows with an order of their own are moved by Alt with an
 * arrow or by their handle. Longer than most files: drawing and keys share the
 * one active cell.
 */
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Entity, Field } from '../../metadata/model/model.js';
import { positionField } from '../../metadata/model/position.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import { inSentence } from '../host/entity-words.js';
import { isComposing, TrElement } from '../ui/element.js';
import { deepActiveElement } from '../ui/focus.js';
import { icon } from '../ui/icon.js';
import { moveByKey, nextEditable, type CellPlace } from './cell-moves.js';
import { fieldState, withFormulas, type FormContext } from './form-context.js';
import type { Values } from './record-draft.js';
import { subTableColumns, type ColumnLook } from './sub-table-columns.js';
import { rowHandle, stepOf, type Dragged } from './row-handle.js';
import { editCell, readCell, subTableTotals } from './sub-table-parts.js';
import { tableStyles } from '../ui/table-styles.js';
import { subTableStyles } from './sub-table-styles.js';

type Node = Extract<FormNode, { type: 'subTable' }>;

/** Pixels of the column of row numbers: its edges, the handle, and each digit of the highest number. */
const numberWidth = (rows: number, hasHandle: boolean): number => (hasHandle ? 54 : 32) + 8 * String(rows).length;

@customElement('tr-sub-table')
export class TrSubTable extends TrElement {
  @property({ attribute: false }) node!: Node;
  @property({ attribute: false }) form!: FormContext;
  @state() private active: CellPlace = { row: 0, column: 0 };
  @state() private editing = false;
  @state() private dragged: Dragged | undefined;
  /** The rows before the cell was edited: Esc brings them back. */
  #before: unknown;

  static override styles = [tableStyles, subTableStyles];

  override render() {
    const field = this.#field;
    const child = this.#child;
    if (!field || !child) return nothing;
    const { visible, readOnly } = fieldState(this.form, field, this.node);
    if (!visible) return nothing;
    const label = this.host.i18n.label(this.node.label ?? field.label, field.name);
    const thing = inSentence(this.host, this.host.i18n.label(child.label, child.name));
    const adding = this.t('subTable.addThing', { thing });
    const error = this.form.errors.get(`/${field.name}`);
    const columns = this.#columns;
    const rows = this.#shownRows();
    return html`
      <div class="sech">
        <h2>${label} <span class="t3 n">${this.host.i18n.formats.number(rows.length)}</span></h2>
        <span class="sp"></span>
        ${
          readOnly
            ? nothing
            : html`<vaadin-button theme="small" @click=${() => void this.#add()}
                ><span slot="prefix">${icon('plus')}</span>${adding}</vaadin-button
              >`
        }
      </div>
      ${error ? html`<div class="box bad" role="alert">${icon('circle-x')}<span>${error}</span></div>` : nothing}
      <div class="frame">
        <div class="scroll">
          <table
            role="grid"
            tabindex="-1"
            aria-label=${label}
            @keydown=${(event: KeyboardEvent) => this.#key(event, readOnly)}
          >
            <colgroup>
              <col style="width:${numberWidth(rows.length, this.#isOrdered && !readOnly)}px" />
              ${columns.map((column) => html`<col style=${column.width ? `width:${column.width}px` : nothing} />`)}
              <col style="width:40px" />
            </colgroup>
            ${this.#heads(columns, readOnly)}
            <tbody>
              ${rows.map((row, index) => this.#row(row, index, columns, readOnly))}
              ${this.#lastRow(columns.length + 1, rows.length === 0, readOnly ? undefined : adding)}
            </tbody>
          </table>
        </div>
        ${subTableTotals(this.form, this.node, rows)}
      </div>
    `;
  }

  /** Puts the focus on the cell that is the tab stop, or on the adder when there are no rows. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('td[tabindex="0"], .adder')?.focus();
  }

  /** Puts the focus on the cell of a field; without one that is shown, on the first of the row. */
  async focusCell(row: number, name: string): Promise<void> {
    const at = this.#columns.findIndex(({ field }) => field.name === name);
    this.active = { row, column: Math.max(0, at) };
    this.editing = false;
    await this.#focusActive();
  }

  #heads(columns: readonly ColumnLook[], readOnly: boolean) {
    const star = html`<span class="rq" aria-hidden="true"> *</span>`;
    return html`<thead>
      <tr>
        <th scope="col"><span aria-hidden="true">#</span><span class="sr">${this.t('subTable.number')}</span></th>
        ${columns.map(
          ({ end, label, required }) =>
            html`<th scope="col" class=${end ? 'num' : ''} data-tip-cut>
              ${label}${required && !readOnly ? star : nothing}
            </th>`,
        )}
        <th><span class="sr">${this.t('list.actions')}</span></th>
      </tr>
    </thead>`;
  }

  #row(row: Values, index: number, columns: readonly ColumnLook[], readOnly: boolean) {
    const error = this.form.errors.get(`/${this.node.field}/${index}`);
    const { from, to } = this.dragged ?? {};
    const over = index === to && from !== to ? (index < from! ? 'above' : 'below') : '';
    return html`<tr class="line ${index === from ? 'dragged' : over}">
      <td class="t3 place">${this.#isOrdered && !readOnly ? this.#handle(index) : nothing}${index + 1}</td>
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
                @click=${() => void this.#remove(index)}
              >
                ${icon('trash-2', 's')}
              </button>`
        }
        ${error ? html`<span class="sr">${error}</span>` : nothing}
      </td>
    </tr>`;
  }

  #handle(index: number) {
    return rowHandle({
      i18n: this.host.i18n,
      index,
      label: this.t('subTable.move', { row: index + 1 }),
      tip: this.t('subTable.moveTip'),
      drag: (dragged) => (this.dragged = dragged),
      move: (from, to) => void this.#move(from, to, true),
      rows: () => [...this.renderRoot.querySelectorAll('tr.line')],
    });
  }

  #cell(values: Values, row: number, column: ColumnLook, at: number, readOnly: boolean) {
    const { field, editable } = column;
    const isActive = this.active.row === row && this.active.column === at;
    const cell = {
      form: this.form,
      column,
      parent: this.node.field,
      row,
      at,
      value: values[field.name] ?? null,
      editable: editable && !readOnly,
      isActive,
    };
    if (isActive && this.editing && cell.editable)
      return editCell(cell, {
        change: (value) => this.form.setCell(this.node.field, row, field.name, value),
        left: (event) => this.#left(event),
      });
    return readCell(cell, {
      start: () => void this.#start({ row, column: at }, cell.editable),
      focused: () => (this.active = { row, column: at }),
    });
  }

  #lastRow(span: number, isEmpty: boolean, adding: string | undefined) {
    if (adding !== undefined)
      return html`<tr class="new">
        <td></td>
        <td colspan=${span}>
          <button type="button" class="adder" @click=${() => void this.#add()}>${adding} …</button>
        </td>
      </tr>`;
    return isEmpty
      ? html`<tr>
          <td></td>
          <td class="t3" colspan=${span}>${this.t('subTable.empty')}</td>
        </tr>`
      : nothing;
  }

  get #field(): Field | undefined {
    return this.form.entity.fields.get(this.node.field);
  }

  get #child(): Entity | undefined {
    return this.host.app.entity(this.#field?.children?.entity ?? '');
  }

  /** The rows have an order of their own, which follows their places here. */
  get #isOrdered(): boolean {
    const field = positionField(this.#child!, this.#field?.children?.field);
    return field !== undefined && this.host.app.fieldClass(field) !== 'hidden';
  }

  get #columns(): readonly ColumnLook[] {
    return subTableColumns(this.host, this.#child!, this.node);
  }

  get #rows(): readonly Values[] {
    const value = this.form.draft.get(this.node.field);
    return Array.isArray(value) ? (value as Values[]) : [];
  }

  /** Rows with formulas as they will become. */
  #shownRows(): readonly Values[] {
    if (!this.form.draft.isChanged(this.node.field)) return this.#rows;
    const child = this.#child!;
    const all = new Set(child.fields.keys());
    return this.#rows.map((row) => withFormulas(this.form, child, row, all));
  }

  async #add(): Promise<void> {
    const row = this.#rows.length;
    this.form.addRow(this.node.field);
    const column = Math.max(
      0,
      this.#columns.findIndex(({ editable }) => editable),
    );
    await this.#start({ row, column }, true);
  }

  /** The row that follows takes the focus, else the one before. */
  async #remove(index: number): Promise<void> {
    const rows = this.#rows;
    this.editing = false;
    this.form.set(
      this.node.field,
      rows.filter((_, at) => at !== index),
    );
    this.host.toasts.show({
      text: this.t('subTable.removed', { row: index + 1 }),
      action: { label: this.t('common.undo'), run: () => this.form.set(this.node.field, rows) },
    });
    this.active = { row: Math.max(0, Math.min(index, rows.length - 2)), column: this.active.column };
    await this.updateComplete;
    await this.#focusActive();
  }

  /** Puts a row in the place of another; the focus goes with it. */
  async #move(from: number, to: number, byHandle = false): Promise<void> {
    const rows = [...this.#rows];
    if (to < 0 || to >= rows.length) return;
    rows.splice(to, 0, ...rows.splice(from, 1));
    this.form.set(this.node.field, rows);
    this.active = { row: to, column: this.active.column };
    this.host.announce(this.t('subTable.moved', { row: from + 1, to: to + 1 }));
    if (!byHandle) return this.#focusActive();
    await this.updateComplete;
    this.renderRoot.querySelectorAll<HTMLElement>('.grip')[to]?.focus();
  }

  async #start(place: CellPlace, editable: boolean): Promise<void> {
    // Keys that come before the editor stands are still the table's.
    if (this.renderRoot.querySelector('table:focus-within'))
      this.renderRoot.querySelector('table')!.focus({ preventScroll: true });
    this.active = place;
    this.editing = editable;
    this.#before = this.#rows;
    await this.#focusActive();
  }

  async #focusActive(): Promise<void> {
    await this.updateComplete;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await this.updateComplete;
    if (!this.editing) return this.focus();
    const target = this.renderRoot.querySelector<HTMLElement>('td.editing > *');
    target?.focus();
    // What is typed takes the place of what stands there, defaults too.
    const input = deepActiveElement();
    if (input instanceof HTMLInputElement && target?.matches(':focus-within')) input.select();
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
    if (isComposing(event) || event.composedPath()[0] instanceof HTMLButtonElement) return;
    if (this.editing) {
      this.#keyInEditor(event);
      return;
    }
    const step = event.altKey ? stepOf(event.key) : undefined;
    if (step !== undefined && this.#isOrdered && !readOnly) {
      event.preventDefault();
      void this.#move(this.active.row, this.active.row + step);
      return;
    }
    const columns = this.#columns;
    const move = moveByKey(event, this.active, { rows: this.#rows.length, columns: columns.length });
    if (move) {
      event.preventDefault();
      this.active = move;
      void this.#focusActive();
      return;
    }
    const isEdit = event.key === 'Enter' || event.key === 'F2';
    const isTyped = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (readOnly || !columns[this.active.column]?.editable || !(isEdit || isTyped)) return;
    if (isEdit) event.preventDefault();
    void this.#start(this.active, true);
  }

  #keyInEditor(event: KeyboardEvent): void {
    const { row, column } = this.active;
    // An open list takes Enter, arrows and Esc for itself.
    const isListOpen = event.composedPath().some((each) => each instanceof HTMLElement && each.hasAttribute('opened'));
    if (event.key === 'Tab') this.#tab(event);
    else if (isListOpen) return;
    else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.form.set(this.node.field, this.#before);
      this.editing = false;
      void this.#focusActive();
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.editing = false;
      this.active = { row: Math.min(row + 1, this.#rows.length - 1), column };
      void this.#focusActive();
    }
  }

  /** Tab keeps the value and goes to the next cell that can be edited; after the last one it leaves the table. */
  #tab(event: KeyboardEvent): void {
    const editable = this.#columns.map((column) => column.editable);
    const next = nextEditable(this.active, event.shiftKey, editable, this.#rows.length);
    if (!next) {
      this.editing = false;
      return;
    }
    event.preventDefault();
    void this.#start(next, true);
  }
}
