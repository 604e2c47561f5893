/**
 * Keys follow what a write stored, in its own transaction: a second record is found from the moment the first is there.
 * Deleted records have none, restored ones have theirs again. A write that began under an older release gives its records
 * the keys of the live one, whose build may have passed them already.
 */
import { compileModel } from '../../metadata/model/compile.js';
import type { Model } from '../../metadata/model/model.js';
import { readDocuments } from '../releases/document-rows.js';
import { changedFields, type Draft } from '../records/write/draft.js';
import { byEntity } from '../records/write/pipeline.js';
import type { Write } from '../records/write/write.js';
import { rewriteKeys } from './build-keys.js';
import { forgetKeys, insertKeys, keyRows } from './key-rows.js';
import { duplicateRules, fieldsRead } from './rules.js';

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
    const names = new Set([...fieldsRead(rules)].map((field) => field.name));
    // A record may be written twice in one transaction: the last state counts.
    const last = new Map(drafts.map((draft) => [draft.id, draft]));
    if (isOld) {
      await rewriteKeys(runner, { entity: model.entities.get(entity.name)!, rules, ids: [...last.keys()] });
      continue;
    }
    const concerned = [...last.values()].filter((draft) => concerns(drafts, draft, names));
    const held = concerned.filter((draft) => draft.action !== 'create').map(({ id }) => id);
    await forgetKeys(runner, entity.name, held);
    const kept = concerned.filter((draft) => draft.action !== 'delete');
    await insertKeys(runner, kept.flatMap((draft) => keyRows(rules, draft.id, (field) => draft.values[field.name] ?? null))); // prettier-ignore
  }
}

function concerns(drafts: readonly Draft[], last: Draft, names: ReadonlySet<string>): boolean {
  const own = drafts.filter((draft) => draft.id === last.id);
  return own.some((draft) => draft.action !== 'update' || changedFields(draft).some((name) => names.has(name)));
}

async function liveModel({ transaction, context }: Write, live: number): Promise<Model> {
  const documents = (await readDocuments(transaction, live)).map((stored) => stored.document);
  return compileModel(documents, context.registries);
}
