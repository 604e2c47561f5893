/** The axis of a timeline: a number of days, weeks, months or quarters, with their heads and the places of days on it. */
import { addDays, addMonths, isDate, startOfGrain } from '../../../../metadata/time.js';
import { daysBetween, type Entry } from '../entry.js';
import { zooms, type Zoom } from './schema.js';

/** Where a timeline is: the unit, and the first day that is shown. */
export interface Place {
  readonly zoom: Zoom;
  readonly first: string;
}

/** A stretch of the axis in hundredths of it. */
export interface Stretch {
  /** Its first day, before the axis where the axis begins within it. */
  readonly first: string;
  readonly left: number;
  readonly width: number;
}

export interface Axis extends Place {
  /** The last day that is shown. */
  readonly last: string;
  readonly days: number;
  readonly units: readonly Stretch[];
  /** Months above days and weeks, years above months and quarters. */
  readonly periods: readonly Stretch[];
}

/** Units that are shown at once. */
const shown: Readonly<Record<Zoom, number>> = { day: 28, week: 16, month: 12, quarter: 8 };

const startOf = (day: string, grain: Zoom | 'year') => startOfGrain(day, grain, 'UTC');

/** The same day some units on, or the last one that the month has. */
export function addUnits(day: string, zoom: Zoom, by: number): string {
  if (zoom === 'day' || zoom === 'week') return addDays(day, zoom === 'day' ? by : 7 * by);
  return addMonths(day, zoom === 'month' ? by : 3 * by);
}

/** Where a timeline begins: with a quarter of the axis before the unit of today. */
export const beginAt = (today: string, zoom: Zoom): Place => around(today, zoom, shown[zoom] / 4);

const around = (day: string, zoom: Zoom, before: number): Place => ({
  zoom,
  first: addUnits(startOf(day, zoom), zoom, -Math.floor(before)),
});

/** Half an axis on. */
export const turn = ({ zoom, first }: Place, by: 1 | -1): Place => ({
  zoom,
  first: addUnits(first, zoom, (by * shown[zoom]) / 2),
});

/** Another unit around the same middle. */
export function zoomTo(place: Place, zoom: Zoom): Place {
  const { first, days } = axisOf(place);
  return around(addDays(first, Math.floor(days / 2)), zoom, shown[zoom] / 2);
}

/** The axis that has a day in its middle. */
export const placeAround = (day: string, zoom: Zoom): Place => around(day, zoom, shown[zoom] / 2);

/** `month:2026-11-01`; what cannot be read is where the timeline begins. */
export function readPlace(text: string, begin: Place): Place {
  const [unit, day = ''] = text.split(':');
  const zoom = zooms.find((each) => each === unit);
  return zoom && isDate(day) ? { zoom, first: startOf(day, zoom) } : begin;
}

export const placeText = ({ zoom, first }: Place): string => `${zoom}:${first}`;

export function axisOf({ zoom, first }: Place): Axis {
  const end = addUnits(first, zoom, shown[zoom]);
  const days = daysBetween(first, end);
  const stretches = (begin: string, next: (day: string) => string): Stretch[] => {
    const found: Stretch[] = [];
    for (let at = begin; at < end; at = next(at)) {
      const from = Math.max(0, daysBetween(first, at));
      const to = Math.min(days, daysBetween(first, next(at)));
      found.push({ first: at, left: (from / days) * 100, width: ((to - from) / days) * 100 });
    }
    return found;
  };
  const isFine = zoom === 'day' || zoom === 'week';
  return {
    ...{ zoom, first, days },
    last: addDays(end, -1),
    units: stretches(first, (day) => addUnits(day, zoom, 1)),
    periods: stretches(startOf(first, isFine ? 'month' : 'year'), (day) => addMonths(day, isFine ? 1 : 12)),
  };
}

/** The place of the beginning of a day in hundredths of the axis; undefined where it is not on it. */
export function placeOf(day: string, { first, last, days }: Axis): number | undefined {
  return day < first || day > last ? undefined : (daysBetween(first, day) / days) * 100;
}

/** The part of an entry that is on the axis. */
export interface Part {
  readonly left: number;
  readonly width: number;
  /** It begins before the axis or goes on after it. */
  readonly before: boolean;
  readonly after: boolean;
}

export function partOf({ first, last }: Pick<Entry, 'first' | 'last'>, axis: Axis): Part | undefined {
  if (last < axis.first || first > axis.last) return undefined;
  const from = Math.max(0, daysBetween(axis.first, first));
  const to = Math.min(axis.days, daysBetween(axis.first, last) + 1);
  return {
    left: (from / axis.days) * 100,
    width: ((to - from) / axis.days) * 100,
    before: first < axis.first,
    after: last > axis.last,
  };
}
