/**
 * `<tr-vega-chart>`: one chart in the space it is given. It compiles again when rows, theme, language, selection or size
 * change and shows why it cannot be drawn instead of an empty picture. What of the rows it cannot show stands in words
 * below. Marks are pointed at with the mouse or walked with the
 * arrow keys (one tab stop, Enter chooses), and say their figures either way. Dispatches `tr-mark` with the row chosen.
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ChartInput, ChartMark, ChartType, ResultColumn, ResultRow } from '../../metadata/contributions.js';
import type { Scalar } from '../../metadata/value.js';
import { ChartRefusal, type RefusalCode } from '../../metadata/chart/refusal.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { readChartTheme } from './chart-theme.js';
import type { DrawnChart, Place } from './draw-chart.js';
import '../ui/later-strings.js';

@customElement('tr-vega-chart')
export class TrVegaChart extends TrElement {
  @property({ attribute: false }) type!: ChartType;
  @property({ attribute: false }) options: Readonly<Record<string, unknown>> = {};
  @property({ attribute: false }) columns: readonly ResultColumn[] = [];
  @property({ attribute: false }) rows: readonly ResultRow[] = [];
  @property({ attribute: false }) selected: readonly Scalar[] = [];
  @property() today = '';
  @property() name = '';
  /** Marks can be chosen. */
  @property({ type: Boolean, reflect: true }) choosable = false;
  @state() private failure: Failure | undefined;
  @state() private notes: readonly string[] = [];
  @state() private sentence = '';
  @state() private marks: readonly ChartMark[] = [];
  /** The mark that the keyboard stands on, and the one whose figures are shown. */
  @state() private active = 0;
  @state() private pointed: number | undefined;
  @state() private isFocused = false;
  @query('.stage') private stage!: HTMLElement;
  @query('.plot') private plot!: HTMLElement;
  #drawn: DrawnChart | undefined;
  #size = { width: 0, height: 0 };
  #observer: ResizeObserver | undefined;
  #run = 0;
  readonly #scheme = matchMedia('(prefers-color-scheme: dark)');
  readonly #again = () => this.requestUpdate('rows');

  static override styles = css`
    :host { display: flex; flex-direction: column; min-height: 0; min-width: 0; }
    .stage { flex: 1; position: relative; min-height: 0; min-width: 0; }
    .notes { flex: none; margin: 4px 0 0; font: var(--tr-text-meta); color: var(--tr-text-3); max-height: 48px; overflow: auto; }
    .plot { position: absolute; inset: 0; overflow: hidden; }
    .plot svg { display: block; }
    @media print { .plot svg { max-width: 100%; max-height: 100%; } .walk { display: none; } }
    :host(:not([choosable])) .plot * { cursor: default !important; }
    .error { position: absolute; inset: 0; display: flex; flex-direction: column; align-items: center; justify-content: safe center; gap: 4px; overflow: auto; padding: 12px; text-align: center; color: var(--tr-text-2); overflow-wrap: anywhere; }
    .error svg { color: var(--tr-bad); flex: none; }
    .error b { font-weight: 600; color: var(--tr-text); }
    .error span { max-width: 420px; font: var(--tr-text-meta); }
    .walk { position: absolute; inset: 0; pointer-events: none; outline: none; }
    .ring { position: absolute; border: 2px solid var(--tr-focus); border-radius: var(--tr-radius-s); }
    .tip { position: absolute; z-index: 3; pointer-events: none; background: var(--tr-raised); color: var(--tr-text); border-radius: var(--tr-radius-m); box-shadow: var(--tr-shadow-2); padding: 6px 10px; white-space: nowrap; font: var(--tr-text-meta); }
    .tip b { display: block; font-weight: 600; }
    .tip span { display: flex; gap: 12px; justify-content: space-between; color: var(--tr-text-2); }
    .tip span > span:last-child { color: var(--tr-text); font-weight: 500; }
  `; // prettier-ignore

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      if (Math.abs(width - this.#size.width) < 1 && Math.abs(height - this.#size.height) < 1) return;
      this.#size = { width, height };
      this.requestUpdate('rows');
    });
    if (this.hasUpdated) this.#observer.observe(this.stage);
    this.#scheme.addEventListener('change', this.#again);
  }

  protected override firstUpdated(): void {
    this.#observer?.observe(this.stage);
  }

  override disconnectedCallback(): void {
    this.#observer?.disconnect();
    this.#scheme.removeEventListener('change', this.#again);
    this.#drawn?.finish();
    this.#drawn = undefined;
    super.disconnectedCallback();
  }

  protected override hostChanged(): void {
    this.requestUpdate('rows');
  }

  override render() {
    return html`<div class="stage">
        <div
          class="plot"
          @pointerleave=${() => (this.pointed = undefined)}
          role="img"
          aria-label=${this.sentence || this.name || nothing}
          ?hidden=${this.failure !== undefined}
        ></div>
        ${this.failure ? this.#refused(this.failure) : html`${this.#keyboard()} ${this.#tip()}`}
      </div>
      ${this.failure || this.notes.length === 0 ? nothing : html`<p class="notes" tabindex="0">${this.notes.join(' ')}</p>`}`;
  }

  #refused({ code, values, message }: Failure) {
    const reason = code === undefined ? message : this.t(`chart.refused.${code}`, values);
    return html`<div class="error" role="alert">
      ${icon('triangle-alert')}<b>${this.t('chart.refused')}</b><span>${reason}</span>
    </div>`;
  }

  #keyboard() {
    if (this.marks.length === 0) return nothing;
    const place = this.isFocused ? this.#drawn?.placeOf(this.active) : undefined;
    return html`<div
      class="walk"
      role="listbox"
      tabindex="0"
      aria-label=${this.t('chart.marks', { name: this.name })}
      aria-activedescendant=${`m${this.active}`}
      @keydown=${this.#key}
      @focus=${() => (this.isFocused = true)}
      @blur=${() => (this.isFocused = false)}
    >
      ${this.marks.map(
        (mark, index) =>
          html`<span
            class="sr"
            role="option"
            id=${`m${index}`}
            aria-selected=${String(mark.selected)}
            aria-disabled=${this.choosable && !mark.gathered ? nothing : 'true'}
            >${mark.label}: ${mark.figures.map((figure) => `${figure.label} ${figure.text}`).join(', ')}</span
          >`,
      )}
      ${place ? html`<i class="ring" style=${box(place)}></i>` : nothing}
    </div>`;
  }

  #tip() {
    const at = this.isFocused ? this.active : this.pointed;
    const mark = at === undefined ? undefined : this.marks[at];
    const place = at === undefined ? undefined : this.#drawn?.placeOf(at);
    if (!mark || !place) return nothing;
    const { width, height } = this.#size;
    // Beside the mark, on the side with more room, so that it never hides what it is about.
    const toLeft = place.x + place.width / 2 > width / 2;
    const side = toLeft
      ? `right:${Math.min(width - place.x + 6, Math.max(0, width - 120))}px`
      : `left:${Math.min(place.x + place.width + 6, Math.max(0, width - 120))}px`;
    const top = Math.max(0, Math.min(place.y, height - 24 - mark.figures.length * 16));
    return html`<div class="tip" aria-hidden="true" style=${`${side};top:${top}px`}>
      <b>${mark.label}</b>
      ${mark.figures.map((figure) => html`<span><span>${figure.label}</span><span>${figure.text}</span></span>`)}
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    const drawn = ['type', 'options', 'columns', 'rows', 'selected', 'today'];
    if (drawn.some((name) => changed.has(name))) void this.#draw();
  }

  async #draw(): Promise<void> {
    const run = ++this.#run;
    const { width, height } = this.#size;
    if (width < 20 || height < 20) return;
    const plain: ChartInput = {
      options: this.options,
      columns: this.columns,
      rows: this.rows,
      selected: this.selected,
      theme: readChartTheme(this),
      locale: this.host.i18n.formats.locale,
      timeZone: this.host.app.document.settings.timeZone,
      width: Math.floor(width),
      height: Math.floor(height),
      ...(this.today ? { today: this.today } : {}),
    };
    try {
      const input = await this.#withShapes(plain);
      const spec = this.type.compile(input);
      const marks = this.type.marks?.(input) ?? [];
      const notes = this.type.notes?.(input) ?? [];
      const { drawChart } = await import('./draw-chart.js');
      if (run !== this.#run || !this.isConnected) return;
      this.#drawn?.finish();
      this.#drawn = undefined;
      const drawn = await drawChart(this.plot, spec, {
        locale: input.locale,
        onClick: (mark) => this.#choose(mark),
        onPoint: (mark) => (this.pointed = mark),
      });
      // A newer one draws into the same place.
      if (run !== this.#run) return drawn.finish();
      this.#drawn = drawn;
      this.failure = undefined;
      this.sentence = this.type.describe(input);
      this.marks = marks;
      this.notes = notes;
      this.active = Math.min(this.active, Math.max(0, marks.length - 1));
    } catch (error) {
      if (run !== this.#run) return;
      this.marks = [];
      this.pointed = undefined;
      this.failure = failureOf(error);
    }
  }

  /** A map's shapes, fetched with the first map of that name. */
  async #withShapes(input: ChartInput): Promise<ChartInput> {
    const name = this.type.shapes?.(this.options);
    if (name === undefined) return input;
    const { loadShapes } = await import('./map-shapes.js');
    return { ...input, shapes: await loadShapes(this.host.api, name) };
  }

  #choose(at: number): void {
    const mark = this.marks[at];
    if (!mark || mark.gathered || !this.choosable) return;
    this.active = at;
    this.emit<ResultRow>('tr-mark', mark.datum);
  }

  #key(event: KeyboardEvent): void {
    const last = this.marks.length - 1;
    const { active } = this;
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: Math.min(last, active + 1),
      ArrowDown: Math.min(last, active + 1),
      ArrowLeft: Math.max(0, active - 1),
      ArrowUp: Math.max(0, active - 1),
      Home: 0,
      End: last,
    };
    const move = moves[event.key];
    if (move !== undefined) this.active = move;
    else if (event.key === 'Enter' || event.key === ' ') this.#choose(active);
    else return;
    event.preventDefault();
  }
}

interface Failure {
  readonly code: RefusalCode | undefined;
  readonly values: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Refusals are said in the reader's language; Vega's own words stand as they are. */
function failureOf(error: unknown): Failure {
  if (error instanceof ChartRefusal) return error;
  return { code: undefined, values: {}, message: error instanceof Error ? error.message : String(error) };
}

const box = ({ x, y, width, height }: Place): string =>
  `left:${Math.round(x) - 2}px;top:${Math.round(y) - 2}px;width:${Math.round(width) + 4}px;height:${Math.round(height) + 4}px`;
