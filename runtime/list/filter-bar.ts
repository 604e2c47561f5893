/** `<tr-filter-bar>`: find, a chip for each condition (click edits, x clears), add a filter, sort, columns. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { FieldHost } from '../host/field-views.js';
import { isComposing, TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import type { TrMenu } from '../ui/menu.js';
import type { TrPanel } from '../ui/panel.js';
import type { Column } from './columns.js';
import './column-panel.js';
import './filter-panel.js';
import { filterWords, isLeaf, type FilterLeaf } from './filter-words.js';
import { joinParts, type SortKey } from './list-state.js';

@customElement('tr-filter-bar')
export class TrFilterBar extends TrElement {
  @property() entityName = '';
  @property({ attribute: false }) parts: readonly Filter[] = [];
  @property() find = '';
  @property({ attribute: false }) sort: readonly SortKey[] = [];
  @property({ attribute: false }) columns: readonly Column[] = [];
  @property({ attribute: false }) quick: readonly string[] = [];
  @property({ attribute: false }) fieldHost!: FieldHost;
  /** The address differs from the view: offer the way back. */
  @property({ type: Boolean }) changed = false;
  @property({ type: Boolean, reflect: true }) compact = false;
  @property({ type: Boolean }) searchable = true;
  /** What the panel shows: a condition to edit (its place in `parts`), a new one, or the columns. */
  @state() private editing:
    { readonly at: number; readonly leaf: FilterLeaf | undefined; readonly field?: string } | 'columns' | undefined;
  @query('tr-panel') private panel!: TrPanel;
  @query('tr-menu') private menu!: TrMenu;
  #typing: ReturnType<typeof setTimeout> | undefined;

  static override styles = css`
    :host {
      display: flex;
      align-items: center;
      gap: 6px;
      min-height: 48px;
      padding: 6px 0;
      flex-wrap: wrap;
    }
    :host([compact]) {
      flex-wrap: nowrap;
      overflow-x: auto;
      padding: 8px 16px;
      border-bottom: 1px solid var(--tr-line);
      scrollbar-width: none;
      flex: none;
    }
    .find {
      position: relative;
      width: 196px;
      flex: none;
    }
    :host([compact]) .find {
      width: 150px;
    }
    .find svg {
      position: absolute;
      left: 8px;
      top: 7px;
      color: var(--tr-text-3);
      pointer-events: none;
    }
    .find input {
      width: 100%;
      height: 28px;
      padding: 0 26px 0 28px;
      border: 1px solid var(--tr-line-strong);
      border-radius: var(--tr-radius-m);
      background: var(--tr-surface);
      color: var(--tr-text);
      font: var(--tr-text-body);
    }
    .find input::placeholder {
      color: var(--tr-text-3);
      opacity: 1;
    }
    .find input::-webkit-search-cancel-button {
      display: none;
    }
    .find input:focus {
      outline: none;
      border-color: var(--tr-focus);
      box-shadow: 0 0 0 1px var(--tr-focus);
    }
    .find button {
      position: absolute;
      right: 2px;
      top: 2px;
    }
    .on {
      display: inline-flex;
      align-items: center;
      height: 28px;
      border: 1px solid var(--tr-accent-line);
      border-radius: var(--tr-radius-m);
      background: var(--tr-accent-soft);
      color: var(--tr-accent-text);
      flex: none;
      max-width: 340px;
    }
    .on .words {
      border: 0;
      background: none;
      padding: 0 2px 0 8px;
      height: 100%;
      display: inline-flex;
      align-items: center;
      gap: 6px;
      cursor: pointer;
      color: inherit;
      min-width: 0;
      border-radius: 5px;
    }
    .on .x {
      border: 0;
      background: none;
      width: 26px;
      height: 26px;
      display: inline-flex;
      align-items: center;
      justify-content: center;
      cursor: pointer;
      color: inherit;
      border-radius: 5px;
      flex: none;
    }
    .on .x:hover {
      background: var(--tr-accent-line);
    }
    .right {
      display: flex;
      align-items: center;
      gap: 6px;
      margin-inline-start: auto;
    }
    .gh {
      border: 0;
      background: transparent;
      height: 28px;
      padding: 0 9px;
      border-radius: var(--tr-radius-m);
      display: inline-flex;
      align-items: center;
      gap: 6px;
      color: var(--tr-text-2);
      font-weight: 500;
      cursor: pointer;
      white-space: nowrap;
    }
    .gh:hover {
      background: var(--tr-hover);
      color: var(--tr-text);
    }
    :host([compact]) :is(.chip, .gh, .on, .find input) {
      height: 36px;
      border-radius: 99px;
    }
    :host([compact]) .gh {
      border: 1px solid var(--tr-line-strong);
    }
    :host([compact]) .find svg {
      top: 11px;
      left: 12px;
    }
    :host([compact]) .find input {
      padding-left: 32px;
      font-size: 14px;
    }
    :host([compact]) .on .x {
      width: 32px;
      height: 32px;
    }
  `;

  override render() {
    return html`
      ${
        this.searchable
          ? html`<div class="find">
                ${icon('search', 's')}
                <input
                  type="search"
                  aria-label=${this.t('list.find')}
                  aria-keyshortcuts="/"
                  placeholder=${this.t('list.find')}
                  .value=${this.find}
                  @input=${this.#input}
                  @keydown=${this.#findKey}
                />
                ${
                  this.find
                    ? html`<button
                        type="button"
                        class="ib xs"
                        aria-label=${this.t('list.clearFind')}
                        @click=${() => this.emit('tr-find', '')}
                      >
                        ${icon('x', 's')}
                      </button>`
                    : nothing
                }
              </div>
              <span class="vsep" style="margin:0 4px" aria-hidden="true"></span>`
          : nothing
      }
      ${this.parts.map((part, index) => this.#chip(part, index))} ${this.#quickChips()}
      <button
        type="button"
        class="chip dash"
        aria-haspopup="dialog"
        @click=${(event: Event) => void this.#edit(event, -1, undefined)}
      >
        ${icon('plus', 's')}${this.t('filter.add')}
      </button>
      ${
        this.changed
          ? html`<button type="button" class="linkish" style="padding:0 6px" @click=${() => this.emit('tr-reset')}>
              ${this.t('filter.reset')}
            </button>`
          : nothing
      }
      <span class="right">
        <button type="button" class="gh" aria-haspopup="menu" @click=${this.#sortMenu}>
          ${icon(this.sort[0] ? (this.sort[0].descending ? 'arrow-down' : 'arrow-up') : 'list-filter', 's')}${this.#sortWords()}
        </button>
        ${
          this.compact
            ? nothing
            : html`<button
                type="button"
                class="gh"
                aria-haspopup="dialog"
                @click=${(event: Event) => void this.#openColumns(event)}
              >
                ${icon('columns-3', 's')}${this.t('list.columns')}
              </button>`
        }
      </span>
      <tr-panel
        .label=${this.t(this.editing === 'columns' ? 'list.columns' : 'filter.title')}
        @tr-closed=${() => (this.editing = undefined)}
      >
        ${this.#panelContent()}
      </tr-panel>
      <tr-menu></tr-menu>
    `;
  }

  focusFind(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input')?.focus();
  }

  #chip(part: Filter, index: number) {
    const words = filterWords(this.host, this.fieldHost, this.entityName, part);
    const editable = isLeaf(part) && this.host.app.path(this.entityName, part.field) !== undefined;
    const text = html`<span class="k">${words.subject}</span
      >${words.rest ? html`<span class="strong clip">${words.rest}</span>` : nothing}`;
    return html`<span class="on">
      ${
        editable
          ? html`<button
              type="button"
              class="words"
              aria-haspopup="dialog"
              @click=${(event: Event) => void this.#edit(event, index, part)}
            >
              ${text}
            </button>`
          : html`<span class="words">${text}</span>`
      }
      <button
        type="button"
        class="x"
        aria-label=${this.t('filter.remove', { name: words.subject })}
        @click=${() => this.#remove(index)}
      >
        ${icon('x', 's')}
      </button>
    </span>`;
  }

  /** Fields the view offers as filters and that are not in force yet. */
  #quickChips() {
    const used = new Set(this.parts.filter(isLeaf).map((part) => part.field));
    return (
      this.quick
        .filter((path) => !used.has(path))
        // One row: what does not fit is behind "Filter".
        .slice(0, Math.max(1, 5 - this.parts.length))
        .map((path) => {
          const found = this.host.app.path(this.entityName, path);
          if (!found) return nothing;
          return html`<button
            type="button"
            class="chip dash"
            aria-haspopup="dialog"
            @click=${(event: Event) => void this.#edit(event, -1, undefined, path)}
          >
            ${this.host.i18n.label(found.field.label, path)}${icon('chevron-down', 's')}
          </button>`;
        })
    );
  }

  #panelContent() {
    const { editing } = this;
    if (editing === undefined) return nothing;
    if (editing === 'columns') {
      return html`<tr-column-panel
        .entityName=${this.entityName}
        .chosen=${this.columns.map((column) => column.path)}
        @tr-columns=${(event: CustomEvent) => {
          event.stopPropagation();
          this.emit('tr-columns', event.detail as unknown);
        }}
      ></tr-column-panel>`;
    }
    return html`<tr-filter-panel
      .entityName=${this.entityName}
      .leaf=${editing.leaf}
      .startField=${editing.field}
      .fieldHost=${this.fieldHost}
      @tr-done=${(event: CustomEvent<FilterLeaf | undefined>) => this.#done(editing.at, event.detail)}
    ></tr-filter-panel>`;
  }

  async #edit(event: Event, at: number, leaf: (Filter & FilterLeaf) | undefined, field?: string): Promise<void> {
    const cause = event.currentTarget as HTMLElement;
    this.editing = { at, leaf, ...(field === undefined ? {} : { field }) };
    await this.updateComplete;
    await (
      this.renderRoot.querySelector('tr-filter-panel') as (HTMLElement & { updateComplete: Promise<unknown> }) | null
    )?.updateComplete;
    this.panel.openAt(cause);
    this.renderRoot.querySelector<HTMLElement & { focusFirst(): void }>('tr-filter-panel')?.focusFirst();
  }

  async #openColumns(event: Event): Promise<void> {
    const cause = event.currentTarget as HTMLElement;
    this.editing = 'columns';
    await this.updateComplete;
    this.panel.openAt(cause, { align: 'end' });
  }

  #done(at: number, leaf: FilterLeaf | undefined): void {
    this.panel.close();
    if (!leaf) return;
    const next = [...this.parts];
    if (at < 0) next.push(leaf as unknown as Filter);
    else next[at] = leaf as unknown as Filter;
    this.emit('tr-filter', joinParts(next));
  }

  #remove(index: number): void {
    this.emit('tr-filter', joinParts(this.parts.filter((_, at) => at !== index)));
  }

  #input(event: Event): void {
    const text = (event.target as HTMLInputElement).value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.emit('tr-find', text), 220);
  }

  #findKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || isComposing(event) || this.find === '') return;
    event.stopPropagation();
    clearTimeout(this.#typing);
    this.emit('tr-find', '');
  }

  #sortWords(): string {
    const [first] = this.sort;
    if (!first) return this.t('list.sort');
    const found = this.host.app.path(this.entityName, first.by);
    const name = found ? this.host.i18n.label(found.field.label, first.by) : first.by;
    const kind =
      found?.field.valueType === 'number'
        ? 'number'
        : found?.field.valueType === 'date' || found?.field.valueType === 'datetime'
          ? 'date'
          : 'text';
    return this.t(`list.sorted.${kind}.${first.descending ? 'down' : 'up'}`, { name });
  }

  #sortMenu(event: Event): void {
    const [current] = this.sort;
    const choices = this.columns.filter((column) => column.sortable);
    const go = (sort: readonly SortKey[] | undefined) => this.emit('tr-sort-by', sort);
    void this.menu.openAt(
      event.currentTarget as HTMLElement,
      this.t('list.sort'),
      [
        ...choices.map((column) => ({
          id: column.path,
          label: column.label,
          checked: current?.by === column.path,
          run: () =>
            go([
              { by: column.path, ...(current?.by === column.path && current.descending ? { descending: true } : {}) },
            ]),
        })),
        ...(current
          ? [
              {
                id: 'up',
                label: this.t('list.ascending'),
                checked: !current.descending,
                line: true,
                run: () => go([{ by: current.by }]),
              },
              {
                id: 'down',
                label: this.t('list.descending'),
                checked: current.descending === true,
                run: () => go([{ by: current.by, descending: true }]),
              },
            ]
          : []),
      ],
      { align: 'end' },
    );
  }
}
