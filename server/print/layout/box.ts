/** What surrounds the content of a box: insets, ground and lines. */
import type { Box, Op, Piece } from './types.js';

export const insetLeft = ({ padding, border }: Box): number => padding.left + (border.left?.width ?? 0);
export const insetRight = ({ padding, border }: Box): number => padding.right + (border.right?.width ?? 0);
export const insetTop = ({ padding, border }: Box): number => padding.top + (border.top?.width ?? 0);
export const insetBottom = ({ padding, border }: Box): number => padding.bottom + (border.bottom?.width ?? 0);

export const keepTogether = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces.map((piece, i) => (i < pieces.length - 1 ? { ...piece, keepNext: true } : piece));

export function ground(
  { background, border }: Pick<Box, 'background' | 'border'>,
  width: number,
  height: number,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): readonly Op[] {
  const ops: Op[] = [];
  if (background) ops.push({ op: 'fill', x: 0, y: 0, width, height, color: background });
  const { top, right, bottom, left } = border;
  const line = (edge: typeof top, x: number, y: number, toX: number, toY: number): void => {
    if (edge && edge.width > 0) ops.push({ op: 'line', x, y, toX, toY, edge });
  };
  if (isFirst && top) line(top, 0, top.width / 2, width, top.width / 2);
  if (isLast && bottom) line(bottom, 0, height - bottom.width / 2, width, height - bottom.width / 2);
  if (left) line(left, left.width / 2, 0, left.width / 2, height);
  if (right) line(right, width - right.width / 2, 0, width - right.width / 2, height);
  return ops;
}
