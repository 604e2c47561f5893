/**
 * Edits of a menu as operations: entries put in, moved from list to list, taken out, made the first page. Entries are named
 * by their ids; undefined where there is nothing to do. Pure.
 */
import type { ItemPath } from '../../metadata/document/items.js';
import type { Operation } from '../../metadata/document/operations.js';
import type { MenuDocument, MenuEntry } from '../../metadata/schema/app.js';
import { isObject } from '../json/schema-walk.js';

/** Of a schema: entries of the menu, and of a group. */
const mostEntries = 60;

/** In a group by its id (undefined: the menu itself), after an entry (null: first). */
export interface Place {
  readonly holder: string | undefined;
  readonly after: string | null;
}

export interface MenuRow {
  readonly entry: MenuEntry;
  /** From 0. */
  readonly level: number;
  readonly holder: string | undefined;
  readonly path: ItemPath;
  /** Position among its neighbours, and how many they are. */
  readonly index: number;
  readonly count: number;
}

type Group = Extract<MenuEntry, { type: 'group' }>;

/** Entries of a menu or a group; what is no entry is not shown. */
export function entriesIn(holder: unknown): readonly MenuEntry[] {
  const entries = isObject(holder) && Array.isArray(holder['entries']) ? (holder['entries'] as unknown[]) : [];
  return entries.filter((each) => isObject(each) && typeof each['id'] === 'string' && typeof each['type'] === 'string') as MenuEntry[]; // prettier-ignore
}

/** All entries in their order, those of groups under them. */
export function menuRows(menu: unknown, closed: ReadonlySet<string> = new Set()): readonly MenuRow[] {
  const walk = (holder: unknown, base: ItemPath, level: number, id: string | undefined): readonly MenuRow[] => {
    const entries = entriesIn(holder);
    return entries.flatMap((entry, index) => {
      const path = [...base, 'entries', { id: entry.id }];
      const row = { entry, level, holder: id, path, index, count: entries.length };
      const isOpen = entry.type === 'group' && !closed.has(entry.id);
      return isOpen ? [row, ...walk(entry, path, level + 1, entry.id)] : [row];
    });
  };
  return walk(menu, [], 0, undefined);
}

export const findRow = (menu: unknown, id: string): MenuRow | undefined =>
  menuRows(menu).find(({ entry }) => entry.id === id);

const listPath = (menu: unknown, holder: string | undefined): ItemPath | undefined => {
  if (holder === undefined) return ['entries'];
  const row = findRow(menu, holder);
  return row?.entry.type === 'group' ? [...row.path, 'entries'] : undefined;
};

const isFull = (menu: unknown, holder: string | undefined): boolean =>
  entriesIn(holder === undefined ? menu : findRow(menu, holder)?.entry).length >= mostEntries;

const step = ({ after }: Place) => (after === null ? null : { id: after });

export function insertEntry(menu: unknown, entry: MenuEntry, place: Place): Operation | undefined {
  const path = listPath(menu, place.holder);
  return path && !isFull(menu, place.holder) ? { op: 'insert', path, value: entry, after: step(place) } : undefined;
}

export function moveEntry(menu: unknown, id: string, place: Place): Operation | undefined {
  const row = findRow(menu, id);
  const to = listPath(menu, place.holder);
  if (!row || !to || place.after === id || isWithin(menu, id, place.holder)) return undefined;
  const siblings = entriesIn(place.holder === undefined ? menu : findRow(menu, place.holder)?.entry);
  const isHere = row.holder === place.holder;
  const before = siblings[row.index - 1]?.id ?? null;
  if (isHere && before === place.after) return undefined;
  if (!isHere && isFull(menu, place.holder)) return undefined;
  return { op: 'move', path: row.path, ...(isHere ? {} : { to }), after: step(place) };
}

/** A group does not stand in itself. */
function isWithin(menu: unknown, id: string, holder: string | undefined): boolean {
  for (let at = holder; at !== undefined; at = findRow(menu, at)?.holder) if (at === id) return true;
  return false;
}

/** With what stands in it; the first page is no longer one that is gone. */
export function removeEntry(menu: unknown, id: string): Operation | undefined {
  const row = findRow(menu, id);
  if (!row) return undefined;
  const remove: Operation = { op: 'remove', path: row.path };
  const home = isObject(menu) ? menu['home'] : undefined;
  const isHome = typeof home === 'string' && (home === id || isWithin(menu, id, findRow(menu, home)?.holder));
  return isHome ? { op: 'group', operations: [{ op: 'unset', path: ['home'] }, remove] } : remove;
}

/** The entry to select when one goes. */
export function besideEntry(menu: unknown, id: string): string | undefined {
  const row = findRow(menu, id);
  if (!row) return undefined;
  const siblings = entriesIn(row.holder === undefined ? menu : findRow(menu, row.holder)?.entry);
  return (siblings[row.index + 1] ?? siblings[row.index - 1])?.id ?? row.holder;
}

/** Where a step by key leads: up and down over the edges of groups, in to the group above, out beside the own group. */
export function placeBeyond(menu: unknown, id: string, way: 'up' | 'down' | 'in' | 'out'): Place | undefined {
  const row = findRow(menu, id);
  if (!row) return undefined;
  const siblings = entriesIn(row.holder === undefined ? menu : findRow(menu, row.holder)?.entry);
  const before = siblings[row.index - 1];
  const next = siblings[row.index + 1];
  const out = (): Place | undefined => row.holder === undefined ? undefined : { holder: findRow(menu, row.holder)!.holder, after: row.holder }; // prettier-ignore
  if (way === 'out') return out();
  if (way === 'in') return before?.type === 'group' ? { holder: before.id, after: lastIn(before) } : undefined;
  if (way === 'down') {
    if (!next) return out();
    return next.type === 'group' && row.entry.type !== 'group' ? { holder: next.id, after: null } : { holder: row.holder, after: next.id }; // prettier-ignore
  }
  if (before) {
    if (before.type === 'group' && row.entry.type !== 'group') return { holder: before.id, after: lastIn(before) };
    return { holder: row.holder, after: siblings[row.index - 2]?.id ?? null };
  }
  const holder = row.holder === undefined ? undefined : findRow(menu, row.holder);
  if (!holder) return undefined;
  const around = entriesIn(holder.holder === undefined ? menu : findRow(menu, holder.holder)?.entry);
  return { holder: holder.holder, after: around[holder.index - 1]?.id ?? null };
}

const lastIn = (group: Group): string | null => entriesIn(group).at(-1)?.id ?? null;

/** Beside what is selected: after it, in a group at its end, at the end of the menu where nothing is. */
export function placeBeside(menu: unknown, id: string | undefined): Place {
  const row = id === undefined ? undefined : findRow(menu, id);
  if (!row) return { holder: undefined, after: entriesIn(menu).at(-1)?.id ?? null };
  if (row.entry.type === 'group') return { holder: row.entry.id, after: lastIn(row.entry) };
  return { holder: row.holder, after: row.entry.id };
}

/** By the part of a row that something is let go over, from 0 at its top to 1. */
export function placeOver({ entry, holder, index }: MenuRow, siblings: readonly MenuEntry[], part: number): Place {
  if (entry.type === 'group' && part >= 0.35) return { holder: entry.id, after: null };
  return part < 0.5 ? { holder, after: siblings[index - 1]?.id ?? null } : { holder, after: entry.id };
}

/** An id that no entry has. */
export function freeEntryId(menu: unknown, wanted: string): string {
  const taken = new Set(menuRows(menu).map(({ entry }) => entry.id));
  const base = wanted.slice(0, 36);
  for (let count = 1; ; count++) {
    const id = count === 1 ? base : `${base}_${count}`;
    if (!taken.has(id)) return id;
  }
}

/** The page that opens after signing in; the same again takes it back. */
export const homeOperation = (menu: unknown, id: string): Operation =>
  isObject(menu) && menu['home'] === id ? { op: 'unset', path: ['home'] } : { op: 'set', path: ['home'], value: id };

/** Only people with one of the roles, and who may read what a list shows, see an entry; a group shows with its first. */
export interface MenuReader {
  /** Undefined: an administrator, who sees all. */
  readonly role: string | undefined;
  mayRead(entity: string): boolean;
}

export function menuFor(menu: MenuDocument, reader: MenuReader): MenuDocument {
  return { ...menu, entries: seenBy(menu.entries, reader) };
}

/** Lines stand between entries, never at an end or twice. */
function seenBy(entries: readonly MenuEntry[], reader: MenuReader): MenuEntry[] {
  const seen = entries.flatMap((entry) => entryFor(entry, reader));
  const isLine = (entry: MenuEntry | undefined) => entry === undefined || entry.type === 'separator';
  return seen.filter((entry, index) => !isLine(entry) || (index > 0 && !seen.slice(index + 1).every(isLine) && !isLine(seen[index - 1]))); // prettier-ignore
}

function entryFor(entry: MenuEntry, reader: MenuReader): readonly MenuEntry[] {
  const audience = 'audience' in entry ? entry.audience : undefined;
  const { role } = reader;
  if (audience && role !== undefined && !audience.roles.includes(role)) return [];
  if (entry.type === 'list' && !reader.mayRead(entry.entity)) return [];
  if (entry.type !== 'group') return [entry];
  const entries = seenBy(entry.entries, reader);
  return entries.length > 0 ? [{ ...entry, entries }] : [];
}
