/**
 * Files that printing kept. A file holds what its maker was allowed to see: it is listed for and handed to those who may
 * read its record, every field that its template reads and every record that went into it, asked anew each time.
 */
import type { Needs } from '../../metadata/print/needs.js';
import type { PrintTemplateDocument } from '../../metadata/schema/print-template.js';
import { labelText } from '../../metadata/value.js';
import { recordEvent } from '../access/audit.js';
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { ApiError, forbidden, notFound } from '../errors.js';
import { getRecord } from '../records/get.js';
import { systemView } from '../records/prepare.js';
import { entityToRead } from '../records/entity.js';
import { readLabels } from '../records/read/labels.js';
import { notAllowed } from '../records/write/reach.js';
import type { TemplatePlan } from './plan-template.js';
import { forbiddenPaths, readIds, type Seen } from './read-data.js';
import type { Rendered } from './render/render.js';

interface PrintRow {
  readonly id: string;
  readonly entity: string;
  readonly record_id: string | null;
  readonly template: string;
  readonly file_name: string;
  readonly hash: string;
  readonly size: number;
  readonly needs: string;
  readonly seen: string;
  readonly created_by: string;
  readonly created_at: string;
}

export interface KeptPrint {
  readonly id: string;
  readonly template: string;
  readonly label: string;
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  readonly by: { readonly id: string; readonly label: string | null };
  readonly at: string;
}

export interface ToKeep {
  readonly template: PrintTemplateDocument;
  readonly plan: TemplatePlan;
  readonly ids: readonly string[];
  readonly rendered: Rendered;
  readonly seen: Seen;
}

const filesOf = ({ printFiles }: Context) => {
  if (!printFiles) throw new Error('This process keeps no files of prints.');
  return printFiles;
};

/** Writes the file of each record; the rows come with the transaction that is handed in. */
export async function keepPrints(context: Context, kept: ToKeep): Promise<(transaction: Transaction) => Promise<void>> {
  const files = kept.rendered.separate ?? [];
  const rows: PrintRow[] = [];
  for (const [i, id] of kept.ids.entries()) {
    const { bytes, fileName } = files[i]!;
    rows.push(await newRow(context, kept, { bytes, fileName, recordId: id }));
  }
  return async (transaction) => {
    for (let from = 0; from < rows.length; from += 50)
      await transaction('sys_print').insert(rows.slice(from, from + 50));
  };
}

/** The file of a job, for whoever ordered it; gives its id. */
export async function keepResult(context: Context, kept: ToKeep): Promise<string> {
  const row = await newRow(context, kept, {
    bytes: kept.rendered.bytes!,
    fileName: kept.rendered.fileName,
    recordId: null,
  });
  await context.database.write((transaction) => transaction('sys_print').insert(row));
  return row.id;
}

async function newRow(
  context: Context,
  { template, plan, seen }: ToKeep,
  {
    bytes,
    fileName,
    recordId,
  }: { readonly bytes: Uint8Array; readonly fileName: string; readonly recordId: string | null },
): Promise<PrintRow> {
  return {
    id: context.newId(),
    entity: template.entity,
    record_id: recordId,
    template: template.name,
    file_name: `${fileName}.pdf`.slice(-200),
    hash: await filesOf(context).write(bytes),
    size: bytes.byteLength,
    needs: JSON.stringify(plan.needs),
    seen: JSON.stringify(Object.fromEntries([...seen].map(([entity, ids]) => [entity, [...ids]]))),
    created_by: context.principal.id,
    created_at: context.clock.now().toISOString(),
  };
}

const mostListed = 50;

/** What is kept with a record, the newest first. 404 for a record that may not be seen. */
export async function listKept(context: Context, entity: string, recordId: string): Promise<readonly KeptPrint[]> {
  await getRecord(context, entity, recordId, ['id']);
  return readKept(context, { entity, id: recordId }, { limit: mostListed });
}

/** The same for who was found to see the record, from an id on (`before` is not among them). */
export async function readKept(
  context: Context,
  place: { readonly entity: string; readonly id: string },
  { limit, before }: { readonly limit: number; readonly before?: string | undefined },
): Promise<readonly KeptPrint[]> {
  if (!context.access.mayEver('print', place.entity)) return [];
  const mayOpen = createJudge(context);
  const open: PrintRow[] = [];
  // Those that may not be opened take no place of others.
  for (let last = before; open.length < limit;) {
    const query = context.database.read('sys_print').where({ entity: place.entity, record_id: place.id });
    const rows = (await (last === undefined ? query : query.andWhere('id', '<', last)).orderBy('id', 'desc').limit(mostListed)) as PrintRow[]; // prettier-ignore
    for (const row of rows) if (open.length < limit && (await mayOpen(row))) open.push(row);
    if (rows.length < mostListed) break;
    last = rows.at(-1)!.id;
  }
  const names = await readLabels(context, 'user', open.map((row) => row.created_by)); // prettier-ignore
  return open.map((row) => {
    const template = context.release.model.find('print_template', row.template);
    return {
      id: row.id,
      template: row.template,
      label: labelText(template?.label, context.principal.language, row.template),
      fileName: row.file_name,
      size: row.size,
      by: { id: row.created_by, label: names.get(row.created_by) ?? null },
      at: row.created_at,
    };
  });
}

export interface KeptFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

/** A file by its id; one that may not be had is as one that never was. */
export async function openKept(context: Context, id: string, address: string): Promise<KeptFile> {
  if (context.viewing) throw forbidden('VIEW_AS', 'You are looking at the site as somebody else, where nothing can be changed. Leave that view first.'); // prettier-ignore
  const row = (await context.database.read('sys_print').where({ id }).first()) as PrintRow | undefined;
  if (!row || !(await mayHave(context, row))) throw notFound();
  const bytes = await filesOf(context).read(row.hash);
  if (!bytes) throw notFound();
  const data = {
    print: row.id,
    entity: row.entity,
    template: row.template,
    ...(row.record_id ? { record: row.record_id } : {}),
  };
  const event = { type: 'print.downloaded', userId: context.principal.id, address, data };
  await context.database.write((transaction) => recordEvent(context, transaction, event));
  return { bytes, fileName: row.file_name };
}

async function mayHave(context: Context, row: PrintRow): Promise<boolean> {
  try {
    if (row.record_id === null) {
      if (row.created_by !== context.principal.id) return false;
    } else await getRecord(context, row.entity, row.record_id, ['id']);
    const entity = entityToRead(context, row.entity);
    if (!context.access.mayEver('print', row.entity)) throw notAllowed(entity, 'print');
    return await createJudge(context)(row);
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return false;
    throw error;
  }
}

/** Whether somebody may read all that went into files; what was asked for one file is known for the next. */
function createJudge(context: Context): (row: Pick<PrintRow, 'needs' | 'seen'>) => Promise<boolean> {
  const known = new Map<string, boolean>();
  const whole: Context = { ...context, access: systemView(context) };
  const learn = async (entity: string, ids: readonly string[]): Promise<void> => {
    const open = ids.filter((id) => !known.has(`${entity} ${id}`));
    const mine = context.access.mayEver('read', entity) ? await readIds(context, entity, open) : new Set<string>();
    const hidden = open.filter((id) => !mine.has(id));
    // What was deleted since is hidden from nobody.
    const there = await readIds(whole, entity, hidden);
    for (const id of open) known.set(`${entity} ${id}`, mine.has(id) || !there.has(id));
  };
  return async ({ needs, seen }) => {
    if (forbiddenPaths(context, JSON.parse(needs) as Needs, { inPlain: true }).length > 0) return false;
    for (const [entity, ids] of Object.entries(JSON.parse(seen) as Record<string, readonly string[]>)) {
      const found = context.release.model.entities.get(entity);
      if (!found || found.link) return false;
      await learn(entity, ids);
      if (!ids.every((id) => known.get(`${entity} ${id}`))) return false;
    }
    return true;
  };
}

/** Files of jobs that nobody needs any more, with their bytes unless another row has the same. Gives how many. */
export async function dropResults(context: Context, before: string, signal: AbortSignal): Promise<number> {
  for (let total = 0; ;) {
    signal.throwIfAborted();
    const rows = (await context.database
      .read('sys_print')
      .select('id', 'hash')
      .whereNull('record_id')
      .where('created_at', '<', before)
      .limit(100)) as Pick<PrintRow, 'id' | 'hash'>[];
    if (rows.length === 0) return total;
    const ids = rows.map((row) => row.id);
    total += await context.database.write((transaction) => transaction('sys_print').whereIn('id', ids).delete());
    for (const { hash } of rows) {
      const other = (await context.database.read('sys_print').where({ hash }).first()) as unknown;
      if (!other) await context.printFiles?.remove(hash);
    }
  }
}
