/**
 * `<tr-calendar>`: records on the days of a month or a week, or on one day; only the days shown are fetched. An entry is
 * dragged to another day, or moved by Ctrl and an arrow key or by its menu; it goes back, with the reason, where the server
 * refuses. Free space of a day, or Enter on it, makes a record there.
 */
import { addDays, zonedInstant } from '../../../../metadata/time.js';
import { customElement, property, state, TrElement, type ModeElement, type ModePort, type PropertyValues, type Shortcut, type WireRecord } from '../../../../runtime/api.js'; // prettier-ignore
import { barStyles } from '../bar-styles.js';
import { entryOf, movedValues, rangeFilter, type Entry } from '../entry.js';
import { RangeRows } from '../range-rows.js';
import { dayAfterKey, stepOf } from './calendar-keys.js';
import { calendarStyles } from './calendar-styles.js';
import { shownDays, turn } from './days.js';
import type { CalendarPort } from './calendar-port.js';
import { drawCalendar } from './draw-calendar.js';
import { entriesByDay } from './entries.js';
import { placeText, readPlace, type Place } from './place.js';
import { say } from './say.js';
import type { CalendarOptions } from './schema.js';

/** The time that a record made on a day begins at. */
const morning = '09:00:00.000';

/** As the styles of a phone are. */
const isPhone = (): boolean => matchMedia('(max-width: 639px)').matches;

@customElement('tr-calendar')
export class TrCalendar extends TrElement implements ModeElement {
  @property({ attribute: false }) port!: ModePort;
  @property() place = '';
  /** The day that a dragged entry is over. */
  @state() private over: string | undefined;
  #rows = new RangeRows(this);
  /** The days that were asked for. */
  #loaded = '';
  /** The day whose free space the pointer was pressed on. */
  #pressed: string | undefined;

  static override styles = [barStyles, calendarStyles];

  get rows(): readonly WireRecord[] {
    return this.#rows.held;
  }

  get keys(): readonly Shortcut[] {
    const word = (key: Parameters<typeof say>[1]) => () => say(this.port.host, key);
    return [
      { keys: ['↑', '↓', '←', '→'], label: word('keyGo') },
      { keys: ['Home', 'End'], label: word('keyEnds') },
      { keys: ['PageUp', 'PageDown'], label: word('keyTurn') },
      { keys: 'Enter', label: word('keyInto') },
      { keys: 'Escape', label: word('keyOut') },
      ...(this.#refusal === undefined
        ? [{ keys: ['Ctrl+↑', 'Ctrl+↓', 'Ctrl+←', 'Ctrl+→'], label: word('keyMove') }]
        : []),
      ...(this.#make ? [{ keys: 'Shift+Enter', label: word('keyMake') }] : []),
    ];
  }

  get #options(): CalendarOptions {
    return this.port.options as unknown as CalendarOptions;
  }

  /** Why entries cannot be moved, in words. */
  get #refusal(): string | undefined {
    const { from, end } = this.#options;
    return this.port.refusal(from) ?? (end === undefined ? undefined : this.port.refusal(end));
  }

  get #entries(): readonly Entry[] {
    return this.rows.flatMap((row) => entryOf(row, this.#options, this.port.timeZone) ?? []);
  }

  /** The day that the calendar is at: Tab reaches it, a phone lists it. */
  get #at(): Place {
    return readPlace(this.place, {
      day: this.port.host.today(),
      scale: this.#options.show ?? (isPhone() ? 'day' : 'month'),
    });
  }

  get #days(): readonly string[] {
    const { day, scale } = this.#at;
    return shownDays(day, scale);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('port')) this.#rows.clear();
    if (changed.has('port') || this.#days.join() !== this.#loaded) void this.#load();
  }

  override render() {
    const days = this.#days;
    return drawCalendar(this.port, { ...this.#at, days }, entriesByDay(this.#entries, days), this.#acts());
  }

  #acts(): CalendarPort {
    return {
      ...{ over: this.over, loading: this.#rows.loading },
      cut: this.#rows.cut ? this.rows.length : undefined,
      refusal: this.#refusal,
      setOver: (day) => (this.over = day),
      dayAt: (x, y) => {
        const hit = (this.renderRoot as ShadowRoot).elementFromPoint(x, y);
        return hit?.closest<HTMLElement>('td')?.dataset['day'];
      },
      make: this.#make,
      press: (event, day) => {
        const isFree = !(event.target as Element).closest('button');
        this.#pressed = isFree && event.button === 0 && event.pointerType !== 'touch' ? day : undefined;
      },
      click: (_event, day) => {
        const wasPressed = this.#pressed === day;
        this.#pressed = undefined;
        this.#show({ ...this.#at, day });
        if (wasPressed && !isPhone()) this.#make?.(day);
      },
      show: (day, scale) => this.#show({ day, scale }),
      turn: (by) => this.#show({ ...this.#at, day: turn(this.#at.day, this.#at.scale, by) }),
      moveTo: (id, day) => void this.#move(id, day),
      moveBy: (entry, count) => void this.#move(entry.row.id, addDays(entry.first, count)),
      dayKey: (event, day) => this.#dayKey(event, day),
      entryKey: (event, entry, day) => this.#entryKey(event, entry, day),
    };
  }

  /** A new record on a day; where the field holds a time, in the morning. */
  get #make(): ((day: string) => void) | undefined {
    const { from } = this.#options;
    const make = this.port.maker([from]);
    const isTimed = this.port.column(from)?.field.valueType === 'datetime';
    return make && ((day) => make({ [from]: isTimed ? zonedInstant(`${day}T${morning}`, this.port.timeZone) : day }));
  }

  /** Another month or week is a step that Back returns from; another day of the same is not. */
  #show(place: Place): void {
    const { day, scale } = this.#at;
    if (day === place.day && scale === place.scale) return;
    const isSame = shownDays(place.day, place.scale).join() === this.#days.join();
    this.port.go(placeText(place), isSame);
  }

  async #load(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      this.port.failed(error);
    }
  }

  async refresh(): Promise<void> {
    const { port } = this;
    const range = port.needs.range!;
    const days = this.#days;
    this.#loaded = days.join();
    const column = port.column(range.path);
    if (!column) return;
    const zone = column.field.valueType === 'datetime' ? port.timeZone : undefined;
    const seen = range.end !== undefined && port.column(range.end) ? range : { path: range.path };
    await this.#rows.load(rangeFilter(seen, [days[0]!, days.at(-1)!], zone));
    await this.updateComplete;
  }

  focusRow(id: string): void {
    void this.updateComplete.then(() => this.#find(`td .entry[data-id="${id}"]`)?.focus());
  }

  #find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }

  #focusDay(day: string): void {
    this.#show({ ...this.#at, day });
    void this.updateComplete.then(() => this.#find(`td[data-day="${day}"]`)?.focus());
  }

  /** `back` is the undo of an earlier move. */
  async #move(id: string, day: string, back = false): Promise<void> {
    const { port } = this;
    const entry = this.#entries.find((each) => each.row.id === id);
    if (!entry || entry.first === day) return;
    const refusal = this.#refusal;
    if (refusal !== undefined) return port.refuse(refusal);
    const sending = this.#rows.change(entry.row, movedValues(entry, day, this.#options, port.timeZone));
    this.#show({ ...this.#at, day });
    this.focusRow(id);
    const answer = await sending;
    const name = port.nameOf(entry.row);
    if (answer.kind !== 'changed') {
      this.#show({ ...this.#at, day: entry.first });
      if (answer.kind === 'refused') port.refuse(port.host.t('calendar.refused', { name, reason: answer.reason }));
    } else {
      const date = port.host.formats.date(day);
      if (back) port.announce(port.host.t('cell.undone'));
      else port.done(port.host.t('calendar.moved', { name, date }), () => void this.#move(id, entry.first, true));
    }
    await this.#load();
    this.focusRow(id);
  }

  #dayKey(event: KeyboardEvent, day: string): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const next = dayAfterKey(key, day, this.#at);
    if (next !== undefined) this.#focusDay(next);
    else if (key === 'Enter') this.#enter(day, event.shiftKey);
    else return;
    event.preventDefault();
  }

  /** Into the first entry of a day; a day without one gets one. */
  #enter(day: string, makes: boolean): void {
    const entry = makes ? null : this.#find(`td[data-day="${day}"] .entry`);
    if (entry) entry.focus();
    else this.#make?.(day);
  }

  #entryKey(event: KeyboardEvent, entry: Entry, day: string): void {
    const { key } = event;
    const step = stepOf(key);
    if (step !== undefined && (event.ctrlKey || event.metaKey)) {
      void this.#move(entry.row.id, addDays(entry.first, step));
    } else if (key === 'Escape') {
      this.#focusDay(day);
    } else if (key === 'ArrowUp' || key === 'ArrowDown') {
      const all = [...this.renderRoot.querySelectorAll<HTMLElement>(`td[data-day="${day}"] button`)];
      all[all.indexOf(event.currentTarget as HTMLElement) + (key === 'ArrowDown' ? 1 : -1)]?.focus();
    } else {
      // Enter and Space are the button's own; they are not the day's.
      if (key !== 'Tab') event.stopPropagation();
      return;
    }
    event.stopPropagation();
    event.preventDefault();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-calendar': TrCalendar;
  }
}
