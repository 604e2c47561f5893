/**
 * Which rows the principal may act on, asked inside the transaction. A rule over the record's own fields is decided in
 * memory; one that walks further is asked of the database with the rule as a condition, the same text that lists use.
 */
import type { Entity } from '../../../metadata/model/model.js';
import type { RecordAction } from '../../../metadata/schema/app.js';
import type { Filter, Operand } from '../../../metadata/schema/query.js';
import type { Label, Value, Words } from '../../../metadata/value.js';
import { say } from '../../../metadata/words.js';
import { forbidden, notFound } from '../../errors.js';
import { prepareFor, systemView, toolsFor } from '../prepare.js';
import { compileQuery, type CompileOptions } from '../sql/compile-query.js';
import { selectRows } from '../sql/fragment.js';
import type { Write } from './write.js';

interface Candidate {
  readonly id: string;
  readonly values: Readonly<Record<string, Value>>;
}

/** Ids of the rows (as `values` say, or as they stand in the database) on which the action is allowed. */
export async function allowedIds(
  write: Write,
  entity: Entity,
  action: RecordAction,
  rows: readonly Candidate[],
  options: Pick<CompileOptions, 'deleted'> = {},
): Promise<ReadonlySet<string>> {
  const { access } = write.context;
  const filter = access.filter(action, entity.name);
  if (rows.length === 0 || isNothing(filter)) return new Set();
  if (isEverything(filter)) return new Set(rows.map((row) => row.id));
  if (isOwn(filter, entity)) {
    const allowed = rows.filter((row) => access.allows(action, entity.name, (path) => row.values[path] ?? null));
    return new Set(allowed.map((row) => row.id));
  }
  return idsByRule(write, entity, filter, rows.map((row) => row.id), options); // prettier-ignore
}

const chunkSize = 500;

async function idsByRule(
  write: Write,
  entity: Entity,
  rule: Filter,
  ids: readonly string[],
  options: Pick<CompileOptions, 'deleted'>,
): Promise<ReadonlySet<string>> {
  const allowed = new Set<string>();
  for (let from = 0; from < ids.length; from += chunkSize) {
    const among: Filter = { field: 'id', op: 'in', value: ids.slice(from, from + chunkSize) };
    const query = { entity: entity.name, select: [{ path: 'id' }], where: { and: [among, rule] } };
    const bound = prepareFor(write.context, query, { access: systemView(write.context) });
    const compiled = compileQuery(toolsFor(write.context), bound, options);
    const rows = await selectRows(write.transaction, compiled.statement);
    for (const row of rows) allowed.add(String(compiled.read(row)[0]));
  }
  return allowed;
}

/** Who may not see the record is told that it does not exist; who may see it, that the action is not allowed. */
export async function assertAllowed(
  write: Write,
  entity: Entity,
  action: RecordAction,
  rows: readonly Candidate[],
  options: Pick<CompileOptions, 'deleted'> = {},
): Promise<void> {
  const allowed = await allowedIds(write, entity, action, rows, options);
  const refused = rows.filter((row) => !allowed.has(row.id));
  if (refused.length === 0) return;
  const seen = action === 'create' ? allowed : await allowedIds(write, entity, 'read', refused, options);
  if (action !== 'create' && refused.some((row) => !seen.has(row.id))) throw notFound();
  throw notAllowed(entity, action);
}

/** Whole sentences: languages differ in where the action stands. */
const refusals: Readonly<Record<RecordAction, (entity: Label) => Words>> = {
  create: (entity) => say`You may not create this ${{ entity }}.`,
  read: (entity) => say`You may not read this ${{ entity }}.`,
  update: (entity) => say`You may not update this ${{ entity }}.`,
  delete: (entity) => say`You may not delete this ${{ entity }}.`,
  import: (entity) => say`You may not import this ${{ entity }}.`,
  print: (entity) => say`You may not print this ${{ entity }}.`,
  share: (entity) => say`You may not share this ${{ entity }}.`,
  export: (entity) => say`You may not export this ${{ entity }}.`,
  assign: (entity) => say`You may not assign this ${{ entity }}.`,
  bulk: (entity) => say`You may not change many at once of this ${{ entity }}.`,
};

export const notAllowed = (entity: Entity, action: RecordAction) =>
  forbidden('ACTION_NOT_ALLOWED', refusals[action](entity.label));

export const isEverything = (filter: Filter): boolean => 'and' in filter && filter.and.length === 0;
const isNothing = (filter: Filter): boolean => 'or' in filter && filter.or.length === 0;

/** Speaks only of fields of the row itself and of the user, so that it can be decided without the database. */
function isOwn(filter: Filter, entity: Entity): boolean {
  if ('and' in filter) return filter.and.every((part) => isOwn(part, entity));
  if ('or' in filter) return filter.or.every((part) => isOwn(part, entity));
  if ('not' in filter) return isOwn(filter.not, entity);
  if (!('field' in filter) || filter.field.includes('.') || entity.fields.get(filter.field)?.foreign) return false;
  return simpleOperators.has(filter.op) && isPlain(filter.value);
}

const simpleOperators: ReadonlySet<string> = new Set(['eq', 'ne', 'in', 'notIn', 'isNull', 'isNotNull']);

/** No clock, no parameter: a value, a list, or something of the user. */
function isPlain(value: Operand | undefined): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  return 'expr' in value && /^user\.[a-z]+$/.test(value.expr);
}
