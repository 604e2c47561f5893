/**
 * What is put on paper: rows of a list, or one record with the rows of its sub-tables, as its reader may print them. The
 * answers are those of lists and records, so that the page that prints shows them as screens do; masked fields stay masked.
 */
import { actingOn } from '../../../metadata/access/acting-on.js';
import { recordEvent } from '../../access/audit.js';
import type { Context } from '../../context.js';
import { countRows } from '../count.js';
import { entityToRead } from '../entity.js';
import { getRecord, type RecordJson } from '../get.js';
import { mayAct } from '../may-act.js';
import { prepareFor } from '../prepare.js';
import { notAllowed } from '../write/reach.js';
import { recordPages } from './list-rows.js';
import type { PrintListRequest } from './request.js';

/** Rows of a list that are put on paper; more belong into a file. */
export const mostPrinted = 1000;

export interface PrintedList {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** How many rows the list has that may be printed. */
  readonly total: number;
}

/** The first thousand rows. Throws 403 without the right, and whatever a list refuses. */
export async function printList(
  context: Context,
  name: string,
  request: PrintListRequest,
  address: string,
): Promise<PrintedList> {
  const entity = entityToRead(context, name);
  if (!context.access.mayEver('print', name)) throw notAllowed(entity, 'print');
  const narrowed: Context = { ...context, access: actingOn(context.access, 'print', name) };
  const rows: Readonly<Record<string, unknown>>[] = [];
  for await (const page of recordPages(narrowed, name, request)) {
    rows.push(...page);
    if (rows.length >= mostPrinted) break;
  }
  const where = request.filter ? { where: request.filter } : {};
  const total = await countRows(narrowed, prepareFor(narrowed, { entity: name, select: [{ path: 'id' }], ...where }));
  await tell(context, address, { entity: name, columns: request.columns.map(({ path }) => path), ...where });
  return { rows: rows.slice(0, mostPrinted), total };
}

/** The whole record. 404 for one that may not be seen, 403 for one that may be seen but not printed. */
export async function printRecord(context: Context, name: string, id: string, address: string): Promise<RecordJson> {
  const record = await getRecord(context, name, id);
  if (!(await mayAct(context, { entity: name, id, action: 'print' }))) {
    throw notAllowed(entityToRead(context, name), 'print');
  }
  await tell(context, address, { entity: name, id });
  return record;
}

async function tell(context: Context, address: string, data: Readonly<Record<string, unknown>>): Promise<void> {
  const event = { type: 'records.printed', userId: context.principal.id, address, data };
  await context.database.write((transaction) => recordEvent(context, transaction, event));
}
