/**
 * Parameters of dashboards and reports as they stand in the address. Only what a person or a click has set is there;
 * what is left out has its default, an empty text means "no value although there is a default". Pure.
 */
import { parseRange } from '../../metadata/query/date-ranges.js';
import type { GivenParameters } from '../../metadata/query/parameter-query.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Value } from '../../metadata/value.js';

export { parameterQuery, type GivenParameters } from '../../metadata/query/parameter-query.js';

/** Reads those of the declared parameters that the address names; text that does not fit the type is left out. */
export function readParameters(
  declared: readonly Parameter[],
  query: Readonly<Record<string, string>>,
): GivenParameters {
  const given: Record<string, Value> = {};
  for (const parameter of declared) {
    const text = Object.hasOwn(query, parameter.name) ? query[parameter.name] : undefined;
    const value = text === undefined ? undefined : readText(parameter, text);
    if (value !== undefined) given[parameter.name] = value;
  }
  return given;
}

function readText(parameter: Parameter, text: string): Value | undefined {
  if (text === '') return null;
  // The two days that a range of another document gave.
  if (parameter.type === 'dateRange' && /^[\d-]*,[\d-]*$/.test(text))
    return readOne(parameter, text.replace(',', '..'));
  if (!parameter.multiple) return readOne(parameter, text);
  const values = text.split(',').map((each) => readOne(parameter, decode(each)));
  return values.some((each) => each === undefined) ? undefined : (values as Value[]);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readOne(parameter: Parameter, text: string): Value | undefined {
  if (parameter.type === 'number') return Number.isFinite(Number(text)) ? Number(text) : undefined;
  if (parameter.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (parameter.type === 'dateRange') return parseRange(text) ? text : undefined;
  if (parameter.type === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
  return text;
}

/** An address with a query in which empty texts stay: they mean something here. */
export function hrefWith(path: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Sets or (undefined) takes away values. */
export function withParameters(
  given: GivenParameters,
  changes: Readonly<Record<string, Value | undefined>>,
): GivenParameters {
  const next: Record<string, Value> = { ...given };
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete next[name];
    else next[name] = value;
  }
  return next;
}

/** One or two parameters that are shown as one: a period is its first and last day. */
export interface ParameterGroup {
  readonly kind: 'one' | 'period';
  readonly parameters: readonly Parameter[];
}

/** Those offered to people, in order; a date `from` with a date `to` behind it is one period. */
export function parameterGroups(declared: readonly Parameter[]): readonly ParameterGroup[] {
  const shown = declared.filter((parameter) => !parameter.hidden);
  const groups: ParameterGroup[] = [];
  for (let index = 0; index < shown.length; index++) {
    const [one, next] = [shown[index]!, shown[index + 1]];
    if (next && isPeriod(one, next)) {
      groups.push({ kind: 'period', parameters: [one, next] });
      index++;
    } else groups.push({ kind: 'one', parameters: [one] });
  }
  return groups;
}

function isPeriod(one: Parameter, next: Parameter): boolean {
  if (one.type !== 'date' || next.type !== 'date') return false;
  return /(^|_)from$/.test(one.name) && next.name === one.name.replace(/from$/, 'to');
}

export const isEmptyValue = (value: Value | undefined): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** One or several values as a list; none for an empty one. */
export const asList = (value: Value | undefined): readonly Value[] =>
  isEmptyValue(value) ? [] : Array.isArray(value) ? (value as readonly Value[]) : [value!];
