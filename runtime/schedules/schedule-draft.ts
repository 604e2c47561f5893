/** A schedule as the dialog holds it, and back to what is saved. Pure. */
import type { GivenParameters } from '../../metadata/query/parameter-query.js';
import { cronOf, cycleOf, type Cycle } from '../../metadata/schedule/cycle.js';
import type { Value } from '../../metadata/value.js';
import type { Recipient, ScheduleBody, ScheduleRow, SendableKind } from './schedule-client.js';

export interface DraftRecipient {
  readonly user?: string;
  readonly address?: string;
  readonly label: string;
  readonly own?: GivenParameters;
  /** No longer wants it: nothing is sent until they come back themselves. */
  readonly left?: boolean;
}

/** What each kind of cycle needs is kept beside the others, so that going to and fro loses nothing. */
export interface ScheduleDraft {
  readonly title: string;
  readonly message: string;
  readonly kind: SendableKind;
  readonly target: string;
  readonly parameters: GivenParameters;
  readonly every: Cycle['every'];
  readonly time: string;
  readonly weekday: number;
  readonly day: number;
  readonly cron: string;
  readonly zone: string;
  readonly starts: string;
  readonly ends: string;
  readonly channel: string;
  readonly formats: readonly string[];
  readonly onlyIfRows: boolean;
  readonly recipients: readonly DraftRecipient[];
}

export interface DraftStart {
  readonly kind: SendableKind;
  readonly target: string;
  readonly title: string;
  readonly parameters: GivenParameters;
}

export function newDraft(
  start: DraftStart | undefined,
  options: { readonly zone: string; readonly me: { readonly id: string; readonly name: string } },
): ScheduleDraft {
  const { kind = 'report', target = '', title = '', parameters = {} } = start ?? {};
  return {
    kind, target, title, parameters, message: '', every: 'week', time: '08:00', weekday: 1, day: 1, cron: '0 8 * * 1', zone: options.zone,
    starts: '', ends: '', channel: 'mail', formats: [], onlyIfRows: false, recipients: [{ user: options.me.id, label: options.me.name }],
  }; // prettier-ignore
}

export function draftOf({ body, names = {}, left = [] }: ScheduleRow, zone: string): ScheduleDraft {
  const held = body!;
  const cycle = cycleOf(held.cron);
  const base = newDraft(undefined, { zone, me: { id: '', name: '' } });
  return {
    ...base,
    title: held.title,
    message: held.message ?? '',
    kind: held.kind,
    target: held.target,
    parameters: (held.parameters ?? {}) as Readonly<Record<string, Value>>,
    every: cycle.every,
    ...('time' in cycle ? { time: cycle.time } : {}),
    ...('weekday' in cycle ? { weekday: cycle.weekday } : {}),
    ...('day' in cycle ? { day: cycle.day } : {}),
    cron: held.cron,
    zone: held.zone,
    starts: held.starts ?? '',
    ends: held.ends ?? '',
    channel: held.channel ?? 'mail',
    formats: held.formats,
    onlyIfRows: held.onlyIfRows === true,
    recipients: held.recipients.map(({ user, address, parameters }) => ({
      ...(user === undefined ? { address: address! } : { user }),
      label: user === undefined ? address! : (names[user] ?? user),
      ...(parameters ? { own: parameters as Readonly<Record<string, Value>> } : {}),
      ...(user !== undefined && left.includes(user) ? { left: true } : {}),
    })),
  };
}

/** `08:30` of what is typed, in digits of any width; empty when it is no time of day. */
export function readTime(typed: string): string {
  const [, hours = '', minutes = '00'] = /^(\d{1,2})(?::(\d{2}))?$/.exec(typed.normalize('NFKC').trim()) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return '';
  return `${hours.padStart(2, '0')}:${minutes}`;
}

export function patternOf(draft: ScheduleDraft): string {
  const { every, time, weekday, day, cron } = draft;
  if (every === 'cron') return cronOf({ every, cron });
  if (every === 'week') return cronOf({ every, time, weekday });
  return every === 'month' ? cronOf({ every, time, day }) : cronOf({ every, time });
}

export const cycleBody = (draft: ScheduleDraft): Pick<ScheduleBody, 'cron' | 'zone' | 'starts' | 'ends'> => ({
  cron: patternOf(draft),
  zone: draft.zone,
  ...(draft.starts === '' ? {} : { starts: draft.starts }),
  ...(draft.ends === '' ? {} : { ends: draft.ends }),
});

export function bodyOf(draft: ScheduleDraft): ScheduleBody {
  const message = draft.message.trim();
  return {
    title: draft.title.trim(),
    kind: draft.kind,
    target: draft.target,
    parameters: draft.parameters,
    ...(draft.channel === 'mail' ? {} : { channel: draft.channel }),
    formats: [...draft.formats],
    ...(message === '' ? {} : { message }),
    ...cycleBody(draft),
    ...(draft.onlyIfRows ? { onlyIfRows: true } : {}),
    recipients: draft.recipients.map(({ user, address, own }): Recipient => ({
      ...(user === undefined ? { address: address! } : { user }),
      ...(own && Object.keys(own).length > 0 ? { parameters: own } : {}),
    })),
  };
}
