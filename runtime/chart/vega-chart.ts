/**
 * `<tr-vega-chart>`: one chart in the space it is given. It compiles again when rows, theme, language, selection or size
 * change and shows its own error instead of an empty picture. Marks are pointed at with the mouse or walked with the
 * arrow keys (one tab stop, Enter chooses), and say their figures either way. Dispatches `tr-mark` with the row chosen.
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ChartInput, ChartMark, ChartType, ResultColumn, ResultRow } from '../../metadata/contributions.js';
import type { Scalar } from '../../metadata/value.js';
import { TrElement } from '../ui/element.js';
import { readChartTheme } from './chart-theme.js';
import type { DrawnChart, Place } from './draw-chart.js';

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
  @state() private failure = '';
  @state() private sentence = '';
  @state() private marks: readonly ChartMark[] = [];
  /** The mark that the keyboard stands on, and the one whose figures are shown. */
  @state() private active = 0;
  @state() private pointed: number | undefined;
  @state() private isFocused = false;
  @query('.plot') private plot!: HTMLElement;
  #drawn: DrawnChart | undefined;
  #size = { width: 0, height: 0 };
  #observer: ResizeObserver | undefined;
  #run = 0;
  readonly #scheme = matchMedia('(prefers-color-scheme: dark)');
  readonly #again = () => this.requestUpdate('rows');

  static override styles = css`
    :host { display: block; position: relative; min-height: 0; min-width: 0; }
    .plot { position: absolute; inset: 0; overflow: hidden; }
    .plot svg { display: block; }
    :host(:not([choosable])) .plot * { cursor: default !important; }
    .error { position: absolute; inset: 0; display: grid; place-content: center; color: var(--tr-bad); padding: 16px; text-align: center; }
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
    this.#observer.observe(this);
    this.#scheme.addEventListener('change', this.#again);
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
    return html`<div
        class="plot"
        @pointerleave=${() => (this.pointed = undefined)}
        role="img"
        aria-label=${this.sentence || nothing}
      ></div>
      ${this.failure ? html`<p class="error" role="alert">${this.failure}</p>` : this.#keyboard()} ${this.#tip()}`;
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
    const input: ChartInput = {
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
      const spec = this.type.compile(input);
      const marks = this.type.marks?.(input) ?? [];
      const { drawChart } = await import('./draw-chart.js');
      if (run !== this.#run || !this.isConnected) return;
      this.#drawn?.finish();
      this.#drawn = await drawChart(this.plot, spec, {
        locale: input.locale,
        onClick: (mark) => this.#choose(mark),
        onPoint: (mark) => (this.pointed = mark),
      });
      this.failure = '';
      this.sentence = this.type.describe(input);
      this.marks = marks;
      this.active = Math.min(this.active, Math.max(0, marks.length - 1));
    } catch (error) {
      if (run !== this.#run) return;
      this.marks = [];
      this.failure = error instanceof Error ? error.message : String(error);
    }
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

const box = ({ x, y, width, height }: Place): string =>
  `left:${Math.round(x) - 2}px;top:${Math.round(y) - 2}px;width:${Math.round(width) + 4}px;height:${Math.round(height) + 4}px`;
