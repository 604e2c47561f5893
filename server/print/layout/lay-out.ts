/**
 * Blocks to strips of content (pieces), one below the other; pages are cut between them (paginate.ts).
 *
 *   text -> a piece for each line;  group -> the pieces of its blocks, with its ground and lines;  table -> a piece for each row
 */
import { breakLines, type Line } from './break-lines.js';
import { ground, insetBottom, insetLeft, insetRight, insetTop, keepTogether } from './box.js';
import { layOutTable } from './table.js';
import { movedAll, type Block, type Box, type Measure, type Op, type Piece, type Run } from './types.js';

export interface LayoutContext {
  readonly measure: Measure;
  /** Of the room on a page: what is higher than half of it may be divided. */
  readonly pageHeight: number;
}

export function layOutBlocks(blocks: readonly Block[], width: number, context: LayoutContext): readonly Piece[] {
  const pieces: Piece[] = [];
  let below = 0;
  let breaks = false;
  for (const block of blocks) {
    const { margin, breakBefore, breakAfter, keepNext } = block.box;
    const [first, ...rest] = layOutBlock(block, width, context);
    if (!first) {
      below = Math.max(below, margin.top, margin.bottom);
      continue;
    }
    const space = Math.max(below, margin.top) + first.space;
    const own = [{ ...first, space, breakBefore: first.breakBefore || breakBefore || breaks }, ...rest];
    // A heading is no last line of a page.
    pieces.push(...(keepNext ? own.map((piece) => ({ ...piece, keepNext: true })) : own));
    below = margin.bottom;
    breaks = breakAfter;
  }
  return pieces;
}

function layOutBlock(block: Block, around: number, context: LayoutContext): readonly Piece[] {
  const { box } = block;
  const outer = Math.max(1, widthOf(box, around));
  const inner = Math.max(1, outer - insetLeft(box) - insetRight(box));
  const pieces =
    block.kind === 'text'
      ? textPieces(block.runs, inner, box, context)
      : block.kind === 'group'
        ? groupPieces(block, inner, context)
        : block.kind === 'table'
          ? layOutTable(block, inner, { ...context, layOut: (blocks, room) => layOutBlocks(blocks, room, context) })
          : [picturePiece(block, inner)];
  const kept = box.keep ? keepTogether(pieces) : pieces;
  return frame(kept, box, outer).map((piece) => shifted(piece, box.margin.left + offsetOf(box, around, outer)));
}

const widthOf = ({ width, margin }: Box, around: number): number => {
  const room = around - margin.left - margin.right;
  if (!width) return room;
  return Math.min(room, 'points' in width ? width.points : width.share * around);
};
/** Something narrower than what is around it stands where its text is aligned to. */
const offsetOf = ({ align, width, margin }: Box, around: number, outer: number): number => {
  const rest = around - margin.left - margin.right - outer;
  return !width || align === 'left' ? 0 : align === 'right' ? rest : rest / 2;
};

const shifted = (piece: Piece, x: number): Piece =>
  x === 0
    ? piece
    : {
        ...piece,
        ops: movedAll(piece.ops, x, 0),
        ...(piece.head ? { head: piece.head.map((each) => shifted(each, x)) } : {}),
      };

/* ------------------------------------------------------------ text */

function textPieces(runs: readonly Run[], width: number, box: Box, { measure }: LayoutContext): readonly Piece[] {
  const lines = breakLines(runs, box.nowrap ? Infinity : width, measure);
  const usual = runs[0]?.style.size ?? 10;
  return lines.map((line, i) => ({
    ...linePiece(line, width, box, usual),
    // No first and no last line of a paragraph stands alone on its page.
    keepNext: lines.length > 1 && (i === 0 || i === lines.length - 2),
  }));
}

function linePiece(line: Line, width: number, box: Box, usual: number): Piece {
  const size = Math.max(usual, ...line.fragments.map((each) => each.style.size));
  const height = size * box.lineHeight;
  const y = height / 2 + size * 0.36;
  let x = box.align === 'left' ? 0 : box.align === 'right' ? width - line.width : (width - line.width) / 2;
  const ops: Op[] = [];
  for (const { text, width: own, style } of line.fragments) {
    ops.push({ op: 'text', x, y, text, width: own, style });
    if (style.underline) {
      const edge = { width: style.size * 0.05, color: style.color };
      ops.push({ op: 'line', x, y: y + style.size * 0.12, toX: x + own, toY: y + style.size * 0.12, edge });
    }
    x += own;
  }
  return { height, ops, space: 0, keepNext: false, breakBefore: false };
}

/* ------------------------------------------------------------ groups, pictures */

function groupPieces(
  { blocks, marker, box }: Extract<Block, { kind: 'group' }>,
  width: number,
  context: LayoutContext,
): readonly Piece[] {
  const pieces = layOutBlocks(blocks, width, context);
  const [first, ...rest] = pieces;
  if (!first || !marker) return pieces;
  const line = breakLines([marker], Infinity, context.measure)[0]!;
  const own = linePiece(line, width, { ...box, align: 'left' }, marker.style.size);
  const gap = line.width + marker.style.size * 0.5;
  return [{ ...first, ops: [...first.ops, ...movedAll(own.ops, -gap, 0)] }, ...rest];
}

const pixel = 72 / 96;

function picturePiece({ picture, box }: Extract<Block, { kind: 'picture' }>, width: number): Piece {
  const ratio = picture.height / Math.max(1, picture.width);
  const own = box.height === undefined ? picture.width * pixel : box.height / ratio;
  const shown = Math.min(width, box.width ? width : own);
  const x = box.align === 'left' ? 0 : box.align === 'right' ? width - shown : (width - shown) / 2;
  const height = shown * ratio;
  const op = { op: 'picture', x, y: 0, width: shown, height, picture } as const;
  return { height, ops: [op], space: 0, keepNext: false, breakBefore: false };
}

/* ------------------------------------------------------------ ground and lines around */

/** Padding, ground and border of a box, whose pieces may come to stand on several pages. */
function frame(content: readonly Piece[], box: Box, width: number): readonly Piece[] {
  const isPlain = !box.background && !Object.values(box.border).some(Boolean);
  const filled = fillUp(content, box);
  if (isPlain && insetTop(box) === 0 && insetBottom(box) === 0 && insetLeft(box) === 0) return filled;
  return filled.map((piece, i) => {
    const isFirst = i === 0;
    const isLast = i === filled.length - 1;
    // Blanks between the pieces belong to the ground.
    const above = (isFirst ? insetTop(box) : 0) + (isPlain && !isFirst ? 0 : piece.space);
    const height = above + piece.height + (isLast ? insetBottom(box) : 0);
    const ops = [...ground(box, width, height, { isFirst, isLast }), ...movedAll(piece.ops, insetLeft(box), above)];
    const head = piece.head?.map((each) => ({ ...each, ops: movedAll(each.ops, insetLeft(box), 0) }));
    return { ...piece, height, ops, space: isPlain && !isFirst ? piece.space : 0, ...(head ? { head } : {}) };
  });
}

/** Blank at the end of a box that has to be higher than its content. */
function fillUp(content: readonly Piece[], box: Box): readonly Piece[] {
  if (box.height === undefined) return content;
  const used = content.reduce((sum, piece) => sum + piece.height + piece.space, insetTop(box) + insetBottom(box));
  const rest = Math.max(0, box.height - used);
  if (rest === 0 && content.length > 0) return content;
  const blank: Piece = { height: rest, ops: [], space: 0, keepNext: false, breakBefore: false };
  return [...keepTogether([...content, blank])];
}
