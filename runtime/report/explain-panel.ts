/**
 * `<tr-explain-panel>`: beside a cell, never over it: its value, what it is made of, under which groups and parameters, by
 * which formula, the rows behind it, the way down into its parts, and where it leads. It says `tr-closed` when it closes, and
 * `tr-explained` when the focus should go back to the sheet (Esc).
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Explanation } from '../../metadata/sheet/explanation.js';
import { ApiFailure } from '../data/api-client.js';
import { copyLink } from '../ui/copy-link.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { iconButton } from '../ui/parts.js';
import { DownHistory, explainDown, type DownPlace } from './explain-down.js';
import { explainFacts, explainReads, explainRows, explanationTitle, type ExplainRequest } from './explain-facts.js';
import { explainStyles } from './explain-styles.js';

const phone = matchMedia('(max-width: 639px)');

@customElement('tr-explain-panel')
export class TrExplainPanel extends TrElement {
  @property({ attribute: false }) request: ExplainRequest | undefined;
  @state() private explanation: Explanation | undefined;
  @state() private failure: ApiFailure | undefined;
  @query('[popover]') private panel!: HTMLElement;
  #anchor: HTMLElement | undefined;
  #run = 0;
  #down = new DownHistory();

  static override styles = explainStyles;

  /** Opens beside a cell and reads what stands behind it. */
  async openAt(anchor: HTMLElement, request: ExplainRequest): Promise<void> {
    this.#anchor = anchor;
    this.request = request;
    this.#down = new DownHistory();
    this.explanation = undefined;
    this.#run += 1;
    this.failure = undefined;
    await this.updateComplete;
    if (!this.panel.matches(':popover-open')) this.panel.showPopover();
    this.#place();
    this.renderRoot.querySelector<HTMLElement>('.ib')?.focus();
    await this.#read(request);
  }

  /** What was read stays while the next step is on its way. */
  async #read(request: ExplainRequest): Promise<void> {
    const run = ++this.#run;
    const { cell, given, changes } = request;
    const { steps, by } = this.#down.here;
    try {
      const path = `/reports/${encodeURIComponent(request.report)}/explain`;
      const explanation = await this.host.api.post<Explanation>(path, {
        parameters: given,
        source: cell.source,
        at: cell.at,
        ...changes,
        ...(by === undefined ? {} : { by }),
        ...(steps.length > 0 ? { within: steps.map(({ column, value }) => ({ column, value })) } : {}),
      });
      if (run !== this.#run) return;
      this.explanation = explanation;
      this.failure = undefined;
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
    const { explanation, failure, host } = this;
    const go = (move: () => void) => {
      move();
      void this.#read(request);
    };
    return html`<div class="row top">
        <h2 id="heading">${explanationTitle(host, explanation)}</h2>
        <span class="sp"></span>
        ${iconButton({ label: this.t('common.close'), icon: 'x', size: 'xs', run: () => this.close() })}
      </div>
      <div class="main">
        <div class="figure">
          <span class="value">${request.cell.text || html`<span class="t3">${this.t('explain.empty')}</span>`}</span
          >${unitOf(request, explanation)}
        </div>
        ${failure ? this.#failed(failure) : explanation ? explainFacts(host, request, explanation) : nothing}
      </div>
      ${
        explanation
          ? html`${explainReads(host, request, explanation)}${explainDown({
              host,
              explanation,
              history: this.#down,
              go: (place: DownPlace) => go(() => this.#down.go(place)),
              move: (by) => go(() => this.#down.move(by)),
            })}${explanation.parts ? nothing : explainRows(host, explanation)}`
          : failure
            ? nothing
            : html`<div class="wait" aria-busy="true"></div>`
      }
      <nav class="links" aria-labelledby="heading">
        ${request.links.map((link) => html`<a href=${link.href} target=${link.away ? '_blank' : nothing} rel=${link.away ? 'noopener noreferrer' : nothing} @click=${() => this.close()}>${icon(link.icon, 's')}${link.text}</a>`)}
        <button type="button" @click=${() => void copyLink(host, request.href)}>
          ${icon('link', 's')}${this.t('explain.copyLink')}
        </button>
      </nav>`;
  }

  #failed(failure: ApiFailure) {
    const request = failure.requestId ? ` ${this.t('common.request', { id: failure.requestId })}` : '';
    return html`<p class="box bad" role="alert">${this.t('explain.failed')}. ${failure.message}${request}</p>`;
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

/** The currency of a sum of money, where the sheet itself does not write one. */
function unitOf({ cell }: ExplainRequest, explanation: Explanation | undefined) {
  const column = explanation?.columns.find(({ name }) => name === explanation.bind?.field);
  const isMoney = typeof cell.value === 'number' && column?.currency !== undefined && explanation?.bind?.as !== 'count';
  return isMoney ? html` <span class="unit">${column.currency}</span>` : nothing;
}
