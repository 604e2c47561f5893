/**
 * `<td-menu-canvas>`: a menu as a tree, beside it the sidebar as a chosen role sees it. Entries are dragged, or moved by
 * Alt and the arrows; Enter goes to their properties, Insert to what can be added, Del takes out.
 */
import { html, nothing, type LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Operation } from '../../metadata/document/operations.js';
import type { MenuDocument, RoleDocument } from '../../metadata/schema/app.js';
import type { Problem } from '../../metadata/value.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/menu.js';
import type { MenuItem, TrMenu } from '../../runtime/ui/menu.js';
import { iconButton } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import '../../runtime/ui/later-strings.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import type { WordKey } from '../session/words.js';
import { TdElement } from '../td-element.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { entryWords } from './entry-words.js';
import { besideEntry, entriesIn, findRow, homeOperation, insertEntry, menuFor, menuRows, moveEntry, placeBeside, placeBeyond, placeOver, removeEntry, type MenuRow, type Place } from './gestures.js'; // prettier-ignore
import { menuCanvasStyles } from './menu-canvas-styles.js';
import { menuDeskOf, type CarriedEntry, type EntryTarget } from './menu-desk.js';
import { menuPreview, readerOf } from './menu-preview.js';

const ways = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'in', ArrowLeft: 'out' } as const;

@customElement('td-menu-canvas')
export class TdMenuCanvas extends TdElement implements EntryTarget {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @state() private closed: ReadonlySet<string> = new Set();
  /** Empty: an administrator. */
  @state() private roleName = '';
  @state() private seenAs: RoleDocument | undefined;
  /** Where something is about to be dropped. */
  @state() private place: Place | undefined;
  @query('tr-menu') private menu!: TrMenu;

  static override styles = [designStyles, inputStyles, menuCanvasStyles];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open')) menuDeskOf(this.open).target = this;
  }

  /** The sidebar asks its host anew only when it is told to. */
  protected override updated(): void {
    this.renderRoot.querySelector<LitElement>('tr-sidebar')?.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const desk = menuDeskOf(this.open);
    if (desk.target === this) desk.target = undefined;
  }

  /** The menu as it stands, where it can be shown at all. */
  get #menu(): MenuDocument | undefined {
    const { value } = this.open;
    return isObject(value) && Array.isArray(value['entries']) ? (value as unknown as MenuDocument) : undefined;
  }

  /** The entry that is selected, by its id. */
  get #selected(): string | undefined {
    const last = this.open.selection.findLast((step) => isObject(step) && 'id' in step);
    return isObject(last) ? String(last['id']) : undefined;
  }

  /* ---------------------------------------------------------------- drawing */

  override render() {
    const menu = this.#menu;
    if (!menu)
      return html`<tr-state kind="failed" .heading=${this.w('menu.unreadable')} .text=${this.w('menu.unreadableText')}></tr-state>`;
    const rows = menuRows(menu, this.closed);
    const seen = new Set(menuRows(menuFor(menu, readerOf(this.seenAs))).map(({ entry }) => entry.id));
    const current = rows.some(({ entry }) => entry.id === this.#selected) ? this.#selected : rows[0]?.entry.id;
    return html`<div class="main">
        <div class="frame">
          ${
            rows.length === 0
              ? html`<p class="none">${this.w('menu.none')}</p>`
              : html`<ul role="tree" aria-label=${this.w('menu.tree')} @keydown=${this.#key} @click=${this.#click}>
                  ${repeat(rows, ({ entry }) => entry.id, (row) => this.#row(row, current, seen.has(row.entry.id)))}
                </ul>`
          }
        </div>
      </div>
      <aside aria-label=${this.w('menu.preview')}>
        <label class="who"
          ><span>${this.w('menu.seenBy')}</span
          ><select class="in" @change=${(event: Event) => void this.#seeAs((event.currentTarget as HTMLSelectElement).value)}>
            <option value="" .selected=${live(this.roleName === '')}>${this.w('menu.everything')}</option>
            ${this.session.headsOf('role').filter(({ removed }) => !removed).map((head) => html`<option value=${head.name} .selected=${live(head.name === this.roleName)}>${this.session.label(head)}</option>`)}
          </select></label
        >
        ${menuPreview(this.session, menu, this.seenAs)}
      </aside>
      <tr-menu></tr-menu>`;
  } // prettier-ignore

  #row(row: MenuRow, current: string | undefined, isSeen: boolean) {
    const { entry, level, index, count } = row;
    const { label, icon: symbol, about, lost } = entryWords(this.session, entry);
    const isGroup = entry.type === 'group';
    const isOpen = isGroup && !this.closed.has(entry.id);
    const audience = 'audience' in entry ? entry.audience?.roles.map((name) => this.#roleLabel(name)).join(', ') : undefined;
    const isSelected = entry.id === this.#selected;
    const isHome = this.#menu?.home === entry.id;
    // In the order in which it stands there.
    const said = [label, isHome && this.w('menu.home'), lost && this.w('menu.lost'), audience, about, !isSeen && this.w('menu.unseen')];
    return html`<li
      role="treeitem"
      data-id=${entry.id}
      class="${isSeen ? '' : 'unseen'} ${this.#dropClass(row)}"
      style="--level:${level}"
      aria-label=${said.filter(Boolean).join(', ')}
      aria-level=${level + 1}
      aria-posinset=${index + 1}
      aria-setsize=${count}
      aria-selected=${isSelected}
      aria-expanded=${isGroup ? String(isOpen) : nothing}
      tabindex=${entry.id === current ? 0 : -1}
      @focus=${() => this.#select(entry.id)}
      @dblclick=${() => this.emit('td-inspect')}
      @pointerdown=${(event: PointerEvent) => menuDeskOf(this.open).hold(event, { id: entry.id })}
      @contextmenu=${(event: MouseEvent) => this.#menuAt(event, row)}
    >
      <span class="fold">${isGroup ? icon(isOpen ? 'chevron-down' : 'chevron-right', 's') : nothing}</span>
      ${icon(symbol, 's')}<span class="label clip" data-tip-cut>${label}</span>
      ${isHome ? html`<span class="tag accent">${this.w('menu.home')}</span>` : nothing}
      ${isSeen ? nothing : html`<span class="unseen-mark" data-tip=${this.w('menu.unseen')}>${icon('eye-off', 's')}</span>`}
      ${lost ? html`<span class="bad">${this.w('menu.lost')}</span>` : nothing}
      ${audience ? html`<span class="audience clip" data-tip-cut>${icon('users', 's')}${audience}</span>` : nothing}
      <span class="about clip mono">${about}</span>
      ${iconButton({ label: this.w('menu.acts', { name: label }), icon: 'ellipsis', size: 'xs', run: (event) => this.#menuAt(event, row) })}
    </li>`;
  } // prettier-ignore

  #roleLabel(name: string): string {
    const head = this.session.head({ kind: 'role', name });
    return head ? this.session.label(head) : name;
  }

  #dropClass({ entry, holder, index }: MenuRow): string {
    const { place } = this;
    if (!place) return '';
    if (place.holder === entry.id && place.after === null) return 'drop-in';
    if (place.holder !== holder) return '';
    if (place.after === entry.id) return 'drop-after';
    return place.after === null && index === 0 ? 'drop-before' : '';
  }

  async #seeAs(name: string): Promise<void> {
    this.roleName = name;
    const key = { kind: 'role', name } as const;
    const role =
      name === '' ? undefined : (this.session.draftOf(key) ?? (await this.session.client.view(key)).document);
    if (this.roleName === name) this.seenAs = (role ?? undefined) as RoleDocument | undefined;
  }

  /* ---------------------------------------------------------------- acts */

  #select(id: string): void {
    const row = findRow(this.open.value, id);
    if (row && id !== this.#selected) this.open.select(row.path);
  }

  #click(event: Event): void {
    const target = event.target as HTMLElement;
    const id = target.closest<HTMLElement>('li')?.dataset['id'];
    if (id === undefined) return;
    if (target.closest('.fold')) this.#fold(id);
    else this.#select(id);
  }

  #fold(id: string): void {
    const closed = new Set(this.closed);
    if (!closed.delete(id)) closed.add(id);
    this.closed = closed;
  }

  #label(id: string): string {
    const row = findRow(this.open.value, id);
    return row ? entryWords(this.session, row.entry).label : id;
  }

  #apply(operation: Operation | undefined, done: WordKey, name: string): boolean {
    if (!operation) return false;
    const label = this.w(done, { name });
    const isDone = this.open.apply(operation, { label });
    if (isDone) this.host.announce(label);
    return isDone;
  }

  async #focus(id: string | undefined): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[data-id="${id ?? ''}"]`)?.focus();
  }

  #put(carried: CarriedEntry, place: Place): void {
    const { value } = this.open;
    if ('id' in carried) {
      const isDone = this.#apply(moveEntry(value, carried.id, place), 'menu.done.moved', this.#label(carried.id));
      if (isDone) this.#select(carried.id);
    } else {
      const entry = carried.make(value);
      const { label } = entryWords(this.session, entry);
      if (this.#apply(insertEntry(value, entry, place), 'menu.done.added', label)) this.#select(entry.id);
    }
    if (place.holder !== undefined && this.closed.has(place.holder)) this.#fold(place.holder);
  }

  #remove(id: string): void {
    const next = besideEntry(this.open.value, id);
    if (!this.#apply(removeEntry(this.open.value, id), 'menu.done.removed', this.#label(id))) return;
    if (next === undefined) this.open.select([]);
    else void this.#focus(next);
  }

  #move(id: string, way: (typeof ways)[keyof typeof ways]): void {
    const place = placeBeyond(this.open.value, id, way);
    if (place) this.#put({ id }, place);
    void this.#focus(id);
  }

  #menuAt(event: Event, { entry }: MenuRow): void {
    event.preventDefault();
    event.stopPropagation();
    this.#select(entry.id);
    const step = (way: 'up' | 'down' | 'in' | 'out'): MenuItem => {
      const place = placeBeyond(this.open.value, entry.id, way);
      return { id: way, label: this.w(`menu.${way}`), ...(place ? {} : { reason: this.w('menu.atEdge') }), run: () => this.#move(entry.id, way) };
    };
    const isHome = this.#menu?.home === entry.id;
    const mayBeHome = entry.type !== 'group' && entry.type !== 'separator';
    const items: readonly MenuItem[] = [
      { id: 'edit', label: this.w('menu.edit'), run: () => void this.emit('td-inspect') },
      ...(mayBeHome ? [{ id: 'home', label: this.w('menu.beginHere'), checked: isHome, run: () => void this.#apply(homeOperation(this.open.value, entry.id), 'menu.done.home', this.#label(entry.id)) }] : []),
      { ...step('up'), line: true }, step('down'), step('in'), step('out'),
      { id: 'remove', label: this.w('menu.remove'), line: true, run: () => this.#remove(entry.id) },
    ];
    void this.menu.openAt(event.currentTarget as HTMLElement, this.#label(entry.id), items, { align: 'end' });
  } // prettier-ignore

  #key(event: KeyboardEvent): void {
    const item = event.target as HTMLElement;
    const id = item.dataset['id'];
    if (id === undefined) return;
    const way = (ways as Readonly<Record<string, (typeof ways)[keyof typeof ways] | undefined>>)[event.key];
    const entry = findRow(this.open.value, id)?.entry;
    const take = () => (event.preventDefault(), event.stopPropagation());
    if (way && event.altKey) this.#move(id, way);
    else if (way === 'up' || way === 'down') this.#step(item, way === 'up' ? -1 : 1);
    else if (way === 'in' && entry?.type === 'group' && this.closed.has(id)) this.#fold(id);
    else if (way === 'out' && entry?.type === 'group' && !this.closed.has(id)) this.#fold(id);
    else if (way === 'out') void this.#focus(findRow(this.open.value, id)?.holder);
    else if (event.key === 'Home' || event.key === 'End') this.#step(undefined, event.key === 'Home' ? 1 : -1);
    else if (event.key === 'Delete') this.#remove(id);
    else if (event.key === 'Insert') menuDeskOf(this.open).openPalette?.();
    else if (event.key === 'Enter') this.emit('td-inspect');
    else return;
    take();
  }

  #step(from: HTMLElement | undefined, by: number): void {
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('[role="treeitem"]')];
    const at = from ? all.indexOf(from) + by : by > 0 ? 0 : all.length - 1;
    all[at]?.focus();
  }

  /* ---------------------------------------------------------------- drops */

  #placeAt(x: number, y: number): Place | undefined {
    const rows = menuRows(this.open.value, this.closed);
    const items = [...this.renderRoot.querySelectorAll<HTMLElement>('[role="treeitem"]')];
    const frame = this.renderRoot.querySelector('.frame')?.getBoundingClientRect();
    if (!frame || x < frame.left || x > frame.right || y < frame.top || y > frame.bottom) return undefined;
    for (const item of items) {
      const box = item.getBoundingClientRect();
      const row = rows.find(({ entry }) => entry.id === item.dataset['id']);
      if (!row || y < box.top || y > box.bottom) continue;
      const holder = row.holder === undefined ? this.open.value : findRow(this.open.value, row.holder)?.entry;
      return placeOver(row, entriesIn(holder), (y - box.top) / box.height);
    }
    return placeBeside(this.open.value, undefined);
  }

  over(_carried: CarriedEntry, x: number, y: number): void {
    this.place = this.#placeAt(x, y);
  }

  drop(carried: CarriedEntry, x: number, y: number): void {
    const place = this.#placeAt(x, y);
    if (place) this.#put(carried, place);
  }

  leave(): void {
    this.place = undefined;
  }

  take(carried: CarriedEntry): void {
    this.#put(carried, placeBeside(this.open.value, this.#selected));
  }
}
