/**
 * Making records of a file, over HTTP: the file is brought and looked at, what is to become of its rows is kept (for a new
 * application until its documents are published), then a job brings the rows in. Files are their bringer's alone; bringing
 * one needs the right to design, or to import records of some entity, and its rows the right to import those of theirs.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { Type } from '@sinclair/typebox';
import { closed, LabelSchema, Name, Ulid } from '../../metadata/schema/common.js';
import { ImportMapSchema } from '../../metadata/schema/app.js';
import { planImport } from '../../metadata/import/plan.js';
import type { Language, Words } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { conflict, forbidden, notFound, unprocessable } from '../errors.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { refuseTooMany } from '../jobs/own-orders.js';
import type { Messages } from '../messages/messages.js';
import { readBatch } from '../records/batch/batch-store.js';
import { csvCell } from '../records/export/csv-cell.js';
import { mustImport } from '../import/run-map.js';
import { checkRows } from './check-rows.js';
import { mapOf, ROW_JOB, type KeptReject, type RowOrder } from './import-rows.js';
import type { Look, LookInput } from './look-task.js';
import { addFile, findFile, isBusy, lookedAt, ownFiles, pathsOf, removeFile, saveFile, type RowPlan, type StartFile } from './start-files.js'; // prettier-ignore
import { suggestLookups } from './suggest-lookups.js';

/** Bytes of a file as it is sent. */
const mostBytes = 64 * 1024 * 1024;
const lookMs = 120_000;
const params = closed({ id: Ulid });
const LookSchema = closed({
  sheet: Type.Optional(Type.String({ maxLength: 200 })),
  encoding: Type.Optional(Type.String({ maxLength: 40 })),
  headLine: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_000_000 })),
});
const { columns, match, duplicates } = ImportMapSchema.properties;
const PlanSchema = closed({ entity: Name, label: LabelSchema, columns, match, duplicates });

export const startRoutes = (messages: Messages): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/start/files',
    right: 'session',
    summary:
      'Files that the caller brought to make an application or records of, the newest first, with what became of their rows.',
    findings: ['files.failure', 'files.result.failed.problems', 'files.result.notes'],
    async handler(context) {
      mustBring(context);
      return { files: await Promise.all((await ownFiles(context)).map((file) => describe(context, file))) };
    },
  }),
  {
    method: 'POST',
    path: '/start/files',
    right: 'session',
    summary: 'Takes a workbook or a file with separated values, and says what its columns hold.',
    query: closed({ name: Type.String({ minLength: 1, maxLength: 400 }) }),
    rawBody: ['application/octet-stream'],
    bodyLimit: mostBytes,
    findings: ['look.notes'],
    async handler(context, { body, query, signal }) {
      mustBring(context);
      const file = await addFile(context, query['name']!, body as Uint8Array);
      try {
        return new Reply(201, { json: await lookAt(context, file, {}, signal) });
      } catch (error) {
        await removeFile(context, file.id);
        throw error;
      }
    },
  },
  defineRoute({
    method: 'POST',
    path: '/start/files/:id/look',
    right: 'session',
    summary: 'Looks at a file again: another sheet, other heads, another encoding.',
    params,
    body: LookSchema,
    findings: ['look.notes'],
    async handler(context, { params: { id }, body, signal }) {
      const file = await findFile(context, id!);
      if (await isBusy(context, file)) throw busy();
      return lookAt(context, file, body, signal);
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/start/files/:id/plan',
    right: 'session',
    summary: 'Keeps what is to become of the rows of a file; they are brought in when the entity is published.',
    params,
    body: PlanSchema,
    async handler(context, { params: { id }, body }) {
      const file = await findFile(context, id!);
      if (await isBusy(context, file)) throw busy();
      mustFit(context, file, body);
      const { job: _job, batch: _batch, ...rest } = file;
      const planned = { ...rest, plan: body };
      await saveFile(context, planned);
      return describe(context, planned);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/start/files/:id/check',
    right: 'session',
    summary: 'Says what the first rows of a file would become by a plan, and what is wrong with them; nothing is kept.',
    params,
    body: PlanSchema,
    findings: ['rows.problems'],
    async handler(context, { params: { id }, body }) {
      const file = await findFile(context, id!);
      mustFit(context, file, body);
      if (!context.release.model.entities.has(body.entity)) throw notPublished();
      return { rows: await checkRows(context, file, body) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/start/files/:id/rows',
    right: 'session',
    summary: 'Begins to bring in the rows of a file, as a job; `/batches/:id/undo` takes them back.',
    params,
    async handler(context, { params: { id } }) {
      const file = await findFile(context, id!);
      if (!file.plan) throw conflict('NO_PLAN', 'Say first what is to become of the rows.');
      if (await isBusy(context, file)) throw busy();
      if (!context.release.model.entities.has(file.plan.entity)) throw notPublished();
      if (file.batch !== undefined && !(await mayRunAgain(context, file.batch))) throw conflict('ROWS_ARE_IN', 'These rows are in already. Undo the import first to bring them in again.'); // prettier-ignore
      await refuseTooMany(context, ROW_JOB);
      const order: RowOrder = { file: file.id, batch: await batchFor(context, file.batch) };
      const job = await context.jobs.enqueue({ type: ROW_JOB, payload: order, key: `rows ${file.id}`, principalId: context.principal.id }); // prettier-ignore
      const ordered = { ...file, job, batch: order.batch };
      await saveFile(context, ordered);
      return new Reply(202, { json: await describe(context, ordered) });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/start/files/:id/rejects',
    right: 'session',
    summary: 'The rows that were not taken, as a file with the reasons: to be mended and brought again.',
    params,
    async handler(context, { params: { id } }) {
      const file = await findFile(context, id!);
      if (!file.job || (await isBusy(context, file))) throw notFound();
      const told = await messages.in(context.principal.language as Language);
      return new Reply(200, {
        stream: Readable.from(rejectLines(context, file, told)),
        type: 'text/csv; charset=utf-8',
        fileName: `${file.name.replace(/\.[^.]+$/, '')} - ${headsOf(context)[2]}.csv`,
      });
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/start/files/:id',
    right: 'session',
    summary: 'Forgets a file; records that were made of it stay.',
    params,
    async handler(context, { params: { id } }) {
      const file = await findFile(context, id!);
      if (await isBusy(context, file)) throw busy();
      await removeFile(context, file.id);
      return new Reply(204, { empty: true });
    },
  }),
];

/** 403 for somebody who could make nothing of a file. */
function mustBring({ access, release }: Context): void {
  if (access.has('design') || [...release.model.entities.keys()].some((name) => access.mayEver('import', name))) return;
  throw forbidden('IMPORT_FORBIDDEN', 'You may not import records. Ask for the right to import them.');
}

/** The plan names columns that the file has and, of an entity that is there, fields that a file can fill. */
function mustFit(context: Context, { heads }: StartFile, plan: RowPlan): void {
  const unknown = plan.columns.find(({ column }) => column !== undefined && !heads.includes(column));
  if (unknown) throw unprocessable('MISSING_COLUMN', say`The file has no column "${{ column: unknown.column! }}". It has: ${{ heads: heads.join(', ') }}.`); // prettier-ignore
  const { model } = context.release;
  if (!model.entities.has(plan.entity)) return;
  mustImport(context, plan);
  const planned = planImport(mapOf(plan), { model, functions: context.registries.function, heads });
  const [wrong] = 'problems' in planned ? planned.problems : [];
  if (wrong) throw unprocessable(wrong.code, wrong);
}

const notPublished = () => conflict('NOT_PUBLISHED', 'The entity of these rows is not published yet. Publish it, then bring the rows in.'); // prettier-ignore

const busy = () => conflict('ROWS_RUNNING', 'The rows of this file are being brought in. Cancel that or wait.');

async function lookAt(context: Context, file: StartFile, choice: Omit<LookInput, 'path' | 'into' | 'text' | 'language'>, signal: AbortSignal) {
  const { source, rows } = pathsOf(context, file.id);
  const { timeZone, currency } = context.release.model.settings;
  const { language, id } = context.principal;
  const input: LookInput = { ...choice, path: source, into: rows, text: { timeZone, currency }, language };
  const look = await context.work.run<Look>('start.look', input, { timeoutMs: lookMs, userId: id, signal });
  const looked = lookedAt(file, look);
  await saveFile(context, looked);
  const offers = await suggestLookups(context, look.columns);
  const columns = look.columns.map((column, index) => {
    const lookup = offers.get(index);
    return { ...column, name: latinName(context, column.head), ...(lookup ? { lookup } : {}) };
  });
  return { file: { id: file.id, name: file.name, rows: look.rows }, look: { ...look, columns } };
} // prettier-ignore

/** What a field may be called that stands for a head in another script: pinyin of Han characters. */
const latinName = ({ fold }: Context, head: string): string => [...head].map((sign) => (/\p{Script=Han}/u.test(sign) ? ` ${fold(sign)} ` : sign)).join('').replace(/\s+/g, ' ').trim(); // prettier-ignore

/** One that failed or was cancelled goes on with its batch, so that no row comes twice; one that was undone begins anew. */
async function batchFor(context: Context, held: string | undefined): Promise<string> {
  const batch = held === undefined ? undefined : await readBatch(context, held);
  return batch && batch.state !== 'undone' ? batch.id : context.newId();
}

async function mayRunAgain(context: Context, id: string): Promise<boolean> {
  const batch = await readBatch(context, id);
  return !batch || batch.state === 'undone' || batch.state === 'stopped';
}

/** `state`: none without a plan; `waiting` for publishing or for the person; else that of the job, or `undone`. */
async function describe(context: Context, file: StartFile) {
  const { id, name, size, at, heads, rows, plan } = file;
  const job = file.job === undefined ? undefined : await context.jobs.get(file.job);
  const batch = file.batch === undefined ? undefined : await readBatch(context, file.batch);
  const state = batch?.state === 'undone' ? 'undone' : (job?.state ?? (plan ? 'waiting' : 'none'));
  return {
    id, name, size, at, heads, rows, state,
    ...(plan ? { plan, isPublished: context.release.model.entities.has(plan.entity) } : {}),
    ...(job ? { job: job.id, done: job.done, total: job.total ?? rows } : {}),
    ...(job?.error && job.state === 'failed' ? { failure: job.error } : {}),
    ...(file.batch === undefined ? {} : { batch: file.batch }),
    ...(job?.state === 'done' ? { result: job.result } : {}),
  }; // prettier-ignore
}

/* ---------------------------------------------------------------- rows that were not taken */

const rejectHeads: Readonly<Record<string, readonly [line: string, why: string, name: string]>> = {
  en: ['Row', 'What is wrong', 'not taken'],
  'zh-CN': ['行', '问题', '未导入'],
  'zh-TW': ['列', '問題', '未匯入'],
  es: ['Fila', 'Qué falla', 'no incluidas'],
};
const headsOf = ({ principal }: Context) => rejectHeads[principal.language] ?? rejectHeads['en']!;

/** The columns as they came, then the row's number and the reasons; with the mark that spreadsheets need. */
async function* rejectLines(context: Context, file: StartFile, told: (words: Words) => string): AsyncGenerator<string> {
  const line = (cells: readonly (string | number)[]): string => `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`;
  const [row, why] = headsOf(context);
  yield `\ufeff${line([...file.heads, row, why])}`;
  const input = createReadStream(pathsOf(context, file.id).rejects, 'utf8');
  const heads = new Map((file.plan?.columns ?? []).map(({ path, column }) => [path.split('.')[0]!, column ?? path]));
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      const { line: number, cells, problems } = JSON.parse(text) as KeptReject;
      const reasons = problems.map((each) => {
        const head = heads.get(each.path.replace(/^\//, '').split(/[./]/)[0]!);
        return `${head === undefined ? '' : `${head}: `}${told(each)}`;
      });
      yield line([...cells, number, reasons.join(' ')]);
    }
  } finally {
    input.destroy();
  }
}
