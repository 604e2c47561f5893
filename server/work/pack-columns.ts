/**
 * Rows of a driver as columns: of each the different values, and for each row which of them it has. They go from process to
 * process as typed arrays, which takes a copy of memory where rows would take an object each; and what becomes of a value
 * is done once for all rows that have it. Many texts go as one: who only hands them on to another process never makes a string of
 * each, which takes its time and, when they are swept up again, that of others.
 */

/** Values in order of first appearance; `codes` by row. */
export type PackedColumn = { readonly codes: Int32Array } & (
  | { readonly values: readonly unknown[] }
  /** Texts and nulls, as JSON of a list. */
  | { readonly texts: string }
);

/** Of fewer different ones a list is as well. */
const MANY_TEXTS = 1000;

export interface PackedRows {
  readonly length: number;
  readonly columns: readonly PackedColumn[];
  /** There were more rows than may be read: none is given. */
  readonly isOver: boolean;
}

export class ColumnPacker {
  #length = 0;
  #room = 1024;
  readonly #columns: { codes: Int32Array; readonly values: unknown[]; readonly known: Map<unknown, number> }[] = [];

  constructor(width: number) {
    for (let i = 0; i < width; i++)
      this.#columns.push({ codes: new Int32Array(this.#room), values: [], known: new Map() });
  }

  get length(): number {
    return this.#length;
  }

  add(row: readonly unknown[]): void {
    if (this.#length === this.#room) this.#grow();
    const at = this.#length++;
    for (let i = 0; i < this.#columns.length; i++) {
      const column = this.#columns[i]!;
      const value = row[i];
      let code = column.known.get(value);
      if (code === undefined) {
        code = column.values.push(value) - 1;
        column.known.set(value, code);
      }
      column.codes[at] = code;
    }
  }

  done(): PackedRows {
    const columns = this.#columns.map(({ codes: all, values }): PackedColumn => {
      const codes = all.slice(0, this.#length);
      const isTexts = values.length > MANY_TEXTS && values.every((each) => typeof each === 'string' || each === null);
      return isTexts ? { codes, texts: JSON.stringify(values) } : { codes, values };
    });
    return { length: this.#length, columns, isOver: false };
  }

  #grow(): void {
    this.#room *= 2;
    for (const column of this.#columns) {
      const codes = new Int32Array(this.#room);
      codes.set(column.codes);
      column.codes = codes;
    }
  }
}
