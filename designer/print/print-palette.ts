/**
 * `<td-print-palette>`: what a print template can show: fields of the record that is spoken of at the caret and of those
 * around it, of records it points to, rows as a table of ticked columns, figures and pieces of a page. Dragged into the text,
 * or put in at the caret by click and Enter.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Entity } from '../../metadata/model/model.js';
import { button } from '../../runtime/ui/parts.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/later-strings.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { paletteSearch, paletteStyles, walkEntries } from '../workbench/palette-parts.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { printDeskOf, type Carried } from './print-desk.js';
import { fieldSnippet, loopSnippet, pieces, tableSnippet, usualColumns, type Piece } from './snippets.js';
import { fieldsOf, rowsOf, type Rows } from './template-fields.js';

const figures: readonly Piece[] = ['pageNumber', 'today', 'site', 'logo', 'user', 'number', 'money', 'percent', 'date', 'barcode', 'qr', 'words', 'condition']; // prettier-ignore
const blocks: readonly Piece[] = ['heading', 'paragraph', 'columns', 'rule', 'pageBreak'];
const icons: Readonly<Partial<Record<Piece, string>>> = { pageNumber: 'hash', today: 'calendar', date: 'calendar', site: 'building-2', logo: 'image', user: 'user', money: 'coins', percent: 'percent', barcode: 'columns-3', qr: 'grid-3x3', heading: 'type', paragraph: 'text-align-start', rule: 'minus', condition: 'filter', words: 'languages', number: 'hash' }; // prettier-ignore
/** Characters of a picture in base64 that a template may hold (server/print/render/clean-html.ts). */
const mostPicture = 200_000;

@customElement('td-print-palette')
export class TdPrintPalette extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @state() private find = '';
  /** Columns that were ticked, by entity and rows. */
  @state() private ticked: ReadonlyMap<string, readonly string[]> = new Map();
  @state() private totals = true;
  @query('input[type=search]') private search!: HTMLInputElement;
  @query('input[type=file]') private file!: HTMLInputElement;
  #stop: (() => void) | undefined;
  #followed: OpenDocument | undefined;

  static override styles = [
    designStyles,
    paletteStyles,
    css`
      .grid .clip {
        flex: 1;
      }
      .rows {
        display: grid;
        gap: 4px;
        padding: 0 0 8px 4px;
      }
      .rows label {
        display: flex;
        gap: 8px;
        align-items: center;
        min-height: 24px;
      }
      .rows .acts {
        display: flex;
        gap: 6px;
        padding-top: 4px;
      }
      input[type='checkbox'] {
        accent-color: var(--tr-accent);
      }
    `,
  ];

  protected override willUpdate(): void {
    if (this.#followed === this.open) return;
    this.#followed = this.open;
    const desk = printDeskOf(this.open);
    this.#stop?.();
    this.#stop = desk.listen(() => this.requestUpdate());
    desk.openPalette = () => {
      this.emit('td-palette');
      void this.updateComplete.then(() => this.search?.focus());
    };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#followed = undefined;
  }

  /** The records that are spoken of, the innermost first. */
  get #entities(): readonly Entity[] {
    const { scopes } = printDeskOf(this.open);
    return [...new Set(scopes.flatMap((scope) => (scope.is === 'word' ? [] : [scope.entity])))];
  }

  override render() {
    const isList = (this.open.value as { readonly mode?: unknown } | undefined)?.mode === 'list';
    const entities = this.#entities;
    const top = entities.at(-1);
    return html`${paletteSearch(this.w('print.find'), this.find, (typed) => (this.find = typed))}
      <div class="list" @keydown=${(event: KeyboardEvent) => walkEntries(this.shadowRoot!, event)}>
        ${entities.map((entity) => this.#fields(entity))}
        ${isList && top ? this.#rows(top, { name: 'records', label: top.plural, entity: top }) : nothing}
        ${entities.map((entity) => html`${rowsOf(this.session.model, entity).map((rows) => this.#rows(entity, rows))}${this.#reached(entity)}`)}
        ${this.#pieces(this.w('print.figures'), figures)} ${this.#pieces(this.w('print.blocks'), blocks, true)}
      </div>
      <p class="foot">${this.w('print.how')}</p>
      <input type="file" accept="image/png,image/jpeg" hidden @change=${() => void this.#picture()} />`;
  } // prettier-ignore

  #fits(label: string, name: string): boolean {
    const wanted = this.find.trim().toLocaleLowerCase();
    return wanted === '' || label.toLocaleLowerCase().includes(wanted) || name.includes(wanted);
  }

  #choices(of: string, entity: Entity, prefix = '') {
    return fieldsOf(entity).flatMap((field) => {
      const label = this.host.i18n.label(field.label, field.name);
      if (!this.#fits(label, field.name)) return [];
      return [this.#entry(label, field.type.icon, { label, snippet: fieldSnippet(of, prefix + field.name) })];
    });
  }

  #fields(entity: Entity) {
    const choices = this.#choices(entity.name, entity);
    const title = this.host.i18n.label(entity.label, entity.name);
    return choices.length === 0 ? nothing : html`<section aria-label=${title}><h2>${title}</h2><div class="grid">${choices}</div></section>`; // prettier-ignore
  }

  /** Fields of the records that look-ups point to. */
  #reached(entity: Entity) {
    return [...entity.fields.values()].map((field) => {
      const target = field.system ? undefined : this.session.model.entities.get(field.target ?? '');
      const choices = target ? this.#choices(entity.name, target, `${field.name}.`) : [];
      if (choices.length === 0) return nothing;
      return html`<details ?open=${this.find.trim() !== ''}><summary>${this.host.i18n.label(field.label, field.name)}</summary><div class="grid">${choices}</div></details>`;
    });
  } // prettier-ignore

  /** Rows with a tick for each column: as a table, or one line of text each. */
  #rows(of: Entity, rows: Rows) {
    const { i18n } = this.host;
    const label = i18n.label(rows.label, rows.name);
    const fields = fieldsOf(rows.entity);
    if (!this.#fits(label, rows.name)) return nothing;
    const key = `${of.name} ${rows.name}`;
    const columns = this.ticked.get(key) ?? usualColumns(rows.entity, of.name);
    const wish = { of: of.name, rows: rows.name, columns, totals: this.totals };
    const table: Carried = { label: this.w('print.tableOf', { name: label }), snippet: tableSnippet(wish) };
    const loop: Carried = { label: this.w('print.loopOf', { name: label }), snippet: loopSnippet(wish) };
    const tick = (name: string) => {
      const next = columns.includes(name) ? columns.filter((each) => each !== name) : fields.filter((field) => field.name === name || columns.includes(field.name)).map((field) => field.name);
      this.ticked = new Map([...this.ticked, [key, next]]);
    };
    return html`<section aria-label=${label}>
      <h2>${icon('rows-3', 's')}${label}</h2>
      <div class="grid">${this.#entry(this.w('print.table'), 'table', table)}${this.#entry(this.w('print.loop'), 'rows-3', loop)}</div>
      <details>
        <summary>${this.w('print.columnsOf', { count: columns.length })}</summary>
        <div class="rows">
          ${fields.map((field) => html`<label><input type="checkbox" .checked=${columns.includes(field.name)} @change=${() => tick(field.name)} />${i18n.label(field.label, field.name)}</label>`)}
          <label><input type="checkbox" .checked=${this.totals} @change=${() => (this.totals = !this.totals)} />${this.w('print.totals')}</label>
        </div>
      </details>
    </section>`;
  } // prettier-ignore

  #pieces(title: string, all: readonly Piece[], withPicture = false) {
    const choices = all.flatMap((piece) => {
      const label = this.w(`print.piece.${piece}`);
      const carried: Carried = { label, snippet: () => pieces[piece], ...(piece === 'pageNumber' ? { part: 'footer' } : {}) }; // prettier-ignore
      return this.#fits(label, piece) ? [this.#entry(label, icons[piece] ?? 'square', carried)] : [];
    });
    if (choices.length === 0) return nothing;
    const picture = withPicture ? button({ label: this.w('print.picture'), icon: 'upload', theme: 'tertiary small', run: () => this.file.click() }) : nothing; // prettier-ignore
    return html`<section aria-label=${title}>
      <h2>${title}</h2>
      <div class="grid two">${choices}</div>
      ${picture}
    </section>`;
  }

  #entry(label: string, symbol: string, carried: Carried) {
    const desk = printDeskOf(this.open);
    return html`<button
      type="button"
      data-entry
      @pointerdown=${(event: PointerEvent) => desk.hold(event, carried)}
      @click=${() => desk.target?.take(carried)}
    >
      ${icon(symbol, 's')}<span class="clip" data-tip-cut>${label}</span>
    </button>`;
  }

  /** A picture of this computer, kept in the template as data: nothing is opened when it is printed. */
  async #picture(): Promise<void> {
    const [file] = this.file.files ?? [];
    this.file.value = '';
    if (!file) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    let binary = '';
    for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
    const data = `data:${file.type};base64,${btoa(binary)}`;
    if (data.length > mostPicture || !/^data:image\/(?:png|jpeg);/.test(data)) {
      this.host.toasts.show({ text: this.w('print.pictureTooLarge', { most: 150 }), tone: 'bad' });
      return;
    }
    printDeskOf(this.open).target?.take({
      label: file.name,
      snippet: () => `<img src="${data}" style="width: 40mm">\n`,
    });
  }
}
