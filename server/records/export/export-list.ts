/**
 * A list as a file: its filter, order and columns, the rows that its reader may export, field by field as they may leave
 * the product (masked fields do not). Read page by page and sent as it is read, so that a long list takes no memory:
 *
 *   may export? -> first page (checks the request) -> audit -> heads -> pages -> csv | xlsx
 */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { actingOn } from '../../../metadata/access/acting-on.js';
import { forExport } from '../../../metadata/access/for-export.js';
import type { Entity } from '../../../metadata/model/model.js';
import { labelText } from '../../../metadata/value.js';
import { recordEvent } from '../../access/audit.js';
import type { Context } from '../../context.js';
import { forbidden } from '../../errors.js';
import { Reply } from '../../http/route.js';
import { entityToRead } from '../entity.js';
import { notAllowed } from '../write/reach.js';
import { plainText, type ExportCell } from './cells.js';
import { csvCell } from './csv-cell.js';
import { cellsOf, listColumns, recordPages, textContextOf, type ListColumn } from './list-rows.js';
import type { ExportRequest } from './request.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** `address` is the caller's, for the audit. Throws 403 without the right, and whatever a list refuses. */
export async function exportList(
  context: Context,
  name: string,
  request: ExportRequest,
  address: string,
): Promise<Reply> {
  const entity = entityToRead(context, name);
  if (!context.access.mayEver('export', name)) throw notAllowed(entity, 'export');
  if (entity.document.features?.export === false) {
    throw forbidden(
      'EXPORT_OFF',
      'These records do not leave the product as files: their entity has export switched off.',
    );
  }
  const narrowed: Context = { ...context, access: actingOn(forExport(context.access), 'export', name) };
  const pages = recordPages(narrowed, name, request);
  const first = await pages.next();
  await tell(context, entity, request, address);
  const columns = listColumns(narrowed, entity, request);
  const text = textContextOf(context);
  const rows = async function* (): AsyncGenerator<readonly ExportCell[]> {
    for (let page = first; !page.done; page = await pages.next()) yield* cellsOf(page.value, columns, text);
  };
  const label = labelText(entity.plural, context.principal.language, name);
  const fileName = `${label}.${request.format}`;
  if (request.format === 'csv') {
    return new Reply(200, {
      stream: Readable.from(csvLines(columns, rows())),
      type: 'text/csv; charset=utf-8',
      fileName,
    });
  }
  return new Reply(200, { stream: await workbook(label, columns, rows()), type: XLSX, fileName });
}

/** One line of the audit for each file, written before the first byte is sent. */
async function tell(context: Context, entity: Entity, request: ExportRequest, address: string): Promise<void> {
  const { format, columns, filter } = request;
  const data = { entity: entity.name, format, columns: columns.map(({ path }) => path), ...(filter ? { filter } : {}) };
  const event = { type: 'records.exported', userId: context.principal.id, address, data };
  await context.database.write((transaction) => recordEvent(context, transaction, event));
}

/** UTF-8 with its mark, so that spreadsheets read it; lines are gathered so that not each one is a write of its own. */
async function* csvLines(
  columns: readonly ListColumn[],
  rows: AsyncIterable<readonly ExportCell[]>,
): AsyncGenerator<string> {
  const line = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;
  let text = `\ufeff${line(columns.map(({ label }) => csvCell(label)))}`;
  for await (const row of rows) {
    text += line(row.map((cell) => csvCell(typeof cell === 'object' ? plainText(cell) : cell)));
    if (text.length < 16_000) continue;
    yield text;
    text = '';
  }
  yield text;
}

async function workbook(
  name: string,
  columns: readonly ListColumn[],
  rows: AsyncIterable<readonly ExportCell[]>,
): Promise<Readable> {
  const [{ writeXlsxStream }, { serialDate }] = await Promise.all([
    import('hucre/xlsx'),
    import('../../../metadata/sheet/format.js'),
  ]);
  const typed = async function* () {
    for await (const row of rows) yield row.map((cell) => sheetValue(cell, serialDate));
  };
  const stream = writeXlsxStream(typed(), {
    name:
      name
        .replace(/[\\/?*[\]:]/g, ' ')
        .trim()
        .slice(0, 31) || 'Export',
    columns: columns.map(({ label, field }) => {
      const numFmt = formats[field.valueType];
      return { header: label, width: Math.min(40, Math.max(12, label.length + 4)), ...(numFmt ? { numFmt } : {}) };
    }),
    freezePane: { rows: 1 },
  });
  return Readable.fromWeb(stream as ReadableStream<Uint8Array>);
}

const formats: Readonly<Partial<Record<ListColumn['field']['valueType'], string>>> = {
  date: 'yyyy-mm-dd',
  datetime: 'yyyy-mm-dd hh:mm',
};

/** Days and times are their number, so that a spreadsheet can reckon with them; a text is always text, never a formula. */
function sheetValue(cell: ExportCell, serialDate: (iso: string) => number): string | number | boolean | null {
  if (typeof cell !== 'object' || cell === null) return cell;
  return serialDate('day' in cell ? cell.day : `${cell.time.replace(' ', 'T')}:00Z`);
}
