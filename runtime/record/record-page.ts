/**
 * `<tr-record-page>`: one record by its form document, or a new one. Owns the draft and its ways out: save in three manners,
 * discard, delete with undo, conflict, leaving with changes, a killed tab. The file is long because the life of an edit is
 * one story; drawing is in form-view, sub-table, timeline.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Entity } from '../../metadata/model/model.js';
import type { FormDocument, FormNode } from '../../metadata/schema/entity.js';
import { createFold } from '../../metadata/text.js';
import { localDate } from '../../metadata/time.js';
import { ApiFailure } from '../data/api-client.js';
import { isEmpty, isReference, readPath, type Reference, type WireRecord } from '../data/record.js';
import { hrefs, type Route } from '../data/router.js';
import { labelOf } from '../data/search-references.js';
import { createFieldHost, findingText } from '../host/field-host.js';
import type { PageTitle } from '../host/screens.js';
import { deleteRecords } from '../list/delete-records.js';
import { recallOrder } from '../list/record-order.js';
import { ask } from '../ui/dialog.js';
import { TrElement } from '../ui/element.js';
import '../ui/editors.js';
import { icon } from '../ui/icon.js';
import '../ui/menu.js';
import type { MenuItem, TrMenu } from '../ui/menu.js';
import '../ui/states.js';
import './conflict-dialog.js';
import type { TrConflictDialog } from './conflict-dialog.js';
import { fieldState, type FormContext } from './form-context.js';
import { anchorOf } from './form-places.js';
import './form-view.js';
import { RecordDraft, type Values } from './record-draft.js';
import { recordPageStyles } from './record-page-styles.js';
import { fieldNodes, Rules } from './rules.js';
import { newKey, recordPath, saveRecord, type SaveOutcome } from './save-record.js';
import './timeline.js';

const wide = matchMedia('(min-width: 1280px)');
const HISTORY = '_history';
type After = 'stay' | 'new' | 'close';

@customElement('tr-record-page')
export class TrRecordPage extends TrElement {
  @property() entityName = '';
  /** Empty: a new record. */
  @property() recordId = '';
  @property({ attribute: false }) route!: Route;
  @state() private draft: RecordDraft | undefined;
  @state() private form: FormContext | undefined;
  @state() private failure: ApiFailure | undefined;
  @state() private errors: ReadonlyMap<string, string> = new Map();
  @state() private general: string | undefined;
  @state() private tab = '';
  @state() private saving = false;
  @state() private draftFrom: string | undefined;
  /** Somebody else saved while this form has changes. */
  @state() private news: { readonly who: string; readonly at: string } | undefined;
  @query('tr-menu') private menu!: TrMenu;
  @query('tr-conflict-dialog') private conflictDialog!: TrConflictDialog;
  #rules: Rules | undefined;
  #key = newKey();
  #stops: (() => void)[] = [];
  #keeping: ReturnType<typeof setTimeout> | undefined;

  static override styles = recordPageStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    const again = () => this.requestUpdate();
    wide.addEventListener('change', again);
    document.addEventListener('keydown', this.#shortcut);
    window.addEventListener('beforeunload', this.#unload);
    this.#stops = [
      () => wide.removeEventListener('change', again),
      () => document.removeEventListener('keydown', this.#shortcut),
      () => window.removeEventListener('beforeunload', this.#unload),
      this.host.events.listen((message) => {
        if (message.type === 'record' && message.id === this.recordId && message.entity === this.entityName)
          void this.#heard();
      }),
    ];
  }

  override disconnectedCallback(): void {
    for (const stop of this.#stops) stop();
    this.#guard(false);
    super.disconnectedCallback();
  }

  protected override hostChanged(): void {
    if (this.draft) this.#rebuild();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('entityName') || changed.has('recordId')) void this.#open();
    else if (changed.has('route') && this.recordId === '' && this.draft && !this.draft.isNew) void this.#open();
  }

  override render() {
    const entity = this.#entity;
    if (!entity) return this.#missing();
    if (this.failure) return this.#failed(this.failure);
    if (!this.draft || !this.form)
      return html`<tr-skeleton style="padding-top:24px" .rows=${6} .columns=${3}></tr-skeleton>`;
    const document = this.#document;
    const tabs = this.#tabs(document);
    const current = tabs.find((tab) => tab.id === this.tab) ?? tabs[0]!;
    const rail = wide.matches && this.recordId !== '' && this.#hasHistory;
    return html`
      ${this.#head(entity, document, tabs, current.id)}
      <div class="body ${rail ? 'withrail' : ''}">
        <div
          class="work"
          id="panel"
          role=${tabs.length > 1 ? 'tabpanel' : nothing}
          aria-labelledby=${tabs.length > 1 ? `tab-${current.id}` : nothing}
        >
          ${this.#notes()}
          ${
            current.id === HISTORY
              ? html`<div class="narrow">
                  <tr-timeline
                    .entityName=${entity.name}
                    .recordId=${this.draft.base?.id ?? ''}
                    .version=${this.draft.base?.version ?? 0}
                  ></tr-timeline>
                </div>`
              : html`<tr-form .nodes=${current.nodes} .form=${this.form}></tr-form>`
          }
        </div>
        ${
          rail
            ? html`<aside aria-label=${this.t('record.history')}>
                <tr-timeline
                  .entityName=${entity.name}
                  .recordId=${this.draft.base?.id ?? ''}
                  .version=${this.draft.base?.version ?? 0}
                ></tr-timeline>
              </aside>`
            : nothing
        }
      </div>
      <tr-menu></tr-menu>
      <tr-conflict-dialog
        .fieldHost=${this.form.fieldHost}
        @tr-resolved=${(event: CustomEvent<readonly string[]>) => void this.#resolved(event.detail)}
      ></tr-conflict-dialog>
    `;
  }

  /* ---------------------------------------------------------------- drawing */

  #head(entity: Entity, document: FormDocument | undefined, tabs: readonly Tab[], current: string) {
    const draft = this.draft!;
    const status = entity.document.statusField ? entity.fields.get(entity.document.statusField) : undefined;
    const statusValue = status ? draft.was(status.name) : undefined;
    return html`<div class="head ${tabs.length > 1 ? '' : 'alone'}">
      <div class="row line1">
        <a class="ib back" href=${this.#listHref} aria-label=${this.t('record.toList')}>${icon('arrow-left')}</a>
        <span class="badge" aria-hidden="true">${icon(entity.document.icon ?? 'box')}</span>
        <h1 class="clip" data-tip-cut>${this.#title}</h1>
        ${status && !isEmpty(statusValue) ? this.host.fields.get(status.type.id).display(statusValue, status, this.form!.fieldHost) : nothing}
        <span class="sp"></span>
        ${this.#neighbours()}
        ${
          draft.isNew
            ? nothing
            : html`<button
                type="button"
                class="ib"
                aria-haspopup="menu"
                aria-label=${this.t('record.more')}
                data-tip=${this.t('record.more')}
                @click=${this.#more}
              >
                ${icon('ellipsis')}
              </button>`
        }
        ${this.#saveButtons()}
      </div>
      ${draft.isNew ? nothing : this.#facts(document)}
      ${
        tabs.length > 1
          ? html`<div class="tabs" role="tablist" aria-label=${this.t('record.tabs')} @keydown=${this.#tabKey}>
              ${tabs.map(
                (tab) =>
                  html`<button
                    type="button"
                    class="tab"
                    role="tab"
                    id="tab-${tab.id}"
                    aria-controls="panel"
                    aria-selected=${String(tab.id === current)}
                    tabindex=${tab.id === current ? 0 : -1}
                    @click=${() => (this.tab = tab.id)}
                  >
                    ${tab.label}${tab.wrong > 0 ? html`<span class="ct bad">${tab.wrong}</span>` : tab.count === undefined ? nothing : html`<span class="ct">${tab.count}</span>`}
                  </button>`,
              )}
            </div>`
          : nothing
      }
    </div>`;
  }

  #saveButtons() {
    const draft = this.draft!;
    const access = this.host.app.access(this.entityName);
    const may = draft.isNew ? access?.create : access?.update;
    if (!may)
      return html`<span class="meta row" style="gap:4px">${icon('lock', 's')}${this.t('record.readOnly')}</span>`;
    const off = this.saving || (!draft.isDirty && !draft.isNew);
    return html`<span class="split">
      <vaadin-button theme="primary" ?disabled=${off} data-tip="Ctrl+S" @click=${() => void this.#save('stay')}
        >${this.t('common.save')}</vaadin-button
      >
      <vaadin-button
        theme=${off ? '' : 'primary'}
        class="arrow"
        ?disabled=${this.saving}
        aria-haspopup="menu"
        aria-label=${this.t('record.saveMenu')}
        @click=${this.#saveMenu}
        >${icon('chevron-down', 's')}</vaadin-button
      >
    </span>`;
  }

  #facts(document: FormDocument | undefined) {
    const facts = (document?.facts ?? []).flatMap(({ path }) => {
      const found = this.host.app.path(this.entityName, path);
      return found ? [{ path, ...found }] : [];
    });
    if (facts.length === 0) return nothing;
    const base = this.draft!.base!;
    return html`<dl class="facts" aria-label=${this.t('record.facts')}>
      ${facts.slice(0, 6).map(({ path, field }) => {
        const value = readPath(base, path);
        const view = this.host.fields.get(field.type.id);
        const unit = view.unit?.(field, this.form!.fieldHost);
        const shown = isEmpty(value) ? '–' : view.display(value, field, this.form!.fieldHost);
        return html`<div>
          <dt class="meta">${this.host.i18n.label(field.label, path)}</dt>
          <dd>${unit && !isEmpty(value) ? `${unit} ` : ''}${shown}</dd>
        </div>`;
      })}
    </dl>`;
  }

  #neighbours() {
    if (this.draft!.isNew) return nothing;
    const order = recallOrder(this.entityName);
    const at = order?.ids.indexOf(this.recordId) ?? -1;
    if (!order || at < 0) return nothing;
    const link = (id: string | undefined, label: string, name: string) =>
      id === undefined
        ? html`<button type="button" class="ib sm" disabled aria-label=${label}>${icon(name)}</button>`
        : html`<a class="ib sm" href=${hrefs.record(this.entityName, id)} aria-label=${label} data-tip=${label}
            >${icon(name)}</a
          >`;
    return html`<span class="row near" style="gap:4px">
        ${link(order.ids[at - 1], this.t('record.previous'), 'chevron-left')}
        <span class="meta">${this.t('record.place', { at: at + 1, total: order.total })}</span>
        ${link(order.ids[at + 1], this.t('record.next'), 'chevron-right')}
      </span>
      <span class="vsep near" aria-hidden="true"></span>`;
  }

  #notes() {
    const { formats } = this.host.i18n;
    return html`
      ${
        this.news
          ? html`<div class="box info note" role="status">
              ${icon('info')}<span class="sp"
                >${this.t('record.changedElsewhere', { who: this.news.who, when: formats.ago(this.news.at, this.host.now()) })}
                <button type="button" class="linkish" @click=${() => void this.#takeNews()}>
                  ${this.t('record.reload')}
                </button></span
              >
            </div>`
          : nothing
      }
      ${
        this.draftFrom
          ? html`<div class="box warn note" role="status">
              ${icon('undo-2')}<span class="sp"
                >${this.t('record.draftFound', { when: formats.ago(this.draftFrom, this.host.now()) })}
                <button type="button" class="linkish" @click=${() => this.#discard()}>
                  ${this.t('record.draftDrop')}
                </button></span
              >
            </div>`
          : nothing
      }
      ${
        this.errors.size > 0 || this.general
          ? html`<div class="box bad note summary" role="alert" tabindex="-1">
              ${icon('circle-x')}
              <div>
                <div class="strong">${this.general ?? this.t('record.errors', { count: this.errors.size })}</div>
                <ul>
                  ${[...this.errors].map(([path, message]) => html`<li><a href="#${anchorOf(path)}" @click=${(event: Event) => this.#jump(event, path)}>${this.#sentence(path, message)}</a></li>`)}
                </ul>
              </div>
            </div>`
          : nothing
      }
    `;
  }

  #missing() {
    return html`<tr-state
      kind="missing"
      .heading=${this.t('record.missing')}
      .text=${this.t('record.missingText')}
      .actions=${[{ label: this.t('notFound.home'), primary: true, run: () => void this.host.router.go('/') }]}
    ></tr-state>`;
  }

  #failed(failure: ApiFailure) {
    const list = { label: this.t('record.toList'), run: () => void this.host.router.go(hrefs.list(this.entityName)) };
    if (failure.status === 404 || failure.status === 403) {
      return html`<tr-state
        kind="missing"
        .heading=${this.t('record.missing')}
        .text=${this.t('record.missingText')}
        .actions=${[{ ...list, primary: true }]}
      ></tr-state>`;
    }
    const request = failure.requestId ? ` ${this.t('common.request', { id: failure.requestId })}` : '';
    return html`<tr-state
      kind="failed"
      .heading=${this.t('record.failed')}
      .text=${this.#words(failure) + request}
      .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#open() }, list]}
    ></tr-state>`;
  }

  /* ---------------------------------------------------------------- what the page is about */

  get #entity(): Entity | undefined {
    return this.host.app.entity(this.entityName);
  }
  get #document(): FormDocument | undefined {
    return this.host.app.form(this.entityName, this.recordId === '' ? 'create' : 'edit');
  }
  get #hasHistory(): boolean {
    return this.#entity?.document.features?.history !== false;
  }
  get #title(): string {
    const entity = this.#entity!;
    if (this.draft?.isNew)
      return this.t('record.new', {
        thing: this.host.i18n.label(entity.label, entity.name).toLocaleLowerCase(this.host.i18n.language),
      });
    const title = labelOf(this.draft!.base!, entity.nameFields);
    return title === this.recordId ? this.t('record.unnamed') : title;
  }
  /** The list one came from, else the entity's. */
  get #listHref(): string {
    return recallOrder(this.entityName)?.href ?? hrefs.list(this.entityName);
  }
  get #draftKey(): string {
    return this.recordId === '' ? 'new' : this.recordId;
  }

  #tabs(document: FormDocument | undefined): readonly Tab[] {
    const nodes = document ? (document.nodes as readonly FormNode[]) : this.#defaultNodes();
    const loose = nodes.filter((node) => node.type !== 'tab');
    const values = this.draft!.values;
    const shown = nodes
      .filter((node): node is Extract<FormNode, { type: 'tab' }> => node.type === 'tab')
      .filter((tab) => !tab.visibleIf || (this.#rules?.isVisible(this.#entity!, [tab.visibleIf], values) ?? true))
      // A new record has nothing that could be related to it yet.
      .filter(
        (tab) => !this.draft!.isNew || (tab.nodes as readonly FormNode[]).some((node) => node.type !== 'related'),
      );
    const tabs: Tab[] = shown.map((tab) => {
      const inside = tab.nodes as readonly FormNode[];
      const names = new Set(fieldNodes(inside).map(({ node }) => node.field));
      return {
        id: tab.id,
        label: this.host.i18n.label(tab.label),
        nodes: inside,
        count: undefined,
        wrong: [...this.errors.keys()].filter((path) => names.has(path.split('/')[1] ?? '')).length,
      };
    });
    if (loose.length > 0 || tabs.length === 0) {
      const first = tabs[0];
      if (first) tabs[0] = { ...first, nodes: [...loose, ...first.nodes] };
      else tabs.push({ id: 'main', label: '', nodes: loose, count: undefined, wrong: 0 });
    }
    if (!this.draft!.isNew && !wide.matches && this.#hasHistory) {
      tabs.push({ id: HISTORY, label: this.t('record.history'), nodes: [], count: undefined, wrong: 0 });
      if (tabs[0]!.label === '')
        tabs[0] = { ...tabs[0]!, label: this.host.i18n.label(this.#entity!.label, this.entityName) };
    }
    return tabs;
  }

  /** Without a form document: all own fields in one section, sub-tables below. */
  #defaultNodes(): readonly FormNode[] {
    const fields = [...this.#entity!.fields.values()].filter((field) => !field.system || field.name === 'owner');
    return [
      {
        id: 'all',
        type: 'section',
        nodes: fields
          .filter((field) => !field.children)
          .map((field) => ({
            id: `f_${field.name}`,
            type: 'field',
            field: field.name,
            span: field.type.id === 'longText' ? 12 : 4,
          })),
      },
    ] as unknown as readonly FormNode[];
  }

  #fieldLabel(path: string): string {
    const [, name = '', row, child] = path.split('/');
    const field = this.#entity?.fields.get(name);
    const label = this.host.i18n.label(field?.label, name);
    if (row === undefined) return label;
    const childField = this.host.app.entity(field?.children?.entity ?? '')?.fields.get(child ?? '');
    return `${label} ${Number(row) + 1}${childField ? `, ${this.host.i18n.label(childField.label, child)}` : ''}`;
  }

  /** A message that names its field stands alone. */
  #sentence(path: string, message: string): string {
    const label = this.#fieldLabel(path);
    return message.includes(label) ? message : `${label}: ${message}`;
  }

  #words(failure: ApiFailure): string {
    return failure.status === 0 ? this.t('error.NETWORK') : failure.message;
  }

  /* ---------------------------------------------------------------- opening */

  async #open(): Promise<void> {
    const { entityName, recordId } = this;
    this.draft = undefined;
    this.form = undefined;
    this.failure = undefined;
    this.errors = new Map();
    this.general = undefined;
    this.draftFrom = undefined;
    this.news = undefined;
    this.tab = '';
    this.#key = newKey();
    this.#guard(false);
    if (!this.#entity) return;
    const user = this.host.app.document.user.id;
    try {
      const [record, kept] = await Promise.all([
        recordId === '' ? undefined : this.host.api.get<WireRecord>(recordPath(entityName, recordId)),
        this.host.drafts.get(user, entityName, this.#draftKey),
        this.host.app.ensureFunctions(),
      ]);
      if (entityName !== this.entityName || recordId !== this.recordId) return;
      this.#rules = this.#createRules();
      const draft = new RecordDraft(record, record ? {} : await this.#initialValues());
      if (kept) {
        for (const [name, value] of Object.entries(kept.values)) draft.set(name, value);
        if (draft.isDirty) this.draftFrom = kept.at;
      }
      this.draft = draft;
      this.#rebuild();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (entityName === this.entityName && recordId === this.recordId) {
        this.failure = error;
        this.emit<PageTitle>('tr-title', { title: this.t('record.missing'), trail: this.#trail() });
      }
    }
  }

  /** Defaults that can be told here, and fields given in the address (`/new/order?customer=…`). */
  async #initialValues(): Promise<Values> {
    const values: Record<string, unknown> = {};
    const entity = this.#entity!;
    for (const field of entity.fields.values()) {
      const given = field.document.default;
      if (given === undefined || field.computed) continue;
      if (typeof given !== 'object' || given === null) values[field.name] = given;
      else if (field.target === undefined) {
        const value = this.#rules?.verdict(entity, given.expr, values);
        if (value !== undefined && value !== null) values[field.name] = value;
      }
    }
    const user = this.host.app.document.user;
    if (entity.fields.has('owner') && entity.owner === 'user') values['owner'] = { id: user.id, label: user.name };
    for (const [name, text] of Object.entries(this.route?.query ?? {})) {
      const field = entity.fields.get(name);
      if (!field || field.computed) continue;
      values[name] = field.target === undefined ? text : await this.#reference(field.target, text);
    }
    return values;
  }

  async #reference(entityName: string, id: string): Promise<Reference | null> {
    const target = this.host.app.entity(entityName);
    if (!target) return null;
    try {
      const record = await this.host.api.get<WireRecord>(recordPath(entityName, id), {
        fields: target.nameFields.join(','),
      });
      return { id, label: labelOf(record, target.nameFields) };
    } catch {
      return null;
    }
  }

  #createRules(): Rules {
    const { app, now } = this.host;
    const zone = app.document.settings?.timeZone ?? 'UTC';
    const fold = createFold((text) => text);
    const user = app.document.user as unknown as Values;
    return new Rules({
      model: app.model,
      functions: app.registries.function,
      context: {
        today: () => localDate(now().toISOString(), zone),
        now: () => now().toISOString(),
        timeZone: zone,
        user: ([name = '']) => (user[name] ?? null) as string | null,
        fold,
      },
    });
  }

  /** A new context object tells the form that something changed. */
  #rebuild(): void {
    const draft = this.draft!;
    this.form = {
      host: this.host,
      entity: this.#entity!,
      draft,
      rules: this.#rules,
      fieldHost: createFieldHost(this.host, draft.values),
      errors: this.errors,
      set: (name, value) => this.#set(name, value),
      refuse: (name, message) => this.#refuse(name, message),
    };
    this.#guard(draft.isDirty && !(draft.isNew && draft.changedNames.length === 0));
    const count = draft.changedNames.length;
    this.emit<PageTitle>('tr-title', {
      title: this.#title,
      trail: this.#trail(),
      note: !draft.isNew && count > 0 ? this.t('record.notSaved', { count }) : undefined,
    });
  }

  #trail(): PageTitle['trail'] {
    const entity = this.#entity;
    if (!entity) return [];
    return [{ label: this.host.i18n.label(entity.plural, entity.name), href: this.#listHref }];
  }

  /* ---------------------------------------------------------------- editing */

  #set(name: string, value: unknown): void {
    const draft = this.draft!;
    draft.set(name, value);
    draft.unreadable.delete(name);
    for (const key of [...draft.unreadable.keys()]) if (key.startsWith(`${name}/`)) draft.unreadable.delete(key);
    this.#forgive(name);
    this.#keepDraft();
    this.#rebuild();
  }

  #refuse(name: string, message: string | undefined): void {
    const draft = this.draft!;
    if (draft.unreadable.get(name) === message) return;
    if (message === undefined) draft.unreadable.delete(name);
    else draft.unreadable.set(name, message);
    this.#rebuild();
  }

  /** An error goes as soon as its field is touched. */
  #forgive(name: string): void {
    if (this.errors.size === 0) return;
    this.errors = new Map([...this.errors].filter(([path]) => path.split('/')[1] !== name));
    if (this.errors.size === 0) this.general = undefined;
  }

  #keepDraft(): void {
    clearTimeout(this.#keeping);
    const user = this.host.app.document.user.id;
    const { entityName } = this;
    const key = this.#draftKey;
    const draft = this.draft!;
    this.#keeping = setTimeout(() => {
      if (!draft.isDirty) void this.host.drafts.drop(user, entityName, key);
      else
        void this.host.drafts.keep(user, entityName, key, {
          version: draft.base?.version ?? null,
          values: draft.changes,
          at: this.host.now().toISOString(),
        });
    }, 300);
  }

  #dropDraft(): void {
    clearTimeout(this.#keeping);
    this.draftFrom = undefined;
    void this.host.drafts.drop(this.host.app.document.user.id, this.entityName, this.#draftKey);
  }

  #discard(): void {
    this.draft!.discard();
    this.errors = new Map();
    this.general = undefined;
    this.#dropDraft();
    if (this.draft!.isNew) void this.#open();
    else this.#rebuild();
  }

  /* ---------------------------------------------------------------- saving */

  async #save(after: After): Promise<boolean> {
    const draft = this.draft;
    if (!draft || this.saving) return false;
    if (!draft.isDirty && !draft.isNew) {
      if (after !== 'stay') this.#goOn(after);
      return true;
    }
    if (!(await this.#check())) return false;
    this.saving = true;
    try {
      const outcome = await saveRecord(this.host, this.#entity!, draft, this.#key);
      return await this.#settle(outcome, after);
    } finally {
      this.saving = false;
    }
  }

  /** Rules first, here: the server would say the same, only later. */
  async #check(): Promise<boolean> {
    const draft = this.draft!;
    const entity = this.#entity!;
    const errors = new Map<string, string>();
    for (const [name, message] of draft.unreadable) errors.set(`/${name}`, message);
    const nodes = fieldNodes(this.#tabs(this.#document).flatMap((tab) => tab.nodes));
    const open = nodes.flatMap(({ node, conditions }) => {
      const field = entity.fields.get(node.field);
      if (!field) return [];
      const state = fieldState(this.form!, field, node, conditions);
      return state.visible && !state.readOnly ? [{ field, state }] : [];
    });
    const required = new Set(open.filter(({ state }) => state.required).map(({ field }) => field.name));
    const findings =
      this.#rules?.findings(
        entity,
        open.map(({ field }) => field),
        this.form!.fieldHost.record ?? draft.values,
        (field) => required.has(field.name),
      ) ?? [];
    for (const { path, code, field } of findings) {
      if (errors.has(path)) continue;
      const label = this.host.i18n.label(field.label, field.name);
      const message =
        code === 'REQUIRED'
          ? this.t('record.required', { field: label })
          : this.host.i18n.label(field.document.validMessage) || this.t('record.invalid', { field: label });
      errors.set(path, message);
    }
    this.errors = errors;
    this.general = undefined;
    this.#rebuild();
    if (errors.size > 0) await this.#showErrors();
    return errors.size === 0;
  }

  async #settle(outcome: SaveOutcome, after: After): Promise<boolean> {
    const draft = this.draft!;
    if (outcome.kind === 'saved') {
      const wasNew = draft.isNew;
      this.#dropDraft();
      draft.unreadable.clear();
      draft.rebase(outcome.record, draft.changedNames);
      this.errors = new Map();
      this.general = undefined;
      this.news = undefined;
      this.#guard(false);
      this.host.announce(this.t('record.saved'));
      if (wasNew)
        this.host.toasts.show({
          text: this.t('record.created', { name: labelOf(outcome.record, this.#entity!.nameFields) }),
        });
      if (after === 'stay' && wasNew) this.host.router.force(hrefs.record(this.entityName, outcome.record.id), true);
      else if (after === 'stay') this.#rebuild();
      else this.#goOn(after);
      return true;
    }
    if (outcome.kind === 'conflict') {
      await this.#clash(outcome.fields, outcome.theirs);
      return false;
    }
    if (outcome.kind === 'invalid') {
      const text = (path: string, code: string, message: string) => {
        const field = this.#entity!.fields.get(path.split('/')[1] ?? '');
        return findingText(this.host.i18n, code, message, field ? this.host.i18n.label(field.label, field.name) : '');
      };
      this.errors = new Map(
        [...outcome.errors].map(([path, { code, message }]) => [path, text(path, code, message)] as const),
      );
      this.general = outcome.general;
    } else {
      const request = outcome.failure.requestId
        ? ` ${this.t('common.request', { id: outcome.failure.requestId })}`
        : '';
      this.general = `${this.t('record.saveFailed')}: ${this.#words(outcome.failure)}${request}`;
    }
    this.#rebuild();
    await this.#showErrors();
    return false;
  }

  #goOn(after: After): void {
    if (after === 'close') this.host.router.force(this.#listHref);
    else if (this.recordId === '') {
      this.host.router.force(hrefs.create(this.entityName), true);
      void this.#open();
    } else this.host.router.force(hrefs.create(this.entityName));
  }

  async #clash(fields: readonly string[], theirs: WireRecord): Promise<void> {
    const draft = this.draft!;
    const real = fields.filter((name) => draft.isChanged(name));
    const by = theirs['updated_by'];
    this.conflictDialog.conflict = {
      entity: this.#entity!,
      fields: real.length > 0 ? real : draft.changedNames,
      base: draft.base!,
      theirs,
      mine: draft.changes,
      who: isReference(by) ? by.label : this.t('record.someone'),
      at: String(theirs['updated_at'] ?? this.host.now().toISOString()),
    };
    await this.conflictDialog.open();
  }

  async #resolved(dropped: readonly string[]): Promise<void> {
    const { theirs } = this.conflictDialog.conflict!;
    this.conflictDialog.conflict = undefined;
    this.draft!.rebase(theirs, dropped);
    this.news = undefined;
    this.#rebuild();
    if (this.draft!.isDirty) await this.#save('stay');
    else this.#dropDraft();
  }

  async #showErrors(): Promise<void> {
    await this.updateComplete;
    // The summary names all; the focus goes to it and from there by its links to each field.
    this.renderRoot.querySelector<HTMLElement>('.summary')?.focus();
  }

  #jump(event: Event, path: string): void {
    event.preventDefault();
    const name = path.split('/')[1] ?? '';
    const tab = this.#tabs(this.#document).find((each) =>
      fieldNodes(each.nodes).some(({ node }) => node.field === name),
    );
    if (tab) this.tab = tab.id;
    void this.updateComplete.then(async () => {
      const form = this.renderRoot.querySelector<HTMLElement & { updateComplete: Promise<unknown> }>('tr-form');
      await form?.updateComplete;
      const place =
        form?.shadowRoot?.querySelector(`#${anchorOf(`/${name}`)} > *`) ??
        form?.shadowRoot?.querySelector('tr-sub-table');
      (place as HTMLElement | null)?.scrollIntoView({ block: 'center' });
      (place as HTMLElement | null)?.focus();
    });
  }

  /* ---------------------------------------------------------------- others' changes */

  async #heard(): Promise<void> {
    const base = this.draft?.base;
    if (!base || this.saving) return;
    try {
      const fresh = await this.host.api.get<WireRecord>(recordPath(this.entityName, base.id));
      if (this.draft?.base !== base || fresh.version <= base.version) return;
      if (!this.draft.isDirty) {
        this.draft.rebase(fresh);
        this.#rebuild();
        return;
      }
      const by = fresh['updated_by'];
      this.news = { who: isReference(by) ? by.label : this.t('record.someone'), at: String(fresh['updated_at']) };
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
    }
  }

  /** Theirs where nothing was changed here; my changes stay, clashes are asked about when saving. */
  async #takeNews(): Promise<void> {
    const draft = this.draft!;
    const base = draft.base!;
    const fresh = await this.host.api.get<WireRecord>(recordPath(this.entityName, base.id));
    const both = draft.changedNames.filter(
      (name) => JSON.stringify(base[name] ?? null) !== JSON.stringify(fresh[name] ?? null),
    );
    if (both.length > 0) await this.#clash(both, fresh);
    else {
      draft.rebase(fresh);
      this.news = undefined;
      this.#rebuild();
    }
  }

  /* ---------------------------------------------------------------- leaving */

  #stopGuard: (() => void) | undefined;

  #guard(on: boolean): void {
    if (!on) {
      this.#stopGuard?.();
      this.#stopGuard = undefined;
    } else this.#stopGuard ??= this.host.router.guard(() => this.#mayLeave());
  }

  async #mayLeave(): Promise<boolean> {
    const draft = this.draft;
    if (!draft?.isDirty) return true;
    const answer = await ask(this.host, this.renderRoot as ShadowRoot, {
      title: this.t('record.leaveTitle'),
      text: this.t('record.leaveText', { count: Math.max(1, draft.changedNames.length) }),
      actions: [
        { id: 'discard', label: this.t('record.leaveDiscard'), theme: 'tertiary' },
        { id: 'stay', label: this.t('record.stay') },
        { id: 'save', label: this.t('record.leaveSave'), theme: 'primary' },
      ],
    });
    if (answer === 'discard') {
      draft.discard();
      this.#dropDraft();
      return true;
    }
    if (answer !== 'save') return false;
    if (!(await this.#check())) return false;
    this.saving = true;
    try {
      const outcome = await saveRecord(this.host, this.#entity!, draft, this.#key);
      if (outcome.kind !== 'saved') return await this.#settle(outcome, 'stay');
      this.#dropDraft();
      draft.discard();
      return true;
    } finally {
      this.saving = false;
    }
  }

  #unload = (event: BeforeUnloadEvent): void => {
    // Kept in IndexedDB as well: whoever leaves all the same finds the changes again.
    if (this.draft?.isDirty && !(this.draft.isNew && this.#stopGuard === undefined)) event.preventDefault();
  };

  /* ---------------------------------------------------------------- menus and keys */

  #saveMenu(event: Event): void {
    const dirty = this.draft!.isDirty;
    const items: MenuItem[] = [
      { id: 'save', label: this.t('common.save'), icon: 'save', key: 'Ctrl+S', run: () => void this.#save('stay') },
      ...(this.host.app.access(this.entityName)?.create
        ? [
            {
              id: 'new',
              label: this.t('record.saveNew'),
              icon: 'plus',
              key: 'Ctrl+Shift+S',
              run: () => void this.#save('new'),
            },
          ]
        : []),
      {
        id: 'close',
        label: this.t('record.saveClose'),
        icon: 'check',
        key: 'Ctrl+Enter',
        run: () => void this.#save('close'),
      },
      {
        id: 'discard',
        label: this.t('record.discard'),
        icon: 'undo-2',
        line: true,
        ...(dirty ? {} : { reason: this.t('record.saved') }),
        run: () => this.#discard(),
      },
    ];
    void this.menu.openAt(event.currentTarget as HTMLElement, this.t('record.saveMenu'), items, { align: 'end' });
  }

  #more(event: Event): void {
    const href = hrefs.record(this.entityName, this.recordId);
    const items: MenuItem[] = [
      {
        id: 'link',
        label: this.t('list.copyLink'),
        icon: 'link',
        run: () =>
          void navigator.clipboard
            ?.writeText(new URL(href, location.href).href)
            .then(() => this.host.toasts.show({ text: this.t('list.copied') })),
      },
      { id: 'print', label: this.t('record.print'), icon: 'printer', run: () => window.print() },
    ];
    if (this.host.app.access(this.entityName)?.delete)
      items.push({
        id: 'delete',
        label: this.t('common.delete'),
        icon: 'trash-2',
        danger: true,
        line: true,
        run: () => void this.#delete(),
      });
    void this.menu.openAt(event.currentTarget as HTMLElement, this.t('record.more'), items, { align: 'end' });
  }

  async #delete(): Promise<void> {
    const { base } = this.draft!;
    const { host, entityName } = this;
    const done = await deleteRecords(host, entityName, [base!], () =>
      host.router.force(hrefs.record(entityName, base!.id)),
    );
    if (done.length === 0) return;
    this.draft!.discard();
    this.#dropDraft();
    this.#guard(false);
    host.router.force(this.#listHref);
  }

  #tabKey(event: KeyboardEvent): void {
    const tabs = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLButtonElement>('[role=tab]')];
    const at = tabs.findIndex((tab) => tab.getAttribute('aria-selected') === 'true');
    const moves: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const next = tabs[(move + tabs.length) % tabs.length]!;
    next.click();
    next.focus();
  }

  #shortcut = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const key = event.key.toLowerCase();
    if (key !== 's' && key !== 'enter') return;
    event.preventDefault();
    // The field that has the focus gives its value first.
    void Promise.resolve().then(() => this.#save(key === 'enter' ? 'close' : event.shiftKey ? 'new' : 'stay'));
  };
}

interface Tab {
  readonly id: string;
  readonly label: string;
  readonly nodes: readonly FormNode[];
  readonly count: number | undefined;
  /** Errors inside. */
  readonly wrong: number;
}
