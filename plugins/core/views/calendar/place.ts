/** Where a calendar is, as it stands in the address: a day, with `week:` before it where its week is shown. */
import { isDate } from '../../../../metadata/time.js';
import type { Scale } from './days.js';

export interface Place {
  readonly day: string;
  readonly scale: Scale;
}

/** What cannot be read is where the calendar begins. */
export function readPlace(text: string, begin: Place): Place {
  const [, week, day = ''] = /^(week:|month:)?(\d{4}-\d{2}-\d{2})$/.exec(text) ?? [];
  if (!isDate(day)) return begin;
  return { day, scale: week === 'week:' ? 'week' : 'month' };
}

export const placeText = ({ day, scale }: Place): string => `${scale}:${day}`;
