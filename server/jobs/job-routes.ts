/** Progress, cancel and retry of jobs: one's own, or everybody's with the right `operate`. */
import { Type } from '@sinclair/typebox';
import { closed, oneOf, Ulid } from '../../metadata/schema/common.js';
import { labelText } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { conflict, forbidden, notFound } from '../errors.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import type { JobRow } from './port.js';

const params = closed({ id: Ulid });

export const jobRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/jobs',
    right: 'session',
    summary: 'Lists own jobs, the newest first; `of=all` lists everybody’s and needs the right operate.',
    query: closed({
      of: Type.Optional(oneOf(['me', 'all'])),
      limit: Type.Optional(Type.String({ pattern: '^([1-9]|[1-9]\\d|1\\d\\d|200)$' })),
    }),
    findings: ['rows.error', 'rows.result.failed.problems'],
    async handler(context, { query }) {
      const all = query['of'] === 'all';
      if (all && !context.access.has('operate')) {
        throw forbidden('RIGHT_MISSING', 'You need the right "operate" to see the jobs of others.');
      }
      const limit = Number(query['limit'] ?? 50);
      const rows = await context.jobs.list({ limit, ...(all ? {} : { createdBy: context.principal.id }) });
      return { rows: rows.map((job) => describeJob(context, job)) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/jobs/:id',
    right: 'session',
    summary: 'State and progress of a job, and its result when it is done.',
    params,
    findings: ['error', 'result.failed.problems'],
    handler: async (context, input) => describeJob(context, await findOwn(context, input.params['id']!)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/jobs/:id',
    right: 'session',
    summary: 'Cancels a job: a waiting one at once, a running one as soon as it looks.',
    params,
    async handler(context, input) {
      const job = await findOwn(context, input.params['id']!);
      if (!(await context.jobs.cancel(job.id))) throw conflict('JOB_ENDED', 'This job has ended already.');
      return new Reply(204, { empty: true });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/jobs/:id/retry',
    right: 'session',
    summary: 'Runs a failed or cancelled job again.',
    params,
    async handler(context, input) {
      const job = await findOwn(context, input.params['id']!);
      if (!(await context.jobs.retry(job.id))) {
        throw conflict('JOB_NOT_FAILED', 'Only a failed or cancelled job can be run again.');
      }
      return describeJob(context, await findOwn(context, job.id));
    },
  }),
];

/** Somebody else's job is as unknown as one that never was. */
async function findOwn(context: Context, id: string): Promise<JobRow> {
  const job = await context.jobs.get(id);
  const mayAct = job?.createdBy === context.principal.id || context.access.has('operate');
  if (!job || !mayAct) throw notFound();
  return job;
}

/** The payload stays inside: it may hold what its owner typed, and means nothing to a reader. */
function describeJob(context: Context, { payload: _payload, ...job }: JobRow) {
  const type = context.registries.job.find(job.type);
  return { ...job, label: labelText(type?.label, context.principal.language, job.type) };
}
