/**
 * `<tr-calendar>`: records on the days of a month or a week; only the days shown are fetched. An entry is dragged to another
 * day, or moved by Ctrl and an arrow key or by its menu; it goes back, with the reason, where the server refuses.
 */
import { addDays } from '../../../../metadata/time.js';
import { customElement, property, state, TrElement, type ModeElement, type ModePort, type PropertyValues, type WireRecord } from '../../../../runtime/api.js'; // prettier-ignore
import { calendarStyles } from './calendar-styles.js';
import { rangeFilter, shownDays, turn, type Scale } from './days.js';
import { drawCalendar, type CalendarPort } from './draw-calendar.js';
import { entriesByDay, entryOf, movedValues, type Entry } from './entries.js';
import type { CalendarOptions } from './schema.js';

/** Rows of one request, and requests for one range of days. */
const mostRows = 200;
const mostPages = 5;

/** Days that a key goes on by. */
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

@customElement('tr-calendar')
export class TrCalendar extends TrElement implements ModeElement {
  @property({ attribute: false }) port!: ModePort;
  @state() private scale: Scale = 'month';
  /** The day that the calendar is at: Tab reaches it, a phone lists it. */
  @state() private day = '';
  @state() private held: readonly WireRecord[] = [];
  @state() private loading = true;
  /** There are more rows than were fetched. */
  @state() private cut = false;
  /** The day that a dragged entry is over. */
  @state() private over: string | undefined;
  #turn = 0;
  #sending = 0;

  static override styles = calendarStyles;

  get rows(): readonly WireRecord[] {
    return this.held;
  }

  get #options(): CalendarOptions {
    return this.port.options as unknown as CalendarOptions;
  }

  get #entries(): readonly Entry[] {
    return this.held.flatMap((row) => entryOf(row, this.#options, this.port.timeZone) ?? []);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.day === '') {
      this.day = this.port.host.today();
      this.scale = this.#options.show ?? 'month';
    }
    if (changed.has('port')) {
      this.held = [];
      void this.#load();
    }
  }

  override render() {
    const days = shownDays(this.day, this.scale);
    return drawCalendar(
      this.port,
      { day: this.day, scale: this.scale, days },
      entriesByDay(this.#entries, days),
      this.#acts(),
    );
  }

  #acts(): CalendarPort {
    return {
      ...{ over: this.over, loading: this.loading, cut: this.cut ? this.held.length : undefined },
      refusal: this.port.refusal(this.#options.from),
      setOver: (day) => (this.over = day),
      dayAt: (x, y) => {
        const hit = (this.renderRoot as ShadowRoot).elementFromPoint(x, y);
        return hit?.closest<HTMLElement>('td')?.dataset['day'];
      },
      show: (day, scale) => this.#show(day, scale),
      turn: (by) => this.#show(turn(this.day, this.scale, by), this.scale),
      moveTo: (id, day) => void this.#move(id, day),
      moveBy: (entry, count) => void this.#move(entry.row.id, addDays(entry.first, count)),
      dayKey: (event, day) => this.#dayKey(event, day),
      entryKey: (event, entry, day) => this.#entryKey(event, entry, day),
    };
  }

  #show(day: string, scale: Scale): void {
    const before = shownDays(this.day, this.scale);
    this.day = day;
    this.scale = scale;
    if (shownDays(day, scale).join() !== before.join()) void this.#load();
  }

  async #load(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      this.port.failed(error);
    }
  }

  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    const { port } = this;
    const { from } = this.#options;
    const range = port.needs.range!;
    const column = port.column(from);
    if (!column) return;
    this.loading = true;
    const days = shownDays(this.day, this.scale);
    const zone = column.field.valueType === 'datetime' ? port.timeZone : undefined;
    const seen = range.end !== undefined && port.column(range.end) ? range : { path: range.path };
    const within = rangeFilter(seen, [days[0]!, days.at(-1)!], zone);
    const rows: WireRecord[] = [];
    let isCut = false;
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await port.rows({ within, offset: rows.length, limit: mostRows });
      if (turn !== this.#turn) return;
      rows.push(...answer.rows);
      isCut = answer.rows.length === mostRows;
      if (!isCut) break;
    }
    if (this.#sending > 0) return;
    this.held = rows;
    this.cut = isCut;
    this.loading = false;
    await this.updateComplete;
  }

  focusRow(id: string): void {
    void this.updateComplete.then(() => this.#find(`td .entry[data-id="${id}"]`)?.focus());
  }

  #find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }

  #focusDay(day: string): void {
    this.#show(day, this.scale);
    void this.updateComplete.then(() => this.#find(`td[data-day="${day}"]`)?.focus());
  }

  /** `back` is the undo of an earlier move. */
  async #move(id: string, day: string, back = false): Promise<void> {
    const { port } = this;
    const options = this.#options;
    const entry = this.#entries.find((each) => each.row.id === id);
    if (!entry || entry.first === day) return;
    const refusal = [options.from, ...(options.end === undefined ? [] : [options.end])]
      .map((path) => port.refusal(path))
      .find((each) => each !== undefined);
    if (refusal !== undefined) return port.refuse(refusal);
    const values = movedValues(entry, day, options, port.timeZone);
    this.#turn += 1;
    this.#sending += 1;
    this.#replace({ ...entry.row, ...values });
    this.#show(day, this.scale);
    this.focusRow(id);
    const answer = await port.change(entry.row, values);
    this.#sending -= 1;
    const name = port.nameOf(entry.row);
    if (typeof answer === 'string') {
      this.#replace(entry.row);
      this.#show(entry.first, this.scale);
      port.refuse(port.host.t('calendar.refused', { name, reason: answer }));
    } else {
      this.#replace({ ...entry.row, ...answer });
      const date = port.host.formats.date(day);
      if (back) port.announce(port.host.t('cell.undone'));
      else port.done(port.host.t('calendar.moved', { name, date }), () => void this.#move(id, entry.first, true));
    }
    await this.#load();
    this.focusRow(id);
  }

  #replace(row: WireRecord): void {
    this.held = this.held.map((each) => (each.id === row.id ? row : each));
  }

  #dayKey(event: KeyboardEvent, day: string): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const days = shownDays(this.day, this.scale);
    const week = Math.floor(days.indexOf(day) / 7) * 7;
    const to: Readonly<Record<string, string | undefined>> = {
      Home: days[week],
      End: days[week + 6],
      PageUp: turn(day, this.scale, -1),
      PageDown: turn(day, this.scale, 1),
    };
    const next = steps[key] === undefined ? to[key] : addDays(day, steps[key]);
    if (next !== undefined) this.#focusDay(next);
    else if (key === 'Enter') this.#find(`td[data-day="${day}"] .entry`)?.focus();
    else return;
    event.preventDefault();
  }

  #entryKey(event: KeyboardEvent, entry: Entry, day: string): void {
    const { key } = event;
    const step = steps[key];
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
