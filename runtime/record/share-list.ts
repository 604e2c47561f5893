/** The shares of a record as a list: whom, what they may, by whom and until when, and a bin. */
import { html } from 'lit';
import type { Host } from '../host/host.js';
import { icon } from '../ui/icon.js';
import { avatar, iconButton, tag } from '../ui/parts.js';

export type ShareKind = 'user' | 'role' | 'department' | 'below';
export type ShareLevel = 'read' | 'update';

/** As `GET /api/records/:entity/:id/shares` answers it. */
export interface Share {
  readonly id: string;
  readonly kind: ShareKind;
  readonly to: { readonly id: string; readonly label: string | null };
  readonly level: ShareLevel;
  readonly until: string | null;
  readonly by: { readonly id: string; readonly label: string | null } | null;
}

const icons: Readonly<Partial<Record<ShareKind, string>>> = {
  role: 'shield',
  department: 'building',
  below: 'network',
};

export function shareList(host: Host, shares: readonly Share[], remove: (share: Share) => void) {
  const { i18n } = host;
  return html`<h3>${i18n.t('share.list')}</h3>
    ${
      shares.length === 0
        ? html`<p class="t3">${i18n.t('share.nobody')}</p>`
        : html`<ul class="shares">
            ${shares.map((share) => entry(host, share, remove))}
          </ul>`
    }`;
}

function entry({ i18n }: Host, share: Share, remove: (share: Share) => void) {
  const name = share.to.label ?? i18n.t('history.unknown');
  const who = share.by?.label ?? i18n.t('history.system');
  const note =
    share.until === null
      ? i18n.t('share.by', { who })
      : i18n.t('share.byUntil', { who, until: i18n.formats.date(share.until) });
  const symbol = icons[share.kind];
  return html`<li>
    ${symbol ? html`<span class="badge" aria-hidden="true">${icon(symbol)}</span>` : avatar(name)}
    <div class="who">
      <div class="strong clip">${name}</div>
      <div class="meta clip">${share.kind === 'user' ? '' : `${i18n.t(`share.kind.${share.kind}`)} · `}${note}</div>
    </div>
    ${tag(i18n.t(`share.level.${share.level}`), share.level === 'update' ? 'amber' : 'blue')}
    ${iconButton({ label: i18n.t('share.remove', { name }), icon: 'trash-2', run: () => remove(share) })}
  </li>`;
}
