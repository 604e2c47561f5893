/**
 * A change of a bar that is under way: drawn at once, sent when the person lets go or stops pressing keys, so that five
 * steps by arrow are one change with one undo.
 */
import type { WireRecord } from '../../../../runtime/api.js';

type Values = Readonly<Record<string, unknown>>;

export interface Draft {
  /** As it was before. */
  readonly row: WireRecord;
  readonly values: Values;
}

/** Milliseconds after the last key. */
const pauseMs = 600;

export class DraftChange {
  #draft: Draft | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly changed: () => void,
    private readonly send: (draft: Draft) => void,
  ) {}

  /** Rows with the change that is under way. */
  shown(rows: readonly WireRecord[]): readonly WireRecord[] {
    const draft = this.#draft;
    if (!draft) return rows;
    return rows.map((row) => (row.id === draft.row.id ? { ...row, ...draft.values } : row));
  }

  /** Adds to the change of a row; that of another row is sent first. `row` is the row as it is shown. */
  set(row: WireRecord, values: Values): void {
    if (this.#draft && this.#draft.row.id !== row.id) this.finish();
    this.#draft = { row: this.#draft?.row ?? row, values: { ...this.#draft?.values, ...values } };
    this.changed();
  }

  /** Sends the change after a pause. */
  soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.finish(), pauseMs);
  }

  finish(): void {
    clearTimeout(this.#timer);
    const draft = this.#draft;
    this.#draft = undefined;
    if (draft && Object.entries(draft.values).some(([name, value]) => draft.row[name] !== value)) this.send(draft);
    else if (draft) this.changed();
  }

  drop(): void {
    clearTimeout(this.#timer);
    this.#draft = undefined;
    this.changed();
  }
}
