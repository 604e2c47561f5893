/**
 * `<td-translation-grid>`: a line for each text, a column for each language; only the lines in sight are drawn. What is
 * typed, pasted or emptied is said by `td-words`; whoever holds the grid writes it.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Language } from '../../metadata/value.js';
import { icon } from '../../runtime/ui/icon.js';
import { TdElement } from '../td-element.js';
import { kindIcon } from '../workbench/kind-looks.js';
import { blockText, readBlock } from './block.js';
import type { WordChange } from './changes.js';
import { areaOf, isIn, keyTarget, nextCell, pasteInto, wordsIn, type Area, type Cell, type Chosen, type Extent } from './grid-cells.js'; // prettier-ignore
import { rowWarnings, type TextRow } from './rows.js';
import { missingIn, textIn } from './texts.js';
import type { DocumentWords } from './text-place.js';
import { translationGridStyles } from './translation-grid-styles.js';
import type { Warning } from './warnings.js';

export interface WordsWritten {
  readonly words: readonly WordChange[];
  readonly act: 'type' | 'paste' | 'empty';
  /** Cells of a block that had no place. */
  readonly outside?: number;
}

const lineHeight = 32;
const headHeight = 35;
/** Lines drawn above and below those in sight. */
const beyond = 8;

@customElement('td-translation-grid')
export class TdTranslationGrid extends TdElement {
  @property({ attribute: false }) rows: readonly TextRow[] = [];
  @property({ attribute: false }) columns: readonly Language[] = [];
  @property({ attribute: false }) source: Language = 'en';
  @property({ attribute: false }) counts: Readonly<Partial<Record<Language, number>>> = {};
  @property({ attribute: false }) documentOf!: (row: TextRow) => DocumentWords;
  @property({ attribute: false }) partOf!: (row: TextRow) => string;
  @property({ attribute: false }) warningWords!: (warning: Warning) => string;
  @state() private chosen: Chosen = { from: { row: 0, column: 0 }, to: { row: 0, column: 0 } };
  @state() private editing: string | undefined;
  @state() private first = 0;
  @state() private page = 20;
  @query('.grid') private grid!: HTMLElement;
  @query('textarea') private input!: HTMLTextAreaElement | null;
  #sized: ResizeObserver | undefined;
  #isDragging = false;

  static override styles = translationGridStyles;

  protected override firstUpdated(): void {
    this.#sized = new ResizeObserver(() => this.#look());
    this.#sized.observe(this.grid);
  }

  override disconnectedCallback(): void {
    this.#sized?.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('rows') && !changed.has('columns')) return;
    const { from, to } = this.chosen;
    const inside = ({ row, column }: Cell): Cell => ({ row: Math.max(0, Math.min(row, this.rows.length - 1)), column: Math.max(0, Math.min(column, this.columns.length - 1)) }); // prettier-ignore
    this.chosen = { from: inside(from), to: inside(to) };
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('rows') || changed.has('columns') || changed.has('chosen' as never)) this.emit('td-cell', this.activeRow); // prettier-ignore
  }

  /** The text that has the focus. */
  get activeRow(): TextRow | undefined {
    return this.rows[this.chosen.to.row];
  }
  get #area(): Area {
    return areaOf(this.chosen);
  }
  get #extent(): Extent {
    return { rows: this.rows.length, columns: this.columns.length, page: this.page };
  }
  #wordsAt({ row, column }: Cell): string {
    const text = this.rows[row]?.text;
    const language = this.columns[column];
    return text === undefined || language === undefined ? '' : textIn(text, language, this.source);
  }

  override focus(): void {
    this.grid.focus();
  }

  #look(): void {
    this.first = Math.max(0, Math.floor(this.grid.scrollTop / lineHeight) - beyond);
    this.page = Math.max(1, Math.floor((this.grid.clientHeight - headHeight) / lineHeight));
  }

  override render() {
    const last = Math.min(this.rows.length, this.first + this.page + 2 * beyond + 1);
    const { to } = this.chosen;
    const columns = `180px minmax(200px, 1fr) repeat(${this.columns.length}, minmax(180px, 1fr))`;
    return html`<div
      class="grid"
      role="grid"
      tabindex="0"
      style="--columns:${columns}; --least:${380 + 180 * this.columns.length}px"
      aria-label=${this.w('translations.title')}
      aria-rowcount=${this.rows.length + 1}
      aria-colcount=${this.columns.length + 2}
      aria-multiselectable="true"
      aria-activedescendant=${this.rows.length > 0 ? `c${to.row}-${to.column}` : nothing}
      @scroll=${() => this.#look()}
      @keydown=${(event: KeyboardEvent) => this.#key(event)}
      @copy=${(event: ClipboardEvent) => this.#copy(event)}
      @cut=${(event: ClipboardEvent) => this.#copy(event, true)}
      @paste=${(event: ClipboardEvent) => this.#paste(event)}
    >
      <div class="line heads" role="row" aria-rowindex="1">
        <span role="columnheader">${this.w('translations.document')}</span>
        <span role="columnheader">${this.w('translations.part')}</span>
        ${this.columns.map((each) => this.#head(each))}
      </div>
      <div class="space" role="presentation" style="height:${this.rows.length * lineHeight}px">
        ${repeat(
          this.rows.slice(this.first, last),
          (row) => row.address,
          (row, i) => this.#line(row, this.first + i),
        )}
      </div>
    </div>`;
  }

  #head(language: Language) {
    const count = this.counts[language] ?? 0;
    return html`<span role="columnheader" lang=${language}>${this.host.i18n.names[language]}
      ${language === this.source ? html`<span class="count" lang=${this.host.i18n.language}>${this.w('translations.source')}</span>` : nothing}
      ${count > 0 ? html`<span class="count" lang=${this.host.i18n.language}>${this.w('translations.lacks', { count })}</span>` : nothing}
    </span>`;
  } // prettier-ignore

  #line(row: TextRow, index: number) {
    const missing = missingIn(row.text, this.source);
    const { label, full } = this.documentOf(row);
    const part = this.partOf(row);
    return html`<div class="line" role="row" aria-rowindex=${index + 2} style="top:${index * lineHeight}px">
      <span class="cell" role="rowheader" aria-label=${full} title=${full}>${icon(kindIcon(row.key.kind), 's')}<span class="words">${label}</span></span>
      <span class="cell part" role="gridcell" title=${part}><span class="words">${part}</span></span>
      ${this.columns.map((language, column) => this.#cell(row, language, { row: index, column }, missing.includes(language)))}
    </div>`;
  } // prettier-ignore

  #cell(row: TextRow, language: Language, cell: Cell, lacks: boolean) {
    const { to } = this.chosen;
    const isActive = cell.row === to.row && cell.column === to.column;
    const isChosen = isIn(this.#area, cell);
    const warnings = rowWarnings(row, language, this.source).map(this.warningWords).join(' ');
    const classes = `cell word ${lacks ? 'lacks' : ''} ${row.isLocked ? 'locked' : ''} ${isActive ? 'active' : ''} ${isChosen && !isActive ? 'chosen' : ''}`; // prettier-ignore
    return html`<span
      id="c${cell.row}-${cell.column}"
      class=${classes}
      role="gridcell"
      lang=${language}
      aria-selected=${String(isChosen)}
      aria-readonly=${String(row.isLocked)}
      @pointerdown=${(event: PointerEvent) => this.#press(event, cell)}
      @pointerenter=${() => this.#isDragging && this.#choose(cell, true)}
      @dblclick=${() => this.#edit()}
      ><span class="words">${this.#wordsAt(cell)}</span>${row.isLocked ? icon('lock', 's') : nothing}${
        warnings === '' ? nothing : html`<span class="warn" role="img" aria-label=${warnings} title=${warnings}>${icon('triangle-alert', 's')}</span>`
      }${isActive && this.editing !== undefined ? this.#editor(language, lacks) : nothing}</span
    >`;
  } // prettier-ignore

  #editor(language: Language, lacks: boolean) {
    const label = `${this.host.i18n.names[language]}${lacks ? `, ${this.w('translations.missing')}` : ''}`;
    return html`<textarea
      rows="1"
      aria-label=${label}
      .value=${this.editing ?? ''}
      @input=${(event: Event) => (this.editing = (event.currentTarget as HTMLTextAreaElement).value)}
      @keydown=${(event: KeyboardEvent) => this.#editorKey(event)}
      @pointerdown=${(event: Event) => event.stopPropagation()}
      @dblclick=${(event: Event) => event.stopPropagation()}
      @copy=${(event: Event) => event.stopPropagation()}
      @cut=${(event: Event) => event.stopPropagation()}
      @paste=${(event: Event) => event.stopPropagation()}
      @blur=${() => this.#take()}
    ></textarea>`;
  }

  /* ---------------------------------------------------------------- choosing */

  #press(event: PointerEvent, cell: Cell): void {
    if (event.button !== 0) return;
    event.preventDefault();
    this.#take();
    this.grid.focus({ preventScroll: true });
    this.#choose(cell, event.shiftKey);
    this.#isDragging = true;
    window.addEventListener('pointerup', () => (this.#isDragging = false), { once: true });
  }

  #choose(to: Cell, isMore = false): void {
    this.chosen = { from: isMore ? this.chosen.from : to, to };
    const top = to.row * lineHeight;
    const room = this.grid.clientHeight - headHeight;
    if (top < this.grid.scrollTop) this.grid.scrollTop = top;
    else if (top + lineHeight > this.grid.scrollTop + room) this.grid.scrollTop = top + lineHeight - room;
    this.#look();
    void this.updateComplete.then(() => this.renderRoot.querySelector('.active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })); // prettier-ignore
  }

  #key(event: KeyboardEvent): void {
    if (this.editing !== undefined || this.rows.length === 0) return;
    const isControl = event.ctrlKey || event.metaKey;
    const { to } = this.chosen;
    const target = keyTarget(to, event.key, isControl, this.#extent);
    const next = event.key === 'Tab' ? nextCell(to, event.shiftKey ? -1 : 1, this.#extent) : undefined;
    if (target) this.#choose(target, event.shiftKey);
    else if (next) this.#choose(next);
    else if (event.key === 'Tab') return;
    else if (event.key === 'Enter' || event.key === 'F2') this.#edit();
    else if (event.key === 'Delete' || event.key === 'Backspace')
      this.#write({ words: wordsIn(this.#area, this.rows, this.columns, ''), act: 'empty' }); // prettier-ignore
    else if (isControl && event.key.toLowerCase() === 'a')
      this.chosen = { from: { row: 0, column: 0 }, to: { row: this.rows.length - 1, column: this.columns.length - 1 } }; // prettier-ignore
    else if (isControl && event.key.toLowerCase() === 'z') this.emit(event.shiftKey ? 'td-redo' : 'td-undo');
    else if (isControl && event.key.toLowerCase() === 'y') this.emit('td-redo');
    // An input method begins before its first letter: it needs the input now.
    else if (!isControl && !event.altKey && (event.isComposing || event.key === 'Process')) return void this.#edit('');
    else if (!isControl && !event.altKey && [...event.key].length === 1)
      return void (this.#edit(''), this.#first(event));
    else return;
    event.preventDefault();
  }

  /* ---------------------------------------------------------------- editing */

  #first(event: KeyboardEvent): void {
    if (this.editing === undefined) return;
    this.editing = event.key;
    event.preventDefault();
    this.performUpdate();
    this.input?.setSelectionRange(event.key.length, event.key.length);
  }

  #edit(words?: string): void {
    const row = this.activeRow;
    if (!row || this.editing !== undefined) return;
    if (row.isLocked) return void this.emit('td-locked');
    this.chosen = { from: this.chosen.to, to: this.chosen.to };
    this.editing = words ?? this.#wordsAt(this.chosen.to);
    // Drawn now, so that the next key finds it.
    this.performUpdate();
    this.input?.focus();
    this.input?.setSelectionRange(this.editing.length, this.editing.length);
  }

  #editorKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === 'Escape') this.#leave();
    else if (event.key === 'Enter' && event.altKey) this.#lineBreak();
    else if (event.key === 'Enter')
      this.#take(keyTarget(this.chosen.to, event.shiftKey ? 'ArrowUp' : 'ArrowDown', false, this.#extent)); // prettier-ignore
    else if (event.key === 'Tab') this.#take(nextCell(this.chosen.to, event.shiftKey ? -1 : 1, this.#extent));
    else return;
    event.preventDefault();
  }

  #lineBreak(): void {
    const input = this.input!;
    input.setRangeText('\n', input.selectionStart, input.selectionEnd, 'end');
    this.editing = input.value;
  }

  #leave(): void {
    this.editing = undefined;
    this.grid.focus({ preventScroll: true });
  }

  /** Takes over what was typed, and goes on. */
  #take(next?: Cell): void {
    const { editing } = this;
    const row = this.activeRow;
    const language = this.columns[this.chosen.to.column];
    if (editing === undefined) return;
    this.editing = undefined;
    if (row && language && editing !== this.#wordsAt(this.chosen.to)) this.#write({ words: [{ row, language, words: editing }], act: 'type' }); // prettier-ignore
    if (!next) return;
    this.grid.focus({ preventScroll: true });
    this.#choose(next);
  }

  #copy(event: ClipboardEvent, isCut = false): void {
    if (this.rows.length === 0) return;
    const { top, bottom, left, right } = this.#area;
    const lines = Array.from({ length: bottom - top + 1 }, (_r, r) => Array.from({ length: right - left + 1 }, (_c, c) => this.#wordsAt({ row: top + r, column: left + c }))); // prettier-ignore
    event.clipboardData?.setData('text/plain', blockText(lines));
    event.preventDefault();
    if (isCut) this.#write({ words: wordsIn(this.#area, this.rows, this.columns, ''), act: 'empty' });
  }

  #paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text === '' || this.rows.length === 0) return;
    event.preventDefault();
    this.#write({ ...pasteInto(readBlock(text), this.#area, this.rows, this.columns), act: 'paste' });
  }

  #write(written: WordsWritten): void {
    this.emit<WordsWritten>('td-words', written);
  }
}
