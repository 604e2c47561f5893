/**
 * `<td-dictionary-canvas>`: the values of a dictionary as a tree. One tab stop; arrows walk, Enter goes to the properties,
 * Alt with arrows moves, Insert adds, Delete retires: records keep what they hold. Lines pasted here are added as values.
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { readItem } from '../../metadata/document/items.js';
import { below } from '../../metadata/document/pointer.js';
import type { Problem } from '../../metadata/value.js';
import { icon } from '../../runtime/ui/icon.js';
import { button, tag } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import { nextItemId } from '../json/smallest-value.js';
import type { OpenDocument } from '../session/open-document.js';
import { addOperation, keysOfPath, setOperation, shiftOperation } from '../session/set-value.js';
import { TdElement } from '../td-element.js';
import './bulk-dialog.js';
import type { TdBulkDialog } from './bulk-dialog.js';
import { rowsOf, type DictionaryValue, type ValueRow } from './bulk.js';
import { dictionaryCanvasStyles } from './dictionary-canvas-styles.js';
import '../../runtime/ui/later-strings.js';

/** Rows drawn at once; the rest is found by searching or drawn on demand. */
const page = 300;

@customElement('td-dictionary-canvas')
export class TdDictionaryCanvas extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @state() private find = '';
  @state() private shown = page;
  @query('td-bulk-dialog') private bulk!: TdBulkDialog;
  #rows: readonly ValueRow[] = [];

  static override styles = dictionaryCanvasStyles;

  get #values(): readonly DictionaryValue[] {
    const list = isObject(this.open.value) ? this.open.value['values'] : undefined;
    return Array.isArray(list) ? list.filter((each): each is DictionaryValue => isObject(each) && typeof each['id'] === 'string') : []; // prettier-ignore
  }

  override render() {
    if (this.open.value === undefined) {
      return html`<tr-state kind="failed" .heading=${this.w('inspector.notJson')} .text=${this.w('design.notJsonText')}></tr-state>`; // prettier-ignore
    }
    const values = this.#values;
    const find = this.find.trim().toLocaleLowerCase();
    const all = rowsOf(values).filter(({ value }) => find === '' || this.#words(value).toLocaleLowerCase().includes(find)); // prettier-ignore
    this.#rows = all.slice(0, this.shown);
    const chosen = this.#chosen();
    const stop = this.#rows.some(({ value }) => value.id === chosen) ? chosen : this.#rows[0]?.value.id;
    return html`<div class="sheet" @paste=${this.#paste}>
        <div class="head">
          <h2>${this.session.words.find('name.values')} <span class="ct">${values.length}</span></h2>
          <span class="sp"></span>
          <label class="search"
            >${icon('search', 's')}<input
              type="search"
              placeholder=${this.w('dictionary.find')}
              aria-label=${this.w('dictionary.find')}
              .value=${this.find}
              @input=${(event: Event) => (this.find = (event.currentTarget as HTMLInputElement).value)}
          /></label>
          ${button({ label: this.w('dictionary.many'), icon: 'copy', disabled: this.open.isRemoved, run: () => void this.bulk.ask() })}
          ${button({ label: this.w('dictionary.add'), icon: 'plus', theme: 'primary', disabled: this.open.isRemoved, run: () => this.#add() })}
        </div>
        ${
          all.length === 0
            ? html`<p class="none">${this.w(values.length === 0 ? 'dictionary.none' : 'dictionary.noneFound')}</p>`
            : html`<div role="tree" aria-label=${this.session.words.find('name.values')} @click=${this.#click} @keydown=${this.#key}>
                ${repeat(this.#rows, ({ value }) => value.id, (row) => this.#row(row, stop))}
              </div>`
        }
        ${all.length > this.#rows.length ? button({ label: this.w('dictionary.more', { count: all.length - this.#rows.length }), theme: 'tertiary', run: () => (this.shown += page) }) : nothing}
      </div>
      <td-bulk-dialog .open=${this.open}></td-bulk-dialog>`;
  } // prettier-ignore

  #row({ value, level }: ValueRow, stop: string | undefined) {
    const label = this.host.i18n.label(value.label, value.code);
    const retired = value.active === false;
    const pointer = below('', ...(keysOfPath(this.open.value, ['values', { id: value.id }]) ?? []));
    const bad = this.problems.find(({ path }) => path === pointer || path.startsWith(`${pointer}/`));
    return html`<div
      role="treeitem"
      data-id=${value.id}
      style="--level:${level}"
      aria-level=${level}
      aria-label=${[label, value.code, retired ? this.w('dictionary.retired') : ''].filter(Boolean).join(' ')}
      aria-selected=${this.#chosen() === value.id}
      tabindex=${value.id === stop ? '0' : '-1'}
    >
      <span class="label ${retired ? 'away' : ''}">${value.colour ? tag(label, value.colour) : html`<span class="clip" data-tip-cut>${label}</span>`}</span>
      <span class="code mono clip" data-tip-cut>${value.code}</span>
      ${retired ? html`<span class="t3">${this.w('dictionary.retired')}</span>` : nothing}
      ${bad ? html`<span class="bad" role="img" aria-label=${bad.message} data-tip=${bad.message}>${icon('circle-x', 's')}</span>` : nothing}
    </div>`;
  } // prettier-ignore

  #words({ label, code }: DictionaryValue): string {
    return `${this.host.i18n.label(label, code)} ${code}`;
  }

  #chosen(): string | undefined {
    const [list, step] = this.open.selection;
    return list === 'values' && isObject(step) ? (step['id'] as string | undefined) : undefined;
  }

  #choose(id: string): void {
    this.open.select(['values', { id }]);
  }

  /* ---------------------------------------------------------------- acts */

  /** A new value below none, after the chosen one, with the properties open. */
  #add(): void {
    const values = this.#values;
    const id = nextItemId(values.map((each) => each.id));
    const chosen = this.#chosen();
    const code = `value_${id.replace(/\D/g, '') || values.length + 1}`;
    const item = { id, code, label: this.w('dictionary.newValue') };
    const after = chosen === undefined ? undefined : ['values', { id: chosen }];
    this.open.apply(addOperation(this.open.value, ['values'], item, after), { label: this.w('dictionary.add') });
    this.#choose(id);
    this.emit('td-inspect');
  }

  /** What is published stays for the records that hold it; a value of this draft goes. */
  #retire(value: DictionaryValue): void {
    const published = (this.open.released as { readonly values?: readonly DictionaryValue[] } | undefined)?.values;
    const path = ['values', { id: value.id }] as const;
    const isOld = published?.some(({ code }) => code === value.code) ?? false;
    const active = value.active === false ? undefined : false;
    const operation = isOld ? setOperation(this.open.value, [...path, 'active'], active) : { op: 'remove' as const, path };
    this.open.apply(operation, { label: this.w(isOld ? 'dictionary.retire' : 'list.remove') });
    if (readItem(this.open.value, this.open.selection) === undefined) this.open.select([]);
    this.host.announce(this.w(isOld ? (active === false ? 'dictionary.isRetired' : 'dictionary.isBack') : 'list.removed'));
  } // prettier-ignore

  #paste(event: ClipboardEvent): void {
    const target = event.composedPath()[0];
    if (this.open.isRemoved || (target instanceof HTMLElement && target.matches('input, textarea'))) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text.trim() === '') return;
    event.preventDefault();
    void this.bulk.ask(text);
  }

  /* ---------------------------------------------------------------- mouse and keys */

  #click(event: MouseEvent): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-id]');
    if (row) this.#choose(row.dataset['id']!);
  }

  #key(event: KeyboardEvent): void {
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset['id'];
    const index = this.#rows.findIndex(({ value }) => value.id === id);
    const row = this.#rows[index];
    if (!row) return;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown'))
      this.#move(row.value, event.key === 'ArrowUp' ? -1 : 1); // prettier-ignore
    else if (event.key === 'ArrowDown') this.#focusRow(index + 1);
    else if (event.key === 'ArrowUp') this.#focusRow(index - 1);
    else if (event.key === 'Home') this.#focusRow(0);
    else if (event.key === 'End') this.#focusRow(this.#rows.length - 1);
    else if (event.key === 'Delete') this.#retire(row.value);
    else if (event.key === 'Insert') this.#add();
    else if (event.key === 'Enter' || event.key === ' ') {
      this.#choose(row.value.id);
      if (event.key === 'Enter') this.emit('td-inspect');
    } else return;
    event.preventDefault();
  }

  #move({ id }: DictionaryValue, by: -1 | 1): void {
    const operation = shiftOperation(this.open.value, ['values', { id }], by);
    if (operation) this.open.apply(operation, { label: this.w('list.moved') });
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus());
  }

  #focusRow(index: number): void {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-id]')];
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (!row) return;
    for (const each of rows) each.tabIndex = each === row ? 0 : -1;
    row.focus();
  }
}
