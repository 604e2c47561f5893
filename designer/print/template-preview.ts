/**
 * `<td-template-preview>`: the pages that the draft makes of real records, drawn again a moment after each change; or why
 * there are none. What the server refuses is said by `td-refused`, with its places.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Problem } from '../../metadata/value.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import type { Pages } from '../../runtime/print/print-client.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/states.js';
import { TdElement } from '../td-element.js';
import { designStyles } from '../workbench/workbench-styles.js';

/** Milliseconds without a key until pages are asked for. */
const rest = 500;

@customElement('td-template-preview')
export class TdTemplatePreview extends TdElement {
  /** The body of `POST /api/print/preview` without `output`; undefined: there is nothing to print. */
  @property({ attribute: false }) ask: Readonly<Record<string, unknown>> | undefined;
  /** Why there is nothing to print. */
  @property() reason = '';
  @state() private pages: Pages | undefined;
  @state() private failure: ApiFailure | undefined;
  @state() private isWaiting = false;
  #asked = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | undefined;

  static override styles = [
    designStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        background: var(--tr-fill);
      }
      .pages {
        flex: 1;
        min-height: 0;
        overflow: auto;
        display: grid;
        gap: 16px;
        justify-items: center;
        align-content: start;
        padding: 20px;
        transition: opacity 0.15s;
      }
      .pages.old {
        opacity: 0.55;
      }
      img {
        width: 100%;
        max-width: 620px;
        height: auto;
        background: #fff;
        box-shadow: var(--tr-shadow-1);
      }
      .none {
        margin: 0;
        color: var(--tr-text-2);
      }
      .refused {
        display: flex;
        gap: 8px;
        align-items: flex-start;
        padding: 8px 12px;
        background: var(--tr-bad-soft);
        color: var(--tr-bad);
      }
      .refused svg {
        flex: none;
        margin-top: 2px;
      }
      .refused p {
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#asked = '';
  }

  protected override willUpdate(): void {
    const asked = this.ask === undefined ? '' : JSON.stringify(this.ask);
    if (asked === this.#asked) return;
    const isFirst = this.#asked === '';
    this.#asked = asked;
    clearTimeout(this.#timer);
    this.#running?.abort();
    if (asked === '') {
      this.pages = undefined;
      this.failure = undefined;
      this.isWaiting = false;
      return;
    }
    this.isWaiting = true;
    this.#timer = setTimeout(() => void this.#draw(), isFirst ? 0 : rest);
  }

  override render() {
    if (this.ask === undefined) return html`<tr-state kind="empty" .heading=${this.w('print.noPages')} .text=${this.reason}></tr-state>`; // prettier-ignore
    return html`${this.failure ? html`<div class="refused" role="status">${icon('triangle-alert', 's')}<p>${this.failure.message}</p></div>` : nothing}
      <div class="pages ${this.failure || (this.isWaiting && this.pages) ? 'old' : ''}" tabindex="0" role="group" aria-label=${this.w('print.pages')} aria-busy=${this.isWaiting}>
        ${this.#pictures()}
      </div>`;
  } // prettier-ignore

  #pictures() {
    const { pages } = this;
    if (!pages) return this.isWaiting ? html`<p class="none">${this.w('print.drawing')}</p>` : nothing;
    return html`${pages.pictures.map(
      (svg, index) => html`<img alt=${this.w('print.page', { number: index + 1, count: pages.pages })} src=${`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} />`, // prettier-ignore
    )}
    ${pages.pages > pages.pictures.length ? html`<p class="none">${this.w('print.more', { count: pages.pages - pages.pictures.length })}</p>` : nothing}`; // prettier-ignore
  }

  async #draw(): Promise<void> {
    const running = (this.#running = new AbortController());
    try {
      const pages = await this.host.api.post<Pages>('/print/preview', { ...this.ask, output: 'pages' }, { signal: running.signal }); // prettier-ignore
      if (running.signal.aborted) return;
      this.pages = pages;
      this.failure = undefined;
      this.emit<readonly Problem[]>('td-refused', []);
    } catch (error) {
      if (running.signal.aborted) return;
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
      this.emit<readonly Problem[]>('td-refused', Array.isArray(error.details) ? (error.details as readonly Problem[]) : []); // prettier-ignore
    } finally {
      if (!running.signal.aborted) this.isWaiting = false;
    }
  }
}
