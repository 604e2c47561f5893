/** A gesture on a sheet as the operation that the open document takes: only what changed, cells by their addresses. Pure. */
import { operationsBetween } from '../../../metadata/document/diff.js';
import type { Operation } from '../../../metadata/document/operations.js';
import { isObject } from '../../json/schema-walk.js';
import type { SheetDocument } from '../../../metadata/schema/sheet.js';

/** The sheet of a document that may be wrong in places; without one an empty sheet. */
export function sheetOf(document: unknown): SheetDocument {
  const sheet = isObject(document) ? document['sheet'] : undefined;
  if (!isObject(sheet) || !isObject(sheet['cells'])) return { cells: {} };
  return sheet as unknown as SheetDocument;
}

/** What makes the document's sheet another one; undefined where they are equal. */
export function sheetOperation(document: unknown, sheet: SheetDocument): Operation | undefined {
  const held = isObject(document) ? document['sheet'] : undefined;
  if (!isObject(held) || !isObject(held['cells'])) return { op: 'set', path: ['sheet'], value: sheet };
  const operations = operationsBetween({ sheet: held }, { sheet });
  if (operations.length === 0) return undefined;
  // Cells that come or move are written where a person looks for them: in reading order.
  const isSame = Object.keys(held['cells']).join() === Object.keys(sheet.cells).join();
  if (isSame) return { op: 'group', operations };
  const others = operationsBetween({ sheet: held }, { sheet: { ...sheet, cells: held['cells'] } });
  return { op: 'group', operations: [...others, { op: 'set', path: ['sheet', 'cells'], value: sheet.cells }] };
}
