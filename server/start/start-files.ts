/**
 * Files that people bring to make an application or records of, each in a folder of its own: the file, its rows as they were read,
 * what is to become of them, and afterwards the rows that were not taken. They belong to who brought them and go after 30
 * days.
 */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportMapDocument } from '../../metadata/schema/app.js';
import { ULID_PATTERN } from '../../metadata/schema/common.js';
import type { Label } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { ApiError, notFound } from '../errors.js';
import { say } from '../../metadata/words.js';
import type { Look } from './look-task.js';

/** What is to become of the rows of a file. */
export interface RowPlan {
  readonly entity: string;
  readonly label: Label;
  readonly columns: ImportMapDocument['columns'];
  /** As in an import map: how a record that is there is found, and what becomes of it. With none every row makes one. */
  readonly match?: readonly string[];
  readonly duplicates?: 'update' | 'skip' | 'error';
}

export interface StartFile {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly owner: string;
  readonly at: string;
  /** Of the last look: heads in order, and how many rows there are. */
  readonly heads: readonly string[];
  readonly rows: number;
  readonly plan?: RowPlan;
  /** The job that brings, or brought, the rows in, and the batch that takes them back. */
  readonly job?: string;
  readonly batch?: string;
}

/** Files of one person; the oldest without a job under way make room. */
const mostFiles = 20;
const keptMs = 30 * 86_400_000;

const isId = (text: string): boolean => new RegExp(ULID_PATTERN).test(text);

function rootOf({ dataFolder }: Context): string {
  if (dataFolder === undefined) throw new Error('There is no folder for files here.');
  return join(dataFolder, 'files', 'starts');
}

export interface StartPaths {
  readonly source: string;
  readonly rows: string;
  readonly rejects: string;
}

export function pathsOf(context: Context, id: string): StartPaths {
  const folder = join(rootOf(context), id);
  return { source: join(folder, 'source'), rows: join(folder, 'rows.jsonl'), rejects: join(folder, 'rejects.jsonl') };
}

/** Stores the bytes; nothing is known of them yet. 429 where too many of one person are under way. */
export async function addFile(context: Context, name: string, bytes: Uint8Array): Promise<StartFile> {
  await makeRoom(context);
  const file: StartFile = {
    id: context.newId(), name: cleanName(name), size: bytes.length, owner: context.principal.id,
    at: context.clock.now().toISOString(), heads: [], rows: 0,
  }; // prettier-ignore
  await mkdir(join(rootOf(context), file.id), { recursive: true, mode: 0o700 });
  await writeFile(pathsOf(context, file.id).source, bytes, { mode: 0o600 });
  await saveFile(context, file);
  return file;
}

/** The name alone, for people to read: no path, no control signs. */
function cleanName(name: string): string {
  // eslint-disable-next-line no-control-regex -- exactly these are taken out
  const plain = (name.split(/[\\/]/).at(-1) ?? '').replace(/[\u0000-\u001f\u007f]/g, '').trim();
  return [...plain].slice(0, 120).join('') || 'file';
}

export async function saveFile(context: Context, file: StartFile): Promise<void> {
  const path = join(rootOf(context), file.id, 'file.json');
  const part = `${path}.${context.newId()}`;
  await writeFile(part, JSON.stringify(file), { mode: 0o600 });
  await rename(part, path);
}

export function lookedAt(file: StartFile, { columns, rows }: Look): StartFile {
  return { ...file, heads: columns.map(({ head }) => head), rows };
}

/** Somebody else's and one that never was are the same 404. */
export async function findFile(context: Context, id: string): Promise<StartFile> {
  const file = isId(id) ? await readStored(context, id) : undefined;
  if (!file || file.owner !== context.principal.id) throw notFound();
  return file;
}

/** The newest first. */
export async function ownFiles(context: Context): Promise<readonly StartFile[]> {
  const ids = (await readdir(rootOf(context)).catch(() => [])).filter(isId).sort().reverse();
  const files = await Promise.all(ids.map((id) => readStored(context, id)));
  return files.filter((file): file is StartFile => file?.owner === context.principal.id);
}

async function readStored(context: Context, id: string): Promise<StartFile | undefined> {
  const text = await readFile(join(rootOf(context), id, 'file.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as StartFile);
}

export const removeFile = (context: Context, id: string): Promise<void> =>
  rm(join(rootOf(context), id), { recursive: true, force: true });

/** True while its rows are being brought in. */
export async function isBusy(context: Context, { job }: StartFile): Promise<boolean> {
  const state = job === undefined ? undefined : (await context.jobs.get(job))?.state;
  return state === 'queued' || state === 'running';
}

async function makeRoom(context: Context): Promise<void> {
  await removeOld(context);
  const files = await ownFiles(context);
  if (files.length < mostFiles) return;
  for (const file of files.slice(mostFiles - 1).reverse()) {
    if (!(await isBusy(context, file))) return removeFile(context, file.id);
  }
  const words = say`${{ most: mostFiles }} files of yours are still being brought in. Wait until one is done.`;
  throw new ApiError(429, 'TOO_MANY_ORDERED', words, { retryAfter: 30 });
}

async function removeOld(context: Context): Promise<void> {
  const root = rootOf(context);
  const before = context.clock.now().getTime() - keptMs;
  for (const id of (await readdir(root).catch(() => [])).filter(isId)) {
    const found = await stat(join(root, id)).catch(() => undefined);
    if (found && found.mtimeMs < before) await removeFile(context, id);
  }
}
