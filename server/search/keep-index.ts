/**
 * Sees to it that the index is there and is one of the fields that are searched now: asked at start and after each publish.
 * Where it is not, a job builds it; a site without records needs none. Just after writes it lets the index follow them.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { searchSignature } from '../../metadata/search/fields.js';
import type { Context, Services } from '../context.js';
import { joinFragments, raw, selectRows, sql } from '../records/sql/fragment.js';
import { indexedFields } from './index-rows.js';
import { settleIndex } from './settle-index.js';
import { isIndexedFor, storeSignature } from './signature.js';

/** `context` is the system's. */
export async function ensureIndex(context: Context): Promise<void> {
  const { database, release, jobs } = context;
  const signature = searchSignature(release.model);
  context.indexSoon?.();
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

/** Writes of so many milliseconds are followed together. */
const gatherMs = 50;

export interface IndexKeeper {
  /** Something was written: the index follows soon. */
  soon(): void;
  /** Waits until the index has followed all that it was told of. */
  idle(): Promise<void>;
  /** Waits for what is under way; what is marked still is followed by the next start. */
  close(): Promise<void>;
}

/** Listens for publishes until it is closed. */
export function createIndexKeeper(
  { events, log }: Pick<Services, 'events' | 'log'>,
  system: () => Context,
): IndexKeeper {
  const closing = new AbortController();
  let underWay: Promise<void> = Promise.resolve();
  let isAwaited = false;
  const queue = (work: () => Promise<void>): void => {
    underWay = underWay.then(work).catch((error: unknown) => {
      if (!closing.signal.aborted) log.error({ error }, 'The search index could not be brought up to date');
    });
  };
  const follow = async (): Promise<void> => {
    await pause(gatherMs, undefined, { signal: closing.signal, ref: false });
    isAwaited = false;
    while (!closing.signal.aborted && !(await settleIndex(system()))) await pause(1);
  };
  const stop = events.subscribe((event) => {
    if (event.type === 'release') queue(() => ensureIndex(system()));
  });
  return {
    soon() {
      if (isAwaited || closing.signal.aborted) return;
      isAwaited = true;
      queue(follow);
    },
    async idle() {
      let awaited: Promise<void> | undefined;
      while (awaited !== underWay) await (awaited = underWay);
    },
    async close() {
      stop();
      closing.abort();
      await underWay;
    },
  };
}
