/**
 * The write pipeline, for one record or five hundred of one entity:
 *
 *   drafts (bodies against the schema of entity, access, action)
 *     -> surroundings -> defaults, stages, generated numbers -> stored formulas -> rules
 *     -> unique -> owners -> look-ups, parents locked -> [problems? nothing is written]
 *     -> ability on every draft, as far as it can be told before -> rows with version and companions, children after
 *     their parents -> ability on what became of them
 *     -> periods of changed values
 *     -> roll-ups, and parents whose figures are over these rows -> trail (history, outbox, events)
 *
 * Everything happens inside the transaction of `write`; the ability on what was there is asked where rows are loaded.
 */
import type { Entity } from '../../../metadata/model/model.js';
import type { RecordAction } from '../../../metadata/schema/app.js';
import { invalid } from '../../errors.js';
import { checkOwners, isHandOver } from './assign.js';
import { changedFields, draftsOf, type Draft } from './draft.js';
import { rulesOf } from './entity-rules.js';
import { applyDefaults, applyFormulas, generate, stamp, stamps } from './fill.js';
import { settleOwn, touchParents } from './parents.js';
import { applySince, keepPeriods } from './periods.js';
import { allowedIds, notAllowed } from './reach.js';
import { checkOptions } from './options.js';
import { checkReferences } from './references.js';
import { checkRules } from './rules.js';
import { applyStages, checkStages } from './stages.js';
import { insertRows, updateRow } from './store.js';
import { Surroundings } from './surroundings.js';
import { hasChanges, recordTrail } from './trail.js';
import { checkTrees } from './trees.js';
import { checkUnique, notUnique, uniqueKeys } from './unique.js';
import type { Write } from './write.js';

/** Fills and checks drafts; what is wrong stands in their `problems`. Nothing is written. */
export async function checkDrafts(write: Write, roots: readonly Draft[]): Promise<void> {
  const drafts = roots.flatMap((root) => [...draftsOf(root)]);
  const surroundings = new Surroundings(write);
  for (const draft of drafts) surroundings.place(draft);
  for (const [entity, own] of byEntity(drafts)) {
    const { reach } = rulesOf(write.context.release.model, entity, write.context.registries.function);
    await surroundings.load(own, reach);
  }
  for (const draft of drafts) applyDefaults(write, draft, surroundings);
  for (const draft of drafts) applySince(write, draft);
  for (const draft of drafts) applyStages(write, draft);
  for (const draft of drafts) await generate(write, draft);
  for (const draft of drafts) if (draft.action !== 'delete') applyFormulas(write, draft, surroundings);
  for (const draft of drafts) checkRules(write, draft, surroundings);
  for (const draft of drafts) checkStages(write, draft, surroundings);
  for (const [entity, own] of byEntity(drafts)) await checkUnique(write, entity, own);
  for (const [entity, own] of byEntity(drafts)) await checkOwners(write, entity, own);
  await checkReferences(write, drafts);
  await checkTrees(write, drafts);
  await checkOptions(write, drafts, surroundings);
}

/** The findings of a draft and its children, in the order of the body; throws 422 when there are any. */
export function refuseProblems(root: Draft): void {
  const problems = [...draftsOf(root)].flatMap((draft) => draft.problems);
  if (problems.length > 0) throw invalid(problems, problems[0]!.code);
}

/** Writes drafts that were checked, parents before their children, and adds to the trail. */
export async function storeDrafts(write: Write, roots: readonly Draft[]): Promise<void> {
  await authorise(write, roots.flatMap((root) => [...draftsOf(root)])); // prettier-ignore
  let level = roots;
  while (level.length > 0) {
    for (const [entity, drafts] of byEntity(level)) await storeLevel(write, entity, drafts);
    level = level.flatMap((draft) => draft.children.flatMap((rows) => rows.drafts));
  }
  for (const root of roots) write.drafts.push(...draftsOf(root));
  const periods = await keepPeriods(write, roots);
  await settleOwn(write, [...roots, ...periods]);
  for (const root of roots) for (const draft of draftsOf(root)) recordTrail(write, draft);
  await touchParents(write, [...roots, ...periods]);
}

/** Nobody asked for what the platform changes in passing: a look-up emptied because its target goes. */
const isAsked = (draft: Draft): boolean => draft.given.size > 0;

/** Before the first row is written: rows of children as they stand, and whether there is a right to create at all. */
async function authorise(write: Write, drafts: readonly Draft[]): Promise<void> {
  for (const [entity, own] of byEntity(drafts)) {
    const isCreated = own.some((draft) => draft.action === 'create');
    if (isCreated && !write.context.access.mayEver('create', entity.name)) throw notAllowed(entity, 'create');
    const changed = own.filter((draft) => draft.action === 'update' && hasChanges(draft));
    await refuseUnlessAllowed(write, entity, 'update', changed, 'before');
    await refuseUnlessAllowed(write, entity, 'delete', own.filter((draft) => draft.action === 'delete'), 'before'); // prettier-ignore
  }
}

async function storeLevel(write: Write, entity: Entity, drafts: readonly Draft[]): Promise<void> {
  const created = drafts.filter((draft) => draft.action === 'create');
  const updated = drafts.filter((draft) => draft.action === 'update' && hasChanges(draft));
  const deleted = drafts.filter((draft) => draft.action === 'delete');
  const restored = drafts.filter((draft) => draft.action === 'restore');
  await asUnique(write, entity, drafts, async () => {
    for (const draft of created) stamp(write, draft);
    if (created.length > 0) await insertRows(write, entity, created);
    for (const draft of updated) {
      stamp(write, draft);
      await updateRow(write, draft, changedFields(draft));
    }
    for (const draft of deleted) {
      stamp(write, draft);
      await updateRow(write, draft, stamps, { deleted_at: write.now });
    }
    for (const draft of restored) {
      stamp(write, draft);
      await updateRow(write, draft, stamps, { deleted_at: null });
    }
  });
  await refuseUnlessAllowed(write, entity, 'create', created, 'after');
  const asked = updated.filter((draft) => isAsked(draft) && !isHandOver(draft));
  await refuseUnlessAllowed(write, entity, 'update', asked, 'after');
}

async function refuseUnlessAllowed(
  write: Write,
  entity: Entity,
  action: RecordAction,
  drafts: readonly Draft[],
  moment: 'before' | 'after',
): Promise<void> {
  // Rows of children are asked here; the record itself was asked when it was loaded.
  const asked = moment === 'before' ? drafts.filter((draft) => draft.parent) : drafts;
  if (asked.length === 0) return;
  const rows = asked.map((draft) => (moment === 'before' ? draft.before! : { id: draft.id, values: draft.values }));
  const allowed = await allowedIds(write, entity, action, rows);
  if (rows.some((row) => !allowed.has(row.id))) throw notAllowed(entity, action);
}

/** A unique index that speaks up all the same (two writers at once on MySQL, a deleted record) is told as NOT_UNIQUE. */
async function asUnique(
  write: Write,
  entity: Entity,
  drafts: readonly Draft[],
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const violation = write.context.database.dialect.uniqueViolation(error);
    const draft = drafts[0];
    if (!violation || !draft) throw error;
    const isMeant = (columns: readonly string[]) =>
      violation.columns
        ? columns.every((name) => violation.columns!.includes(name))
        : violation.index?.endsWith(columns.join('_'));
    const fields = uniqueKeys(entity).find((key) => isMeant(key.map((field) => field.columns[0]!.name)));
    const problem = notUnique(draft, fields ?? []);
    throw invalid([{ ...problem, path: fields ? `/${fields[0]!.name}` : '' }], 'NOT_UNIQUE');
  }
}

export function byEntity(drafts: readonly Draft[]): ReadonlyMap<Entity, readonly Draft[]> {
  const grouped = new Map<Entity, Draft[]>();
  for (const draft of drafts) {
    const held = grouped.get(draft.entity);
    if (held) held.push(draft);
    else grouped.set(draft.entity, [draft]);
  }
  return grouped;
}
