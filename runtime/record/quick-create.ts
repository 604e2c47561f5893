/**
 * `<tr-quick-create>`: a new record in a dialog, by the entity's quick form, else the one it is created by. Ctrl+Enter saves,
 * Esc asks when something was typed, "Full form" goes on with it on a page of its own. What is typed is kept as on a page,
 * under the values that it began with. Tells `tr-done` once, with the record or undefined.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '@vaadin/button';
import type { FormDocument, FormNode } from '../../metadata/schema/entity.js';
import type { WireRecord } from '../data/record.js';
import { hrefs } from '../data/router.js';
import type { WantedRecord } from '../host/asides.js';
import { newLabel } from '../host/entity-words.js';
import type { Host } from '../host/host.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { ask } from '../ui/dialog.js';
import '../ui/editors.js';
import { TrElement } from '../ui/element.js';
import { deepActiveElement } from '../ui/focus.js';
import { icon } from '../ui/icon.js';
import { MediaQuery, phoneQuery } from '../ui/media-query.js';
import '../ui/states.js';
import { deviceOf, formOf } from './form-of.js';
import './form-view.js';
import type { TrForm } from './form-view.js';
import type { Duplicates } from './duplicates.js';
import { LeaveGuard } from './leave-guard.js';
import { RecordEditor, type EditorPage } from './record-editor.js';
import { recordNotes } from './record-notes.js';
import { RecordSaver, type SaverPage } from './record-saver.js';
import { recordTabs } from './record-tabs.js';
import { draftParameter } from './save-record.js';
import { firstOf } from './record-tabs.js';
import { SaveKeys } from './save-keys.js';

/** Opens the dialog in `root`; resolves when it is closed. The focus goes back to where it was. */
export async function quickCreate(
  root: { readonly renderRoot: ParentNode & Node },
  host: Host,
  { entity, given }: WantedRecord,
): Promise<WireRecord | undefined> {
  const opener = deepActiveElement();
  const element = document.createElement('tr-quick-create');
  Object.assign(element, { host, entityName: entity, given });
  root.renderRoot.append(element);
  const record = await new Promise<WireRecord | undefined>((resolve) => {
    element.addEventListener('tr-done', (event) => resolve((event as CustomEvent<WireRecord | undefined>).detail), {
      once: true,
    });
  });
  element.remove();
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  return record;
}

@customElement('tr-quick-create')
export class TrQuickCreate extends TrElement implements EditorPage, SaverPage {
  @property() entityName = '';
  @property({ attribute: false }) given: WantedRecord['given'] = {};
  @query('tr-dialog') private dialog!: TrDialog;
  @query('tr-form') private formElement!: TrForm | null;
  #phone = new MediaQuery(this, phoneQuery);
  readonly recordId = '';
  readonly listHref = '';
  #editor = new RecordEditor(this);
  #saver = new RecordSaver(this.#editor, this);
  #guard = new LeaveGuard(this.#editor, this.#saver, () => this.renderRoot);

  static override styles = css`
    .wait {
      min-height: 160px;
    }
    .note {
      margin-bottom: 16px;
    }
    .summary ul {
      margin: 4px 0 0;
      padding-left: 18px;
    }
    .summary:focus-visible {
      outline: 2px solid var(--tr-focus);
    }
    tr-form {
      color: var(--tr-text);
      margin-top: 8px;
    }
    .full {
      margin-inline-end: auto;
    }
  `;

  constructor() {
    super();
    new SaveKeys(this, () => void this.#saver.save('close'));
  }

  get maySave(): boolean {
    return this.#editor.maySave;
  }

  get route(): EditorPage['route'] {
    return { query: { ...this.given, [draftParameter]: this.#draftName } };
  }

  /** What was typed is found again where one begins with the same values. */
  get #draftName(): string {
    return `quick ${JSON.stringify(this.given)}`;
  }

  async askDuplicates(found: Duplicates): Promise<boolean> {
    const { askDuplicates } = await import('./duplicate-dialog.js');
    return askDuplicates(this, found);
  }

  override render() {
    const entity = this.#editor.entity;
    const { form, failure, isSaving } = this.#editor;
    const isWide = this.nodes.some((node) => holdsRows(node));
    return html`<tr-dialog
      .heading=${entity ? newLabel(this.host, entity) : ''}
      width=${isWide ? '960px' : '640px'}
      @tr-cancel=${(event: Event) => {
        if (event.target !== this.dialog) return;
        event.preventDefault();
        void this.#cancel();
      }}
    >
      ${
        failure
          ? html`<div class="box bad" role="alert">${icon('circle-x')}<span>${failure.message}</span></div>`
          : form
            ? html`${this.#notes()}<tr-form .nodes=${this.nodes} .form=${form}></tr-form>`
            : html`<div class="wait"><tr-skeleton .rows=${3} .columns=${2}></tr-skeleton></div>`
      }
      <vaadin-button slot="foot" class="full" theme="tertiary" @click=${() => void this.#openFull()}
        ><span slot="prefix">${icon('maximize-2', 's')}</span>${this.t('quick.fullForm')}</vaadin-button
      >
      <vaadin-button slot="foot" @click=${() => void this.#cancel()}>${this.t('common.cancel')}</vaadin-button>
      <vaadin-button
        slot="foot"
        theme="primary"
        ?disabled=${isSaving || !form}
        data-tip="Ctrl+Enter"
        @click=${() => void this.#saver.save('close')}
        >${this.t('common.save')}</vaadin-button
      >
    </tr-dialog>`;
  }

  #notes() {
    const { entity, errors, general, keptAt } = this.#editor;
    const notes = recordNotes({
      host: this.host,
      entity: entity!,
      news: undefined,
      keptAt,
      errors,
      general,
      takeNews: () => undefined,
      discard: () => this.#editor.discard(),
      jump: (path) => void this.formElement?.focusField(path),
    });
    return keptAt || errors.size > 0 || general ? notes : nothing;
  }

  protected override async firstUpdated(): Promise<void> {
    await this.dialog.open();
    await this.#editor.open();
    await this.updateComplete;
    await this.formElement?.updateComplete;
    this.formElement?.focusFirst();
  }

  protected override hostChanged(): void {
    if (this.#editor.draft) this.#editor.rebuild();
  }

  /** Of all tabs, what a record that is not there yet can show. */
  get nodes(): readonly FormNode[] {
    const { entity, draft, rules, errors } = this.#editor;
    if (!entity || !draft) return [];
    const source = { host: this.host, entity, document: this.#document, draft, rules, errors };
    return recordTabs({ ...source, history: false, activities: true })
      .flatMap((tab) => tab.nodes)
      .filter((node) => node.type !== 'related' && node.type !== 'activities');
  }

  get #document(): FormDocument | undefined {
    return formOf(this.host, this.entityName, 'quick', deviceOf(this.#phone.matches));
  }

  opening(): void {}

  draftChanged(): void {
    this.#guard.follow();
  }

  /** Saved. */
  close(): void {
    this.#done(this.#editor.draft?.base);
  }

  async focusErrors(): Promise<void> {
    await this.updateComplete;
    const first = firstOf(this.#editor.errors, this.nodes);
    if (first === undefined) this.renderRoot.querySelector<HTMLElement>('.summary')?.focus();
    else await this.formElement?.focusField(first);
  }

  /** Nobody else can have changed what is not there yet. */
  async askConflict(): Promise<void> {}

  async #cancel(): Promise<void> {
    const { draft } = this.#editor;
    if (!draft?.isTouched) return this.#done(undefined);
    const answer = await ask(this.host, this.renderRoot, {
      title: this.t('record.leaveTitle'),
      text: this.t('record.leaveText', { count: Math.max(1, draft.changedNames.length) }),
      actions: [
        { id: 'discard', label: this.t('record.leaveDiscard'), theme: 'tertiary' },
        { id: 'stay', label: this.t('record.stay') },
        { id: 'save', label: this.t('record.leaveSave'), theme: 'primary' },
      ],
    });
    if (answer === 'save') void this.#saver.save('close');
    if (answer !== 'discard') return;
    this.#editor.forgetKept();
    this.#done(undefined);
  }

  /** The page finds what was typed under the same name; the page below may ask first. */
  async #openFull(): Promise<void> {
    await this.#editor.handOver();
    this.#guard.release();
    const isKept = this.#editor.isAtStake ? { [draftParameter]: this.#draftName } : {};
    const went = await this.host.router.go(hrefs.create(this.entityName, { ...this.given, ...isKept }));
    if (went) this.#done(undefined);
    else this.#guard.follow();
  }

  #done(record: WireRecord | undefined): void {
    this.#guard.release();
    this.dialog.close();
    this.emit('tr-done', record);
  }
}

const holdsRows = (node: FormNode): boolean =>
  node.type === 'subTable' || ('nodes' in node && (node.nodes as readonly FormNode[]).some(holdsRows));

declare global {
  interface HTMLElementTagNameMap {
    'tr-quick-create': TrQuickCreate;
  }
}
