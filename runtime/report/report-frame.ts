/**
 * `<tr-report-frame>`: a report's sheet inside another page: it runs with the parameters it is given, shows its own
 * waiting, failure and emptiness, and leads on: a click that sets goes to the page's address, one that opens to its place.
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { hrefWith, parameterQuery } from '../dashboard/parameters.js';
import { failed, skeleton } from '../dashboard/widget-states.js';
import { widgetCardStyles } from '../dashboard/widget-card-styles.js';
import { hrefs } from '../data/router.js';
import { TrElement } from '../ui/element.js';
import { cellLinks, valuesSet } from './cell-links.js';
import { isWithoutRows } from './grid-layout.js';
import { ReportRun } from './report-run.js';
import './sheet.js';
import type { SheetRowsEvent } from './sheet.js';
import '../ui/later-strings.js';

/** A sheet around this one would take it for its own. */
const stop = (event: Event): void => event.stopPropagation();

@customElement('tr-report-frame')
export class TrReportFrame extends TrElement {
  @property() report = '';
  @property() name = '';
  @property({ attribute: false }) given: Readonly<Record<string, Value>> = {};
  /** The address after a click in a cell has set these parameters of the report. */
  @property({ attribute: false }) hrefSetting: (values: Readonly<Record<string, Value>>) => string = () => '';
  @state() private folded: ReadonlySet<string> = new Set();
  readonly #run = new ReportRun(this);
  #asked = '';

  static override styles = [
    widgetCardStyles,
    css`
      :host { display: flex; flex-direction: column; min-width: 0; container: none; }
      tr-sheet { flex: 1; min-height: 0; border-top: 1px solid var(--tr-line); margin: 0 -16px; }
      :host([flat]) tr-sheet { border-top: 0; margin: 0; }
      :host([flat]) .open { padding: 2px 8px 4px; }
      .open { align-self: flex-start; padding-top: 8px; min-height: 24px; }
    `,
  ]; // prettier-ignore

  protected override willUpdate(_changed: PropertyValues): void {
    const key = JSON.stringify([this.report, this.given, this.host.i18n.language]);
    if (key === this.#asked) return;
    this.#asked = key;
    void this.load();
  }

  /** Runs it afresh; what was shown stays in sight until the new one is there. */
  async load(): Promise<void> {
    this.setAttribute('aria-busy', 'true');
    await this.#run.start(this.host, { report: this.report, given: this.given, changes: {} });
    if (!this.#run.isRunning) this.removeAttribute('aria-busy');
  }

  override render() {
    const { ran, failure } = this.#run;
    if (failure) return failed(this.host, failure, { isTile: false, retry: () => void this.load() });
    if (!ran) return skeleton(false);
    const { grid } = ran;
    const open = hrefWith(hrefs.report(this.report), parameterQuery(this.given));
    return html`${
      isWithoutRows(grid)
        ? html`<div class="state"><b>${this.t('report.empty')}</b></div>`
        : html`<tr-sheet
            .grid=${grid}
            .name=${this.name}
            .linkOf=${this.#linkOf}
            .folded=${this.folded}
            .readAll=${() => this.#run.readAll(this.host)}
            @tr-rows=${this.#want}
            @tr-fold=${this.#fold}
            @tr-explain=${stop}
            @tr-find=${stop}
          ></tr-sheet>`
    }
    ${this.host.app.has('report.run') ? html`<a class="open" href=${open}>${this.t('widget.openReport')}</a>` : nothing}`;
  }

  readonly #want = (event: CustomEvent<SheetRowsEvent>): void => {
    stop(event);
    this.#run.want(event.detail.first, event.detail.end);
  };

  /** Which rows a group has is known when all are here. */
  readonly #fold = async (event: CustomEvent<string>): Promise<void> => {
    stop(event);
    if (!(await this.#run.readAll(this.host))) return;
    const folded = new Set(this.folded);
    if (!folded.delete(event.detail)) folded.add(event.detail);
    this.folded = folded;
  };

  readonly #linkOf = (cell: GridCell): string | undefined => {
    const set = valuesSet(cell);
    if (Object.keys(set).length > 0) return this.hrefSetting(set);
    return cellLinks(cell, () => '')[0]?.href;
  };
}
