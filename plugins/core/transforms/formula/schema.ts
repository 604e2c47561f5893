/**
 * A column worked out from the others of its row by a formula, after the rows are read: `amount - cost`,
 * `if(amount > 1000, "large", "small")`. Its names are the columns that come in. The clock is the day of the run;
 * parameters and the reader are not known here, so that the same rows give the same figures to everybody.
 */
import { Type, type Static } from '@sinclair/typebox';
import type { ResultColumn, ResultRow, Transform, TransformInput } from '../../../../metadata/contributions.js';
import { compileExpression, type CompiledExpression } from '../../../../metadata/expression/compile.js';
import { dependenciesOf } from '../../../../metadata/expression/dependencies.js';
import type { EvaluationContext } from '../../../../metadata/expression/environment.js';
import { ExpressionError } from '../../../../metadata/expression/errors.js';
import { parseExpression } from '../../../../metadata/expression/parse.js';
import { closed, Expression, LabelSchema, oneOf } from '../../../../metadata/schema/common.js';
import { made, newName } from '../../../../metadata/transforms/columns.js';
import { TransformError } from '../../../../metadata/transforms/error.js';
import { labelText, type Value, type ValueType } from '../../../../metadata/value.js';
import { problem, say } from '../../../../metadata/words.js';

const types = ['number', 'text', 'date', 'boolean'] as const;
const options = closed({
  as: newName,
  label: Type.Optional(LabelSchema),
  expression: Expression,
  /** Of what it gives; default number. */
  type: Type.Optional(oneOf(types)),
});
type Options = Static<typeof options>;
const read = (given: Readonly<Record<string, unknown>>) => given as unknown as Options;

function columns(input: readonly ResultColumn[], given: Readonly<Record<string, unknown>>, language: string) {
  const { as, label, type = 'number' } = read(given);
  // A figure of one row may be a ratio, which does not add up.
  const more = type === 'number' ? ({ additive: false } as const) : {};
  return [...input, made(as, type, labelText(label, language, as), language, more)];
}

function compile({ expression }: Options, input: readonly ResultColumn[], functions: TransformInput['functions']): CompiledExpression {
  const known = new Map<string, ValueType>(input.map(({ name, type }) => [name, type === 'json' || type === 'list' ? 'any' : type]));
  return compileExpression(expression, { functions, field: ([name, ...rest]) => (rest.length === 0 ? known.get(name!) : undefined), known: (kind) => (kind === 'field' ? [...known.keys()] : []) });
} // prettier-ignore

/** Only the day is told; whoever looks is nobody. */
const contextOf = (today: string): EvaluationContext => ({
  today: () => today,
  now: () => `${today}T00:00:00.000Z`,
  timeZone: 'UTC',
  user: () => null,
  fold: (text) => text.normalize('NFKC').toLowerCase(),
});

const fits: Readonly<Record<(typeof types)[number], (value: Value) => boolean>> = {
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  text: (value) => typeof value === 'string',
  date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value),
  boolean: (value) => typeof value === 'boolean',
};

export const definition: Transform = {
  id: 'formula',
  label: { en: 'Computed column', 'zh-CN': '计算列', 'zh-TW': '計算欄', es: 'Columna calculada' },
  icon: 'square-function',
  options,
  keeps: true,
  reads(given) {
    const { fields } = dependenciesOf(parseExpression(read(given).expression).node);
    return fields.map((column) => ({ at: '/expression', column }));
  },
  columns,
  apply({ columns: input, rows, options: given, today, language, functions }) {
    const chosen = read(given);
    const compiled = compile(chosen, input, functions);
    const [wrong] = compiled.problems;
    if (wrong) throw new TransformError('FORMULA', wrong);
    const fit = fits[chosen.type ?? 'number'];
    const context = contextOf(today);
    const valueOf = (row: ResultRow): Value => {
      const value = compiled.evaluate({ context, field: ([name]) => row[name!] ?? null });
      return fit(value) ? value : null;
    };
    try {
      return { columns: columns(input, given, language), rows: rows.map((row) => ({ ...row, [chosen.as]: valueOf(row) })) };
    } catch (error) {
      if (error instanceof ExpressionError) throw new TransformError('FORMULA', error);
      throw error;
    }
  },
  check(given, input, functions) {
    const chosen = read(given);
    const { node, problems } = parseExpression(chosen.expression);
    const at = '/expression';
    if (problems.length > 0) return problems.map((found) => ({ ...found, path: at }));
    const { user, functions: called, parameters } = dependenciesOf(node);
    if (user || called.includes('now')) return [problem(at, 'FORMULA', 'A computed column knows the row and the day, not who looks or the time.')];
    if (parameters.length > 0) return [problem(at, 'FORMULA', say`A computed column knows no parameters: "$${{ name: parameters[0]! }}".`)];
    if (!input || !functions) return [];
    const compiled = compile(chosen, input, functions);
    const { type = 'number' } = chosen;
    // Columns that are not there are told by what it reads.
    const named = new Set(input.map(({ name }) => name));
    if (compiled.dependencies.fields.some((field) => !named.has(field))) return [];
    if (compiled.problems.length > 0) return compiled.problems.map((found) => ({ ...found, path: at }));
    if (compiled.type !== 'any' && compiled.type !== type && !(type === 'date' && compiled.type === 'datetime') && !(type === 'text' && compiled.type === 'id'))
      return [problem('/type', 'FORMULA_TYPE', say`The formula gives ${{ given: compiled.type }}, the column is stated as ${{ stated: type }}.`)];
    return [];
  },
}; // prettier-ignore
