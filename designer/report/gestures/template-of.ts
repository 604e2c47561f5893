/**
 * What the places of a template mean while it is edited: parents and bands as the engine reads them (metadata/sheet). A
 * template that is wrong at the moment gives none.
 */
import type { SheetDocument } from '../../../metadata/schema/sheet.js';
import { formatAddress } from '../../../metadata/sheet/address.js';
import { readTemplate } from '../../../metadata/sheet/template.js';
import { SheetError, type Template, type TemplateCell } from '../../../metadata/sheet/types.js';
import { cellAt, putCells, type Position } from './places.js';

export function templateOf(sheet: SheetDocument): Template | undefined {
  try {
    return readTemplate(sheet);
  } catch (error) {
    if (error instanceof SheetError) return undefined;
    throw error;
  }
}

/** The cell at a place as the engine would read it, one that is not there yet as well. */
export function templateCellAt(sheet: SheetDocument, place: Position): TemplateCell | undefined {
  const { row, column } = place;
  if (cellAt(sheet, place)) return templateOf(sheet)?.at(row, column);
  return templateOf(putCells(sheet, { [formatAddress(row, column)]: { text: '' } }))?.at(row, column);
}

/** The cells under whose instances a place stands. */
export function ancestorsAt(sheet: SheetDocument, place: Position): ReadonlySet<string> {
  const cell = templateCellAt(sheet, place);
  return new Set([...(cell?.leftChain ?? []), ...(cell?.topChain ?? [])].map(({ address }) => address));
}
