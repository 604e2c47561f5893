/** `<td-before-publish>`: what must be agreed to, box by box, and the note for the history. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '@vaadin/text-area';
import type { Plan } from '../session/document-client.js';
import { TdElement } from '../td-element.js';
import { consentHref, consentWords } from './consent-words.js';

@customElement('td-before-publish')
export class TdBeforePublish extends TdElement {
  @property({ attribute: false }) plan!: Plan;
  /** Ids of the consents given; none at first. */
  @property({ attribute: false }) agreed: ReadonlySet<string> = new Set();
  @property() note = '';

  static override styles = css`
    :host {
      padding: 16px 20px;
      background: var(--tr-canvas);
      display: flex;
      flex-direction: column;
      gap: 12px;
    }
    ul {
      display: grid;
      gap: 8px;
    }
    label {
      display: flex;
      gap: 8px;
      align-items: flex-start;
      cursor: pointer;
    }
    input {
      margin-top: 2px;
    }
    .show,
    .linkish {
      display: inline-block;
      margin: 4px 16px 0 24px;
    }
    .show + .linkish {
      margin-inline-start: 0;
    }
  `;

  override render() {
    const { consents } = this.plan;
    return html`<h2>${this.w('publish.before')}</h2>
      ${
        consents.length === 0
          ? html`<p class="t2">${this.w('publish.noConsent')}</p>`
          : html`<ul>
              ${consents.map((consent) => this.#box(consent))}
            </ul>`
      }
      <vaadin-text-area
        label=${this.w('publish.note')}
        min-rows="2"
        max-rows="6"
        maxlength="1000"
        .value=${this.note}
        @input=${(event: Event) => this.emit('td-note', (event.currentTarget as HTMLTextAreaElement).value)}
      ></vaadin-text-area>`;
  }

  #box(consent: Plan['consents'][number]) {
    const href = consentHref(consent);
    return html`<li>
      <label
        ><input
          type="checkbox"
          class="cb"
          .checked=${this.agreed.has(consent.id)}
          @change=${() => this.emit('td-agree', consent.id)}
        /><span>${consentWords(consent, this.plan, this.session)}</span></label
      >${href ? html` <a class="show" href=${href}>${this.w('consent.show')}</a>` : nothing}
      ${
        consent.id.startsWith('convert ')
          ? html` <button type="button" class="linkish" @click=${() => this.emit('td-misfits', consent.id)}>
              ${this.w('release.download')}
            </button>`
          : nothing
      }
    </li>`;
  }
}
