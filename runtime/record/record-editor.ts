/**
 * What a record page edits: the draft with its rules and errors, made when a record is opened, and told to the form after
 * each change. Saving is record-saver, leaving leave-guard, the changes of others news-watch.
 */
import type { ReactiveControllerHost } from 'lit';
import type { Entity } from '../../metadata/model/model.js';
import { ApiFailure } from '../data/api-client.js';
import type { Route } from '../data/router.js';
import { createFieldHost } from '../host/field-host.js';
import type { Host } from '../host/host.js';
import type { Allowed } from './allowed.js';
import { DraftKeeper } from './draft-keeper.js';
import type { Defaults } from './defaults.js';
import type { FormContext } from './form-context.js';
import type { FormDefaults } from './form-defaults.js';
import { recordMaker } from './record-maker.js';
import { openRecord } from './open-record.js';
import type { RecordDraft } from './record-draft.js';
import type { Rules } from './rules.js';
import { draftParameter, newKey } from './save-record.js';

export interface EditorPage extends ReactiveControllerHost {
  readonly host: Host;
  readonly entityName: string;
  /** Empty: a new record. */
  readonly recordId: string;
  /** Its query holds values of a new record. */
  readonly route: Pick<Route, 'query'> | undefined;
  /** Another record is opened: the first tab is shown again. */
  opening(): void;
  /** The draft is there, or was changed: title and guard follow. */
  draftChanged(): void;
}

export class RecordEditor {
  draft: RecordDraft | undefined;
  /** A new object after each change: that is how the form learns of it. */
  form: FormContext | undefined;
  rules: Rules | undefined;
  #defaults: Defaults | undefined;
  #following: FormDefaults | undefined;
  /** What may be done with this record; of nothing until it is there. */
  allowed: Allowed = { update: false, delete: false, share: false };
  /** Why the record could not be read. */
  failure: ApiFailure | undefined;
  /** Messages by JSON pointer, as the summary and the fields show them. */
  errors: ReadonlyMap<string, string> = new Map();
  /** A message about no single field. */
  general: string | undefined;
  /** Unsaved changes of an earlier visit are in the draft; when they were made. */
  keptAt: string | undefined;
  isSaving = false;
  /** Makes a repeated POST of this new record one record. */
  key = newKey();
  readonly #keeper: DraftKeeper;

  constructor(readonly page: EditorPage) {
    this.#keeper = new DraftKeeper({
      get host() {
        return page.host;
      },
      get entityName() {
        return page.entityName;
      },
      get recordId() {
        return page.recordId;
      },
      get draftName() {
        return page.route?.query[draftParameter];
      },
    });
  }

  get entity(): Entity | undefined {
    return this.page.host.app.entity(this.page.entityName);
  }

  /** The record may be changed, or the new one made. */
  get maySave(): boolean {
    const { host, entityName } = this.page;
    return this.draft?.isNew ? host.app.access(entityName)?.create === true : this.allowed.update;
  }

  /** Leaving now would lose something. */
  get isAtStake(): boolean {
    return this.draft?.isTouched === true;
  }

  /** Reads the record and begins anew; `failure` says why it could not. */
  async open(): Promise<void> {
    const { page, entity } = this;
    const { host, entityName, recordId } = page;
    const isStill = () => entityName === page.entityName && recordId === page.recordId;
    this.#reset();
    page.opening();
    page.draftChanged();
    if (!entity) return;
    try {
      const opened = await openRecord(host, { entity, id: recordId, query: page.route?.query ?? {} });
      if (!isStill()) return;
      this.draft = opened.draft;
      this.rules = opened.rules;
      this.#defaults = opened.defaults;
      this.#following = opened.following;
      this.allowed = opened.allowed;
      this.keptAt = opened.keptAt;
      if (opened.keptKey !== undefined) this.key = opened.keptKey;
      this.rebuild();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (!isStill()) return;
      this.failure = error;
      page.draftChanged();
      page.requestUpdate();
    }
  }

  /** Tells the form and the page that something changed. */
  rebuild(): void {
    const draft = this.draft!;
    this.form = {
      host: this.page.host,
      entity: this.entity!,
      draft,
      rules: this.rules,
      defaults: this.#defaults,
      mayUpdate: this.allowed.update,
      fieldHost: { ...createFieldHost(this.page.host, draft.values), make: recordMaker(this.page.host) },
      errors: this.errors,
      set: (name, value) => this.#change(name, (following) => following.set(name, value)),
      setCell: (parent, index, name, value) =>
        this.#change(parent, (following) => following.setCell(parent, index, name, value)),
      addRow: (parent) => this.#change(parent, (following) => following.addRow(parent)),
      refuse: (name, message) => this.#refuse(name, message),
    };
    this.page.draftChanged();
    this.page.requestUpdate();
  }

  showErrors(errors: ReadonlyMap<string, string>, general?: string): void {
    this.errors = errors;
    this.general = general;
    this.rebuild();
  }

  /** Another page goes on with what was typed. */
  async handOver(): Promise<void> {
    if (this.isAtStake) await this.#keeper.keepNow(this.draft!, this.key);
  }

  /** The server holds it all: nothing is kept any longer. */
  forgetKept(): void {
    this.keptAt = undefined;
    this.#keeper.drop();
  }

  /** Back to what the server said; a new record begins anew. */
  discard(): void {
    this.draft!.discard();
    this.forgetKept();
    if (this.draft!.isNew) void this.open();
    else this.showErrors(new Map());
  }

  #reset(): void {
    this.draft = undefined;
    this.form = undefined;
    this.#following = undefined;
    this.failure = undefined;
    this.errors = new Map();
    this.general = undefined;
    this.keptAt = undefined;
    this.key = newKey();
  }

  #change(name: string, change: (following: FormDefaults) => void): void {
    const draft = this.draft!;
    const following = this.#following!;
    change(following);
    for (const key of [...draft.unreadable.keys()])
      if (key === name || key.startsWith(`${name}/`)) draft.unreadable.delete(key);
    this.#forgive(name);
    this.#keeper.keep(draft, this.key);
    this.rebuild();
    void this.#complete(following);
  }

  /** Defaults that are read from records which were chosen just now. */
  async #complete(following: FormDefaults): Promise<void> {
    if (!(await following.load()) || this.#following !== following) return;
    this.#keeper.keep(this.draft!, this.key);
    this.rebuild();
  }

  #refuse(name: string, message: string | undefined): void {
    const { unreadable } = this.draft!;
    if (unreadable.get(name) === message) return;
    if (message === undefined) unreadable.delete(name);
    else unreadable.set(name, message);
    this.rebuild();
  }

  /** An error goes as soon as its field is touched. */
  #forgive(name: string): void {
    if (this.errors.size === 0) return;
    this.errors = new Map([...this.errors].filter(([path]) => path.split('/')[1] !== name));
    if (this.errors.size === 0) this.general = undefined;
  }
}
