/**
 * `<tr-explain-panel>`: beside a cell, never over it: its value, what it is made of, under which groups and parameters, by
 * which formula, the rows behind it, and where it leads. It says `tr-closed` when it closes, and `tr-explained` when the focus
 * should go back to the sheet (Esc).
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { GridCell } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { ApiFailure } from '../data/api-client.js';
import { isEmptyValue } from '../dashboard/parameters.js';
import { resultText } from '../dashboard/result-text.js';
import { parameterText } from '../dashboard/value-text.js';
import { createFieldHost } from '../host/field-host.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { iconButton } from '../ui/parts.js';
import type { CellLink } from './cell-links.js';

/** Answer of `POST /api/reports/:name/explain`. */
interface Explanation {
  readonly value: Value;
  readonly text: string;
  readonly bind?: { readonly dataset: string; readonly field?: string; readonly as: string };
  readonly formula?: string;
  readonly where: readonly {
    readonly cell: string;
    readonly field?: string;
    readonly label?: string;
    readonly value: Value;
    readonly text: string;
  }[];
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  readonly total: number;
}

export interface ExplainRequest {
  readonly report: string;
  readonly cell: GridCell;
  /** Parameters as they were sent with the run, and as the server resolved them. */
  readonly given: Readonly<Record<string, Value>>;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly declared: readonly Parameter[];
  readonly links: readonly CellLink[];
}

const SHOWN = 5;
const phone = matchMedia('(max-width: 639px)');

@customElement('tr-explain-panel')
export class TrExplainPanel extends TrElement {
  @property({ attribute: false }) request: ExplainRequest | undefined;
  @state() private explanation: Explanation | undefined;
  @state() private failure: ApiFailure | undefined;
  @query('[popover]') private panel!: HTMLElement;
  #anchor: HTMLElement | undefined;
  #run = 0;

  static override styles = css`
    [popover] {
      border: 0;
      padding: 0;
      margin: 0;
      inset: auto;
      width: 356px;
      max-width: calc(100vw - 16px);
      background: var(--tr-raised);
      color: var(--tr-text);
      border-radius: var(--tr-radius-l);
      box-shadow: var(--tr-shadow-2);
      font: var(--tr-text-body);
      overflow: auto;
    }
    .top {
      align-items: flex-start;
      padding: 12px 12px 4px 16px;
    }
    .main {
      padding: 0 16px 12px;
    }
    .value {
      font: var(--tr-text-display);
      letter-spacing: -0.02em;
      overflow-wrap: anywhere;
    }
    dl {
      display: grid;
      grid-template-columns: max-content minmax(0, 1fr);
      gap: 6px 12px;
      margin-top: 10px;
    }
    dt {
      color: var(--tr-text-3);
      max-width: 104px;
    }
    code {
      font-family: var(--tr-font-mono);
      font-size: 12px;
      background: var(--tr-sunken);
      padding: 2px 6px;
      border-radius: var(--tr-radius-s);
      overflow-wrap: anywhere;
    }
    .rows {
      border-top: 1px solid var(--tr-line);
      padding: 10px 0 0;
    }
    .rows h3 {
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      padding: 0 16px 6px;
    }
    .frame {
      overflow-x: auto;
      border-top: 1px solid var(--tr-line);
    }
    table {
      border-collapse: separate;
      border-spacing: 0;
      min-width: 100%;
      font-size: 12px;
    }
    th,
    td {
      height: 26px;
      padding: 0 8px;
      border-bottom: 1px solid var(--tr-line);
      white-space: nowrap;
      text-align: left;
      max-width: 200px;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    th {
      background: var(--tr-sunken);
      color: var(--tr-text-2);
      font-weight: 500;
    }
    :is(th, td).num {
      text-align: right;
    }
    :is(th, td):first-child {
      padding-inline-start: 16px;
    }
    .links {
      border-top: 1px solid var(--tr-line);
      padding: 4px;
    }
    .frame + .links {
      border-top: 0;
    }
    .links a {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 32px;
      padding: 0 12px;
      border-radius: var(--tr-radius-s);
      color: var(--tr-text);
    }
    .links a:hover {
      background: var(--tr-hover);
      text-decoration: none;
    }
    .links svg {
      color: var(--tr-text-2);
    }
    .wait {
      height: 96px;
      margin: 8px 16px 16px;
      border-radius: var(--tr-radius-m);
      background: var(--tr-fill);
    }
    @media (max-width: 639px) {
      [popover] {
        inset: auto 0 0 0 !important;
        width: 100%;
        max-width: 100%;
        max-height: 70vh;
        border-radius: var(--tr-radius-l) var(--tr-radius-l) 0 0;
      }
      [popover]::backdrop {
        background: var(--tr-backdrop);
      }
      .links a {
        min-height: 44px;
      }
    }
  `;

  /** Opens beside a cell and reads what stands behind it. */
  async openAt(anchor: HTMLElement, request: ExplainRequest): Promise<void> {
    const run = ++this.#run;
    this.#anchor = anchor;
    this.request = request;
    this.explanation = undefined;
    this.failure = undefined;
    await this.updateComplete;
    if (!this.panel.matches(':popover-open')) this.panel.showPopover();
    this.#place();
    this.renderRoot.querySelector<HTMLElement>('.ib')?.focus();
    try {
      const path = `/reports/${encodeURIComponent(request.report)}/explain`;
      const { cell, given } = request;
      const body = { parameters: given, source: cell.source, at: cell.at };
      const explanation = await this.host.api.post<Explanation>(path, body);
      if (run !== this.#run) return;
      this.explanation = explanation;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (run === this.#run) this.failure = error;
    }
    await this.updateComplete;
    this.#place();
  }

  close(): void {
    if (this.panel?.matches(':popover-open')) this.panel.hidePopover();
  }

  override render() {
    return html`<div popover role="dialog" aria-labelledby="heading" @toggle=${this.#toggled}>
      ${this.request ? this.#content(this.request) : nothing}
    </div>`;
  }

  #content(request: ExplainRequest) {
    const { explanation, failure } = this;
    return html`<div class="row top">
        <h2 id="heading">${this.#heading(explanation)}</h2>
        <span class="sp"></span>
        ${iconButton({ label: this.t('common.close'), icon: 'x', size: 'xs', run: () => this.close() })}
      </div>
      <div class="main">
        <div class="value">${request.cell.text || html`<span class="t3">${this.t('explain.empty')}</span>`}</div>
        ${failure ? this.#failed(failure) : explanation ? this.#facts(request, explanation) : nothing}
      </div>
      ${explanation ? this.#rows(explanation) : failure ? nothing : html`<div class="wait" aria-busy="true"></div>`}
      ${
        request.links.length > 0
          ? html`<nav class="links" aria-labelledby="heading">
              ${request.links.map((link) => html`<a href=${link.href} target=${link.away ? '_blank' : nothing} rel=${link.away ? 'noopener noreferrer' : nothing} @click=${() => this.close()}>${icon(link.icon, 's')}${link.text}</a>`)}
            </nav>`
          : nothing
      }`;
  }

  /** The value's field and the groups it stands under: "Sales, Austria, Q2". */
  #heading(explanation: Explanation | undefined): string {
    if (!explanation) return this.t('explain.title');
    const field = this.#fieldLabel(explanation, explanation.bind?.field);
    const groups = explanation.where.map((each) => each.text);
    const words = [...(field ? [field] : []), ...groups].filter(
      (word, index, all) => word && all.indexOf(word) === index,
    );
    return words.length > 0
      ? words.join(this.host.i18n.language.startsWith('zh') ? '、' : ', ')
      : this.t('explain.title');
  }

  #fieldLabel(explanation: Explanation, field: string | undefined): string | undefined {
    if (field === undefined) return undefined;
    return explanation.columns.find((column) => column.name === field)?.label ?? field;
  }

  #failed(failure: ApiFailure) {
    const request = failure.requestId ? ` ${this.t('common.request', { id: failure.requestId })}` : '';
    return html`<p class="box bad" role="alert">${this.t('explain.failed')}. ${failure.message}${request}</p>`;
  }

  #facts(request: ExplainRequest, explanation: Explanation) {
    const { bind, formula, where } = explanation;
    const fieldHost = createFieldHost(this.host);
    const of = bind && `explain.of.${bind.as}`;
    const parameters = request.declared.flatMap((parameter) => {
      const value = request.parameters[parameter.name] ?? null;
      if (isEmptyValue(value)) return [];
      const text = parameterText(parameter, value, this.host, fieldHost) ?? '…';
      return [{ name: fieldHost.text(parameter.label, parameter.name), value: text }];
    });
    return html`<dl>
      ${
        of && this.host.i18n.has(of)
          ? html`<dt>${this.t(of)}</dt>
              <dd>${this.#fieldLabel(explanation, bind.field) ?? bind.dataset}</dd>`
          : nothing
      }
      ${
        where.length > 0 || parameters.length > 0
          ? html`<dt>${this.t('explain.where')}</dt>
              <dd>
                ${where.map(
                  (each) =>
                    html`<div>
                      ${this.t('explain.is', {
                        name: each.label ?? each.field ?? each.cell,
                        value: each.text || this.t('explain.empty'),
                      })}
                    </div>`,
                )}
                ${parameters.map(
                  (each) =>
                    html`<div>${each.name} ${each.value} <span class="t3">(${this.t('explain.pane')})</span></div>`,
                )}
              </dd>`
          : nothing
      }
      ${
        formula === undefined
          ? nothing
          : html`<dt>${this.t('explain.formula')}</dt>
              <dd><code>${request.cell.source}: ${formula}</code></dd>`
      }
      ${
        bind === undefined && formula === undefined
          ? html`<dd style="grid-column:1/-1" class="t2">
              ${this.t(request.cell.kind === 'noAccess' ? 'widget.noAccessText' : 'explain.fixed')}
            </dd>`
          : nothing
      }
    </dl>`;
  }

  #rows({ columns, rows, total }: Explanation) {
    if (total === 0 || columns.length === 0) return nothing;
    const fieldHost = createFieldHost(this.host);
    const shown = rows.slice(0, SHOWN);
    return html`<div class="rows">
      <h3>
        ${this.t('explain.rows', { count: total })}${
          total > shown.length ? `. ${this.t('explain.shown', { shown: shown.length, total })}` : ''
        }
      </h3>
      <div class="frame" tabindex="0" role="group" aria-labelledby="heading">
        <table>
          <thead>
            <tr>
              ${columns.map((column) => html`<th scope="col" class=${column.type === 'number' ? 'num' : ''}>${column.label}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${shown.map(
              (row) =>
                html`<tr>
                  ${columns.map(
                    (column) =>
                      html`<td class=${column.type === 'number' ? 'num' : ''}>
                        ${resultText(column, row, fieldHost)}
                      </td>`,
                  )}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </div>`;
  }

  /** Right of the cell, else left, else under it; on a phone it comes from below by its style. */
  #place(): void {
    const anchor = this.#anchor;
    if (!anchor || phone.matches) return;
    const cause = anchor.getBoundingClientRect();
    const margin = 8;
    this.panel.style.maxHeight = `${window.innerHeight - 2 * margin}px`;
    const { width, height } = this.panel.getBoundingClientRect();
    const fitsRight = cause.right + margin + width <= window.innerWidth - margin;
    const fitsLeft = cause.left - margin - width >= margin;
    const left = fitsRight ? cause.right + margin : fitsLeft ? cause.left - margin - width : margin;
    const wanted = fitsRight || fitsLeft ? cause.top - 40 : cause.bottom + margin;
    const top = Math.max(margin, Math.min(wanted, window.innerHeight - height - margin));
    this.panel.style.left = `${left}px`;
    this.panel.style.top = `${top}px`;
  }

  #toggled(event: ToggleEvent): void {
    if (event.newState !== 'closed') return;
    this.#run += 1;
    this.emit('tr-closed');
    if (this.matches(':focus-within') || document.activeElement === document.body) this.emit('tr-explained');
  }
}
