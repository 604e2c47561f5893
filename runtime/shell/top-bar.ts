/** The bars around the page as templates: the top bar with the trail and New, and a phone's bar at the bottom. */
import { html, nothing } from 'lit';
import type { Host } from '../host/host.js';
import type { PageTitle } from '../host/screens.js';
import { icon } from '../ui/icon.js';
import { iconButton } from '../ui/parts.js';
import { groupsOf, navEntries, navLinks, placeOf } from './menu-entries.js';

/** Entries of the bottom bar besides "More". */
export const bottomEntries = 4;

/** What the bell shows and does. */
export interface Bell {
  readonly unread: number;
  /** "3", "99+"; empty where there is none. */
  readonly words: string;
  open(event: Event): void;
}

export function topBar(
  host: Host,
  href: string,
  page: PageTitle,
  actions: { openNew(event: Event): void; showKeys(): void; bell: Bell },
) {
  const { i18n } = host;
  const groups = groupsOf(navEntries(host.app.document), placeOf(href)) ?? [];
  const trail = [...groups.map((label) => ({ label: i18n.label(label), href: undefined })), ...page.trail];
  return html`<header>
    <nav class="trail" aria-label=${i18n.t('shell.trail')}>
      <ol>
        ${trail.map(
          (step) =>
            html`<li>
              ${step.href ? html`<a href=${step.href}>${step.label}</a>` : html`<span>${step.label}</span>`}
              ${icon('chevron-right', 's')}
            </li>`,
        )}
        <li class="clip"><span class="here clip" aria-current="page">${page.title}</span></li>
      </ol>
    </nav>
    <span class="sp"></span>
    ${page.note ? html`<span class="note meta" role="status"><i></i>${page.note}</span>` : nothing}
    <button
      type="button"
      class="ib"
      aria-haspopup="menu"
      aria-label=${i18n.t('shell.new')}
      data-tip=${i18n.t('shell.new')}
      @click=${(event: Event) => actions.openNew(event)}
    >
      ${icon('plus')}
    </button>
    ${bellButton(host, actions.bell)}
    ${iconButton({ label: i18n.t('keys.title'), icon: 'info', key: '?', run: () => actions.showKeys() })}
  </header>`;
}

function bellButton({ i18n }: Host, { unread, words, open }: Bell) {
  return html`<button
    type="button"
    class="ib bell"
    aria-haspopup="dialog"
    aria-label=${i18n.t('notices.open', { count: unread })}
    data-tip=${i18n.t('notices.title')}
    @click=${open}
  >
    ${icon('bell')}${words === '' ? nothing : html`<span class="n" aria-hidden="true">${words}</span>`}
  </button>`;
}

export function bottomBar(host: Host, href: string, openMore: (event: Event) => void) {
  const { i18n } = host;
  const links = navLinks(navEntries(host.app.document)).slice(0, bottomEntries);
  const place = placeOf(href);
  return html`<nav class="bottom" aria-label=${i18n.t('shell.menu')}>
    ${links.map(
      (link) =>
        html`<a href=${link.href} aria-current=${place === link.matches ? 'page' : nothing}>
          ${icon(link.icon, 'l')}<span>${i18n.label(link.label)}</span>
        </a>`,
    )}
    <button type="button" aria-haspopup="menu" @click=${openMore}>
      ${icon('menu', 'l')}<span>${i18n.t('shell.more')}</span>
    </button>
  </nav>`;
}
