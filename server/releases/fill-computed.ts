/**
 * A roll-up or stored formula for rows that were there before it, in batches: the same computation that a write does, under
 * the model of the new release. Neither version nor history of a record change, as with a default.
 */
import type { Entity, Field } from '../../metadata/model/model.js';
import { rulesOf } from '../records/write/entity-rules.js';
import { draftOf, computeDrafts } from '../records/write/parents.js';
import { isSame } from '../records/write/draft.js';
import { loadRows, updateRow } from '../records/write/store.js';
import type { Write } from '../records/write/write.js';
import type { Transaction } from '../database/database.js';
import { walkPath } from '../../metadata/document/path-steps.js';
import { rollUpSource } from '../../metadata/model/roll-up.js';
import type { Fill, FillTools } from './fill.js';

/** Records of one transaction: each may read many others. */
const batch = 200;

export function fillComputed(tools: FillTools, field: Field): Fill | undefined {
  const entity = tools.model.entities.get(field.entity);
  if (!entity) return undefined;
  return async (transaction, { after, since }) => {
    // What is written meanwhile may be another record than the one whose figure it changes: all are computed again then.
    if (since !== undefined && after === '' && !(await hasChanged(tools, transaction, entity, field, since))) return undefined; // prettier-ignore
    const rows = (await transaction(entity.table).select('id').where('id', '>', after).orderBy('id').limit(batch)) as { id: string }[]; // prettier-ignore
    if (rows.length === 0) return undefined;
    await computeRows(tools, transaction, entity, field, rows.map((row) => row.id)); // prettier-ignore
    return rows.at(-1)!.id;
  };
}

/** Computes one field of these records and stores what is different. */
export async function computeRows(
  { context }: Pick<FillTools, 'context'>,
  transaction: Transaction,
  entity: Entity,
  field: Field,
  ids: readonly string[],
): Promise<void> {
  const write: Write = { context, transaction, now: context.evaluation.now(), trail: [], drafts: [], options: {} };
  const rows = await loadRows(write, entity, ids, { lock: 'update', deleted: 'with' });
  const drafts = rows.map((row) => draftOf(entity, row));
  await computeDrafts(write, entity, drafts, field.rollUp ? [field] : []);
  for (const draft of drafts) {
    const { name } = field;
    if (!isSame(draft.before!.values[name], draft.values[name])) await updateRow(write, draft, [name]);
  }
}

/** Was any record written since then that the field may be computed from, through other figures too? */
async function hasChanged(
  tools: FillTools,
  transaction: Transaction,
  entity: Entity,
  field: Field,
  since: string,
): Promise<boolean> {
  const read = new Set<Entity>();
  collectRead(tools, entity, field, read, new Set());
  for (const { table } of read) {
    const found = (await transaction(table).select('id').where('updated_at', '>=', since).first()) as
      object | undefined;
    if (found) return true;
  }
  return false;
}

function collectRead(tools: FillTools, entity: Entity, field: Field, into: Set<Entity>, seen: Set<Field>): void {
  const { model, context } = tools;
  if (seen.has(field)) return;
  seen.add(field);
  into.add(entity);
  const source = field.rollUp && rollUpSource(model, entity, field.rollUp);
  if (source) {
    into.add(model.entities.get(source.relation.entity)!);
    into.add(source.entity);
    for (const each of source.fields) collectRead(tools, source.entity, each, into, seen);
  }
  const formula = rulesOf(model, entity, context.registries.function).formulas.get(field.name);
  for (const path of formula?.dependencies.fields ?? []) {
    for (const read of walkPath(model, entity.name, path).read) {
      const other = model.entities.get(read.entity);
      const inner = other?.fields.get(read.field);
      if (other) into.add(other);
      if (other && inner) collectRead(tools, other, inner, into, seen);
    }
  }
}
