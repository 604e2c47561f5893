/** A condition in words, for its chip: "Level A, B, C", "Sales over 10,000", "Ordered this month". */
import type { Field } from '../../metadata/model/model.js';
import type { Filter, FilterOperator } from '../../metadata/schema/query.js';
import type { FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';
import type { StringKey } from '../ui/i18n.js';

export interface FilterLeaf {
  readonly field: string;
  readonly op: FilterOperator;
  readonly value?: unknown;
  /** A parameter that has no value finds nothing; without it, its condition is left out. */
  readonly whenEmpty?: 'none';
}

/** What values that come from elsewhere are called. */
export interface OperandWords {
  parameter(name: string): string;
}

/** A plain condition on one field that the panel can edit. */
export const isLeaf = (filter: Filter): filter is Filter & FilterLeaf => 'field' in filter && 'op' in filter;

export interface FilterWords {
  readonly subject: string;
  readonly rest: string;
}

export function filterWords(
  host: Host,
  fieldHost: FieldHost,
  entity: string,
  filter: FilterLeaf,
  operands?: OperandWords,
): FilterWords {
  const found = host.app.path(entity, filter.field);
  if (!found) return { subject: filter.field, rest: '' };
  const subject = host.i18n.label(found.field.label, found.field.name);
  return { subject, rest: conditionWords({ host, fieldHost, operands }, found.field, filter) };
}

/** "Older than 30 days" is `lt` with `addDays(today(), -30)`. */
export function ageOf(value: unknown): { readonly unit: string; readonly n: number } | undefined {
  const found = /^add(Days|Months|Years)\(today\(\), -([1-9]\d{0,3})\)$/.exec(
    (value as { expr?: string } | null)?.expr ?? '',
  );
  return found ? { unit: found[1]!, n: Number(found[2]) } : undefined;
}

interface Speaking {
  readonly host: Host;
  readonly fieldHost: FieldHost;
  readonly operands: OperandWords | undefined;
}

function conditionWords({ host, fieldHost, operands }: Speaking, field: Field, leaf: FilterLeaf): string {
  const operator = operatorWord(host, field, leaf.op);
  if (leaf.op === 'isNull' || leaf.op === 'isNotNull') return operator;
  const { value } = leaf;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const relative = value as { relative?: string; n?: number; parameter?: string; expr?: string };
    if (relative.relative) return host.i18n.t(`relative.${relative.relative}` as StringKey, { n: relative.n ?? 1 });
    const age = leaf.op === 'lt' ? ageOf(value) : undefined;
    if (age) return host.i18n.t(`filter.older${age.unit}` as StringKey, { n: age.n });
    const { parameter } = relative;
    const named = parameter === undefined ? (relative.expr ?? '') : (operands?.parameter(parameter) ?? parameter);
    const text = relative.expr === 'user.id' ? host.i18n.t('filter.me') : named;
    return leaf.op === 'eq' || leaf.op === 'in' || leaf.op === 'between' ? text : `${operator} ${text}`;
  }
  const word = (each: unknown) =>
    (typeof each === 'string' && (host.app.references.get(each) ?? ((field.target ?? field.links) ? '…' : ''))) ||
    host.fields.get(field.type.id).text(each, field, fieldHost);
  const values = (Array.isArray(value) ? value : [value]).map(word);
  if (leaf.op === 'between') return host.i18n.t('filter.between', { from: values[0] ?? '', to: values[1] ?? '' });
  const list = values.slice(0, 3).join(host.i18n.language.startsWith('zh') ? '、' : ', ');
  const more = values.length > 3 ? ` +${values.length - 3}` : '';
  const plain = leaf.op === 'eq' || leaf.op === 'in';
  return plain ? list + more : `${operator} ${list}${more}`;
}

/** Words of an operator; days and times are "before" and "after" where numbers are "under" and "over". */
export function operatorWord(host: Host, field: Field, op: FilterOperator): string {
  // Times of day are text that knows before and after.
  const isTime = field.valueType === 'text' && op !== 'eq' && op !== 'ne';
  const day = field.valueType === 'date' || field.valueType === 'datetime' || isTime;
  const key = `operator.${day ? 'date.' : ''}${op}`;
  return host.i18n.t((host.i18n.has(key) ? key : `operator.${op}`) as StringKey);
}
