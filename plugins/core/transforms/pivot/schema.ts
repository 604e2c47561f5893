/**
 * Long to wide: one row for each distinct combination of `rows`, one column for each stated value of `column`, in it an
 * aggregate of `value`. The values are stated, so that the columns are known before the rows are; `others` gathers what
 * they leave out. Rows come in the order in which their combination first appears. The PIVOT of relational languages
 * (C. Cunningham and others, PIVOT and UNPIVOT, VLDB 2004). Sums are exact in decimals.
 */
import { Type, type Static } from '@sinclair/typebox';
import type { ResultColumn, ResultRow, Transform } from '../../../../metadata/contributions.js';
import { average, sum } from '../../../../metadata/expression/decimal.js';
import { closed, LabelSchema, oneOf } from '../../../../metadata/schema/common.js';
import { columnName, columnOf, copied, figure, keyOf, made, newName, wrongTypes } from '../../../../metadata/transforms/columns.js'; // prettier-ignore
import { labelText, type Value } from '../../../../metadata/value.js';
import { problem, say } from '../../../../metadata/words.js';

const aggregates = ['sum', 'avg', 'count', 'min', 'max'] as const;
const options = closed({
  rows: Type.Array(columnName, { maxItems: 10 }),
  column: columnName,
  values: Type.Array(
    closed({
      is: Type.Union([Type.Null(), Type.Boolean(), Type.Number(), Type.String({ maxLength: 200 })]),
      as: newName,
      label: Type.Optional(LabelSchema),
    }),
    { minItems: 1, maxItems: 100 },
  ),
  /** A column for the values that are not stated; without it their rows are left out. */
  others: Type.Optional(newName),
  /** What is aggregated; `count` without it counts rows. */
  value: Type.Optional(columnName),
  aggregate: Type.Optional(oneOf(aggregates)),
});
type Options = Static<typeof options>;
const read = (given: Readonly<Record<string, unknown>>) => given as unknown as Options;
const othersLabel = { en: 'Others', 'zh-CN': '其他', 'zh-TW': '其他', es: 'Otros' };

function columns(input: readonly ResultColumn[], given: Readonly<Record<string, unknown>>, language: string) {
  const { rows, values, others, value, aggregate = 'sum' } = read(given);
  const of = value === undefined ? undefined : columnOf(input, value);
  const isFigure = aggregate !== 'count' && of !== undefined;
  const more: Partial<ResultColumn> = {
    ...(isFigure && of.scale !== undefined ? { scale: of.scale } : {}),
    ...(isFigure && of.currency !== undefined ? { currency: of.currency } : {}),
    ...(aggregate === 'sum' || aggregate === 'count' ? {} : { additive: false as const }),
  };
  return [
    ...rows.flatMap((name) => columnOf(input, name) ?? []),
    ...values.map(({ is, as, label }) => made(as, 'number', labelText(label, language, String(is)), language, more)),
    ...(others === undefined ? [] : [made(others, 'number', othersLabel, language, more)]),
  ];
}

/** An aggregate of figures; null of none, a count is 0. */
function aggregated(rows: readonly ResultRow[], { value, aggregate = 'sum' }: Options): Value {
  const figures = value === undefined ? [] : rows.flatMap((row) => figure(row, value) ?? []);
  if (aggregate === 'count') {
    return value === undefined ? rows.length : rows.filter((row) => (row[value] ?? null) !== null).length;
  }
  if (figures.length === 0) return null;
  if (aggregate === 'sum') return sum(figures);
  if (aggregate === 'avg') return average(figures);
  return figures.reduce((best, each) => ((aggregate === 'min' ? each < best : each > best) ? each : best));
}

export const definition: Transform = {
  id: 'pivot',
  label: { en: 'Long to wide', 'zh-CN': '行转列', 'zh-TW': '列轉欄', es: 'De largo a ancho' },
  icon: 'table-2',
  options,
  reads(given) {
    const { rows, column, value } = read(given);
    return [
      ...rows.map((name, at) => ({ at: `/rows/${at}`, column: name })),
      { at: '/column', column },
      ...(value === undefined ? [] : [{ at: '/value', column: value }]),
    ];
  },
  columns,
  apply({ columns: input, rows, options: given, language }) {
    const chosen = read(given);
    const places = new Map(chosen.values.map(({ is, as }) => [keyOf([is]), as]));
    const groups = new Map<string, { readonly first: ResultRow; readonly cells: Map<string, ResultRow[]> }>();
    for (const row of rows) {
      const key = keyOf(chosen.rows.map((name) => row[name] ?? null));
      const group = groups.get(key) ?? { first: row, cells: new Map<string, ResultRow[]>() };
      groups.set(key, group);
      const place = places.get(keyOf([row[chosen.column] ?? null])) ?? chosen.others;
      if (place === undefined) continue;
      const cell = group.cells.get(place);
      if (cell) cell.push(row);
      else group.cells.set(place, [row]);
    }
    const names = [...chosen.values.map(({ as }) => as), ...(chosen.others === undefined ? [] : [chosen.others])];
    return {
      columns: columns(input, given, language),
      rows: [...groups.values()].map(({ first, cells }) => ({
        ...Object.assign({}, ...chosen.rows.map((name) => copied(first, name))),
        ...Object.fromEntries(names.map((name) => [name, aggregated(cells.get(name) ?? [], chosen)])),
      })),
    };
  },
  check(given, input) {
    const { value, values, aggregate = 'sum' } = read(given);
    const seen = new Set<string>();
    const twice = values.flatMap(({ is }, at) => {
      const isSeen = seen.has(keyOf([is]));
      seen.add(keyOf([is]));
      const words = say`"${{ value: String(is) }}" stands here twice.`;
      return isSeen ? [problem(`/values/${at}/is`, 'BAD_OPTION', words)] : [];
    });
    if (value === undefined && aggregate !== 'count')
      return [...twice, problem('/aggregate', 'BAD_OPTION', 'Name the column to aggregate, or count.')];
    const needed = value === undefined || aggregate === 'count' ? [] : [{ at: '/value', column: value, is: 'number' } as const]; // prettier-ignore
    return [...twice, ...wrongTypes(input, needed)];
  },
};
