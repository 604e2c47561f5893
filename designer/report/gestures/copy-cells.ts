/**
 * Cells copied to other places, by the fill handle and by pasting. References move as far as the cell does; one to a group
 * under which the copy stands as well stays, because the copy means the same group. Pure.
 */
import type { CellDocument, SheetDocument } from '../../../metadata/schema/sheet.js';
import { formatAddress, parseAddress } from '../../../metadata/sheet/address.js';
import { rewriteCell, type Relocate } from '../../../metadata/sheet/rewrite-references.js';
import { newlyLost } from './lines.js';
import {
  areaOf, cellsIn, contains, covers, heightOf, meet, placedCells, putCells, untorn, widthOf, withCells, wholeArea, type Area, type Change, type Position,
} from './places.js'; // prettier-ignore
import { ancestorsAt } from './template-of.js';

/** Cells by their distance from the first. */
export interface Clip {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly (Position & { readonly cell: CellDocument })[];
  /** Where they were copied from; absent for cells of another program. */
  readonly from?: Position;
}

export function clipOf(sheet: SheetDocument, area: Area): Clip {
  const cells = cellsIn(sheet, area);
  const from = { row: area.top, column: area.left };
  return {
    rows: heightOf(area),
    columns: widthOf(area),
    from,
    cells: cells.map(({ row, column, cell }) => ({ row: row - from.row, column: column - from.column, cell })),
  };
}

/** The area that a clip takes up; a selection that is a multiple of it is filled with copies. */
export function pasteArea(clip: Clip, selected: Area): Area {
  const times = (size: number, one: number) => (size % one === 0 ? size : one);
  return {
    top: selected.top,
    left: selected.left,
    bottom: selected.top + times(heightOf(selected), clip.rows) - 1,
    right: selected.left + times(widthOf(selected), clip.columns) - 1,
  };
}

/** Puts copies of a clip over an area; what stood there gives way. Undefined where a merged cell would be cut. */
export function pasteCells(sheet: SheetDocument, clip: Clip, selected: Area): Change | undefined {
  const area = pasteArea(clip, selected);
  if (!contains(area, wholeArea(sheet, area))) return undefined;
  const cleared = clearArea(sheet, area).sheet;
  const pasted: [string, CellDocument][] = [];
  for (let top = area.top; top <= area.bottom; top += clip.rows) {
    for (let left = area.left; left <= area.right; left += clip.columns) {
      for (const { row, column, cell } of clip.cells) {
        pasted.push([formatAddress(top + row, left + column), copyOf(sheet, cell, clip, { row, column, top, left })]);
      }
    }
  }
  return untorn({ sheet: putCells(cleared, Object.fromEntries(pasted)), select: area });
}

interface Target extends Position {
  readonly top: number;
  readonly left: number;
}

function copyOf(sheet: SheetDocument, cell: CellDocument, { from }: Clip, at: Target): CellDocument {
  if (!from) return cell;
  const source = { row: from.row + at.row, column: from.column + at.column };
  const down = at.top - from.row;
  const right = at.left - from.column;
  if (down === 0 && right === 0) return cell;
  const own = ancestorsAt(sheet, source);
  const there = ancestorsAt(sheet, { row: source.row + down, column: source.column + right });
  return rewriteCell(
    cell,
    shiftBy(down, right, (address) => own.has(address) && there.has(address)),
  );
}

/** Addresses so far away; beyond the first row or column nothing is. */
export const shiftBy =
  (down: number, right: number, stays: (address: string) => boolean = () => false): Relocate =>
  (address) => {
    const place = parseAddress(address);
    if (!place || stays(address)) return address;
    const [row, column] = [place.row + down, place.column + right];
    return row < 0 || column < 0 ? undefined : formatAddress(row, column);
  };

/** The fill handle: an area continued down or to the right (or up, or to the left) over `to`, which holds it. */
export function fillCells(sheet: SheetDocument, from: Area, to: Area): Change | undefined {
  const clip = clipOf(sheet, from);
  const bars: readonly Area[] = [
    { ...to, top: from.bottom + 1 },
    { ...to, bottom: from.top - 1 },
    { ...to, left: from.right + 1 },
    { ...to, right: from.left - 1 },
  ];
  const bar = bars.find((each) => each.top <= each.bottom && each.left <= each.right);
  if (!bar) return { sheet, select: from };
  if (!contains(bar, wholeArea(sheet, bar))) return undefined;
  let next = clearArea(sheet, bar).sheet;
  for (let row = bar.top; row <= bar.bottom; row++) {
    for (let column = bar.left; column <= bar.right; column++) {
      // The pattern goes on in both directions from where it was drawn.
      const place = { row: modulo(row - from.top, clip.rows), column: modulo(column - from.left, clip.columns) };
      const copied = clip.cells.find((each) => each.row === place.row && each.column === place.column);
      if (!copied || !fitsIn(copied, { row, column }, bar)) continue;
      const at = { ...place, top: row - place.row, left: column - place.column };
      next = putCells(next, { [formatAddress(row, column)]: copyOf(next, copied.cell, clip, at) });
    }
  }
  return untorn({ sheet: next, select: to });
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

function fitsIn({ cell }: Clip['cells'][number], { row, column }: Position, bar: Area): boolean {
  const [rows, columns] = cell.span ?? [1, 1];
  return covers(bar, { row: row + rows - 1, column: column + columns - 1 });
}

/** Takes the cells of an area away. */
export function clearArea(sheet: SheetDocument, area: Area): Change {
  const gone = cellsIn(sheet, area).map(({ address }) => [address, undefined] as const);
  return gone.length === 0
    ? { sheet, select: area }
    : { sheet: putCells(sheet, Object.fromEntries(gone)), select: area };
}

/** Cut and paste, or a drag of the selection's edge: everything that named a cell names it where it stands now. */
export function moveCells(sheet: SheetDocument, from: Area, to: Position): Change | undefined {
  const down = to.row - from.top;
  const right = to.column - from.left;
  const target: Area = { top: to.row, left: to.column, bottom: from.bottom + down, right: from.right + right };
  if (down === 0 && right === 0) return { sheet, select: from };
  const moving = cellsIn(sheet, from);
  const own = new Set(moving.map(({ address }) => address));
  const staying = placedCells(sheet).filter(({ address }) => !own.has(address));
  const gone = staying.filter((each) => covers(target, each));
  const isCut = staying.some((each) => meet(target, areaOf(each)) && !contains(target, areaOf(each)));
  if (isCut || moving.some((each) => !contains(from, areaOf(each)))) return undefined;
  const over = new Set(gone.map(({ address }) => address));
  const follow: Relocate = (address) => {
    const place = parseAddress(address);
    if (!place) return address;
    if (covers(from, place)) return formatAddress(place.row + down, place.column + right);
    return over.has(address) ? undefined : address;
  };
  const cells = [...staying.filter(({ address }) => !over.has(address)), ...moving].map(({ address, cell }) => [follow(address)!, rewriteCell(cell, follow)] as const); // prettier-ignore
  return { sheet: withCells(sheet, cells), lost: newlyLost(sheet, cells), select: target };
}
