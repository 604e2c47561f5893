/**
 * Runs an action on one record:
 *
 *   source locked, read as its caller sees it -> plan -> available? version? choices?
 *     -> drafts of what is made and of the source -> checked together -> [problems? nothing is written] -> stored together
 *
 * Everything is written by the one pipeline, with the rights of the caller, in one transaction: all or nothing.
 */
import { Type, type Static } from '@sinclair/typebox';
import { planAction, type ActionPlan, type PlannedStep } from '../../../metadata/action/plan.js';
import type { CompiledAction } from '../../../metadata/action/compile.js';
import { sourceKey } from '../../../metadata/document/check-action.js';
import { closed, Name, Ulid } from '../../../metadata/schema/common.js';
import { say } from '../../../metadata/words.js';
import type { Context } from '../../context.js';
import { badRequest, conflict, invalid, notFound, unprocessable } from '../../errors.js';
import type { RecordText } from '../get.js';
import { runOnce, type OnceKey } from '../once.js';
import { readLabels } from '../read/labels.js';
import { draftsOf, type Draft, type StoredRow } from '../write/draft.js';
import { refuseDuplicates, type DuplicateOptions } from '../write/duplicates.js';
import { inWrite } from '../write/in-write.js';
import { assertCurrent } from '../write/merge.js';
import { checkDrafts, storeDrafts } from '../write/pipeline.js';
import { draftCreate, draftUpdate } from '../write/prepare-drafts.js';
import { assertAllowed } from '../write/reach.js';
import { loadRows } from '../write/store.js';
import type { Write } from '../write/write.js';
import { actionForbidden, findAction, type FoundAction } from './find-action.js';
import { readSource } from './read-source.js';

export const ActionRequestSchema = closed({
  /** Of the record as the caller has seen it. */
  version: Type.Integer({ minimum: 1 }),
  /** Step -> fields that shall have another value than the planned one. */
  values: Type.Optional(Type.Record(Name, Type.Record(Type.String(), Type.Unknown()))),
  /** Step with `unless` -> the existing record that is used instead of a new one. */
  use: Type.Optional(Type.Record(Name, Ulid)),
  /** Optional steps that are left out. */
  without: Type.Optional(Type.Array(Name, { maxItems: 8, uniqueItems: true })),
});
export type ActionRequest = Static<typeof ActionRequestSchema>;

export interface RunOptions {
  readonly once?: OnceKey;
  /** Of the records that are made. */
  readonly duplicates?: DuplicateOptions;
}

type Run = ActionRequest & { readonly id: string; readonly duplicates: DuplicateOptions | undefined };

export interface RecordToRun {
  readonly entity: string;
  readonly id: string;
  readonly action: string;
}

/** Gives `{id, version, made: {step: {entity,id,label}}, opens?: {entity,id}}` as JSON text; version is the record's new one. */
export async function runAction(
  context: Context,
  record: RecordToRun,
  request: ActionRequest,
  { once, duplicates }: RunOptions = {},
): Promise<RecordText> {
  const found = findAction(context, record.entity, record.action);
  const run = (write: Write) => runInside(write, found, { ...request, id: record.id, duplicates });
  return inWrite(context, (write) => (once ? runOnce(write, once, run) : run(write)));
}

async function runInside(write: Write, found: FoundAction, request: Run): Promise<RecordText> {
  const { entity, compiled } = found;
  const { action } = compiled;
  const { id, duplicates } = request;
  const { context, transaction } = write;
  const isChanged = Object.keys(action.sets ?? {}).length > 0;
  const [before] = await loadRows(write, entity, [id], { lock: 'update' });
  if (!before) throw notFound();
  await assertAllowed(write, entity, isChanged ? 'update' : 'read', [before]);
  const record = await readSource(context, entity, id, compiled.reads, transaction);
  const plan = planAction(
    compiled,
    { record, context: context.evaluation, id: () => context.newId() },
    { use: request.use ?? {}, without: new Set(request.without) },
  );
  if (!plan.available) {
    const words = say`This cannot be done with the record as it is now: "${{ action: action.label }}".`;
    throw conflict('ACTION_NOT_AVAILABLE', words);
  }
  const source = await draftUpdate(write, entity, before, plan.sets, { pointer: `/${sourceKey}` });
  await assertCurrent(write, source, request.version);
  await checkChoices(write, compiled, plan, request);
  const made: Draft[] = [];
  for (const step of plan.steps) {
    if (step.state === 'make') made.push(await draftStep(write, compiled, step, request));
  }
  await storeAll(write, { made, changed: isChanged ? [source] : [], duplicates });
  return answer(write, found, before, plan);
}

/** Choices that name no step, or one that leaves none, are refused: nothing that is asked for is passed over. */
async function checkChoices(
  write: Write,
  { steps }: CompiledAction,
  plan: ActionPlan,
  { values = {}, use = {}, without = [] }: ActionRequest,
): Promise<void> {
  const known = new Map(steps.map(({ step }, index) => [step.as, { step, planned: plan.steps[index]! }] as const));
  const find = (as: string, path: string) => {
    const held = known.get(as);
    if (held) return held;
    throw badRequest('UNKNOWN_STEP', say`This action has no step "${{ name: as }}".`, { path });
  };
  without.forEach((as, index) => {
    const path = `/without/${index}`;
    if (find(as, path).step.optional) return;
    throw unprocessable('STEP_NEEDED', say`The step "${{ name: as }}" cannot be left out.`, { path });
  });
  for (const as of Object.keys(values)) {
    const path = `/values/${as}`;
    if (find(as, path).planned.state === 'make') continue;
    throw unprocessable('STEP_NOT_MADE', say`The step "${{ name: as }}" makes no record here, so it takes no values.`, {
      path,
    });
  }
  for (const [as, id] of Object.entries(use)) {
    const path = `/use/${as}`;
    const { step, planned } = find(as, path);
    if (step.unless === undefined || planned.id !== id) {
      throw unprocessable('STEP_NOT_CHOSEN', say`No record can be chosen for the step "${{ name: as }}".`, { path });
    }
    const { context, transaction } = write;
    if ((await readLabels(context, step.entity, [id], transaction)).has(id)) continue;
    throw unprocessable('REFERENCE_NOT_FOUND', 'There is nothing here, or you may not see it.', { path });
  }
}

async function draftStep(
  write: Write,
  compiled: CompiledAction,
  { as, entity: name, id, values }: PlannedStep,
  request: ActionRequest,
): Promise<Draft> {
  const entity = write.context.release.model.entities.get(name);
  if (!entity || entity.link || !write.context.access.mayEver('create', name))
    throw actionForbidden(compiled, `/${as}`);
  const body = { ...values, ...request.values?.[as] };
  return draftCreate(write, entity, body, { pointer: `/${as}`, ...(id === undefined ? {} : { id }) });
}

interface ToStore {
  readonly made: readonly Draft[];
  readonly changed: readonly Draft[];
  readonly duplicates: DuplicateOptions | undefined;
}

/** Checked and stored together, so that each sees the others as they will be. */
async function storeAll(write: Write, { made, changed, duplicates }: ToStore): Promise<void> {
  const drafts = [...made, ...changed];
  await checkDrafts(write, drafts);
  const problems = drafts.flatMap((root) => [...draftsOf(root)]).flatMap((draft) => draft.problems);
  if (problems.length > 0) throw invalid(problems, problems[0]!.code);
  for (const draft of made) await refuseDuplicates(write, draft, duplicates);
  await storeDrafts(write, drafts);
}

/** What the caller may not read is named by its id alone. */
async function answer(write: Write, found: FoundAction, before: StoredRow, plan: ActionPlan): Promise<RecordText> {
  const { context, transaction } = write;
  const made: Record<string, { entity: string; id: string; label: string | null }> = {};
  for (const { as, entity, state, id } of plan.steps) {
    if (state !== 'make' || id === undefined) continue;
    const label = (await readLabels(context, entity, [id], transaction)).get(id) ?? null;
    made[as] = { entity, id, label };
  }
  const shown = plan.steps.find(({ as }) => as === found.compiled.action.opens);
  // Figures over what was made may have changed the record once more than its own fields did.
  const [after] = await loadRows(write, found.entity, [before.id]);
  const { id, version } = after ?? before;
  const opens = shown?.id === undefined ? {} : { opens: { entity: shown.entity, id: shown.id } };
  return { id, version, text: JSON.stringify({ id, version, made, ...opens }) };
}
