/**
 * Pipelines in a write (metadata/rules/pipeline.ts): a draft that comes into another stage takes what follows from it; one
 * that may not leave its stage yet is refused at the field of the stage. What stages demand is asked with `required`
 * (rules.ts).
 */
import { follow, followers, movesOf } from '../../../metadata/rules/pipeline.js';
import { say } from '../../../metadata/words.js';
import type { Draft } from './draft.js';
import { rulesOf } from './entity-rules.js';
import type { Surroundings } from './surroundings.js';
import type { Write } from './write.js';

/** Sets probability, since and the day of closing of drafts that change their stage; what the body states stands. */
export function applyStages(write: Write, draft: Draft): void {
  if (draft.action !== 'create' && draft.action !== 'update') return;
  const { entity, values, before } = draft;
  const isStated = (name: string): boolean =>
    draft.restored?.has(name) === true || (draft.given.has(name) && (values[name] ?? null) !== null);
  Object.assign(values, follow(entity, { before: before?.values, values, isStated }, write.context.evaluation));
}

/** Adds RULE_NOT_MET at the field of a stage that may not be left as the record is about to be. */
export function checkStages(write: Write, draft: Draft, surroundings: Surroundings): void {
  if (draft.action !== 'update') return;
  const { exits } = rulesOf(write.context.release.model, draft.entity, write.context.registries.function);
  for (const { pipeline, from } of movesOf(draft.entity, draft.before!.values, draft.values)) {
    const rule = from && exits.get(from);
    const path = `${draft.pointer}/${pipeline.field}`;
    if (!rule || draft.problems.some((problem) => problem.path === path)) continue;
    if (surroundings.evaluate(draft, rule) === true) continue;
    const { label, dictionary } = draft.entity.fields.get(pipeline.field)!;
    const stage = write.context.release.model.dictionaries.get(dictionary ?? '')?.values.get(from.value)?.label;
    const words = from.exitMessage
      ? say`${{ rule: from.exitMessage }}`
      : say`"${{ field: label }}" stays at "${{ stage: stage ?? from.value }}": what is needed to go on is not there yet.`;
    draft.problems.push({ path, code: 'RULE_NOT_MET', ...words });
  }
}

/** Fields that follow a stage which this draft changes: taking the change back restores them with it. */
export const followed = (draft: Draft): readonly string[] =>
  movesOf(draft.entity, draft.before?.values, draft.values).flatMap((move) => followers(move.pipeline));
