/**
 * `<td-menu-palette>`: what a menu may lead to: lists, dashboards and reports, found by name; groups, lines and addresses.
 * Dragged into the tree, or added by click and Enter beside what is selected.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { MenuEntry } from '../../metadata/schema/app.js';
import { icon } from '../../runtime/ui/icon.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { entryWords } from './entry-words.js';
import { freeEntryId, menuRows } from './gestures.js';
import { menuDeskOf, type CarriedEntry } from './menu-desk.js';
import '../../runtime/ui/later-strings.js';

interface Choice {
  readonly label: string;
  readonly icon: string;
  readonly name: string;
  /** An entry of this sort that leads there is in the menu already. */
  readonly used: boolean;
  readonly carried: CarriedEntry;
}

@customElement('td-menu-palette')
export class TdMenuPalette extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @state() private find = '';
  @query('input') private search!: HTMLInputElement;

  static override styles = [
    designStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        flex: 1;
      }
      .head {
        padding: 12px;
        flex: none;
      }
      .list {
        flex: 1;
        min-height: 0;
        overflow: auto;
        padding: 0 12px 12px;
      }
      h2 {
        font: var(--tr-text-label);
        color: var(--tr-text-2);
        padding: 8px 0 6px;
      }
      .grid {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 4px;
      }
      .grid > button {
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
        min-height: 30px;
        padding: 3px 8px;
        border: 1px solid var(--tr-line-strong);
        border-radius: var(--tr-radius-m);
        background: var(--tr-surface);
        color: inherit;
        font: inherit;
        text-align: start;
        cursor: grab;
        touch-action: none;
      }
      .grid > button:hover {
        background: var(--tr-hover);
      }
      .grid svg {
        color: var(--tr-text-3);
        flex: none;
      }
      .grid .clip {
        flex: 1;
      }
      .foot {
        flex: none;
        padding: 8px 12px;
        border-top: 1px solid var(--tr-line);
        color: var(--tr-text-3);
        font: var(--tr-text-meta);
      }
    `,
  ];

  protected override willUpdate(): void {
    menuDeskOf(this.open).openPalette = () => {
      this.emit('td-palette');
      void this.updateComplete.then(() => this.search?.focus());
    };
  }

  override render() {
    const wanted = this.find.trim().toLocaleLowerCase();
    const fits = ({ label, name }: Choice) => wanted === '' || label.toLocaleLowerCase().includes(wanted) || name.includes(wanted); // prettier-ignore
    const groups = [
      [this.w('menu.others'), this.#others],
      [this.w('menu.lists'), this.#lists],
      [this.w('kinds.dashboard'), this.#documents('dashboard')],
      [this.w('kinds.report'), this.#documents('report')],
    ] as const;
    return html`<div class="head">
        <div class="search">
          ${icon('search')}
          <input type="search" placeholder=${this.w('menu.find')} aria-label=${this.w('menu.find')} .value=${this.find} @input=${(event: Event) => (this.find = (event.currentTarget as HTMLInputElement).value)} />
        </div>
      </div>
      <div class="list" @keydown=${this.#walk}>
        ${groups.map(([title, choices]) => this.#group(title, choices.filter(fits)))}
      </div>
      <p class="foot">${this.w('menu.how')}</p>`;
  } // prettier-ignore

  #group(title: string, choices: readonly Choice[]) {
    if (choices.length === 0) return nothing;
    const desk = menuDeskOf(this.open);
    return html`<section aria-label=${title}>
      <h2>${title}</h2>
      <div class="grid">
        ${choices.map(
          (choice) =>
            html`<button
              type="button"
              data-entry
              @pointerdown=${(event: PointerEvent) => desk.hold(event, choice.carried)}
              @click=${() => desk.target?.take(choice.carried)}
            >
              ${icon(choice.icon, 's')}<span class="clip" data-tip-cut>${choice.label}</span>${choice.used ? icon('check', 's') : nothing}
            </button>`,
        )}
      </div>
    </section>`;
  } // prettier-ignore

  get #others(): readonly Choice[] {
    const text = { group: this.w('menu.newGroup'), link: this.w('menu.newLink') };
    const choice = (type: 'group' | 'link' | 'separator', symbol: string, make: (id: string) => MenuEntry): Choice => ({
      label: this.w(`menu.type.${type}`),
      name: type,
      icon: symbol,
      used: false,
      carried: { make: (menu) => make(freeEntryId(menu, type)) },
    });
    return [
      choice('group', 'folder', (id) => ({ id, type: 'group', label: text.group, entries: [] })),
      choice('separator', 'minus', (id) => ({ id, type: 'separator' })),
      choice('link', 'link', (id) => ({ id, type: 'link', label: text.link, href: '/' })),
    ];
  }

  get #lists(): readonly Choice[] {
    const { model, host } = this.session;
    const choices = [...model.entities.values()].map(({ name }) => this.#opening('list', name, (id) => ({ id, type: 'list', entity: name }))); // prettier-ignore
    return choices.sort((a, b) => a.label.localeCompare(b.label, host.i18n.language));
  }

  #documents(type: 'dashboard' | 'report'): readonly Choice[] {
    return this.session
      .headsOf(type)
      .filter(({ removed }) => !removed)
      .map(({ name }) => this.#opening(type, name, (id) => ({ id, type, name })));
  }

  #opening(type: string, name: string, make: (id: string) => MenuEntry): Choice {
    const { label, icon: symbol } = entryWords(this.session, make(''));
    const isSame = (entry: MenuEntry) => entry.type === type && ('entity' in entry ? entry.entity : 'name' in entry ? entry.name : '') === name; // prettier-ignore
    const used = menuRows(this.open.value).some(({ entry }) => isSame(entry));
    return { label, name, icon: symbol, used, carried: { make: (menu) => make(freeEntryId(menu, `m_${name}`)) } };
  }

  /** Arrows walk the entries. */
  #walk(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-entry]')];
    all[all.indexOf(this.shadowRoot?.activeElement as HTMLElement) + step]?.focus();
    event.preventDefault();
  }
}
