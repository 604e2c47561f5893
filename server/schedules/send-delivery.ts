/**
 * One delivery of a run:  rights of its recipient, now -> files -> mail -> noted as sent
 *
 * Sent once as far as it can be known: a delivery that is noted as sent is never sent again. When the process dies after
 * the mail server has taken the mail and before that is noted, it is sent again under the same message id, by which mailboxes
 * know it as the same (docs/schedules.md).
 */
import { accentColours } from '../../metadata/theme/accent.js';
import { activeTheme } from '../../metadata/theme/active-theme.js';
import { labelText, type Language } from '../../metadata/value.js';
import type { Value } from '../../metadata/value.js';
import { parameterQuery } from '../../metadata/query/parameter-query.js';
import type { ScheduleBody } from '../../metadata/schema/schedule.js';
import { localDateTime } from '../../metadata/time.js';
import { recordEvent } from '../access/audit.js';
import type { Context } from '../context.js';
import { ApiError } from '../errors.js';
import { UnrecoverableJobError, type JobRun } from '../jobs/port.js';
import { findSendable } from '../reports/sendable.js';
import { channelOf } from './channel-of.js';
import { DeliveryRefused } from './delivery-refused.js';
import { endRun } from './end-run.js';
import { linkOnly, makeFiles } from './make-files.js';
import { mailBody } from './mail-words.js';
import { findDelivery, findRun, findSchedule, openStates, type Delivery, type DeliveryState, type Schedule, type ScheduleRun } from './schedule-rows.js'; // prettier-ignore

/** Attempts of one delivery: with the pauses between them a mail server may be away for some hours. */
export const deliveryAttempts = 12;

/** Bytes of all files of one mail; most servers take no more. */
const mostBytes = 20_000_000;

interface End {
  readonly state: DeliveryState;
  readonly rows?: number;
  readonly files?: readonly string[];
  readonly error?: string;
}

/** Why a recipient gets nothing, without it being a failure. */
class Skipped extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

export async function sendDelivery(
  system: Context,
  { delivery: id }: { readonly delivery: string },
  job: JobRun,
): Promise<unknown> {
  const delivery = await findDelivery(system.database.read, id);
  if (!delivery || !openStates.includes(delivery.state)) return { state: delivery?.state ?? 'gone' };
  const schedule = await findSchedule(system.database.read, delivery.scheduleId);
  const run = await findRun(system.database.read, delivery.runId);
  if (!schedule || !run || schedule.deletedAt !== null)
    return finish(system, delivery, { state: 'skipped', error: 'DELETED' });
  try {
    return await finish(system, delivery, await attempt(system, delivery, run, schedule));
  } catch (error) {
    if (error instanceof Skipped) return finish(system, delivery, { state: 'skipped', error: error.code });
    if (error instanceof DeliveryRefused) return failed(system, delivery, error.reason, error);
    // What its recipient is refused is refused the next time too.
    if (error instanceof ApiError && error.status < 500 && error.status !== 429)
      return finish(system, delivery, { state: 'skipped', error: error.code });
    if (job.attempt >= deliveryAttempts) return failed(system, delivery, 'NOT_DELIVERED', error);
    await note(system, delivery, 'queued', 'WILL_BE_TRIED_AGAIN');
    throw error;
  }
}

/** The job fails for good, so that it stands among the failed ones; the log of the run says the same. */
async function failed(system: Context, delivery: Delivery, code: string, cause: unknown): Promise<never> {
  system.log.warn({ delivery: delivery.id, code, error: cause }, 'A report could not be delivered');
  await finish(system, delivery, { state: 'failed', error: code });
  throw new UnrecoverableJobError('The mail could not be delivered.', { cause });
}

async function attempt(system: Context, delivery: Delivery, run: ScheduleRun, schedule: Schedule): Promise<End> {
  const { body, left } = schedule;
  const channel = channelOf(system, body);
  const off = channel ? channel.problem(system) : 'CHANNEL_GONE';
  if (!channel || off !== undefined) throw new Skipped(off ?? 'CHANNEL_GONE');
  const isOutside = delivery.userId === null;
  const owner = await person(system, run.ownerId, 'OWNER_GONE');
  if (isOutside && !owner.access.has('report.send.outside')) throw new Skipped('OUTSIDE_RIGHT_MISSING');
  const reader = isOutside ? owner : await person(system, delivery.userId!, 'RECIPIENT_GONE');
  const formats = body.formats.filter((format) => format !== linkOnly);
  if (!reader.access.has('report.run')) throw new Skipped('RUN_RIGHT_MISSING');
  if (formats.length > 0 && !reader.access.has('report.export')) throw new Skipped('EXPORT_RIGHT_MISSING');
  const document = findSendable(reader, body.kind, body.target);
  if (!document) throw new Skipped('NOT_TO_BE_SEEN');
  const address = delivery.address ?? (await channel.addressOf(system, delivery.userId!));
  if (address === undefined) throw new Skipped('NO_ADDRESS');
  const recipient = body.recipients.find((each) => (isOutside ? each.address === delivery.address : each.user === delivery.userId)); // prettier-ignore
  const isGone = !recipient || left.includes(delivery.userId ?? '');
  if (isGone && run.cause === 'due') throw new Skipped('REMOVED');
  const parameters = { ...body.parameters, ...recipient?.parameters };
  const made = await makeFiles(reader, document, { formats, title: body.title, parameters });
  if (made.rows === 0 && body.onlyIfRows) return { state: 'empty', rows: 0 };
  if (made.files.reduce((sum, file) => sum + file.bytes.byteLength, 0) > mostBytes)
    throw new Skipped('FILES_TOO_LARGE');
  const files = made.files.map((file) => file.fileName);
  const { language } = reader.principal;
  // Only who signs in can leave by themselves; who owns it deletes it.
  const isOthers = !isOutside && delivery.userId !== schedule.ownerId;
  const leave = isOthers && system.siteUrl !== undefined ? `${system.siteUrl}/schedules?tab=received` : undefined;
  const words = mailBody(language, {
    title: body.title,
    time: `${localDateTime(system.clock.now().toISOString(), body.zone).slice(0, 16).replace('T', ' ')} (${body.zone})`,
    message: body.message,
    files,
    rows: made.rows,
    href: isOutside ? undefined : pageOf(system, body, parameters),
    owner: owner.principal.name,
    outside: isOutside,
    test: run.cause === 'test',
    leave,
    site: siteLook(reader),
  });
  await note(system, delivery, 'sending', null);
  const { messageId } = delivery;
  await channel.send(system, { id: messageId, address, title: body.title, ...words, language, files: made.files, ...(leave === undefined ? {} : { leave }) }); // prettier-ignore
  await tellLog(system, delivery, body);
  return { state: 'sent', rows: made.rows, files };
}

/** What the mail is headed by, in its reader's language. */
function siteLook({ release: { model }, principal }: Context) {
  const theme = activeTheme(model);
  const name = labelText(theme?.title ?? model.settings.title ?? 'Trellis', principal.language as Language);
  return { name, ...(theme?.accent === undefined ? {} : { accent: accentColours(theme.accent, 'light').text }) };
}

async function person(system: Context, userId: string, code: string): Promise<Context> {
  try {
    return await system.asPerson!(userId, system.requestId);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'PERMISSION_CHANGED') throw new Skipped(code);
    throw error;
  }
}

function pageOf({ siteUrl }: Context, body: ScheduleBody, parameters: Readonly<Record<string, unknown>>) {
  if (siteUrl === undefined) return undefined;
  const query = new URLSearchParams(parameterQuery(parameters as Readonly<Record<string, Value>>)).toString();
  return `${siteUrl}/${body.kind}/${encodeURIComponent(body.target)}${query === '' ? '' : `?${query}`}`;
}

/** One line of the log for each file that left, as for those that somebody takes. */
async function tellLog(system: Context, delivery: Delivery, body: ScheduleBody): Promise<void> {
  const data = {
    [body.kind]: body.target,
    formats: body.formats,
    schedule: delivery.scheduleId,
    ...(delivery.userId === null ? { to: delivery.address } : {}),
  };
  const event = { type: 'report.sent', ...(delivery.userId === null ? {} : { userId: delivery.userId }), data };
  await system.database.write((transaction) => recordEvent(system, transaction, event));
}

async function note(system: Context, { id }: Delivery, state: DeliveryState, error: string | null): Promise<void> {
  await system.database.write(async (transaction) => {
    await transaction('sys_delivery').where({ id }).whereIn('state', [...openStates]).update({ state, error, attempts: transaction.raw(state === 'sending' ? 'attempts + 1' : 'attempts') }); // prettier-ignore
  });
}

async function finish(system: Context, delivery: Delivery, end: End): Promise<unknown> {
  const ended_at = system.clock.now().toISOString();
  const files = end.files ? JSON.stringify(end.files) : null;
  await system.database.write(async (transaction) => {
    const changed = await transaction('sys_delivery')
      .where({ id: delivery.id })
      .whereIn('state', [...openStates])
      .update({ state: end.state, rows: end.rows ?? null, files, error: end.error ?? null, ended_at });
    if (changed > 0) await endRun(system, transaction, delivery.runId, ended_at);
  });
  return { state: end.state, ...(end.error === undefined ? {} : { error: end.error }) };
}
