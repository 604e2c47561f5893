/**
 * What a column of a file holds, gathered cell by cell in one pass: how much is filled, how many values there are, which
 * ways of reading fit how many of them. Its memory does not grow with the file. Pure.
 */
import type { Reading } from './readings.js';

/** A way of reading, how many filled cells it fits, and the first that it does not. */
export interface Fit extends Reading {
  readonly count: number;
  readonly misfits: readonly { readonly line: number; readonly text: string }[];
}

export interface ColumnProfile {
  readonly head: string;
  readonly filled: number;
  readonly empty: number;
  /** Different values; `more` than are counted where `isMany`. */
  readonly distinct: number;
  readonly isMany: boolean;
  /** The values in the order in which they came with how often; empty where there are too many for a list. */
  readonly values: readonly { readonly text: string; readonly count: number }[];
  /** The first different ones. */
  readonly samples: readonly string[];
  /** Characters of the longest cell. */
  readonly longest: number;
  readonly hasLineEnds: boolean;
  /** Cells of digits that begin with a zero: what would be lost were they numbers. */
  readonly leadingZeros: number;
  /** Cells with the sign of a currency, with a percent sign, with signs of a phone number. */
  readonly currencies: number;
  readonly percents: number;
  readonly phoneSigns: number;
  /** Digits after the point, at most. */
  readonly decimals: number;
  /** 1, 2, 3, … */
  readonly isCount: boolean;
  readonly fits: readonly Fit[];
}

/** Different values that are counted; a list of choices has far fewer. */
const mostDistinct = 20_000;
/** Values that are kept with their counts. */
const mostValues = 300;
const mostSamples = 60;
const mostMisfits = 5;
/** Cells after which a reading that fits fewer than half is tried no further. */
const patience = 400;
/** Readings of a text that are remembered. */
const mostRemembered = 4000;

export interface ProfiledReading extends Reading {
  reads(text: string): boolean;
}

/** A text as values of a choice are compared: blanks, case and width aside. */
export const foldValue = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

export class ColumnProfiler {
  #filled = 0;
  #empty = 0;
  #longest = 0;
  #lineEnds = false;
  #zeros = 0;
  #currencies = 0;
  #percents = 0;
  #phoneSigns = 0;
  #decimals = 0;
  #isCount = true;
  #isMany = false;
  readonly #distinct = new Set<string>();
  readonly #values = new Map<string, { text: string; count: number }>();
  readonly #samples: string[] = [];
  readonly #known = new Map<string, readonly number[]>();
  #tried: { reading: ProfiledReading; index: number; count: number; misfits: { line: number; text: string }[] }[];

  constructor(
    private readonly head: string,
    readings: readonly ProfiledReading[],
  ) {
    this.#tried = readings.map((reading, index) => ({ reading, index, count: 0, misfits: [] }));
  }

  add(cell: string, line: number): void {
    const text = cell.trim();
    if (text === '') {
      this.#empty++;
      return;
    }
    this.#filled++;
    this.#look(text);
    this.#count(text);
    const fitting = this.#readingsOf(text);
    for (const each of this.#tried) {
      if (fitting.includes(each.index)) each.count++;
      else if (each.misfits.length < mostMisfits) each.misfits.push({ line, text: short(text) });
    }
    if (this.#filled === patience) this.#giveUp();
  }

  #look(text: string): void {
    this.#longest = Math.max(this.#longest, text.length);
    if (/[\r\n]/.test(text)) this.#lineEnds = true;
    if (/^0\d+$/.test(text)) this.#zeros++;
    if (/\p{Sc}|^[A-Z]{3}\s?[\d.,-]|[\d.,]\s?(?:[A-Z]{3}|元)$/u.test(text)) this.#currencies++;
    if (/%\s*$/.test(text)) this.#percents++;
    if (/^\+?[\d\s()./-]*[\s()/-][\d\s()./-]*\d/.test(text) || /^\+\d/.test(text)) this.#phoneSigns++;
    const fraction = /[.,](\d+)\D*$/.exec(text)?.[1];
    if (fraction !== undefined && fraction.length <= 9) this.#decimals = Math.max(this.#decimals, fraction.length);
    if (this.#isCount && text !== String(this.#filled)) this.#isCount = false;
  }

  #count(text: string): void {
    const key = foldValue(text);
    const held = this.#values.get(key);
    if (held) held.count++;
    if (this.#distinct.has(key)) return;
    if (this.#distinct.size >= mostDistinct) {
      this.#isMany = true;
      return;
    }
    this.#distinct.add(key);
    if (this.#values.size <= mostValues) this.#values.set(key, { text, count: 1 });
    if (this.#samples.length < mostSamples) this.#samples.push(short(text));
  }

  #readingsOf(text: string): readonly number[] {
    const known = this.#known.get(text);
    if (known) return known;
    // Longer than any figure, day or address.
    const found = text.length > 2000 ? [] : this.#tried.filter(({ reading }) => reading.reads(text)).map(({ index }) => index); // prettier-ignore
    if (this.#known.size < mostRemembered) this.#known.set(text, found);
    return found;
  }

  #giveUp(): void {
    this.#tried = this.#tried.filter(({ count }) => count * 2 >= this.#filled);
  }

  profile(): ColumnProfile {
    const isList = this.#distinct.size <= mostValues && !this.#isMany;
    return {
      head: this.head,
      filled: this.#filled,
      empty: this.#empty,
      distinct: this.#distinct.size,
      isMany: this.#isMany,
      values: isList ? [...this.#values.values()] : [],
      samples: [...this.#samples],
      longest: this.#longest,
      hasLineEnds: this.#lineEnds,
      leadingZeros: this.#zeros,
      currencies: this.#currencies,
      percents: this.#percents,
      phoneSigns: this.#phoneSigns,
      decimals: this.#decimals,
      isCount: this.#isCount && this.#filled > 1 && this.#empty === 0,
      fits: this.#tried.map(({ reading: { type, format }, count, misfits }) => ({
        type,
        ...(format === undefined ? {} : { format }),
        count,
        misfits,
      })),
    };
  }
}

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
