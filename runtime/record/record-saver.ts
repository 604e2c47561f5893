/** Saving in three manners, and what the answers that are no success mean: errors at their fields, a conflict to settle. */
import { isReference, type WireRecord } from '../data/record.js';
import { hrefs } from '../data/router.js';
import { labelOf } from '../data/search-references.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import { checkRecord } from './check-record.js';
import type { Conflict } from './conflict-dialog.js';
import { seenText, type Duplicates } from './duplicates.js';
import type { RecordEditor } from './record-editor.js';
import { failureSentence, newKey, saveRecord, type SaveOutcome } from './save-record.js';

/** Where one goes when it is saved. */
export type After = 'stay' | 'new' | 'close';

export interface SaverPage {
  /** Nodes of all tabs. */
  readonly nodes: readonly FormNode[];
  readonly listHref: string;
  /** Closes the panel that the form stands in, if it stands in one: instead of going to the list. */
  readonly close?: (() => void) | undefined;
  /** Puts the focus on the first field with an error; without one on the summary. */
  focusErrors(): Promise<void>;
  askConflict(conflict: Conflict): Promise<void>;
  /** Shows records that may be the same; true: save all the same. */
  askDuplicates(found: Duplicates): Promise<boolean>;
}

/** What is left to be dealt with once duplicates were looked at. */
type Settled = Exclude<SaveOutcome, { kind: 'duplicates' }>;

export class RecordSaver {
  /** What is to be saved as soon as the server can be reached again. */
  #waiting: After | undefined;
  /** The key of a copy, kept until it is made. */
  #copyKey = newKey();

  constructor(
    private readonly editor: RecordEditor,
    private readonly page: SaverPage,
  ) {}

  /** False when it was not saved; the page then says why. */
  async save(after: After): Promise<boolean> {
    const { draft, isSaving } = this.editor;
    if (!draft || isSaving) return false;
    if (!draft.isDirty && !draft.isNew) {
      if (after !== 'stay') this.#goOn(after);
      return true;
    }
    const outcome = await this.#send();
    return outcome !== undefined && this.#settle(outcome, after);
  }

  /** The server answers again: what could not be sent is sent now, under the same key. */
  async resume(): Promise<void> {
    const after = this.#waiting;
    this.#waiting = undefined;
    if (after !== undefined && this.editor.draft?.isDirty) await this.save(after);
  }

  /** Another record with what stands in the form; this one stays as the server has it. */
  async saveCopy(): Promise<boolean> {
    const { editor } = this;
    const { host } = editor.page;
    const { draft, entity, isSaving } = editor;
    if (!draft || !entity || isSaving) return false;
    const copy = draft.copy(
      entity,
      (field) => host.app.fieldClass(field) === 'write' && field.document.readOnly !== true,
    );
    const outcome = await this.#send(copy, this.#copyKey);
    if (outcome?.kind !== 'saved') return outcome !== undefined && this.#settle(outcome, 'stay');
    this.#copyKey = newKey();
    editor.forgetKept();
    draft.discard();
    const name = labelOf(outcome.record, entity.nameFields);
    host.toasts.show({ text: host.i18n.t('record.created', { name }) });
    host.router.force(hrefs.record(editor.page.entityName, outcome.record.id));
    return true;
  }

  /** Saves without going anywhere: the person is leaving. */
  async saveToLeave(): Promise<boolean> {
    const outcome = await this.#send();
    if (!outcome) return false;
    if (outcome.kind !== 'saved') return this.#settle(outcome, 'stay');
    this.editor.forgetKept();
    this.editor.draft!.discard();
    return true;
  }

  /** Somebody saved in the meantime: asks for each clashing field. */
  async clash(fields: readonly string[], theirs: WireRecord): Promise<void> {
    const { host } = this.editor.page;
    const draft = this.editor.draft!;
    const clashing = fields.filter((name) => draft.isChanged(name));
    const by = theirs['updated_by'];
    await this.page.askConflict({
      entity: this.editor.entity!,
      fields: clashing.length > 0 ? clashing : draft.changedNames,
      base: draft.base!,
      theirs,
      mine: draft.changes,
      who: isReference(by) ? by.label : host.i18n.t('record.someone'),
      at: String(theirs['updated_at'] ?? host.now().toISOString()),
    });
  }

  /** The person chose; `dropped` are the fields where theirs stays. */
  async resolve({ theirs }: Conflict, dropped: readonly string[]): Promise<void> {
    const draft = this.editor.draft!;
    draft.rebase(theirs, dropped);
    this.editor.rebuild();
    if (draft.isDirty) await this.save('stay');
    else this.editor.forgetKept();
  }

  /** Undefined when a rule stands against it, or the person went back to the form. */
  async #send(draft = this.editor.draft!, key = this.editor.key, seen?: string): Promise<Settled | undefined> {
    const { editor } = this;
    const { page } = editor;
    const errors = checkRecord(editor.form!, this.page.nodes);
    editor.showErrors(errors);
    if (errors.size > 0) {
      await this.page.focusErrors();
      return undefined;
    }
    editor.isSaving = true;
    page.requestUpdate();
    let outcome: SaveOutcome;
    try {
      outcome = await saveRecord(page.host, editor.entity!, draft, { key, seen });
    } finally {
      editor.isSaving = false;
      page.requestUpdate();
    }
    if (outcome.kind !== 'duplicates') return outcome;
    const isMeant = await this.page.askDuplicates(outcome.found);
    return isMeant ? this.#send(draft, key, seenText(outcome.found)) : undefined;
  }

  async #settle(outcome: Settled, after: After): Promise<boolean> {
    if (outcome.kind === 'saved') {
      this.#saved(outcome.record, after);
      return true;
    }
    if (outcome.kind === 'conflict') {
      await this.clash(outcome.fields, outcome.theirs);
      return false;
    }
    const { editor } = this;
    const { i18n } = editor.page.host;
    if (outcome.kind === 'invalid') {
      editor.showErrors(outcome.errors, outcome.general);
    } else if (outcome.failure.status === 0) {
      this.#waiting = after;
      editor.showErrors(new Map(), i18n.t('record.saveWaits'));
    } else {
      editor.showErrors(new Map(), `${i18n.t('record.saveFailed')}: ${failureSentence(i18n, outcome.failure)}`);
    }
    await this.page.focusErrors();
    return false;
  }

  #saved(record: WireRecord, after: After): void {
    const { editor } = this;
    const { host, entityName } = editor.page;
    const draft = editor.draft!;
    const { isNew } = draft;
    this.#waiting = undefined;
    editor.forgetKept();
    draft.unreadable.clear();
    draft.rebase(record, draft.changedNames);
    editor.showErrors(new Map());
    host.announce(host.i18n.t('record.saved'));
    if (isNew) {
      const name = labelOf(record, editor.entity!.nameFields);
      host.toasts.show({ text: host.i18n.t('record.created', { name }) });
    }
    if (after !== 'stay') this.#goOn(after);
    else if (isNew) host.router.force(hrefs.record(entityName, record.id), true);
  }

  #goOn(after: Exclude<After, 'stay'>): void {
    const { page } = this.editor;
    const { router } = page.host;
    if (after === 'close' && this.page.close) this.page.close();
    else if (after === 'close') router.force(this.page.listHref);
    else if (page.recordId === '') {
      router.force(hrefs.create(page.entityName), true);
      void this.editor.open();
    } else router.force(hrefs.create(page.entityName));
  }
}
