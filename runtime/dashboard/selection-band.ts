/**
 * `<tr-selection-band>`: what is selected and how to get back: Back, the trail, a chip for each value with its x, the link
 * to the records. Dispatches `tr-keep` with the number of selections that stay, `tr-clear` with a parameter's name.
 */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WidgetSelection } from '../host/widget-views.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';

export interface BandStep {
  readonly text: string;
}

@customElement('tr-selection-band')
export class TrSelectionBand extends TrElement {
  @property() root = '';
  @property({ attribute: false }) trail: readonly BandStep[] = [];
  @property({ attribute: false }) selections: readonly WidgetSelection[] = [];
  @property() where = '';
  @property({ attribute: false }) behind: { readonly text: string; readonly href: string } | undefined;
  @property({ type: Boolean, reflect: true }) phone = false;

  static override styles = css`
    :host {
      display: flex;
      align-items: center;
      gap: 6px;
      margin: 10px 24px 0;
      min-height: 36px;
      padding: 0 6px 0 8px;
      background: var(--tr-selected);
      border: 1px solid var(--tr-accent-line);
      border-radius: 8px;
      flex: none;
      white-space: nowrap;
      min-width: 0;
    }
    .back {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      padding: 0 4px;
      min-height: 24px;
    }
    .vsep {
      background: var(--tr-accent-line);
    }
    ol {
      display: flex;
      align-items: center;
      gap: 6px;
      padding: 0 4px;
      min-width: 0;
    }
    li {
      display: flex;
      align-items: center;
      gap: 6px;
      min-width: 0;
    }
    li .linkish {
      font-weight: 400;
      min-height: 24px;
    }
    .on {
      flex: 0 1 auto;
      max-width: 280px;
      display: inline-flex;
      align-items: center;
      gap: 6px;
      height: 26px;
      padding-inline-start: 8px;
      border: 1px solid var(--tr-accent-line);
      border-radius: var(--tr-radius-m);
      background: var(--tr-surface);
      color: var(--tr-accent-text);
      min-width: 0;
    }
    .on button {
      border: 0;
      background: none;
      width: 24px;
      height: 24px;
      display: inline-flex;
      align-items: center;
      justify-content: center;
      cursor: pointer;
      color: inherit;
      border-radius: 5px;
      flex: none;
    }
    .on button:hover {
      background: var(--tr-accent-soft);
    }
    .behind {
      font-weight: 500;
      padding: 2px 6px;
    }
    .where {
      flex: 0 1000 auto;
    }
    :host([phone]) {
      margin: 0;
      border-width: 0 0 1px;
      border-radius: 0;
      padding: 8px 16px 4px;
      flex-wrap: wrap;
      row-gap: 0;
    }
    :host([phone]) .on {
      height: 36px;
    }
    :host([phone]) .on button {
      width: 36px;
      height: 34px;
    }
    :host([phone]) :is(.linkish, .behind) {
      min-height: 36px;
      display: inline-flex;
      align-items: center;
    }
    :host([phone]) .behind {
      padding: 0;
      min-height: 32px;
    }
    :host([phone]) [role='status']:not(:empty) {
      flex-basis: 100%;
    }
    @media (max-width: 1100px) {
      .where {
        display: none;
      }
    }
  `;

  override render() {
    return html`${
        this.phone
          ? nothing
          : html`<button type="button" class="linkish back" @click=${() => this.#keep(this.trail.length - 1)}>
                ${icon('chevron-left', 's')}${this.t('dashboard.back')}</button
              ><span class="vsep"></span>`
      }
      <nav class="row" aria-label=${this.t('dashboard.selection')}>
        <ol>
          <li><button type="button" class="linkish" @click=${() => this.#keep(0)}>${this.root}</button></li>
          ${this.trail.map((step, index) => {
            const isLast = index === this.trail.length - 1;
            return html`<li class="clip">
              ${icon('chevron-right', 's')}
              ${
                isLast
                  ? html`<span class="strong clip" data-tip-cut aria-current="true">${step.text}</span>`
                  : html`<button type="button" class="linkish" @click=${() => this.#keep(index + 1)}>
                      ${step.text}
                    </button>`
              }
            </li>`;
          })}
        </ol>
      </nav>
      <span class="sp"></span>
      ${this.phone ? nothing : html`<span class="meta where clip" data-tip-cut>${this.where}</span>`}
      ${this.selections.map(
        (selection) =>
          html`<span class="on">
            ${this.phone ? nothing : html`<span>${selection.label}</span>`}<span class="strong clip"
              >${selection.text}</span
            ><button
              type="button"
              aria-label=${this.t('parameters.clear', { name: `${selection.label} ${selection.text}` })}
              @click=${() => this.emit('tr-clear', selection.parameter)}
            >
              ${icon('x', 's')}
            </button>
          </span>`,
      )}
      <span role="status"
        >${this.behind ? html`<a class="behind" href=${this.behind.href}>${this.behind.text}</a>` : nothing}</span
      >`;
  }

  #keep(count: number): void {
    this.emit('tr-keep', count);
  }
}
