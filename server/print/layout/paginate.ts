/** Pieces onto pages: a page ends where the next piece, or what must stand with it, has no room; heads of tables stand again. */
import { movedAll, type Op, type Piece } from './types.js';

/** What is drawn on each page, y from the top of its content. At least one page. */
export function paginate(pieces: readonly Piece[], height: number): readonly (readonly Op[])[] {
  const pages: Op[][] = [[]];
  let y = 0;
  let isEmpty = true;
  const put = (piece: Piece, space: number): void => {
    pages.at(-1)!.push(...movedAll(piece.ops, 0, y + space));
    y += space + piece.height;
  };
  const turn = (piece: Piece): void => {
    pages.push([]);
    y = 0;
    isEmpty = true;
    // A head goes on only where the table does: its own rows have none.
    for (const each of piece.head ?? []) put(each, 0);
  };
  pieces.forEach((piece, i) => {
    if (piece.breakBefore && !isEmpty) turn({ ...piece, head: [] });
    const room = height - y + 0.01;
    const alone = piece.height + (isEmpty ? 0 : piece.space);
    const chain = chainHeight(pieces, i, isEmpty);
    const whole = height - headHeight(piece);
    const wanted = chain <= whole ? chain : alone;
    if (wanted > room && !isEmpty) turn(piece);
    put(piece, isEmpty ? 0 : piece.space);
    isEmpty = false;
  });
  return pages;
}

const headHeight = (piece: Piece): number => (piece.head ?? []).reduce((sum, each) => sum + each.height, 0);

/** Of a piece and of all that have to stand with it. */
function chainHeight(pieces: readonly Piece[], from: number, isFirst: boolean): number {
  let total = 0;
  for (let i = from; i < pieces.length; i++) {
    const piece = pieces[i]!;
    total += piece.height + (i === from && isFirst ? 0 : piece.space);
    if (!piece.keepNext) break;
  }
  return total;
}
