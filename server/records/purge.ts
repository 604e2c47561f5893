/**
 * Takes deleted records out for good, with what was deleted together with them: rows, comments, followers, notices. Of
 * their history one entry stays that says who did it and when, without any value. There is no way back.
 */
import { say } from '../../metadata/words.js';
import { recordEvent } from '../access/audit.js';
import type { Context } from '../context.js';
import { conflict, notFound } from '../errors.js';
import { forgetBeside } from './beside.js';
import { entityToRead } from './entity.js';
import { raw, selectRows, sql, valueList } from './sql/fragment.js';
import type { Draft } from './write/draft.js';
import { planRestoration } from './write/deletion.js';
import { inWrite } from './write/in-write.js';
import { byEntity } from './write/pipeline.js';
import { assertAllowed } from './write/reach.js';
import { insertStatement, loadRows } from './write/store.js';
import { authorOf } from './write/trail.js';
import type { Write } from './write/write.js';

export interface PurgeCount {
  /** All records that go. */
  readonly count: number;
  readonly entities: readonly { readonly entity: string; readonly count: number }[];
}

/** How many records would go. */
export async function countPurge(context: Context, name: string, ids: readonly string[]): Promise<PurgeCount> {
  return inWrite(context, async (write) => countOf(await planPurge(write, name, ids)));
}

/** `count` is what the person was shown and typed: with another number nothing is done (409 COUNT_CHANGED). */
export async function purgeRecords(
  context: Context,
  name: string,
  { ids, count }: { readonly ids: readonly string[]; readonly count: number },
): Promise<PurgeCount> {
  return inWrite(context, async (write) => {
    const drafts = await planPurge(write, name, ids);
    const purged = countOf(drafts);
    if (purged.count !== count) {
      const words = say`${{ count: purged.count }} records would go, not ${{ shown: count }}. Look again and confirm the new number.`;
      throw conflict('COUNT_CHANGED', words, { details: purged });
    }
    for (const [entity, own] of byEntity(drafts)) await takeOut(write, entity.name, entity.table, own);
    const event = { type: 'records.purged', userId: context.principal.id, data: { entity: name, ...purged } };
    await recordEvent(context, write.transaction, event);
    write.context.afterCommit(() => {
      for (const { entity } of purged.entities) {
        context.events.publish({ type: 'record', entity, data: { action: 'purge', at: write.now } });
      }
    });
    return purged;
  });
}

async function planPurge(write: Write, name: string, ids: readonly string[]): Promise<readonly Draft[]> {
  const entity = entityToRead(write.context, name);
  const rows = await loadRows(write, entity, ids, { lock: 'update', deleted: 'only' });
  if (rows.length < new Set(ids).size) throw notFound();
  await assertAllowed(write, entity, 'delete', rows, { deleted: 'only' });
  const all = new Map<string, Draft>();
  for (const row of rows) {
    for (const draft of await planRestoration(write, entity, row)) all.set(`${draft.entity.name} ${draft.id}`, draft);
  }
  return [...all.values()];
}

function countOf(drafts: readonly Draft[]): PurgeCount {
  const entities = [...byEntity(drafts)].map(([entity, own]) => ({ entity: entity.name, count: own.length }));
  return { count: drafts.length, entities };
}

const chunkSize = 500;

async function takeOut(write: Write, entity: string, table: string, drafts: readonly Draft[]): Promise<void> {
  const { context, transaction, now } = write;
  const { quote } = context.database.dialect;
  for (let from = 0; from < drafts.length; from += chunkSize) {
    const part = drafts.slice(from, from + chunkSize);
    const ids = part.map((draft) => draft.id);
    await selectRows(transaction, sql`delete from ${raw(quote(table))} where id in ${valueList(ids)}`);
    await forgetBeside(transaction, entity, ids);
    await transaction('sys_sample').where({ entity }).whereIn('record_id', ids).delete();
    const stubs = part.map((draft) => ({
      id: context.newId(),
      entity,
      record_id: draft.id,
      version: draft.before!.version + 1,
      at: now,
      user_id: authorOf(context),
      action: 'purge',
      changes: '{}',
    }));
    await selectRows(transaction, insertStatement(write, 'sys_history', stubs));
  }
}
