/**
 * One cell of a sheet being typed into: the field type's own editor lies over it. Enter, Tab and going elsewhere hand over
 * what was typed, Esc leaves the cell as it was. Keys that come before the editor is there wait for it: nobody who types
 * fast loses a figure.
 */
import '../list/edit/cell-editor.js';
import type { TrCellEditor } from '../list/edit/cell-editor.js';
import { isComposing } from '../ui/element.js';
import { cellName, type InputStep } from './input-places.js';
import type { OpenCell, OpenCells } from './open-cells.js';
import type { SheetPort } from './sheet-input-port.js';

/** What stood in the editor when it was left. */
export interface Written {
  readonly value: unknown;
  /** Why it cannot be read, and what was typed. */
  readonly unread?: { readonly reason: string; readonly text: string };
}

export type After = InputStep | 'stay' | 'fill';

export interface SessionUse {
  /** What the editor begins with: a value, or a text that could not be read. */
  begin(open: OpenCell): { readonly value: unknown; readonly text?: string };
  take(open: OpenCell, written: Written, after: After): void;
  /** The focus is in the sheet again. */
  left(open: OpenCell, after: After): void;
  save(): void;
}

interface Session {
  readonly open: OpenCell;
  readonly editor: TrCellEditor;
}

/** Keys pressed before the editor had the focus. */
interface Waiting {
  text: string | undefined;
  after: After | 'restore' | undefined;
}

export class InputSession {
  #session: Session | undefined;
  #waiting: Waiting | undefined;

  constructor(
    private readonly sheet: () => SheetPort | undefined,
    private readonly use: SessionUse,
    private readonly cells: () => OpenCells,
  ) {}

  get isOpen(): boolean {
    return this.#session !== undefined || this.#waiting !== undefined;
  }

  /** A key of the sheet while the editor is on its way. */
  wait(event: KeyboardEvent): boolean {
    const waiting = this.#waiting;
    if (!waiting) return false;
    const after = stepOf(event);
    if (waiting.after !== undefined) return true;
    if (after) waiting.after = after;
    else if (event.key === 'Escape') waiting.after = 'restore';
    else if (event.key === 'Backspace') waiting.text = (waiting.text ?? '').slice(0, -1);
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey)
      waiting.text = (waiting.text ?? '') + event.key;
    return true;
  }

  /** Opens the editor over a cell; `typed` takes the place of what is there. */
  async start(open: OpenCell, typed?: string): Promise<void> {
    const waiting: Waiting = (this.#waiting = { text: typed, after: undefined });
    await this.finish('stay');
    const sheet = this.sheet();
    if (!sheet?.layout) return void (this.#waiting = undefined);
    const begin = this.use.begin(open);
    const editor = document.createElement('tr-cell-editor');
    editor.host = sheet.host;
    editor.column = open;
    editor.keep = 'input.keyTake';
    editor.fieldHost = this.cells().fieldHost;
    editor.name = cellName(sheet.layout, open.cell);
    editor.where = editor.name;
    editor.value = begin.value;
    editor.onPicked = () => void this.finish('stay', true);
    editor.addEventListener('keydown', this.#key);
    editor.addEventListener('focusout', this.#left);
    sheet.renderRoot.append(editor);
    this.#session = { open, editor };
    this.moved();
    await editor.updateComplete;
    await editor.begin(() => waiting.text ?? begin.text);
    // What came while it took the focus.
    this.#waiting = undefined;
    if (waiting.after === 'restore') this.#restore();
    else if (waiting.after) await this.finish(waiting.after, true);
  }

  /** The editor goes with its cell; where that is scrolled away, what was typed is taken. */
  moved(): void {
    const { open, editor } = this.#session ?? {};
    const sheet = this.sheet();
    if (!open || !editor || !sheet) return;
    const element = sheet.elementOf(open.cell);
    if (!element) return void this.finish('stay');
    const isEnd = (open.view.alignOf?.(open.field) ?? open.view.align) === 'end';
    editor.place(element.getBoundingClientRect(), sheet.getBoundingClientRect(), isEnd);
  }

  #key = (event: KeyboardEvent): void => {
    const session = this.#session;
    if (!session || isComposing(event)) return event.stopPropagation();
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      event.preventDefault();
      event.stopPropagation();
      return void this.finish('stay', true).then(() => this.use.save());
    }
    event.stopPropagation();
    const after = stepOf(event);
    const isTab = event.key === 'Tab';
    if (!isTab && session.editor.isListOpen) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#restore();
    } else if (after) {
      event.preventDefault();
      void this.finish(after, true);
    }
  };

  #restore(): void {
    const session = this.#session;
    if (!session) return;
    this.#close(session);
    this.sheet()?.focus();
    this.use.left(session.open, 'stay');
  }

  /** The focus went to another part of the page: what was typed stays. */
  #left = (): void => {
    setTimeout(() => {
      const session = this.#session;
      if (!session || session.editor.matches(':focus-within') || session.editor.isListOpen) return;
      // Overlays of a picker stand elsewhere in the page and take the focus for a moment.
      if (document.activeElement?.localName.startsWith('vaadin-')) return;
      void this.finish('stay');
    }, 0);
  };

  /** Hands over what stands in the editor. `stays`: the focus goes back to the sheet. */
  async finish(after: After, stays = false): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const { editor, open } = session;
    // A picker hands over its value when it is left.
    if (stays) (editor.renderRoot.querySelector('.field > *') as HTMLElement | null)?.blur?.();
    await editor.updateComplete;
    if (this.#session !== session) return;
    const { value, refused } = editor;
    if (refused !== undefined && stays) return void (await editor.begin(undefined));
    this.#close(session);
    if (stays) this.sheet()?.focus();
    this.use.take(
      open,
      refused === undefined ? { value } : { value, unread: { reason: refused, text: editor.typed } },
      after,
    );
    if (stays) this.use.left(open, after);
  }

  #close(session: Session): void {
    this.#session = undefined;
    session.editor.remove();
  }
}

function stepOf({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): After | undefined {
  if (altKey) return undefined;
  if (key === 'Tab') return shiftKey ? 'back' : 'next';
  if (key !== 'Enter') return undefined;
  return ctrlKey || metaKey ? 'fill' : shiftKey ? 'up' : 'down';
}
