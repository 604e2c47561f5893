/** `<tr-sidebar>`: mark, menu by the menu document, Design and Settings for those who may, the person. Folds to icons. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { TrElement } from '../ui/element.js';
import { icon, logo } from '../ui/icon.js';
import { avatar } from '../ui/parts.js';
import { navEntries, placeOf, type NavEntry } from './menu-entries.js';

@customElement('tr-sidebar')
export class TrSidebar extends TrElement {
  @property() path = '/';
  @property({ type: Boolean, reflect: true }) folded = false;

  static override styles = css`
    :host {
      display: block;
      min-height: 0;
      background: var(--tr-canvas);
      border-right: 1px solid var(--tr-line);
      padding: 0 8px 8px;
    }
    .brand {
      height: 48px;
      flex: none;
      display: flex;
      align-items: center;
      gap: 8px;
      padding: 0 0 0 8px;
      font: var(--tr-text-section);
    }
    .brand .clip {
      flex: 1;
    }
    .logo {
      width: 22px;
      height: 22px;
      color: var(--tr-accent-text);
      flex: none;
    }
    nav {
      display: flex;
      flex-direction: column;
      height: 100%;
      min-height: 0;
    }
    .entries {
      display: flex;
      flex-direction: column;
      flex: 1;
      overflow: hidden auto;
      min-height: 0;
      scrollbar-width: thin;
      padding: 2px;
      margin: 0 -2px;
      scroll-padding: 8px;
    }
    .head {
      font: var(--tr-text-micro);
      color: var(--tr-text-3);
      padding: 12px 8px 4px;
      white-space: nowrap;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    a,
    .person {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 30px;
      padding: 0 8px;
      border-radius: var(--tr-radius-m);
      color: var(--tr-text-2);
      font-weight: 500;
      white-space: nowrap;
      text-decoration: none;
    }
    a:hover {
      background: var(--tr-hover);
      color: var(--tr-text);
      text-decoration: none;
    }
    a[aria-current] {
      background: var(--tr-press);
      color: var(--tr-text);
    }
    a[aria-current] svg {
      color: var(--tr-accent-text);
    }
    .line {
      height: 1px;
      background: var(--tr-line);
      margin: 8px;
    }
    .person {
      width: 100%;
      height: 44px;
      border: 0;
      background: none;
      color: var(--tr-text);
      cursor: pointer;
      text-align: start;
    }
    .person:hover {
      background: var(--tr-hover);
    }
    .foot {
      border-top: 1px solid var(--tr-line);
      margin-top: 6px;
      padding-top: 6px;
    }
    :host([folded]) .brand {
      padding: 0;
      justify-content: center;
    }
    :host([folded]) .brand > :not(.ib) {
      display: none;
    }
    :host([folded]) :is(a, .person) {
      justify-content: center;
      padding: 0;
    }
    :host([folded]) :is(a > span, .person > span:not(.av), .person svg) {
      display: none;
    }
    :host([folded]) .head {
      height: 1px;
      padding: 0;
      margin: 8px;
      background: var(--tr-line);
      color: transparent;
    }
    @media (pointer: coarse) {
      a {
        min-height: 44px;
      }
    }
  `;

  override render() {
    const { app, i18n } = this.host;
    const name = app.document.user.name;
    const title = i18n.label(app.document.settings?.title, 'Trellis');
    const fold = this.t(this.folded ? 'shell.unfold' : 'shell.fold');
    return html`<nav aria-label=${this.t('shell.menu')}>
      <div class="brand">
        ${logo}<span class="clip">${title}</span>
        <button
          type="button"
          class="ib sm"
          aria-label=${fold}
          data-tip=${fold}
          aria-expanded=${String(!this.folded)}
          @click=${() => this.emit('tr-fold')}
        >
          ${icon('panel-left')}
        </button>
      </div>
      <div class="entries">
        ${navEntries(app.document).map((entry) => this.#entry(entry))}
        <span class="sp"></span>
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

  #entry(entry: NavEntry): unknown {
    if (entry.type === 'line') return html`<div class="line" role="separator"></div>`;
    const label = this.host.i18n.label(entry.label);
    if (entry.type === 'group') {
      return html`<div role="group" aria-label=${label}>
        <div class="head" aria-hidden="true">${label}</div>
        ${entry.entries.map((each) => this.#entry(each))}
      </div>`;
    }
    return this.#link(entry.href, entry.icon, label, placeOf(this.path) === entry.matches);
  }

  #link(href: string, iconName: string, label: string, current = this.path.startsWith(href)) {
    return html`<a
      href=${href}
      aria-current=${current ? 'page' : nothing}
      aria-label=${this.folded ? label : nothing}
      data-tip=${this.folded ? label : nothing}
    >
      ${icon(iconName)}<span class="clip">${label}</span>
    </a>`;
  }
}
