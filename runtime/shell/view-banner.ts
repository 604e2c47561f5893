/**
 * `<tr-view-banner>`: says on every page that the site is seen as somebody else, and one click leaves. Loaded only where
 * there is such a view.
 */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
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
    const words = viewAs.user
      ? this.t('view.banner', { name: viewAs.user.name })
      : this.t('view.bannerRole', { name: this.host.i18n.label(viewAs.label, viewAs.role) });
    return html`<div class="viewas" role="status">
      ${icon('eye')}<span class="sp">${words}</span>
      <button type="button" @click=${() => leaveView(this)}>${this.t('view.leave')}</button>
    </div>`;
  }
}

/** Ends the view. The page goes first: what it still asked for would be refused under the person's own rights. */
export function leaveView(element: TrElement): void {
  const { api } = element.host;
  const detail = () => api.request('DELETE', '/session/view-as');
  element.dispatchEvent(new CustomEvent('tr-other-view', { detail, bubbles: true, composed: true }));
}
