/** The calendar as templates: its bar, weeks of days with their entries, and the list of one day on a phone. */
import { html, icon, iconButton, nothing, type MenuItem, type ModePort } from '../../../../runtime/api.js'; // prettier-ignore
import { periodLabel } from '../../../../metadata/chart/periods.js';
import { startDrag } from '../pointer-drag.js';
import type { Scale } from './days.js';
import type { Entry } from './entries.js';
import type { CalendarOptions } from './schema.js';

export interface CalendarPort {
  readonly over: string | undefined;
  readonly loading: boolean;
  /** Rows that are shown of more. */
  readonly cut: number | undefined;
  /** Why no entry can be moved. */
  readonly refusal: string | undefined;
  setOver(day: string | undefined): void;
  dayAt(x: number, y: number): string | undefined;
  show(day: string, scale: Scale): void;
  turn(by: 1 | -1): void;
  moveTo(id: string, day: string): void;
  moveBy(entry: Entry, days: number): void;
  dayKey(event: KeyboardEvent, day: string): void;
  entryKey(event: KeyboardEvent, entry: Entry, day: string): void;
}

export interface Shown {
  readonly day: string;
  readonly scale: Scale;
  readonly days: readonly string[];
}

type ByDay = ReadonlyMap<string, readonly Entry[]>;

/** Entries of a day of a month that are drawn; one more would not say how many there are. */
const mostInDay = 3;

export function drawCalendar(port: ModePort, shown: Shown, byDay: ByDay, acts: CalendarPort) {
  const { t } = port.host;
  const weeks = Array.from({ length: shown.days.length / 7 }, (_, n) => shown.days.slice(n * 7, n * 7 + 7));
  return html`${bar(port, shown, acts)}
    ${acts.refusal ? html`<p class="note">${t('calendar.readOnly', { reason: acts.refusal })}</p>` : nothing}
    ${acts.cut === undefined ? nothing : html`<p class="note">${t('calendar.tooMany', { count: acts.cut })}</p>`}
    <p class="hide" id="keys">${t('calendar.keys')}</p>
    <div class="scroll">
      <table
        role="grid"
        class=${shown.scale}
        aria-label=${titleOf(port, shown)}
        aria-describedby="keys"
        aria-busy=${String(acts.loading)}
      >
        <thead>
          <tr>
            ${shown.days.slice(0, 7).map((day) => html`<th scope="col">${weekday(port, day)}</th>`)}
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
    ${dayList(port, shown.day, byDay.get(shown.day) ?? [], acts)}`;
}

function titleOf({ host: { formats } }: ModePort, { day, days, scale }: Shown): string {
  if (scale === 'month') return periodLabel(day, 'month', formats.locale, 'full');
  return `${formats.shortDate(days[0]!)} – ${formats.date(days.at(-1)!)}`;
}

const weekday = ({ host: { formats } }: ModePort, day: string): string =>
  new Intl.DateTimeFormat(formats.locale, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

function bar(port: ModePort, shown: Shown, acts: CalendarPort) {
  const { t, today } = port.host;
  const scale = (each: Scale) =>
    html`<button type="button" aria-pressed=${String(shown.scale === each)} @click=${() => acts.show(shown.day, each)}>
      ${t(`calendar.${each}`)}
    </button>`;
  return html`<div class="bar">
    <h2 aria-live="polite">${titleOf(port, shown)}</h2>
    <span class="sp"></span>
    <button type="button" class="gh" @click=${() => acts.show(today(), shown.scale)}>${t('calendar.today')}</button>
    ${iconButton({ label: t('calendar.before'), icon: 'chevron-left', run: () => acts.turn(-1) })}
    ${iconButton({ label: t('calendar.after'), icon: 'chevron-right', run: () => acts.turn(1) })}
    <span class="scales" role="group">${scale('month')}${scale('week')}</span>
  </div>`;
}

function cell(port: ModePort, day: string, shown: Shown, entries: readonly Entry[], acts: CalendarPort) {
  const { host } = port;
  const most = shown.scale === 'week' || entries.length <= mostInDay ? entries.length : mostInDay - 1;
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
    @click=${() => acts.show(day, shown.scale)}
    @keydown=${(event: KeyboardEvent) => acts.dayKey(event, day)}
  >
    <span class="hide">${host.t('calendar.day', { date: host.formats.date(day), count: entries.length })}</span>
    <span class="number num" aria-hidden="true">${Number(day.slice(8))}</span>
    <span class="dots" aria-hidden="true">${entries.slice(0, 3).map((each) => dot(port, each))}</span>
    <div class="entries">
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
              ${host.t('calendar.more', { count: entries.length - most })}
            </button>`
          : nothing
      }
    </div>
  </td>`;
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

function colourOf(port: ModePort, { row }: Entry): string {
  const { colour } = port.options as unknown as CalendarOptions;
  const field = colour === undefined ? undefined : port.column(colour)?.field;
  if (!field?.dictionary) return 'blue';
  return port.host.choice(field.dictionary, String(row[field.name]))?.colour ?? 'grey';
}

const dot = (port: ModePort, entry: Entry) => html`<span class="tag ${colourOf(port, entry)}"><i></i></span>`;

/** The time only on the day that it begins. */
const timeOf = ({ host }: ModePort, { at, first }: Entry, day: string): string =>
  at !== undefined && first === day ? host.formats.time(at) : '';

const wordsOf = (port: ModePort, entry: Entry, day: string): string =>
  [timeOf(port, entry, day), port.nameOf(entry.row)].filter(Boolean).join(' ');

/** The kind in words too: colour alone says nothing. */
function tipOf(port: ModePort, entry: Entry, day: string): string {
  const { colour } = port.options as unknown as CalendarOptions;
  const kind = colour === undefined ? '' : port.column(colour)?.text(entry.row);
  return [wordsOf(port, entry, day), kind].filter(Boolean).join(', ');
}

function entryButton(port: ModePort, entry: Entry, day: string, acts: CalendarPort) {
  const { row } = entry;
  return html`<button
    type="button"
    class="entry ${entry.first < day ? 'goes-on' : ''} ${acts.refusal ? '' : 'movable'}"
    data-id=${row.id}
    tabindex="-1"
    aria-label=${tipOf(port, entry, day)}
    data-tip=${tipOf(port, entry, day)}
    @click=${(event: Event) => {
      event.stopPropagation();
      port.look(row.id);
    }}
    @keydown=${(event: KeyboardEvent) => acts.entryKey(event, entry, day)}
    @contextmenu=${(event: Event) => moveMenu(port, event, entry, acts)}
    @pointerdown=${(event: PointerEvent) => {
      if (acts.refusal) return;
      const place = { placeAt: acts.dayAt, over: acts.setOver, drop: acts.moveTo };
      startDrag(event, event.currentTarget as HTMLElement, place);
    }}
  >
    ${dot(port, entry)}${timeOf(port, entry, day) ? html`<span class="time num">${timeOf(port, entry, day)}</span>` : nothing}<span
      class="clip"
      >${port.nameOf(row)}</span
    >
  </button>`;
}

/** What dragging does, by a menu. */
function moveMenu(port: ModePort, event: Event, entry: Entry, acts: CalendarPort): void {
  event.preventDefault();
  event.stopPropagation();
  const { t } = port.host;
  const move = (id: 'dayBefore' | 'dayAfter' | 'weekBefore' | 'weekAfter', days: number): MenuItem => ({
    id,
    label: t(`calendar.${id}`),
    ...(acts.refusal ? { reason: acts.refusal } : {}),
    run: () => acts.moveBy(entry, days),
  });
  const look: MenuItem = { id: 'look', label: t('list.open'), icon: 'eye', run: () => port.look(entry.row.id) };
  const moves = [move('dayBefore', -1), move('dayAfter', 1), move('weekBefore', -7), move('weekAfter', 7)];
  port.menu(event.currentTarget as HTMLElement, t('calendar.menu', { name: port.nameOf(entry.row) }), [look, ...moves]);
}

/** A phone has no room in its cells: the chosen day is listed below. */
function dayList(port: ModePort, day: string, entries: readonly Entry[], acts: CalendarPort) {
  const { host } = port;
  return html`<section class="list" aria-label=${host.formats.date(day)}>
    <h3>${host.formats.date(day)}</h3>
    ${entries.length === 0 ? html`<p class="t3">${host.t('calendar.none')}</p>` : nothing}
    <ul>
      ${entries.map(
        (entry) =>
          html`<li>
            ${dot(port, entry)}
            <a href=${host.href(port.entity.name, entry.row.id) ?? nothing}>${wordsOf(port, entry, day)}</a>
            <button
              type="button"
              class="ib"
              aria-haspopup="menu"
              aria-label=${host.t('calendar.menu', { name: port.nameOf(entry.row) })}
              @click=${(event: Event) => moveMenu(port, event, entry, acts)}
            >
              ${icon('ellipsis')}
            </button>
          </li>`,
      )}
    </ul>
  </section>`;
}
