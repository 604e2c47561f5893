/** What a person may schedule: asked with their rights when it is saved, and again at each run. */
import type { ScheduleBody } from '../../metadata/schema/schedule.js';
import type { Problem } from '../../metadata/value.js';
import { problem, say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { forbidden, invalid, unprocessable } from '../errors.js';
import { readLabels } from '../records/read/labels.js';
import { parametersOf } from '../reports/datasets.js';
import { findSendable } from '../reports/sendable.js';
import { channelOf, usualChannel } from './channel-of.js';
import { cycleProblem, leastMinutes, type Cycle } from './due-runs.js';
import { formatsOf, linkOnly } from './make-files.js';

/** Throws 403 or 422 with the place of what is wrong. */
export async function checkSchedule(context: Context, body: ScheduleBody): Promise<void> {
  checkCycle(context, body);
  checkChannel(context, body);
  await checkFormats(context, body);
  const problems = await recipientProblems(context, body);
  if (problems.length > 0) throw invalid(problems, problems[0]!.code);
  checkParameters(context, body);
}

/** Throws 422 for a time, zone or day that is none, and for what would come too often. */
export function checkCycle(context: Context, cycle: Cycle): void {
  const found = cycleProblem(cycle, context.clock.now());
  if (!found) return;
  const words = {
    UNKNOWN_ZONE: say`There is no time zone "${{ zone: cycle.zone }}".`,
    INVALID_DATE: say`This is no day of the calendar.`,
    ENDS_BEFORE_START: say`The last day lies before the first.`,
    INVALID_CRON: say`This is no cycle of five fields: minute, hour, day, month, day of the week.`,
    NEVER_DUE: say`This never falls due.`,
    TOO_OFTEN: say`Between two runs at least ${{ minutes: leastMinutes }} minutes must lie.`,
  }[found.code]!;
  throw unprocessable(found.code, words, { path: `/${found.key}` });
}

function checkChannel(context: Context, { channel = usualChannel }: ScheduleBody): void {
  if (channelOf(context, { channel })) return;
  throw unprocessable('UNKNOWN_CHANNEL', say`There is no way of sending called "${{ channel }}".`, {
    path: '/channel',
  });
}

async function checkFormats(context: Context, { kind, formats }: ScheduleBody): Promise<void> {
  const known = [...(await formatsOf(kind)), linkOnly];
  const wrong = formats.findIndex((format) => !known.includes(format));
  if (wrong >= 0) {
    throw unprocessable('UNKNOWN_FORMAT', say`"${{ format: formats[wrong]! }}" is no format of it.`, {
      path: `/formats/${wrong}`,
    });
  }
  if (formats.some((format) => format !== linkOnly) && !context.access.has('report.export'))
    throw forbidden('NOT_ALLOWED', 'Your roles do not let you export reports.');
}

function checkParameters(context: Context, { kind, target, parameters = {}, recipients }: ScheduleBody): void {
  const document = findSendable(context, kind, target);
  // As unknown as one that does not exist.
  if (!document)
    throw unprocessable('UNKNOWN_TARGET', 'There is no such report or dashboard for you.', { path: '/target' });
  for (const recipient of recipients) {
    parametersOf(context, document.parameters ?? [], { ...parameters, ...recipient.parameters });
  }
}

async function recipientProblems(
  context: Context,
  { recipients, channel = usualChannel }: ScheduleBody,
): Promise<readonly Problem[]> {
  const outside = recipients.findIndex(({ address }) => address !== undefined);
  if (outside >= 0 && !context.access.has('report.send.outside')) {
    const words = 'Your roles do not let you send reports to addresses outside.';
    throw forbidden('NOT_ALLOWED', words, { path: `/recipients/${outside}/address` });
  }
  const takesOutside = context.registries.channel.find(channel)?.outside === true;
  const server = channelOf(context, { channel });
  const ids = recipients.flatMap(({ user }) => user ?? []);
  const seen = await readLabels(context, 'user', ids);
  const known = (await context.database
    .read('sys_account')
    .whereIn('user_id', ids)
    .where('disabled', 0)
    .select('user_id')) as readonly { readonly user_id: string }[];
  const active = new Set(known.map(({ user_id }) => user_id));
  const told = new Set<string>();
  const problems: Problem[] = [];
  recipients.forEach(({ user, address }, index) => {
    const path = `/recipients/${index}`;
    const key = user ?? address?.toLowerCase();
    if (key === undefined || (user !== undefined && address !== undefined))
      problems.push(problem(path, 'RECIPIENT_NEEDED', 'A recipient is a person or an address, one of both.'));
    else if (user !== undefined && !(seen.has(user) && active.has(user)))
      problems.push(problem(`${path}/user`, 'UNKNOWN_RECIPIENT', 'There is no such person who can sign in.'));
    else if (address !== undefined && !takesOutside)
      problems.push(problem(`${path}/address`, 'NOT_OUTSIDE', 'This way of sending reaches people of the site only.'));
    else if (address !== undefined && server?.isAddress?.(address) === false)
      problems.push(problem(`${path}/address`, 'INVALID_ADDRESS', 'This is no mail address.'));
    else if (told.has(key)) problems.push(problem(path, 'RECIPIENT_TWICE', 'This recipient is there already.'));
    if (key !== undefined) told.add(key);
  });
  return problems;
}
