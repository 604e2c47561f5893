/**
 * Where the parts of a dashboard stand on paper: in the grid as on the screen, the sheet lying. A page ends between two
 * rows of parts that no part crosses; rows that are higher than a page are made smaller.
 */

export interface GridPart {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface PlacedPart<P> {
  readonly part: P;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PageRoom {
  readonly width: number;
  readonly height: number;
  /** Height of one row of the grid, and the space between parts. */
  readonly row: number;
  readonly gap: number;
}

const COLUMNS = 12;

export function layDashboard<P extends GridPart>(
  parts: readonly P[],
  { width, height, row, gap }: PageRoom,
): readonly (readonly PlacedPart<P>[])[] {
  const pages: PlacedPart<P>[][] = [];
  const column = (width + gap) / COLUMNS;
  let used = Number.POSITIVE_INFINITY;
  for (const band of bandsOf(parts)) {
    const top = Math.min(...band.map(({ y }) => y));
    const rows = Math.max(...band.map(({ y, h }) => y + h)) - top;
    const scale = Math.min(1, (height + gap) / (rows * row));
    const needed = rows * row * scale;
    if (used + needed > height + gap + 0.01) {
      pages.push([]);
      used = 0;
    }
    for (const part of band) {
      pages.at(-1)!.push({
        part,
        x: part.x * column,
        y: used + (part.y - top) * row * scale,
        width: part.w * column - gap,
        height: part.h * row * scale - gap,
      });
    }
    used += needed;
  }
  return pages;
}

/** Runs of parts that share rows, from the top; within one as they are read. */
function bandsOf<P extends GridPart>(parts: readonly P[]): readonly (readonly P[])[] {
  const bands: P[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const part of [...parts].sort((a, b) => a.y - b.y || a.x - b.x)) {
    if (part.y >= end) bands.push([]);
    bands.at(-1)!.push(part);
    end = Math.max(end, part.y + part.h);
  }
  return bands;
}
