/**
 * `<td-print-canvas>`: the pages that the draft makes of real records, beside them the text they are made of: body, head,
 * foot, name of the file, and the page itself. An empty template offers what it can begin as.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { parse } from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import { checkPrintTemplate } from '../../metadata/print/check-template.js';
import { templateParser } from '../../metadata/print/template-parser.js';
import type { PrintTemplateDocument } from '../../metadata/schema/print-template.js';
import { languages, type Language, type Problem } from '../../metadata/value.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import type { Reference } from '../../runtime/data/record.js';
import { errorText } from '../../runtime/host/error-text.js';
import { createEditHost, createFieldHost } from '../../runtime/host/field-host.js';
import { icon } from '../../runtime/ui/icon.js';
import { button } from '../../runtime/ui/parts.js';
import '../../runtime/ui/reference-box.js';
import '../../runtime/ui/later-strings.js';
import '../../runtime/ui/states.js';
import { isReleased } from '../form/preview/design-host.js';
import { inputStyles } from '../inspector/inspector-styles.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { documentHref } from '../workbench/kind-looks.js';
import { designStyles } from '../workbench/workbench-styles.js';
import { scopesAt, type Around } from './caret-scopes.js';
import { downloadDraft, DraftPreview, firstRecords, type PreviewWish } from './draft-preview.js';
import { hasLanguages, layoutOf, parts, starterOperation, textOf, textOperation, type Part } from './gestures.js';
import { pageSettings } from './page-settings.js';
import { printCanvasStyles } from './print-canvas-styles.js';
import { printDeskOf, type Carried, type PieceTarget } from './print-desk.js';
import { insertPiece } from './snippets.js';
import { starters, type StarterName } from './starters.js';
import './template-input.js';
import type { TdTemplateInput, TemplateMark } from './template-input.js';
import { nameOf } from './template-fields.js';
import { templateChoices } from './template-language.js';

const parseTemplate = templateParser(parse);
const counts = [1, 3, 12, 24, 50];
/** How languages call themselves. */
const names: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文', 'zh-TW': '繁體中文', es: 'Español' }; // prettier-ignore
const starterIcons: Readonly<Record<StarterName, string>> = { letter: 'file-text', rows: 'scroll-text', list: 'list', labels: 'tags', envelope: 'mail' }; // prettier-ignore

interface Mistake extends TemplateMark {
  readonly part: Part;
}

@customElement('td-print-canvas')
export class TdPrintCanvas extends TdElement implements PieceTarget {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @state() private shownPart: Part | 'page' = 'body';
  @state() private language: Language = 'en';
  @state() private record: Reference | null = null;
  @state() private count = 1;
  @state() private ids: readonly string[] = [];
  @query('td-template-input') private input!: TdTemplateInput | null;
  #preview = new DraftPreview(() => this.requestUpdate());
  /** Entity and count whose records were asked for. */
  #asked = '';
  #mistakes: { readonly value: unknown; readonly model: unknown; readonly found: readonly Mistake[] } | undefined;

  static override styles = [designStyles, inputStyles, printCanvasStyles];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open')) {
      printDeskOf(this.open).target = this;
      this.language = this.host.i18n.language;
      this.count = layoutOf(this.open.value) === 'each' ? 1 : 24;
    }
    const template = this.#template;
    if (!template) return;
    void this.#findRecords(template.entity);
    this.#preview.follow(this.host, this.#wish);
  }

  protected override updated(): void {
    this.#caret();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#preview.stop();
    const desk = printDeskOf(this.open);
    if (desk.target === this) desk.target = undefined;
  }

  get #template(): PrintTemplateDocument | undefined {
    const { value } = this.open;
    return isObject(value) && typeof value['entity'] === 'string' ? (value as unknown as PrintTemplateDocument) : undefined; // prettier-ignore
  }

  get #around(): Around | undefined {
    const template = this.#template;
    const { model } = this.session;
    const entity = model.entities.get(template?.entity ?? '');
    return entity && { model, entity, list: template?.mode === 'list' };
  }

  get #text(): string {
    return this.shownPart === 'page' ? '' : textOf(this.open.value, this.shownPart, this.language);
  }

  get #wish(): PreviewWish | undefined {
    const template = this.open.document as PrintTemplateDocument | undefined;
    if (!template || this.ids.length === 0 || this.#found.length > 0 || textOf(template, 'body', 'en') === '') return undefined; // prettier-ignore
    return { template, ids: this.ids, language: this.language };
  }

  /** What is wrong in the texts, by the server's own rules, over the drafts. */
  get #found(): readonly Mistake[] {
    const { value } = this.open;
    const { model } = this.session;
    const held = this.#mistakes;
    if (held && held.value === value && held.model === model) return held.found;
    const template = this.open.document as PrintTemplateDocument | undefined;
    const problems = template ? checkPrintTemplate(template, model, parseTemplate) : [];
    const found = problems.flatMap(({ path, from = 0, message, said }): Mistake[] => {
      const part = parts.find((each) => path === `/${each}` || path.startsWith(`/${each}/`));
      return part ? [{ part, from, message: this.session.words.tell({ message, said }) }] : [];
    });
    this.#mistakes = { value, model, found };
    return found;
  }

  /* ---------------------------------------------------------------- records */

  async #findRecords(entity: string): Promise<void> {
    const key = `${entity} ${this.count} ${this.record?.id ?? ''}`;
    if (key === this.#asked || !isReleased(this.session.host, entity)) return;
    const isOther = !this.#asked.startsWith(`${entity} `);
    this.#asked = key;
    try {
      const held = this.session.host.app.entity(entity)!;
      const first = await firstRecords(this.host, { entity, name: nameOf(held), count: this.count });
      if (key !== this.#asked) return;
      if (isOther || !this.record) {
        this.record = first[0] ?? null;
        this.#asked = `${entity} ${this.count} ${this.record?.id ?? ''}`;
      }
      const chosen = this.record ? [String(this.record.id)] : [];
      this.ids = [...new Set([...chosen, ...first.map(({ id }) => String(id))])].slice(0, this.count);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (!(error instanceof ApiFailure)) throw error;
    this.host.toasts.show({ text: errorText(this.host.i18n, error), tone: 'bad' });
  }

  /* ---------------------------------------------------------------- drawing */

  override render() {
    const template = this.#template;
    if (!template || !this.#around)
      return html`<tr-state kind="failed" .heading=${this.w('print.unreadable')} .text=${this.w('print.unreadableText')}></tr-state>`;
    return html`${this.#bar(template)}
      <div class="halves">
        ${this.#pages(template)}
        <section class="write" aria-label=${this.w('print.text')}>
          <div class="seg" role="group" aria-label=${this.w('print.text')}>
            ${[...parts, 'page' as const].map((part) => html`<button type="button" data-part=${part} aria-pressed=${this.shownPart === part} @click=${() => (this.shownPart = part)}>${this.w(`print.part.${part}`)}</button>`)}
          </div>
          ${this.shownPart === 'page' ? pageSettings(this.open, this.session.words) : this.#input(this.shownPart)}
          ${this.#list()}
        </section>
      </div>`;
  } // prettier-ignore

  #bar(template: PrintTemplateDocument) {
    const { host } = this;
    const entity = this.session.model.entities.get(template.entity)!;
    return html`<div class="bar">
      <span class="what">${this.w('print.of')}</span>
      <a class="clip" href=${documentHref({ kind: 'entity', name: entity.name })}>${host.i18n.label(entity.label, entity.name)}</a>
      <span class="sp"></span>
      <span class="what">${this.w('form.withRecord')}</span>
      ${
        isReleased(host, entity.name)
          ? html`<tr-reference-box
                .target=${entity.name}
                .value=${this.record}
                .edit=${createEditHost(createFieldHost(host), { place: 'filter', label: this.w('form.withRecord') })}
                .change=${(value: unknown) => (this.record = value as Reference | null)}
              ></tr-reference-box>
              <select class="in" aria-label=${this.w('print.count')} @change=${(event: Event) => (this.count = Number((event.currentTarget as HTMLSelectElement).value))}>
                ${counts.map((each) => html`<option value=${each} .selected=${live(each === this.count)}>${this.w('print.records', { count: each })}</option>`)}
              </select>`
          : html`<span class="t3">${this.w('form.noRecords')}</span>`
      }
      <select class="in" aria-label=${this.w('print.language')} @change=${(event: Event) => (this.language = (event.currentTarget as HTMLSelectElement).value as Language)}>
        ${languages.map((each) => html`<option value=${each} .selected=${live(each === this.language)}>${names[each]}</option>`)}
      </select>
      ${button({ label: 'PDF', icon: 'download', theme: 'tertiary small', tip: this.w('print.openPdf'), disabled: !this.#wish, run: () => void this.#download() })}
    </div>`;
  } // prettier-ignore

  #pages(template: PrintTemplateDocument) {
    const { pictures, pages, failure, busy } = this.#preview;
    if (textOf(template, 'body', 'en') === '' && !this.open.isRemoved) return this.#beginnings();
    const isOld = failure !== '' || this.#found.length > 0;
    return html`<section class="pages ${isOld ? 'old' : ''}" tabindex="0" aria-label=${this.w('print.pages')} aria-busy=${String(busy && this.#wish !== undefined)}>
      ${failure && this.#found.length === 0 ? html`<p class="failure" role="alert">${icon('triangle-alert', 's')}<span>${failure}</span></p>` : nothing}
      ${this.ids.length === 0 ? html`<p class="t3">${this.w('print.noRecord')}</p>` : nothing}
      ${pictures.map((picture, i) => html`<img alt=${this.t('print.pageOf', { at: i + 1, total: pages })} src=${`data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`} />`)}
      ${pages > pictures.length ? html`<p class="t3">${this.t('print.morePages', { count: pages - pictures.length })}</p>` : nothing}
    </section>`;
  } // prettier-ignore

  #beginnings() {
    return html`<section class="pages" aria-label=${this.w('print.pages')}>
      <div class="begin">
        <h2>${this.w('print.beginWith')}</h2>
        ${starters.map((name) => html`<button type="button" data-starter=${name} @click=${() => this.#begin(name)}>${icon(starterIcons[name])}<b>${this.w(`print.starter.${name}`)}</b><small>${this.w(`print.starter.${name}.about`)}</small></button>`)}
      </div>
    </section>`;
  } // prettier-ignore

  #begin(name: StarterName): void {
    const operation = starterOperation(this.open.value, name, this.session.model);
    const label = this.w('print.done.begun', { name: this.w(`print.starter.${name}`) });
    if (!operation || !this.open.apply(operation, { label })) return;
    this.host.announce(label);
    this.shownPart = 'body';
    this.count = name === 'letter' || name === 'rows' ? 1 : 24;
  }

  #input(part: Part) {
    const undo = () => this.open.undo();
    const redo = () => this.open.redo();
    return html`<td-template-input
      .label=${this.w(`print.part.${part}`)}
      .value=${this.#text}
      .marks=${this.#marks}
      ?readonly=${this.open.isRemoved}
      .complete=${(before: string) => templateChoices(before, { ...this.#around!, onPage: part === 'header' || part === 'footer', label: (label) => this.host.i18n.label(label, '') })}
      @td-value=${(event: CustomEvent<string>) => this.#write(part, event.detail, this.w(`print.part.${part}`), 'typing')}
      @td-caret=${() => this.#caret()}
      @td-palette-key=${() => printDeskOf(this.open).openPalette?.()}
      @td-done=${() => this.open.endGesture()}
      @td-undo=${undo}
      @td-redo=${redo}
    ></td-template-input>`;
  } // prettier-ignore

  /** Of the text that is shown. */
  get #marks(): readonly TemplateMark[] {
    return this.#found.filter(({ part }) => part === this.shownPart);
  }

  #list() {
    if (this.#found.length === 0) return nothing;
    return html`<ul class="mistakes" aria-label=${this.w('print.mistakes')}>
      ${this.#found.map(({ part, from, message }) => html`<li><button type="button" @click=${() => void this.#goTo(part, from)}>${icon('circle-x', 's')}<span>${part === this.shownPart ? '' : `${this.w(`print.part.${part}`)}. `}${message}</span></button></li>`)}
    </ul>`;
  } // prettier-ignore

  async #goTo(part: Part, from: number): Promise<void> {
    this.shownPart = part;
    await this.updateComplete;
    await this.input?.updateComplete;
    this.input?.place(from);
    this.input?.focus();
  }

  async #download(): Promise<void> {
    try {
      if (this.#wish) await downloadDraft(this.host, this.#wish);
    } catch (error) {
      this.#fail(error);
    }
  }

  /* ---------------------------------------------------------------- editing */

  #write(part: Part, text: string, label: string, key?: string): boolean {
    const { value } = this.open;
    const gesture = key === undefined ? { label } : { label, key: `${key} ${part}` };
    return this.open.apply(textOperation(value, part, hasLanguages(value, part) ? this.language : 'en', text), gesture);
  }

  #caret(): void {
    const around = this.#around;
    if (!around) return;
    const before = this.shownPart === 'page' ? '' : this.#text.slice(0, this.input?.selection.from ?? 0);
    printDeskOf(this.open).show(scopesAt(before, around));
  }

  over(x: number, y: number): void {
    const at = this.input?.placeAt(x, y);
    if (at !== undefined) this.input?.place(at);
  }

  leave(): void {
    // The caret stays where something was let go.
  }

  drop(carried: Carried, x: number, y: number): void {
    const at = this.input?.placeAt(x, y);
    if (at !== undefined) void this.#put(carried, at, at);
  }

  take(carried: Carried): void {
    const { from, to } = this.input?.selection ?? { from: this.#text.length, to: this.#text.length };
    void this.#put(carried, from, to);
  }

  async #put(carried: Carried, from: number, to: number): Promise<void> {
    const around = this.#around;
    if (!around || this.open.isRemoved) return;
    const wanted = carried.part ?? (this.shownPart === 'page' ? 'body' : this.shownPart);
    const isHere = wanted === this.shownPart || (carried.part === 'footer' && this.shownPart === 'header');
    const part = isHere && this.shownPart !== 'page' ? this.shownPart : wanted;
    const text = textOf(this.open.value, part, this.language);
    const [at, end] = part === this.shownPart ? [from, to] : [text.length, text.length];
    const piece = carried.snippet(scopesAt(text.slice(0, at), around), around.model);
    if (piece === undefined) {
      this.host.toasts.show({ text: this.w('print.notHere', { name: carried.label }), tone: 'bad' });
      return;
    }
    const { text: next, caret } = insertPiece(text, at, end, piece);
    const label = this.w('print.done.put', { name: carried.label });
    this.open.endGesture();
    if (!this.#write(part, next, label)) return;
    this.shownPart = part;
    this.host.announce(label);
    await this.updateComplete;
    await this.input?.updateComplete;
    this.input?.place(caret);
  }
}
