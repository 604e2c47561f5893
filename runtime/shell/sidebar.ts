/** `<tr-sidebar>`: mark, menu by the menu document, Design and Settings for those who may, the person. Folds to icons. */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { TrElement } from '../ui/element.js';
import { icon, logo } from '../ui/icon.js';
import { avatar } from '../ui/parts.js';
import { lazyParts } from '../ui/lazy-parts.js';
import { navEntries, navLinks, placeOf, type NavEntry, type NavLink } from './menu-entries.js';
import { sidebarStyles } from './sidebar-styles.js';

const loadBadges = lazyParts(() => import('./menu-badge.js'));

@customElement('tr-sidebar')
export class TrSidebar extends TrElement {
  @property() path = '/';
  @property({ type: Boolean, reflect: true }) folded = false;
  /** Folded because the window is narrow: there is nothing to unfold. */
  @property({ type: Boolean, reflect: true }) fixed = false;

  static override styles = sidebarStyles;

  /** Where one is stands in sight, however long the menu. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('path')) this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  override render() {
    const { app, i18n } = this.host;
    const name = app.document.user.name;
    const title = i18n.label(app.document.settings?.title, 'Trellis');
    const fold = this.t(this.folded ? 'shell.unfold' : 'shell.fold');
    return html`<nav aria-label=${this.t('shell.menu')}>
      <div class="brand">
        ${logo}<span class="clip">${title}</span>
        ${
          this.fixed
            ? nothing
            : html`<button
                type="button"
                class="ib sm"
                aria-label=${fold}
                data-tip=${fold}
                aria-expanded=${String(!this.folded)}
                @click=${() => this.emit('tr-fold')}
              >
                ${icon('panel-left')}
              </button>`
        }
      </div>
      <button
        type="button"
        class="find"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K"
        aria-label=${this.folded ? this.t('search.title') : nothing}
        data-tip=${this.folded ? this.t('search.title') : nothing}
        @click=${() => this.emit('tr-search')}
      >
        ${icon('search')}<span class="sp clip">${this.t('search.title')}</span><kbd>Ctrl K</kbd>
      </button>
      <div class="entries">
        ${navEntries(app.document).map((entry) => this.#entry(entry))}
        <span class="sp"></span>
        ${app.has('users') ? [this.#link('/admin/users', 'users', this.t('users.title')), this.#link('/admin/log', 'history', this.t('log.title'))] : nothing}
        ${app.has('grant') ? this.#link('/access', 'shield', this.t('access.title')) : nothing}
        ${app.has('design') ? this.#link('/design', 'layers', this.t('shell.design')) : nothing}
      </div>
      <div class="foot">
        <button
          type="button"
          class="person"
          aria-haspopup="menu"
          aria-label=${this.folded ? name : nothing}
          data-tip=${this.t('person.menu')}
          @click=${(event: Event) => this.emit('tr-person', event.currentTarget)}
        >
          ${avatar(name)}<span class="sp clip strong">${name}</span>${icon('chevron-down', 's')}
        </button>
      </div>
    </nav>`;
  }

  #entry(entry: NavEntry, isOuter = true, isFirst = false): unknown {
    if (entry.type === 'line') return html`<div class="line" role="separator"></div>`;
    const label = this.host.i18n.label(entry.label);
    if (entry.type === 'group') {
      const entries = entry.entries.map((each, index) => this.#entry(each, false, index === 0));
      if (!isOuter) return this.#section(entry, label, entries, isFirst);
      return html`<div role="group" aria-label=${label}>
        <div class="head" aria-hidden="true">${label}</div>
        ${entries}
      </div>`;
    }
    return this.#link(entry.href, entry.icon, label, placeOf(this.path) === entry.matches, entry);
  }

  /** A group within a group folds: open where one is, as one left it on this device, and at first the first. */
  #section({ id, entries }: Extract<NavEntry, { type: 'group' }>, label: string, content: unknown, isFirst: boolean) {
    const { appearance } = this.host;
    const kept = `section.${id}`;
    const isHere = navLinks(entries).some(({ matches }) => matches === placeOf(this.path));
    return html`<details ?open=${this.folded || isHere || (appearance.get(kept) ?? (isFirst ? '1' : '')) === '1'}>
      <summary
        @click=${({ currentTarget }: Event) => appearance.set(kept, ((currentTarget as Element).parentElement as HTMLDetailsElement).open ? '' : '1')}
      >
        ${icon('chevron-right', 's')}<span class="clip">${label}</span>
      </summary>
      ${content}
    </details>`;
  }

  #link(
    href: string,
    iconName: string,
    label: string,
    current = this.path.startsWith(href),
    { outside, badge }: Partial<NavLink> = {},
  ) {
    if (badge) loadBadges();
    return html`<a
      href=${href}
      target=${outside ? '_blank' : nothing}
      rel=${outside ? 'noopener' : nothing}
      aria-current=${current ? 'page' : nothing}
      aria-label=${this.folded ? label : nothing}
      data-tip=${this.folded ? label : nothing}
    >
      ${icon(iconName)}<span class="clip" data-tip-cut>${label}</span>
      ${badge && !this.folded ? html`<tr-menu-badge .entity=${badge.entity} .filter=${badge.filter}></tr-menu-badge>` : nothing}
    </a>`;
  }
}
