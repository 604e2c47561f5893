/**
 * What committed writes and finished jobs mean for people: a record given to or shared with somebody, changes of a followed
 * record, the end of a job. Works behind the answer that the writer gets; `settle` waits for what is under way.
 */
import type { Context, Services, ShareWatch, TrailWatch } from '../context.js';
import type { LiveEvent } from '../http/events.js';
import type { TrailEntry } from '../records/write/history-changes.js';
import { touchedFields } from '../records/write/trail.js';
import { inWrite } from '../records/write/in-write.js';
import type { Database } from '../database/database.js';
import type { Followed } from './followers.js';
import { createFollowerGatherer, type Followers } from './gather-followers.js';
import { writeNotices, type NewNotice } from './write-notices.js';

export interface ActivityWatch {
  readonly trail: TrailWatch;
  readonly share: ShareWatch;
  /** Hears of jobs from the hub; needs the system's context for its notices. */
  hearJobs(services: Pick<Services, 'events'>, system: () => Context): void;
  settle(): Promise<void>;
  close(): Promise<void>;
}

export function createActivityWatch(database: Pick<Database, 'read'>): ActivityWatch {
  const followersOf = createFollowerGatherer(database);
  const underWay = new Set<Promise<void>>();
  let stop = (): void => undefined;
  const follow = (context: Context, work: Promise<void>): void => {
    const tracked: Promise<void> = work
      .catch((error: unknown) => context.log.error({ error, requestId: context.requestId }, 'Notices failed'))
      .finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  };
  const settle = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay);
  };
  return {
    trail: (context, entries) => follow(context, tellOfTrail(context, entries, followersOf)),
    share: (context, shared) => follow(context, write(context, [{ kind: 'shared', ...shared }])),
    hearJobs({ events }, system) {
      stop = events.subscribe((event) => {
        if (isEnded(event)) {
          const context = system();
          follow(context, tellOfJob(context, event));
        }
      });
    },
    settle,
    async close() {
      stop();
      await settle();
    },
  };
}

type JobEnded = LiveEvent & { readonly userId: string; readonly id: string };
const isEnded = (event: LiveEvent): event is JobEnded =>
  event.type === 'job' &&
  event.echo !== true &&
  event.userId !== undefined &&
  ['done', 'failed'].includes(String(event.data?.['state']));

async function tellOfJob(context: Context, { userId, id }: JobEnded): Promise<void> {
  await write(context, [{ userId, kind: 'job', jobId: id }]);
}

async function tellOfTrail(
  context: Context,
  entries: readonly TrailEntry[],
  followersOf: (records: readonly Followed[]) => Promise<Followers>,
): Promise<void> {
  const author = context.principal.id;
  const given = entries.flatMap((entry) => {
    const to = entry.changes.fields?.['owner']?.[1];
    return typeof to === 'string' && entry.owner === to && to !== author ? [{ userId: to, entry }] : [];
  });
  const changed = entries.filter((entry) => entry.action === 'update' && touchedFields(entry.changes).length > 0);
  const followers = await followersOf(changed.map(followed));
  const notices: NewNotice[] = given.map(({ userId, entry }) => ({ userId, kind: 'assigned', ...placeOf(entry) }));
  for (const entry of changed) {
    for (const userId of followers.get(entry.id) ?? []) {
      const isTold = userId === author || given.some((each) => each.userId === userId && each.entry === entry);
      if (!isTold) notices.push({ userId, kind: 'changed', fields: touchedFields(entry.changes), ...placeOf(entry) });
    }
  }
  await write(context, notices);
}

async function write(context: Context, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await inWrite(context, (inner) => writeNotices(inner.context, inner.transaction, notices, inner.now));
}

const placeOf = ({ entity, id }: TrailEntry) => ({ entity: entity.name, recordId: id });
const followed = ({ entity, id, owner }: TrailEntry): Followed => ({ entity: entity.name, id, owner });
