/** Where a calendar is, as it stands in the address: a day, with what is shown of it before: `week:2026-11-23`. */
import { isDate } from '../../../../metadata/time.js';
import { scales, type Scale } from './days.js';

export interface Place {
  readonly day: string;
  readonly scale: Scale;
}

/** What cannot be read is where the calendar begins. */
export function readPlace(text: string, begin: Place): Place {
  const [, scale, day = ''] = /^(?:(day|week|month):)?(\d{4}-\d{2}-\d{2})$/.exec(text) ?? [];
  if (!isDate(day)) return begin;
  return { day, scale: scales.find((each) => each === scale) ?? 'month' };
}

export const placeText = ({ day, scale }: Place): string => `${scale}:${day}`;
