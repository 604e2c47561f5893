/** Bars of a timeline in their rows: one for each record, or packed into lanes so that no two of them cover each other. */
import type { Entry } from '../entry.js';
import { partOf, type Axis, type Part } from './axis.js';

export interface Bar extends Part {
  readonly entry: Entry;
  /** Its words stand on it, or beside it where it is too short for them. */
  readonly words: 'on' | 'after' | 'before';
  /** The line of the lane that it stands on, from 0. */
  readonly line: number;
}

export interface Lane {
  readonly key: string;
  readonly label: string;
  readonly colour: string | undefined;
  readonly bars: readonly Bar[];
  readonly lines: number;
}

/** What a record says about its lane; `order` sorts lanes before their labels do. */
export interface LaneHead {
  readonly key: string;
  readonly label: string;
  readonly colour?: string | undefined;
  readonly order: number;
}

/** Hundredths of the axis that stay free between two bars of a line. */
const gap = 0.4;

/** `room` is what the words of an entry need, in hundredths of the axis. */
export function barsOf(entries: readonly Entry[], axis: Axis, room: (entry: Entry) => number): readonly Bar[] {
  return entries.flatMap((entry) => {
    const part = partOf(entry, axis);
    if (!part) return [];
    const need = room(entry);
    const words = part.width >= need ? 'on' : part.left + part.width + need <= 100 ? 'after' : 'before';
    return [{ ...part, entry, words, line: 0 } as const];
  });
}

/** A lane for each record, in the given order. */
export const rowsOf = (bars: readonly Bar[], labelOf: (entry: Entry) => string): readonly Lane[] =>
  bars.map((bar) => ({
    ...{ key: bar.entry.row.id, label: labelOf(bar.entry), colour: undefined },
    bars: [bar],
    lines: 1,
  }));

export function lanesOf(
  bars: readonly Bar[],
  headOf: (entry: Entry) => LaneHead,
  room: (entry: Entry) => number,
): readonly Lane[] {
  const found = new Map<string, { head: LaneHead; bars: Bar[] }>();
  for (const bar of bars) {
    const head = headOf(bar.entry);
    const lane = found.get(head.key) ?? { head, bars: [] };
    lane.bars.push(bar);
    found.set(head.key, lane);
  }
  return [...found.values()]
    .sort((a, b) => a.head.order - b.head.order || a.head.label.localeCompare(b.head.label))
    .map(({ head: { key, label, colour }, bars: own }) => ({ key, label, colour, ...pack(own, room) }));
}

/** From the left, each bar on the first line that has room for it and its words. */
export function pack(bars: readonly Bar[], room: (entry: Entry) => number): Pick<Lane, 'bars' | 'lines'> {
  const ends: number[] = [];
  const spread = bars.map((bar) => ({ bar, ...spreadOf(bar, room(bar.entry)) })).sort((a, b) => a.from - b.from || b.to - a.to); // prettier-ignore
  const packed = spread.map(({ bar, from, to }) => {
    const free = ends.findIndex((end) => end + gap <= from);
    const line = free === -1 ? ends.length : free;
    ends[line] = to;
    return { ...bar, line };
  });
  return { bars: packed, lines: ends.length };
}

/** What a bar covers, its words with it. */
export function spreadOf({ left, width, words }: Bar, need: number): { readonly from: number; readonly to: number } {
  return {
    from: words === 'before' ? left - need : left,
    to: left + width + (words === 'after' ? need : 0),
  };
}

/** The bar that a key leads to from one, through the lanes from top to bottom. */
export function nextBar(lanes: readonly Lane[], id: string, key: string): string | undefined {
  const ids = lanes.flatMap((lane) => lane.bars.map((bar) => bar.entry.row.id));
  const at = ids.indexOf(id);
  if (at === -1) return undefined;
  if (key === 'ArrowDown') return ids[at + 1];
  if (key === 'ArrowUp') return ids[at - 1];
  return key === 'Home' ? ids[0] : key === 'End' ? ids.at(-1) : undefined;
}
