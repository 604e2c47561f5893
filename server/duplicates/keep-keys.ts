/**
 * Keys follow what a write stored, in its own transaction: a second record is found from the moment the first is there.
 * Deleted records have none, restored ones have theirs again. A write that began under an older release gives its records
 * the keys of the live one, whose build may have passed them already.
 */
import type { DuplicateRule, ReadValue } from '../../metadata/duplicates/compile-rules.js';
import { compileModel } from '../../metadata/model/compile.js';
import type { Model } from '../../metadata/model/model.js';
import { runLast } from '../database/run-statement.js';
import { readDocuments } from '../releases/document-rows.js';
import { changedFields, type Draft } from '../records/write/draft.js';
import { byEntity } from '../records/write/pipeline.js';
import type { Write } from '../records/write/write.js';
import { rewriteKeys } from './build-keys.js';
import { keyDeletions, keyInsertions, keyRows, type KeySource } from './key-rows.js';
import { duplicateRules, fieldsOf } from './rules.js';

/** `live` is the live release's number, held until the transaction ends. */
export async function keepKeys(write: Write, live: number): Promise<void> {
  if (write.drafts.length === 0) return;
  const { release, database } = write.context;
  const isOld = live > release.number;
  const model = isOld ? await liveModel(write, live) : release.model;
  const runner = { database, transaction: write.transaction };
  for (const [entity, drafts] of byEntity(write.drafts)) {
    const rules = duplicateRules(model, entity);
    if (rules.length === 0) continue;
    // A record may be written twice in one transaction: the last state counts.
    const last = new Map(drafts.map((draft) => [draft.id, draft]));
    if (isOld) {
      await rewriteKeys(runner, { entity: model.entities.get(entity.name)!, rules, ids: [...last.keys()] });
      continue;
    }
    const remade = new Set(drafts.filter((draft) => !isUpdate(draft)).map(({ id }) => id));
    const whole = [...last.values()].filter(({ id }) => remade.has(id));
    const held = whole.filter((draft) => draft.action !== 'create').map(({ id }) => id);
    await runLast(write.transaction, keyDeletions(entity.name, held));
    const kept = whole.filter((draft) => draft.action !== 'delete');
    const rows = kept.flatMap((draft) => keyRows(rules, draft.id, readerOf(draft)));
    for (const { ids, rules: own } of changesOf(
      drafts.filter(({ id }) => !remade.has(id)),
      rules,
    )) {
      await runLast(write.transaction, keyDeletions(entity.name, ids, own.map(sourceOf)));
      rows.push(...ids.flatMap((id) => keyRows(own, id, readerOf(last.get(id)!))));
    }
    await runLast(write.transaction, keyInsertions(database, rows));
  }
}

const isUpdate = ({ action }: Draft): boolean => action === 'update';

const readerOf =
  ({ values }: Draft): ReadValue =>
  (field) =>
    values[field.name] ?? null;

const sourceOf = ({ document, alternatives }: DuplicateRule): KeySource => ({
  rule: document.id,
  alternatives: alternatives.map(({ id }) => id),
});

/** Updated records by the alternatives whose fields changed; those of which none did are in no group. */
function changesOf(
  drafts: readonly Draft[],
  rules: readonly DuplicateRule[],
): readonly { readonly ids: readonly string[]; readonly rules: readonly DuplicateRule[] }[] {
  const names = new Map<string, Set<string>>();
  for (const draft of drafts) {
    const held = names.get(draft.id) ?? new Set();
    for (const name of changedFields(draft)) held.add(name);
    names.set(draft.id, held);
  }
  const groups = new Map<string, { ids: string[]; rules: readonly DuplicateRule[] }>();
  for (const [id, changed] of names) {
    const own = rules.flatMap((rule) => {
      const alternatives = rule.alternatives.filter((each) => fieldsOf(each).some(({ name }) => changed.has(name)));
      return alternatives.length > 0 ? [{ ...rule, alternatives }] : [];
    });
    if (own.length === 0) continue;
    const key = JSON.stringify(own.map(sourceOf));
    const group = groups.get(key);
    if (group) group.ids.push(id);
    else groups.set(key, { ids: [id], rules: own });
  }
  return [...groups.values()];
}

async function liveModel({ transaction, context }: Write, live: number): Promise<Model> {
  const documents = (await readDocuments(transaction, live)).map((stored) => stored.document);
  return compileModel(documents, context.registries);
}
