/**
 * Columns with lines over them on a time or category axis. Columns read the left axis, lines the right one. A selected
 * period keeps its colour while the others go mute; the period that is not over yet is dashed.
 */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartType, ResultRow } from '../../../../metadata/contributions.js';
import { isSelected, labelOf, numberOf } from '../../../../metadata/chart/category.js';
import { categoryText } from '../../../../metadata/chart/category.js';
import { fillPeriods, isWithin, periodLabel } from '../../../../metadata/chart/periods.js';
import { figure, frame } from '../../../../metadata/chart/theme.js';
import type { Grain } from '../../../../metadata/schema/query.js';

const options = Type.Object(
  {
    chart: Type.Literal('combo'),
    x: Type.String({ maxLength: 60 }),
    /** Columns, drawn beside each other. */
    y: Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 6 }),
    /** Lines, on the right axis. */
    line: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 4 })),
  },
  { additionalProperties: false },
);

interface ComboOptions {
  readonly x: string;
  readonly y: readonly string[];
  readonly line?: readonly string[];
}
const read = (input: ChartInput) => input.options as unknown as ComboOptions;

/** Rows in the order of the axis, with a row for each period that had none. */
function placedRows(input: ChartInput): readonly ResultRow[] {
  const { x } = read(input);
  const grain = input.columns.find((column) => column.name === x)?.grain as Grain | undefined;
  const rows = input.rows.filter((row) => row[x] !== null && row[x] !== undefined);
  if (!grain || grain === 'hour') return rows;
  const byStart = new Map(rows.map((row) => [String(row[x]), row]));
  return fillPeriods([...byStart.keys()], grain).map((start) => byStart.get(start) ?? { [x]: start });
}

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const { x, y, line = [] } = read(input);
  const { theme } = input;
  const grain = input.columns.find((column) => column.name === x)?.grain as Grain | undefined;
  const rows = placedRows(input);
  const labels = Object.fromEntries(
    rows.map((row) => [
      String(row[x]),
      grain ? periodLabel(String(row[x]), grain, input.locale, 'axis') : categoryText(input, x, row, 'axis'),
    ]),
  );
  const open = (row: ResultRow) =>
    grain !== undefined && input.today !== undefined && isWithin(input.today, String(row[x]), grain);
  const long = rows.flatMap((row) =>
    [...y, ...line].map((name) => ({
      [x]: row[x] ?? null,
      series: labelOf(input, name),
      column: name,
      value: row[name] ?? (y.includes(name) ? 0 : null),
      text: figure(row[name] ?? 0, input.locale),
      label: categoryText(input, x, row),
      selected: isSelected(input, row[x]),
      open: open(row),
    })),
  );
  const many = rows.length > Math.max(4, Math.floor(input.width / 52));
  const axisX = {
    field: x,
    type: 'ordinal',
    sort: null,
    axis: {
      title: null,
      labelAngle: 0,
      labelExpr: `(${JSON.stringify(labels)})[datum.value]`,
      labelOverlap: many ? 'greedy' : false,
    },
    scale: { paddingInner: 0.38, paddingOuter: 0.2 },
  };
  const barColour = (index: number) => theme.series[index % theme.series.length] ?? theme.text;
  const tooltip = [
    { field: 'label', title: labelOf(input, x) },
    { field: 'text', title: 'value' },
  ];
  const bars = {
    transform: [{ filter: { field: 'column', oneOf: y } }],
    mark: { type: 'bar', cursor: 'pointer', strokeWidth: 1 },
    encoding: {
      x: axisX,
      ...(y.length > 1 ? { xOffset: { field: 'column', sort: [...y] } } : {}),
      y: {
        field: 'value',
        type: 'quantitative',
        axis: { title: null, tickCount: 5, format: '~s', orient: 'left' },
      },
      color: {
        condition: [
          { test: 'datum.open', value: theme.surface },
          ...y.map((name, index) => ({
            test: `datum.selected && datum.column === ${JSON.stringify(name)}`,
            value: barColour(index),
          })),
        ],
        value: theme.mute,
      },
      stroke: { condition: { test: 'datum.open', value: theme.axis }, value: 'transparent' },
      strokeDash: { condition: { test: 'datum.open', value: [3, 2] }, value: [1, 0] },
      tooltip: tooltip.map((each) => (each.title === 'value' ? { ...each, title: labelOf(input, y[0]!) } : each)),
    },
  };
  const lines = line.map((name, index) => ({
    transform: [{ filter: { field: 'column', equal: name } }],
    mark: { type: 'line', point: { filled: false, fill: theme.surface, size: 36, strokeWidth: 2 }, cursor: 'pointer' },
    encoding: {
      x: axisX,
      y: {
        field: 'value',
        type: 'quantitative',
        axis: { title: null, tickCount: 5, grid: false, orient: 'right', format: '~s' },
        scale: { zero: true },
      },
      color: { value: barColour(y.length + index) },
      tooltip: tooltip.map((each) => (each.title === 'value' ? { ...each, title: labelOf(input, name) } : each)),
    },
  }));
  const selectedText = {
    transform: [{ filter: { field: 'column', equal: y[0] } }, { filter: 'datum.selected' }],
    mark: { type: 'text', dy: -8, fontWeight: 600, fill: theme.text },
    encoding: { x: axisX, y: { field: 'value', type: 'quantitative' }, text: { field: 'text' } },
  };
  const columns = input.selected.length > 0 ? { layer: [bars, selectedText] } : bars;
  return {
    ...frame(theme, input.width, input.height),
    data: { values: long },
    ...(lines.length > 0
      ? { layer: [columns, ...lines], resolve: { scale: { y: 'independent' } } }
      : 'layer' in columns
        ? columns
        : { layer: [columns] }),
  };
}

function describe(input: ChartInput): string {
  const { x, y } = read(input);
  const first = y[0]!;
  const rows = placedRows(input);
  const best = [...rows].sort((a, b) => numberOf(b[first]) - numberOf(a[first]))[0];
  if (!best) return labelOf(input, first);
  return `${labelOf(input, first)}: ${rows.length} × ${labelOf(input, x)}, max ${categoryText(input, x, best)} ${figure(best[first], input.locale)}`;
}

export const definition: ChartType = {
  id: 'combo',
  label: { en: 'Columns and lines', 'zh-CN': '柱线组合图', 'zh-TW': '柱線組合圖', es: 'Columnas y líneas' },
  icon: 'chart-column',
  options,
  selects: (chosen) => (typeof chosen['x'] === 'string' ? chosen['x'] : undefined),
  compile,
  describe,
};
