/** `<td-use-list>`: where a document is used, drafts included; asked of the server when it is shown. */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { icon } from '../../runtime/ui/icon.js';
import { keyText, type DocumentKey, type Use } from '../session/document-client.js';
import { TdElement } from '../td-element.js';
import { documentHref, kindIcon, kindWord } from './kind-looks.js';
import { designStyles } from './workbench-styles.js';

@customElement('td-use-list')
export class TdUseList extends TdElement {
  @property({ attribute: false }) key: DocumentKey | undefined;
  @property() field = '';
  /** Says whose uses these are. */
  @property() lead = '';
  @state() private uses: readonly Use[] | undefined;
  @state() private failure: ApiFailure | undefined;

  static override styles = [
    designStyles,
    css`
      :host {
        display: block;
      }
      .what {
        padding: 12px 12px 4px;
        color: var(--tr-text-2);
      }
      h3 {
        font: var(--tr-text-label);
        color: var(--tr-text-2);
        padding: 8px 12px 4px;
        display: flex;
        gap: 6px;
        align-items: center;
      }
      a {
        display: block;
        padding: 3px 12px 3px 32px;
        color: var(--tr-text);
      }
      a:hover {
        background: var(--tr-hover);
        text-decoration: none;
      }
      a .mono {
        font-size: 11px;
        color: var(--tr-text-3);
        display: block;
      }
      .none {
        padding: 16px 12px;
        color: var(--tr-text-3);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('key') || changed.has('field')) void this.#load();
  }

  async #load(): Promise<void> {
    const { key, field } = this;
    this.uses = undefined;
    this.failure = undefined;
    if (!key) return;
    try {
      const uses = await this.session.client.uses(key, field === '' ? undefined : field);
      if (this.key === key && this.field === field) this.uses = uses;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (this.key === key) this.failure = error;
    }
  }

  override render() {
    if (this.failure) {
      return html`<p class="none">
        ${this.failure.message}
        <button type="button" class="linkish" @click=${() => void this.#load()}>${this.t('common.tryAgain')}</button>
      </p>`;
    }
    if (!this.uses) return html`<p class="none" aria-busy="true">${this.t('common.loading')}</p>`;
    const groups = new Map<string, Use[]>();
    for (const use of this.uses) groups.set(keyText(use), [...(groups.get(keyText(use)) ?? []), use]);
    return html`
      ${this.lead ? html`<p class="what">${this.lead}</p>` : nothing}
      ${this.uses.length === 0 ? html`<p class="none">${this.w('uses.none')}</p>` : nothing}
      ${[...groups.values()].map((uses) => {
        const [first] = uses as [Use];
        const head = this.session.head(first);
        return html`<h3>
            ${icon(kindIcon(first.kind), 's')}<span class="clip">${head ? this.session.label(head) : first.name}</span>
            <span class="t3">${this.w(kindWord(first.kind))}</span>
          </h3>
          <ul>
            ${uses.map(
              (use) =>
                html`<li>
                  <a href=${documentHref(use, use.path)}><span class="mono clip" data-tip-cut>${use.path}</span></a>
                </li>`,
            )}
          </ul>`;
      })}
    `;
  }
}
