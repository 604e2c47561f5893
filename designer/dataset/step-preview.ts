/** `<td-step-preview>`: the first rows after the chosen step, how many there are, how long it took; or why there are none. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ResultColumn } from '../../metadata/contributions.js';
import type { Value } from '../../metadata/value.js';
import type { ApiFailure } from '../../runtime/data/api-client.js';
import { icon } from '../../runtime/ui/icon.js';
import { button } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import { TdElement } from '../td-element.js';
import { parametersId, type DatasetDesk } from './dataset-desk.js';
import { datasetStyles } from './dataset-styles.js';
import type { PreviewAnswer } from './step-previews.js';
import { columnWords } from './step-words.js';
import { periodLabel } from '../../metadata/chart/periods.js';

/** Seconds after which it is said that it takes long. */
const patience = 4;

@customElement('td-step-preview')
export class TdStepPreview extends TdElement {
  @property({ attribute: false }) desk!: DatasetDesk;
  @state() private statement: string | undefined;
  @state() private statementOpen = false;
  @state() private isSlow = false;
  #slow: ReturnType<typeof setTimeout> | undefined;
  #statementOf = '';

  static override styles = [
    datasetStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        background: var(--tr-surface);
        border-top: 1px solid var(--tr-line-strong);
      }
      .bar {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 4px 12px;
        min-height: 40px;
        padding: 0 16px;
      }
      .bar strong {
        font: var(--tr-text-strong);
      }
      .meta {
        font: var(--tr-text-meta);
        color: var(--tr-text-3);
      }
      .sp {
        flex: 1;
      }
      .frame {
        flex: 1;
        min-height: 0;
        overflow: auto;
        padding: 0 16px 16px;
      }
      table {
        border-collapse: separate;
        border-spacing: 0;
        min-width: min(100%, 480px);
      }
      th,
      td {
        height: 30px;
        padding: 0 12px 0 8px;
        border-bottom: 1px solid var(--tr-line);
        text-align: start;
        white-space: nowrap;
        max-width: 280px;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      th {
        position: sticky;
        top: 0;
        background: var(--tr-surface);
        font: var(--tr-text-label);
        color: var(--tr-text-2);
      }
      th small {
        display: block;
        font: 400 11px/14px var(--tr-font-mono);
        color: var(--tr-text-3);
      }
      .n {
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
      .none {
        color: var(--tr-text-3);
      }
      [aria-busy='true'] table {
        opacity: 0.55;
      }
      .wrong {
        display: flex;
        gap: 8px;
        align-items: flex-start;
        margin: 0 16px 16px;
        padding: 10px 12px;
        border-radius: var(--tr-radius-m);
        background: var(--tr-bad-soft);
        color: var(--tr-bad);
        overflow-wrap: anywhere;
      }
      pre {
        margin: 0 16px 12px;
        padding: 10px 12px;
        max-height: 160px;
        overflow: auto;
        flex: none;
        font: 400 12px/18px var(--tr-font-mono);
        white-space: pre-wrap;
        background: var(--tr-fill);
        border-radius: var(--tr-radius-m);
      }
      .quiet {
        padding: 0 16px 20px;
        margin: 0;
        color: var(--tr-text-3);
      }
    `,
  ];

  override disconnectedCallback(): void {
    clearTimeout(this.#slow);
    super.disconnectedCallback();
  }

  get #step(): string {
    return this.desk.chosen === parametersId ? (this.desk.steps.at(-1)?.id ?? 'source') : this.desk.chosen;
  }

  protected override willUpdate(): void {
    const running = this.desk.previewOf(this.#step)?.state === 'running';
    if (!running) {
      clearTimeout(this.#slow);
      this.#slow = undefined;
      this.isSlow = false;
    } else this.#slow ??= setTimeout(() => (this.isSlow = true), patience * 1000);
    const of = JSON.stringify(this.desk.ask(this.#step));
    if (of !== this.#statementOf) {
      this.#statementOf = of;
      this.statement = undefined;
      if (this.statementOpen) void this.#loadStatement();
    }
  }

  override render() {
    const { desk } = this;
    const preview = desk.previewOf(this.#step);
    const busy = preview?.state === 'running' || preview?.state === 'waiting';
    return html`<div class="bar">
        <strong>${this.w('dataset.previewOf')}</strong>
        <span class="meta" role="status">${this.#said()}</span>
        <span class="sp"></span>
        ${desk.mayWriteSql && desk.query ? html`<button type="button" class="link" aria-expanded=${this.statementOpen} @click=${this.#toggle}>${this.w('dataset.showSql')}</button>` : nothing}
        ${busy ? button({ label: this.w('dataset.stop'), icon: 'x', theme: 'tertiary small', run: () => desk.stop() }) : nothing}
        ${!busy && (desk.runsByHand || preview?.state === 'stopped' || preview?.state === 'failed') && !desk.blocked ? button({ label: this.w('dataset.run'), icon: 'play', theme: 'tertiary small', run: () => desk.run(this.#step) }) : nothing}
      </div>
      ${this.statementOpen && this.statement !== undefined ? html`<pre tabindex="0" aria-label="SQL">${this.statement === '' ? this.w('dataset.noSql') : this.statement}</pre>` : nothing}
      ${this.#body()}`;
  } // prettier-ignore

  #said() {
    const preview = this.desk.previewOf(this.#step);
    if (preview?.state === 'running') return this.w(this.isSlow ? 'dataset.slow' : 'dataset.running');
    if (preview?.state !== 'done') return '';
    const { answer, seconds } = preview;
    const count = this.w(answer.more ? 'dataset.rowsAtLeast' : 'dataset.rows', { count: answer.count });
    const shown = answer.rows.length < answer.count ? this.w('dataset.firstOf', { count: answer.rows.length, all: count }) : count; // prettier-ignore
    return `${shown} · ${this.w('dataset.seconds', { seconds: this.host.i18n.formats.number(Math.max(0.01, seconds), { maximumFractionDigits: 2 }) })}`; // prettier-ignore
  }

  #body() {
    const { desk } = this;
    if (desk.blocked) return html`<p class="wrong" role="status">${icon('circle-x', 's')}${desk.open.findings.find(({ severity }) => severity !== 'warning')?.message}</p>`; // prettier-ignore
    const preview = desk.previewOf(this.#step);
    if (preview?.state === 'failed') return this.#failed(preview.failure);
    if (preview?.state === 'done') return this.#answer(preview.answer);
    if (preview?.state === 'stopped') return html`<p class="quiet">${this.w('dataset.stopped')}</p>`;
    if (desk.runsByHand && !preview) return html`<p class="quiet">${this.w('dataset.runByHand')}</p>`;
    return html`<div class="frame" aria-busy="true"><tr-skeleton></tr-skeleton></div>`;
  }

  #failed(failure: ApiFailure) {
    if (failure.code === 'RIGHT_MISSING') return html`<tr-state kind="forbidden" .heading=${this.w('dataset.noRight')} .text=${failure.message}></tr-state>`; // prettier-ignore
    const needsValue = failure.code === 'PARAMETER_REQUIRED';
    return html`<p class="wrong" role="status">
      ${icon('circle-x', 's')}<span
        >${failure.message}
        ${needsValue ? html`<button type="button" class="link" @click=${() => this.desk.choose(parametersId)}>${this.w('dataset.giveTrial')}</button>` : nothing}</span
      >
    </p>`;
  }

  #answer({ columns, rows, withheld, closed }: PreviewAnswer) {
    if (closed) return html`<tr-state kind="forbidden" .heading=${this.w('dataset.closed')} .text=${this.w('dataset.closedText')}></tr-state>`; // prettier-ignore
    const left = withheld.length === 0 ? nothing : html`<p class="quiet">${icon('lock', 's')} ${this.w('dataset.withheld', { names: withheld.join(', ') })}</p>`; // prettier-ignore
    if (rows.length === 0) return html`${left}<tr-state kind="filtered" .heading=${this.w('dataset.noRows')} .text=${this.w('dataset.noRowsText')}></tr-state>`; // prettier-ignore
    return html`${left}
      <div class="frame" tabindex="0" role="group" aria-label=${this.w('dataset.previewOf')}>
        <table>
          <thead>
            <tr>
              ${columns.map((column) => html`<th scope="col" class=${isFigure(column) ? 'n' : ''}>${this.#head(column)}<small>${column.name}</small></th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map((row) => html`<tr>${row.map((value, index) => this.#cell(columns[index]!, value))}</tr>`)}
          </tbody>
        </table>
      </div>`;
  } // prettier-ignore

  #head({ name, label }: ResultColumn): string {
    const own = columnWords(name, this.desk);
    return own === name ? label : own;
  }

  #cell(column: ResultColumn, value: Value) {
    if (value === null) return html`<td class="none ${isFigure(column) ? 'n' : ''}">–</td>`;
    const text = this.#text(column, value);
    return html`<td class=${isFigure(column) ? 'n' : ''} title=${text.length > 40 ? text : nothing}>${text}</td>`;
  }

  #text(column: ResultColumn, value: Value): string {
    const { formats } = this.host.i18n;
    if (typeof value === 'boolean') return this.t(value ? 'common.yes' : 'common.no');
    if (typeof value === 'number') {
      if (column.percent) return formats.percent(value);
      const digits = column.scale === undefined ? undefined : Math.min(2, column.scale);
      return formats.number(value, digits === undefined ? { maximumFractionDigits: 4 } : { minimumFractionDigits: digits, maximumFractionDigits: digits }); // prettier-ignore
    }
    if (typeof value !== 'string') return JSON.stringify(value);
    if (column.grain) return periodLabel(value, column.grain, formats.locale, 'full');
    if (column.type === 'date') return formats.date(value);
    return column.type === 'datetime' ? formats.dateTime(value) : value;
  }

  /* ---------------------------------------------------------------- SQL, for those with the right */

  readonly #toggle = (): void => {
    this.statementOpen = !this.statementOpen;
    if (this.statementOpen && this.statement === undefined) void this.#loadStatement();
  };

  async #loadStatement(): Promise<void> {
    const ask = this.desk.ask(this.#step);
    if (!ask) return;
    const of = this.#statementOf;
    const answer = await this.host.api.post<PreviewAnswer>('/datasets/preview', { ...ask, rows: 1, statement: true }).catch(() => undefined); // prettier-ignore
    if (of === this.#statementOf) this.statement = answer?.statement ?? '';
  }
}

const isFigure = ({ type, grain }: ResultColumn): boolean => type === 'number' && grain === undefined;
