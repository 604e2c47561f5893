/** Cells merged over an area, and taken apart again. Pure. */
import type { SheetDocument } from '../../../metadata/schema/sheet.js';
import { formatAddress } from '../../../metadata/sheet/address.js';
import { rewriteCell } from '../../../metadata/sheet/rewrite-references.js';
import { newlyLost } from './lines.js';
import { areaOf, cellsIn, heightOf, placedCells, sized, widthOf, withCells, wholeArea, type Area, type Change } from './places.js'; // prettier-ignore

/**
 * One cell over the area, with what stands first in it: the content of the first cell that has some. The others are gone
 * (`dropped`), what named them says so.
 */
export function mergeArea(sheet: SheetDocument, selected: Area): Change & { readonly dropped: readonly string[] } {
  const area = wholeArea(sheet, selected);
  const inside = cellsIn(sheet, area);
  const kept = inside.find(({ cell }) => cell.text !== '') ?? inside[0];
  const address = formatAddress(area.top, area.left);
  const dropped = inside.filter((each) => each !== kept).map((each) => each.address);
  const follow = (each: string) => (each === kept?.address ? address : dropped.includes(each) && each !== address ? undefined : each); // prettier-ignore
  const own = new Set(inside.map((each) => each.address));
  const others = placedCells(sheet).filter((each) => !own.has(each.address));
  const merged = sized(kept?.cell ?? { text: '' }, heightOf(area), widthOf(area));
  const cells = [...others.map((each) => [each.address, each.cell] as const), [address, merged] as const].map(
    ([at, cell]) => [at, rewriteCell(cell, follow)] as const,
  );
  return { sheet: withCells(sheet, cells), lost: newlyLost(sheet, cells), dropped, select: area };
}

/** Merged cells of the area become one place large; the places they leave are empty. */
export function splitArea(sheet: SheetDocument, area: Area): Change {
  const inside = new Set(cellsIn(sheet, wholeArea(sheet, area)).map(({ address }) => address));
  const cells = placedCells(sheet).map(({ address, cell }) => [address, inside.has(address) ? sized(cell, 1, 1) : cell] as const); // prettier-ignore
  return { sheet: withCells(sheet, cells), select: area };
}

export const isMerged = (sheet: SheetDocument, area: Area): boolean =>
  cellsIn(sheet, area).some((each) => heightOf(areaOf(each)) * widthOf(areaOf(each)) > 1);
