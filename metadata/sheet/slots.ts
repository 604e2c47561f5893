/**
 * Slots: the rows (or columns) of the output, before any value is known.
 *
 *   emit(band, instance):  template rows in order; a row outside child bands is one slot;
 *                          a child band is emitted once per instance;
 *                          bands that overlap run in parallel as lanes, the shorter padded with blanks.
 */
import type { Band, BandTree } from './bands.js';
import { agree } from './references.js';
import type { Expansion, Instance } from './types.js';

/** What stands at a slot: a template row (column) under an instance. Padded views are blank cells. */
export interface View {
  readonly index: number;
  readonly inner: Instance;
  readonly padded: boolean;
}

/** A part of a slot that has its own view: beside other lists, or under one instance of the other axis. */
interface Lane {
  readonly from: number;
  readonly to: number;
  readonly cross: Instance | undefined;
  readonly slot: Slot;
}

/** The view is that of the longest lane. */
export interface Slot extends View {
  readonly lanes: readonly Lane[];
}

const noLanes: readonly Lane[] = [];
const slotOf = (index: number, inner: Instance): Slot => ({ index, inner, padded: false, lanes: noLanes });

export function emitSlots(size: number, bands: BandTree, root: Instance, expansion: Expansion): readonly Slot[] {
  const slots: Slot[] = [];
  new Emitter(bands, expansion).emit(0, size - 1, '', root, slots);
  return slots;
}

/** The view of a slot at a position of the other axis: a lane's, where one covers it, else the slot's own. */
export function viewAt(slot: Slot, across: number, other: Instance): View {
  for (const lane of slot.lanes) {
    if (across < lane.from || across > lane.to) continue;
    if (lane.cross && !isBelow(other, lane.cross)) continue;
    return viewAt(lane.slot, across, other);
  }
  return slot;
}

export function isBelow(instance: Instance, ancestor: Instance): boolean {
  for (let at: Instance | undefined = instance; at; at = at.parent) if (at === ancestor) return true;
  return false;
}

interface FullLane {
  readonly band: Band;
  readonly cross: Instance | undefined;
  readonly slots: readonly Slot[];
}

class Emitter {
  constructor(
    readonly bands: BandTree,
    readonly expansion: Expansion,
  ) {}

  emit(from: number, to: number, owner: string, inner: Instance, slots: Slot[]): void {
    const children = this.bands.get(owner) ?? [];
    for (let index = from; index <= to;) {
      const group = overlapping(children, index);
      if (group.length === 0) {
        slots.push(slotOf(index, inner));
        index++;
        continue;
      }
      const end = Math.max(...group.map((band) => band.to));
      this.#emitGroup(group, index, end, inner, slots);
      index = end + 1;
    }
  }

  #emitGroup(group: readonly Band[], from: number, to: number, inner: Instance, slots: Slot[]): void {
    const only = group[0]!;
    if (group.length === 1 && !only.cross) return this.#emitInstances(only, inner, undefined, slots);
    for (const slot of zip(group.flatMap((band) => this.#lanesOf(band, from, to, inner)))) slots.push(slot);
  }

  #emitInstances(band: Band, inner: Instance, cross: Instance | undefined, slots: Slot[]): void {
    const range = inner.children?.get(band.owner)?.emitted;
    if (!range) return;
    for (let i = range.from; i < range.to; i++) {
      const instance = range.list[i]!;
      if (!cross || instance.cross === cross)
        this.emit(band.from, band.to, band.owner.address, instance, slots);
    }
  } // prettier-ignore

  /** A lane walks the whole union: its instances, and the rows of the union outside its own band (R5). */
  #lanesOf(band: Band, from: number, to: number, inner: Instance): readonly FullLane[] {
    const crosses = band.cross ? (this.expansion.all(band.cross) ?? []).filter((cross) => agree(inner, cross)) : [];
    return (crosses.length === 0 ? [undefined] : crosses).map((cross) => {
      const slots: Slot[] = [];
      for (let index = from; index < band.from; index++) slots.push(slotOf(index, inner));
      this.#emitInstances(band, inner, cross, slots);
      for (let index = band.to + 1; index <= to; index++) slots.push(slotOf(index, inner));
      return { band, cross, slots };
    });
  }
}

/** The bands that begin at `index`, and all that overlap with them; those of equal length leftmost first. */
function overlapping(children: readonly Band[], index: number): readonly Band[] {
  const group = children.filter((band) => band.from === index);
  if (group.length === 0) return group;
  let end = Math.max(...group.map((band) => band.to));
  for (const band of children) {
    if (band.from <= index || band.from > end || group.includes(band)) continue;
    group.push(band);
    end = Math.max(end, band.to);
  }
  return group.sort((a, b) => a.acrossFrom - b.acrossFrom);
}

/** The longest lane (the first of equals) gives each slot its own view; shorter ones are padded (R6). */
function zip(lanes: readonly FullLane[]): readonly Slot[] {
  const longest = lanes.reduce((best, lane) => (lane.slots.length > best.slots.length ? lane : best));
  return longest.slots.map((lead, k) => ({
    index: lead.index,
    inner: lead.inner,
    padded: false,
    lanes: lanes.map((lane) => ({
      from: lane.band.acrossFrom,
      to: lane.band.acrossTo,
      cross: lane.cross,
      slot: lane.slots[k] ?? paddedSlot(lead, lane.band),
    })),
  }));
}

function paddedSlot(lead: View, band: Band): Slot {
  const index = Math.min(Math.max(lead.index, band.from), band.to);
  return { index, inner: lead.inner, padded: true, lanes: noLanes };
}
