/** Tables: widths of columns from what they hold, a piece for each row, head rows that stand again on every page. */
import { extents } from './break-lines.js';
import { ground, insetBottom, insetLeft, insetRight, insetTop } from './box.js';
import { movedAll, type Block, type Cell, type Measure, type Op, type Piece, type Row } from './types.js';

export interface TableContext {
  readonly measure: Measure;
  readonly pageHeight: number;
  layOut(blocks: readonly Block[], width: number): readonly Piece[];
}

export function layOutTable(
  { rows }: Extract<Block, { kind: 'table' }>,
  width: number,
  context: TableContext,
): readonly Piece[] {
  const widths = columnWidths(rows, width, context.measure);
  const lead = rows.findIndex((row) => !row.isHead);
  const heads = rows.slice(0, lead < 0 ? rows.length : lead).flatMap((row) => rowPieces(row, widths, context));
  const body = rows.slice(lead < 0 ? rows.length : lead).map((row) => rowPieces(row, widths, context));
  const head = heads.length > 0 ? { head: heads } : {};
  return [
    ...heads.map((piece) => ({ ...piece, keepNext: true })),
    // The last row (of totals, as a rule) never stands alone.
    ...body.flatMap((pieces, i) => pieces.map((piece) => ({ ...piece, ...head, keepNext: piece.keepNext || i === body.length - 2 }))), // prettier-ignore
  ];
}

/* ------------------------------------------------------------ widths */

/** Stated widths are kept; the others get what their content needs, and a share of what is left over. */
export function columnWidths(rows: readonly Row[], width: number, measure: Measure): readonly number[] {
  const count = Math.max(1, ...rows.map((row) => row.cells.reduce((sum, cell) => sum + cell.columns, 0)));
  const stated: (number | undefined)[] = Array.from({ length: count });
  const least = new Array<number>(count).fill(0);
  const most = new Array<number>(count).fill(0);
  for (const { cells } of rows) {
    let at = 0;
    for (const cell of cells) {
      if (cell.columns === 1) {
        const own = cellExtents(cell, measure);
        least[at] = Math.max(least[at]!, own.least);
        most[at] = Math.max(most[at]!, own.most);
        const extent = cell.box.width;
        if (extent) stated[at] = 'points' in extent ? extent.points : extent.share * width;
      }
      at += cell.columns;
    }
  }
  const sum = (list: readonly number[]): number => list.reduce((total, each) => total + each, 0);
  const fixed = sum(stated.map((each) => each ?? 0));
  const open = stated.flatMap((each, i) => (each === undefined ? [i] : []));
  const room = Math.max(0, width - fixed);
  const wanted = sum(open.map((i) => most[i]!));
  const needed = sum(open.map((i) => least[i]!));
  const shares = stated.map((each, i) => {
    if (each !== undefined) return each;
    if (wanted <= room) return wanted === 0 ? room / open.length : most[i]! + (room - wanted) * (most[i]! / wanted);
    if (needed >= room) return needed === 0 ? room / open.length : room * (least[i]! / needed);
    return least[i]! + (room - needed) * ((most[i]! - least[i]!) / (wanted - needed));
  });
  const total = sum(shares);
  // Stated widths that are too wide together, or that leave room with no column to take it, are stretched to the table.
  return total > 0 && (total > width || open.length === 0) ? shares.map((each) => (each * width) / total) : shares;
}

function cellExtents({ box, blocks }: Cell, measure: Measure): { readonly least: number; readonly most: number } {
  const inset = insetLeft(box) + insetRight(box);
  let [least, most] = [0, 0];
  for (const block of blocks) {
    const own = blockExtents(block, measure);
    least = Math.max(least, box.nowrap ? own.most : own.least);
    most = Math.max(most, own.most);
  }
  return { least: least + inset + 0.1, most: most + inset + 0.1 };
}

function blockExtents(block: Block, measure: Measure): { readonly least: number; readonly most: number } {
  const { box } = block;
  const inset = insetLeft(box) + insetRight(box) + box.margin.left + box.margin.right;
  if (block.kind === 'text') {
    const own = extents(block.runs, measure);
    return { least: (box.nowrap ? own.most : own.least) + inset, most: own.most + inset };
  }
  if (block.kind === 'picture')
    return { least: 20, most: box.width && 'points' in box.width ? box.width.points : block.picture.width * 0.75 };
  const inner =
    block.kind === 'group' ? block.blocks : block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.blocks));
  const own = inner.map((each) => blockExtents(each, measure));
  return {
    least: Math.max(0, ...own.map((each) => each.least)) + inset,
    most: Math.max(0, ...own.map((each) => each.most)) + inset,
  };
}

/* ------------------------------------------------------------ rows */

interface LaidCell {
  readonly cell: Cell;
  readonly x: number;
  readonly width: number;
  readonly pieces: readonly Piece[];
}

function rowPieces(row: Row, widths: readonly number[], context: TableContext): readonly Piece[] {
  let at = 0;
  let x = 0;
  const cells = row.cells.map((cell): LaidCell => {
    const width = widths.slice(at, at + cell.columns).reduce((sum, each) => sum + each, 0);
    const inner = Math.max(1, width - insetLeft(cell.box) - insetRight(cell.box));
    const laid = { cell, x, width, pieces: context.layOut(cell.blocks, inner) };
    at += cell.columns;
    x += width;
    return laid;
  });
  const height = Math.max(0, ...cells.map(heightOf));
  if (height <= context.pageHeight / 2 || row.isHead) return [wholeRow(cells, height)];
  return slicedRow(cells);
}

const contentHeight = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece, i) => sum + piece.height + (i === 0 ? 0 : piece.space), 0);
const heightOf = ({ cell, pieces }: LaidCell): number =>
  Math.max(cell.box.height ?? 0, contentHeight(pieces) + insetTop(cell.box) + insetBottom(cell.box));

function wholeRow(cells: readonly LaidCell[], height: number): Piece {
  const ops = cells.flatMap(({ cell, x, width, pieces }): readonly Op[] => {
    const { box } = cell;
    const rest = height - contentHeight(pieces) - insetTop(box) - insetBottom(box);
    const down = box.verticalAlign === 'top' ? 0 : box.verticalAlign === 'bottom' ? rest : rest / 2;
    const own = stack(pieces, insetLeft(box), insetTop(box) + down);
    return movedAll([...ground(box, width, height, { isFirst: true, isLast: true }), ...own], x, 0);
  });
  return { height, ops, space: 0, keepNext: false, breakBefore: false };
}

function stack(pieces: readonly Piece[], x: number, y: number): readonly Op[] {
  let at = y;
  return pieces.flatMap((piece, i) => {
    at += i === 0 ? 0 : piece.space;
    const ops = movedAll(piece.ops, x, at);
    at += piece.height;
    return ops;
  });
}

/** A row that is higher than half a page: cut between the lines of its cells, the lines of all cells side by side. */
function slicedRow(cells: readonly LaidCell[]): readonly Piece[] {
  const count = Math.max(...cells.map(({ pieces }) => pieces.length));
  return Array.from({ length: count }, (_, i) => {
    const isFirst = i === 0;
    const isLast = i === count - 1;
    const parts = cells.map(({ cell, x, width, pieces }) => {
      const piece = pieces[i];
      const top = isFirst ? insetTop(cell.box) : (piece?.space ?? 0);
      const height = top + (piece?.height ?? 0) + (isLast ? insetBottom(cell.box) : 0);
      return { cell, x, width, top, height, ops: piece?.ops ?? [] };
    });
    const height = Math.max(...parts.map((part) => part.height));
    const ops = parts.flatMap(({ cell, x, width, top, ops: own }) =>
      movedAll(
        [...ground(cell.box, width, height, { isFirst, isLast }), ...movedAll(own, insetLeft(cell.box), top)],
        x,
        0,
      ),
    );
    return { height, ops, space: 0, keepNext: false, breakBefore: false };
  });
}
