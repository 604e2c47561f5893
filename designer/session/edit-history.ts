/**
 * The changes of one document's text, to be taken back and done again: whether a key was typed in the text or a part was
 * dragged on a canvas, it is the same row of changes, and it outlives saving and the change of views. A change keeps only
 * the piece of text that is another. Pure.
 */

/** At `at`, `removed` gave way to `inserted`. */
export interface TextChange {
  readonly at: number;
  readonly removed: string;
  readonly inserted: string;
}

/** What a change is called, and which run of small ones it belongs to. */
export interface Gesture {
  /** For people: "Move Level". */
  readonly label?: string;
  /** Changes in a row with the same key are one: typing into one input, dragging one edge. */
  readonly key?: string;
}

interface Entry extends TextChange, Gesture {}

/** What is kept at most; the oldest changes go first. */
const mostEntries = 500;

export class EditHistory {
  #undo: Entry[] = [];
  #redo: Entry[] = [];
  #closed = true;

  get canUndo(): boolean {
    return this.#undo.length > 0;
  }
  get canRedo(): boolean {
    return this.#redo.length > 0;
  }
  /** What would be taken back, in words; undefined when the change has none. */
  get undoLabel(): string | undefined {
    return this.#undo.at(-1)?.label;
  }
  get redoLabel(): string | undefined {
    return this.#redo.at(-1)?.label;
  }

  /** Notes that `before` became `after`. */
  record(before: string, after: string, gesture: Gesture = {}): void {
    if (before === after) return;
    this.#redo = [];
    const last = this.#undo.at(-1);
    const continues = !this.#closed && gesture.key !== undefined && last?.key === gesture.key;
    const begun = continues ? reverse(before, last) : before;
    if (continues) this.#undo.pop();
    this.#closed = false;
    // Typed and taken away again: nothing is left to take back.
    if (begun !== after) this.#undo.push({ ...changeBetween(begun, after), ...gesture });
    if (this.#undo.length > mostEntries) this.#undo.shift();
  }

  /** Ends a run of small changes: what follows is a change of its own. */
  close(): void {
    this.#closed = true;
  }

  /** The text before the last change; undefined when there is none. */
  undo(text: string): string | undefined {
    const entry = this.#undo.pop();
    if (!entry) return undefined;
    this.#redo.push(entry);
    this.#closed = true;
    return reverse(text, entry);
  }

  /** The text after the change that was taken back last. */
  redo(text: string): string | undefined {
    const entry = this.#redo.pop();
    if (!entry) return undefined;
    this.#undo.push(entry);
    this.#closed = true;
    return splice(text, entry.at, entry.removed.length, entry.inserted);
  }
}

/** The one piece in which two texts differ. */
export function changeBetween(before: string, after: string): TextChange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return {
    at: start,
    removed: before.slice(start, before.length - end),
    inserted: after.slice(start, after.length - end),
  };
}

const splice = (text: string, at: number, length: number, put: string): string =>
  text.slice(0, at) + put + text.slice(at + length);

const reverse = (text: string, { at, removed, inserted }: TextChange): string =>
  splice(text, at, inserted.length, removed);
