/**
 * `<tr-map-mode>`: the records of a list counted by place. The map is the chart of that kind; a place that is chosen on it or in
 * the table beside it shows its records. Which one it is stands in the address.
 */
import { customElement, property, state, html, TrElement, type ModeElement, type ModePort, type PropertyValues, type Shortcut, type WireRecord } from '../../../../runtime/api.js'; // prettier-ignore
import type { ChartInput, ChartType } from '../../../../metadata/contributions.js';
import { countryName } from '../../charts/map/codes.js';
import { chartInput, sumColumn } from './chart-input.js';
import { drawMap } from './draw-map.js';
import type { MapActs, PlaceRecords } from './map-port.js';
import { mapStyles } from './map-styles.js';
import { placeFilter, placesOf, ranked, type MapPlace, type Measure } from './places.js';
import { say } from './say.js';
import type { MapViewOptions } from './schema.js';

/** Records of a place that are fetched at once, and rows of one request. */
const atOnce = 50;
const mostRows = 200;

@customElement('tr-map-mode')
export class TrMapMode extends TrElement implements ModeElement {
  @property({ attribute: false }) port!: ModePort;
  /** The key of the chosen place. */
  @property() place = '';
  @state() private chart: ChartType | undefined;
  @state() private places: readonly MapPlace[] | undefined;
  @state() private left = 0;
  @state() private measure: Measure = 'count';
  @state() private records: PlaceRecords | undefined;
  /** The line that Tab reaches. */
  @state() private current = '';
  #turn = 0;
  #input: ChartInput | undefined;

  static override styles = mapStyles;

  get rows(): readonly WireRecord[] {
    return this.records?.rows ?? [];
  }

  get keys(): readonly Shortcut[] {
    const word = (key: Parameters<typeof say>[1]) => () => say(this.port.host, key);
    const isChosen = this.#chosen !== undefined;
    return [
      { keys: ['↑', '↓'], label: word('keyGo') },
      { keys: ['Home', 'End'], label: word('keyEnds') },
      ...(isChosen
        ? [
            { keys: ['Enter', 'Space'], label: 'keys.look' as const },
            { keys: 'Escape', label: word('keyOut') },
          ]
        : [{ keys: 'Enter', label: word('keyPlace') }]),
    ];
  }

  get #options(): MapViewOptions {
    return this.port.options as unknown as MapViewOptions;
  }

  get #chosen(): MapPlace | undefined {
    return this.places?.find(({ key }) => key === this.place);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.host.widgets().then(() => (this.chart = this.host.app.registries.chart.find('map')));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if ((['port', 'places', 'measure', 'place'] as (keyof TrMapMode)[]).some((name) => changed.has(name)))
      this.#input = undefined;
    if (changed.has('port')) {
      this.places = undefined;
      this.records = undefined;
      if (!sumColumn(this.port)) this.measure = 'count';
      void this.#guard(this.refresh());
    } else if (changed.has('place')) {
      this.records = undefined;
      void this.#guard(this.#loadRecords());
    }
  }

  override render() {
    if (!this.places) return html`<tr-skeleton .columns=${3}></tr-skeleton>`;
    const { port, chart, left, measure, records } = this;
    const places = ranked(this.places, measure);
    const chosen = this.#chosen;
    const lines = chosen ? this.rows.map(({ id }) => id) : places.map(({ key }) => key);
    const current = lines.includes(this.current) ? this.current : (lines[0] ?? '');
    const input = (this.#input ??= chartInput(port, this.places, measure, chosen));
    return drawMap({ port, chart, input, places, left, measure, chosen, records, current }, this.#acts(lines));
  }

  #acts(lines: readonly string[]): MapActs {
    return {
      measure: (measure) => (this.measure = measure),
      choose: (key) => this.#choose(key),
      setCurrent: (line) => (this.current = line),
      key: (event, line) => this.#key(event, line, lines),
      more: () => void this.#guard(this.#more()),
    };
  }

  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    const { port } = this;
    const { place, map = 'countries' } = this.#options;
    const dictionary = port.column(place)?.field.dictionary;
    const { groups, left } = await port.groups();
    if (turn !== this.#turn) return;
    this.left = left;
    this.places = placesOf(groups, {
      map,
      none: say(port.host, 'none'),
      labelOf: (code, key) =>
        (dictionary === undefined ? undefined : port.host.choice(dictionary, code)?.label) ??
        countryName(key, map, port.host.formats.locale) ??
        code,
    });
    await this.#loadRecords();
    await this.updateComplete;
  }

  async #loadRecords(): Promise<void> {
    const chosen = this.#chosen;
    if (!chosen) return;
    const turn = this.#turn;
    const limit = Math.min(mostRows, Math.max(atOnce, this.rows.length));
    const page = await this.port.rows({ within: placeFilter(this.#options.place, chosen), limit });
    if (turn !== this.#turn || chosen.key !== this.place) return;
    this.records = { rows: page.rows, more: page.rows.length === limit };
  }

  async #more(): Promise<void> {
    const chosen = this.#chosen;
    if (!chosen) return;
    const { rows } = this;
    const within = placeFilter(this.#options.place, chosen);
    const page = await this.port.rows({ within, offset: rows.length, limit: atOnce });
    if (chosen.key !== this.place) return;
    const held = new Set(rows.map(({ id }) => id));
    this.records = {
      rows: [...rows, ...page.rows.filter(({ id }) => !held.has(id))],
      more: page.rows.length === atOnce,
    };
    if (page.rows[0]) this.focusRow(page.rows[0].id);
  }

  /** The focus stays on the map where it was chosen there, else it goes on where the list begins. */
  #choose(key: string | undefined): void {
    const before = this.#chosen?.key;
    const isInMap = (this.renderRoot as ShadowRoot).activeElement?.localName === 'tr-vega-chart';
    this.port.go(key ?? '');
    const chosen = this.#chosen;
    if (chosen) this.port.announce(say(this.port.host, 'chosen', { place: chosen.label, count: chosen.count }));
    if (isInMap) return;
    if (before !== undefined) this.current = before;
    void this.updateComplete.then(() => {
      const selector = chosen ? '.headline button' : `[data-line="${before ?? ''}"]`;
      this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
    });
  }

  focusRow(id: string): void {
    this.current = id;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-line="${id}"]`)?.focus());
  }

  #key(event: KeyboardEvent, line: string, lines: readonly string[]): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { key } = event;
    const at = lines.indexOf(line);
    const to: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 };
    const next = to[key] === undefined ? undefined : lines[to[key]];
    if (next !== undefined) this.focusRow(next);
    else if (key === 'Escape' && this.place !== '') this.#choose(undefined);
    else if (key === ' ' && this.place !== '') this.port.look(line);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  async #guard(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.port.failed(error);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-map-mode': TrMapMode;
  }
}
