/**
 * `<tr-shell>`: skip link, sidebar, top bar with the trail, the page. Under 640 px the sidebar becomes a bar at the bottom.
 * It opens the screen of the address, sets the document title and says it to screen readers.
 */
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Route } from '../data/router.js';
import { tellMissedPart } from '../data/missed-part.js';
import { BuildWatch } from './build-watch.js';
import { globalShortcuts } from './global-shortcuts.js';
import type { PageTitle, Screen } from '../host/screens.js';
import { TrElement } from '../ui/element.js';
import { foldedQuery, MediaQuery, phoneQuery } from '../ui/media-query.js';
import { isDialogOpen } from '../ui/focus.js';
import { lazyParts } from '../ui/lazy-parts.js';
import { icon } from '../ui/icon.js';
import '../ui/menu.js';
import type { MenuItem, TrMenu } from '../ui/menu.js';
import '../ui/panel.js';
import type { TrPanel } from '../ui/panel.js';
import { NoticeWatch } from '../notices/notice-watch.js';
import { homeHref } from './menu-entries.js';
import { personItems } from './person-menu.js';
import { moreItems, newItems } from './shell-menus.js';
import { shellStyles } from './shell-styles.js';
import './sidebar.js';
import { shareNews } from './share-news.js';
import { bottomBar, topBar } from './top-bar.js';

const paletteTags = {
  'tr-palette': () => import('../palette/palette.js'),
  'tr-shortcut-list': () => import('../palette/shortcut-list.js'),
};
type PaletteElement = HTMLElement & { open(): Promise<void> };

const loadBanner = () => import('./view-banner.js');
const loadNotices = lazyParts(() => import('../notices/notice-list.js'));

@customElement('tr-shell')
export class TrShell extends TrElement {
  @state() private route!: Route;
  @state() private screen: Screen | undefined;
  /** The address that the screen was opened for; `route` may be ahead of it while another screen loads. */
  @state() private shown: Route | undefined;
  /** Why there is no screen: it could not be loaded, the address is unknown, or nothing may be seen. */
  @state() private none: 'failed' | 'missing' | 'home' | undefined;
  @state() private page: PageTitle = { title: '', trail: [] };
  @state() private showsNotices = false;
  @query('tr-menu') private menu!: TrMenu;
  @query('tr-panel') private panel!: TrPanel;
  @query('main') private main!: HTMLElement | null;
  #phone = new MediaQuery(this, phoneQuery);
  #narrow = new MediaQuery(this, foldedQuery);
  #notices = new NoticeWatch(this);
  #build = new BuildWatch(this);
  #stops: (() => void)[] = [];

  static override styles = shellStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    const { router, connection, i18n } = this.host;
    this.#stops = [
      router.listen((route) => void this.#open(route)),
      shareNews(this.host),
      globalShortcuts(this.host, this.#actions),
      connection.listen((isDown) => {
        this.host.announce(i18n.t(isDown ? 'offline.text' : 'offline.back'));
        this.requestUpdate();
      }),
    ];
    if (this.host.app.document.viewAs) void loadBanner();
    this.addEventListener('tr-title', this.#titled as EventListener);
    void this.#open(this.host.router.route);
  }

  override disconnectedCallback(): void {
    for (const stop of this.#stops) stop();
    super.disconnectedCallback();
  }

  override render() {
    const folded = this.#narrow.matches || this.host.appearance.folded;
    // The first page of all has its frame before it is loaded: nothing moves when it comes.
    const coming = this.none === undefined ? this.host.screens[this.route.name] : undefined;
    const bare = (this.screen ?? coming)?.bare === true;
    this.toggleAttribute('folded', folded && !bare);
    this.toggleAttribute('bare', bare);
    const { href } = this.route;
    return html`
      <nav class="skipnav" aria-label=${this.t('shell.skip')}>
        <button type="button" class="skip" @click=${() => this.main?.focus()}>${this.t('shell.skip')}</button>
      </nav>
      ${
        this.#phone.matches || bare
          ? nothing
          : html`<tr-sidebar
              .path=${href}
              ?folded=${folded}
              ?fixed=${this.#narrow.matches}
              @tr-fold=${this.#fold}
              @tr-person=${this.#person}
              @tr-search=${this.#actions.search}
            ></tr-sidebar>`
      }
      <div class="work">
        ${this.host.app.document.viewAs ? html`<tr-view-banner></tr-view-banner>` : nothing}
        ${
          bare
            ? nothing
            : topBar(this.host, href, this.page, {
                openNew: (event) => this.#openMenu(event, 'shell.new', newItems(this.host)),
                showKeys: this.#actions.showKeys,
                bell: { unread: this.#notices.unread, words: this.#notices.words, open: this.#openNotices },
              })
        }
        ${this.#offline()} ${this.#build.bar()}
        <main id="main" tabindex="-1">${this.#content()}</main>
      </div>
      ${this.#phone.matches && !bare ? bottomBar(this.host, href, (event) => this.#more(event)) : nothing}
      <tr-menu></tr-menu>
      <tr-panel .label=${this.t('notices.title')} @tr-closed=${() => (this.showsNotices = false)}>
        ${
          this.showsNotices
            ? html`<tr-notice-list class="notices" .unread=${this.#notices.unread} @tr-gone=${() => this.panel.close()}>
                <a
                  slot="tools"
                  class="ib sm"
                  href="/notices"
                  aria-label=${this.t('notices.page')}
                  data-tip=${this.t('notices.page')}
                  @click=${() => this.panel.close()}
                  >${icon('settings')}</a
                >
              </tr-notice-list>`
            : nothing
        }
      </tr-panel>
    `;
  }

  #offline() {
    const { connection } = this.host;
    if (!connection.isDown) return nothing;
    return html`<div class="offline" role="status">
      ${icon('wifi-off')}<span>${this.t('offline.text')}</span>
      <button type="button" class="linkish" @click=${() => void connection.ask()}>${this.t('common.tryAgain')}</button>
    </div>`;
  }

  #openNotices = async (event: Event): Promise<void> => {
    const cause = event.currentTarget as HTMLElement;
    loadNotices();
    this.showsNotices = true;
    await this.updateComplete;
    this.panel.openAt(cause, { align: 'end' });
  };

  #content() {
    if (this.none === 'failed') {
      return html`<tr-state
        kind="failed"
        .heading=${this.t('shell.screenFailed')}
        .text=${this.t(this.#build.isOld ? 'build.other' : 'error.NETWORK')}
        .actions=${[
          this.#build.isOld
            ? { label: this.t('build.load'), primary: true, run: () => void this.#build.load() }
            : { label: this.t('common.tryAgain'), primary: true, run: () => void this.#open(this.route) },
        ]}
      ></tr-state>`;
    }
    if (this.none === 'home') {
      return html`<tr-state
        kind="forbidden"
        .heading=${this.t('shell.noHome')}
        .text=${this.t('shell.noHomeText')}
      ></tr-state>`;
    }
    if (this.none === 'missing') {
      return html`<tr-state
        kind="missing"
        .heading=${this.t('notFound.title')}
        .text=${this.t('notFound.text')}
        .actions=${[{ label: this.t('notFound.home'), primary: true, run: () => void this.host.router.go('/') }]}
      ></tr-state>`;
    }
    return this.screen && this.shown ? this.screen.render(this.shown) : nothing;
  }

  async #open(route: Route): Promise<void> {
    if (route.name === 'home') {
      // A site with nothing in it yet begins where something is made.
      const home = homeHref(this.host.app.document) ?? (this.host.app.has('design') ? '/design/start' : undefined);
      if (home) return this.host.router.force(home, true);
    }
    const screen = this.host.screens[route.name];
    const isOther = this.route !== undefined && pathOf(this.route) !== pathOf(route);
    this.route = route;
    this.none = undefined;
    if (!screen) {
      this.none = route.name === 'home' ? 'home' : 'missing';
      this.screen = undefined;
      this.#title({ title: this.t(this.none === 'home' ? 'shell.home' : 'notFound.title'), trail: [] });
      return;
    }
    try {
      await screen.load();
      if (this.route !== route) return;
      this.screen = screen;
      this.shown = route;
      // What had the focus goes away with the page: the keyboard begins again at the new one.
      if (isOther) this.main?.focus({ preventScroll: true });
    } catch {
      this.none = 'failed';
      tellMissedPart();
    }
  }

  #titled = (event: CustomEvent<PageTitle>): void => this.#title(event.detail);

  #title(page: PageTitle): void {
    if (page.title !== this.page.title) this.host.announce(page.title);
    this.page = page;
    const product = this.host.i18n.label(this.host.app.document.settings?.title, 'Trellis');
    document.title = `${page.note ? '• ' : ''}${page.title} · ${product}`;
  }

  #fold(): void {
    this.host.appearance.folded = !this.host.appearance.folded;
  }

  #openMenu(event: Event, name: 'shell.new' | 'shell.more', items: readonly MenuItem[]): void {
    void this.menu.openAt(event.currentTarget as HTMLElement, this.t(name), items, { align: 'end' });
  }

  #more(event: Event): void {
    this.#openMenu(event, 'shell.more', moreItems(this.host, this.#actions, this.#notices.words));
  }

  #person(event: CustomEvent<HTMLElement>): void {
    void this.menu.openAt(event.detail, this.t('person.menu'), personItems(this.host, this.#actions));
  }

  /** The palette or the list of keys, loaded with its first use; never over another dialog. */
  async #openTool(tag: keyof typeof paletteTags): Promise<void> {
    if (isDialogOpen()) return;
    try {
      await paletteTags[tag]();
    } catch {
      this.host.toasts.show({ text: this.t('shell.screenFailed'), tone: 'bad' });
      tellMissedPart();
      return;
    }
    const held = this.renderRoot.querySelector<PaletteElement>(tag);
    const tool = held ?? (document.createElement(tag) as PaletteElement);
    Object.assign(tool, { actions: this.#actions });
    if (!held) this.renderRoot.append(tool);
    await tool.open();
  }

  #actions = {
    search: () => void this.#openTool('tr-palette'),
    leaveView: () => void loadBanner().then(({ leaveView }) => leaveView(this)),
    showKeys: () => void this.#openTool('tr-shortcut-list'),
    signOut: async () => {
      // Through the router, so that an unsaved form is asked about first.
      if (await this.host.router.leave()) this.emit('tr-sign-out');
    },
  };
}

const pathOf = (route: Route): string => route.href.split('?')[0]!;
