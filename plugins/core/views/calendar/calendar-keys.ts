/** Where a key leads to from a day of the calendar. */
import { addDays } from '../../../../metadata/time.js';
import { shownDays, turn } from './days.js';
import type { Place } from './place.js';

/** Days that an arrow goes on by. */
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** Days by which Ctrl and an arrow move an entry; undefined for other keys. */
export const stepOf = (key: string): number | undefined => steps[key];

/** Undefined: the key leads nowhere. */
export function dayAfterKey(key: string, day: string, { day: at, scale }: Place): string | undefined {
  const step = steps[key];
  if (step !== undefined) return addDays(day, step);
  if (key === 'PageUp' || key === 'PageDown') return turn(day, scale, key === 'PageUp' ? -1 : 1);
  const days = shownDays(at, scale);
  const week = Math.floor(days.indexOf(day) / 7) * 7;
  return key === 'Home' ? days[week] : key === 'End' ? days[week + 6] : undefined;
}
