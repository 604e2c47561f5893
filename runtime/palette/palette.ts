/**
 * `<tr-palette>`: records, pages, new records and actions from one box. A combobox over a list box (APG): the focus stays in
 * the box, arrows choose, Enter does it. Enter before the records have come waits for them.
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { fetchRecent, longestSearch, type RecentRecord } from '../data/search.js';
import { isComposing, TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { marked } from './marked.js';
import {
  isWorthAsking,
  localSections,
  matchSections,
  type PaletteActions,
  type PaletteItem,
  type PaletteSection,
} from './palette-items.js';
import { PaletteSearch } from './palette-search.js';
import { paletteStyles } from './palette-styles.js';
import { foundSections, recentSection } from './record-sections.js';
import '../ui/later-strings.js';

@customElement('tr-palette')
export class TrPalette extends TrElement {
  @property({ attribute: false }) actions!: PaletteActions;
  @state() private text = '';
  @state() private chosen = 0;
  @state() private recent: readonly RecentRecord[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private input!: HTMLInputElement;
  /** Enter was pressed before the answer was there. */
  #entered = false;
  #search = new PaletteSearch(this, () => {
    this.chosen = Math.min(this.chosen, Math.max(0, this.#items.length - 1));
    if (this.#entered) this.#run(this.#items[0]);
  });

  static override styles = paletteStyles;

  async open(): Promise<void> {
    await this.updateComplete;
    if (this.dialog.open) return;
    this.#set('');
    this.input.value = '';
    this.dialog.showModal();
    this.input.focus();
    this.recent = await fetchRecent(this.host).catch(() => []);
  }

  override render() {
    const sections = this.#sections;
    const count = sections.reduce((sum, { items }) => sum + items.length, 0);
    let index = 0;
    return html`<dialog
      aria-label=${this.t('palette.title')}
      @close=${() => this.#set('')}
      @click=${this.#click}
      @keydown=${this.#key}
    >
      <div class="ask">
        ${icon('search')}
        <input
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          maxlength=${longestSearch}
          aria-label=${this.t('palette.title')}
          aria-autocomplete="list"
          aria-controls="list"
          aria-expanded="true"
          aria-activedescendant=${count > 0 ? `item-${this.chosen}` : nothing}
          placeholder=${this.t('palette.placeholder')}
          @input=${(event: InputEvent) => !event.isComposing && this.#set(this.input.value)}
          @compositionend=${() => this.#set(this.input.value)}
        />
        <button type="button" class="ib sm" aria-label=${this.t('common.close')} @click=${() => this.dialog.close()}>
          ${icon('x')}
        </button>
      </div>
      <div
        id="list"
        class="list"
        role="listbox"
        aria-label=${this.t('palette.title')}
        aria-busy=${String(this.#search.isPending)}
      >
        ${sections.map(
          (section) =>
            html`<div role="group" aria-label=${section.label}>
              <div class="head" aria-hidden="true">${section.label}</div>
              ${section.items.map((item) => this.#item(item, index++))}
            </div>`,
        )}
      </div>
      <p class="state" role="status">${this.#says(count)}</p>
    </dialog>`;
  }

  #item(item: PaletteItem, index: number) {
    const isChosen = index === this.chosen;
    return html`<div
      id="item-${index}"
      class="item"
      role="option"
      aria-selected=${String(isChosen)}
      @pointermove=${() => (this.chosen = index)}
      data-index=${index}
    >
      ${icon(item.icon)}
      <span class="clip name" data-tip-cut>${marked(item.label, item.marks)}</span>
      ${item.note ? html`<span class="clip note" data-tip-cut>${marked(item.note.text, item.note.marks)}</span>` : nothing}
      <span class="sp"></span>
      ${item.kind ? html`<span class="kind">${item.kind}</span>` : nothing}
    </div>`;
  }

  /** Words under the list when it is empty, or not all of it is there. */
  #says(count: number): string {
    if (this.#search.failure) return this.t('palette.failed');
    if (count > 0 || this.text === '') return '';
    return this.t(this.#search.isPending ? 'palette.searching' : 'palette.none');
  }

  get #sections(): readonly PaletteSection[] {
    if (!this.dialog?.open) return [];
    const { host, text } = this;
    const local = localSections(host, this.actions);
    if (text === '') return [...recentSection(host, this.recent), ...local];
    return [...foundSections(host, this.#search.groups, text), ...matchSections(local, text)];
  }

  get #items(): readonly PaletteItem[] {
    return this.#sections.flatMap(({ items }) => items);
  }

  #set(text: string): void {
    this.text = text.trim();
    this.chosen = 0;
    this.#entered = false;
    if (isWorthAsking(text)) this.#search.ask(this.text);
    else this.#search.stop();
  }

  /** On an item: does it; beside the dialog: closes it. */
  #click(event: Event): void {
    const target = event.target as HTMLElement;
    const index = target.closest<HTMLElement>('.item')?.dataset['index'];
    if (index !== undefined) this.#run(this.#items[Number(index)]);
    else if (target === this.dialog) this.dialog.close();
  }

  #key(event: KeyboardEvent): void {
    if (isComposing(event) || event.target !== this.input) return;
    const last = this.#items.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: this.chosen < last ? this.chosen + 1 : 0,
      ArrowUp: this.chosen > 0 ? this.chosen - 1 : last,
      PageDown: Math.min(last, this.chosen + 8),
      PageUp: Math.max(0, this.chosen - 8),
    };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      this.chosen = Math.max(0, move);
      void this.#reveal();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // Whoever has chosen by arrow means that one; else the first record, once it is known.
      if (this.#search.isPending && this.chosen === 0) this.#entered = true;
      else this.#run(this.#items[this.chosen]);
    }
  }

  async #reveal(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  #run(item: PaletteItem | undefined): void {
    this.#entered = false;
    if (!item) return;
    this.dialog.close();
    item.run();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-palette': TrPalette;
  }
}
