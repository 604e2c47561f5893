/** Rows and columns of the output, and what stands where they cross. */
import type { Value } from '../../../../metadata/value.js';
import { plain, type Formulas, type Spot } from './formulas.js';
import { isBlank, type Instances } from './instances.js';
import { cellAt, Fault, on, owner, path, Refused, type Cell, type Copy, type Model, type Side } from './model.js';

/** A template row (or column) under a copy; padded where the list has come to its end. */
interface View {
  readonly index: number;
  readonly copy: Copy;
  readonly padded: boolean;
}
/** What a slot is at a place of the other axis. `lead` gives its size. */
interface Slot {
  readonly lead: View;
  look(across: number, other: Copy): View;
}

export interface Shown {
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
  readonly value: Value;
  readonly kind: 'value' | 'blank' | 'piece' | 'error';
}

interface Band {
  readonly cell: Cell;
  readonly from: number;
  readonly to: number;
  readonly acrossFrom: number;
  readonly acrossTo: number;
}

export class Slots {
  constructor(
    readonly model: Model,
    readonly instances: Instances,
    readonly side: Side,
  ) {}

  all(): readonly Slot[] {
    const size = this.side === 'down' ? this.model.height : this.model.width;
    return this.#emit(0, size - 1, this.instances.roots[this.side]);
  }

  #bands(ownerCell: Cell | undefined): readonly Band[] {
    const chain = (cell: Cell) => (this.side === 'down' ? cell.left : cell.top);
    return this.model.cells
      .filter((cell) => cell.side === this.side && chain(cell)[0] === ownerCell)
      .map((cell) => {
        const members = this.model.cells.filter((each) => each === cell || chain(each).includes(cell));
        const span = (at: 'row' | 'column', size: 'height' | 'width') => ({
          from: Math.min(...members.map((each) => each[at])),
          to: Math.max(...members.map((each) => each[at] + each[size] - 1)),
        });
        const [rows, columns] = [span('row', 'height'), span('column', 'width')];
        const [own, across] = this.side === 'down' ? [rows, columns] : [columns, rows];
        return { cell, ...own, acrossFrom: across.from, acrossTo: across.to };
      });
  }

  /** Bands that overlap with one another, through others too, as one group with its extent. */
  #groups(bands: readonly Band[]): readonly { from: number; to: number; bands: readonly Band[] }[] {
    let groups = bands.map((band) => ({ from: band.from, to: band.to, bands: [band] }));
    for (let again = true; again;) {
      again = false;
      for (const a of groups)
        for (const b of groups) {
          if (again || a === b || a.to < b.from || b.to < a.from) continue;
          groups = groups.filter((each) => each !== a && each !== b);
          groups.push({ from: Math.min(a.from, b.from), to: Math.max(a.to, b.to), bands: [...a.bands, ...b.bands] });
          again = true;
        }
    }
    return groups;
  }

  #emit(from: number, to: number, copy: Copy): readonly Slot[] {
    const groups = this.#groups(this.#bands(copy.cell));
    const slots: Slot[] = [];
    for (let index = from; index <= to;) {
      const group = groups.find((each) => each.from <= index && index <= each.to);
      slots.push(...(group ? this.#parallel(group.bands, group.from, group.to, copy) : [plainSlot(index, copy)]));
      index = group ? group.to + 1 : index + 1;
    }
    return slots;
  }

  #parallel(bands: readonly Band[], from: number, to: number, copy: Copy): readonly Slot[] {
    for (const a of bands)
      for (const b of bands) {
        const rows = a.from <= b.to && b.from <= a.to;
        if (a !== b && rows && a.acrossFrom <= b.acrossTo && b.acrossFrom <= a.acrossTo) throw new Refused('bands');
      }
    const range = (first: number, last: number) =>
      Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => plainSlot(first + i, copy));
    const lanes = [...bands]
      .sort((a, b) => a.acrossFrom - b.acrossFrom)
      .flatMap((band) => {
        const below = this.instances.under(copy, band.cell);
        const crosses = this.instances.crosses(band.cell, copy);
        return (crosses.length === 0 ? [undefined] : crosses).map((cross) => ({
          band,
          cross,
          slots: [
            ...range(from, band.from - 1),
            ...below.filter((each) => each.cross === cross).flatMap((each) => this.#emit(band.from, band.to, each)),
            ...range(band.to + 1, to),
          ],
        }));
      });
    const most = Math.max(...lanes.map((lane) => lane.slots.length));
    const longest = lanes.find((lane) => lane.slots.length === most)!;
    return longest.slots.map((slot, k) => ({
      lead: slot.lead,
      look: (across, other) => {
        const lane = lanes.find(({ band, cross }) => across >= band.acrossFrom && across <= band.acrossTo && (!cross || path(other).includes(cross))); // prettier-ignore
        if (!lane) return slot.lead;
        if (lane.slots[k]) return lane.slots[k]!.look(across, other);
        const clipped = Math.max(lane.band.from, Math.min(lane.band.to, slot.lead.index));
        return { index: clipped, copy: slot.lead.copy, padded: true };
      },
    }));
  }
}

const plainSlot = (index: number, copy: Copy): Slot => {
  const lead = { index, copy, padded: false };
  return { lead, look: () => lead };
};

/** Everything that stands in the grid, in reading order. */
export function layOut(model: Model, instances: Instances, formulas: Formulas) {
  const rows = new Slots(model, instances, 'down').all().filter((slot) => model.sheet.rows?.[slot.lead.index]?.height !== 0); // prettier-ignore
  const columns = new Slots(model, instances, 'right').all().filter((slot) => model.sheet.columns?.[slot.lead.index]?.width !== 0); // prettier-ignore
  const places = rows.map((row, i) => columns.map((column, j) => placeOf(row, column, i, j)));

  function placeOf(row: Slot, column: Slot, i: number, j: number) {
    let right = column.look(row.lead.index, row.lead.copy);
    let down = row.look(right.index, right.copy);
    for (let tries = 0; tries < 4; tries++) {
      right = column.look(down.index, down.copy);
      down = row.look(right.index, right.copy);
    }
    const cell = cellAt(model, down.index, right.index);
    if (!cell) return undefined;
    const keys = { down: owner(cell, 'down'), right: owner(cell, 'right') };
    const spot = {
      down: keys.down ? on(down.copy, keys.down) : instances.roots.down,
      right: keys.right ? on(right.copy, keys.right) : instances.roots.right,
    };
    if (down.padded || right.padded || !spot.down || !spot.right) {
      const r = right.padded ? j : formulas.key({ cell, down: right.copy, right: right.copy });
      const d = down.padded ? i : formulas.key({ cell, down: down.copy, right: down.copy });
      const loose = !down.padded && !right.padded;
      return { cell, key: loose ? `loose ${i} ${j}` : `pad ${cell.address} ${d} ${r}`, spot: undefined };
    }
    const found: Spot = { cell, down: spot.down, right: spot.right };
    const blank = isBlank(found.down) || isBlank(found.right);
    return { cell, key: formulas.key(found), spot: blank ? undefined : found };
  }

  const cells: Shown[] = [];
  const done = new Set<string>();
  const taken = new Set<string>();
  const isSame = (key: string, i: number, j: number) => places[i]?.[j]?.key === key && !taken.has(`${i} ${j}`);
  for (let i = 0; i < rows.length; i++)
    for (let j = 0; j < columns.length; j++) {
      const place = places[i]![j];
      if (!place || taken.has(`${i} ${j}`)) continue;
      const { cell, key, spot } = place;
      let width = 1;
      while (isSame(key, i, j + width)) width++;
      let height = 1;
      while (Array.from({ length: width }, (_, c) => j + c).every((c) => isSame(key, i + height, c))) height++;
      const [stretchDown, stretchRight] = cell.document.stretch ?? [true, true];
      const ownHeight = stretchDown ? height : Math.min(height, cell.height);
      const ownWidth = stretchRight ? width : Math.min(width, cell.width);
      const first = !done.has(key);
      done.add(key);
      for (let r = i; r < i + height; r++)
        for (let c = j; c < j + width; c++) {
          taken.add(`${r} ${c}`);
          const isPart = r < i + ownHeight && c < j + ownWidth;
          if (isPart && (r > i || c > j)) continue;
          const size = isPart ? { height: ownHeight, width: ownWidth } : { height: 1, width: 1 };
          cells.push({ row: r, column: c, ...size, ...shown(spot, isPart && first) });
        }
    }

  function shown(spot: Spot | undefined, first: boolean): Pick<Shown, 'value' | 'kind'> {
    if (!spot) return { value: null, kind: 'blank' };
    if (!first) return { value: null, kind: 'piece' };
    try {
      const value = formulas.read(spot);
      return { value: Array.isArray(value) ? plain(value) : value, kind: 'value' };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { value: error.message, kind: 'error' };
    }
  }
  cells.sort((a, b) => a.row - b.row || a.column - b.column);
  return { rows: rows.length, columns: columns.length, cells };
}
