/** The calendar as templates: its bar, weeks of days with their entries, and the list of one day on a phone. */
import { html, iconButton, nothing, type ModePort } from '../../../../runtime/api.js';
import { periodLabel } from '../../../../metadata/chart/periods.js';
import type { CalendarPort, Shown } from './calendar-port.js';
import { scales, type Scale } from './days.js';
import { dayList } from './draw-day-list.js';
import { dayHours } from './draw-hours.js';
import { makeButton } from './draw-make.js';
import { dot, entryButton, wordsOf } from './draw-entry.js';
import type { Entry } from '../entry.js';
import type { CalendarOptions } from './schema.js';

type ByDay = ReadonlyMap<string, readonly Entry[]>;

/** Entries of a day of a month that are drawn; one more would not say how many there are. */
const mostInDay = 3;

export function drawCalendar(port: ModePort, shown: Shown, byDay: ByDay, acts: CalendarPort) {
  const { t } = port.host;
  const weeks = Array.from({ length: Math.ceil(shown.days.length / 7) }, (_, n) => shown.days.slice(n * 7, n * 7 + 7));
  return html`${bar(port, shown, acts)}
    ${acts.refusal ? html`<p class="note">${t('calendar.readOnly', { reason: acts.refusal })}</p>` : nothing}
    ${acts.cut === undefined ? nothing : html`<p class="note">${t('calendar.tooMany', { count: acts.cut })}</p>`}
    <p class="hide" id="keys">${t('calendar.keys')}</p>
    <div class="scroll ${shown.scale}">
      <table
        role="grid"
        class=${shown.scale}
        aria-label=${titleOf(port, shown)}
        aria-describedby="keys"
        aria-busy=${String(acts.loading)}
      >
        <thead>
          <tr>
            ${shown.days.slice(0, 7).map((day) => html`<th scope="col">${weekday(port, day, 'short')}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${weeks.map(
            (week) =>
              html`<tr>
                ${week.map((day) => cell(port, day, shown, byDay.get(day) ?? [], acts))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${dayList(port, shown, byDay.get(shown.day) ?? [], acts)}`;
}

function titleOf(port: ModePort, { day, days, scale }: Shown): string {
  const { formats } = port.host;
  if (scale === 'month') return periodLabel(day, 'month', formats.locale, 'full');
  if (scale === 'day') return `${weekday(port, day, 'long')}, ${formats.date(day)}`;
  return `${formats.shortDate(days[0]!)} – ${formats.date(days.at(-1)!)}`;
}

const weekday = ({ host: { formats } }: ModePort, day: string, style: 'short' | 'long'): string =>
  new Intl.DateTimeFormat(formats.locale, { weekday: style, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

function bar(port: ModePort, shown: Shown, acts: CalendarPort) {
  const { t, today } = port.host;
  const scale = (each: Scale) =>
    html`<button type="button" aria-pressed=${String(shown.scale === each)} @click=${() => acts.show(shown.day, each)}>
      ${t(each === 'day' ? 'calendar.scaleDay' : `calendar.${each}`)}
    </button>`;
  return html`<div class="bar">
    <h2 aria-live="polite">${titleOf(port, shown)}</h2>
    <span class="sp"></span>
    <button type="button" class="gh" @click=${() => acts.show(today(), shown.scale)}>${t('calendar.today')}</button>
    ${iconButton({ label: t('calendar.before'), icon: 'chevron-left', run: () => acts.turn(-1) })}
    ${iconButton({ label: t('calendar.after'), icon: 'chevron-right', run: () => acts.turn(1) })}
    <span class="scales" role="group">${scales.map(scale)}</span>
  </div>`;
}

function cell(port: ModePort, day: string, shown: Shown, entries: readonly Entry[], acts: CalendarPort) {
  const { from } = port.options as unknown as CalendarOptions;
  const isTimed = port.column(from)?.field.valueType === 'datetime';
  const content = shown.scale === 'day' && isTimed ? dayHours(port, day, entries, acts) : stack(port, day, shown, entries, acts); // prettier-ignore
  const { host } = port;
  const classes = [
    day.slice(0, 7) !== shown.day.slice(0, 7) && shown.scale === 'month' ? 'far' : '',
    day === host.today() ? 'today' : '',
    day === acts.over ? 'over' : '',
    day === shown.day ? 'chosen' : '',
  ];
  return html`<td
    class=${classes.join(' ')}
    data-day=${day}
    tabindex=${day === shown.day ? '0' : '-1'}
    aria-current=${day === host.today() ? 'date' : nothing}
    @pointerdown=${(event: PointerEvent) => acts.press(event, day)}
    @click=${(event: MouseEvent) => acts.click(event, day)}
    @keydown=${(event: KeyboardEvent) => acts.dayKey(event, day)}
  >
    <span class="hide">${host.t('calendar.day', { date: host.formats.date(day), count: entries.length })}</span>
    <span class="number num" aria-hidden="true">${Number(day.slice(8))}</span>
    ${acts.make ? makeButton(port, day, acts.make) : nothing}
    <span class="dots" aria-hidden="true">${entries.slice(0, 3).map((each) => dot(port, each))}</span>
    ${content}
  </td>`;
}

/** Entries one below the other; of a month's day no more than fit. */
function stack(port: ModePort, day: string, { scale }: Shown, entries: readonly Entry[], acts: CalendarPort) {
  const most = scale !== 'month' || entries.length <= mostInDay ? entries.length : mostInDay - 1;
  return html`<div class="entries">
    ${entries.slice(0, most).map((entry) => entryButton(port, entry, day, acts))}
    ${
      entries.length > most
        ? html`<button
            type="button"
            class="more"
            tabindex="-1"
            aria-haspopup="menu"
            @keydown=${(event: KeyboardEvent) => acts.entryKey(event, entries[most]!, day)}
            @click=${(event: Event) => allOfDay(port, event, day, entries)}
          >
            ${port.host.t('calendar.more', { count: entries.length - most })}
          </button>`
        : nothing
    }
  </div>`;
}

function allOfDay(port: ModePort, event: Event, day: string, entries: readonly Entry[]): void {
  event.stopPropagation();
  const items = entries.map((entry) => ({
    id: entry.row.id,
    label: wordsOf(port, entry, day),
    run: () => port.look(entry.row.id),
  }));
  port.menu(event.currentTarget as HTMLElement, port.host.formats.date(day), items);
}
