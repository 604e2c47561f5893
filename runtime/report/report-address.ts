/**
 * What of a report stands in its address besides the parameters: order and filter of the sheet (`_sort`, `_filter`), a cell
 * that is explained (`_cell`), how far charts went down (`_drill`), and the way here (`_from`). Names of parameters begin with a letter. Pure.
 */
import {
  readerOperators,
  type ReaderChanges,
  type ReaderFilter,
  type ReaderSort,
} from '../../metadata/schema/reader-changes.js';
import type { Scalar } from '../../metadata/value.js';
import { hrefs } from '../data/router.js';
import { hrefWith } from '../dashboard/parameters.js';

/** A report that led here: where it is with all that was chosen there, and what was asked for. */
export interface TrailStep {
  readonly report: string;
  /** Its query as it stood. */
  readonly query: string;
  /** "Austria, Q2": the groups of the cell that led on. */
  readonly words: string;
}

export interface ReportPlace {
  readonly changes: ReaderChanges;
  readonly cell?: { readonly source: string; readonly at: string };
  /** Values chosen on the way down in charts, by `chartKey`. */
  readonly drill?: ChartDrills;
  readonly trail: readonly TrailStep[];
}

export type ChartDrills = Readonly<Record<string, readonly Scalar[]>>;

/** A chart that stands in a cell is there once for each instance of it. */
export const chartKey = (chart: string, at: string | undefined): string =>
  at === undefined ? chart : `${chart}@${at}`;

type Query = Readonly<Record<string, string>>;

/** Steps that are kept: a longer way is forgotten from its beginning. */
const STEPS = 6;
const address = /^[A-Z]{1,3}[1-9][0-9]{0,3}$/;

export function readPlace(query: Query): ReportPlace {
  const sort = (query['_sort'] ?? '').split(',').flatMap((text): readonly ReaderSort[] => {
    const cell = text.replace(/^-/, '');
    if (!address.test(cell)) return [];
    return [text.startsWith('-') ? { cell, descending: true } : { cell }];
  });
  const filter = list(query['_filter']).flatMap((each): readonly ReaderFilter[] => {
    if (!Array.isArray(each)) return [];
    const [cell, op, value] = each as readonly unknown[];
    const isKnown =
      typeof cell === 'string' && address.test(cell) && readerOperators.includes(op as ReaderFilter['op']);
    return isKnown ? [{ cell, op, value } as ReaderFilter] : [];
  });
  const [source = '', at] = (query['_cell'] ?? '').split('@');
  const trail = list(query['_from']).flatMap((each): readonly TrailStep[] => {
    if (!Array.isArray(each) || each.some((part) => typeof part !== 'string')) return [];
    const [report, of, words] = each as readonly string[];
    return report ? [{ report, query: of ?? '', words: words ?? '' }] : [];
  });
  const drill = list(query['_drill']).flatMap((each): readonly (readonly [string, readonly Scalar[]])[] => {
    if (!Array.isArray(each)) return [];
    const [key, ...values] = each as readonly unknown[];
    return typeof key === 'string' && values.length > 0 && values.every(isScalar) ? [[key, values as Scalar[]]] : [];
  });
  return {
    ...(drill.length > 0 ? { drill: Object.fromEntries(drill) } : {}),
    changes: { ...(sort.length > 0 ? { sort } : {}), ...(filter.length > 0 ? { filter } : {}) },
    ...(address.test(source) && at !== undefined ? { cell: { source, at } } : {}),
    trail,
  };
}

function list(text: string | undefined): readonly unknown[] {
  if (!text) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

const isScalar = (value: unknown): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** The way down of one chart put in the place of what was there. */
export function withDrill(drill: ChartDrills = {}, key: string, values: readonly Scalar[]): ChartDrills {
  const { [key]: _before, ...others } = drill;
  return values.length === 0 ? others : { ...others, [key]: values };
}

export function placeQuery({ changes: { sort = [], filter = [] }, cell, drill = {}, trail }: ReportPlace): Query {
  const down = Object.entries(drill);
  return {
    ...(down.length > 0 ? { _drill: JSON.stringify(down.map(([key, values]) => [key, ...values])) } : {}),
    ...(sort.length > 0
      ? { _sort: sort.map((each) => (each.descending ? `-${each.cell}` : each.cell)).join(',') }
      : {}),
    ...(filter.length > 0 ? { _filter: JSON.stringify(filter.map(({ cell: of, op, value }) => [of, op, value])) } : {}),
    ...(cell ? { _cell: `${cell.source}@${cell.at}` } : {}),
    ...(trail.length > 0
      ? { _from: JSON.stringify(trail.map(({ report, query, words }) => [report, query, words])) }
      : {}),
  };
}

/** The address of an earlier step, with the way that led to it. */
export function stepHref(trail: readonly TrailStep[], index: number): string {
  const { report, query } = trail[index]!;
  const kept = Object.fromEntries(new URLSearchParams(query));
  return hrefWith(hrefs.report(report), { ...kept, ...placeQuery({ changes: {}, trail: trail.slice(0, index) }) });
}

/** The way on from a report: its own address becomes the last step. */
export function trailFrom(
  trail: readonly TrailStep[],
  report: string,
  query: Query,
  words: string,
): readonly TrailStep[] {
  const { _from: _way, _cell: _explained, ...rest } = query;
  const step = { report, query: new URLSearchParams(rest).toString(), words };
  return [...trail, step].slice(-STEPS);
}

/** A head's place in the order: the next one when it is clicked, none after descending. */
export function nextSort(sort: readonly ReaderSort[], cell: string): readonly ReaderSort[] {
  const [first] = sort;
  if (first?.cell !== cell) return [{ cell }];
  return first.descending ? [] : [{ cell, descending: true }];
}

/** The filter of a cell put in the place of what was there; undefined takes it away. */
export function withFilter(
  filters: readonly ReaderFilter[],
  cell: string,
  filter: ReaderFilter | undefined,
): readonly ReaderFilter[] {
  return [...filters.filter((each) => each.cell !== cell), ...(filter ? [filter] : [])];
}
