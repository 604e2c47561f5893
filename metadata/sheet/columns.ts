/**
 * Datasets as columns, made from rows once and only for fields that are used: codes of a dictionary for grouping, whole
 * numbers of one scale for sums. What is made stays with the table, so that the next sheet over it is quick.
 */
import type { Value } from '../value.js';
import type { ColumnTable, ColumnValues, DataTable, RowSet } from './types.js';

/** A code for each row; equal values of one type have one code, in order of first appearance. */
export interface Codes {
  readonly codes: Int32Array;
  readonly values: readonly Value[];
}

/** Numbers as whole numbers of `10 ** -scale`; NaN where there is none. Sums of so few rows stay exact: `rows`. */
export interface ScaledNumbers {
  readonly numbers: Float64Array;
  readonly scale: number;
  readonly rows: number;
}

type Given = Codes | Exclude<ColumnValues, { readonly codes: Int32Array }>;

const LARGEST = 999_999_999_999_999;
const MOST_DECIMALS = 6;

export class Column {
  readonly length: number;
  readonly at: (row: number) => Value;
  readonly #given: Given | undefined;
  #codes: Codes | undefined;
  #scaled: ScaledNumbers | false | undefined;
  #byCode: { readonly ids: Int32Array; readonly starts: Int32Array } | undefined;
  #codeOf: ReadonlyMap<Value, number> | undefined;

  constructor(length: number, at: (row: number) => Value, given?: Given) {
    this.length = length;
    this.at = at;
    this.#given = given;
  }

  codes(): Codes {
    return (this.#codes ??= this.#encode());
  }

  /** Undefined where numbers have too many digits to be added as whole ones. */
  scaled(): ScaledNumbers | undefined {
    this.#scaled ??= this.#scale() ?? false;
    return this.#scaled === false ? undefined : this.#scaled;
  }

  /** Rows with a value, in data order. */
  rowsWith(value: Value): RowSet {
    const { codes, values } = this.codes();
    this.#codeOf ??= new Map(values.map((each, code) => [each, code]));
    this.#byCode ??= sortByCode(codes, values.length);
    const code = this.#codeOf.get(value);
    const { ids, starts } = this.#byCode;
    return code === undefined ? { ids, from: 0, to: 0 } : { ids, from: starts[code]!, to: starts[code + 1]! };
  }

  #encode(): Codes {
    if (this.#given && 'codes' in this.#given) return this.#given;
    const codes = new Int32Array(this.length);
    const values: Value[] = [];
    const plain = new Map<Value, number>();
    const lists = new Map<string, number>();
    const { at, length } = this;
    for (let row = 0; row < length; row++) {
      const value = at(row);
      // Lists and objects are the same when they read the same.
      const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined;
      let code = text === undefined ? plain.get(value) : lists.get(text);
      if (code === undefined) {
        code = values.push(value) - 1;
        if (text === undefined) plain.set(value, code);
        else lists.set(text, code);
      }
      codes[row] = code;
    }
    return { codes, values };
  }

  /** Begins anew with one digit more where a number has one. */
  #scale(): ScaledNumbers | undefined {
    const given = this.#numbers();
    const numbers = new Float64Array(given.length);
    let scale = 0;
    let factor = 1;
    let largest = 0;
    for (let row = 0; row < given.length; row++) {
      const number = given[row]!;
      const whole = factor === 1 ? number : Math.round(number * factor);
      numbers[row] = whole;
      if (number !== number) continue;
      if (factor === 1 ? Math.round(number) !== number : whole / factor !== number) {
        if (scale === MOST_DECIMALS) return undefined;
        factor = 10 ** ++scale;
        row = -1;
        continue;
      }
      if (whole > largest) largest = whole;
      else if (-whole > largest) largest = -whole;
    }
    const rows = Math.floor(LARGEST / Math.max(1, largest));
    return rows < 1 ? undefined : { numbers, scale, rows };
  }

  /** NaN where there is no number; those that were given are not to be changed. */
  #numbers(): Float64Array {
    if (this.#given instanceof Float64Array) return this.#given;
    const numbers = new Float64Array(this.length);
    if (this.#given && 'codes' in this.#given) {
      const { codes, values } = this.#given;
      const known = Float64Array.from(values, (value) => (typeof value === 'number' ? value : NaN));
      for (let row = 0; row < numbers.length; row++) numbers[row] = known[codes[row]!]!;
      return numbers;
    }
    for (let row = 0; row < numbers.length; row++) {
      const value = this.at(row);
      numbers[row] = typeof value === 'number' ? value : NaN;
    }
    return numbers;
  }
}

/** Rows by code, each code's in data order: a counting sort. */
export function sortByCode(
  codes: Int32Array,
  count: number,
): { readonly ids: Int32Array; readonly starts: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (const code of codes) starts[code + 1]!++;
  for (let code = 0; code < count; code++) starts[code + 1]! += starts[code]!;
  const next = starts.slice();
  const ids = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) ids[next[codes[row]!]!++] = row;
  return { ids, starts };
}

/** A dataset as the phases of expansion read it. */
export class Columns {
  readonly length: number;
  readonly names: readonly string[];
  readonly every: RowSet;
  readonly #columns = new Map<string, Column>();

  constructor(readonly table: DataTable | ColumnTable) {
    this.length = 'rows' in table ? table.rows.length : table.length;
    this.names = 'rows' in table ? table.columns : [...table.fields.keys()];
    const ids = new Int32Array(this.length);
    for (let row = 0; row < ids.length; row++) ids[row] = row;
    this.every = { ids, from: 0, to: ids.length };
  }

  /** Undefined when there is no such field. */
  find(name: string): Column | undefined {
    const known = this.#columns.get(name);
    if (known) return known;
    const made = this.#make(name);
    if (made) this.#columns.set(name, made);
    return made;
  }

  #make(name: string): Column | undefined {
    const { table, length } = this;
    if ('rows' in table) {
      const index = table.columns.indexOf(name);
      const { rows } = table;
      return index < 0 ? undefined : new Column(length, (row) => rows[row]?.[index] ?? null);
    }
    const found = table.fields.get(name);
    if (!found) return undefined;
    const given = 'codes' in found && !('values' in found) ? unpacked(found) : found;
    if (given instanceof Float64Array) {
      const at = (row: number): Value => (Number.isNaN(given[row]) ? null : given[row]!);
      return new Column(length, at, given);
    }
    if ('codes' in given) {
      const { codes, values } = given;
      return new Column(length, (row) => values[codes[row]!] ?? null, given);
    }
    return new Column(length, (row) => given[row] ?? null, given);
  }
}

const unpacked = ({ codes, texts }: { readonly codes: Int32Array; readonly texts: string }): Codes => ({
  codes,
  values: JSON.parse(texts) as readonly Value[],
});

/** By the table, or by its columns, which may be those of several tables. */
const made = new WeakMap<object, Columns>();
export function columnsOf(table: DataTable | ColumnTable): Columns {
  const key = 'rows' in table ? table : table.fields;
  const known = made.get(key);
  if (known) return known;
  const columns = new Columns(table);
  made.set(key, columns);
  return columns;
}
