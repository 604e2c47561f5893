/**
 * `<tr-state>`: the four states that every screen has: empty, filtered away, no right, failed. Each says what is the case
 * and what to do next; they never look alike.
 */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '@vaadin/button';
import { TrElement } from './element.js';
import { icon } from './icon.js';
import { button } from './parts.js';

export interface StateAction {
  readonly label: string;
  readonly icon?: string;
  readonly primary?: boolean;
  run(): void;
}

const icons = {
  empty: 'inbox',
  filtered: 'list-filter',
  forbidden: 'lock',
  failed: 'triangle-alert',
  missing: 'search',
} as const;
export type StateKind = keyof typeof icons;

@customElement('tr-state')
export class TrState extends TrElement {
  @property() kind: StateKind = 'empty';
  @property() heading = '';
  @property() text = '';
  @property() icon = '';
  @property({ attribute: false }) actions: readonly StateAction[] = [];
  /** It is the whole page: its heading is the page's. */
  @property({ type: Boolean }) alone = false;
  /** Ghost rows above, as where rows would stand. */
  @property({ type: Boolean }) ghost = false;

  static override styles = css`
    :host {
      display: block;
    }
    .ghost {
      padding-top: 8px;
    }
    .ghost div {
      display: flex;
      align-items: center;
      gap: 24px;
      height: 36px;
      border-bottom: 1px solid var(--tr-line);
      padding: 0 24px;
    }
    .ghost i {
      height: 8px;
      border-radius: 4px;
      background: var(--tr-fill);
    }
    .ghost i:first-child {
      width: 16px;
      height: 16px;
      background: none;
      border: 1px solid var(--tr-line-strong);
    }
    .middle {
      display: flex;
      justify-content: center;
      padding: 28px 16px;
    }
    .inner {
      width: 440px;
      max-width: 100%;
      text-align: center;
      text-wrap: balance;
    }
    .mark {
      width: 48px;
      height: 48px;
      border-radius: 12px;
      background: var(--tr-accent-soft);
      color: var(--tr-accent-text);
      display: inline-flex;
      align-items: center;
      justify-content: center;
      margin-bottom: 12px;
    }
    .mark svg.i {
      width: 24px;
      height: 24px;
    }
    .failed .mark {
      background: var(--tr-bad-soft);
      color: var(--tr-bad);
    }
    .forbidden .mark,
    .filtered .mark,
    .missing .mark {
      background: var(--tr-fill);
      color: var(--tr-text-2);
    }
    :is(h1, h2) {
      font: var(--tr-text-title);
      letter-spacing: -0.01em;
    }
    p {
      font: var(--tr-text-read);
      color: var(--tr-text-2);
      margin: 6px 0 16px;
      overflow-wrap: anywhere;
    }
    .row {
      justify-content: center;
      flex-wrap: wrap;
    }
  `;

  override render() {
    return html`
      ${
        this.ghost
          ? html`<div class="ghost" aria-hidden="true">
              ${[
                [180, 90, 70, 120, 0.9],
                [140, 110, 70, 90, 0.7],
                [210, 80, 70, 140, 0.5],
              ].map(
                ([a, b, c, d, opacity]) =>
                  html`<div style="opacity:${opacity!}">
                    <i></i><i style="width:${a!}px"></i><i style="width:${b!}px"></i><i style="width:${c!}px"></i
                    ><i style="width:${d!}px"></i>
                  </div>`,
              )}
            </div>`
          : nothing
      }
      <div class="middle ${this.kind}">
        <div class="inner" role=${this.kind === 'failed' ? 'alert' : nothing}>
          <span class="mark">${icon(this.icon || icons[this.kind])}</span>
          ${this.alone || this.kind === 'missing' ? html`<h1>${this.heading}</h1>` : html`<h2>${this.heading}</h2>`}
          <p>${this.text}</p>
          <div class="row">
            ${this.actions.map((action) =>
              button({
                label: action.label,
                ...(action.icon ? { icon: action.icon } : {}),
                ...(action.primary ? { theme: 'primary' } : {}),
                run: () => action.run(),
              }),
            )}
          </div>
        </div>
      </div>
    `;
  }
}

/** Grey bars where rows will be: eight, after 150 ms, so that a quick answer shows none. */
@customElement('tr-skeleton')
export class TrSkeleton extends TrElement {
  @property({ type: Number }) rows = 8;
  @property({ type: Number }) columns = 5;

  static override styles = css`
    :host {
      display: block;
      opacity: 0;
      animation: appear 1ms 150ms forwards;
    }
    @keyframes appear {
      to {
        opacity: 1;
      }
    }
    .r {
      display: flex;
      align-items: center;
      gap: 24px;
      height: var(--tr-row);
      border-bottom: 1px solid var(--tr-line);
      padding: 0 24px;
    }
    i {
      height: 8px;
      border-radius: 4px;
      background: var(--tr-fill);
      animation: breathe 1.6s ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.5;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      i {
        animation: none;
      }
    }
  `;

  override render() {
    const widths = [180, 110, 84, 132, 96, 120, 72, 140];
    return html`<div role="presentation">
      ${Array.from(
        { length: this.rows },
        (_, row) =>
          html`<div class="r">
            ${Array.from(
              { length: this.columns },
              (_each, column) => html`<i style="width:${widths[(row * 3 + column) % widths.length]!}px"></i>`,
            )}
          </div>`,
      )}
    </div>`;
  }
}
