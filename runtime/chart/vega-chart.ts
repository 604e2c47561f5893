/**
 * `<tr-vega-chart>`: one chart in the space it is given. It compiles again when rows, theme, language, selection or width
 * change, says a sentence to screen readers, and shows its own error instead of an empty picture.
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ChartType, ResultColumn, ResultRow } from '../../metadata/contributions.js';
import type { Scalar, Value } from '../../metadata/value.js';
import { TrElement } from '../ui/element.js';
import { readChartTheme } from './chart-theme.js';
import type { DrawnChart } from './draw-chart.js';

@customElement('tr-vega-chart')
export class TrVegaChart extends TrElement {
  @property({ attribute: false }) type!: ChartType;
  @property({ attribute: false }) options: Readonly<Record<string, unknown>> = {};
  @property({ attribute: false }) columns: readonly ResultColumn[] = [];
  @property({ attribute: false }) rows: readonly ResultRow[] = [];
  @property({ attribute: false }) selected: readonly Scalar[] = [];
  @property() today = '';
  @state() private failure = '';
  @state() private sentence = '';
  #drawn: DrawnChart | undefined;
  #size = { width: 0, height: 0 };
  #observer: ResizeObserver | undefined;
  #run = 0;
  readonly #scheme = matchMedia('(prefers-color-scheme: dark)');
  readonly #again = () => this.requestUpdate('rows');

  static override styles = css`
    :host { display: block; position: relative; min-height: 0; overflow: hidden; }
    .plot { position: absolute; inset: 0; }
    .plot svg { display: block; }
    .error { position: absolute; inset: 0; display: grid; place-content: center; color: var(--tr-bad); padding: 16px; text-align: center; }
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
    return html`<div class="plot" role="img" aria-label=${this.sentence || nothing}></div>
      ${this.failure ? html`<p class="error" role="alert">${this.failure}</p>` : nothing}`;
  }

  protected override updated(changed: PropertyValues): void {
    const drawn = ['type', 'options', 'columns', 'rows', 'selected', 'today'];
    if (drawn.some((name) => changed.has(name))) void this.#draw();
  }

  async #draw(): Promise<void> {
    const run = ++this.#run;
    const { width, height } = this.#size;
    if (width < 20 || height < 20) return;
    const input = {
      options: this.options,
      columns: this.columns,
      rows: this.rows,
      selected: this.selected,
      theme: readChartTheme(this),
      locale: this.host.i18n.formats.locale,
      timeZone: this.host.app.document.settings.timeZone,
      width,
      height,
      ...(this.today ? { today: this.today } : {}),
    };
    try {
      const spec = this.type.compile(input);
      const { drawChart } = await import('./draw-chart.js');
      if (run !== this.#run || !this.isConnected) return;
      this.#drawn?.finish();
      this.#drawn = await drawChart(this.renderRoot.querySelector<HTMLElement>('.plot')!, spec, {
        locale: input.locale,
        onClick: (datum) => this.emit<Readonly<Record<string, Value>>>('tr-mark', datum),
      });
      this.failure = '';
      this.sentence = this.type.describe(input);
    } catch (error) {
      if (run === this.#run) this.failure = error instanceof Error ? error.message : String(error);
    }
  }
}
