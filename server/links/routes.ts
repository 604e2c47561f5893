/**
 * Links over HTTP: one's own for who is signed in, and what a token opens for everybody. The routes below /shared are the
 * only ones that look at a token; they take no parameters but which rows of the sheet are asked for, read nothing else, and
 * know no session. Sheets are made as for the reader's page: in work processes where they are large, by pages, ended when
 * nobody waits.
 */
import { Type } from '@sinclair/typebox';
import { closed, oneOf, Ulid } from '../../metadata/schema/common.js';
import type { ReportDocument } from '../../metadata/schema/report.js';
import { SharedLinkSchema } from '../../metadata/schema/schedule.js';
import type { DashboardDocument } from '../../metadata/schema/dashboard.js';
import { labelText } from '../../metadata/value.js';
import { recordEvent } from '../access/audit.js';
import type { Context } from '../context.js';
import { ApiError, forbidden } from '../errors.js';
import { defineRoute, Reply, type Route, type RouteInput } from '../http/route.js';
import type { Turns } from '../work/turns.js';
import { createTurns } from '../work/turns.js';
import type { GuessLimit } from './guess-limit.js';
import { createLink, gone, listLinks, openLink, revokeLink, type OpenedLink } from './links.js';
import type { Openings } from './openings.js';
import { pageAsked, rowsQuery } from './rows-query.js';
import { reportDictionaries, sharedDashboard, sharedWidgets } from './shared-app.js';

export interface LinkRoutesOptions {
  readonly guesses: GuessLimit;
  readonly openings: Openings;
  /** Of pages that may show a link in a frame; none: nobody may. */
  readonly embedOrigins: readonly string[];
  readonly turns?: Turns;
}

/** Any text may be tried: what is no token is told the same as one that is over. */
const tokenParams = closed({ token: Type.String({ maxLength: 200 }) });
const partParams = closed({ token: Type.String({ maxLength: 200 }), widget: Type.String({ maxLength: 40 }) });

/** No trace of the address in what is followed, in search engines, in caches. */
const quiet = { 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex, nofollow' };

export function linkRoutes({
  guesses,
  openings,
  embedOrigins,
  turns = createTurns(),
}: LinkRoutesOptions): readonly Route[] {
  /** Everything that goes wrong with what a link shows is the same to its reader; only busy and broken are told apart. */
  const open = async <T>(
    context: Context,
    { params, client, signal }: Pick<RouteInput, 'params' | 'client' | 'signal'>,
    work: (opened: OpenedLink) => Promise<T>,
  ): Promise<T> => {
    await guesses.check(client.address);
    try {
      const found = await openLink(context, params['token']!);
      const opened = { ...found, context: { ...found.context, signal } };
      return await turns.take(`link ${opened.id}`, () => work(opened), signal);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500 || error.status === 429) throw error;
      if (error.code === 'LINK_GONE') await guesses.failed(client.address);
      throw gone();
    }
  };

  return [
    defineRoute({
      method: 'GET',
      path: '/links',
      right: 'session',
      summary: 'One’s own links; with show=all and the right operate those of everybody.',
      query: closed({ show: Type.Optional(oneOf(['own', 'all'])) }),
      async handler(context, { query }) {
        const all = query['show'] === 'all';
        if (all && !context.access.has('operate'))
          throw forbidden('RIGHT_MISSING', 'You need the right "operate" to see the links of others.');
        return { links: await listLinks(context, all, openings), embed: embedOrigins.length > 0 };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/links',
      right: 'report.share',
      summary: 'Makes a link to a report or dashboard with these parameters; its token is told this once.',
      body: SharedLinkSchema,
      async handler(context, { body }) {
        const { token, ...link } = await createLink(context, body);
        return new Reply(201, { json: { ...link, token, path: `/shared/${token}` } });
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/links/:id',
      right: 'session',
      summary: 'Takes a link back, for good.',
      params: closed({ id: Ulid }),
      async handler(context, { params }) {
        await revokeLink(context, params['id']!);
        return new Reply(204, { empty: true });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/shared/:token',
      right: 'public',
      summary: 'What a link shows: the head of a report, of which the rows are asked for, or the parts of a dashboard.',
      params: tokenParams,
      handler: (context, input) =>
        open(context, input, (opened) => {
          // Counted with its head, not with each part.
          openings.note(opened.id);
          return Promise.resolve(new Reply(200, { json: headOf(opened) }, quiet));
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/shared/:token/rows',
      right: 'public',
      summary: 'The sheet of a report that a link shows, or a page of its rows.',
      params: tokenParams,
      query: rowsQuery,
      handler: (context, input) => {
        const page = pageAsked(input.query);
        return open(context, input, async ({ body, document, context: maker }) => {
          if (document.kind !== 'report') throw gone();
          const { answerRun } = await import('../reports/answer-run.js');
          const request = { parameters: body.parameters ?? {}, still: true, ...(page ? { page } : {}) };
          const { status, content } = await answerRun(maker, document, request, input.signal);
          return new Reply(status, content, quiet);
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/shared/:token/data/:widget',
      right: 'public',
      summary: 'Rows for one part of a dashboard that a link shows.',
      params: partParams,
      handler: (context, input) =>
        open(context, input, async ({ body, document, context: maker }) => {
          if (document.kind !== 'dashboard') throw gone();
          const widget = input.params['widget']!;
          if (!sharedWidgets(document).some(({ id }) => id === widget)) throw gone();
          const { widgetData } = await import('../reports/dashboard-data.js');
          try {
            const { datasets } = await widgetData(maker, document.name, { widget, parameters: body.parameters ?? {} });
            return new Reply(200, { json: { datasets } }, quiet);
          } catch (error) {
            // One part that may not be read does not end the link.
            if (error instanceof ApiError && error.status === 403)
              return new Reply(200, { json: { noAccess: true } }, quiet);
            throw error;
          }
        }),
    }),
    defineRoute({
      method: 'POST',
      path: '/shared/:token/file',
      right: 'public',
      summary: 'The report of a link as a workbook, where the link allows it.',
      params: tokenParams,
      handler: (context, input) =>
        open(context, input, async ({ id, body, document, context: maker }) => {
          if (body.export !== true || document.kind !== 'report' || !maker.access.has('report.export')) throw gone();
          const { exportReport } = await import('../reports/exports/export-report.js');
          const { title, parameters = {} } = body;
          const request = { format: 'xlsx', parameters, ...(title ? { title } : {}) } as const;
          const { counts: _counts, ...file } = await exportReport(maker, document, request, { signal: input.signal });
          const event = { type: 'report.exported', address: input.client.address, data: { report: document.name, format: 'xlsx', link: id } }; // prettier-ignore
          await context.database.write((transaction) => recordEvent(context, transaction, event));
          return new Reply(200, file, quiet);
        }),
    }),
  ];
}

function headOf({ body, document, expiresAt, context }: OpenedLink) {
  const { language } = context.principal;
  const { settings } = context.release.model;
  const head = {
    kind: body.kind,
    title: body.title ?? labelText(document.label, language, document.name),
    language,
    at: context.clock.now().toISOString(),
    expiresAt,
    settings: { timeZone: settings.timeZone, currency: settings.currency, language: settings.language },
  };
  if (document.kind === 'dashboard') return { ...head, ...sharedDashboard(context, document as DashboardDocument) };
  const mayExport = body.export === true && context.access.has('report.export');
  return { ...head, export: mayExport, dictionaries: reportDictionaries(context, document as ReportDocument) };
}
