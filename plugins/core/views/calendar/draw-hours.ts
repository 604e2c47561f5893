/** The entries of one day beside its hours, for calendars whose records stand at times. */
import { html, nothing, type ModePort } from '../../../../runtime/api.js';
import { zonedInstant } from '../../../../metadata/time.js';
import type { CalendarPort } from './calendar-port.js';
import { entryButton } from './draw-entry.js';
import { hoursOf } from './entries.js';
import type { Entry } from '../entry.js';

export function dayHours(port: ModePort, day: string, entries: readonly Entry[], acts: CalendarPort) {
  const { host, timeZone } = port;
  // By the clock of the day itself: one that clocks leave out is told as the hour that follows.
  const timeOf = (hour: number): string =>
    host.formats.time(zonedInstant(`${day}T${String(hour).padStart(2, '0')}:00:00.000`, timeZone));
  return html`<div class="hours">
    ${hoursOf(entries, day, timeZone).map(
      ({ hour, entries: begun }) =>
        html`<div class="hour">
          <span class="time num" aria-hidden="true">${hour === undefined ? nothing : timeOf(hour)}</span>
          <div class="entries">${begun.map((entry) => entryButton(port, entry, day, acts))}</div>
        </div>`,
    )}
  </div>`;
}
