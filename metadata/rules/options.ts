/**
 * What may be chosen for a field, given the record around it: `optionsIf` and a dictionary's parents for codes, `filter` for
 * records. One reading for both sides: forms offer what fits, the server refuses what does not (NOT_AN_OPTION).
 *
 *     "optionsIf": "value <> \"gold\" or record.turnover > 1000"
 *     "options": { "target": "city", "filter": { "field": "country", "op": "eq", "value": { "expr": "record.country" } } }
 *
 * As long as the record has no value there, its condition is left out, unless it says `"whenEmpty": "none"`.
 */
import type { FunctionDefinition } from '../contributions.js';
import { compileExpression, type CompiledExpression } from '../expression/compile.js';
import type { EvaluationContext } from '../expression/environment.js';
import { ExpressionError } from '../expression/errors.js';
import type { Dictionary, Field } from '../model/model.js';
import type { Registry } from '../registry.js';
import type { Filter, Operand } from '../schema/query.js';
import type { Value, ValueType } from '../value.js';

type TypeOf = (path: readonly string[]) => ValueType | undefined;

export interface OptionRules {
  readonly optionsIf?: CompiledExpression;
  /** Field whose code is the parent of the codes that may be chosen. */
  readonly dependsOn?: string;
  readonly filter?: Filter;
  /** Expressions of the filter that read the record, by their text. */
  readonly expressions: ReadonlyMap<string, CompiledExpression>;
  /** Paths of the record that decide. */
  readonly reads: readonly string[];
}

export interface OptionRecord {
  readonly context: EvaluationContext;
  read(path: readonly string[]): Value;
}

/** The scope of expressions about options: `value` is the code in question, `record` the record around it. */
export const optionScope =
  (typeOf: TypeOf) =>
  (path: readonly string[]): ValueType | undefined => {
    if (path[0] === 'record' && path.length > 1) return typeOf(path.slice(1));
    return path.length === 1 && path[0] === 'value' ? 'text' : undefined;
  };

/** Undefined where everything may be chosen. */
export function compileOptions(
  field: Field,
  typeOf: TypeOf,
  functions: Registry<FunctionDefinition>,
): OptionRules | undefined {
  const { document, type } = field;
  const filter = type.optionFilter?.(document);
  const dependsOn = type.dependsOn?.(document);
  if (document.optionsIf === undefined && !filter && dependsOn === undefined) return undefined;
  const compile = (text: string) => compileExpression(text, { functions, field: optionScope(typeOf) });
  const optionsIf = document.optionsIf === undefined ? undefined : compile(document.optionsIf);
  const texts = filter ? expressionsIn(filter) : [];
  const expressions = new Map(
    texts.map((text) => [text, compile(text)] as const).filter(([, each]) => readsRecord(each)),
  );
  const read = [...(optionsIf ? [optionsIf] : []), ...expressions.values()].flatMap(recordPaths);
  return {
    ...(optionsIf ? { optionsIf } : {}),
    ...(dependsOn === undefined ? {} : { dependsOn }),
    ...(filter ? { filter } : {}),
    expressions,
    reads: [...new Set([...read, ...(dependsOn === undefined ? [] : [dependsOn])])],
  };
}

const recordPaths = (expression: CompiledExpression): readonly string[] =>
  expression.dependencies.fields
    .filter((path) => path.startsWith('record.'))
    .map((path) => path.slice('record.'.length));
const readsRecord = (expression: CompiledExpression): boolean => recordPaths(expression).length > 0;

/** Texts of the expressions that a filter compares with. */
export function expressionsIn(filter: Filter): readonly string[] {
  if ('and' in filter) return filter.and.flatMap(expressionsIn);
  if ('or' in filter) return filter.or.flatMap(expressionsIn);
  if ('not' in filter) return expressionsIn(filter.not);
  if ('measure' in filter)
    return [...(filter.measure.where ? expressionsIn(filter.measure.where) : []), ...expressionOf(filter.value)];
  if ('field' in filter) return expressionOf(filter.value);
  if (isFixed(filter)) return [];
  return filter.where ? expressionsIn(filter.where) : [];
}

/** Leaves that compare nothing with the record: who asks, or a segment. */
const isFixed = (
  filter: Filter,
): filter is Extract<Filter, { shared: unknown } | { memberOf: unknown } | { segment: unknown }> =>
  'shared' in filter || 'memberOf' in filter || 'segment' in filter;

const expressionOf = (value: Operand | undefined): readonly string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && 'expr' in value ? [value.expr] : [];

/** May this code be chosen? A condition that gives null is not met. */
export function fitsCode(
  rules: OptionRules,
  code: string,
  dictionary: Dictionary | undefined,
  record: OptionRecord,
): boolean {
  if (rules.dependsOn !== undefined) {
    const above = record.read([rules.dependsOn]);
    const parent = dictionary?.values.get(code)?.parent;
    if (above !== null && parent !== undefined && parent !== above) return false;
  }
  return rules.optionsIf === undefined || evaluate(rules.optionsIf, record, code) === true;
}

/** The filter with the record's values in it; undefined where everything of it was left out. */
export function optionFilter(rules: OptionRules, record: OptionRecord): Filter | undefined {
  return rules.filter && bindFilter(rules.filter, (text) => {
    const expression = rules.expressions.get(text);
    return expression && { value: evaluate(expression, record, null) };
  });
} // prettier-ignore

type Bind = (text: string) => { readonly value: Value } | undefined;
const nothing: Filter = { or: [] };

function bindFilter(filter: Filter, bind: Bind): Filter | undefined {
  if ('and' in filter) return bindGroup(filter.and, bind, (and) => ({ and }));
  if ('or' in filter) return bindGroup(filter.or, bind, (or) => ({ or }));
  if ('not' in filter) {
    const not = bindFilter(filter.not, bind);
    return not && { not };
  }
  if ('field' in filter) {
    const [text] = expressionOf(filter.value);
    const bound = text === undefined ? undefined : bind(text);
    if (!bound) return filter;
    if (bound.value === null) return filter.whenEmpty === 'none' ? nothing : undefined;
    const { whenEmpty: _whenEmpty, ...leaf } = filter;
    return { ...leaf, value: bound.value as Operand };
  }
  if ('measure' in filter) {
    const { where, ...measure } = filter.measure;
    const bound = where && bindFilter(where, bind);
    return { ...filter, measure: { ...measure, ...(bound ? { where: bound } : {}) } };
  }
  if (isFixed(filter)) return filter;
  const { where, ...list } = filter;
  const bound = where && bindFilter(where, bind);
  return { ...list, ...(bound ? { where: bound } : {}) } as Filter;
}

/** A group of which nothing is left is left out itself: an `or` must not turn into never. */
function bindGroup(parts: readonly Filter[], bind: Bind, make: (parts: Filter[]) => Filter): Filter | undefined {
  const bound = parts.map((part) => bindFilter(part, bind)).filter((part) => part !== undefined);
  return parts.length > 0 && bound.length === 0 ? undefined : make(bound);
}

function evaluate(expression: CompiledExpression, { context, read }: OptionRecord, code: Value): Value {
  if (expression.problems.length > 0) return null;
  try {
    return expression.evaluate({
      context,
      field: (path) => (path[0] === 'record' ? read(path.slice(1)) : path[0] === 'value' ? code : null),
    });
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}
