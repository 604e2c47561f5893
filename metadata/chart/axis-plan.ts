/**
 * Rows to what a chart with a category or time axis draws: places along the axis, series with a figure at each place.
 *
 *   rows -> order of the axis, missing periods -> top N and Others -> series (eight at most, the rest Others) -> plan
 */
import { average, sum } from '../expression/decimal.js';
import type { ChartInput, ResultRow } from '../contributions.js';
import type { Grain } from '../schema/query.js';
import type { Label, Value } from '../value.js';
import type { AxisPlace } from './axis.js';
import {
  categoryText,
  columnOf,
  isChosen,
  keepsColour,
  measureLabel,
  needAdditive,
  needColumns,
  numberOf,
  seriesColour,
} from './category.js';
import { fillPeriods, isWithin } from './periods.js';
import { ChartRefusal } from './refusal.js';
import { say } from './words.js';

export interface AxisOptions {
  readonly x: string;
  readonly y: readonly string[];
  readonly series?: string;
  readonly compare?: string;
  readonly missing?: 'zero' | 'gap';
  readonly figures?: boolean;
  readonly target?: number | string;
  readonly reference?: readonly { readonly at: number | 'average' | 'median'; readonly label?: Label }[];
  readonly sort?: 'given' | 'name' | 'rising' | 'falling';
  readonly top?: number;
  readonly others?: boolean;
  readonly stack?: 'none' | 'sum' | 'share';
}
export const axisOptionsOf = (input: ChartInput): AxisOptions => input.options as unknown as AxisOptions;

export interface Place extends AxisPlace {
  /** What a click hands on. */
  readonly datum: ResultRow;
  readonly coloured: boolean;
  /** "Others". */
  readonly gathered: boolean;
  /** Its rows: one, or one per series. */
  readonly rows: readonly ResultRow[];
  readonly compare: number | null;
  readonly target: number | null;
}
export interface Series {
  readonly label: string;
  readonly measure: string;
  readonly colour: string;
  /** By place. */
  readonly values: readonly (number | null)[];
}
export interface AxisPlan {
  readonly grain: Grain | undefined;
  readonly places: readonly Place[];
  readonly series: readonly Series[];
}

const MOST_SERIES = 8;

export function planAxis(input: ChartInput): AxisPlan {
  const { x, y, series, compare, target, stack = 'none' } = axisOptionsOf(input);
  needColumns(input, [x, ...y, series, compare, typeof target === 'string' ? target : undefined]);
  // Stacks show a whole.
  if (stack !== 'none') for (const name of y) needAdditive(input, name);
  const grain = columnOf(input, x)?.grain as Grain | undefined;
  const groups = grain ? periodGroups(input, grain) : categoryGroups(input);
  const places = groups.map((group) => toPlace(input, group, grain));
  return {
    grain,
    places,
    series: series === undefined ? measureSeries(input, places) : columnSeries(input, places, series),
  };
}

/** Rows at one place of the axis. */
interface Group {
  readonly value: Value;
  readonly rows: readonly ResultRow[];
  readonly gathered: boolean;
}

function groupRows(input: ChartInput): readonly Group[] {
  const { x } = axisOptionsOf(input);
  const groups = new Map<Value, ResultRow[]>();
  for (const row of input.rows) {
    const value = row[x] ?? null;
    const held = groups.get(value);
    if (held) held.push(row);
    else groups.set(value, [row]);
  }
  return [...groups].map(([value, rows]) => ({ value, rows, gathered: false }));
}

/** Every period has its place; rows without a date have none, the chart's notes say so. */
function periodGroups(input: ChartInput, grain: Grain): readonly Group[] {
  const byStart = new Map(
    groupRows(input).flatMap((group) => (group.value === null ? [] : [[String(group.value), group] as const])),
  );
  return fillPeriods([...byStart.keys()], grain).map(
    (start) => byStart.get(start) ?? { value: start, rows: [], gathered: false },
  );
}

function categoryGroups(input: ChartInput): readonly Group[] {
  const { x, y, sort = 'given', top, others = true } = axisOptionsOf(input);
  const measure = y[0]!;
  const size = (group: Group) => numberOf(sum(group.rows.map((row) => numberOf(row[measure]))));
  const groups = [...groupRows(input)];
  const kept =
    top === undefined || groups.length <= top ? groups : [...groups].sort((a, b) => size(b) - size(a)).slice(0, top);
  const rest = groups.filter((group) => !kept.includes(group));
  const shown = groups.filter((group) => kept.includes(group));
  if (sort === 'rising') shown.sort((a, b) => size(a) - size(b));
  else if (sort === 'falling' || (top !== undefined && sort === 'given')) shown.sort((a, b) => size(b) - size(a));
  else if (sort === 'name') {
    const name = (group: Group) => categoryText(input, x, group.rows[0]!);
    shown.sort((a, b) => name(a).localeCompare(name(b), input.locale));
  }
  if (rest.length === 0 || !others) return shown;
  for (const name of y) needAdditive(input, name);
  return [...shown, { value: null, rows: rest.flatMap((group) => group.rows), gathered: true }];
}

function toPlace(input: ChartInput, { value, rows, gathered }: Group, grain: Grain | undefined): Place {
  const { x, y, compare, target } = axisOptionsOf(input);
  const [first] = rows;
  const name = first?.[`${x}_label`];
  const datum: ResultRow = gathered
    ? {}
    : rows.length === 1
      ? first!
      : { [x]: value, ...(name === undefined ? {} : { [`${x}_label`]: name }) };
  const start = String(value);
  const own = (name: string) => figuresAt(input, rows, name);
  return {
    datum,
    rows,
    gathered,
    start,
    label: gathered ? say(input.locale, 'others') : categoryText(input, x, datum),
    chosen: !gathered && isChosen(input, value),
    coloured: gathered ? input.selected.length === 0 : keepsColour(input, value),
    open: grain !== undefined && input.today !== undefined && isWithin(input.today, start, grain),
    compare: compare === undefined ? null : (own(compare) ?? (y.length > 0 && rows.length === 0 ? 0 : null)),
    target: typeof target === 'string' ? own(target) : null,
  };
}

/** The figure of some rows together; null when none has one. Refuses to make one figure of several averages. */
function figuresAt(input: ChartInput, rows: readonly ResultRow[], name: string): number | null {
  const figures = rows.map((row) => row[name]).filter((value) => typeof value === 'number');
  if (figures.length > 1) needAdditive(input, name);
  return figures.length === 1 ? figures[0]! : sum(figures);
}

/** What stands at a place without a figure. */
function emptyFigure(input: ChartInput, measure: string, place: Place): number | null {
  const missing = axisOptionsOf(input).missing ?? (columnOf(input, measure)?.additive === false ? 'gap' : 'zero');
  return missing === 'zero' && place.rows.every((row) => row[measure] === undefined) ? 0 : null;
}

function measureSeries(input: ChartInput, places: readonly Place[]): readonly Series[] {
  return axisOptionsOf(input).y.map((measure, index) => ({
    label: measureLabel(input, measure),
    measure,
    colour: seriesColour(input, index),
    values: places.map((place) => figuresAt(input, place.rows, measure) ?? emptyFigure(input, measure, place)),
  }));
}

/** One series for each value of a column, the largest first; from the ninth on they are Others. */
function columnSeries(input: ChartInput, places: readonly Place[], column: string): readonly Series[] {
  const { y } = axisOptionsOf(input);
  const measure = y[0]!;
  if (y.length > 1) {
    throw new ChartRefusal('tooManySeries', { column }, `"series" splits one measure; ${y.length} are named in "y".`);
  }
  const sizes = new Map<Value, { row: ResultRow; size: number }>();
  for (const row of input.rows) {
    const value = row[column] ?? null;
    const held = sizes.get(value) ?? { row, size: 0 };
    held.size += Math.abs(numberOf(row[measure]));
    sizes.set(value, held);
  }
  const ranked = [...sizes].sort(([, a], [, b]) => b.size - a.size);
  const own = ranked.length > MOST_SERIES ? ranked.slice(0, MOST_SERIES - 1) : ranked;
  const rest = new Set(ranked.slice(own.length).map(([value]) => value));
  if (rest.size > 0) needAdditive(input, measure);
  const valuesOf = (belongs: (value: Value) => boolean) =>
    places.map((place) => {
      const rows = place.rows.filter((row) => belongs(row[column] ?? null));
      return (
        figuresAt(input, rows, measure) ?? (rows.length === 0 ? emptyFigure(input, measure, { ...place, rows }) : null)
      );
    });
  const listed = own.map(([value, { row }], index) => ({
    label: categoryText(input, column, row),
    measure,
    colour: seriesColour(input, index),
    values: valuesOf((each) => each === value),
  }));
  if (rest.size === 0) return listed;
  return [
    ...listed,
    {
      label: say(input.locale, 'others'),
      measure,
      colour: input.theme.axis,
      values: valuesOf((each) => rest.has(each)),
    },
  ];
}

/** The figure that a place stands for: the sum of series that are parts of one whole, else the first, else the largest. */
export function placeTotal(input: ChartInput, plan: AxisPlan, at: number): number | null {
  const { y, series, stack = 'none' } = axisOptionsOf(input);
  const values = plan.series.map((each) => each.values[at] ?? null).filter((value) => value !== null);
  if (series === undefined && stack === 'none') return plan.series[0]?.values[at] ?? null;
  if (columnOf(input, y[0]!)?.additive !== false) return sum(values);
  return values.length === 0 ? null : Math.max(...values);
}

/** Average and median of the places' figures. */
export function middleOf(values: readonly number[], kind: 'average' | 'median'): number | null {
  if (kind === 'average') return average(values);
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[half]! : average([sorted[half - 1]!, sorted[half]!]);
}
