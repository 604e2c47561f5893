/** The columns of a board as plain data: which there are, which cards stand in them, what a move makes of them. */
import type { Filter } from '../../../../metadata/schema/query.js';
import type { Choice, ModeGroup, WireRecord } from '../../../../runtime/api.js';

export interface Lane {
  readonly key: string;
  /** A code, the id of a record, null for none. */
  readonly value: string | null;
  readonly label: string;
  readonly colour: string | undefined;
  readonly count: number;
  readonly sums: readonly unknown[];
  /** Loaded cards. */
  readonly cards: readonly WireRecord[];
}

/** Cards of a column that are fetched at once. */
export const cardsAtOnce = 50;

const keyOf = (value: string | null): string => (value === null ? 'none' : `is ${value}`);

/**
 * Columns in the order of the choices, else of the groups; retired choices only where they have cards. The column of
 * records without a value stands first, where there are some or a card may be put there.
 */
export function lanesOf(
  groups: readonly ModeGroup[],
  { choices, none, mayBeNone }: { choices: readonly Choice[] | undefined; none: string; mayBeNone: boolean },
): readonly Lane[] {
  const found = new Map(groups.map((group) => [group.value, group] as const));
  const lane = (value: string | null, label: string, colour?: string): Lane => {
    const group = found.get(value);
    return { key: keyOf(value), value, label, colour, count: group?.count ?? 0, sums: group?.sums ?? [], cards: [] };
  };
  const empty = mayBeNone || found.has(null) ? [lane(null, none)] : [];
  const valued = groups.filter((group) => group.value !== null);
  if (!choices) return [...empty, ...valued.map(({ value, label }) => lane(value, label ?? value!))];
  const shown = choices.filter((choice) => choice.active || found.has(choice.code));
  const unknown = valued.filter(({ value }) => !choices.some((choice) => choice.code === value));
  return [
    ...empty,
    ...shown.map(({ code, label, colour }) => lane(code, label, colour)),
    ...unknown.map(({ value, label }) => lane(value, label ?? value!)),
  ];
}

/** The records of a column. */
export const laneFilter = (by: string, { value }: Pick<Lane, 'value'>): Filter =>
  value === null ? { field: by, op: 'isNull' } : { field: by, op: 'eq', value };

export const laneOf = (lanes: readonly Lane[], id: string): Lane | undefined =>
  lanes.find((lane) => lane.cards.some((card) => card.id === id));

/** Moves a card to the top of another column; the same lanes when it stands there already or is not to be found. */
export function moveCard(lanes: readonly Lane[], id: string, to: string): readonly Lane[] {
  const from = laneOf(lanes, id);
  const card = from?.cards.find((each) => each.id === id);
  if (!from || !card || from.key === to || !lanes.some((lane) => lane.key === to)) return lanes;
  return lanes.map((lane) => {
    if (lane.key === from.key) {
      return { ...lane, count: lane.count - 1, cards: lane.cards.filter((each) => each.id !== id) };
    }
    return lane.key === to ? { ...lane, count: lane.count + 1, cards: [card, ...lane.cards] } : lane;
  });
}

/** The card as it is now, where it stands. */
export const replaceCard = (lanes: readonly Lane[], card: WireRecord): readonly Lane[] =>
  lanes.map((lane) => ({
    ...lane,
    cards: lane.cards.map((each) => (each.id === card.id ? { ...each, ...card } : each)),
  }));

/** The card that an arrow key leads to: up and down within its column, left and right to the nearest one with cards. */
export function nextCard(lanes: readonly Lane[], id: string, key: string): string | undefined {
  const at = lanes.findIndex((lane) => lane.cards.some((card) => card.id === id));
  const cards = lanes[at]?.cards ?? [];
  const place = cards.findIndex((card) => card.id === id);
  if (key === 'ArrowDown' || key === 'ArrowUp') return cards[place + (key === 'ArrowDown' ? 1 : -1)]?.id;
  if (key === 'Home') return cards[0]?.id;
  if (key === 'End') return cards.at(-1)?.id;
  if (key !== 'ArrowRight' && key !== 'ArrowLeft') return undefined;
  const step = key === 'ArrowRight' ? 1 : -1;
  for (let i = at + step; i >= 0 && i < lanes.length; i += step) {
    const other = lanes[i]!.cards;
    if (other.length > 0) return other[Math.min(place, other.length - 1)]!.id;
  }
  return undefined;
}
