/**
 * Duplicates of what is about to be written (server/duplicates/). A rule that blocks is a finding at the field like any
 * other; one that warns refuses a single write with 409 DUPLICATES until the request says that its records were seen. Bulk
 * edits and what undoes them are not stopped by warnings; what the system itself brings in is stopped by neither.
 */
import type { DuplicateAlternative, DuplicateRule } from '../../../metadata/duplicates/compile-rules.js';
import type { Entity } from '../../../metadata/model/model.js';
import type { RuleMoment } from '../../../metadata/schema/rule.js';
import type { Problem } from '../../../metadata/value.js';
import { problem, say } from '../../../metadata/words.js';
import { blocks, findDuplicates, type FoundDuplicate } from '../../duplicates/find.js';
import { duplicateRules, fieldsOf, rulesFor } from '../../duplicates/rules.js';
import { tellDuplicates } from '../../duplicates/tell.js';
import { conflict } from '../../errors.js';
import { readLabels } from '../read/labels.js';
import { draftsOf, isSame, type Draft } from './draft.js';
import { byEntity, refuseProblems } from './pipeline.js';
import type { Write } from './write.js';

export interface DuplicateOptions {
  /** What the write is to the rules; by its drafts when absent. */
  readonly moment?: RuleMoment;
  /** What rules that warn do: refuse the write, be told beside it, be a finding (SIMILAR); nothing when absent. */
  readonly warnings?: 'refuse' | 'tell' | 'reject';
  /** Of refusing: ids of records that the person was told of, or all of them. */
  readonly seen?: ReadonlySet<string> | 'all';
}

/** Checks one record, throws 422 for its findings, then 409 for duplicates that were not seen. */
export async function refuseDuplicates(write: Write, root: Draft, options: DuplicateOptions = {}): Promise<void> {
  const similar = await checkDuplicates(write, [root], options);
  refuseProblems(root);
  for (const [draft, found] of similar) {
    const isNew = ({ id }: FoundDuplicate): boolean => options.seen !== 'all' && !options.seen?.has(id);
    const unseen = found.filter(isNew);
    if (options.warnings !== 'refuse' || unseen.length === 0) continue;
    const told = await tellDuplicates(write.context, draft.entity, unseen, write.transaction);
    const words = say`There are records like this ${{ entity: draft.entity.label }}. Look at them, or save it all the same.`;
    throw conflict('DUPLICATES', words, { path: draft.pointer, details: { entity: draft.entity.name, ...told } });
  }
}

/** Adds DUPLICATE (or SIMILAR) to drafts as the rules say; gives what those that warn have found of the others. */
export async function checkDuplicates(
  write: Write,
  roots: readonly Draft[],
  options: DuplicateOptions = {},
): Promise<ReadonlyMap<Draft, readonly FoundDuplicate[]>> {
  const similar = new Map<Draft, readonly FoundDuplicate[]>();
  const { access, principal, release } = write.context;
  if (principal.kind === 'system' && options.moment === undefined) return similar;
  for (const [entity, all] of byEntity(roots.flatMap((root) => [...draftsOf(root)]))) {
    const applies = (rule: DuplicateRule): boolean => options.warnings !== undefined || blocks(rule);
    const rules = rulesFor(access, duplicateRules(release.model, entity)).filter(applies);
    const drafts = rules.length === 0 ? [] : all.filter(isCompared);
    if (drafts.length === 0) continue;
    const asked = drafts.map((draft) => ({ draft, id: draft.id, values: draft.values, concerns: concernsOf(draft) }));
    for (const moment of new Set(drafts.map((draft) => momentOf(draft, options)))) {
      const own = asked.filter(({ draft }) => momentOf(draft, options) === moment);
      const active = rules.filter(({ document }) => document.on.includes(moment));
      const found = await findDuplicates(write.context, entity, own, { rules: active, runner: write.transaction });
      for (const [index, { draft }] of own.entries()) {
        const [first] = found[index]!;
        const blocked = found[index]!.find((each) => blocks(each.rules[0]!));
        if (blocked) draft.problems.push(await blockedBy(write, draft, blocked));
        else if (first && options.warnings === 'reject') draft.problems.push(await likeOther(write, draft, first));
        else if (first) similar.set(draft, found[index]!);
      }
    }
  }
  return similar;
}

const isCompared = (draft: Draft): boolean => draft.action === 'create' || draft.action === 'update';

const momentOf = (draft: Draft, { moment }: DuplicateOptions): RuleMoment =>
  moment ?? (draft.action === 'create' ? 'create' : 'update');

/** A record that was there is asked for by what of it changed. */
const concernsOf =
  (draft: Draft) =>
  (alternative: DuplicateAlternative): boolean =>
    !draft.before || fieldsOf(alternative).some(({ name }) => !isSame(draft.before?.values[name], draft.values[name]));

async function blockedBy(write: Write, draft: Draft, found: FoundDuplicate): Promise<Problem> {
  const [name] = await namesOf(write, draft.entity, [found]);
  const words = say`There is such a ${{ entity: draft.entity.label }} already: ${{ name: name! }}.`;
  return problem(pathOf(draft, found), 'DUPLICATE', words);
}

async function likeOther(write: Write, draft: Draft, found: FoundDuplicate): Promise<Problem> {
  const [name] = await namesOf(write, draft.entity, [found]);
  const words = say`There is a ${{ entity: draft.entity.label }} like this one: ${{ name: name! }}.`;
  return problem(pathOf(draft, found), 'SIMILAR', words);
}

function pathOf(draft: Draft, { fields: [field] }: FoundDuplicate): string {
  return `${draft.pointer}/${field!.partOf?.field ?? field!.name}`;
}

/** What records are called; one of the same write has no row to be read yet. */
export async function namesOf(
  write: Write,
  entity: Entity,
  found: readonly FoundDuplicate[],
): Promise<readonly string[]> {
  const ids = found.map(({ id }) => id);
  const labels = await readLabels(write.context, entity.name, ids, write.transaction);
  return found.map(({ id, values }) => labels.get(id) ?? String(values[entity.nameFields[0] ?? 'id'] ?? id));
}
