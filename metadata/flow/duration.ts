/** ISO 8601 durations of whole units: `P1DT4H`. Days and longer are of the calendar, hours and shorter of the clock. */

export interface Duration {
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  /** Hours, minutes and seconds together, in milliseconds. */
  readonly time: number;
}

const form =
  /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/;

/** Undefined for text that is no duration, or that of no time at all. */
export function parseDuration(text: string): Duration | undefined {
  const found = text.endsWith('T') ? null : form.exec(text);
  if (!found) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0));
  const duration = { months: years * 12 + months, weeks, days, time: ((hours * 60 + minutes) * 60 + seconds) * 1000 };
  return Object.values(duration).every((part) => part === 0) ? undefined : duration;
}

/** Milliseconds, a month as 30 days: to put durations in order, never to reckon with. */
export const roughLength = ({ months, weeks, days, time }: Duration): number =>
  (months * 30 + weeks * 7 + days) * 86_400_000 + time;
