/** The grid of a heat map: rows and columns in order, five steps of magnitude, cells as marks row by row. */
import type { ChartInput, LegendEntry, ResultRow } from '../../../../metadata/contributions.js';
import {
  categoryText,
  columnOf,
  isChosen,
  keepsColour,
  measureText,
  needAdditive,
  needColumns,
} from '../../../../metadata/chart/category.js';
import { magnitudeLegend, magnitudeSteps, stepOf } from '../../../../metadata/chart/magnitude.js';
import { fillPeriods, periodLabel } from '../../../../metadata/chart/periods.js';
import { boxLayer, drawPixels, textLayer } from '../../../../metadata/chart/pixels.js';
import { cutText, textWidth } from '../../../../metadata/chart/text-width.js';
import { sum } from '../../../../metadata/expression/decimal.js';
import type { Grain } from '../../../../metadata/schema/query.js';
import type { Value } from '../../../../metadata/value.js';

interface HeatOptions {
  readonly x: string;
  readonly row: string;
  readonly y: readonly [string];
  readonly figures?: boolean;
}
export const heatOptionsOf = (input: ChartInput): HeatOptions => input.options as unknown as HeatOptions;

export interface HeatCell {
  readonly datum: ResultRow;
  readonly rowLabel: string;
  readonly columnLabel: string;
  readonly row: number;
  readonly column: number;
  /** Null: no row for this pair. */
  readonly value: number | null;
}
export interface HeatPlan {
  readonly columns: readonly { readonly value: Value; readonly label: string; readonly axis: string }[];
  readonly rows: readonly string[];
  readonly cells: readonly HeatCell[];
  /** Upper ends of the five steps. */
  readonly steps: readonly number[];
  /** Rows of the grid for which there is no room, and rows without a date. */
  readonly hidden: readonly string[];
  readonly undated: readonly string[];
}

/** Least height of a row. */
const LEAST = 15;
const HEAD = 20;

export function planHeatmap(input: ChartInput): HeatPlan {
  const { x, row, y } = heatOptionsOf(input);
  needColumns(input, [x, row, y[0]]);
  const grain = columnOf(input, x)?.grain as Grain | undefined;
  const isLost = (each: ResultRow) => grain !== undefined && (each[x] ?? null) === null;
  const undated = input.rows
    .filter(isLost)
    .map((each) => `${categoryText(input, row, each)} ${measureText(input, y[0], each[y[0]])}`);
  const data = input.rows.filter((each) => !isLost(each));
  const columns = columnValues(input, data, grain);
  const names = new Map<Value, string>();
  for (const each of data)
    if (!names.has(each[row] ?? null)) names.set(each[row] ?? null, categoryText(input, row, each));
  const room = Math.max(1, Math.floor((input.height - HEAD) / LEAST));
  // Without a size (a legend is asked for) everything has room.
  const kept = [...names].slice(0, input.height === 0 ? names.size : room);
  const figures = new Map<string, number[]>();
  const keyOf = (a: Value, b: Value) => JSON.stringify([a, b]);
  for (const each of data) {
    const figure = each[y[0]];
    if (typeof figure !== 'number') continue;
    const key = keyOf(each[row] ?? null, each[x] ?? null);
    figures.set(key, [...(figures.get(key) ?? []), figure]);
  }
  const cells = kept.flatMap(([value, rowLabel], at) =>
    columns.map((column, index) => {
      const own = figures.get(keyOf(value, column.value));
      const datum = data.find((each) => (each[row] ?? null) === value && (each[x] ?? null) === column.value) ?? {
        [x]: column.value,
        [row]: value,
      };
      return {
        datum,
        rowLabel,
        columnLabel: column.label,
        row: at,
        column: index,
        value: own === undefined ? null : together(input, own),
      };
    }),
  );
  const values = cells.map((cell) => cell.value).filter((each) => each !== null);
  const steps = magnitudeSteps(values);
  return {
    columns,
    rows: kept.map(([, label]) => label),
    cells,
    steps,
    hidden: [...names].slice(kept.length).map(([, label]) => label),
    undated,
  };
}

/** Several rows of one pair are added up. */
function together(input: ChartInput, figures: readonly number[]): number | null {
  if (figures.length > 1) needAdditive(input, heatOptionsOf(input).y[0]);
  return sum(figures);
}

function columnValues(input: ChartInput, data: readonly ResultRow[], grain: Grain | undefined): HeatPlan['columns'] {
  const { x } = heatOptionsOf(input);
  if (grain) {
    return fillPeriods(
      data.map((row) => String(row[x])),
      grain,
    ).map((value) => ({
      value,
      label: periodLabel(value, grain, input.locale, 'full'),
      axis: periodLabel(value, grain, input.locale, 'axis'),
    }));
  }
  const seen = new Map<Value, string>();
  for (const row of data) if (!seen.has(row[x] ?? null)) seen.set(row[x] ?? null, categoryText(input, x, row));
  return [...seen].map(([value, label]) => ({ value, label, axis: label }));
}

export function drawHeatmap(input: ChartInput): Readonly<Record<string, unknown>> {
  const { x, y, figures = true } = heatOptionsOf(input);
  const { theme } = input;
  const plan = planHeatmap(input);
  const longest = Math.max(0, ...plan.rows.map((label) => textWidth(label)));
  const left = Math.min(longest + 12, input.width * 0.3);
  const cellWidth = (input.width - left) / Math.max(1, plan.columns.length);
  const cellHeight = Math.min(60, (input.height - HEAD) / Math.max(1, plan.rows.length));
  const boxes = plan.cells.map((cell, mark) => ({
    mark,
    x: left + cell.column * cellWidth + 1,
    x2: left + (cell.column + 1) * cellWidth - 1,
    y: cell.row * cellHeight + 1,
    y2: (cell.row + 1) * cellHeight - 1,
    fill:
      cell.value === null
        ? theme.surface
        : !keepsColour(input, cell.datum[x])
          ? theme.mute
          : theme.heat[stepOf(plan.steps, cell.value)]!,
  }));
  const texts = plan.cells.map((cell) => (cell.value === null ? '' : measureText(input, y[0], cell.value)));
  // All figures or none: a few would look like the ones that matter.
  const fit = figures && cellHeight >= LEAST && Math.max(0, ...texts.map((text) => textWidth(text))) + 6 <= cellWidth;
  const words = plan.cells.map((cell, mark) => {
    const isDark = cell.value !== null && stepOf(plan.steps, cell.value) === 4 && keepsColour(input, cell.datum[x]);
    const at = { x: left + (cell.column + 0.5) * cellWidth, y: (cell.row + 0.5) * cellHeight };
    return { mark, ...at, text: fit ? texts[mark]! : '', fill: isDark ? theme.onHeat : theme.text };
  });
  const rowNames = plan.rows.map((label, at) => ({ x: 0, y: (at + 0.5) * cellHeight, text: cutText(label, left - 8) }));
  const widest = Math.max(24, ...plan.columns.map((column) => Math.min(64, textWidth(column.axis)))) + 4;
  const every = Math.max(1, Math.ceil(widest / cellWidth));
  const foot = plan.rows.length * cellHeight + 11;
  const columnNames = plan.columns.map((column, at) => {
    const middle = left + (at + 0.5) * cellWidth;
    const text = at % every === 0 ? cutText(column.axis, cellWidth * every - 4) : '';
    // A name that would run out at the end is left to the tool tip.
    const isWhole = middle + textWidth(text) / 2 <= input.width + 2;
    return {
      x: middle,
      y: foot,
      text: isWhole ? text : '',
      fill: isChosen(input, column.value) ? theme.text : theme.axis,
    };
  });
  return drawPixels(input, [
    ...(boxes.length === 0 ? [] : [boxLayer(input, boxes, { cornerRadius: 2 })]),
    ...textLayer(input, words),
    ...textLayer(input, rowNames, { align: 'left', fill: theme.soft }),
    ...textLayer(input, columnNames),
  ]);
}

/** What the steps stand for: up to how much. */
export function heatLegend(input: ChartInput): readonly LegendEntry[] {
  const { y } = heatOptionsOf(input);
  const plan = planHeatmap(input);
  if (plan.cells.every((cell) => cell.value === null)) return [];
  return magnitudeLegend(input, y[0], plan.steps);
}
