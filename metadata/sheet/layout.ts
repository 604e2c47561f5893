/**
 * What stands where row slots cross column slots, without values: template cells with their identities, and the pieces
 * into which equal identities that touch are merged, in reading order, by width first (R7).
 */
import { viewAt, type Slot, type View } from './slots.js';
import type { CellInstance, Instance, Template, TemplateCell } from './types.js';
import { identityAt } from './values.js';

/** What stands at a position. Equal cell, `down` and `right` are one cell; numbers are places of padding. */
export interface Place {
  readonly cell: TemplateCell;
  readonly down: Instance | number;
  readonly right: Instance | number;
  /** Undefined for padding and fill. */
  readonly at: CellInstance | undefined;
  /** Stands nowhere else: one row and column of its own. */
  readonly single: boolean;
}

export interface Piece {
  readonly place: Place;
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
  /** Shows the value; later pieces and what `stretch` leaves over are empty. */
  readonly first: boolean;
}

const isSame = (a: Place | undefined, b: Place): boolean =>
  a !== undefined && a.cell === b.cell && a.down === b.down && a.right === b.right;

/** A rectangle of positions; ends not included. */
interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export class Layout {
  #reaches: { readonly rows: Reach; readonly columns: Reach } | undefined;
  readonly #long = new Map<string, readonly Piece[]>();

  constructor(
    readonly rows: readonly Slot[],
    readonly columns: readonly Slot[],
    readonly template: Template,
  ) {}

  placeAt(i: number, j: number): Place | undefined {
    const [row, column] = [this.rows[i]!, this.columns[j]!];
    let right: View = viewAt(column, row.index, row.inner);
    let down: View = viewAt(row, right.index, right.inner);
    // Lanes on both axes: each is found by what the other says, until they agree.
    if (row.lanes.length > 0 && column.lanes.length > 0)
      for (let tries = 0; tries < 4; tries++) {
        right = viewAt(column, down.index, down.inner);
        down = viewAt(row, right.index, right.inner);
      }
    const cell = this.template.at(down.index, right.index);
    if (!cell) return undefined;
    const at = identityAt(cell, down.inner, right.inner);
    if (down.padded || right.padded)
      return {
        cell,
        down: down.padded ? i : down.inner,
        right: right.padded ? j : right.inner,
        at: undefined,
        single: false,
      };
    if (!at) return { cell, down: i, right: j, at: undefined, single: true };
    const isOwn = at.down === row.inner && at.right === column.inner && row.lanes.length + column.lanes.length === 0;
    return {
      cell,
      down: at.down,
      right: at.right,
      at: at.down.blank || at.right.blank ? undefined : at,
      single: isOwn && cell.rows === 1 && cell.columns === 1,
    };
  }

  /** Pieces that reach into some rows, in reading order; those that begin above come first. */
  pieces(from = 0, to = this.rows.length): readonly Piece[] {
    const width = this.columns.length;
    const places: (Place | undefined)[] = [];
    for (let i = from; i < to; i++) for (let j = 0; j < width; j++) places.push(this.placeAt(i, j));
    const isWhole = from === 0 && to === this.rows.length;
    const taken = new Uint8Array(places.length);
    const pieces: Piece[] = [];
    const box: Box = { top: from, bottom: to, left: 0, right: width };
    const shown = new Shown();
    const done = new Set<string>();
    const at = (i: number, j: number) => places[(i - from) * width + j];
    for (let i = from; i < to; i++) {
      for (let j = 0; j < width; j++) {
        const place = at(i, j);
        if (!place || taken[(i - from) * width + j]) continue;
        if (place.single) {
          pieces.push({ place, row: i, column: j, height: 1, width: 1, first: true });
          continue;
        }
        if (!isWhole && this.#reachesOut(place, from, to)) {
          const name = nameOf(place);
          if (done.has(name)) continue;
          done.add(name);
          for (const piece of this.#piecesOf(place, name))
            if (piece.row < to && piece.row + piece.height > from) pieces.push(piece);
          continue;
        }
        cut(place, i, j, box, at, taken, shown, pieces);
      }
    }
    const inOrder = (a: Piece, b: Piece) => a.row - b.row || a.column - b.column;
    return pieces.every((piece, i) => i === 0 || inOrder(pieces[i - 1]!, piece) < 0) ? pieces : pieces.sort(inOrder);
  }

  /** The first row in which a cell stands. */
  rowOf({ cell, down, right }: CellInstance): number | undefined {
    const { rows, columns } = this.#reach();
    const [top, last] = rows.of(down, cell.row, cell.rows);
    const [left, end] = columns.of(right, cell.column, cell.columns);
    for (let i = top; i <= last; i++)
      for (let j = left; j <= end; j++) {
        const at = this.placeAt(i, j)?.at;
        if (at && at.cell === cell && at.down === down && at.right === right) return i;
      }
    return undefined;
  }

  #reach() {
    return (this.#reaches ??= { rows: new Reach(this.rows), columns: new Reach(this.columns) });
  }

  #reachesOut(place: Place, from: number, to: number): boolean {
    if (typeof place.down === 'number') return false;
    const [first, last] = this.#reach().rows.of(place.down, place.cell.row, place.cell.rows);
    return first < from || last >= to;
  }

  /** All pieces of one identity, wherever they are; kept, for it is asked for by each window. */
  #piecesOf(place: Place, name: string): readonly Piece[] {
    const { cell, down, right } = place;
    const known = this.#long.get(name);
    if (known) return known;
    const { rows, columns } = this.#reach();
    const [top, last] = rows.of(down as Instance, cell.row, cell.rows);
    const [left, end] = typeof right === 'number' ? [right, right] : columns.of(right, cell.column, cell.columns);
    const box: Box = { top, bottom: last + 1, left, right: end + 1 };
    const width = box.right - box.left;
    const same = new Uint8Array((box.bottom - box.top) * width);
    for (let i = box.top; i < box.bottom; i++)
      for (let j = box.left; j < box.right; j++)
        if (isSame(this.placeAt(i, j), place)) same[(i - box.top) * width + j - box.left] = 1;
    const pieces: Piece[] = [];
    const taken = new Uint8Array(same.length);
    const shown = new Shown();
    const at = (i: number, j: number) => (same[(i - box.top) * width + j - box.left] === 1 ? place : undefined);
    for (let i = box.top; i < box.bottom; i++)
      for (let j = box.left; j < box.right; j++)
        if (at(i, j) && !taken[(i - box.top) * width + j - box.left]) cut(place, i, j, box, at, taken, shown, pieces);
    this.#long.set(name, pieces);
    return pieces;
  }
}

/** Cuts the piece that begins at a position: the largest rectangle, by width first; and what `stretch` leaves of it. */
function cut(
  place: Place,
  i: number,
  j: number,
  box: Box,
  at: (i: number, j: number) => Place | undefined,
  taken: Uint8Array,
  shown: Shown,
  pieces: Piece[],
): void {
  const across = box.right - box.left;
  const index = (r: number, c: number) => (r - box.top) * across + c - box.left;
  const isFree = (r: number, c: number) => !taken[index(r, c)] && isSame(at(r, c), place);
  let width = 1;
  while (j + width < box.right && isFree(i, j + width)) width++;
  let height = 1;
  grow: while (i + height < box.bottom) {
    for (let c = j; c < j + width; c++) if (!isFree(i + height, c)) break grow;
    height++;
  }
  for (let r = i; r < i + height; r++) taken.fill(1, index(r, j), index(r, j) + width);
  const { cell } = place;
  const first = !place.at || shown.add(place.at);
  const [stretchDown, stretchRight] = cell.document.stretch ?? [true, true];
  const ownHeight = stretchDown ? height : Math.min(height, cell.rows);
  const ownWidth = stretchRight ? width : Math.min(width, cell.columns);
  pieces.push({ place, row: i, column: j, height: ownHeight, width: ownWidth, first });
  // R33: the rest of the run are single empty cells.
  if (ownHeight < height || ownWidth < width)
    for (let r = i; r < i + height; r++)
      for (let c = r < i + ownHeight ? j + ownWidth : j; c < j + width; c++)
        pieces.push({ place, row: r, column: c, height: 1, width: 1, first: false });
}

const nameOf = ({ cell, down, right }: Place): string =>
  `${cell.ordinal} ${typeof down === 'number' ? `at ${down}` : down.id} ${typeof right === 'number' ? `at ${right}` : right.id}`;

/** Identities whose value stands somewhere already. */
class Shown {
  readonly #byCell = new Map<TemplateCell, Set<number>>();

  /** False when it was there. */
  add({ cell, down, right }: CellInstance): boolean {
    let known = this.#byCell.get(cell);
    if (!known) this.#byCell.set(cell, (known = new Set()));
    const before = known.size;
    known.add(right.id * 2 ** 26 + down.id);
    return known.size > before;
  }
}

/** First and last slot in which an instance or a template row stands. */
class Reach {
  readonly #instances = new Map<Instance, [number, number]>();
  readonly #lines: [number, number][] = [];

  constructor(slots: readonly Slot[]) {
    slots.forEach((slot, i) => this.#mark(slot, i));
  }

  #mark(slot: Slot, i: number): void {
    const line = this.#lines[slot.index];
    if (line) line[1] = i;
    else this.#lines[slot.index] = [i, i];
    for (let at: Instance | undefined = slot.inner; at; at = at.parent) {
      const known = this.#instances.get(at);
      if (!known) this.#instances.set(at, [i, i]);
      else if (known[1] === i) break;
      else known[1] = i;
    }
    for (const lane of slot.lanes) this.#mark(lane.slot, i);
  }

  /** Where a cell of some template rows can stand under an instance. */
  of(instance: Instance, from: number, count: number): readonly [number, number] {
    const [first, last] = this.#instances.get(instance) ?? [0, -1];
    let [top, bottom] = [Infinity, -1];
    for (let line = from; line < from + count; line++) {
      const [a, b] = this.#lines[line] ?? [Infinity, -1];
      [top, bottom] = [Math.min(top, a), Math.max(bottom, b)];
    }
    return [Math.max(first, top), Math.min(last, bottom)];
  }
}
