/** Rows of a list page by page, under the rights of an action upon them; nothing is kept but the page that is read. */
import type { TextContext } from '../../../metadata/contributions.js';
import { createTextContext } from '../../../metadata/import/text-context.js';
import type { Entity, Field } from '../../../metadata/model/model.js';
import { labelText } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { listRecords, longestPage } from '../list.js';
import { cellOf, fieldAt, valueAt, type ExportCell } from './cells.js';
import type { PrintListRequest } from './request.js';

export interface ListColumn {
  readonly path: string;
  readonly label: string;
  readonly field: Field;
}

type Records = readonly Readonly<Record<string, unknown>>[];

/** Pages of records. Reading the first one checks the request: nothing has been sent by then. */
export async function* recordPages(
  context: Context,
  entity: string,
  { columns, filter, sort }: PrintListRequest,
): AsyncGenerator<Records> {
  const fields = [...new Set(columns.map((column) => column.path))];
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const page = await listRecords(context, entity, {
      fields,
      ...(filter ? { filter } : {}),
      ...(sort ? { sort } : {}),
      ...(after === undefined ? {} : { after }),
      limit: longestPage,
    });
    after = page.next;
    yield page.rows;
  }
}

/** The columns with their heads; paths were checked by the first page. */
export function listColumns(context: Context, entity: Entity, { columns }: PrintListRequest): readonly ListColumn[] {
  const { language } = context.principal;
  return columns.flatMap(({ path, label }) => {
    const field = fieldAt(context.release.model, entity, path);
    return field ? [{ path, field, label: label ?? labelText(field.label, language, field.name) }] : [];
  });
}

/** How texts of a file are written: in the language of the reader. */
export const textContextOf = (context: Context): TextContext =>
  createTextContext(context.release.model, context.principal.language);

export const cellsOf = (
  records: Records,
  columns: readonly ListColumn[],
  text: TextContext,
): readonly (readonly ExportCell[])[] =>
  records.map((record) => columns.map(({ path, field }) => cellOf(valueAt(record, path), field, text)));
