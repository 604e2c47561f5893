/** `<tr-filter-bar>`: find, a chip for each condition (click edits, x clears), add a filter, sort, columns. */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { FieldHost } from '../host/field-views.js';
import { isComposing, TrElement } from '../ui/element.js';
import { isFocusLost } from '../ui/focus.js';
import { icon } from '../ui/icon.js';
import type { TrMenu } from '../ui/menu.js';
import type { TrPanel } from '../ui/panel.js';
import type { Column } from './columns.js';
import { filterBarStyles } from './filter-bar-styles.js';
import { conditionChip, quickChips, type ChipActions } from './filter-chips.js';
import type { FilterLeaf } from './filter-words.js';
import { joinParts, type GroupKey, type SortKey } from './list-state.js';
import { sortItems, sortWords } from './sort-menu.js';

/** Milliseconds after the last key before the list is searched. */
const typingMs = 220;

interface Condition {
  readonly at: number;
  readonly leaf: FilterLeaf | undefined;
  readonly field?: string;
}

@customElement('tr-filter-bar')
export class TrFilterBar extends TrElement {
  @property() entityName = '';
  @property({ attribute: false }) parts: readonly Filter[] = [];
  @property() find = '';
  @property({ attribute: false }) sort: readonly SortKey[] = [];
  @property({ attribute: false }) group: readonly GroupKey[] = [];
  @property({ attribute: false }) columns: readonly Column[] = [];
  @property({ attribute: false }) quick: readonly string[] = [];
  @property({ attribute: false }) fieldHost!: FieldHost;
  /** The address differs from the view: offer the way back. */
  @property({ type: Boolean }) changed = false;
  /** The view is this person's own: what differs can be kept in it. */
  @property({ type: Boolean }) savable = false;
  @property({ type: Boolean, reflect: true }) compact = false;
  @property({ type: Boolean }) searchable = true;
  /** The rows are drawn by a view mode: there are no groups and columns to choose. */
  @property({ type: Boolean }) drawn = false;
  /** What the panel shows: a condition to edit (its place in `parts`), a new one, or the columns. */
  @state() private editing: Condition | 'columns' | 'group' | undefined;
  @query('tr-panel') private panel!: TrPanel;
  @query('tr-menu') private menu!: TrMenu;
  #typing: ReturnType<typeof setTimeout> | undefined;

  static override styles = filterBarStyles;

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('parts')) void this.#learnNames();
  }

  override render() {
    const { host, entityName, parts } = this;
    const edit: ChipActions['edit'] = (event, at, leaf, field) => void this.#edit(event, at, leaf, field);
    const actions = { edit, remove: (at: number) => this.#remove(at), build: () => void this.#build() };
    return html`
      ${this.searchable ? this.#findBox() : nothing}
      ${parts.map((part, at) => conditionChip(host, this.fieldHost, entityName, part, at, actions))}
      ${quickChips(host, entityName, this.quick, parts, edit)}
      <button
        type="button"
        class="chip dash"
        id="add"
        aria-haspopup="dialog"
        @click=${(event: Event) => edit(event, -1, undefined)}
      >
        ${icon('plus', 's')}${this.t('filter.add')}
      </button>
      ${
        this.changed
          ? html`${
                this.savable
                  ? html`<button type="button" class="linkish reset" @click=${() => this.emit('tr-save-view')}>
                      ${this.t('view.saveChanges')}
                    </button>`
                  : nothing
              } <button type="button" class="linkish reset" @click=${this.#reset}>${this.t('filter.reset')}</button>`
          : nothing
      }
      ${this.#right()}
      <tr-panel
        .label=${this.t(this.editing === 'columns' ? 'list.columns' : this.editing === 'group' ? 'list.group' : 'filter.title')}
        @tr-closed=${this.#closed}
      >
        ${this.#panelContent()}
      </tr-panel>
      <tr-menu></tr-menu>
    `;
  }

  /** Records in conditions of an address or a view are known by their ids alone. */
  async #learnNames(): Promise<void> {
    const { host, entityName, parts } = this;
    const ids = JSON.stringify(parts).match(/(?<=")[0-7][0-9A-HJKMNP-TV-Z]{25}(?=")/g) ?? [];
    if (ids.every((id) => host.app.references.has(id))) return;
    await (await import('./learn-references.js')).learnReferences(host, entityName, parts);
    this.requestUpdate();
  }

  focusFind(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input')?.focus();
  }

  #findBox() {
    const words = this.t('list.find');
    return html`<div class="find">
        ${icon('search', 's')}
        <input
          type="search"
          aria-label=${words}
          aria-keyshortcuts="/"
          placeholder=${words}
          .value=${this.find}
          @input=${this.#input}
          @keydown=${this.#findKey}
        />
        ${
          this.find
            ? html`<button type="button" class="ib xs" aria-label=${this.t('list.clearFind')} @click=${this.#clearFind}>
                ${icon('x', 's')}
              </button>`
            : nothing
        }
      </div>
      <span class="vsep" style="margin:0 4px" aria-hidden="true"></span>`;
  }

  #right() {
    const [first] = this.sort;
    const arrow = first ? (first.descending ? 'arrow-down' : 'arrow-up') : 'list-filter';
    return html`<span class="right">
      <button type="button" class="gh" aria-haspopup="menu" @click=${this.#sortMenu}>
        ${icon(arrow, 's')}${sortWords(this.host, this.entityName, this.sort)}
      </button>
      ${
        this.compact || this.drawn
          ? nothing
          : html`<button type="button" class="gh" aria-haspopup="dialog" @click=${this.#openGroups}>
                ${icon('layers', 's')}${this.#groupWords()}
              </button>
              <button type="button" class="gh" aria-haspopup="dialog" @click=${this.#openColumns}>
                ${icon('columns-3', 's')}${this.t('list.columns')}
              </button>`
      }
    </span>`;
  }

  #panelContent() {
    const { editing } = this;
    if (editing === undefined) return nothing;
    if (editing === 'columns') {
      return html`<tr-column-panel .entityName=${this.entityName} .columns=${this.columns}></tr-column-panel>`;
    }
    if (editing === 'group') {
      return html`<tr-group-panel .entityName=${this.entityName} .group=${this.group}></tr-group-panel>`;
    }
    return html`<tr-filter-panel
      .entityName=${this.entityName}
      .leaf=${editing.leaf}
      .startField=${editing.field}
      .fieldHost=${this.fieldHost}
      @tr-build=${() => void this.#build()}
      @tr-live=${(event: CustomEvent<FilterLeaf | undefined>) => this.#live(editing, event.detail)}
      @tr-done=${(event: CustomEvent<FilterLeaf | undefined>) => this.#done(editing.at, event.detail)}
    ></tr-filter-panel>`;
  }

  async #edit(event: Event, at: number, leaf: FilterLeaf | undefined, field?: string): Promise<void> {
    const cause = event.currentTarget as HTMLElement;
    await import('./filter-panel.js');
    this.editing = { at, leaf, ...(field === undefined ? {} : { field }) };
    await this.updateComplete;
    const content = this.renderRoot.querySelector('tr-filter-panel');
    await content?.updateComplete;
    this.panel.openAt(cause);
    content?.focusFirst();
  }

  #groupWords(): string {
    const { app, i18n } = this.host;
    const names = this.group.flatMap(({ path }) => {
      const found = app.path(this.entityName, path);
      return found ? [i18n.label(found.field.label, path)] : [];
    });
    return names.length === 0 ? this.t('list.group') : this.t('list.grouped', { names: names.join(', ') });
  }

  async #openGroups(event: Event): Promise<void> {
    const cause = event.currentTarget as HTMLElement;
    await import('./groups/group-panel.js');
    this.editing = 'group';
    await this.updateComplete;
    const content = this.renderRoot.querySelector('tr-group-panel');
    await content?.updateComplete;
    this.panel.openAt(cause, { align: 'end' });
    content?.focusFirst();
  }

  /** The builder is loaded when it is first needed. */
  async #build(): Promise<void> {
    this.panel.close();
    await import('./build/filter-builder.js');
    const builder = document.createElement('tr-filter-builder');
    builder.host = this.host;
    builder.entityName = this.entityName;
    builder.fieldHost = this.fieldHost;
    this.renderRoot.append(builder);
    const filter = await builder.run(joinParts(this.parts));
    builder.remove();
    if (filter) this.emit('tr-filter', filter);
    await this.#focusIfLost();
  }

  async #openColumns(event: Event): Promise<void> {
    const cause = event.currentTarget as HTMLElement;
    await import('./column-panel.js');
    this.editing = 'columns';
    await this.updateComplete;
    const content = this.renderRoot.querySelector('tr-column-panel');
    await content?.updateComplete;
    this.panel.openAt(cause, { align: 'end' });
    content?.focusFirst();
  }

  /** The list follows while the panel stays; its condition is from now on the one in force. */
  #live(editing: Condition, leaf: FilterLeaf | undefined): void {
    this.editing = { ...editing, at: this.#set(editing.at, leaf) };
  }

  #done(at: number, leaf: FilterLeaf | undefined): void {
    this.panel.close();
    if (!leaf) return;
    const place = this.#set(at, leaf);
    void this.#settled().then(() => this.#focus(`[data-at="${place}"] .words`));
  }

  /** Puts a condition in its place, a new one at the end, or takes it away; says where it stands, -1 for nowhere. */
  #set(at: number, leaf: FilterLeaf | undefined): number {
    const next = [...this.parts];
    const place = leaf === undefined ? -1 : at < 0 ? next.length : at;
    if (leaf) next[place] = leaf as unknown as Filter;
    else if (at >= 0) next.splice(at, 1);
    this.emit('tr-filter', joinParts(next));
    return place;
  }

  /** The chip that it was opened at may be another one by now. */
  #closed(): void {
    const { editing } = this;
    this.editing = undefined;
    if (typeof editing !== 'object') return;
    void this.#settled().then(
      () => isFocusLost() && this.#focus(editing.at < 0 ? '#add' : `[data-at="${editing.at}"] .words`),
    );
  }

  #remove(at: number): void {
    this.emit('tr-filter', joinParts(this.parts.filter((_, index) => index !== at)));
    void this.#focusIfLost();
  }

  #reset(): void {
    this.emit('tr-reset');
    void this.#focusIfLost();
  }

  /** A chip that had the focus may be gone: "Filter" takes its place, so that Tab goes on from here. */
  async #focusIfLost(): Promise<void> {
    await this.#settled();
    if (isFocusLost()) this.#focus('#add');
  }

  /** The page has drawn the new conditions, and the pop-over is closed. */
  async #settled(): Promise<void> {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    await this.updateComplete;
  }

  #focus(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #input(event: Event): void {
    const text = (event.target as HTMLInputElement).value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.emit('tr-find', text), typingMs);
  }

  #clearFind(): void {
    clearTimeout(this.#typing);
    this.emit('tr-find', '');
    this.focusFind();
  }

  #findKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || isComposing(event) || this.find === '') return;
    event.stopPropagation();
    this.#clearFind();
  }

  #sortMenu(event: Event): void {
    const items = sortItems(this.host, this.columns, this.sort[0], (sort) => this.emit('tr-sort-by', sort));
    void this.menu.openAt(event.currentTarget as HTMLElement, this.t('list.sort'), items, { align: 'end' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-filter-bar': TrFilterBar;
  }
}
