/**
 * `<td-import-map-canvas>`: how a file becomes records, as a page: which entity and which rows are new, each column of the
 * file with the field it fills, and the first rows of a sample as they would become. Replacements, formats and notes of a
 * column stand in the inspector.
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Operation } from '../../metadata/document/operations.js';
import type { Entity } from '../../metadata/model/model.js';
import type { ImportMapDocument } from '../../metadata/schema/app.js';
import type { Problem } from '../../metadata/value.js';
import { icon } from '../../runtime/ui/icon.js';
import '../../runtime/ui/later-strings.js';
import { button, iconButton } from '../../runtime/ui/parts.js';
import '../../runtime/ui/states.js';
import '../inspector/expression-input.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import '../inspector/name-input.js';
import '../inspector/text-list-input.js';
import type { HelpContext } from '../json/editor-help.js';
import type { KnownName } from '../json/names.js';
import { isObject } from '../json/schema-walk.js';
import '../outline/outline-editor.js';
import type { OpenDocument } from '../session/open-document.js';
import { textAt } from '../session/text-at.js';
import { TdElement } from '../td-element.js';
import { decodeBytes } from '../translations/file-table.js';
import { formPageStyles } from '../workbench/form-page-styles.js';
import { documentHref } from '../workbench/kind-looks.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { addColumns, columnPath, columnsByName, columnsOf, matchOf, removeColumn, setDuplicates, setMatch, setPath, setSimilar, setSource, type MapColumn } from './gestures.js'; // prettier-ignore
import './import-trial.js';
import { importMapStyles } from './import-map-styles.js';
import { readSample, type SampleFile } from './sample-file.js';

const valueOf = (event: Event): string => (event.currentTarget as HTMLInputElement | HTMLSelectElement).value;
/** Larger files are not read here: the first rows say enough. */
const mostBytes = 20_000_000;

interface ReadSample {
  readonly name: string;
  readonly text: string;
}

@customElement('td-import-map-canvas')
export class TdImportMapCanvas extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @state() private file: ReadSample | undefined;
  @state() private failure = '';
  @state() private isOver = false;
  @query('input[type=file]') private input!: HTMLInputElement | null;
  #read: { readonly of: string; readonly sample: SampleFile | undefined } | undefined;

  static override styles = [designStyles, inputStyles, formPageStyles, importMapStyles];

  override render() {
    const { value } = this.open;
    if (!isObject(value)) return html`<tr-state kind="failed" .heading=${this.w('inspector.notJson')}></tr-state>`;
    const name = textAt(value, 'entity');
    const entity = this.session.model.entities.get(name);
    if (!entity) return html`<tr-state kind="failed" .heading=${this.w('segment.noEntity', { name })} .text=${this.w('segment.noEntityText')}></tr-state>`;
    const hasErrors = this.problems.some(({ severity }) => severity !== 'warning');
    const sample = this.#sample(value);
    return html`<div class="page wide">
      <section aria-labelledby="what"><h2 id="what">${this.w('importMap.what')}</h2>${this.#what(value, entity)}</section>
      <section aria-labelledby="columns"><h2 id="columns">${this.w('importMap.columns')}</h2>${this.#chooser(sample)}${this.#columns(value, entity, sample)}</section>
      <section aria-labelledby="become"><h2 id="become">${this.w('importMap.becomes')}</h2>
        <td-import-trial .map=${hasErrors ? undefined : (this.open.document as ImportMapDocument | undefined)} .sample=${sample}></td-import-trial></section>
      <section aria-labelledby="parts"><h2 id="parts">${this.w('importMap.parts')}</h2><p class="hint">${this.w('importMap.partsHint')}</p>
        <td-outline-editor .open=${this.open} .problems=${this.problems} .help=${this.help}></td-outline-editor></section>
    </div>`;
  } // prettier-ignore

  #what(value: Readonly<Record<string, unknown>>, entity: Entity) {
    const { isRemoved } = this.open;
    const things = this.host.i18n.label(entity.plural, entity.name);
    const match = matchOf(value);
    const names = columnsOf(value).map(({ path }) => path.split('.')[0]!).filter((path, index, all) => all.indexOf(path) === index && entity.fields.has(path)).map((path): KnownName => ({ name: path, label: entity.fields.get(path)!.label }));
    const choice = (key: 'duplicates' | 'similar', usual: string, words: readonly string[], set: (word: string) => Operation) => {
      const held = textAt(value, key) || usual;
      return html`<div class="field"><label for=${key}>${this.w(`importMap.${key}`)}</label>
        <select class="in" id=${key} ?disabled=${isRemoved} @change=${(event: Event) => this.#apply(set(valueOf(event)), this.w(`importMap.${key}`))}>
          ${words.map((word) => html`<option value=${word} .selected=${live(word === held)}>${this.session.words.find(`choice.${key}.${word}`) ?? this.session.words.find(`choice.${word}`) ?? this.session.words.find(`name.${word}`) ?? word}</option>`)}
        </select></div>`;
    };
    return html`<p class="says">${this.w('importMap.says', { file: textAt(value, 'file') || this.w('importMap.aFile') })} <a href=${documentHref({ kind: 'entity', name: entity.name })}>${things}</a></p>
      <div class="fields">
        <div class="field"><span class="label">${this.w('importMap.match')}</span>
          <td-text-list-input .label=${this.w('importMap.match')} .value=${match} .names=${names} ?readonly=${isRemoved || match.length >= 4}
            @td-value=${(event: CustomEvent<readonly string[] | undefined>) => (event.stopPropagation(), this.#apply(setMatch(this.open.value, event.detail ?? []), this.w('importMap.match')))}></td-text-list-input>
          <p class="hint">${this.w(match.length === 0 ? 'importMap.matchNone' : 'importMap.matchHint')}</p></div>
        <div class="field">
          ${match.length === 0 ? nothing : choice('duplicates', 'error', ['update', 'skip', 'error'], (word) => setDuplicates(this.open.value, word))}
          ${choice('similar', 'tell', ['tell', 'skip', 'error'], (word) => setSimilar(this.open.value, word))}
        </div>
      </div>
      ${this.#findings('/match')}`;
  } // prettier-ignore

  /* ---------------------------------------------------------------- sample */

  #sample(value: Readonly<Record<string, unknown>>): SampleFile | undefined {
    if (!this.file) return undefined;
    const of = `${this.file.name} ${this.file.text.length} ${textAt(value, 'delimiter')}`;
    if (this.#read?.of !== of) {
      const read = readSample(this.file.text, textAt(value, 'delimiter') || undefined);
      this.failure = typeof read === 'string' ? this.w(`importMap.bad.${read}`) : '';
      this.#read = { of, sample: typeof read === 'string' ? undefined : read };
    }
    return this.#read.sample;
  }

  #chooser(sample: SampleFile | undefined) {
    return html`<div class="drop ${this.isOver ? 'over' : ''}"
      @dragover=${(event: DragEvent) => (event.preventDefault(), (this.isOver = true))} @dragleave=${() => (this.isOver = false)}
      @drop=${(event: DragEvent) => (event.preventDefault(), (this.isOver = false), void this.#take(event.dataTransfer?.files[0]))}>
      ${icon('upload')}
      <span class="grow"><span role="status">${this.file && sample ? this.w('importMap.sampleIs', { name: this.file.name, heads: sample.heads.length, rows: sample.rows.length }) : this.w('importMap.sample')}</span>
        <span class="hint">${this.w('importMap.sampleHint')}</span></span>
      <input type="file" tabindex="-1" aria-label=${this.w('importMap.choose')} accept=".csv,.tsv,.txt" @change=${(event: Event) => void this.#take((event.currentTarget as HTMLInputElement).files?.[0])} />
      ${button({ id: 'choose', label: this.w(this.file ? 'importMap.chooseOther' : 'importMap.choose'), theme: 'small', run: () => this.input?.click() })}
    </div>
    ${this.failure ? html`<p class="finding" role="alert">${this.failure}</p>` : nothing}`;
  } // prettier-ignore

  async #take(file: File | undefined): Promise<void> {
    if (!file) return;
    this.failure = '';
    this.file = undefined;
    this.#read = undefined;
    if (file.size > mostBytes) {
      this.failure = this.w('importMap.bad.large');
      return;
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const isText = !bytes.subarray(0, 4000).includes(0) || (bytes[0] === 0xff && bytes[1] === 0xfe);
    if (!isText) this.failure = this.w('importMap.bad.noText');
    else this.file = { name: file.name, text: decodeBytes(bytes) };
  }

  /* ---------------------------------------------------------------- columns */

  #columns(value: Readonly<Record<string, unknown>>, entity: Entity, sample: SampleFile | undefined) {
    const { isRemoved } = this.open;
    const columns = columnsOf(value);
    const along = columns.flatMap(({ path }) => (path.includes('.') && !entity.fields.has(path) ? [{ name: path, label: this.#named(entity, path) }] : []));
    const names = [...this.help.names.fields(entity.name).filter(({ list }) => list !== true), ...along];
    const read = new Set(columns.flatMap(({ column }) => (column === undefined ? [] : [column])));
    const left = sample?.heads.filter((head) => !read.has(head)) ?? [];
    const byName = sample ? columnsByName(sample.heads, entity, columns) : [];
    return html`<ul class="map" aria-label=${this.w('importMap.columns')}>
        ${columns.map((column, index) => this.#column({ column, index, isOnly: columns.length === 1 }, entity, names, sample))}
      </ul>
      ${isRemoved ? nothing : html`<div class="buttons">
        ${button({ id: 'add', label: this.w('importMap.add'), icon: 'plus', theme: 'small', run: () => this.#add(entity, columns, left[0]) })}
        ${byName.length === 0 ? nothing : button({ id: 'by-name', label: this.w('importMap.byName', { count: byName.length }), theme: 'small', run: () => this.#apply(addColumns(this.open.value, byName), this.w('importMap.byName', { count: byName.length })) })}
      </div>`}
      ${left.length === 0 ? nothing : html`<p class="hint">${this.w('importMap.left', { count: left.length, names: left.slice(0, 20).join(', ') })}</p>`}`;
  } // prettier-ignore

  #column({ column, index, isOnly }: { readonly column: MapColumn; readonly index: number; readonly isOnly: boolean }, entity: Entity, names: readonly KnownName[], sample: SampleFile | undefined) {
    const { isRemoved } = this.open;
    const { path, column: head, value: formula } = column;
    const at = columnPath(this.open.value, index);
    const isSelected = JSON.stringify(this.open.selection.slice(0, 2)) === JSON.stringify(at);
    const named = this.#named(entity, path);
    const set = (operation: Operation) => this.#apply(operation, this.w('importMap.change', { name: named }));
    const isFormula = formula !== undefined;
    const toggle = this.w(isFormula ? 'importMap.asColumn' : 'importMap.asFormula', { name: named });
    return html`<li class=${isSelected ? 'on' : ''} @focusin=${() => this.#select(at, isSelected)}>
      <div class="source">
        ${isFormula ? html`<td-expression-input .value=${formula} .label=${this.w('importMap.formula', { name: named })} .help=${this.help} ?readonly=${isRemoved}
              @td-value=${(event: CustomEvent<unknown>) => (event.stopPropagation(), void this.open.apply(setSource(this.open.value, index, { value: typeof event.detail === 'string' ? event.detail : '' }), { key: `formula ${index}`, label: this.w('importMap.change', { name: named }) }), this.requestUpdate())}
              @td-done=${() => this.open.endGesture()}></td-expression-input>`
          : sample ? html`<select class="in" aria-label=${this.w('importMap.head', { name: named })} aria-invalid=${ifDefined(sample.heads.includes(head ?? '') ? undefined : 'true')} ?disabled=${isRemoved} @change=${(event: Event) => set(setSource(this.open.value, index, { column: valueOf(event) }))}>
              ${sample.heads.includes(head ?? '') ? nothing : html`<option value=${head ?? ''} selected>${head ?? '–'}</option>`}
              ${sample.heads.map((each) => html`<option value=${each} .selected=${live(each === head)}>${each}</option>`)}
            </select>`
          : html`<input class="in" maxlength="200" autocomplete="off" spellcheck="false" aria-label=${this.w('importMap.head', { name: named })} ?disabled=${isRemoved} .value=${head ?? ''} @change=${(event: Event) => set(setSource(this.open.value, index, { column: valueOf(event) }))} />`}
        ${isRemoved ? nothing : iconButton({ label: toggle, icon: isFormula ? 'table-2' : 'calculator', size: 'sm', run: () => set(setSource(this.open.value, index, isFormula ? { column: sample?.heads[0] ?? path } : { value: `row[${JSON.stringify(head ?? path)}]` })) })}
      </div>
      <span class="to" aria-hidden="true">→</span>
      <td-name-input .value=${path} .label=${this.w('importMap.field')} .names=${names} .namesAfter=${(typed: string) => this.#namesAfter(entity, names, typed)} required ?readonly=${isRemoved}
        @td-value=${(event: CustomEvent<string | undefined>) => (event.stopPropagation(), set(setPath(this.open.value, index, event.detail ?? '')))}></td-name-input>
      ${isOnly || isRemoved ? html`<span></span>` : iconButton({ label: this.w('importMap.takeOut', { name: named }), icon: 'x', size: 'sm', run: () => this.#apply(removeColumn(this.open.value, index), this.w('importMap.takeOut', { name: named })) })}
      ${this.#more(column)}
      ${this.#findings(`/columns/${index}`)}
    </li>`;
  } // prettier-ignore

  /** What else is said of the column; it is changed in the inspector. */
  #more({ replace, empty, missing, format }: MapColumn) {
    const words = [
      format === undefined ? '' : this.w('importMap.format', { format }),
      replace === undefined ? '' : this.w('importMap.replaces', { count: Object.keys(replace).length }),
      empty === undefined ? '' : this.w('importMap.empties', { texts: empty.join(', ') }),
      missing === 'report' ? this.w('importMap.missing') : '',
    ].filter((each) => each !== '');
    return words.length === 0 ? nothing : html`<p class="hint more">${words.join(' · ')}</p>`;
  }

  /** Fields of the target, after the dot of a look-up. */
  #namesAfter(entity: Entity, names: readonly KnownName[], typed: string): readonly KnownName[] {
    const [first = ''] = typed.split('.');
    const target = typed.includes('.') ? entity.fields.get(first)?.target : undefined;
    return target === undefined ? names : this.help.names.fields(target).map((each) => ({ ...each, name: `${first}.${each.name}` }));
  } // prettier-ignore

  #named(entity: Entity, path: string): string {
    const { i18n } = this.host;
    const own = entity.fields.get(path);
    if (own) return i18n.label(own.label, path);
    // Of a look-up and the field it is found by.
    const [first = '', ...rest] = path.split('.');
    const lookup = entity.fields.get(first);
    const key = this.session.model.entities
      .get(lookup?.target ?? lookup?.links?.target ?? '')
      ?.fields.get(rest.join('.'));
    return lookup && key ? `${i18n.label(lookup.label, first)} › ${i18n.label(key.label, key.name)}` : path;
  }

  #add(entity: Entity, columns: readonly MapColumn[], head: string | undefined): void {
    const taken = new Set(columns.map(({ path }) => path.split('.')[0]));
    const free = [...entity.fields.values()].find((field) => !field.system && !field.computed && !field.children && !field.parts && !taken.has(field.name)); // prettier-ignore
    const path = free?.name ?? entity.nameFields[0] ?? 'name';
    this.#apply(addColumns(this.open.value, [{ path, column: head ?? path }]), this.w('importMap.add'));
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.map li:last-child :is(select, input)')?.focus()); // prettier-ignore
  }

  #select(at: ReturnType<typeof columnPath>, isSelected: boolean): void {
    if (!isSelected) this.open.select(at);
  }

  #findings(at: string) {
    return this.problems
      .filter(({ path }) => path === at || path.startsWith(`${at}/`))
      .map(
        ({ message, severity }) => html`<p class="more ${severity === 'warning' ? 'note' : 'finding'}">${message}</p>`,
      );
  }

  #apply(operation: Operation, label: string): void {
    this.open.endGesture();
    this.open.apply(operation, { label });
    this.open.endGesture();
    this.requestUpdate();
  }
}
