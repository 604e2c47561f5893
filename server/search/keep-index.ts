/**
 * Sees to it that the index is there and is one of the fields that are searched now: asked at start and after each publish.
 * Where it is not, a job builds it; a site without records needs none.
 */
import { searchSignature } from '../../metadata/search/fields.js';
import type { Context, Services } from '../context.js';
import { joinFragments, raw, selectRows, sql } from '../records/sql/fragment.js';
import { indexedFields } from './index-rows.js';
import { isIndexedFor, storeSignature } from './signature.js';

/** `context` is the system's. */
export async function ensureIndex(context: Context): Promise<void> {
  const { database, release, jobs } = context;
  const signature = searchSignature(release.model);
  if (await isIndexedFor(database.read, signature)) return;
  if (await hasRecords(context))
    await jobs.enqueue({ type: 'searchReindex', payload: {}, key: `searchReindex ${release.number}` });
  else await database.write((transaction) => storeSignature(transaction, signature));
}

async function hasRecords({ database, release }: Context): Promise<boolean> {
  const parts = [...release.model.entities.values()]
    .filter((entity) => indexedFields(entity).length > 0)
    .map(({ table }) => raw(`select exists (select 1 from ${database.dialect.quote(table)}) as found`));
  if (parts.length === 0) return false;
  const rows = await selectRows(database.read, sql`${joinFragments(parts, ' union all ')}`);
  return rows.some((row) => Number(row['found']) === 1);
}

export interface IndexKeeper {
  /** Waits for what is under way. */
  close(): Promise<void>;
}

/** Listens for publishes until it is closed. */
export function createIndexKeeper(
  { events, log }: Pick<Services, 'events' | 'log'>,
  system: () => Context,
): IndexKeeper {
  let underWay: Promise<void> = Promise.resolve();
  const stop = events.subscribe((event) => {
    if (event.type !== 'release') return;
    underWay = underWay
      .then(() => ensureIndex(system()))
      .catch((error: unknown) => log.error({ error }, 'The search index could not be looked at after a publish'));
  });
  return {
    async close() {
      stop();
      await underWay;
    },
  };
}
