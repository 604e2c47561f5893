/**
 * Written findings from the rows of a dataset: the total, who leads, what changed against the period before, what stands
 * out, where it goes. Nothing is said that the rows do not hold: figures that may not be added up are not added, a period
 * that is not over is not compared, too few values have no outliers and no trend. The same rows give the same words.
 */
import { sum } from '../expression/decimal.js';
import type { ResultColumn, ResultRow } from '../contributions.js';
import { tukeyFences, trendOf } from './statistics.js';
import { listed, tellSentence, type Sentence } from './words.js';

export interface SummaryInput {
  /** Only what its reader may know. */
  readonly columns: readonly ResultColumn[];
  /** Ids with their names beside them (`<name>_label`), codes as labels. */
  readonly rows: readonly ResultRow[];
  readonly language: string;
  /** ISO date in the site's zone: the period it lies in is not over. */
  readonly today: string;
}

/** Measures that are told of; leaders and outliers that are named. */
const MEASURES = 2;
const LEADERS = 3;
const NAMED = 5;

/** No sentence where there is nothing to say. */
export function summarise(input: SummaryInput): readonly string[] {
  const { columns } = input;
  const isMeasure = (column: ResultColumn) => column.type === 'number' && column.grain === undefined;
  const period = columns.find((column) => column.grain !== undefined);
  const category = columns.find(
    (column) => !isMeasure(column) && column !== period && ['text', 'id', 'boolean'].includes(column.type as string),
  );
  return columns
    .filter(isMeasure)
    .slice(0, MEASURES)
    .flatMap((measure) => new Findings(input, measure, category, period).all());
}

interface Named {
  readonly name: string;
  readonly value: number;
}

interface Period {
  /** Its first day. */
  readonly at: string;
  readonly value: number | undefined;
  readonly rows: readonly ResultRow[];
}

class Findings {
  readonly #isAdded: boolean;

  constructor(
    private readonly input: SummaryInput,
    private readonly measure: ResultColumn,
    private readonly category: ResultColumn | undefined,
    private readonly period: ResultColumn | undefined,
  ) {
    this.#isAdded = measure.additive !== false && !measure.percent;
  }

  all(): readonly string[] {
    const { rows } = this.input;
    const values = rows.flatMap((row) => this.#number(row) ?? []);
    if (values.length === 0) return [];
    const groups = this.category ? this.#sums(rows, (row) => this.#nameOf(row)) : undefined;
    const periods = this.period ? this.#periods() : undefined;
    return [
      ...(this.#isAdded ? [this.#tell('total', { total: this.#text(sum(values) ?? 0) })] : []),
      ...(groups ? this.#leaders(groups) : []),
      ...(periods ? this.#changes(periods) : []),
      ...(groups ? this.#outliers(groups) : []),
      ...(periods ? this.#trend(periods) : []),
    ];
  }

  /** By name, as they first appear; undefined where a name has several figures that may not be added. */
  #sums(rows: readonly ResultRow[], nameOf: (row: ResultRow) => string): readonly Named[] | undefined {
    const all = new Map<string, number[]>();
    for (const row of rows) {
      const value = this.#number(row);
      if (value === undefined) continue;
      const name = nameOf(row);
      const values = all.get(name);
      if (values) values.push(value);
      else all.set(name, [value]);
    }
    if (!this.#isAdded && [...all.values()].some((values) => values.length > 1)) return undefined;
    return [...all].map(([name, values]) => ({ name, value: sum(values) ?? 0 }));
  }

  #leaders(groups: readonly Named[]): readonly string[] {
    if (groups.length < 2) return [];
    const sorted = [...groups].sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1));
    const [first, ...others] = sorted.slice(0, LEADERS);
    const last = sorted.at(-1)!;
    // A share is a part of a whole: there is none where something is below zero or may not be added.
    const total = this.#isAdded && last.value >= 0 ? (sum(groups.map(({ value }) => value)) ?? 0) : 0;
    if (total > 0) {
      const share = (each: Named) => this.#percent(each.value / total);
      const rest = others.filter(({ value }) => value > 0);
      const category = this.category!.label;
      const leader = { category, name: first!.name, value: this.#text(first!.value), share: share(first!) };
      if (rest.length === 0) return [this.#tell('leader', leader)];
      const names = rest.map((each) => `${each.name} ${this.#text(each.value)} (${share(each)})`);
      return [this.#tell('leaders', { ...leader, others: listed(this.input.language, names) })];
    }
    if (first!.value === last.value) return [];
    const [value, least] = [this.#text(first!.value), this.#text(last.value)];
    return [this.#tell('highest', { name: first!.name, value, last: last.name, least })];
  }

  /** Periods that are over, in their order, with what the rows of each come to. */
  #periods(): readonly Period[] {
    const byPeriod = new Map<string, ResultRow[]>();
    for (const row of this.input.rows) {
      const at = row[this.period!.name];
      if (typeof at !== 'string' || this.#isRunning(at)) continue;
      const rows = byPeriod.get(at);
      if (rows) rows.push(row);
      else byPeriod.set(at, [row]);
    }
    return [...byPeriod.keys()].sort().map((at) => {
      const rows = byPeriod.get(at)!;
      const values = rows.flatMap((row) => this.#number(row) ?? []);
      const isOne = this.#isAdded || values.length === 1;
      return { at, value: values.length > 0 && isOne ? (sum(values) ?? undefined) : undefined, rows };
    });
  }

  #changes(periods: readonly Period[]): readonly string[] {
    const [before, last] = periods.slice(-2);
    if (!before || !last || this.#next(before.at) !== last.at) return [];
    const names = { period: this.#periodText(last.at), before: this.#periodText(before.at) };
    const told: string[] = [];
    if (before.value !== undefined && last.value !== undefined) {
      const change = this.#change(before.value, last.value);
      told.push(this.#tell('change', { ...names, value: this.#text(last.value), change }));
    }
    if (!this.category) return told;
    const nameOf = (row: ResultRow) => this.#nameOf(row);
    const earlier = new Map((this.#sums(before.rows, nameOf) ?? []).map(({ name, value }) => [name, value]));
    const both = (this.#sums(last.rows, nameOf) ?? []).flatMap(({ name, value }) =>
      earlier.has(name) ? [{ name, from: earlier.get(name)!, to: value }] : [],
    );
    const size = (each: { readonly from: number; readonly to: number }) => Math.abs(each.to - each.from);
    const [most] = [...both].sort((a, b) => size(b) - size(a) || (a.name < b.name ? -1 : 1));
    if (both.length > 1 && most && most.from !== most.to) {
      const { name, from, to } = most;
      const values = { ...names, name, from: this.#text(from), to: this.#text(to), change: this.#change(from, to) };
      told.push(this.#tell('mover', values));
    }
    return told;
  }

  #outliers(groups: readonly Named[]): readonly string[] {
    const fences = tukeyFences(groups.map(({ value }) => value));
    if (!fences) return [];
    const told = (which: 'high' | 'low', found: readonly Named[]): readonly string[] => {
      if (found.length === 0) return [];
      const sorted = [...found].sort((a, b) => (which === 'high' ? b.value - a.value : a.value - b.value) || (a.name < b.name ? -1 : 1));
      const names = sorted.slice(0, NAMED).map(({ name, value }) => `${name} (${this.#text(value)})`);
      return [this.#tell(which, { count: groups.length, names: listed(this.input.language, names) })];
    }; // prettier-ignore
    return [
      ...told('high', groups.filter(({ value }) => value > fences.high)),
      ...told('low', groups.filter(({ value }) => value < fences.low)),
    ]; // prettier-ignore
  }

  #trend(periods: readonly Period[]): readonly string[] {
    const known = periods.flatMap(({ at, value }) => (value === undefined ? [] : [{ at, value }]));
    // A gap is no zero: only periods one after the other have a course.
    const isWhole = known.every(({ at }, index) => index === 0 || this.#next(known[index - 1]!.at) === at);
    const trend = isWhole ? trendOf(known.map(({ value }) => value)) : undefined;
    if (!trend) return [];
    const [from, to] = [this.#periodText(known[0]!.at), this.#periodText(known.at(-1)!.at)];
    return [this.#tell(trend, { count: known.length, from, to })];
  }

  #number(row: ResultRow): number | undefined {
    const value = row[this.measure.name];
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  }

  #nameOf(row: ResultRow): string {
    const { name } = this.category!;
    const value = row[`${name}_label`] ?? row[name] ?? null;
    return value === null ? tellSentence(this.input.language, 'noValue') : String(value);
  }

  #tell(sentence: Sentence, values: Readonly<Record<string, string | number>>): string {
    return tellSentence(this.input.language, sentence, { measure: this.measure.label, ...values });
  }

  #text(value: number): string {
    const { currency, percent, scale } = this.measure;
    if (percent) return this.#percent(value);
    const digits = Math.min(scale ?? 2, Math.abs(value) >= 1000 ? 0 : 2);
    const format = new Intl.NumberFormat(this.input.language, { maximumFractionDigits: digits, useGrouping: true });
    return `${format.format(value)}${currency === undefined ? '' : ` ${currency}`}`;
  }

  #percent(value: number): string {
    const format = { style: 'percent', maximumFractionDigits: 1 } as const;
    return new Intl.NumberFormat(this.input.language, format).format(value);
  }

  /** In per cent of what it was, or as a figure where that was nothing. */
  #change(from: number, to: number): string {
    const { language } = this.input;
    if (from > 0)
      return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'always' }).format((to - from) / from); // prettier-ignore
    const text = this.#text(Math.abs(to - from));
    return `${to < from ? '-' : '+'}${text}`;
  }

  get #months(): number {
    return { month: 1, quarter: 3, year: 12 }[this.period!.grain!] ?? 0;
  }

  #next(at: string): string {
    const day = new Date(`${at.slice(0, 10)}T00:00:00Z`);
    if (this.#months > 0) day.setUTCMonth(day.getUTCMonth() + this.#months);
    else day.setUTCDate(day.getUTCDate() + (this.period!.grain === 'week' ? 7 : 1));
    return `${day.toISOString().slice(0, 10)}${at.slice(10)}`;
  }

  /** Today, or later, lies in it. */
  #isRunning(at: string): boolean {
    return this.#next(at).slice(0, 10) > this.input.today;
  }

  #periodText(at: string): string {
    const day = at.slice(0, 10);
    switch (this.period!.grain) {
      case 'year':
        return day.slice(0, 4);
      case 'quarter':
        return `${day.slice(0, 4)} Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
      case 'month':
        return day.slice(0, 7);
      default:
        return day;
    }
  }
}
