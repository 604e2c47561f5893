/** The system clock; everything else is handed a Clock, so that tests can set the time. */
import type { Clock } from './context.js';

export const systemClock: Clock = { now: () => new Date() };

/** The instant as stored and sent: ISO 8601 in UTC with milliseconds, 24 characters. */
export const isoNow = (clock: Clock): string => clock.now().toISOString();

/** `seconds` after (before, when negative) an instant, as stored. */
export const isoAfter = (clock: Clock, seconds: number): string =>
  new Date(clock.now().getTime() + seconds * 1000).toISOString();
