/**
 * `<tr-bulk-dialog>`: changes fields of many records: what and how many first, then progress with a way to stop, then what
 * could not be changed and why. A deletion begins with the progress. One undo takes all back.
 */
import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Field } from '../../metadata/model/model.js';
import { ApiFailure } from '../data/api-client.js';
import { createEditHost } from '../host/field-host.js';
import type { FieldHost } from '../host/field-views.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { changeMany, undoBatch, type BulkOutcome, type BulkProgress, type BulkRequest } from './bulk-client.js';
import { bulkDialogStyles } from './bulk-dialog-styles.js';
import { fieldRefusal } from './edit/cell-permission.js';
import '../ui/later-strings.js';

interface FieldChange {
  readonly path: string;
  readonly value: unknown;
  readonly refused?: string | undefined;
}

@customElement('tr-bulk-dialog')
export class TrBulkDialog extends TrElement {
  @property() entityName = '';
  @property({ attribute: false }) fieldHost!: FieldHost;
  @property({ attribute: false }) count = 0;
  @property({ attribute: false }) request!: (values: Readonly<Record<string, unknown>>) => BulkRequest;
  @property({ type: Boolean }) isDeletion = false;
  @property({ attribute: false }) refresh: () => Promise<void> = async () => undefined;
  @state() private changes: readonly FieldChange[] = [];
  @state() private progress: BulkProgress | undefined;
  @state() private running = false;
  @state() private outcome: BulkOutcome | undefined;
  @state() private failure: string | undefined;
  @query('tr-dialog') private dialog!: TrDialog;
  #closed: () => void = () => undefined;

  static override styles = bulkDialogStyles;

  /** Resolves when the dialog is closed. */
  async run(path: string | undefined): Promise<void> {
    const [first] = this.#fields();
    const begin = path ?? first?.name;
    this.changes = begin === undefined ? [] : [{ path: begin, value: null }];
    await this.updateComplete;
    const closed = new Promise<void>((resolve) => (this.#closed = resolve));
    await this.dialog.open();
    if (this.isDeletion) void this.#go();
    await closed;
  }

  override render() {
    const title = this.isDeletion ? 'bulk.deleteTitle' : 'bulk.title';
    return html`<tr-dialog
      .heading=${this.t(title, { count: this.count })}
      width="520px"
      @tr-closed=${() => this.#closed()}
      @tr-cancel=${(event: Event) => this.running && event.preventDefault()}
    >
      ${this.outcome ? this.#result(this.outcome) : this.running ? this.#running() : this.#form()}
      ${this.failure ? html`<p class="bad" role="alert">${icon('circle-x')}${this.failure}</p>` : nothing}
      ${this.#foot()}
    </tr-dialog>`;
  }

  #form() {
    if (this.isDeletion) return nothing;
    const taken = new Set(this.changes.map((change) => change.path));
    const isMore = this.#fields().some((field) => !taken.has(field.name));
    return html`<div class="changes">${this.changes.map((change, at) => this.#change(change, at))}</div>
      ${
        isMore
          ? html`<button type="button" class="linkish" @click=${this.#add}>
              ${icon('plus', 's')}${this.t('bulk.addField')}
            </button>`
          : nothing
      }
      <p class="hint">${this.t('bulk.emptyClears')}</p>`;
  }

  #change(change: FieldChange, at: number) {
    const field = this.#field(change.path);
    if (!field) return nothing;
    const name = this.#name(field);
    const edit = createEditHost(this.fieldHost, {
      place: 'filter',
      label: name,
      error: change.refused,
      refuse: (refused) => this.#set(at, { refused }),
    });
    const taken = new Set(this.changes.map((each) => each.path));
    return html`<div class="change">
      <select
        aria-label=${this.t('bulk.field')}
        @change=${(event: Event) => this.#replace(at, (event.target as HTMLSelectElement).value)}
      >
        ${this.#fields()
          .filter((each) => each.name === change.path || !taken.has(each.name))
          .map(
            (each) =>
              html`<option value=${each.name} ?selected=${each.name === change.path}>${this.#name(each)}</option>`,
          )}
      </select>
      <div class="value">
        ${this.host.fields
          .get(field.type.id)
          .edit?.(change.value, field, edit, (value) => this.#set(at, { value, refused: undefined }))}
      </div>
      <button
        type="button"
        class="ib xs"
        aria-label=${this.t('bulk.removeField', { name })}
        ?disabled=${this.changes.length === 1}
        @click=${() => (this.changes = this.changes.filter((_, index) => index !== at))}
      >
        ${icon('x', 's')}
      </button>
    </div>`;
  }

  #running() {
    const { done = 0, total = this.count } = this.progress ?? {};
    const { formats } = this.host.i18n;
    return html`<p role="status">
        ${this.t('bulk.progress', { done: formats.number(done), total: formats.number(total) })}
      </p>
      <progress max=${total} value=${done} aria-label=${this.t('bulk.running')}></progress>`;
  }

  #result(outcome: BulkOutcome) {
    const done = this.t(this.isDeletion ? 'bulk.deleted' : 'bulk.changed', { count: outcome.changed });
    return html`<p role="status">
        ${done} ${outcome.stopped ? this.t('bulk.stopped') : nothing}
        ${outcome.failedCount > 0 ? this.t('bulk.notChanged', { count: outcome.failedCount }) : nothing}
      </p>
      ${
        outcome.failed.length > 0
          ? html`<ul class="failures" tabindex="0" aria-label=${this.t('bulk.failures')}>
              ${outcome.failed.map(
                ({ id, label, problems }) =>
                  html`<li>
                    <b>${label ?? id}</b>
                    <span class="reason">${problems.map(({ message }) => message).join(' ')}</span>
                  </li>`,
              )}
            </ul>`
          : nothing
      }`;
  }

  #foot() {
    const button = (label: string, run: () => void, theme?: string, disabled = false) =>
      html`<vaadin-button slot="foot" theme=${theme ?? nothing} ?disabled=${disabled} @click=${run}
        >${label}</vaadin-button
      >`;
    const close = () => this.dialog.close();
    if (this.outcome) {
      const { batch, changed } = this.outcome;
      const undo = batch !== undefined && changed > 0;
      return html`${undo ? button(this.t('common.undo'), () => void this.#undo(batch)) : nothing}
      ${button(this.t('common.close'), close, 'primary')}`;
    }
    if (this.running) {
      return this.progress ? button(this.t('bulk.cancel'), () => void this.progress?.cancel()) : nothing;
    }
    if (this.isDeletion) return button(this.t('common.close'), close);
    const isRefused = this.changes.length === 0 || this.changes.some((change) => change.refused !== undefined);
    return html`${button(this.t('common.cancel'), close)}
    ${button(this.t('bulk.go', { count: this.count }), () => void this.#go(), 'primary', isRefused)}`;
  }

  async #go(): Promise<void> {
    const { host } = this;
    this.running = true;
    this.failure = undefined;
    const values = Object.fromEntries(
      this.changes.map(({ path, value }) => {
        const field = this.#field(path)!;
        const { toBody } = host.fields.get(field.type.id);
        return [path, toBody ? toBody(value, field) : value];
      }),
    );
    try {
      const outcome = await changeMany(host, this.entityName, this.request(values), (state) => (this.progress = state));
      await this.refresh();
      if (outcome.failedCount === 0 && !outcome.stopped) this.#done(outcome);
      else this.outcome = outcome;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error.message;
    } finally {
      this.running = false;
      this.progress = undefined;
    }
    if (this.failure === undefined) return;
    // The form is there again: the keyboard goes on at its first value.
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.value > *')?.focus();
  }

  /** All went well: a toast says so and offers the way back. */
  #done({ batch, changed }: BulkOutcome): void {
    const { host } = this;
    const text = this.isDeletion ? host.i18n.t('list.deleted', { count: changed }) : host.i18n.t('bulk.changed', { count: changed }); // prettier-ignore
    const action = batch === undefined || changed === 0 ? undefined : { label: host.i18n.t('common.undo'), run: () => void this.#undo(batch) }; // prettier-ignore
    host.toasts.show({ text, ...(action ? { action } : {}) });
    this.dialog.close();
  }

  async #undo(batch: string): Promise<void> {
    const { host } = this;
    if (this.isConnected) this.dialog.close();
    try {
      const { restored, failedCount } = await undoBatch(host, batch);
      const key = failedCount > 0 ? 'bulk.undonePart' : 'bulk.undone';
      host.toasts.show({ text: host.i18n.t(key, { count: restored, failed: failedCount }) });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      host.toasts.show({ text: error.message, tone: 'bad' });
    }
    await this.refresh();
  }

  #fields(): readonly Field[] {
    const { host, entityName } = this;
    return [...(host.app.entity(entityName)?.fields.values() ?? [])]
      .filter((field) => fieldRefusal(host, entityName, field) === undefined)
      .sort((a, b) => this.#name(a).localeCompare(this.#name(b), host.i18n.language));
  }

  #field(path: string): Field | undefined {
    return this.host.app.entity(this.entityName)?.fields.get(path);
  }

  #name(field: Field): string {
    return this.host.i18n.label(field.label, field.name);
  }

  #add(): void {
    const taken = new Set(this.changes.map((change) => change.path));
    const next = this.#fields().find((field) => !taken.has(field.name));
    if (next) this.changes = [...this.changes, { path: next.name, value: null }];
  }

  #replace(at: number, path: string): void {
    this.changes = this.changes.map((each, index) => (index === at ? { path, value: null } : each));
  }

  #set(at: number, part: Partial<FieldChange>): void {
    this.changes = this.changes.map((each, index) => (index === at ? { ...each, ...part } : each));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-bulk-dialog': TrBulkDialog;
  }
}
