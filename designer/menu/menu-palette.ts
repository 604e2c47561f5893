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
import { paletteSearch, paletteStyles, walkEntries } from '../workbench/palette-parts.js';
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
    paletteStyles,
    css`
      .grid .clip {
        flex: 1;
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
    return html`${paletteSearch(this.w('menu.find'), this.find, (typed) => (this.find = typed))}
      <div class="list" @keydown=${(event: KeyboardEvent) => walkEntries(this.shadowRoot!, event)}>
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
}
