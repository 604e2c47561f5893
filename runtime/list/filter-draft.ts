/**
 * A condition while it is edited: field, operator, one or two values. Pure: a leaf of a filter to a draft and back, and what
 * a fresh draft begins with.
 */
import type { Field } from '../../metadata/model/model.js';
import type { Model } from '../../metadata/model/model.js';
import { treeOf } from '../../metadata/query/tree.js';
import { relativeRanges, type FilterOperator, type RelativeRange } from '../../metadata/schema/query.js';
import { isReference } from '../data/record.js';
import { ageOf, type FilterLeaf } from './filter-words.js';

export interface FilterDraft {
  /** Path of the field. */
  readonly path: string;
  readonly op: string;
  readonly value: unknown;
  /** The end of `between`; the number of days, months … of a counted range or an age. */
  readonly second: unknown;
  readonly whenEmpty?: 'none';
}

/** Our word for "within a relative range"; sent as eq with `{"relative":…}`. */
export const RELATIVE = 'relative';

/** Our word for "is the person who looks"; sent as eq with `{"expr":"user.id"}`. */
export const ME = 'isMe';

/** Our word for "longer ago than so many days, months, years"; sent as lt with an expression. */
export const OLDER = 'olderThan';

export const ageUnits = ['Days', 'Months', 'Years'] as const;

/** Operators that are words of ours, not of the query language. */
export const isOwnOperator = (op: string): boolean => op === RELATIVE || op === ME || op === OLDER;

/** Ranges that the panel offers. */
export const ranges: readonly RelativeRange[] = relativeRanges;

const counted: ReadonlySet<string> = new Set([
  'lastDays',
  'nextDays',
  'lastWeeks',
  'nextWeeks',
  'lastMonths',
  'nextMonths',
  'lastQuarters',
  'lastYears',
]);

/** The range needs a number: the last n days. */
export const isCounted = (range: unknown): boolean => counted.has(String(range));

/** How many, when the person says nothing. */
const usualCount = 7;
const usualAge = 30;

/** Operators that the panel offers for a field, the relative ranges of days first. */
export function operatorsOf(field: Field, model: Model): readonly string[] {
  // Of a list or of linked records: has one of these, has none of these.
  if (field.links || field.valueType === 'list') return field.operators.filter((op) => op !== 'eq');
  const known = field.operators.filter((op) => {
    if (op === 'under') return field.target !== undefined && treeOf(field, model) !== undefined;
    if (op === 'notIn') return field.target !== undefined;
    return op !== 'in' || field.dictionary !== undefined || field.target !== undefined;
  });
  // A choice of several codes says all that one code says.
  const fit = field.dictionary === undefined ? known : known.filter((op) => op !== 'eq' && op !== 'ne');
  const own = field.target === 'user' ? [ME, ...fit] : fit;
  return field.type.calendar ? [RELATIVE, OLDER, ...own] : own;
}

/** A new condition on a field, with the operator that people mean most often. */
export function draftFor(path: string, field: Field | undefined, model: Model): FilterDraft {
  const operators = field ? operatorsOf(field, model) : [];
  const wanted =
    field?.dictionary || field?.valueType === 'list'
      ? 'in'
      : field?.valueType === 'text' && operators.includes('contains')
        ? 'contains'
        : field?.type.calendar
          ? RELATIVE
          : (operators.find((op) => op !== ME) ?? 'eq');
  return withOperator(path, operators.includes(wanted) ? wanted : (operators[0] ?? 'eq'));
}

/** The same field with another operator: its value begins anew. */
export const withOperator = (path: string, op: string): FilterDraft => ({
  path,
  op,
  value: op === RELATIVE ? 'thisMonth' : op === OLDER ? 'Days' : op === 'in' || op === 'notIn' ? [] : null,
  second: op === RELATIVE ? usualCount : op === OLDER ? usualAge : null,
});

export function draftOf(leaf: FilterLeaf): FilterDraft {
  const draft = plainDraftOf(leaf);
  return leaf.whenEmpty === undefined ? draft : { ...draft, whenEmpty: leaf.whenEmpty };
}

function plainDraftOf({ field: path, op, value }: FilterLeaf): FilterDraft {
  const relative = value as { relative?: string; n?: number } | null | undefined;
  if (typeof relative === 'object' && relative !== null && relative.relative)
    return { path, op: RELATIVE, value: relative.relative, second: relative.n ?? usualCount };
  if (op === 'eq' && (value as { expr?: string } | null | undefined)?.expr === 'user.id') return withOperator(path, ME);
  const age = op === 'lt' ? ageOf(value) : undefined;
  if (age) return { path, op: OLDER, value: age.unit, second: age.n };
  const [first, second] = op === 'between' && Array.isArray(value) ? (value as unknown[]) : [value, null];
  return { path, op, value: first ?? null, second: second ?? null };
}

/** The condition, or undefined while a value is missing. References become ids. */
export function leafOf(draft: FilterDraft): FilterLeaf | undefined {
  const leaf = plainLeafOf(draft);
  const { whenEmpty } = draft;
  return leaf === undefined || whenEmpty === undefined || leaf.value === undefined ? leaf : { ...leaf, whenEmpty };
}

function plainLeafOf(draft: FilterDraft): FilterLeaf | undefined {
  const { path: field, op } = draft;
  if (op === 'isNull' || op === 'isNotNull') return { field, op };
  if (op === RELATIVE) {
    const relative = String(draft.value);
    const value = isCounted(relative) ? { relative, n: Number(draft.second ?? usualCount) } : { relative };
    return { field, op: 'eq', value };
  }
  if (op === OLDER)
    return {
      field,
      op: 'lt',
      value: { expr: `add${String(draft.value)}(today(), -${Number(draft.second ?? usualAge)})` },
    };
  if (op === ME) return { field, op: 'eq', value: { expr: 'user.id' } };
  // A parameter or an expression gives both ends.
  if (op === 'between' && (draft.value === null || typeof draft.value !== 'object' || isReference(draft.value))) {
    const both = [idOf(draft.value), idOf(draft.second)];
    return both.some((each) => each === null || each === undefined) ? undefined : { field, op, value: both };
  }
  const value = idOf(draft.value);
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return undefined;
  if (isBlankOperand(value)) return undefined;
  return { field, op: op as FilterOperator, value };
}

/** A parameter that is yet to be chosen, a formula that is yet to be written. */
function isBlankOperand(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { parameter, expr } = value as { parameter?: string; expr?: string };
  return parameter === '' || expr?.trim() === '';
}

const idOf = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(idOf) : isReference(value) ? value.id : value;
