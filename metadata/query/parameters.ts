/**
 * Parameters of reports and dashboards: what a request sends becomes values of the declared types, defaults fill what is
 * left out, a required one that stays empty is a problem. Unknown names are problems, never ignored.
 */
import type { FunctionDefinition, Registries } from '../contributions.js';
import { compileExpression } from '../expression/compile.js';
import type { EvaluationContext } from '../expression/environment.js';
import { dependenciesOf } from '../expression/dependencies.js';
import { ExpressionError } from '../expression/errors.js';
import { parseExpression } from '../expression/parse.js';
import type { Model } from '../model/model.js';
import type { Registry } from '../registry.js';
import type { Dataset, Source } from '../schema/dataset.js';
import type { Parameter } from '../schema/parameter.js';
import { isDate } from '../time.js';
import type { Problem, Value, ValueType, Words } from '../value.js';
import { say } from '../words.js';
import { resolveRange } from './date-ranges.js';
import { codesBelow } from './parameter-options.js';

export interface ResolvedParameters {
  /**
   * What filters and expressions read: a date range as its two days and as `<name>_from` and `<name>_to`, a code of a
   * tree as the list of it and all below it.
   */
  readonly values: Readonly<Record<string, Value>>;
  /** The same as people chose it: `lastDays:30`. Defaults are filled in. */
  readonly stated: Readonly<Record<string, Value>>;
  readonly problems: readonly Problem[];
}

export function resolveParameters(
  declared: readonly Parameter[],
  given: Readonly<Record<string, unknown>>,
  context: EvaluationContext,
  functions: Registry<FunctionDefinition>,
  dictionaries?: Model['dictionaries'],
): ResolvedParameters {
  const problems: Problem[] = [];
  const stated: Record<string, Value> = Object.create(null) as Record<string, Value>;
  const values: Record<string, Value> = Object.create(null) as Record<string, Value>;
  const names = declared.map((parameter) => parameter.name);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const words = say`There is no parameter "${{ name }}". Known: ${{ known: names.join(', ') || 'none' }}.`;
    problems.push({ path: `/parameters/${name}`, code: 'UNKNOWN_PARAMETER', ...words });
  }
  for (const parameter of declared) {
    const path = `/parameters/${parameter.name}`;
    const sent = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
    const read = sent === undefined ? { value: defaultOf(parameter, context, functions) } : readValue(parameter, sent);
    if ('message' in read) problems.push({ path, code: 'BAD_PARAMETER', ...read });
    else if (parameter.required && isEmpty(read.value)) {
      problems.push({
        path,
        code: 'PARAMETER_REQUIRED',
        ...say`"${{ parameter: parameter.label ?? parameter.name }}" needs a value.`,
      });
    }
    const value = 'value' in read ? read.value : null;
    stated[parameter.name] = value;
    Object.assign(values, meaningOf(parameter, value, context, dictionaries));
  }
  return { values, stated, problems };
}

/** What a chosen value means to filters and expressions, by name. */
function meaningOf(
  parameter: Parameter,
  value: Value,
  context: EvaluationContext,
  dictionaries: Model['dictionaries'] | undefined,
): Readonly<Record<string, Value>> {
  const { name } = parameter;
  if (parameter.type === 'dateRange') {
    const range = typeof value === 'string' ? resolveRange(value, context.today()) : undefined;
    const [from, to] = [range?.from ?? null, range?.to ?? null];
    return { [name]: range ? [from, to] : null, [`${name}_from`]: from, [`${name}_to`]: to };
  }
  const dictionary = parameter.widget === 'tree' ? dictionaries?.get(parameter.options?.dictionary ?? '') : undefined;
  if (!dictionary || isEmpty(value)) return { [name]: value };
  const codes = (Array.isArray(value) ? value : [value]).map(String);
  return { [name]: codesBelow(dictionary, codes) };
}

/** Names and types that filters and expressions of a document may read. */
export function parameterTypes(declared: readonly Parameter[] | undefined): ReadonlyMap<string, ValueType> {
  return new Map(
    (declared ?? []).flatMap(({ name, type, multiple, widget, options }): [string, ValueType][] => {
      if (type === 'dateRange') return [[name, 'list'], [`${name}_from`, 'date'], [`${name}_to`, 'date']]; // prettier-ignore
      const isList = multiple || (widget === 'tree' && options?.dictionary !== undefined);
      return [[name, isList ? 'list' : type]];
    }),
  );
}

const isEmpty = (value: Value) => value === null || value === '' || (Array.isArray(value) && value.length === 0);

function defaultOf(parameter: Parameter, context: EvaluationContext, functions: Registry<FunctionDefinition>): Value {
  const stated = parameter.default;
  if (stated === undefined) return null;
  if (stated === null || typeof stated !== 'object') return stated;
  try {
    return compileExpression(stated.expr, { functions }).evaluate({ context, field: () => null });
  } catch (error) {
    if (error instanceof ExpressionError) return null;
    throw error;
  }
}

type Read = { readonly value: Value } | Words;

function readValue(parameter: Parameter, sent: unknown): Read {
  if (sent === null || sent === '') return { value: null };
  if (!Array.isArray(sent)) return readOne(parameter, sent);
  // The two days that a range of another document gave.
  if (parameter.type === 'dateRange' && sent.length === 2) return readOne(parameter, joinDays(sent));
  if (!parameter.multiple)
    return say`"${{ parameter: parameter.label ?? parameter.name }}" takes one value, not a list.`;
  if (sent.length > 1000) return say`"${{ parameter: parameter.label ?? parameter.name }}" takes at most 1,000 values.`;
  const values: Value[] = [];
  for (const item of sent) {
    const read = readOne(parameter, item);
    if ('message' in read) return read;
    values.push(read.value);
  }
  return { value: values };
}

const kinds: Readonly<Record<Parameter['type'], { readonly says: Words; accepts(value: unknown): boolean }>> = {
  text: { says: say`text`, accepts: (value) => typeof value === 'string' && value.length <= 4000 },
  number: { says: say`a number`, accepts: (value) => typeof value === 'number' && Number.isFinite(value) },
  boolean: { says: say`true or false`, accepts: (value) => typeof value === 'boolean' },
  date: { says: say`a date such as 2026-11-21`, accepts: (value) => typeof value === 'string' && isDate(value) },
  dateRange: {
    says: say`a range such as 2026-01-01..2026-03-31, thisQuarter or lastDays:30`,
    accepts: (value) => typeof value === 'string' && value.length <= 40 && isRange(value),
  },
  id: { says: say`the id of a record`, accepts: (value) => typeof value === 'string' && value.length <= 40 },
};

const joinDays = (days: readonly unknown[]): string => days.map((day) => String(day ?? '')).join('..');

/** A range in words is the same on every day. */
const isRange = (text: string) => resolveRange(text, '2026-01-01') !== undefined;

function readOne(parameter: Parameter, sent: unknown): Read {
  const kind = kinds[parameter.type];
  return kind.accepts(sent)
    ? { value: sent as Value }
    : say`"${{ parameter: parameter.label ?? parameter.name }}" takes ${{ says: kind.says }}.`;
}

/**
 * Names of the declared parameters that a dataset (or a filter) reads, in filters and expressions: whom a change of one
 * concerns. A day of a date range is that range.
 */
export function parametersRead(
  source: Dataset['source'] | object,
  registries: Pick<Registries, 'function' | 'source'>,
  declared: readonly Parameter[] = [],
): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    const object = value as Readonly<Record<string, unknown>>;
    if (typeof object['parameter'] === 'string') names.add(object['parameter']);
    if (typeof object['expr'] === 'string') {
      const { node } = parseExpression(object['expr']);
      for (const name of dependenciesOf(node, registries.function).parameters) names.add(name);
    }
    Object.values(object).forEach(visit);
  };
  visit(source);
  const type = registries.source.find((source as Source).type);
  for (const name of type?.reads?.(source as Source, registries) ?? []) names.add(name);
  for (const { name, type } of declared) {
    if (type === 'dateRange' && (names.has(`${name}_from`) || names.has(`${name}_to`))) names.add(name);
  }
  return names;
}
