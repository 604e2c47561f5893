/** Rows -> columns as they come: figures as an array of figures, texts as numbers of the texts there are, each kept once. */
import type { ColumnValues } from '../../../metadata/sheet/types.js';
import type { Value } from '../../../metadata/value.js';

export class ColumnBuilder {
  #length = 0;
  #numbers: Float64Array | undefined = new Float64Array(1024);
  #codes = new Int32Array(0);
  readonly #values: Value[] = [];
  readonly #known = new Map<Value, number>();

  add(value: Value): void {
    if (this.#numbers && value !== null && typeof value !== 'number') this.#toCodes();
    const at = this.#length++;
    if (this.#numbers) {
      if (at === this.#numbers.length) this.#numbers = grown(this.#numbers, new Float64Array(at * 2));
      this.#numbers[at] = value === null ? Number.NaN : (value as number);
      return;
    }
    if (at >= this.#codes.length) this.#codes = grown(this.#codes, new Int32Array(at * 2));
    this.#codes[at] = this.#codeOf(value);
  }

  finish(): ColumnValues {
    if (this.#numbers) return this.#numbers.slice(0, this.#length);
    return { codes: this.#codes.slice(0, this.#length), values: this.#values };
  }

  /** Something that is no figure has come. */
  #toCodes(): void {
    const numbers = this.#numbers!;
    this.#numbers = undefined;
    this.#codes = new Int32Array(numbers.length);
    for (let at = 0; at < this.#length; at++)
      this.#codes[at] = this.#codeOf(Number.isNaN(numbers[at]) ? null : numbers[at]!);
  }

  /** Lists are the same when they read the same, as sheets take them. */
  #codeOf(value: Value): number {
    const key = typeof value === 'object' && value !== null ? `[${JSON.stringify(value)}` : value;
    let code = this.#known.get(key);
    if (code === undefined) this.#known.set(key, (code = this.#values.push(value) - 1));
    return code;
  }
}

function grown<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
