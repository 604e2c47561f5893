/**
 * `<tr-merge-dialog>`: records that are one and the same, a column each: which of them stays, and of each field that differs
 * whose value. What moves is counted before; nothing is written until the button that names the record is pressed. What is
 * refused is said here, and every choice still stands.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Entity } from '../../metadata/model/model.js';
import { ApiFailure } from '../data/api-client.js';
import { isEmpty, type WireRecord } from '../data/record.js';
import { labelOf } from '../data/search-references.js';
import { countedNoun, pluralOf } from '../host/entity-words.js';
import { errorText } from '../host/error-text.js';
import { createFieldHost } from '../host/field-host.js';
import type { FieldHost } from '../host/field-views.js';
import { fieldRefusal } from '../list/edit/cell-permission.js';
import type { Values } from '../record/record-draft.js';
import { newKey } from '../record/save-record.js';
import '../ui/dialog.js';
import type { TrDialog } from '../ui/dialog.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import '../ui/states.js';
import { fetchRecords, merge, previewMerge, type MergePreview } from './merge-client.js';
import { mergeDialogStyles } from './merge-dialog-styles.js';
import { chosenColumn, mergeRows, takenValues, type Choice, type MergeColumn, type MergeRow } from './merge-rows.js';
import '../ui/later-strings.js';

@customElement('tr-merge-dialog')
export class TrMergeDialog extends TrElement {
  @property({ attribute: false }) entity!: Entity;
  /** Two and more; the first one stays unless another is chosen. */
  @property({ attribute: false }) ids: readonly string[] = [];
  /** Values by record that a form holds and has not saved. */
  @property({ attribute: false }) unsaved: Readonly<Record<string, Values>> = {};
  /** Only this one can stay: a form holds of it what cannot be chosen here. */
  @property() staying = '';
  @state() private columns: readonly MergeColumn[] = [];
  @state() private into = '';
  @state() private choice: Choice = new Map();
  @state() private preview: MergePreview | undefined;
  @state() private failure: ApiFailure | undefined;
  @state() private errors: ReadonlyMap<string, string> = new Map();
  @state() private note = '';
  @state() private busy = false;
  @query('tr-dialog') private dialog!: TrDialog;
  #fieldHost!: FieldHost;
  #rows: readonly MergeRow[] = [];
  #done: WireRecord | undefined;
  #closed: () => void = () => undefined;
  /** The key of what was sent last: the same sent again merges once. */
  #sent = { body: '', key: '' };

  static override styles = mergeDialogStyles;

  /** The record that stays, once it is done; undefined where it was left. */
  async run(): Promise<WireRecord | undefined> {
    this.#fieldHost = createFieldHost(this.host);
    this.into = this.staying || this.ids[0]!;
    await this.updateComplete;
    const closed = new Promise<void>((resolve) => (this.#closed = resolve));
    await this.dialog.open();
    void this.#load();
    await closed;
    return this.#done;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('columns')) return;
    const { host, entity } = this;
    this.#rows = mergeRows(entity, this.columns, (field) => fieldRefusal(host, entity.name, field) === undefined);
  }

  override render() {
    const { host, entity, columns } = this;
    const things = countedNoun(host, entity, this.ids.length);
    const width = `${Math.min(1080, 260 + this.ids.length * 210)}px`;
    return html`<tr-dialog
      .heading=${this.t('merge.title', { count: this.ids.length, things })}
      width=${width}
      @tr-closed=${() => this.#closed()}
      @tr-cancel=${(event: Event) => this.busy && event.preventDefault()}
    >
      ${columns.length > 0 ? this.#content() : this.failure ? this.#failed(this.failure) : html`<tr-skeleton .rows=${4} .columns=${this.ids.length + 1}></tr-skeleton>`}
      <vaadin-button slot="foot" ?disabled=${this.busy} @click=${() => this.dialog.close()}
        >${this.t('common.cancel')}</vaadin-button
      >
      ${
        columns.length > 0
          ? html`<vaadin-button
              slot="foot"
              theme="primary"
              ?disabled=${this.busy || !this.preview}
              @click=${() => void this.#merge()}
              >${this.t('merge.go', { name: this.#nameOf(this.#kept.record) })}</vaadin-button
            >`
          : nothing
      }
    </tr-dialog>`;
  }

  #failed(failure: ApiFailure) {
    return html`<tr-state
      kind=${failure.status === 403 || failure.status === 404 ? 'forbidden' : 'failed'}
      .heading=${this.t('merge.failed')}
      .text=${errorText(this.host.i18n, failure)}
      .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}
    ></tr-state>`;
  }

  #content() {
    const differing = this.#rows.filter((row) => row.differs);
    return html`<p>${this.t('merge.lead')}</p>
      <div class="scroll" tabindex="0" role="group" aria-label=${this.t('merge.table')}>
        <table style=${`--records:${this.columns.length}`}>
          <thead>
            <tr>
              <td></td>
              ${this.columns.map((column, at) => this.#head(column, at))}
            </tr>
          </thead>
          <tbody>
            ${differing.map((row) => this.#row(row))}
          </tbody>
        </table>
      </div>
      ${this.#same(this.#rows.filter((row) => !row.differs))} ${this.#moves()}
      ${this.note ? html`<p class="bad" role="alert">${icon('circle-x')}<span>${this.note}</span></p>` : nothing}
      <p class="final">${icon('info')}<span>${this.t('merge.final')}</span></p>`;
  }

  #head({ record }: MergeColumn, at: number) {
    const name = this.#nameOf(record);
    const stays = record.id === this.into;
    const { formats } = this.host.i18n;
    const made = record['created_at'];
    const when = typeof made === 'string' ? [this.t('merge.made', { when: formats.ago(made, this.host.now()) })] : [];
    return html`<th scope="col">
      <label
        ><input
          type="radio"
          name="into"
          aria-label=${this.t('merge.keep', { name })}
          .checked=${stays}
          ?disabled=${this.busy || (this.staying !== '' && record.id !== this.staying)}
          @change=${() => this.#keep(record.id)}
        /><span class="name">${name}</span></label
      >
      <span class="meta">${[this.t(stays ? 'merge.stays' : 'merge.goes'), ...when].join(' · ')}</span>
      ${
        this.#rows.some((row) => row.differs)
          ? html`<button
              type="button"
              class="linkish"
              ?disabled=${this.busy}
              aria-label=${`${this.t('merge.all')} (${name})`}
              @click=${() => this.#takeAll(at)}
            >
              ${this.t('merge.all')}
            </button>`
          : nothing
      }
    </th>`;
  }

  #row(row: MergeRow) {
    const { field } = row;
    const label = this.host.i18n.label(field.label, field.name);
    const chosen = chosenColumn(row, this.choice, this.#at);
    const error = this.errors.get(field.name);
    return html`<tr>
      <th scope="row">${label}</th>
      ${row.values.map((value, at) => {
        const name = this.#nameOf(this.columns[at]!.record);
        const text = this.#text(row, value);
        return html`<td class=${at === chosen ? 'on' : ''}>
          <label
            ><input
              type="radio"
              name=${`field ${field.name}`}
              aria-label=${`${label}: ${text} (${name})`}
              .checked=${at === chosen}
              ?disabled=${this.busy}
              @change=${() => this.#choose(field.name, at)}
            /><span class=${isEmpty(value) ? 'none' : ''}>${text}<span class="of">${name}</span></span></label
          >
          ${error !== undefined && at === chosen ? html`<p class="bad" role="alert">${error}</p>` : nothing}
        </td>`;
      })}
    </tr>`;
  }

  #same(rows: readonly MergeRow[]) {
    if (rows.length === 0) return nothing;
    return html`<details>
      <summary>${this.t('merge.same', { count: rows.length })}</summary>
      <dl>
        ${rows.map(
          (row) =>
            html`<dt>${this.host.i18n.label(row.field.label, row.field.name)}</dt>
              <dd>${this.#text(row, row.values[0])}</dd>`,
        )}
      </dl>
    </details>`;
  }

  #moves() {
    const { host, preview } = this;
    if (!preview) return this.note ? nothing : html`<p class="meta" role="status">${this.t('common.loading')}</p>`;
    const { formats } = host.i18n;
    const several = (entity: string) => preview.moves.filter((move) => move.entity === entity).length > 1;
    const items = preview.moves.map(({ entity: name, field, count }) => {
      const entity = host.app.entity(name);
      const words = entity ? pluralOf(host, entity) : name;
      const by = several(name) ? ` (${host.i18n.label(entity?.fields.get(field)?.label, field)})` : '';
      return `${words}${by}: ${formats.number(count)}`;
    });
    if (preview.comments > 0) items.push(this.t('merge.comments', { count: preview.comments }));
    return html`<h3>${this.t('merge.moves', { name: this.#nameOf(this.#kept.record) })}</h3>
      <ul class="moves">
        ${items.map((item) => html`<li>${item}</li>`)}
        <li>${this.t(this.entity.fields.has('tags') ? 'merge.besideTags' : 'merge.beside')}</li>
      </ul>`;
  }

  #text({ field }: MergeRow, value: unknown): string {
    if (isEmpty(value)) return this.t('history.empty');
    return this.host.fields.get(field.type.id).text(value, field, this.#fieldHost);
  }

  #nameOf(record: WireRecord): string {
    const name = labelOf(record, this.entity.nameFields);
    return name === record.id ? this.t('record.unnamed') : name;
  }

  get #at(): number {
    return Math.max(
      0,
      this.columns.findIndex(({ record }) => record.id === this.into),
    );
  }

  get #kept(): MergeColumn {
    return this.columns[this.#at]!;
  }

  #keep(id: string): void {
    this.into = id;
    this.errors = new Map();
    this.note = '';
    void this.#count();
  }

  #choose(name: string, at: number): void {
    this.choice = new Map(this.choice).set(name, at);
    this.errors = new Map([...this.errors].filter(([field]) => field !== name));
  }

  #takeAll(at: number): void {
    this.choice = new Map(this.#rows.filter((row) => row.differs).map((row) => [row.field.name, at]));
    this.errors = new Map();
  }

  /** The records as they are now; choices stay. */
  async #load(): Promise<void> {
    const { host, entity, ids } = this;
    this.failure = undefined;
    try {
      const records = await fetchRecords(host, entity.name, ids);
      this.columns = records.map((record) => ({ record, changes: this.unsaved[record.id] ?? {} }));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (this.columns.length > 0) this.note = errorText(host.i18n, error);
      else this.failure = error;
      return;
    }
    await this.#count();
  }

  async #count(): Promise<void> {
    const { host, entity, into } = this;
    this.preview = undefined;
    try {
      const from = this.ids.filter((id) => id !== into);
      const preview = await previewMerge(host, entity.name, into, from);
      if (into === this.into) this.preview = preview;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (into === this.into) this.note = this.#words(error);
    }
  }

  #words(failure: ApiFailure): string {
    if (failure.code === 'ACTION_NOT_ALLOWED') return this.t('merge.noRight', { reason: failure.message });
    return errorText(this.host.i18n, failure);
  }

  async #merge(): Promise<void> {
    const { host, entity, columns } = this;
    const from = columns.map(({ record }) => record).filter(({ id }) => id !== this.into);
    const taken = takenValues(this.#rows, columns, this.choice, this.#at);
    const values = Object.fromEntries(
      Object.entries(taken).map(([name, value]) => {
        const field = entity.fields.get(name)!;
        const { toBody } = host.fields.get(field.type.id);
        return [name, isEmpty(value) ? null : toBody ? toBody(value, field) : value];
      }),
    );
    const request = { into: this.#kept.record, from, values };
    const body = JSON.stringify([
      request.into.version,
      from.map(({ id, version }) => [id, version]),
      values,
      this.into,
    ]);
    if (this.#sent.body !== body) this.#sent = { body, key: newKey() };
    this.busy = true;
    this.errors = new Map();
    this.note = '';
    try {
      this.#done = await merge(host, entity.name, request, this.#sent.key);
      this.dialog.close();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      await this.#refused(error);
    } finally {
      this.busy = false;
    }
  }

  async #refused(failure: ApiFailure): Promise<void> {
    if (failure.status === 409 && failure.code === 'VERSION_CONFLICT') {
      this.note = this.t('merge.changed');
      await this.#load();
      return;
    }
    const details = Array.isArray(failure.details) ? (failure.details as Record<string, unknown>[]) : [];
    const told = details.length > 0 ? details : [{ path: failure.path, message: failure.message }];
    const shown = new Set(this.#rows.filter((row) => row.differs).map((row) => row.field.name));
    const errors = new Map<string, string>();
    const rest: string[] = [];
    for (const { path, message } of told) {
      const name = String(path ?? '').replace(/^\/(values\/)?/u, '').split('/')[0]!; // prettier-ignore
      if (shown.has(name)) errors.set(name, String(message));
      else rest.push(this.#labelled(name, String(message)));
    }
    this.errors = errors;
    this.note = details.length === 0 && errors.size === 0 ? this.#words(failure) : rest.join(' ');
    if (errors.size > 0 && this.note === '') this.note = this.t('merge.refused');
  }

  #labelled(name: string, message: string): string {
    const field = this.entity.fields.get(name);
    return field ? `${this.host.i18n.label(field.label, name)}: ${message}` : message;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-merge-dialog': TrMergeDialog;
  }
}
