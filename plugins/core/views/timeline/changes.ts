/** What a move or a new length of a bar writes. */
import { addDays } from '../../../../metadata/time.js';
import { readPath } from '../../../../runtime/api.js';
import { movedValues, onDay, type Entry } from '../entry.js';
import { addUnits } from './axis.js';
import type { TimelineOptions, Zoom } from './schema.js';

/** The whole bar, or one of its ends. */
export type Grip = 'all' | 'first' | 'last';

type Values = Readonly<Record<string, unknown>>;
interface Change {
  readonly options: TimelineOptions;
  readonly timeZone: string;
}

/** Some days on; undefined: nothing would change, or the end would come before the beginning. */
export const changeByDays = (entry: Entry, grip: Grip, days: number, change: Change): Values | undefined =>
  changed(entry, grip, (day) => addDays(day, days), change);

/** Some units of the axis on. */
export const changeByUnits = (
  entry: Entry,
  grip: Grip,
  { zoom, by }: { readonly zoom: Zoom; readonly by: number },
  change: Change,
): Values | undefined => changed(entry, grip, (day) => addUnits(day, zoom, by), change);

function changed(
  entry: Entry,
  grip: Grip,
  go: (day: string) => string,
  { options: { from, to }, timeZone }: Change,
): Values | undefined {
  const { first, last, row } = entry;
  if (grip === 'all') {
    const day = go(first);
    return day === first ? undefined : movedValues(entry, day, { from, end: to }, timeZone);
  }
  if (to === undefined) return undefined;
  const begins = String(readPath(row, from));
  if (grip === 'first') {
    const day = go(first);
    return day === first || day > last ? undefined : { [from]: onDay(begins, day, timeZone) };
  }
  const day = go(last);
  if (day === last || day < first) return undefined;
  const ends = readPath(row, to);
  return { [to]: onDay(typeof ends === 'string' ? ends : begins, day, timeZone) };
}
