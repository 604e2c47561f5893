/** Schedules of reports and dashboards over HTTP (docs/schedules.md). */
import { Type } from '@sinclair/typebox';
import { closed, oneOf, Ulid } from '../../metadata/schema/common.js';
import { ScheduleSchema } from '../../metadata/schema/schedule.js';
import type { Context } from '../context.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { parseVersion } from '../records/parse-request.js';
import { forbidden } from '../errors.js';
import { channelOf } from './channel-of.js';
import { checkCycle } from './check-schedule.js';
import { nextDues } from './due-runs.js';
import { formatsOf, linkOnly } from './make-files.js';
import { listReceived, receive } from './received.js';
import {
  changeSchedule, createSchedule, deleteSchedule, listSchedules, pauseSchedule, readRuns, readSchedule, restoreSchedule, testSchedule,
} from './schedules.js'; // prettier-ignore

/** With whether each can send here. */
const channelsOf = (context: Context) =>
  context.registries.channel.list().map(({ id, label, icon, outside = false }) => {
    const off = channelOf(context, { channel: id })?.problem(context);
    return { id, label, icon, outside, on: off === undefined };
  });

const params = closed({ id: Ulid });
type Told = Awaited<ReturnType<typeof readSchedule>>;
const tagged = (status: number, schedule: Told) =>
  new Reply(status, { json: schedule }, { ETag: `"${schedule.version}"` });

export const scheduleRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/schedules',
    right: 'session',
    summary: 'One’s own schedules; with show=all and the right operate those of everybody.',
    query: closed({ show: Type.Optional(oneOf(['own', 'all'])) }),
    async handler(context, { query }) {
      const all = query['show'] === 'all';
      if (all && !context.access.has('operate'))
        throw forbidden('RIGHT_MISSING', 'You need the right "operate" to see the schedules of others.');
      return { schedules: await listSchedules(context, all) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/schedules/offer',
    right: 'session',
    summary: 'What a schedule may have here: whether mail is on, formats by kind, the zone of the site.',
    async handler(context) {
      const [report, dashboard] = await Promise.all([formatsOf('report'), formatsOf('dashboard')]);
      return {
        mail: context.mail !== undefined,
        channels: channelsOf(context),
        zone: context.release.model.settings.timeZone,
        formats: { report: [...report, linkOnly], dashboard: [...dashboard, linkOnly] },
      };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/schedules/received',
    right: 'session',
    summary: 'What others send this person by the clock.',
    handler: async (context) => ({ received: await listReceived(context) }),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/schedules/:id/recipient',
    right: 'session',
    summary: 'Leaves a schedule of somebody else: nothing of it is sent to this person any more.',
    params,
    async handler(context, { params: { id } }) {
      await receive(context, id!, false);
      return new Reply(204, { empty: true });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/schedules/:id/recipient',
    right: 'session',
    summary: 'Comes back to a schedule that this person has left.',
    params,
    async handler(context, { params: { id } }) {
      await receive(context, id!, true);
      return new Reply(204, { empty: true });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/schedules/cycle',
    right: 'session',
    whileViewing: true,
    summary: 'The next five times of a cycle.',
    body: Type.Pick(ScheduleSchema, ['cron', 'zone', 'starts', 'ends'], { additionalProperties: false }),
    async handler(context, { body }) {
      checkCycle(context, body);
      return { next: nextDues(body, context.clock.now(), 5).map((at) => at.toISOString()) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/schedules',
    right: 'report.run',
    summary: 'Schedules a report or dashboard; it is sent with the rights of each recipient.',
    body: ScheduleSchema,
    handler: async (context, { body }) => tagged(201, await createSchedule(context, body)),
  }),
  defineRoute({
    method: 'GET',
    path: '/schedules/:id',
    right: 'session',
    summary: 'One schedule.',
    params,
    handler: async (context, { params: { id } }) => tagged(200, await readSchedule(context, id!)),
  }),
  defineRoute({
    method: 'PUT',
    path: '/schedules/:id',
    right: 'report.run',
    summary: 'Changes one’s own schedule; If-Match is the version that was seen.',
    params,
    body: ScheduleSchema,
    handler: async (context, { params: { id }, body, ifMatch }) =>
      tagged(200, await changeSchedule(context, id!, parseVersion(ifMatch), body)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/schedules/:id',
    right: 'session',
    summary: 'Deletes a schedule; it can be restored.',
    params,
    async handler(context, { params: { id } }) {
      await deleteSchedule(context, id!);
      return new Reply(204, { empty: true });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/schedules/:id/restore',
    right: 'session',
    summary: 'Takes the deletion of a schedule back.',
    params,
    handler: async (context, { params: { id } }) => tagged(200, await restoreSchedule(context, id!)),
  }),
  defineRoute({
    method: 'POST',
    path: '/schedules/:id/pause',
    right: 'session',
    summary: 'Lets a schedule stand still, or go on; only its owner lets it go on.',
    params,
    body: closed({ paused: Type.Boolean() }),
    handler: async (context, { params: { id }, body }) => tagged(200, await pauseSchedule(context, id!, body.paused)),
  }),
  defineRoute({
    method: 'POST',
    path: '/schedules/:id/test',
    right: 'report.run',
    summary: 'Sends it to its owner alone, at once.',
    params,
    handler: async (context, { params: { id } }) => new Reply(202, { json: await testSchedule(context, id!) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/schedules/:id/runs',
    right: 'session',
    summary: 'The latest runs of a schedule with each of their mails.',
    params,
    handler: (context, { params: { id } }) => readRuns(context, id!),
  }),
];
