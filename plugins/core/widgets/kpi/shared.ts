/** The figures of a tile: the number, its course by period, and how the period in question moved against the one before. */
import type { ResultColumn, ResultRow } from '../../../../metadata/contributions.js';
import { fillPeriods, isWithin } from '../../../../metadata/chart/periods.js';
import { divide, subtract } from '../../../../metadata/expression/decimal.js';
import type { Grain } from '../../../../metadata/schema/query.js';
import type { Value } from '../../../../metadata/value.js';

export interface KpiOptions {
  readonly value: string;
  readonly divide?: string;
  readonly unit?: string | Readonly<Record<string, string>>;
  readonly style?: 'percent';
  readonly digits?: number;
  readonly spark?: { readonly dataset: string; readonly x: string; readonly value: string; readonly divide?: string };
  readonly lessIsBetter?: boolean;
}

/** A row's figure: a column, or one column divided by another. Null without a value, and where nothing is divided. */
export function figureOf(row: ResultRow | undefined, value: string, by: string | undefined): number | null {
  const above = row?.[value];
  if (typeof above !== 'number') return null;
  if (by === undefined) return above;
  const below = row![by];
  return typeof below === 'number' && below !== 0 ? divide(above, below) : null;
}

export interface Point {
  readonly start: string;
  readonly value: number | null;
}

export interface Course {
  /** Closed periods in order; the one that is not over only when it is the chosen one. */
  readonly points: readonly Point[];
  /** Place of the chosen period. */
  readonly chosen?: number;
  readonly change?: Change;
}

export interface Change {
  readonly period: string;
  readonly before: string;
  readonly difference: number;
  /** Difference by the value before; null when that was zero. */
  readonly ratio: number | null;
}

export interface CourseInput {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  readonly x: string;
  readonly value: string;
  readonly divide?: string | undefined;
  /** Start of the chosen period. */
  readonly chosen?: Value | undefined;
  readonly today: string;
}

/** A figure that is counted or summed is zero in a period without rows; a quotient then has no value. */
export function courseOf({ columns, rows, x, value, divide: by, chosen, today }: CourseInput): Course {
  const grain = columns.find((column) => column.name === x)?.grain as Grain | undefined;
  const byStart = new Map(rows.flatMap((row) => (typeof row[x] === 'string' ? [[row[x], row] as const] : [])));
  const starts = grain ? fillPeriods([...byStart.keys()], grain) : [...byStart.keys()].sort();
  const points = starts
    .map((start): Point => ({ start, value: figureOf(byStart.get(start), value, by) ?? (by === undefined ? 0 : null) }))
    .filter(({ start }) => start === chosen || grain === undefined || !isWithin(today, start, grain));
  const place = points.findIndex((point) => point.start === chosen);
  const at = place >= 0 ? place : chosen === undefined || chosen === null ? points.length - 1 : -1;
  const change = changeOf(points[at], points[at - 1]);
  return { points, ...(place >= 0 ? { chosen: place } : {}), ...(change ? { change } : {}) };
}

function changeOf(now: Point | undefined, before: Point | undefined): Change | undefined {
  if (!now || !before || now.value === null || before.value === null) return undefined;
  const difference = subtract(now.value, before.value) ?? 0;
  const ratio = before.value === 0 ? null : (divide(difference, Math.abs(before.value)) ?? null);
  return { period: now.start, before: before.start, difference, ratio };
}
