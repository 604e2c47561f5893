/**
 * Periods of a field's values (FieldSchema.periods): each value that it has had is a row of another entity that the record
 * owns, from the day it came to the day it went. The rows are the platform's: whoever may change the field needs no right
 * to them, and nobody writes them by hand unless a role says so.
 *
 *   checked drafts -> `since` of a changed value -> stored -> rows that end or go on, new rows (metadata/rules/periods.ts)
 */
import type { Entity, Field } from '../../../metadata/model/model.js';
import { planPeriods, type Period } from '../../../metadata/rules/periods.js';
import type { FieldPeriods } from '../../../metadata/schema/entity.js';
import type { Value } from '../../../metadata/value.js';
import { changedFields, draftsOf, isSame, type Draft } from './draft.js';
import { applyDefaults, stamp, stamps } from './fill.js';
import { computeDrafts, draftOf } from './parents.js';
import { insertRows, loadChildren, updateRow } from './store.js';
import { Surroundings } from './surroundings.js';
import { recordTrail } from './trail.js';
import type { Write } from './write.js';

interface Kept {
  readonly field: Field;
  readonly periods: FieldPeriods;
}

const keptOf = (entity: Entity): readonly Kept[] =>
  [...entity.fields.values()].flatMap((field) =>
    field.document.periods ? [{ field, periods: field.document.periods }] : [],
  );

const isChanged = (draft: Draft, name: string): boolean =>
  !isSame(draft.before?.values[name] ?? null, draft.values[name] ?? null);

/** Says since when a changed value holds: today, unless the body says it. */
export function applySince(write: Write, draft: Draft): void {
  if (draft.action !== 'create' && draft.action !== 'update') return;
  for (const { field, periods } of keptOf(draft.entity)) {
    if (periods.since === undefined || !isChanged(draft, field.name) || draft.restored?.has(periods.since)) continue;
    const isStated = draft.given.has(periods.since) && (draft.values[periods.since] ?? null) !== null;
    const isEmpty = (draft.values[field.name] ?? null) === null;
    if (!isStated) draft.values[periods.since] = isEmpty ? null : write.context.evaluation.today();
  }
}

/** Days that follow a value which this draft changes: taking the change back restores them with it. */
export const movedSince = (draft: Draft): readonly string[] =>
  keptOf(draft.entity).flatMap(({ field, periods }) =>
    periods.since !== undefined && isChanged(draft, field.name) ? [periods.since] : [],
  );

/** Brings the rows of changed fields up to date; gives what was written, for figures over it. */
export async function keepPeriods(write: Write, roots: readonly Draft[]): Promise<readonly Draft[]> {
  const written: Draft[] = [];
  const drafts = roots.flatMap((root) => [...draftsOf(root)]);
  for (const entity of new Set(drafts.map((draft) => draft.entity))) {
    for (const each of keptOf(entity)) {
      const rows = write.context.release.model.entities.get(each.periods.entity);
      const own = drafts.filter((draft) => draft.entity === entity && isTouched(draft, each));
      if (rows && own.length > 0) written.push(...(await keepRows(write, rows, each, own)));
    }
  }
  write.drafts.push(...written);
  return written;
}

function isTouched(draft: Draft, { field, periods }: Kept): boolean {
  if (draft.action !== 'create' && draft.action !== 'update') return false;
  return isChanged(draft, field.name) || (periods.since !== undefined && isChanged(draft, periods.since));
}

async function keepRows(write: Write, rows: Entity, each: Kept, drafts: readonly Draft[]): Promise<readonly Draft[]> {
  const { periods, field } = each;
  const ids = drafts.filter((draft) => draft.action === 'update').map((draft) => draft.id);
  const held = ids.length === 0 ? [] : await loadChildren(write, rows, periods.of, ids, { lock: 'update' });
  const byId = new Map(held.map((row) => [row.id, draftOf(rows, row)]));
  const changed: Draft[] = [];
  const created: Draft[] = [];
  for (const draft of drafts) {
    const since = periods.since === undefined ? undefined : draft.values[periods.since];
    const day = typeof since === 'string' ? since : write.context.evaluation.today();
    const value = draft.values[field.name] ?? null;
    const own = [...byId.values()].filter((row) => row.values[periods.of] === draft.id).map((row) => periodOf(row, periods)); // prettier-ignore
    const plan = planPeriods(own, { value, day, isOther: isChanged(draft, field.name) });
    for (const { id, from, to } of plan.changed) {
      const row = byId.get(id)!;
      row.values[periods.from] = from;
      row.values[periods.to] = to;
      changed.push(row);
    }
    for (const { id } of plan.removed) changed.push({ ...byId.get(id)!, action: 'delete' });
    if (plan.begins) {
      created.push(newRow(write, rows, { [periods.of]: draft.id, [periods.value]: value, [periods.from]: day, [periods.to]: null })); // prettier-ignore
    }
  }
  return store(write, rows, changed, created);
}

const periodOf = ({ id, values }: Draft, periods: FieldPeriods): Period => ({
  id,
  value: values[periods.value] ?? null,
  from: values[periods.from] as string,
  to: (values[periods.to] ?? null) as string | null,
});

const newRow = (write: Write, entity: Entity, values: Record<string, Value>): Draft => ({
  entity,
  id: write.context.newId(),
  action: 'create',
  pointer: '',
  given: new Set(),
  values,
  children: [],
  problems: [],
});

async function store(
  write: Write,
  entity: Entity,
  changed: readonly Draft[],
  created: readonly Draft[],
): Promise<readonly Draft[]> {
  const surroundings = new Surroundings(write);
  const updated = changed.filter((draft) => draft.action === 'update');
  for (const draft of created) applyDefaults(write, draft, surroundings);
  await computeDrafts(write, entity, [...updated, ...created], []);
  for (const draft of [...changed, ...created]) stamp(write, draft);
  for (const draft of updated) await updateRow(write, draft, changedFields(draft));
  for (const draft of changed) {
    if (draft.action === 'delete') await updateRow(write, draft, stamps, { deleted_at: write.now });
  }
  if (created.length > 0) await insertRows(write, entity, created);
  for (const draft of [...changed, ...created]) recordTrail(write, draft);
  return [...changed, ...created];
}
