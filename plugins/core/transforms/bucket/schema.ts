/**
 * Figures into classes, one of three ways:
 *
 *   step      ⌊value ÷ step⌋ × step, the lower bound of its class, exact in decimals
 *   bounds    the class between two bounds, the lower one in it: [b₁, b₂); below the first and from the last on too
 *   quantiles 1 + ⌊n × smaller ÷ all⌋, where `smaller` counts the figures below it (metadata/transforms/scores.ts)
 *
 * Null stays null. Source of the half-open classes: ISO 3534-1:2006, 1.56 (class).
 */
import { Type, type Static } from '@sinclair/typebox';
import type { ResultColumn, Transform } from '../../../../metadata/contributions.js';
import { multiply, plainText } from '../../../../metadata/expression/decimal.js';
import { closed, LabelSchema } from '../../../../metadata/schema/common.js';
import { columnName, columnOf, figure, made, newName, wrongTypes } from '../../../../metadata/transforms/columns.js';
import { isRising, quantileScores, reached } from '../../../../metadata/transforms/scores.js';
import { floorDivision } from '../../../../metadata/transforms/steps.js';
import { labelText, type Value } from '../../../../metadata/value.js';
import { problem } from '../../../../metadata/words.js';

const options = closed({
  field: columnName,
  /** The column that is made; `<field>_bucket` by default. `bounds` makes `<as>_no` beside it: the place, from 1. */
  as: Type.Optional(newName),
  step: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
  /** Ascending. */
  bounds: Type.Optional(Type.Array(Type.Number(), { minItems: 1, maxItems: 30 })),
  /** A name for each class, one more than bounds; by default `< 10`, `10 – 20`, `≥ 20`. */
  labels: Type.Optional(Type.Array(LabelSchema, { minItems: 2, maxItems: 31 })),
  quantiles: Type.Optional(Type.Integer({ minimum: 2, maximum: 100 })),
});
type Options = Static<typeof options>;
const read = (given: Readonly<Record<string, unknown>>) => given as unknown as Options;
const nameOf = ({ as, field }: Options): string => as ?? `${field}_bucket`;

const className = (bounds: readonly number[], at: number): string => {
  const [from, to] = [bounds[at - 1], bounds[at]];
  if (from === undefined) return `< ${plainText(to!)}`;
  return to === undefined ? `≥ ${plainText(from)}` : `${plainText(from)} – ${plainText(to)}`;
};

function columns(input: readonly ResultColumn[], given: Readonly<Record<string, unknown>>, language: string) {
  const chosen = read(given);
  const name = nameOf(chosen);
  const of = columnOf(input, chosen.field);
  const label = of?.label ?? chosen.field;
  if (chosen.bounds === undefined) {
    const unit = chosen.step !== undefined && of?.currency !== undefined ? { currency: of.currency } : {};
    return [...input, made(name, 'number', label, language, { ...unit, additive: false })];
  }
  return [...input, made(name, 'text', label, language), made(`${name}_no`, 'number', label, language, { additive: false })]; // prettier-ignore
}

export const definition: Transform = {
  id: 'bucket',
  label: { en: 'Classes', 'zh-CN': '分段', 'zh-TW': '分段', es: 'Clases' },
  icon: 'square-stack',
  options,
  keeps: true,
  reads: (given) => [{ at: '/field', column: read(given).field }],
  columns,
  apply({ columns: input, rows, options: given, language }) {
    const chosen = read(given);
    const { field, step, bounds, labels, quantiles } = chosen;
    const name = nameOf(chosen);
    const values = rows.map((row) => figure(row, field));
    const scores = quantiles === undefined ? [] : quantileScores(values, quantiles);
    const classOf = (value: number | null, at: number): Readonly<Record<string, Value>> => {
      if (quantiles !== undefined) return { [name]: scores[at]! };
      if (value === null) return { [name]: null, ...(bounds ? { [`${name}_no`]: null } : {}) };
      if (!bounds) return { [name]: multiply(floorDivision(value, step!), step!) };
      const place = reached(value, bounds);
      const label = labels ? labelText(labels[place], language) : className(bounds, place);
      return { [name]: label, [`${name}_no`]: place + 1 };
    };
    return {
      columns: columns(input, given, language),
      rows: rows.map((row, at) => ({ ...row, ...classOf(values[at]!, at) })),
    };
  },
  check(given, input) {
    const { field, step, bounds, labels, quantiles } = read(given);
    const ways = [step, bounds, quantiles].filter((each) => each !== undefined);
    if (ways.length !== 1) return [problem('', 'BAD_OPTION', 'State one of step, bounds and quantiles.')];
    if (bounds && !isRising(bounds)) return [problem('/bounds', 'BAD_OPTION', 'The bounds must rise.')];
    if (labels && labels.length !== (bounds?.length ?? -1) + 1)
      return [problem('/labels', 'BAD_OPTION', 'There must be one label more than bounds.')];
    return wrongTypes(input, [{ at: '/field', column: field, is: 'number' }]);
  },
};
