/**
 * `<tr-activities>`: what is to be done about a record: open things first, overdue ones marked, checked off in place, a new
 * one added by its subject alone. Which entity that is, and what "done" means there, is said by the form's node.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import { ApiFailure } from '../data/api-client.js';
import type { RecordPage, WireRecord } from '../data/record.js';
import { hrefs } from '../data/router.js';
import { localDay } from '../host/field-host.js';
import { isComposing, TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { failureSentence, newKey, recordPath } from './save-record.js';
import { activitiesStyles } from './activities-styles.js';

const shown = 50;

@customElement('tr-activities')
export class TrActivities extends TrElement {
  @property({ attribute: false }) node!: Extract<FormNode, { type: 'activities' }>;
  @property() recordId = '';
  @state() private rows: readonly WireRecord[] | undefined;
  @state() private total = 0;
  @state() private adding = false;
  @state() private failure = '';
  @query('input.new') private input!: HTMLInputElement | null;
  @query('.add') private addButton!: HTMLButtonElement | null;
  #stop: (() => void) | undefined;
  #key = newKey();
  #busy = false;

  static override styles = activitiesStyles;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.host.events.listen(({ type, entity }) => {
      if (type === 'resync' || (type === 'record' && entity === this.node.entity)) void this.#load();
    });
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('recordId')) this.rows = undefined;
    if (this.recordId && (changed.has('recordId') || changed.has('node'))) void this.#load();
  }

  override render() {
    const { host, node, rows } = this;
    const entity = host.app.entity(node.entity);
    const access = host.app.access(node.entity);
    if (!entity || !access?.read || !this.recordId) return nothing;
    const name = host.i18n.label(entity.label, entity.name);
    const open = rows?.filter((row) => !this.#isDone(row)).length ?? 0;
    return html`<div class="head">
        <h2>
          ${host.i18n.label(node.label ?? entity.plural, name)}
          ${open > 0 ? html`<span class="t3" style="font-weight:400">${host.i18n.formats.number(open)}</span>` : nothing}
        </h2>
        <span class="sp"></span>
        ${
          access.create
            ? html`<button
                type="button"
                class="add"
                aria-expanded=${String(this.adding)}
                @click=${() => void this.#begin()}
              >
                ${icon('plus', 's')}${name}
              </button>`
            : nothing
        }
      </div>
      ${
        this.adding
          ? html`<input
              class="new"
              maxlength="300"
              aria-label=${this.t('activities.new', { thing: name })}
              placeholder=${this.t('activities.hint')}
              @keydown=${this.#pressed}
            />`
          : nothing
      }
      ${this.failure ? html`<p class="failed" role="alert">${this.failure}</p>` : nothing}
      ${
        rows?.length === 0 && !this.adding
          ? html`<p class="t3 none">${this.t('activities.none')}</p>`
          : html`<ul>
              ${repeat(
                rows ?? [],
                (row) => row.id,
                (row) => this.#row(row, access.update),
              )}
            </ul>`
      }
      ${
        rows && this.total > rows.length
          ? html`<a href=${hrefs.list(node.entity, { filter: JSON.stringify(this.#filter) })}
              >${this.t('activities.all', { count: this.total })}</a
            >`
          : nothing
      }`;
  }

  #row(row: WireRecord, mayChange: boolean) {
    const { node } = this;
    const subject = String(row[node.subject] ?? '') || this.t('record.unnamed');
    const done = this.#isDone(row);
    return html`<li class=${done ? 'done' : ''}>
      <input
        class="cb"
        type="checkbox"
        aria-label=${this.t('activities.check', { name: subject })}
        ?disabled=${!mayChange}
        .checked=${done}
        @change=${(event: Event) => void this.#check(row, (event.target as HTMLInputElement).checked)}
      />
      <a href=${hrefs.record(node.entity, row.id)}>${subject}</a>
      ${this.#due(row, done)}
    </li>`;
  }

  #due(row: WireRecord, done: boolean) {
    const due = this.node.due === undefined ? undefined : row[this.node.due];
    if (typeof due !== 'string') return nothing;
    const { formats } = this.host.i18n;
    const late = daysBetween(due.slice(0, 10), localDay(this.host.now()));
    if (done || late < 0) return html`<span class="due meta">${formats.date(due)}</span>`;
    const words = late === 0 ? this.t('activities.today') : this.t('activities.late', { count: late });
    return html`<span class="tag due ${late === 0 ? 'amber' : 'red'}" data-tip=${formats.date(due)}>${words}</span>`;
  }

  #isDone = (row: WireRecord): boolean => row[this.node.done.field] === this.node.done.value;

  get #filter() {
    return { field: this.node.field, op: 'eq', value: this.recordId };
  }

  async #load(): Promise<void> {
    const { host, node, recordId } = this;
    if (!recordId) return;
    const { due } = node;
    const fields = [node.subject, node.done.field, ...(due === undefined ? [] : [due])];
    const query = { filter: JSON.stringify(this.#filter), fields: fields.join(','), limit: shown, count: true };
    try {
      const page = await host.api.get<RecordPage>(`/records/${encodeURIComponent(node.entity)}`, query);
      if (recordId !== this.recordId) return;
      this.total = page.total ?? page.rows.length;
      this.rows = [...page.rows].sort((a, b) => this.#compare(a, b));
      this.failure = '';
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Open before done, what is due first before the rest. */
  #compare(a: WireRecord, b: WireRecord): number {
    const { due } = this.node;
    const day = (row: WireRecord) => String((due === undefined ? undefined : row[due]) ?? '9999');
    return (
      Number(this.#isDone(a)) - Number(this.#isDone(b)) || day(a).localeCompare(day(b)) || a.id.localeCompare(b.id)
    );
  }

  async #begin(): Promise<void> {
    this.adding = true;
    await this.updateComplete;
    this.input?.focus();
  }

  #pressed(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.adding = false;
      void this.updateComplete.then(() => this.addButton?.focus());
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      void this.#add();
    }
  }

  /** The input stays open for the next one. */
  async #add(): Promise<void> {
    const subject = this.input?.value.trim() ?? '';
    if (subject === '' || this.#busy) return;
    const { host, node } = this;
    this.#busy = true;
    try {
      const body = { [node.subject]: subject, [node.field]: this.recordId };
      await host.api.post(`/records/${encodeURIComponent(node.entity)}`, body, { idempotencyKey: this.#key });
      this.#key = newKey();
      if (this.input) this.input.value = '';
      host.records.forget(node.entity);
      await this.#load();
      host.announce(this.t('record.created', { name: subject }));
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#busy = false;
    }
  }

  /** Seen at once; goes back with the reason when the server refuses. */
  async #check(row: WireRecord, checked: boolean): Promise<void> {
    const { host, node } = this;
    const value = checked ? node.done.value : node.done.open;
    const replace = (next: WireRecord) => {
      this.rows = this.rows?.map((each) => (each.id === row.id ? next : each));
    };
    replace({ ...row, [node.done.field]: value });
    try {
      const request = { body: { [node.done.field]: value }, version: row.version };
      const answer = await host.api.request<WireRecord>('PATCH', recordPath(node.entity, row.id), request);
      replace({ ...row, ...answer.body });
      host.records.forget(node.entity);
      this.failure = '';
    } catch (error) {
      replace({ ...row });
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (!(error instanceof ApiFailure)) throw error;
    this.failure = failureSentence(this.host.i18n, error);
  }
}

/** Whole days from one date to another. */
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
