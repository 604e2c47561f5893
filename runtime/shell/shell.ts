/**
 * `<tr-shell>`: skip link, sidebar, top bar with the trail, the page. Under 640 px the sidebar becomes a bar at the bottom.
 * It opens the screen of the address, sets the document title and says it to screen readers.
 */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Route } from '../data/router.js';
import type { PageTitle, Screen } from '../host/screens.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/menu.js';
import type { TrMenu } from '../ui/menu.js';
import { groupsOf, homeHref, navEntries, navLinks, placeOf } from './menu-entries.js';
import { personItems } from './person-menu.js';
import './sidebar.js';

const phone = matchMedia('(max-width: 639px)');
const narrow = matchMedia('(max-width: 1199px)');

@customElement('tr-shell')
export class TrShell extends TrElement {
  @state() private route!: Route;
  @state() private screen: Screen | undefined;
  /** The address that the screen was opened for; `route` may be ahead of it while another screen loads. */
  @state() private shown: Route | undefined;
  @state() private failed = false;
  @state() private page: PageTitle = { title: '', trail: [] };
  @query('tr-menu') private menu!: TrMenu;
  @query('main') private main!: HTMLElement;
  #stops: (() => void)[] = [];

  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: var(--tr-sidebar) minmax(0, 1fr);
      height: 100%;
    }
    :host([folded]) {
      grid-template-columns: var(--tr-sidebar-min) minmax(0, 1fr);
    }
    :host([bare]) {
      grid-template-columns: minmax(0, 1fr);
    }
    .skipnav {
      display: contents;
    }
    .skip {
      border: 0;
      cursor: pointer;
      position: fixed;
      left: 8px;
      top: -60px;
      z-index: 70;
      background: var(--tr-accent);
      color: var(--tr-on-accent);
      padding: 8px 16px;
      border-radius: var(--tr-radius-m);
    }
    .skip:focus {
      top: 8px;
    }
    .work {
      display: flex;
      flex-direction: column;
      min-width: 0;
      min-height: 0;
      background: var(--tr-surface);
    }
    header {
      height: var(--tr-topbar);
      flex: none;
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 0 16px 0 24px;
      border-bottom: 1px solid var(--tr-line);
    }
    .trail {
      display: flex;
      align-items: center;
      gap: 6px;
      color: var(--tr-text-3);
      white-space: nowrap;
      min-width: 0;
    }
    .trail ol {
      display: flex;
      align-items: center;
      gap: 6px;
      min-width: 0;
    }
    .trail li {
      display: flex;
      align-items: center;
      gap: 6px;
      min-width: 0;
    }
    .trail a {
      color: inherit;
    }
    .trail .here {
      color: var(--tr-text);
      font-weight: 500;
    }
    .note {
      display: flex;
      align-items: center;
      gap: 6px;
      margin-right: 6px;
    }
    .note i {
      width: 7px;
      height: 7px;
      border-radius: var(--tr-radius-full);
      background: var(--tr-warn);
    }
    main {
      flex: 1;
      min-height: 0;
      display: flex;
      flex-direction: column;
      outline: none;
      overflow: auto;
    }
    .bottom {
      height: 64px;
      flex: none;
      border-top: 1px solid var(--tr-line);
      display: grid;
      grid-auto-flow: column;
      grid-auto-columns: minmax(0, 1fr);
      background: var(--tr-surface);
      padding-bottom: 8px;
    }
    .bottom :is(a, button) {
      border: 0;
      background: none;
      padding: 0 2px;
      display: flex;
      flex-direction: column;
      align-items: center;
      justify-content: center;
      gap: 2px;
      font: var(--tr-text-micro);
      color: var(--tr-text-3);
      text-decoration: none;
      min-width: 0;
      cursor: pointer;
    }
    .bottom span {
      max-width: 100%;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .bottom [aria-current] {
      color: var(--tr-accent-text);
    }
    @media print {
      :host,
      :host([folded]) {
        display: block;
        height: auto;
      }
      tr-sidebar,
      header,
      .bottom,
      .skip {
        display: none;
      }
      main {
        overflow: visible;
        display: block;
      }
    }
    @media (max-width: 639px) {
      :host,
      :host([folded]) {
        display: flex;
        flex-direction: column;
      }
      .work {
        flex: 1;
      }
      header {
        display: none;
      }
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    const again = () => this.requestUpdate();
    phone.addEventListener('change', again);
    narrow.addEventListener('change', again);
    this.#stops = [
      () => phone.removeEventListener('change', again),
      () => narrow.removeEventListener('change', again),
      this.host.router.listen((route) => void this.#open(route)),
    ];
    this.addEventListener('tr-title', this.#titled as EventListener);
    void this.#open(this.host.router.route);
  }

  override disconnectedCallback(): void {
    for (const stop of this.#stops) stop();
    super.disconnectedCallback();
  }

  override render() {
    const folded = narrow.matches || this.host.appearance.folded;
    const bare = this.screen?.bare === true;
    this.toggleAttribute('folded', folded && !bare);
    this.toggleAttribute('bare', bare);
    const path = this.route.href;
    return html`
      <nav class="skipnav" aria-label=${this.t('shell.skip')}>
        <button type="button" class="skip" @click=${this.#skip}>${this.t('shell.skip')}</button>
      </nav>
      ${
        phone.matches || bare
          ? nothing
          : html`<tr-sidebar
              .path=${path}
              ?folded=${folded}
              @tr-fold=${this.#fold}
              @tr-person=${this.#person}
            ></tr-sidebar>`
      }
      <div class="work">
        ${bare ? nothing : this.#top()}
        <main id="main" tabindex="-1">${this.#content()}</main>
      </div>
      ${phone.matches && !bare ? this.#bottom(path) : nothing}
      <tr-menu></tr-menu>
    `;
  }

  #top() {
    const { title, note } = this.page;
    const groups = groupsOf(navEntries(this.host.app.document), placeOf(this.route.href)) ?? [];
    const trail = [
      ...groups.map((label) => ({ label: this.host.i18n.label(label), href: undefined })),
      ...this.page.trail,
    ];
    return html`<header>
      <nav class="trail" aria-label=${this.t('shell.trail')}>
        <ol>
          ${trail.map(
            (step) =>
              html`<li>
                ${step.href ? html`<a href=${step.href}>${step.label}</a>` : html`<span>${step.label}</span>`}
                ${icon('chevron-right', 's')}
              </li>`,
          )}
          <li class="clip"><span class="here clip" aria-current="page">${title}</span></li>
        </ol>
      </nav>
      <span class="sp"></span>
      ${note ? html`<span class="note meta" role="status"><i></i>${note}</span>` : nothing}
      <button
        type="button"
        class="ib"
        aria-haspopup="menu"
        aria-label=${this.t('shell.new')}
        data-tip=${this.t('shell.new')}
        @click=${this.#new}
      >
        ${icon('plus')}
      </button>
    </header>`;
  }

  #content() {
    if (this.failed) {
      return html`<tr-state
        kind="failed"
        .heading=${this.t('shell.screenFailed')}
        .text=${this.t('error.NETWORK')}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#open(this.route) }]}
      ></tr-state>`;
    }
    if (this.screen && this.shown) return this.screen.render(this.shown);
    if (this.page.title === '') return nothing;
    return html`<tr-state
      kind="missing"
      .heading=${this.t('notFound.title')}
      .text=${this.t('notFound.text')}
      .actions=${[{ label: this.t('notFound.home'), primary: true, run: () => void this.host.router.go('/') }]}
    ></tr-state>`;
  }

  #bottom(path: string) {
    const links = navLinks(navEntries(this.host.app.document));
    const shown = links.slice(0, 4);
    const place = placeOf(path);
    return html`<nav class="bottom" aria-label=${this.t('shell.menu')}>
      ${shown.map(
        (link) =>
          html`<a href=${link.href} aria-current=${place === link.matches ? 'page' : nothing}>
            ${icon(link.icon, 'l')}<span>${this.host.i18n.label(link.label)}</span>
          </a>`,
      )}
      <button type="button" aria-haspopup="menu" @click=${this.#more}>
        ${icon('menu', 'l')}<span>${this.t('shell.more')}</span>
      </button>
    </nav>`;
  }

  async #open(route: Route): Promise<void> {
    if (route.name === 'home') {
      const home = homeHref(this.host.app.document);
      if (home) return this.host.router.force(home, true);
    }
    const screen = this.host.screens[route.name];
    const changed = this.route !== undefined && placeOf(this.route.href) !== placeOf(route.href);
    this.route = route;
    this.failed = false;
    if (!screen) {
      this.screen = undefined;
      this.#title({ title: this.t('notFound.title'), trail: [] });
      return;
    }
    try {
      await screen.load();
      if (this.route !== route) return;
      this.screen = screen;
      this.shown = route;
      if (changed) this.main?.focus({ preventScroll: true });
    } catch {
      this.failed = true;
    }
  }

  #titled = (event: CustomEvent<PageTitle>): void => this.#title(event.detail);

  #title(page: PageTitle): void {
    if (page.title !== this.page.title) this.host.announce(page.title);
    this.page = page;
    document.title = `${page.note ? '• ' : ''}${page.title} · ${this.host.i18n.label(this.host.app.document.settings?.title, 'Trellis')}`;
  }

  #skip(): void {
    this.main.focus();
  }

  #fold(): void {
    this.host.appearance.folded = !this.host.appearance.folded;
  }

  #person(event: CustomEvent<HTMLElement>): void {
    void this.menu.openAt(
      event.detail,
      this.t('person.menu'),
      personItems(this.host, { signOut: () => void this.#signOut() }),
    );
  }

  #more(event: Event): void {
    const links = navLinks(navEntries(this.host.app.document)).slice(4);
    void this.menu.openAt(
      event.currentTarget as HTMLElement,
      this.t('shell.more'),
      [
        ...links.map((link) => ({
          id: link.id,
          label: this.host.i18n.label(link.label),
          icon: link.icon,
          run: () => void this.host.router.go(link.href),
        })),
        ...personItems(this.host, { signOut: () => void this.#signOut() }),
      ],
      { align: 'end' },
    );
  }

  #new(event: Event): void {
    const { app, i18n, router } = this.host;
    const links = navLinks(navEntries(app.document)).filter((link) => link.matches.startsWith('/list/'));
    const names = [...new Set(links.map((link) => decodeURIComponent(link.matches.slice('/list/'.length))))];
    const items = names
      .filter((name) => app.access(name)?.create)
      .map((name) => {
        const entity = app.entity(name)!;
        return {
          id: name,
          label: i18n.label(entity.label, name),
          icon: entity.document.icon ?? 'box',
          run: () => void router.go(`/new/${name}`),
        };
      });
    const none = [
      { id: 'none', label: this.t('shell.nothingToCreate'), reason: this.t('shell.askAdmin'), run: () => undefined },
    ];
    void this.menu.openAt(event.currentTarget as HTMLElement, this.t('shell.new'), items.length === 0 ? none : items, {
      align: 'end',
    });
  }

  async #signOut(): Promise<void> {
    // Through the router, so that an unsaved form is asked about first.
    if (await this.host.router.leave()) this.emit('tr-sign-out');
  }
}
