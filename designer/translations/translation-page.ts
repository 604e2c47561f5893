/**
 * `<td-translations-page>`: `/design/translations`: every text of every document in the languages of the site. What is
 * written becomes drafts; they are published, compared and taken back like any others.
 */
import { html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { kinds, type Kind } from '../../metadata/schema/kinds.js';
import { languages, type Language } from '../../metadata/value.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import type { PageTitle } from '../../runtime/host/screens.js';
import { icon } from '../../runtime/ui/icon.js';
import { button, iconButton } from '../../runtime/ui/parts.js';
import '../../runtime/ui/later-strings.js';
import '../../runtime/ui/states.js';
import { keyText } from '../session/document-client.js';
import { TdElement } from '../td-element.js';
import { documentHref, kindsWord } from '../workbench/kind-looks.js';
import { fileOf, handOverFile, type FileFormat } from './file-table.js';
import './import-dialog.js';
import type { TdTranslationImport } from './import-dialog.js';
import { everything, filterRows, missingCounts, rowWarnings, type TextFilter, type TextRow } from './rows.js';
import { documentWords, partWords, type DocumentWords } from './text-place.js';
import { TranslationDesk } from './translation-desk.js';
import { tableOf } from './translation-file.js';
import './translation-grid.js';
import type { TdTranslationGrid, WordsWritten } from './translation-grid.js';
import { translationPageStyles } from './translation-page-styles.js';
import type { Warning } from './warnings.js';

@customElement('td-translations-page')
export class TdTranslationsPage extends TdElement {
  @state() private rows: readonly TextRow[] | undefined;
  @state() private shown: readonly TextRow[] = [];
  @state() private filter: TextFilter = everything;
  @state() private columns: readonly Language[] = [];
  @state() private active: TextRow | undefined;
  @state() private failure: ApiFailure | undefined;
  @query('td-translation-grid') private grid!: TdTranslationGrid;
  @query('td-translation-import') private importing!: TdTranslationImport;
  #desk!: TranslationDesk;
  #following: Promise<void> | undefined;
  #isBehind = false;
  #parts = new WeakMap<TextRow, string>();
  #language: Language | undefined;

  static override styles = translationPageStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#desk = new TranslationDesk(this.session);
    this.columns = [this.#desk.source, ...languages.filter((each) => each !== this.#desk.source)];
    this.#title();
    void this.#follow();
  }

  protected override sessionChanged(): void {
    if (this.#language !== this.host.i18n.language) this.#title();
    void this.#follow();
  }

  #title(): void {
    this.#language = this.host.i18n.language;
    this.#parts = new WeakMap();
    this.emit<PageTitle>('tr-title', {
      title: this.w('translations.title'),
      trail: [{ label: this.t('shell.design'), href: '/design' }],
    });
  }

  /** Takes up what has changed; what comes while it does is taken up after it. */
  #follow(): Promise<void> {
    this.#isBehind = true;
    return (this.#following ??= this.#catchUp().finally(() => (this.#following = undefined)));
  }

  async #catchUp(): Promise<void> {
    try {
      while (this.#isBehind) {
        this.#isBehind = false;
        const isFirst = this.rows === undefined;
        if (!(await this.#desk.follow()) && !isFirst) continue;
        this.rows = this.#desk.rows;
        if (isFirst) this.#choose(this.filter);
        else this.#renew();
      }
      this.failure = undefined;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
  }

  /** The same lines with what they say now: one that is filled stays where it is until something else is asked for. */
  #renew(): void {
    const now = new Map(this.rows!.map((row) => [row.address, row]));
    this.shown = this.shown.flatMap((row) => now.get(row.address) ?? []);
  }

  #choose(filter: TextFilter, columns = this.columns): void {
    this.filter = filter;
    this.columns = columns;
    this.shown = filterRows(this.rows ?? [], filter, { source: this.#desk.source, columns, where: this.#where });
  }

  readonly #document = (row: TextRow): DocumentWords => documentWords(this.session, row);
  readonly #part = (row: TextRow): string => {
    const held = this.#parts.get(row) ?? partWords(this.session, row, this.#desk.valueOf(row.key));
    this.#parts.set(row, held);
    return held;
  };
  readonly #where = (row: TextRow): string => `${this.#document(row).full} › ${this.#part(row)}`;
  readonly #warning = (warning: Warning): string =>
    this.w(`translations.warn.${warning.code}`, 'names' in warning ? { names: warning.names.join(', ') } : {});

  override render() {
    if (this.failure && !this.rows) {
      return html`<tr-state
        kind="failed"
        .heading=${this.t('shell.screenFailed')}
        .text=${this.failure.message}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#follow() }]}
      ></tr-state>`;
    }
    if (!this.rows) return html`<tr-skeleton></tr-skeleton>`;
    const counts = missingCounts(this.rows, this.#desk.source);
    return html`${this.#head()} ${this.#tools(this.rows, counts)}
      ${
        this.shown.length === 0
          ? html`<tr-state kind="empty" .heading=${this.w('translations.none')} .text=${this.w('translations.noneText')} .actions=${[{ label: this.w('translations.showAll'), primary: true, run: () => this.#choose(everything) }]}></tr-state>`
          : html`<td-translation-grid
              .rows=${this.shown}
              .columns=${this.columns}
              .source=${this.#desk.source}
              .counts=${counts}
              .documentOf=${this.#document}
              .partOf=${this.#part}
              .warningWords=${this.#warning}
              @td-cell=${(event: CustomEvent<TextRow | undefined>) => (this.active = event.detail)}
              @td-words=${(event: CustomEvent<WordsWritten>) => void this.#write(event.detail)}
              @td-locked=${() => this.host.toasts.show({ text: this.w('translations.why.locked'), tone: 'bad' })}
              @td-undo=${() => void this.#undo()}
              @td-redo=${() => void this.#redo()}
            ></td-translation-grid>`
      }
      ${this.#foot()}
      <td-translation-import .desk=${this.#desk} @td-words=${(event: CustomEvent<WordsWritten>) => void this.#write(event.detail)}></td-translation-import>`;
  } // prettier-ignore

  #head() {
    const { undoLabel, redoLabel } = this.#desk;
    const named = (act: 'undo' | 'redo', what: string | undefined) => what === undefined ? this.w(`act.${act}`) : this.w(`act.${act}Of`, { what }); // prettier-ignore
    const changed = this.session.changed.length;
    return html`<div class="head">
      <h1>${this.w('translations.title')}</h1>
      <span class="hint">${this.w('translations.lead')}</span>
      <span class="sp"></span>
      ${iconButton({ label: named('undo', undoLabel), key: 'Ctrl+Z', icon: 'undo-2', disabled: undoLabel === undefined, run: () => void this.#undo() })}
      <span class="flip">${iconButton({ label: named('redo', redoLabel), key: 'Ctrl+Y', icon: 'undo-2', disabled: redoLabel === undefined, run: () => void this.#redo() })}</span>
      ${button({ label: this.w('translations.excel'), icon: 'download', theme: 'tertiary', tip: this.w('translations.exportTip', { count: this.shown.length }), run: () => void this.#export('xlsx') })}
      ${button({ label: this.w('translations.csv'), icon: 'download', theme: 'tertiary', tip: this.w('translations.exportTip', { count: this.shown.length }), run: () => void this.#export('csv') })}
      ${button({ label: this.w('translations.import'), icon: 'upload', theme: 'tertiary', run: () => this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')!.click() })}
      <input type="file" accept=".xlsx,.csv,.txt,.tsv" hidden aria-label=${this.w('translations.import')} @change=${(event: Event) => void this.#import(event)} />
      ${button({ label: changed > 0 ? this.w('bar.publishCount', { count: changed }) : this.w('bar.publish'), theme: 'primary', disabled: changed === 0, run: () => void this.#publish() })}
    </div>`;
  } // prettier-ignore

  #tools(rows: readonly TextRow[], counts: Readonly<Record<Language, number>>) {
    const { filter } = this;
    const have = new Set(rows.map(({ key }) => key.kind));
    const modules = [...new Set(rows.map(({ module }) => module))].filter(Boolean).map((name) => ({ name, label: this.host.i18n.label(this.session.model.entities.get(name)?.label, name) })).sort((a, b) => a.label.localeCompare(b.label, this.host.i18n.language)); // prettier-ignore
    const pick = (key: 'kind' | 'module' | 'show', label: string, options: readonly (readonly [string, string])[]) =>
      html`<select class="in" aria-label=${label} @change=${(event: Event) => this.#choose({ ...filter, [key]: (event.currentTarget as HTMLSelectElement).value })}>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${filter[key] === value}>${text}</option>`)}
      </select>`; // prettier-ignore
    return html`<div class="tools">
      <label class="search">${icon('search', 's')}<input
          type="search"
          aria-label=${this.w('translations.search')}
          placeholder=${this.w('translations.search')}
          .value=${filter.search}
          @input=${(event: Event) => this.#choose({ ...filter, search: (event.currentTarget as HTMLInputElement).value })}
        /></label>
      ${pick('show', this.w('translations.show'), [['all', this.w('translations.all')], ['missing', this.w('translations.onlyMissing')], ['warnings', this.w('translations.onlyWarnings')]])}
      ${pick('kind', this.w('translations.kind'), [['', this.w('translations.allKinds')], ...kinds.filter((kind: Kind) => have.has(kind)).map((kind) => [kind, this.w(kindsWord(kind))] as const)])}
      ${pick('module', this.w('translations.module'), [['', this.w('translations.allModules')], ...modules.map(({ name, label }) => [name, label] as const)])}
      <div class="seg" role="group" aria-label=${this.w('translations.columns')}>
        ${languages.map((each) => html`<button type="button" aria-pressed=${this.columns.includes(each)} @click=${() => this.#toggle(each)}><span lang=${each}>${this.host.i18n.names[each]}</span>${counts[each] > 0 ? html`<span class="count">${this.w('translations.lacks', { count: counts[each] })}</span>` : nothing}</button>`)}
      </div>
    </div>`;
  } // prettier-ignore

  #foot() {
    const row = this.active && this.shown.find(({ address }) => address === this.active!.address);
    const number = (value: number) => this.host.i18n.formats.number(value);
    const count = html`<span class="hint" role="status">${this.w('translations.shown', { shown: number(this.shown.length), all: number(this.rows?.length ?? 0) })}</span>`;
    if (!row) return html`<div class="foot"><span class="sp"></span>${count}</div>`;
    const warnings = this.columns.flatMap((each) => rowWarnings(row, each, this.#desk.source).map((warning) => `${this.host.i18n.names[each]}: ${this.#warning(warning)}`)); // prettier-ignore
    const at = `/${row.keys.join('/')}`;
    return html`<div class="foot">
      <a class="clip" href=${documentHref(row.key, at)}>${this.#where(row)}</a>
      ${row.most === undefined ? nothing : html`<span class="hint">${this.w('translations.most', { count: row.most })}</span>`}
      <span class="sp"></span>
      ${warnings.map((each) => html`<span class="warn clip">${icon('triangle-alert', 's')}${each}</span>`)}
      ${count}
    </div>`;
  } // prettier-ignore

  /** At least one column stays; they stand in the order of the site, its own language first. */
  #toggle(language: Language): void {
    const next = this.columns.includes(language)
      ? this.columns.filter((each) => each !== language)
      : [this.#desk.source, ...languages].filter((each, i, all) => all.indexOf(each) === i && (each === language || this.columns.includes(each))); // prettier-ignore
    if (next.length > 0) this.#choose(this.filter, next);
  }

  /* ---------------------------------------------------------------- acts */

  async #write({ words, act, outside = 0 }: WordsWritten): Promise<void> {
    const label = this.w(`translations.act.${act}`);
    await this.#try(async () => {
      const { cells, refused, missed } = await this.#desk.write(words, label);
      const notes = (['locked', 'tooLong', 'last'] as const).flatMap((why) => {
        const count = refused.filter((each) => each.why === why).length;
        return count > 0 ? [this.w('translations.refused', { count, why: this.w(`translations.why.${why}`) })] : [];
      });
      if (missed.length > 0) notes.push(this.w('translations.missed', { count: missed.length }));
      if (outside > 0) notes.push(this.w('translations.outside', { count: outside }));
      if (act === 'paste' || notes.length > 0) this.#say([this.w('translations.written', { count: cells }), ...notes].join(' '), notes.length > 0); // prettier-ignore
    });
  }

  async #undo(): Promise<void> {
    await this.#try(async () => this.#sayMissed(await this.#desk.undo()));
  }

  async #redo(): Promise<void> {
    await this.#try(async () => this.#sayMissed(await this.#desk.redo()));
  }

  #sayMissed(missed: readonly unknown[] | undefined): void {
    if (missed && missed.length > 0) this.#say(this.w('translations.missed', { count: missed.length }), true);
  }

  #say(text: string, isBad = false): void {
    this.host.toasts.show({ text, ...(isBad ? { tone: 'bad' } : {}) });
    this.host.announce(text);
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.#say(error.message, true);
    }
    await this.#follow();
    this.requestUpdate();
  }

  async #export(format: FileFormat): Promise<void> {
    const { source } = this.#desk;
    const columns = [source, ...this.columns.filter((each) => each !== source)];
    const words = { address: this.w('translations.address'), where: this.w('translations.where'), language: (each: Language) => this.host.i18n.names[each] }; // prettier-ignore
    const table = tableOf(this.shown, columns, source, words, this.#where);
    handOverFile(await fileOf(table, format), `translations-${columns.slice(1).join('-') || source}.${format}`);
  }

  async #import(event: Event): Promise<void> {
    const input = event.currentTarget as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = '';
    if (file) await this.importing.ask(file);
  }

  async #publish(): Promise<void> {
    if (await this.session.saveAll()) return void this.host.router.go('/design/publish');
    const open = this.session.documents.find(({ isDirty }) => isDirty);
    this.#say(this.w('translations.unsaved', { name: open ? keyText(open.key) : '' }), true);
  }
}
