/**
 * Columns with lines over them on a time or category axis. Columns read the left axis, lines the right one. A selected
 * period keeps its colour while the others go mute; the period that is not over yet is dashed.
 */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartMark, ChartType, LegendEntry, ResultRow } from '../../../../metadata/contributions.js';
import {
  categoryText,
  columnOf,
  isChosen,
  keepsColour,
  labelOf,
  measureLabel,
  measureText,
  needColumns,
  numberOf,
  seriesColour,
} from '../../../../metadata/chart/category.js';
import { commonOptions } from '../../../../metadata/chart/options.js';
import { fillPeriods, isWithin } from '../../../../metadata/chart/periods.js';
import { say } from '../../../../metadata/chart/words.js';
import type { Grain } from '../../../../metadata/schema/query.js';
import { drawCombo } from './shared.js';

const options = Type.Object(
  {
    chart: Type.Literal('combo'),
    x: Type.String({ maxLength: 60 }),
    /** Columns, drawn beside each other. */
    y: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 6 }),
    /** Lines, on the right axis. */
    line: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 4 })),
    ...commonOptions,
  },
  { additionalProperties: false },
);

export interface ComboOptions {
  readonly x: string;
  readonly y: readonly string[];
  readonly line?: readonly string[];
}
const read = (input: ChartInput) => input.options as unknown as ComboOptions;

/** Rows in the order of the axis, with a row for each period that had none. */
function placedRows(input: ChartInput): readonly ResultRow[] {
  const { x } = read(input);
  needColumns(input, [x, ...read(input).y, ...(read(input).line ?? [])]);
  const grain = columnOf(input, x)?.grain as Grain | undefined;
  const rows = input.rows.filter((row) => row[x] !== null && row[x] !== undefined);
  if (!grain || grain === 'hour') return rows;
  const byStart = new Map(rows.map((row) => [String(row[x]), row]));
  return fillPeriods([...byStart.keys()], grain).map((start) => byStart.get(start) ?? { [x]: start });
}

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const { x, y, line = [] } = read(input);
  const grain = columnOf(input, x)?.grain as Grain | undefined;
  const places = placedRows(input).map((row) => ({
    row,
    start: String(row[x]),
    label: categoryText(input, x, row),
    chosen: isChosen(input, row[x]),
    coloured: keepsColour(input, row[x]),
    open: grain !== undefined && input.today !== undefined && isWithin(input.today, String(row[x]), grain),
  }));
  return drawCombo(input, { y, line, grain, places });
}

function marks(input: ChartInput): readonly ChartMark[] {
  const { x, y, line = [] } = read(input);
  return placedRows(input).map((row) => ({
    datum: row,
    label: categoryText(input, x, row),
    selected: isChosen(input, row[x]),
    figures: [...y, ...line].map((name, index) => ({
      label: measureLabel(input, name),
      text: measureText(input, name, row[name] ?? (index < y.length ? 0 : null)),
      colour: seriesColour(input, index),
    })),
  }));
}

function legend(input: ChartInput): readonly LegendEntry[] {
  const { y, line = [] } = read(input);
  return [...y, ...line].map((name, index) => ({
    label: measureLabel(input, name),
    colour: seriesColour(input, index),
    shape: index < y.length ? 'block' : 'line',
    ...(index < y.length ? {} : { endAxis: true }),
  }));
}

function describe(input: ChartInput): string {
  const { x, y } = read(input);
  const first = y[0]!;
  const rows = placedRows(input);
  const best = [...rows].sort((a, b) => numberOf(b[first]) - numberOf(a[first]))[0];
  const measure = labelOf(input, first);
  if (!best) return say(input.locale, 'nothing', { measure });
  return say(input.locale, 'highest', {
    measure,
    x: labelOf(input, x),
    count: rows.length,
    label: categoryText(input, x, best),
    value: measureText(input, first, best[first]),
  });
}

export const definition: ChartType = {
  id: 'combo',
  label: { en: 'Columns and lines', 'zh-CN': '柱线组合图', 'zh-TW': '柱線組合圖', es: 'Columnas y líneas' },
  icon: 'chart-column',
  options,
  selects: (chosen) => (typeof chosen['x'] === 'string' ? chosen['x'] : undefined),
  compile,
  describe,
  marks,
  legend,
};
