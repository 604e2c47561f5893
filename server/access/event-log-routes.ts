/** The log for administrators: read page by page, and as a file, which leaves an event itself. */
import { Readable } from 'node:stream';
import { Type } from '@sinclair/typebox';
import { logKindNames, type LogEntry, type LogKind } from '../../metadata/access/log-entry.js';
import { closed, oneOf, Ulid } from '../../metadata/schema/common.js';
import { isDate } from '../../metadata/time.js';
import { labelText, type Label } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { badRequest } from '../errors.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { csvCell } from '../records/export/csv-cell.js';
import { recordEvent } from './audit.js';
import { readLog, type LogRequest } from './event-log.js';

const asked = {
  person: Type.Optional(Ulid),
  kind: Type.Optional(oneOf(logKindNames as [LogKind, ...LogKind[]])),
  from: Type.Optional(Type.String({ maxLength: 10 })),
  to: Type.Optional(Type.String({ maxLength: 10 })),
  find: Type.Optional(Type.String({ maxLength: 200 })),
};

/** Lines of a file: more are read day range by day range. */
export const mostLines = 100_000;
const pageOfFile = 1000;

export const eventLogRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/log',
    right: 'users',
    summary: 'Security events and operations, the latest first: who, when, what, from where.',
    query: closed({
      ...asked,
      limit: Type.Optional(Type.String({ pattern: '^([1-9]|[1-9]\\d|1\\d\\d|200)$' })),
      after: Type.Optional(Type.String({ maxLength: 60 })),
    }),
    handler: (context, { query: { limit, after, ...request } }) =>
      readLog(context, requestOf(request), { limit: Number(limit ?? 50), ...(after === undefined ? {} : { after }) }),
  }),
  defineRoute({
    method: 'POST',
    path: '/log/export',
    right: 'users',
    summary: 'The log as a file, with the same conditions.',
    body: closed({ format: Type.Literal('csv'), ...asked }),
    bodyIsRequest: true,
    async handler(context, { body: { format, ...rest }, client }) {
      const request = requestOf(rest);
      const first = await readLog(context, request, { limit: pageOfFile });
      const event = { type: 'log.exported', userId: context.principal.id, address: client.address, data: { format, ...rest } };
      await context.database.write((transaction) => recordEvent(context, transaction, event));
      const stream = Readable.from(linesOf(context, request, first));
      return new Reply(200, { stream, type: 'text/csv; charset=utf-8', fileName: `${textOf(context, fileLabel)}.csv` });
    },
  }),
]; // prettier-ignore

/** Days are checked here, so that each is named. */
function requestOf(request: Readonly<Record<string, unknown>>): LogRequest {
  for (const name of ['from', 'to']) {
    const day = request[name];
    if (day !== undefined && !isDate(String(day))) {
      throw badRequest('BAD_DAY', 'A day is written as 2026-11-30.', { path: name });
    }
  }
  return request as LogRequest;
}

const textOf = ({ principal }: Context, label: Label): string => labelText(label, principal.language);

const fileLabel: Label = { en: 'Log', 'zh-CN': '日志', 'zh-TW': '日誌', es: 'Registro' };
const heads: readonly Label[] = [
  { en: 'Time (UTC)', 'zh-CN': '时间 (UTC)', 'zh-TW': '時間 (UTC)', es: 'Hora (UTC)' },
  { en: 'Event', 'zh-CN': '事件', 'zh-TW': '事件', es: 'Evento' },
  { en: 'Login', 'zh-CN': '登录名', 'zh-TW': '登入名稱', es: 'Usuario' },
  { en: 'Person', 'zh-CN': '人员', 'zh-TW': '人員', es: 'Persona' },
  { en: 'Concerns', 'zh-CN': '涉及', 'zh-TW': '涉及', es: 'Afecta a' },
  { en: 'Address', 'zh-CN': '地址', 'zh-TW': '位址', es: 'Dirección' },
  { en: 'Request', 'zh-CN': '请求', 'zh-TW': '請求', es: 'Solicitud' },
  { en: 'Details', 'zh-CN': '详情', 'zh-TW': '詳細資料', es: 'Detalles' },
];

/** Page by page, so that a long log takes no memory. */
async function* linesOf(
  context: Context,
  request: LogRequest,
  first: Awaited<ReturnType<typeof readLog>>,
): AsyncGenerator<string> {
  const line = (cells: readonly (string | null)[]): string => `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`;
  yield `\ufeff${line(heads.map((head) => textOf(context, head)))}`;
  let page = first;
  for (let lines = page.rows.length; ; lines += page.rows.length) {
    yield page.rows.map((entry) => line(cellsOf(entry))).join('');
    if (page.next === undefined || lines >= mostLines) return;
    page = await readLog(context, request, { limit: pageOfFile, after: page.next });
  }
}

function cellsOf({ at, type, person, about, address, requestId, data }: LogEntry): readonly (string | null)[] {
  const concerns = about && (about.login ?? about.id);
  const details = Object.keys(data).length === 0 ? null : JSON.stringify(data);
  return [at, type, person && (person.login ?? person.id), person?.name ?? null, concerns, address, requestId, details];
}
