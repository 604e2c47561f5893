/**
 * `<tr-record-page>`: one record by its form document, or a new one. The page draws and wires: the draft is the editor's,
 * saving the saver's, leaving the leave guard's, the changes of others the news watch's. Longer than most files because
 * these meet here.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import { pipelinesOf } from '../../metadata/rules/pipeline.js';
import type { EntityAction } from '../../metadata/schema/entity-action.js';
import type { FormDocument, FormNode } from '../../metadata/schema/entity.js';
import { actionButton, actionItems, offeredActions } from '../action/offered.js';
import { rememberOpened } from '../data/remember-opened.js';
import { hrefs, type Route } from '../data/router.js';
import { labelOf } from '../data/search-references.js';
import { inSentence, pluralOf } from '../host/entity-words.js';
import type { PageTitle } from '../host/screens.js';
import { deleteRecords } from '../list/delete-records.js';
import { recallOrder, rememberPlace } from '../list/record-order.js';
import { TrElement } from '../ui/element.js';
import '../ui/editors.js';
import { isFocusAtRest } from '../ui/focus.js';
import { MediaQuery, phoneQuery, railQuery } from '../ui/media-query.js';
import '../ui/menu.js';
import type { MenuItem, TrMenu } from '../ui/menu.js';
import '../ui/states.js';
import './conflict-dialog.js';
import type { Conflict, TrConflictDialog } from './conflict-dialog.js';
import { DuplicateWatch } from './duplicate-watch.js';
import type { Duplicates } from './duplicates.js';
import { deviceOf, formOf } from './form-of.js';
import { anchorOf } from './form-places.js';
import { FollowWatch } from './follow-watch.js';
import './form-view.js';
import type { TrForm } from './form-view.js';
import { LeaveGuard } from './leave-guard.js';
import { NewsWatch } from './news-watch.js';
import { PresenceWatch } from './presence-watch.js';
import { RecordEditor, type EditorPage } from './record-editor.js';
import { recordHead } from './record-head.js';
import { moreItems, saveItems } from './record-menus.js';
import { recordNotes } from './record-notes.js';
import { recordPageStyles } from './record-page-styles.js';
import { RecordSaver, type SaverPage } from './record-saver.js';
import { failedState, missingState } from './record-states.js';
import { firstOf, HISTORY, recordTabs, tabOf, type RecordTab } from './record-tabs.js';
import { SaveKeys } from './save-keys.js';
import { tabList } from './tab-list.js';
import './timeline.js';
import '../ui/later-strings.js';

/** A dialog about the record of the page. */
interface RecordDialog extends HTMLElement {
  open(): Promise<void>;
}
const dialogs = {
  'tr-share-dialog': () => import('./share-dialog.js'),
  'tr-explain-dialog': () => import('../access/explain-dialog.js'),
  'tr-print-dialog': () => import('../print/print-dialog.js'),
};

@customElement('tr-record-page')
export class TrRecordPage extends TrElement implements EditorPage, SaverPage {
  @property() entityName = '';
  /** Empty: a new record. */
  @property() recordId = '';
  @property({ attribute: false }) route: Route | undefined;
  /** Beside a list: no rail, no title of its own; `tr-close` asks the list to close it. */
  @property({ type: Boolean, reflect: true }) quick = false;
  @state() private tab = '';
  @query('tr-menu') private menu!: TrMenu;
  @query('tr-form') private formElement!: TrForm | null;
  @query('tr-conflict-dialog') private conflictDialog!: TrConflictDialog;
  #rail = new MediaQuery(this, railQuery);
  #phone = new MediaQuery(this, phoneQuery);
  #editor = new RecordEditor(this);
  #saver = new RecordSaver(this.#editor, this);
  #guard = new LeaveGuard(this.#editor, this.#saver, () => this.renderRoot);
  #watch = new NewsWatch(this.#editor, this.#saver);
  #presence = new PresenceWatch(this.#editor);
  #follow = new FollowWatch(this.#editor);
  #duplicates = new DuplicateWatch(this.#editor, () => this.renderRoot);
  #stop: (() => void) | undefined;

  static override styles = recordPageStyles;

  constructor() {
    super();
    new SaveKeys(this, (after) => void this.#saver.save(after));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.host.connection.listen((isDown) => {
      if (!isDown) void this.#saver.resume();
    });
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    super.disconnectedCallback();
  }

  protected override hostChanged(): void {
    if (this.#editor.draft) this.#editor.rebuild();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = changed.has('entityName') || changed.has('recordId');
    const isNewAgain = changed.has('route') && this.recordId === '' && this.#editor.draft?.isNew === false;
    if (isOther || isNewAgain) void this.#open();
  }

  override render() {
    const { host, entityName } = this;
    const { entity, failure, draft, form } = this.#editor;
    if (!entity) return missingState(host);
    if (failure) return failedState(host, entityName, failure, () => void this.#open());
    if (!draft || !form)
      return html`<h1 class="sr">${this.t('common.loading')}</h1>
        <tr-skeleton style="padding-top:24px" .rows=${6} .columns=${3}></tr-skeleton>`;
    const tabs = this.#tabs;
    const current = tabs.find((tab) => tab.id === this.tab) ?? tabs[0]!;
    const several = tabs.length > 1;
    const rail = this.#hasTimeline && this.#hasRail;
    return html`
      <div class="head ${several ? '' : 'alone'}">
        ${this.#head()} ${several ? tabList(this.t('record.tabs'), tabs, current.id, (id) => (this.tab = id)) : nothing}
      </div>
      <div class="body ${rail ? 'withrail' : ''}">
        <div
          class="work"
          id="panel"
          role=${several ? 'tabpanel' : nothing}
          aria-labelledby=${several ? `tab-${current.id}` : nothing}
        >
          ${this.#notes()} ${this.#duplicates.notice()}
          ${
            current.id === HISTORY
              ? html`<div class="narrow">${this.#timeline()}</div>`
              : html`${this.#stages()}<tr-form
                    .nodes=${current.nodes}
                    .form=${form}
                    @tr-field-left=${() => void this.#duplicates.ask()}
                  ></tr-form>`
          }
        </div>
        ${rail ? html`<aside aria-label=${this.t('record.timeline')}>${this.#timeline(true)}</aside>` : nothing}
      </div>
      <tr-menu></tr-menu>
      <tr-conflict-dialog
        .fieldHost=${form.fieldHost}
        @tr-resolved=${(event: CustomEvent<readonly string[]>) =>
          void this.#saver.resolve(this.conflictDialog.conflict!, event.detail)}
      ></tr-conflict-dialog>
    `;
  }

  #head() {
    const { host, listHref } = this;
    const { entity, draft, form, isSaving } = this.#editor;
    return recordHead({
      host,
      entity: entity!,
      document: this.#document,
      draft: draft!,
      form: form!,
      title: this.#title,
      listHref,
      isSaving,
      maySave: this.#editor.maySave,
      people: this.#presence.people,
      following: this.#follow.state?.following,
      quick: this.quick,
      actions: this.#hasRoom ? actionButton(host, this.#actions, (action) => void this.#run(action)) : nothing,
      follow: () => void this.#follow.toggle(),
      save: () => void this.#saver.save('stay'),
      openSaveMenu: (event) => this.#openSaveMenu(event),
      openMore: (event) => void this.#openMore(event),
      print: this.#hasRoom && this.#mayPrint ? () => void this.#print() : undefined,
    });
  }

  #notes() {
    const { entity, errors, general, keptAt } = this.#editor;
    return recordNotes({
      host: this.host,
      entity: entity!,
      news: this.#watch.news,
      keptAt,
      errors,
      general,
      takeNews: () => void this.#watch.take(),
      discard: () => this.#editor.discard(),
      jump: (path) => void this.#jump(path),
    });
  }

  /** The way of the record through its stages, above its form. */
  #stages() {
    const pipelines = pipelinesOf(this.#editor.entity!);
    if (pipelines.length > 0) void import('../stages/stage-path.js');
    return pipelines.map(
      (pipeline) => html`<tr-stage-path .form=${this.#editor.form} .pipeline=${pipeline}></tr-stage-path>`,
    );
  }

  #timeline(rail = false) {
    const { id = '', version = 0 } = this.#editor.draft!.base ?? {};
    return html`<tr-timeline
      ?rail=${rail}
      .entityName=${this.entityName}
      .recordId=${id}
      .version=${version}
      .activities=${this.#activities}
      .wanted=${this.route?.query['comment'] ?? ''}
    ></tr-timeline>`;
  }

  get maySave(): boolean {
    return this.#editor.draft !== undefined && this.#editor.maySave;
  }

  /** The list one came from, else the entity's. */
  get listHref(): string {
    return recallOrder(this.entityName)?.href ?? hrefs.list(this.entityName);
  }

  get nodes(): readonly FormNode[] {
    return this.#tabs.flatMap((tab) => tab.nodes);
  }

  get #document(): FormDocument | undefined {
    const { allowed, draft } = this.#editor;
    const isRead = draft?.isNew === false && !allowed.update;
    const purpose = this.recordId === '' ? 'create' : isRead ? 'detail' : 'edit';
    return formOf(this.host, this.entityName, purpose, deviceOf(this.#phone.matches));
  }

  get #hasTimeline(): boolean {
    const { features } = this.#editor.entity?.document ?? {};
    const isKept = features?.history !== false || features?.comments !== false || this.#activities.length > 0;
    return this.recordId !== '' && isKept;
  }

  /** There is room for the timeline beside the form. */
  get #hasRail(): boolean {
    return this.#rail.matches && !this.quick;
  }

  /** Blocks of what is to be done that stand outside of tabs: they are shown with the timeline. */
  get #activities() {
    return ((this.#document?.nodes ?? []) as readonly FormNode[]).filter((node) => node.type === 'activities');
  }

  /** Closes the panel that the page stands in, if it stands in one. */
  get close(): (() => void) | undefined {
    return this.quick ? () => this.emit('tr-close') : undefined;
  }

  /** Asks about unsaved changes as leaving the page would. */
  mayLeave(): Promise<boolean> {
    return this.#guard.mayLeave();
  }

  /** Puts the focus into the first field: to edit at once. */
  focusForm(): void {
    this.formElement?.focusFirst();
  }

  get #tabs(): readonly RecordTab[] {
    const { entity, draft, rules, errors } = this.#editor;
    const history = this.#hasTimeline && !this.#hasRail;
    return recordTabs({
      host: this.host,
      entity: entity!,
      document: this.#document,
      draft: draft!,
      rules,
      errors,
      history,
      activities: this.#hasTimeline,
    });
  }

  get #title(): string {
    const { entity, draft } = this.#editor;
    if (draft!.isNew)
      return this.t('record.new', { thing: inSentence(this.host, this.host.i18n.label(entity!.label, entity!.name)) });
    const title = labelOf(draft!.base!, entity!.nameFields);
    return title === this.recordId ? this.t('record.unnamed') : title;
  }

  opening(): void {
    this.tab = '';
    this.#watch.forget();
    this.#duplicates.forget();
  }

  draftChanged(): void {
    const { entity, draft, failure } = this.#editor;
    this.#guard.follow();
    if (this.quick) return;
    if (!entity) this.emit<PageTitle>('tr-title', { title: this.t('notFound.title'), trail: [] });
    if (!entity || (!draft && !failure)) return;
    const trail = [{ label: pluralOf(this.host, entity), href: this.listHref }];
    const count = draft && !draft.isNew ? draft.changedNames.length : 0;
    this.emit<PageTitle>('tr-title', {
      title: draft ? this.#title : this.t('record.missing'),
      trail,
      note: count > 0 ? this.t('record.notSaved', { count }) : undefined,
    });
  }

  async #open(): Promise<void> {
    if (this.recordId !== '') rememberPlace(this.entityName, this.recordId);
    await this.#editor.open();
    if (this.recordId !== '' && this.#editor.draft && !this.quick)
      rememberOpened(this.host, this.entityName, this.recordId);
    if (this.recordId !== '' || !this.#editor.draft) return;
    await this.updateComplete;
    await this.formElement?.updateComplete;
    // A new record is typed into at once; whoever is somewhere else already stays there.
    if (isFocusAtRest()) this.formElement?.focusFirst();
  }

  async focusErrors(): Promise<void> {
    await this.updateComplete;
    // The summary is an alert and says all; the keyboard goes on where the first thing is to be put right.
    const first = firstOf(this.#editor.errors, this.nodes);
    if (first === undefined) this.renderRoot.querySelector<HTMLElement>('.summary')?.focus();
    else await this.#jump(first);
  }

  async askConflict(conflict: Conflict): Promise<void> {
    this.conflictDialog.conflict = conflict;
    await this.conflictDialog.open();
  }

  async askDuplicates(found: Duplicates): Promise<boolean> {
    const { askDuplicates } = await import('./duplicate-dialog.js');
    return askDuplicates(this, found, this.#duplicates.merge);
  }

  async #jump(path: string): Promise<void> {
    const name = path.split('/')[1] ?? '';
    const tab = tabOf(this.#tabs, name);
    if (tab) this.tab = tab.id;
    await this.updateComplete;
    const inHead = this.renderRoot.querySelector<HTMLElement>(`#${anchorOf(`/${name}`)} > *`);
    if (inHead) inHead.focus();
    else await this.formElement?.focusField(path);
  }

  #openMenu(cause: HTMLElement, name: 'record.saveMenu' | 'record.more', items: readonly MenuItem[]): void {
    void this.menu.openAt(cause, this.t(name), items, { align: 'end' });
  }

  #openSaveMenu(event: Event): void {
    const items = saveItems(this.host, this.entityName, {
      isDirty: this.#editor.draft!.isDirty,
      save: (after) => void this.#saver.save(after),
      copy: this.#editor.draft!.isNew ? undefined : () => void this.#saver.saveCopy(),
      discard: () => this.#editor.discard(),
    });
    this.#openMenu(event.currentTarget as HTMLElement, 'record.saveMenu', items);
  }

  #openMore(event: Event): void {
    const { host, entityName, recordId } = this;
    const items = moreItems(host, entityName, recordId, {
      allowed: this.#editor.allowed,
      following: this.#follow.state?.following,
      follow: () => void this.#follow.toggle(),
      remove: () => void this.#delete(),
      print: this.#mayPrint ? () => void this.#print() : undefined,
      share: () => void this.#openDialog('tr-share-dialog'),
      explain: () => void this.#openDialog('tr-explain-dialog'),
      view: () => void this.#viewAs(),
      more: actionItems(
        host,
        this.#hasRoom ? this.#actions.slice(1) : this.#actions,
        (action) => void this.#run(action),
      ),
    });
    this.#openMenu(event.currentTarget as HTMLElement, 'record.more', items);
  }

  get #hasRoom(): boolean {
    return !this.quick && !this.#phone.matches;
  }

  get #actions(): readonly EntityAction[] {
    const { entity, draft, rules, allowed } = this.#editor;
    return entity && draft?.base ? offeredActions(entity, draft.base, { rules, allowed }) : [];
  }

  /** An action works on what is stored: what stands in the form is saved first. */
  async #run(action: EntityAction): Promise<void> {
    if (this.#editor.draft?.isDirty && !(await this.#saver.save('stay'))) return;
    const { runAction } = await import('../action/run-action.js');
    const { host, renderRoot, entityName: entity, recordId: id } = this;
    await runAction({ host, root: renderRoot, place: { entity, id }, action, stay: () => this.#open() });
  }

  get #mayPrint(): boolean {
    const access = this.host.app.access(this.entityName);
    return access?.templates === true && access.print;
  }

  /** What is printed is what is stored. */
  async #print(): Promise<void> {
    if (this.#editor.draft?.isDirty && !(await this.#saver.save('stay'))) return;
    await this.#openDialog('tr-print-dialog');
  }

  async #viewAs(): Promise<void> {
    const { beginView } = await import('../access/begin-view.js');
    await this.#presence.stepAway();
    if (await beginView(this.host, { user: this.recordId })) this.emit('tr-other-view');
  }

  /** Dialogs that few open come when they are asked for; the page keeps one of each. */
  async #openDialog(tag: keyof typeof dialogs): Promise<void> {
    await dialogs[tag]();
    const held = this.renderRoot.querySelector<RecordDialog>(tag);
    const dialog = held ?? (document.createElement(tag) as RecordDialog);
    Object.assign(dialog, { entityName: this.entityName, recordId: this.recordId, recordName: this.#title });
    if (!held) this.renderRoot.append(dialog);
    await dialog.open();
  }

  async #delete(): Promise<void> {
    const { host, entityName, listHref } = this;
    const base = this.#editor.draft!.base!;
    const again = () => host.router.force(hrefs.record(entityName, base.id));
    const done = await deleteRecords(host, entityName, [base], again);
    if (done.length === 0) return;
    this.#editor.draft!.discard();
    this.#editor.forgetKept();
    this.#guard.release();
    if (this.close) this.close();
    else host.router.force(listHref);
  }
}
