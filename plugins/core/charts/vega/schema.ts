/** A chart written in Vega-Lite itself, for what the other charts cannot draw. It is checked when saved and when drawn. */
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartMark, ChartType } from '../../../../metadata/contributions.js';
import { categoryText, isChosen, labelOf, measureLabel, measureText } from '../../../../metadata/chart/category.js';
import { columnOption, commonOptions } from '../../../../metadata/chart/options.js';
import { checkVegaSpec } from '../../../../metadata/chart/raw/check-vega.js';
import { ChartRefusal } from '../../../../metadata/chart/refusal.js';
import { frame } from '../../../../metadata/chart/theme.js';
import { say } from '../../../../metadata/chart/words.js';
import { closed } from '../../../../metadata/schema/common.js';

const options = closed({
  chart: Type.Literal('vega'),
  /** Vega-Lite whose only data are the rows of the part, `{"name": "rows"}`. */
  spec: Type.Record(Type.String({ maxLength: 60 }), Type.Unknown()),
  /** The column that clicks choose by. */
  x: Type.Optional(columnOption),
  ...commonOptions,
});

type Spec = Readonly<Record<string, unknown>>;
const specOf = (chosen: Readonly<Record<string, unknown>>): unknown => chosen['spec'];
const selectOf = (chosen: Readonly<Record<string, unknown>>): string | undefined =>
  typeof chosen['x'] === 'string' ? chosen['x'] : undefined;

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const [wrong] = checkVegaSpec(specOf(input.options));
  if (wrong)
    throw new ChartRefusal(
      'unsafeSpec',
      { path: wrong.path || '/', reason: wrong.message },
      `${wrong.path}: ${wrong.message}`,
    );
  const { $schema: _, width: __, height: ___, data: ____, ...spec } = specOf(input.options) as Spec;
  const { config, width, height, autosize, ...rest } = frame(input.theme, input.width, input.height);
  // Views beside each other have sizes of their own.
  const size = isSingle(spec) ? { width, height, autosize } : {};
  return {
    ...rest,
    ...size,
    config: { ...(config as Spec), ...configOf(input) },
    ...spec,
    datasets: { rows: input.rows.map((row, mark) => ({ mark, ...row })) },
    data: { name: 'rows' },
  };
}

/** One view, which fills its part; rows and columns of views are several. */
function isSingle(spec: Spec): boolean {
  const { encoding } = spec as { readonly encoding?: Spec };
  const isParted = ['row', 'column', 'facet'].some((channel) => encoding?.[channel] !== undefined);
  return ('mark' in spec || 'layer' in spec) && !isParted;
}

/** Colours of what a raw specification may use besides axes. */
function configOf({ theme }: ChartInput): Spec {
  return {
    range: { category: [...theme.series], heatmap: [...theme.heat], ordinal: [...theme.heat], ramp: [...theme.heat] },
    mark: { color: theme.series[0] },
    legend: { labelColor: theme.soft, titleColor: theme.axis },
    title: { color: theme.text },
  };
}

/** Rows as they came; aggregated marks have no place of their own among them. */
function marks(input: ChartInput): readonly ChartMark[] {
  const key = selectOf(input.options);
  const names = input.columns.filter((column) => column.type !== 'number').map((column) => column.name);
  const figures = input.columns.filter((column) => column.type === 'number').map((column) => column.name);
  return input.rows.map((row) => ({
    datum: row,
    label: names.map((name) => categoryText(input, name, row)).join(' · ') || '–',
    selected: key !== undefined && isChosen(input, row[key]),
    figures: figures.map((name) => ({ label: measureLabel(input, name), text: measureText(input, name, row[name]) })),
  }));
}

export const definition: ChartType = {
  id: 'vega',
  label: { en: 'Vega-Lite', 'zh-CN': 'Vega-Lite', 'zh-TW': 'Vega-Lite', es: 'Vega-Lite' },
  icon: 'code',
  options,
  selects: selectOf,
  compile,
  describe(input) {
    const { description } = specOf(input.options) as { readonly description?: unknown };
    if (typeof description === 'string') return description;
    const names = input.columns.map((column) => labelOf(input, column.name)).join(', ');
    return `${names}: ${say(input.locale, 'rows', { count: input.rows.length })}`;
  },
  marks,
  check: (chosen) => checkVegaSpec(specOf(chosen)).map((found) => ({ ...found, path: `/spec${found.path}` })),
};
