/** Schedules and shared links: rows of people, no documents. What a request may state of them. */
import { Type, type Static } from '@sinclair/typebox';
import { closed, Name, oneOf, Ulid } from './common.js';

/** One line: it names the mail and the file. */
const Line = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+$' });
const Parameters = Type.Record(Type.String({ maxLength: 41 }), Type.Unknown(), { maxProperties: 60 });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });

export const sendableKinds = ['report', 'dashboard'] as const;
export type SendableKind = (typeof sendableKinds)[number];

/** A person who signs in, or an address of somebody else; parameters besides those of the schedule are theirs alone. */
export const RecipientSchema = closed({
  user: Type.Optional(Ulid),
  address: Type.Optional(Line(254)),
  parameters: Type.Optional(Parameters),
});
export type Recipient = Static<typeof RecipientSchema>;

export const ScheduleSchema = closed({
  title: Line(200),
  kind: oneOf(sendableKinds),
  target: Name,
  parameters: Type.Optional(Parameters),
  /** A channel that is registered; mail unless stated. */
  channel: Type.Optional(Name),
  /** `link` sends no file. Which others there are depends on the kind (`GET /api/schedules/offer`). */
  formats: Type.Array(Type.String({ pattern: '^[a-z]{2,8}$' }), { minItems: 1, maxItems: 4, uniqueItems: true }),
  /** Words above the link and the files. */
  message: Type.Optional(Type.String({ maxLength: 2000 })),
  /** Five fields: minute, hour, day of the month (`L` is the last), month, day of the week. */
  cron: Line(120),
  zone: Type.String({ minLength: 1, maxLength: 60 }),
  /** First and last day, by the calendar of the zone. */
  starts: Type.Optional(Day),
  ends: Type.Optional(Day),
  /** A recipient for whom nothing is found gets no mail. */
  onlyIfRows: Type.Optional(Type.Boolean()),
  recipients: Type.Array(RecipientSchema, { minItems: 1, maxItems: 50 }),
});
export type ScheduleBody = Static<typeof ScheduleSchema>;

/** Hours a link lives: from one to ninety days. */
export const SharedLinkSchema = closed({
  kind: oneOf(sendableKinds),
  target: Name,
  title: Type.Optional(Line(200)),
  parameters: Type.Optional(Parameters),
  hours: Type.Integer({ minimum: 1, maximum: 2160 }),
  /** Readers may take the rows along in a file. */
  export: Type.Optional(Type.Boolean()),
  /** Pages of the sites in TRELLIS_EMBED_ORIGINS may show it in a frame. */
  embed: Type.Optional(Type.Boolean()),
});
export type SharedLinkBody = Static<typeof SharedLinkSchema>;
