/**
 * What a reader has typed into the cells of a sheet and not saved yet, with undo and redo: one step is one cell, or one paste.
 * A value typed back to what it was is no change. Pure.
 */
import type { Value } from '../../metadata/value.js';

/** Names a cell across runs: its template address and the mark of the record it stands for. */
export type CellKey = string;

export interface TypedValue {
  /** What the cell showed when it was typed into. */
  readonly was: Value;
  /** As it is sent. Null: the cell is emptied. */
  readonly value: unknown;
  /** As the cell shows it; of what could not be read, what was typed. */
  readonly text: string;
  /** Why it cannot be read or was refused, in words. */
  readonly problem?: string;
  /** It could not be read: `value` says nothing, and there is nothing to send. */
  readonly unread?: true;
  /** What its cell is called, by the heads around it: said where the cell is no longer there. */
  readonly where?: string;
}

export type TypedCells = ReadonlyMap<CellKey, TypedValue>;

/** Steps that can be taken back. */
const most = 100;

export class InputDraft {
  #cells: TypedCells = new Map();
  #stranded: TypedCells = new Map();
  #past: TypedCells[] = [];
  #future: TypedCells[] = [];

  get cells(): TypedCells {
    return this.#cells;
  }
  get size(): number {
    return this.#cells.size;
  }
  /** Typed, and of no cell any more: nothing that is saved, and given up only by whoever typed it. */
  get stranded(): TypedCells {
    return this.#stranded;
  }
  get canUndo(): boolean {
    return this.#past.length > 0;
  }
  get canRedo(): boolean {
    return this.#future.length > 0;
  }
  /** Keys of cells whose value was not read or not taken, in the order they were typed. */
  get wrong(): readonly CellKey[] {
    return [...this.#cells].flatMap(([key, { problem }]) => (problem === undefined ? [] : [key]));
  }

  get(key: CellKey): TypedValue | undefined {
    return this.#cells.get(key);
  }

  /** One step. `was` of a cell that was typed into before stays. False when nothing is another by it. */
  type(values: readonly (readonly [CellKey, TypedValue])[]): boolean {
    const cells = new Map(this.#cells);
    for (const [key, typed] of values) {
      const { was } = cells.get(key) ?? typed;
      if (typed.unread || !isSameValue(typed.value, was)) cells.set(key, { ...typed, was });
      else cells.delete(key);
    }
    if (changedKeys(this.#cells, cells).length === 0) return false;
    this.#past = [...this.#past, this.#cells].slice(-most);
    this.#future = [];
    this.#cells = cells;
    return true;
  }

  /** Gives everything up, as one step: undo brings it back. */
  discard(): void {
    if (this.size === 0) return;
    this.#past = [...this.#past, this.#cells].slice(-most);
    this.#future = [];
    this.#cells = new Map();
  }

  /** Gives the keys of the cells that are others again. */
  undo(): readonly CellKey[] {
    return this.#swap(this.#past, this.#future);
  }

  redo(): readonly CellKey[] {
    return this.#swap(this.#future, this.#past);
  }

  #swap(from: TypedCells[], to: TypedCells[]): readonly CellKey[] {
    const cells = from.pop();
    if (!cells) return [];
    to.push(this.#cells);
    const changed = changedKeys(this.#cells, cells);
    this.#cells = cells;
    return changed;
  }

  /** Says of cells why they were not taken. No step: undo does not bring it back. */
  refuse(problems: ReadonlyMap<CellKey, string>): void {
    const cells = new Map(this.#cells);
    for (const [key, problem] of problems) {
      const typed = cells.get(key);
      if (typed) cells.set(key, { ...typed, problem });
    }
    this.#cells = cells;
  }

  /** Somebody changed a cell meanwhile, and the reader has seen it: what was typed is typed over that. */
  seen(key: CellKey, theirs: Value): void {
    const typed = this.#cells.get(key);
    if (!typed) return;
    const cells = new Map(this.#cells);
    if (isSameValue(typed.value, theirs)) cells.delete(key);
    else cells.set(key, { ...typed, was: theirs });
    this.#restart(cells);
  }

  /** These are no longer to be saved: written, given up. What was done before cannot be taken back then. */
  drop(keys: Iterable<CellKey>): void {
    const cells = new Map(this.#cells);
    for (const key of keys) cells.delete(key);
    this.#restart(cells);
  }

  /** The report has run again: what has no cell any more is put aside, what has one again is back. Gives what was put aside. */
  settle(has: (key: CellKey) => boolean): readonly TypedValue[] {
    const gone = [...this.#cells].filter(([key]) => !has(key));
    const back = [...this.#stranded].filter(([key]) => has(key));
    if (gone.length > 0) this.drop(gone.map(([key]) => key));
    this.#stranded = new Map([...[...this.#stranded].filter(([key]) => !has(key)), ...gone]);
    if (back.length > 0) this.type(back);
    return gone.map(([, typed]) => typed);
  }

  /** Put aside at once: left from an earlier visit. */
  strand(values: readonly (readonly [CellKey, TypedValue])[]): void {
    this.#stranded = new Map([...this.#stranded, ...values]);
  }

  dropStranded(): void {
    this.#stranded = new Map();
  }

  clear(): void {
    this.#stranded = new Map();
    this.#restart(new Map());
  }

  #restart(cells: TypedCells): void {
    this.#cells = cells;
    this.#past = [];
    this.#future = [];
  }
}

export const isSameValue = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

function changedKeys(before: TypedCells, after: TypedCells): readonly CellKey[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => {
    const [a, b] = [before.get(key), after.get(key)];
    return !a || !b || a.text !== b.text || a.unread !== b.unread || !isSameValue(a.value, b.value);
  });
}
