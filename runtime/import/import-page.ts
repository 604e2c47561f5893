/**
 * `<tr-import-page>`: rows of a file into an entity that is there. The file, its columns and the fields they fill, the first
 * rows as they would become, then a job; what was brought stands below with the way back.
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '@vaadin/button';
import type { FillableField } from '../../metadata/import/guess/match-fields.js';
import type { Entity } from '../../metadata/model/model.js';
import { ApiFailure } from '../data/api-client.js';
import { hrefs } from '../data/router.js';
import { inSentence, pluralOf } from '../host/entity-words.js';
import type { PageTitle } from '../host/screens.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/later-strings.js';
import { button } from '../ui/parts.js';
import '../ui/states.js';
import './column-matches.js';
import './drop-file.js';
import { fieldWords } from './field-words.js';
import './first-rows.js';
import { ImportClient, type CheckedRow, type LookChoice, type Looked, type RowPlan } from './import-client.js';
import { fieldsFor, firstDraft, matchable, missingRequired, planOf, type Duplicates, type ImportDraft } from './import-draft.js'; // prettier-ignore
import './import-files.js';
import { importStyles } from './import-styles.js';
import { mayImport } from './may-import.js';
import './read-choices.js';

/** Milliseconds after a choice before the first rows are tried anew. */
const restMs = 250;

@customElement('tr-import-page')
export class TrImportPage extends TrElement {
  @property() entityName = '';
  @state() private looked: Looked | undefined;
  @state() private draft: ImportDraft | undefined;
  @state() private phase: 'asking' | 'reading' | 'deciding' | 'beginning' = 'asking';
  @state() private failure = '';
  /** What the first rows would become by a plan; with `failure` where that could not be found out. */
  @state() private tried: { readonly plan: RowPlan; readonly rows: readonly CheckedRow[]; readonly failure?: string } | undefined; // prettier-ignore
  @query('tr-import-files') private files!: HTMLElementTagNameMap['tr-import-files'] | null;
  #fields: readonly FillableField[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  static override styles = [
    importStyles,
    css`
      :host {
        flex: 1;
        min-height: 0;
        overflow: auto;
      }
      .page {
        max-width: 1160px;
        margin: 0 auto;
        padding: 16px 24px 40px;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      .top {
        display: flex;
        gap: 8px;
        align-items: baseline;
        flex-wrap: wrap;
      }
      .line {
        display: flex;
        gap: 8px;
        align-items: center;
        margin-left: -8px;
      }
      .two {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
      }
      .two .one {
        flex: 0 1 320px;
      }
      @media (max-width: 639px) {
        .page {
          padding: 8px 16px 40px;
        }
        .two .one {
          flex: 1 1 100%;
        }
      }
    `,
  ];

  override disconnectedCallback(): void {
    clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('entityName')) return;
    this.#forgetFile();
    this.#tellTitle();
  }

  protected override hostChanged(): void {
    this.#tellTitle();
  }

  #tellTitle(): void {
    const entity = this.host.app.entity(this.entityName);
    const trail = entity ? [{ label: pluralOf(this.host, entity), href: hrefs.list(entity.name) }] : [];
    this.emit<PageTitle>('tr-title', { title: this.t('import.page'), trail });
  }

  override render() {
    const { host } = this;
    const entity = host.app.entity(this.entityName);
    if (!entity) return html`<tr-state kind="missing" alone .heading=${this.t('notFound.title')} .text=${this.t('notFound.text')}></tr-state>`; // prettier-ignore
    const things = inSentence(host, pluralOf(host, entity));
    if (!mayImport(host, entity)) {
      const back = { label: this.t('record.toList'), primary: true, run: () => void host.router.go(hrefs.list(entity.name)) }; // prettier-ignore
      return html`<tr-state kind="forbidden" alone .heading=${this.t('import.forbidden')} .text=${this.t('import.forbiddenText', { things })} .actions=${[back]}></tr-state>`; // prettier-ignore
    }
    return html`<div class="page">
      <div>
        <div class="line">
          <a class="ib" href=${hrefs.list(entity.name)} aria-label=${this.t('record.toList')} data-tip=${this.t('record.toList')}>${icon('arrow-left')}</a>
          <h1>${this.t('import.title', { things })}</h1>
        </div>
        <p class="hint">${this.t('import.intro')}</p>
      </div>
      ${this.looked && this.draft ? this.#decide(entity, this.looked, this.draft) : this.#ask(entity)}
      <tr-import-files .entity=${entity.name}></tr-import-files>
    </div>`;
  } // prettier-ignore

  #ask(entity: Entity) {
    return html`<tr-drop-file
      ?reading=${this.phase === 'reading'}
      .failure=${this.failure}
      @tr-file=${({ detail: file }: CustomEvent<File>) => void this.#read(entity, () => this.#client.bring(file.name, file))}
    ></tr-drop-file>`;
  }

  get #client(): ImportClient {
    return new ImportClient(this.host.api);
  }

  async #read(entity: Entity, read: () => Promise<Looked>): Promise<void> {
    if (this.phase === 'reading') return;
    this.failure = '';
    this.phase = 'reading';
    try {
      const looked = await read();
      const { app } = this.host;
      this.#fields = fieldsFor(entity, app.model, (field) => app.fieldClass(field) === 'write');
      this.looked = looked;
      this.#decideOn(firstDraft(looked.look, this.#fields));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error.message;
    }
    this.phase = this.looked ? 'deciding' : 'asking';
  }

  /* ---------------------------------------------------------------- what becomes of it */

  #decide(entity: Entity, { file, look }: Looked, draft: ImportDraft) {
    const missing = missingRequired(draft, this.#fields);
    const names = missing.map((field) => fieldWords(this.host, field)).join(', ');
    const plan = planOf(entity, look, draft);
    return html`<section class="panel" aria-label=${file.name}>
        <div class="top">
          <h2>${file.name}</h2>
          <span class="hint" role="status">${this.phase === 'reading' ? this.t('import.reading') : this.t('import.rowsAndColumns', { rows: look.rows, columns: look.columns.length })}</span>
        </div>
        <tr-read-choices .look=${look} ?disabled=${this.phase !== 'deciding'} @tr-look=${({ detail }: CustomEvent<LookChoice>) => void this.#read(entity, () => this.#client.look(file.id, detail))}></tr-read-choices>
        ${this.failure === '' ? nothing : html`<p class="finding" role="alert">${this.failure}</p>`}
        ${look.notes.map((note) => html`<p class="note">${icon('triangle-alert')}<span>${note.message}</span></p>`)}
      </section>
      <tr-column-matches .table=${look} .fields=${this.#fields} .draft=${draft} @tr-draft=${({ detail }: CustomEvent<ImportDraft>) => this.#decideOn(detail)}></tr-column-matches>
      ${missing.length > 0 ? html`<p class="note" role="status">${icon('triangle-alert')}<span>${this.t('import.requiredMissing', { names })}</span></p>` : nothing}
      ${this.#existing(entity, draft)}
      ${this.#firstRows(plan)}
      <div class="acts">
        ${button({ label: this.t('import.start', { count: look.rows }), theme: 'primary', disabled: this.phase !== 'deciding' || !plan || this.tried?.failure !== undefined, run: () => void this.#begin(plan!) })}
        ${button({ label: this.t('import.otherFile'), theme: 'tertiary', disabled: this.phase !== 'deciding', run: () => void this.#another() })}
        ${plan || draft.columns.some((each) => each) ? nothing : html`<span class="hint" role="status">${this.t('import.nothingMatched')}</span>`}
      </div>`;
  } // prettier-ignore

  #existing(entity: Entity, draft: ImportDraft) {
    const fields = matchable(draft, this.#fields);
    if (fields.length === 0) return nothing;
    const mayUpdate = this.host.app.access(entity.name)?.update === true;
    const ways: readonly Duplicates[] = ['skip', ...(mayUpdate ? (['update'] as const) : []), 'error'];
    return html`<section class="panel" aria-label=${this.t('import.existing')}>
      <h2>${this.t('import.existing')}</h2>
      <div class="two">
        <label class="one">${this.t('import.matchBy')}
          <select class="in" @change=${(event: Event) => this.#decideOn({ ...draft, match: (event.currentTarget as HTMLSelectElement).value })}>
            <option value="" .selected=${live(draft.match === '')}>${this.t('import.matchNone')}</option>
            ${fields.map((field) => html`<option value=${field.name} .selected=${live(draft.match === field.name)}>${fieldWords(this.host, field)}</option>`)}
          </select>
        </label>
        ${
          draft.match === ''
            ? nothing
            : html`<label class="one">${this.t('import.then')}
                <select class="in" @change=${(event: Event) => this.#decideOn({ ...draft, duplicates: (event.currentTarget as HTMLSelectElement).value as Duplicates })}>
                  ${ways.map((way) => html`<option value=${way} .selected=${live(draft.duplicates === way)}>${this.t(`import.then.${way}`)}</option>`)}
                </select>
              </label>`
        }
      </div>
    </section>`;
  } // prettier-ignore

  #firstRows(plan: RowPlan | undefined) {
    const { tried } = this;
    if (!plan) return nothing;
    const isOld = tried !== undefined && JSON.stringify(tried.plan) !== JSON.stringify(plan);
    return html`<section class="panel" aria-label=${this.t('import.firstRows')} aria-busy=${String(!tried || isOld)}>
      <div class="top"><h2>${this.t('import.firstRows')}</h2><span class="hint" role="status">${!tried || isOld ? this.t('import.trying') : this.#triedWords(tried.rows)}</span></div>
      ${tried?.failure === undefined ? nothing : html`<p class="finding" role="alert">${tried.failure}</p>`}
      ${tried && tried.rows.length > 0 ? html`<tr-first-rows .plan=${tried.plan} .rows=${tried.rows} .fields=${this.#fields}></tr-first-rows>` : nothing}
    </section>`;
  } // prettier-ignore

  #triedWords(rows: readonly CheckedRow[]): string {
    const count = rows.filter(({ as }) => as === 'refuse').length;
    if (rows.length === 0) return '';
    return count === 0 ? this.t('import.firstGood', { of: rows.length }) : this.t('import.firstWrong', { count, of: rows.length }); // prettier-ignore
  }

  #decideOn(draft: ImportDraft): void {
    this.draft = draft;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#try(), this.tried ? restMs : 0);
  }

  async #try(): Promise<void> {
    const entity = this.host.app.entity(this.entityName);
    const { looked, draft } = this;
    const plan = entity && looked && draft && planOf(entity, looked.look, draft);
    if (!plan) return;
    const asked = ++this.#asked;
    try {
      const rows = await this.#client.check(looked.file.id, plan);
      if (asked === this.#asked) this.tried = { plan, rows };
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (asked === this.#asked) this.tried = { plan, rows: [], failure: error.message };
    }
  }

  /* ---------------------------------------------------------------- bringing it in */

  async #begin(plan: RowPlan): Promise<void> {
    const { looked } = this;
    if (!looked || this.phase !== 'deciding') return;
    this.phase = 'beginning';
    this.failure = '';
    try {
      await this.#client.plan(looked.file.id, plan);
      await this.#client.begin(looked.file.id);
      this.#forgetFile();
      this.host.records.forget();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error.message;
      this.phase = 'deciding';
    }
    await this.files?.reload();
  }

  async #another(): Promise<void> {
    if (this.looked) await this.#client.forget(this.looked.file.id).catch(() => undefined);
    this.#forgetFile();
  }

  #forgetFile(): void {
    clearTimeout(this.#timer);
    this.#asked++;
    this.looked = undefined;
    this.draft = undefined;
    this.tried = undefined;
    this.failure = '';
    this.phase = 'asking';
  }
}
