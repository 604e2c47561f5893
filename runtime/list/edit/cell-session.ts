/**
 * One cell being edited: asks whether it may be, lays the editor over it, and on Enter, Tab or leaving saves the value.
 * Esc leaves the cell as it was.
 */
import { ApiFailure } from '../../data/api-client.js';
import type { WireRecord } from '../../data/record.js';
import { createRules } from '../../record/open-record.js';
import type { Rules } from '../../record/rules.js';
import { isComposing } from '../../ui/element.js';
import type { Column } from '../columns.js';
import './cell-editor.js';
import type { TrCellEditor } from './cell-editor.js';
import { columnRefusal, fieldsRead, ruleRefusal, valueRefusal, withValues } from './cell-permission.js';
import type { CellSaver } from './cell-saver.js';
import type { CellAt, GridPort } from './grid-port.js';

export type Step = 'stay' | 'down' | 'up' | 'next' | 'back';

interface Open {
  readonly id: string;
  readonly column: Column;
  readonly values: WireRecord;
  readonly before: unknown;
  readonly editor: TrCellEditor;
}

export class CellSession {
  #open: Open | undefined;
  #rules: Rules | undefined;
  #starting = 0;

  constructor(
    private readonly port: GridPort,
    private readonly saver: CellSaver,
    /** Where the keys lead after a cell. */
    private readonly go: (from: CellAt, step: Step) => void,
  ) {}

  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** Why a cell may not be edited; undefined when it may. Throws ApiFailure. */
  async refusal(row: WireRecord, column: Column): Promise<{ readonly reason?: string; readonly values: WireRecord }> {
    const { host, entityName } = this.port;
    const fixed = columnRefusal(host, entityName, column);
    if (fixed) return { reason: host.i18n.t(fixed, { field: column.label }), values: row };
    const rules = await this.rules();
    const values = await withValues(host, entityName, row, fieldsRead(rules, host, entityName, column.field));
    const rule = ruleRefusal(rules, host, entityName, column.field, values);
    return rule ? { reason: host.i18n.t(rule, { field: column.label }), values } : { values };
  }

  async rules(): Promise<Rules> {
    const { host } = this.port;
    if (!this.#rules) {
      await host.app.ensureFunctions();
      this.#rules = createRules(host);
    }
    return this.#rules;
  }

  /** Opens the editor over a cell, with what was typed; a cell that may not be edited says why. */
  async start(at: CellAt, typed?: string): Promise<void> {
    await this.finish('stay');
    const mine = ++this.#starting;
    const row = this.port.rowAt(at.index);
    const column = this.port.columns.find((each) => each.path === at.path);
    if (!row || !column) return;
    try {
      const { reason, values } = await this.refusal(row, column);
      if (mine !== this.#starting) return;
      if (reason !== undefined) this.#say(reason);
      else await this.#show({ row, column, values, typed });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.#say(error.message);
    }
  }

  #say(text: string): void {
    this.port.host.toasts.show({ text });
  }

  async #show(what: { row: WireRecord; column: Column; values: WireRecord; typed: string | undefined }): Promise<void> {
    const { row, column, values, typed } = what;
    const { port } = this;
    const editor = document.createElement('tr-cell-editor');
    editor.host = port.host;
    editor.column = column;
    editor.fieldHost = { ...port.fieldHost, record: values };
    editor.name = port.host.i18n.t('cell.name', { column: column.label, row: port.indexOf(row.id) + 1 });
    const before = row[column.path] ?? null;
    editor.value = this.saver.failure(row.id, column.path)?.value ?? before;
    editor.onPicked = () => void this.finish('stay', true);
    editor.addEventListener('keydown', this.#key);
    editor.addEventListener('focusout', this.#left);
    this.#open = { id: row.id, column, values, before, editor };
    port.root.append(editor);
    this.moved();
    await editor.begin(typed);
  }

  /** The editor goes with its cell; when that is scrolled away, what was typed is kept as after Tab. */
  moved(): void {
    const open = this.#open;
    if (!open) return;
    const cell = this.port.cellAt(this.port.indexOf(open.id), open.column.path);
    if (cell) open.editor.place(cell.getBoundingClientRect(), this.port.root.host.getBoundingClientRect());
    else void this.finish('stay');
  }

  #key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const open = this.#open;
    if (!open || isComposing(event)) return;
    if (event.key === 'Tab') {
      event.preventDefault();
      void this.finish(event.shiftKey ? 'back' : 'next', true);
    } else if (open.editor.isListOpen) return;
    else if (event.key === 'Escape') {
      event.preventDefault();
      this.#close(open);
      this.saver.fail(open.id, open.column.path, undefined);
      this.port.redraw();
      this.#return(open, 'stay');
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      void this.finish(event.shiftKey ? 'up' : 'down', true);
    }
  };

  /** Focus went to another part of the page: the value stays. */
  #left = (): void => {
    setTimeout(() => {
      const open = this.#open;
      if (!open || open.editor.matches(':focus-within') || open.editor.isListOpen) return;
      // Overlays of a picker stand elsewhere in the page and take the focus for a moment.
      if (document.activeElement?.localName.startsWith('vaadin-')) return;
      void this.finish('stay');
    }, 0);
  };

  /** Saves what stands in the editor. `stays` keeps the focus in the table. */
  async finish(step: Step, stays = false): Promise<void> {
    const open = this.#open;
    if (!open) return;
    const { editor, column, id } = open;
    // A picker hands over its value when it is left.
    if (stays) (editor.renderRoot.querySelector('.field > *') as HTMLElement | null)?.blur?.();
    await editor.updateComplete;
    if (this.#open !== open) return;
    if (editor.refused !== undefined && stays) {
      await editor.begin(undefined);
      return;
    }
    const { value, refused } = editor;
    this.#close(open);
    if (stays) this.#return(open, step);
    if (refused !== undefined) {
      this.saver.fail(id, column.path, { text: refused, value });
      this.port.redraw();
      return;
    }
    if (isSame(value, open.before)) {
      this.saver.fail(id, column.path, undefined);
      this.port.redraw();
      return;
    }
    const { host, entityName } = this.port;
    const values = { ...open.values, ...this.port.findRow(id), [column.path]: value };
    const broken = valueRefusal(await this.rules(), host, entityName, column.field, values);
    if (broken === undefined) {
      await this.saver.save(id, column, value);
      return;
    }
    this.saver.fail(id, column.path, { text: broken, value });
    host.announce(broken, true);
    this.port.redraw();
  }

  #close(open: Open): void {
    this.#open = undefined;
    open.editor.remove();
  }

  #return(open: Open, step: Step): void {
    this.go({ index: this.port.indexOf(open.id), path: open.column.path }, step);
  }
}

/** References are the same when they lead to the same record; no value is null. */
export function isSame(a: unknown, b: unknown): boolean {
  const plain = (value: unknown): unknown => {
    if (value === undefined || value === '') return null;
    return typeof value === 'object' && value !== null && 'id' in value ? (value as { id: unknown }).id : value;
  };
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}
