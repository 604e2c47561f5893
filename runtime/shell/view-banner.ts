/** The banner of a view of somebody else: it stays on every page, and one click leaves. */
import { css, html, nothing } from 'lit';
import type { Host } from '../host/host.js';
import { icon } from '../ui/icon.js';

export const viewBannerStyles = css`
  .viewas {
    flex: none;
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
  .viewas button {
    border: 1px solid currentColor;
    border-radius: var(--tr-radius-m);
    background: none;
    color: inherit;
    font-weight: 500;
    min-height: 28px;
    padding: 0 10px;
    cursor: pointer;
  }
  .viewas button:hover {
    background: var(--tr-surface);
  }
  @media (max-width: 639px) {
    .viewas {
      padding: 8px 16px;
    }
    .viewas button {
      min-height: 44px;
    }
  }
`;

export function viewBanner(host: Host, leave: () => void) {
  const { viewAs } = host.app.document;
  if (!viewAs) return nothing;
  const { i18n } = host;
  const words = viewAs.user
    ? i18n.t('view.banner', { name: viewAs.user.name })
    : i18n.t('view.bannerRole', { name: viewAs.role ?? '' });
  return html`<div class="viewas" role="status">
    ${icon('eye')}<span class="sp">${words}</span>
    <button type="button" @click=${leave}>${i18n.t('view.leave')}</button>
  </div>`;
}

/** Ends the view; the page begins anew under the person's own rights. */
export async function leaveView(host: Host): Promise<void> {
  await host.api.request('DELETE', '/session/view-as');
}
