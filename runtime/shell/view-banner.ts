/**
 * `<tr-view-banner>`: says on every page that the site is seen as somebody else, or as drafts would make it, and one
 * click leaves. Loaded only where
 * there is such a view.
 */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { DraftsShown } from '../data/app-document.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/later-strings.js';

@customElement('tr-view-banner')
export class TrViewBanner extends TrElement {
  static override styles = css`
    :host {
      display: block;
      flex: none;
    }
    .viewas {
      display: flex;
      align-items: center;
      flex-wrap: wrap;
      gap: 4px 12px;
      min-height: 40px;
      padding: 6px 24px;
      background: var(--tr-warn-soft);
      color: var(--tr-warn);
      border-bottom: 1px solid var(--tr-line-strong);
      font-weight: 500;
    }
    button {
      border: 1px solid currentColor;
      border-radius: var(--tr-radius-m);
      background: none;
      color: inherit;
      font-weight: 500;
      min-height: 28px;
      padding: 0 10px;
      cursor: pointer;
    }
    .sp {
      min-width: 0;
      flex: 1 1 240px;
    }
    small {
      display: block;
      font: var(--tr-text-meta);
      overflow-wrap: anywhere;
    }
    button:hover {
      background: var(--tr-surface);
    }
    @media (max-width: 639px) {
      .viewas {
        padding: 8px 16px;
      }
      button {
        min-height: 44px;
      }
    }
  `;

  override render() {
    // Between two views the application is loaded anew.
    const viewAs = this.host.app.isLoaded ? this.host.app.document.viewAs : undefined;
    if (!viewAs) return nothing;
    if (viewAs.drafts) return this.#drafts(viewAs.drafts);
    const words = viewAs.user
      ? this.t('view.banner', { name: viewAs.user.name })
      : this.t('view.bannerRole', { name: this.host.i18n.label(viewAs.label, viewAs.role) });
    return html`<div class="viewas" role="status">
      ${icon('eye')}<span class="sp">${words}</span>
      <button type="button" @click=${() => leaveView(this)}>${this.t('view.leave')}</button>
    </div>`;
  }

  #drafts({ of, count, waiting, waitingCount, leftOut }: DraftsShown) {
    const { i18n } = this.host;
    const words =
      of ? this.t('view.draftsOf', { name: of.name, count })
      : count > 0 ? this.t('view.drafts', { count })
      : this.t('view.draftsNone'); // prettier-ignore
    const names = waiting.map(({ entity, field }) =>
      field === undefined ? i18n.label(entity, '') : `${i18n.label(entity, '')}: ${i18n.label(field, '')}`,
    );
    const more = waitingCount > waiting.length ? [this.t('view.draftsMore', { count: waitingCount - waiting.length })] : []; // prettier-ignore
    const left = leftOut.map(({ label, name }) => i18n.label(label, name));
    return html`<div class="viewas" role="status">
      ${icon('eye')}
      <span class="sp"
        >${words}
        ${names.length > 0 ? html`<small>${this.t('view.draftsWaiting', { names: [...names, ...more].join(', ') })}</small>` : nothing}
        ${left.length > 0 ? html`<small>${this.t('view.draftsLeft', { names: left.join(', ') })}</small>` : nothing}
      </span>
      <button type="button" @click=${() => leaveView(this)}>${this.t('view.draftsLeave')}</button>
    </div>`;
  } // prettier-ignore
}

/** Ends the view. The page goes first: what it still asked for would be refused under the person's own rights. */
export function leaveView(element: TrElement): void {
  const { api, app } = element.host;
  // A preview is a matter of this tab alone, which forgets it.
  const detail = app.document.viewAs?.drafts ? null : () => api.request('DELETE', '/session/view-as');
  element.dispatchEvent(new CustomEvent('tr-other-view', { detail, bubbles: true, composed: true }));
}
