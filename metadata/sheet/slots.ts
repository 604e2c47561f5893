/**
 * Slots: the rows (or columns) of the output, before any value is known.
 *
 *   emit(band, instance):  template rows in order; a row outside child bands is one slot;
 *                          a child band is emitted once per instance;
 *                          bands that overlap run in parallel as lanes, the shorter padded with blanks.
 */
import type { Band, BandTree } from './bands.js';
import type { Instance, TemplateCell } from './types.js';

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

export interface Slot {
  readonly view: View;
  readonly lanes: readonly Lane[];
}

export function emitSlots(size: number, bands: BandTree, root: Instance): readonly Slot[] {
  return emit(0, size - 1, '', root, bands);
}

/** The view of a slot at a position of the other axis: a lane's, where one covers it, else the slot's own. */
export function viewAt(slot: Slot, across: number, other: Instance): View {
  for (const lane of slot.lanes) {
    if (across < lane.from || across > lane.to) continue;
    if (lane.cross && !isBelow(other, lane.cross)) continue;
    return viewAt(lane.slot, across, other);
  }
  return slot.view;
}

export function isBelow(instance: Instance, ancestor: Instance): boolean {
  for (let at: Instance | undefined = instance; at; at = at.parent) if (at === ancestor) return true;
  return false;
}

function emit(from: number, to: number, owner: string, inner: Instance, bands: BandTree): Slot[] {
  const children = (bands.get(owner) ?? []).filter((band) => band.to >= from && band.from <= to);
  const slots: Slot[] = [];
  for (let index = from; index <= to;) {
    const group = overlapping(children, index);
    if (group.length === 0) {
      slots.push({ view: { index, inner, padded: false }, lanes: [] });
      index++;
      continue;
    }
    const end = Math.max(...group.map((band) => band.to));
    for (const slot of emitGroup(group, index, end, inner, bands)) slots.push(slot);
    index = end + 1;
  }
  return slots;
}

/** The bands that begin at `index`, and all that overlap with them. */
function overlapping(children: readonly Band[], index: number): readonly Band[] {
  const group = children.filter((band) => band.from === index);
  if (group.length === 0) return group;
  let end = Math.max(...group.map((band) => band.to));
  for (const band of children) {
    if (band.from <= index || band.from > end || group.includes(band)) continue;
    group.push(band);
    end = Math.max(end, band.to);
  }
  return group;
}

function emitGroup(
  group: readonly Band[],
  from: number,
  to: number,
  inner: Instance,
  bands: BandTree,
): readonly Slot[] {
  const only = group[0]!;
  if (group.length === 1 && !only.cross) return emitInstances(only, childrenOf(inner, only.owner), bands);
  const lanes = group.flatMap((band) => lanesOf(band, from, to, inner, bands));
  return zip(lanes);
}

function emitInstances(band: Band, instances: readonly Instance[], bands: BandTree): Slot[] {
  const slots: Slot[] = [];
  for (const instance of instances) {
    for (const slot of emit(band.from, band.to, band.owner.address, instance, bands)) slots.push(slot);
  }
  return slots;
}

interface FullLane {
  readonly band: Band;
  readonly cross: Instance | undefined;
  readonly slots: readonly Slot[];
}

/** A lane walks the whole union: its instances, and the rows of the union outside its own band (R5). */
function lanesOf(band: Band, from: number, to: number, inner: Instance, bands: BandTree): readonly FullLane[] {
  const walk = (instances: readonly Instance[]): readonly Slot[] => [
    ...outside(from, band.from - 1, inner),
    ...emitInstances(band, instances, bands),
    ...outside(band.to + 1, to, inner),
  ];
  const instances = childrenOf(inner, band.owner);
  if (!band.cross) return [{ band, cross: undefined, slots: walk(instances) }];
  const crosses = [...new Set(instances.map((instance) => instance.cross!))];
  return crosses.map((cross) => ({
    band,
    cross,
    slots: walk(instances.filter((instance) => instance.cross === cross)),
  }));
}

function outside(from: number, to: number, inner: Instance): readonly Slot[] {
  const slots: Slot[] = [];
  for (let index = from; index <= to; index++) slots.push({ view: { index, inner, padded: false }, lanes: [] });
  return slots;
}

/** The longest lane (the first of equals) gives each slot its own view; shorter ones are padded (R6). */
function zip(lanes: readonly FullLane[]): readonly Slot[] {
  const longest = lanes.reduce((best, lane) => (lane.slots.length > best.slots.length ? lane : best));
  return longest.slots.map((lead, k) => ({
    view: lead.view,
    lanes: lanes.map((lane) => ({
      from: lane.band.acrossFrom,
      to: lane.band.acrossTo,
      cross: lane.cross,
      slot: lane.slots[k] ?? paddedSlot(lead.view, lane.band),
    })),
  }));
}

function paddedSlot(lead: View, band: Band): Slot {
  const index = Math.min(Math.max(lead.index, band.from), band.to);
  return { view: { index, inner: lead.inner, padded: true }, lanes: [] };
}

function childrenOf(inner: Instance, owner: TemplateCell): readonly Instance[] {
  return inner.children.get(owner.address) ?? [];
}
