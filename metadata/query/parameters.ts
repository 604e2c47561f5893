/**
 * Parameters of reports and dashboards: what a request sends becomes values of the declared types, defaults fill what is
 * left out, a required one that stays empty is a problem. Unknown names are problems, never ignored.
 */
import type { FunctionDefinition } from '../contributions.js';
import { compileExpression } from '../expression/compile.js';
import type { EvaluationContext } from '../expression/environment.js';
import { dependenciesOf } from '../expression/dependencies.js';
import { ExpressionError } from '../expression/errors.js';
import { parseExpression } from '../expression/parse.js';
import type { Registry } from '../registry.js';
import type { Dataset, Parameter } from '../schema/report.js';
import { isDate } from '../time.js';
import type { Problem, Value } from '../value.js';

export interface ResolvedParameters {
  readonly values: Readonly<Record<string, Value>>;
  readonly problems: readonly Problem[];
}

export function resolveParameters(
  declared: readonly Parameter[],
  given: Readonly<Record<string, unknown>>,
  context: EvaluationContext,
  functions: Registry<FunctionDefinition>,
): ResolvedParameters {
  const problems: Problem[] = [];
  const values: Record<string, Value> = Object.create(null) as Record<string, Value>;
  const names = declared.map((parameter) => parameter.name);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const message = `There is no parameter "${name}". Known: ${names.join(', ') || 'none'}.`;
    problems.push({ path: `/parameters/${name}`, code: 'UNKNOWN_PARAMETER', message });
  }
  for (const parameter of declared) {
    const path = `/parameters/${parameter.name}`;
    const sent = Object.hasOwn(given, parameter.name) ? given[parameter.name] : undefined;
    const read = sent === undefined ? { value: defaultOf(parameter, context, functions) } : readValue(parameter, sent);
    if ('message' in read) problems.push({ path, code: 'BAD_PARAMETER', message: read.message });
    else if (parameter.required && isEmpty(read.value)) {
      problems.push({ path, code: 'PARAMETER_REQUIRED', message: `"${parameter.name}" needs a value.` });
    }
    values[parameter.name] = 'value' in read ? read.value : null;
  }
  return { values, problems };
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

type Read = { readonly value: Value } | { readonly message: string };

function readValue(parameter: Parameter, sent: unknown): Read {
  if (sent === null || sent === '') return { value: null };
  if (!Array.isArray(sent)) return readOne(parameter, sent);
  if (!parameter.multiple) return { message: `"${parameter.name}" takes one value, not a list.` };
  if (sent.length > 1000) return { message: `"${parameter.name}" takes at most 1,000 values.` };
  const values: Value[] = [];
  for (const item of sent) {
    const read = readOne(parameter, item);
    if ('message' in read) return read;
    values.push(read.value);
  }
  return { value: values };
}

const kinds: Readonly<Record<Parameter['type'], { readonly says: string; accepts(value: unknown): boolean }>> = {
  text: { says: 'text', accepts: (value) => typeof value === 'string' && value.length <= 4000 },
  number: { says: 'a number', accepts: (value) => typeof value === 'number' && Number.isFinite(value) },
  boolean: { says: 'true or false', accepts: (value) => typeof value === 'boolean' },
  date: { says: 'a date such as 2026-11-21', accepts: (value) => typeof value === 'string' && isDate(value) },
  id: { says: 'the id of a record', accepts: (value) => typeof value === 'string' && value.length <= 40 },
};

function readOne(parameter: Parameter, sent: unknown): Read {
  const kind = kinds[parameter.type];
  return kind.accepts(sent) ? { value: sent as Value } : { message: `"${parameter.name}" takes ${kind.says}.` };
}

/** Names of the parameters that a dataset reads, in filters and expressions: whom a change of one concerns. */
export function parametersRead(dataset: Dataset, functions: Registry<FunctionDefinition>): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    const object = value as Readonly<Record<string, unknown>>;
    if (typeof object['parameter'] === 'string') names.add(object['parameter']);
    if (typeof object['expr'] === 'string') {
      const { node } = parseExpression(object['expr']);
      for (const name of dependenciesOf(node, functions).parameters) names.add(name);
    }
    Object.values(object).forEach(visit);
  };
  visit(dataset.source);
  return names;
}
