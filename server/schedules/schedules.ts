/**
 * Schedules of people. Each is its owner's; who operates the site sees, pauses and deletes those of others, without what
 * they say: parameters and addresses may tell of records that only their owner may see.
 */
import type { ScheduleBody } from '../../metadata/schema/schedule.js';
import { entitiesRead, isWritten } from '../../metadata/dataset/sources.js';
import { labelText } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { recordEvent } from '../access/audit.js';
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { conflict, notFound, unprocessable } from '../errors.js';
import { readLabels } from '../records/read/labels.js';
import { checkSchedule } from './check-schedule.js';
import { enqueueRun, nextDue } from './due-runs.js';
import {
  deliveriesOf,
  runOf,
  scheduleOf,
  storedBody,
  type Delivery,
  type Schedule,
  type ScheduleRun,
} from './schedule-rows.js';

type Row = Readonly<Record<string, unknown>>;

/** Of one person: more are nobody's overview. */
const mostSchedules = 100;
/** Runs that the log shows. */
const shownRuns = 50;

const isMine = (context: Context, schedule: Schedule): boolean => schedule.ownerId === context.principal.id;

/** Own ones; with `all` those of everybody, for who operates the site. */
export async function listSchedules(context: Context, all: boolean) {
  const rows = (await context.database
    .read('sys_schedule')
    .whereNull('deleted_at')
    .modify((query) => void (all ? query : query.where('owner_id', context.principal.id)))
    .orderBy('title')
    .orderBy('id')
    .limit(500)) as Row[];
  return tell(context, rows.map(scheduleOf)); // prettier-ignore
}

/** What an answer says of each. */
async function tell(context: Context, schedules: readonly Schedule[]) {
  const people = schedules.flatMap((each) => [each.ownerId, ...each.body.recipients.flatMap(({ user }) => user ?? [])]);
  const names = await readLabels(context, 'user', people);
  const last = await lastRuns(context, schedules.map(({ id }) => id)); // prettier-ignore
  const { model } = context.release;
  return schedules.map((schedule) => {
    const { id, version, ownerId, nextAt, paused, pauseReason, body, left } = schedule;
    const { title, kind, target, cron, zone, starts, ends, recipients } = body;
    const mine = isMine(context, schedule);
    const document = kind === 'report' ? model.find('report', target) : model.find('dashboard', target);
    return {
      id, version, nextAt, paused, pauseReason, mine, title, kind, target, cron, zone,
      ...(starts === undefined ? {} : { starts }),
      ...(ends === undefined ? {} : { ends }),
      label: labelText(document?.label, context.principal.language, target),
      owner: { id: ownerId, label: names.get(ownerId) ?? null },
      recipientCount: recipients.length - left.length,
      ...(mine ? { body, left, names: Object.fromEntries(recipients.flatMap(({ user }) => (user === undefined ? [] : [[user, names.get(user) ?? null]]))) } : {}),
      last: last.get(id) ?? null,
    };
  }); // prettier-ignore
}

/** The last run of each, with how many of its mails went well and how many did not. */
async function lastRuns(context: Context, ids: readonly string[]) {
  const { read } = context.database;
  const latest = (await read('sys_schedule_run').whereIn('schedule_id', [...ids]).groupBy('schedule_id').select('schedule_id').max('id as id')) as readonly { readonly id: string }[]; // prettier-ignore
  const runs = (
    (await read('sys_schedule_run').whereIn(
      'id',
      latest.map(({ id }) => id),
    )) as Row[]
  ).map(runOf);
  const deliveries = await deliveriesOf(read, runs.map(({ id }) => id)); // prettier-ignore
  return new Map(
    runs.map((run) => {
      const own = deliveries.filter(({ runId }) => runId === run.id);
      const good = own.filter(({ state }) => ['sent', 'empty'].includes(state)).length;
      const bad = own.filter(({ state }) => ['failed', 'skipped'].includes(state)).length;
      return [run.scheduleId, { at: run.createdAt, state: run.state, error: run.error, good, bad }] as const;
    }),
  );
}

/** One's own, or for who operates the site anybody's; all others are as unknown as none. */
async function find(
  context: Context,
  id: string,
  options: { readonly deleted?: boolean; readonly own?: boolean } = {},
) {
  const query = context.database.read('sys_schedule').where({ id });
  const row = (await (options.deleted ? query.whereNotNull('deleted_at') : query.whereNull('deleted_at')).first()) as Row | undefined; // prettier-ignore
  const schedule = row && scheduleOf(row);
  const mayAct = schedule && (isMine(context, schedule) || (!options.own && context.access.has('operate')));
  if (!mayAct) throw notFound();
  return schedule;
}

export async function readSchedule(context: Context, id: string) {
  return (await tell(context, [await find(context, id)]))[0]!;
}

/** Who left and is named still has left: only they come back. */
const columnsOf = (body: ScheduleBody, left: readonly string[] = []) => ({
  kind: body.kind,
  target: body.target,
  title: body.title,
  body: storedBody(
    body,
    left.filter((id) => body.recipients.some(({ user }) => user === id)),
  ),
  cron: body.cron,
  zone: body.zone,
});

const dueAfter = (context: Context, body: ScheduleBody): string | null =>
  nextDue(body, context.clock.now())?.toISOString() ?? null;

export async function createSchedule(context: Context, body: ScheduleBody) {
  await checkSchedule(context, body);
  const [held] = await context.database
    .read('sys_schedule')
    .where({ owner_id: context.principal.id })
    .whereNull('deleted_at')
    .count({ n: '*' });
  if (Number(held?.['n'] ?? 0) >= mostSchedules)
    throw unprocessable('TOO_MANY_SCHEDULES', say`A person may have ${{ most: mostSchedules }} schedules: delete one that is no longer needed.`); // prettier-ignore
  const now = context.clock.now().toISOString();
  const id = context.newId();
  await context.database.write(async (transaction) => {
    await transaction('sys_schedule').insert({
      id, owner_id: context.principal.id, ...columnsOf(body), next_at: dueAfter(context, body),
      paused: 0, version: 1, created_at: now, updated_at: now,
    }); // prettier-ignore
    await tellLog(context, transaction, 'schedule.saved', { id, body });
  });
  return readSchedule(context, id);
}

export async function changeSchedule(context: Context, id: string, version: number, body: ScheduleBody) {
  const schedule = await find(context, id, { own: true });
  await checkSchedule(context, body);
  const next_at = schedule.paused ? null : dueAfter(context, body);
  await store(
    context,
    schedule,
    version,
    { ...columnsOf(body, schedule.left), next_at },
    { type: 'schedule.saved', body },
  );
  return readSchedule(context, id);
}

export async function pauseSchedule(context: Context, id: string, paused: boolean) {
  const schedule = await find(context, id, paused ? {} : { own: true });
  const next_at = paused ? null : dueAfter(context, schedule.body);
  const values = { paused: paused ? 1 : 0, pause_reason: null, next_at };
  await store(context, schedule, schedule.version, values, { type: 'schedule.saved' });
  return readSchedule(context, id);
}

export async function deleteSchedule(context: Context, id: string): Promise<void> {
  const schedule = await find(context, id);
  const values = { deleted_at: context.clock.now().toISOString(), next_at: null };
  await store(context, schedule, schedule.version, values, { type: 'schedule.deleted' });
}

/** Undoes a deletion. */
export async function restoreSchedule(context: Context, id: string) {
  const schedule = await find(context, id, { deleted: true });
  const next_at = schedule.paused ? null : dueAfter(context, schedule.body);
  await store(context, schedule, schedule.version, { deleted_at: null, next_at }, { type: 'schedule.saved' });
  return readSchedule(context, id);
}

async function store(
  context: Context,
  schedule: Schedule,
  version: number,
  values: object,
  event: { readonly type: string; readonly body?: ScheduleBody },
): Promise<void> {
  await context.database.write(async (transaction) => {
    const changed = await transaction('sys_schedule')
      .where({ id: schedule.id, version })
      .update({ ...values, version: version + 1, updated_at: context.clock.now().toISOString() });
    if (changed === 0) {
      throw conflict('VERSION_CONFLICT', 'Somebody changed this schedule in the meantime. Nothing was saved.', {
        details: { version: schedule.version },
      });
    }
    await tellLog(context, transaction, event.type, { id: schedule.id, body: event.body ?? schedule.body });
  });
}

async function tellLog(
  context: Context,
  transaction: Transaction,
  type: string,
  { id, body }: { readonly id: string; readonly body: ScheduleBody },
): Promise<void> {
  const outside = body.recipients.flatMap(({ address }) => address ?? []);
  const data = { schedule: id, [body.kind]: body.target, ...(outside.length > 0 ? { to: outside } : {}) };
  await recordEvent(context, transaction, { type, userId: context.principal.id, data });
}

/** To its owner alone, at once. */
export async function testSchedule(context: Context, id: string): Promise<{ readonly run: string }> {
  const schedule = await find(context, id, { own: true });
  if (!context.mail)
    throw conflict('MAIL_OFF', 'This site sends no mail: its administrator has not set a mail server.');
  // One at a time: whoever presses again gets the one that is on its way.
  const open = (await context.database
    .read('sys_schedule_run')
    .where({ schedule_id: id, cause: 'test' })
    .whereIn('state', ['queued', 'running'])
    .first('id')) as { readonly id: string } | undefined;
  if (open) return { run: open.id };
  const run = context.newId();
  const now = context.clock.now().toISOString();
  await context.database.write((transaction) =>
    enqueueRun(transaction, schedule, { id: run, cause: 'test', now, dueKey: `test:${run}` }, (job, inside) =>
      context.jobs.enqueue(job, inside),
    ),
  );
  return { run };
}

/** The latest runs with their mails; who operates the site sees how they went, not to whom outside. */
export async function readRuns(context: Context, id: string) {
  const schedule = await find(context, id);
  const { read } = context.database;
  const runs = ((await read('sys_schedule_run').where({ schedule_id: id }).orderBy('id', 'desc').limit(shownRuns)) as Row[]).map(runOf); // prettier-ignore
  const deliveries = await deliveriesOf(read, runs.map((run) => run.id)); // prettier-ignore
  const names = await readLabels(context, 'user', deliveries.flatMap(({ userId }) => userId ?? [])); // prettier-ignore
  const mine = isMine(context, schedule);
  const tellsAll = mine && mayCountAll(context, schedule.body);
  const tell: TellDelivery = {
    name: (each) => nameOf(each, names, mine),
    tellsRows: ({ userId }) => tellsAll || (mine && (userId === null || userId === schedule.ownerId)),
  };
  return { runs: runs.map((run) => tellRun(run, deliveries, tell)) };
}

/**
 * Whether the rows that others may see are no news to this person: of all that the report counts they see every row. Else
 * how many rows somebody else was sent, or that there were none, would tell of records behind their own rights.
 */
function mayCountAll({ access, release, registries }: Context, { kind, target }: ScheduleBody): boolean {
  const { model } = release;
  const document = kind === 'report' ? model.find('report', target) : model.find('dashboard', target);
  const isWhole = (entity: string) => JSON.stringify(access.filter('read', entity)) === '{"and":[]}';
  return (document?.datasets ?? []).every(
    ({ source }) => entitiesRead(source, model, registries)?.every(isWhole) ?? isWritten(source, model, registries),
  );
}

interface TellDelivery {
  name(delivery: Delivery): string | null;
  /** Whether they may know how many rows there were, and that there were none. */
  tellsRows(delivery: Delivery): boolean;
}

const nameOf = (delivery: Delivery, names: ReadonlyMap<string, string | null>, mine: boolean): string | null =>
  delivery.userId === null ? (mine ? delivery.address : null) : (names.get(delivery.userId) ?? null);

function tellRun(run: ScheduleRun, all: readonly Delivery[], tell: TellDelivery) {
  const { id, cause, state, error, createdAt, endedAt } = run;
  const deliveries = all
    .filter(({ runId }) => runId === id)
    .map((each) => ({
      id: each.id, to: tell.name(each), outside: each.userId === null, error: each.error, endedAt: each.endedAt,
      ...(tell.tellsRows(each) ? { state: each.state, rows: each.rows, attempts: each.attempts } : { state: veiled(each.state), rows: null, attempts: null }),
    })); // prettier-ignore
  return { id, cause, state, error, at: createdAt, endedAt, deliveries };
}

/** Sent, or nothing to send: which of the two is not told. */
const veiled = (state: Delivery['state']) => (state === 'sent' || state === 'empty' ? ('done' as const) : state);
