/**
 * `<tr-timeline-mode>`: records as bars on an axis of days, weeks, months or quarters; only what is on the axis is fetched. A bar
 * is moved and its ends are pulled by mouse, arrow keys or menu; it goes back, with the reason, where the server refuses.
 */
import { customElement, property, state, TrElement, type ModeElement, type ModePort, type PropertyValues, type Shortcut, type WireRecord } from '../../../../runtime/api.js'; // prettier-ignore
import { barStyles } from '../bar-styles.js';
import { entryOf, rangeFilter, type Entry } from '../entry.js';
import { RangeRows } from '../range-rows.js';
import { axisOf, beginAt, placeOf, placeText, readPlace, turn, zoomTo, type Axis, type Place } from './axis.js';
import { BarChanges } from './bar-changes.js';
import { drawTimeline } from './draw-timeline.js';
import { headOf, wordsOn } from './lane-words.js';
import { barsOf, lanesOf, nextBar, rowsOf, type Lane } from './lanes.js';
import { say } from './say.js';
import type { TimelineOptions } from './schema.js';
import type { TimelineActs } from './timeline-port.js';
import { timelineStyles } from './timeline-styles.js';
import { wordsWidth } from './words-width.js';

/** Records without a beginning that are named. */
const mostNamed = 40;

@customElement('tr-timeline-mode')
export class TrTimelineMode extends TrElement implements ModeElement {
  @property({ attribute: false }) port!: ModePort;
  @property() place = '';
  /** The bar that Tab reaches. */
  @state() private current = '';
  @state() private unscheduled = 0;
  /** Pixels of the axis. */
  @state() private width = 900;
  #rows = new RangeRows(this);
  #changes = new BarChanges(this, this.#rows);
  /** What was asked for. */
  #loaded = '';
  readonly #observer = new ResizeObserver(() => (this.width = this.#track?.clientWidth ?? this.width));

  static override styles = [barStyles, timelineStyles];

  get rows(): readonly WireRecord[] {
    return this.#rows.held;
  }

  get keys(): readonly Shortcut[] {
    const word = (key: Parameters<typeof say>[1]) => () => say(this.port.host, key);
    const moves = this.#changes.refusal('all') === undefined;
    return [
      { keys: ['↑', '↓'], label: word('keyGo') },
      { keys: ['Home', 'End'], label: word('keyEnds') },
      { keys: ['PageUp', 'PageDown'], label: word('keyTurn') },
      ...(moves ? [{ keys: ['←', '→'], label: word('keyMove') }] : []),
      ...(moves && this.#isResizable ? [{ keys: ['Shift+←', 'Shift+→'], label: word('keyEnd') }] : []),
      { keys: 'Enter', label: 'keys.look' },
    ];
  }

  get #options(): TimelineOptions {
    return this.port.options as unknown as TimelineOptions;
  }

  get #isResizable(): boolean {
    const { to } = this.#options;
    return to !== undefined && this.port.column(to) !== undefined;
  }

  get #at(): Place {
    return readPlace(this.place, beginAt(this.port.host.today(), this.#options.show ?? 'month'));
  }

  get #track(): HTMLElement | null {
    return this.renderRoot.querySelector('.axis');
  }

  override disconnectedCallback(): void {
    this.#changes.finish();
    this.#observer.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('port')) this.#rows.clear();
    if (changed.has('port') || placeText(this.#at) !== this.#loaded) void this.load();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.#track) this.#observer.observe(this.#track);
    if (changed.has('port') || changed.has('place')) this.#scrollToToday();
  }

  /** Where the axis is wider than its place, today stands a third from the start. */
  #scrollToToday(): void {
    const scroll = this.renderRoot.querySelector<HTMLElement>('.scroll');
    const at = placeOf(this.port.host.today(), axisOf(this.#at));
    if (!scroll || !this.#track) return;
    const room = scroll.clientWidth - this.#track.offsetLeft;
    scroll.scrollLeft = at === undefined ? 0 : (this.#track.clientWidth * at) / 100 - room / 3;
  }

  override render() {
    const { port } = this;
    const { group } = this.#options;
    const axis = axisOf(this.#at);
    const inLanes = group !== undefined && port.column(group) !== undefined;
    const lanes = this.#lanes(axis, inLanes);
    const ids = lanes.flatMap((lane) => lane.bars.map((bar) => bar.entry.row.id));
    const shown = {
      ...{ axis, lanes, inLanes, unscheduled: this.unscheduled, loading: this.#rows.loading },
      current: ids.includes(this.current) ? this.current : (ids[0] ?? ''),
      cut: this.#rows.cut ? this.rows.length : undefined,
      refusal: this.#changes.refusal('all'),
      resizable: this.#isResizable,
      wordsOf: ({ row }: Entry) => wordsOn(port, row, inLanes),
    };
    return drawTimeline(port, shown, this.#acts(axis, lanes));
  }

  #lanes(axis: Axis, inLanes: boolean): readonly Lane[] {
    const { port } = this;
    const { from, to } = this.#options;
    const entries = this.#changes.shown().flatMap((row) => entryOf(row, { from, end: to }, port.timeZone) ?? []);
    const room = (entry: Entry) => (wordsWidth(wordsOn(port, entry.row, inLanes)) / this.width) * 100;
    const bars = barsOf(entries, axis, room);
    if (inLanes) return lanesOf(bars, ({ row }) => headOf(port, row), room);
    return rowsOf(bars, ({ row }) => port.nameOf(row));
  }

  #acts(axis: Axis, lanes: readonly Lane[]): TimelineActs {
    return {
      turn: (by) => this.#show(turn(this.#at, by)),
      today: () => this.#show(beginAt(this.port.host.today(), this.#at.zoom)),
      zoom: (zoom) => this.#show(zoomTo(this.#at, zoom)),
      setCurrent: (id) => (this.current = id),
      key: (event, entry) => this.#key(event, entry, lanes),
      change: (entry, grip, by) => this.#changes.byUnits(entry, grip, { zoom: this.#at.zoom, by }),
      drag: (event, entry, grip) =>
        this.#changes.byDrag(event, entry, {
          grip,
          dayWidth: () => (this.#track?.clientWidth ?? this.width) / axis.days,
        }),
      showUnscheduled: (cause) => void this.#showUnscheduled(cause).catch((error: unknown) => this.port.failed(error)),
    };
  }

  #show(place: Place): void {
    if (placeText(place) !== placeText(this.#at)) this.port.go(placeText(place));
  }

  /** Fetches what is shown; a failure is the list's to tell. */
  async load(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      this.port.failed(error);
    }
  }

  async refresh(): Promise<void> {
    const { port } = this;
    const range = port.needs.range!;
    const axis = axisOf(this.#at);
    this.#loaded = placeText(axis);
    const column = port.column(range.path);
    if (!column) return;
    const zone = column.field.valueType === 'datetime' ? port.timeZone : undefined;
    const seen = range.end !== undefined && port.column(range.end) ? range : { path: range.path };
    const [count] = await Promise.all([
      port.count({ field: range.path, op: 'isNull' }),
      this.#rows.load(rangeFilter(seen, [axis.first, axis.last], zone)),
    ]);
    if (port === this.port) this.unscheduled = count;
    await this.updateComplete;
  }

  focusRow(id: string): void {
    this.current = id;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus());
  }

  #key(event: KeyboardEvent, entry: Entry, lanes: readonly Lane[]): void {
    const { key, shiftKey } = event;
    if (event.altKey) return;
    if (key === 'ArrowLeft' || key === 'ArrowRight') {
      const by = key === 'ArrowRight' ? 1 : -1;
      this.#changes.byUnits(entry, shiftKey ? 'last' : 'all', { zoom: this.#at.zoom, by });
    } else if (event.ctrlKey || event.metaKey) return;
    else if (key === 'PageUp' || key === 'PageDown') this.#show(turn(this.#at, key === 'PageUp' ? -1 : 1));
    else {
      const next = nextBar(lanes, entry.row.id, key);
      if (next === undefined) return;
      this.focusRow(next);
    }
    event.preventDefault();
  }

  async #showUnscheduled(cause: HTMLElement): Promise<void> {
    const { port } = this;
    const { rows } = await port.rows({ within: { field: this.#options.from, op: 'isNull' }, limit: mostNamed });
    const items = rows.map((row) => ({ id: row.id, label: port.nameOf(row), run: () => port.look(row.id) }));
    port.menu(cause, say(port.host, 'unscheduled', { count: this.unscheduled }), items);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-timeline-mode': TrTimelineMode;
  }
}
