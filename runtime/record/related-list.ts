/**
 * `<tr-related-list>`: records of another entity that point here; reads twenty, links to the whole list in the same order. A
 * click on a row or Space on its name looks at the record without leaving this one, Enter on the name goes there.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Entity } from '../../metadata/model/model.js';
import { ApiFailure } from '../data/api-client.js';
import { isEmpty, NO_VALUE, readPath, type RecordPage, type WireRecord } from '../data/record.js';
import { hrefs } from '../data/router.js';
import { inSentence } from '../host/entity-words.js';
import { createFieldHost } from '../host/field-host.js';
import type { FieldHost } from '../host/field-views.js';
import { listColumns, type Column } from '../list/columns.js';
import { sortText } from '../list/list-state.js';
import { QuickLook } from '../list/quick-look.js';
import type { TrQuickView } from '../list/quick-view.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { MediaQuery, phoneQuery } from '../ui/media-query.js';
import { relatedRows, sortableBy, type RelatedNode, type RelatedRows } from './related-rows.js';
import { tableStyles } from '../ui/table-styles.js';
import { relatedListStyles } from './related-list-styles.js';

const shown = 20;

@customElement('tr-related-list')
export class TrRelatedList extends TrElement {
  @property({ attribute: false }) node!: RelatedNode;
  @property() recordId = '';
  @state() private page: RecordPage | undefined;
  @state() private failed = false;
  @query('dialog') private drawer!: HTMLDialogElement | null;
  #phone = new MediaQuery(this, phoneQuery);
  #look = new QuickLook(this, {
    rows: () => this.page?.rows ?? [],
    focusRow: (id) => {
      this.#link(id)?.focus();
      // What was changed there shows here.
      void this.#load();
    },
  });
  #asked = 0;

  static override styles = [tableStyles, relatedListStyles];

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = changed.has('node') || changed.has('recordId');
    if (isOther && this.hasUpdated) this.page = undefined;
    if (isOther) void this.#load();
  }

  protected override updated(): void {
    if (this.drawer && !this.drawer.open) this.drawer.showModal();
  }

  override render() {
    const entity = this.host.app.entity(this.node.entity);
    if (!entity || !this.host.app.access(this.node.entity)?.read) return nothing;
    const fieldHost = createFieldHost(this.host);
    const columns = listColumns(this.host, fieldHost, entity, undefined, { columns: this.node.columns });
    const label = this.host.i18n.label(this.node.label ?? entity.plural, entity.name);
    const total = this.page?.total;
    return html`<div class="sech">
        <h2>
          ${label}
          ${total === undefined ? nothing : html`<span class="t3" style="font-weight:400">${this.host.i18n.formats.number(total)}</span>`}
        </h2>
        <span class="sp"></span>
        ${this.#adder(entity)}
      </div>
      <div class="frame">${this.#content(entity, columns, fieldHost, label)}</div>
      ${total !== undefined && total > shown ? this.#all(entity, total) : nothing} ${this.#lookedAt(entity, total ?? 0)}`;
  }

  #adder(entity: Entity) {
    if (!this.host.app.access(entity.name)?.create || !this.recordId) return nothing;
    const thing = inSentence(this.host, this.host.i18n.label(entity.label, entity.name));
    return html`<a
      class="strong row new"
      href=${hrefs.create(entity.name, this.#given)}
      @click=${(event: MouseEvent) => void this.#create(event)}
      >${icon('plus', 's')}${this.t('list.new', { thing })}</a
    >`;
  }

  get #given(): Readonly<Record<string, string>> {
    return { [this.node.field]: this.recordId };
  }

  /** In a dialog over the record; with a key held the link opens a page of its own. */
  async #create(event: MouseEvent): Promise<void> {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const record = await this.host.asides.quickCreate({ entity: this.node.entity, given: this.#given });
    if (record) await this.#load();
  }

  #all(entity: Entity, total: number) {
    const { filter, sort } = this.#rows;
    const query = { filter: JSON.stringify(filter), sort: sort.length > 0 ? sortText(sort) : undefined };
    return html`<p class="all">
      <a href=${hrefs.list(entity.name, query)}>${this.t('related.all', { count: total })}</a>
    </p>`;
  }

  #content(entity: Entity, columns: readonly Column[], fieldHost: FieldHost, label: string) {
    if (this.failed)
      return html`<div class="none">
        ${this.t('related.failed')}
        <button type="button" class="linkish" @click=${() => void this.#load()}>${this.t('common.tryAgain')}</button>
      </div>`;
    if (!this.page) return html`<tr-skeleton .rows=${3} .columns=${columns.length}></tr-skeleton>`;
    if (this.page.rows.length === 0) return html`<div class="none">${this.t('related.none')}</div>`;
    return html`<table aria-label=${label}>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col" class=${column.align === 'end' ? 'num' : ''}>${column.label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${this.page.rows.map((row) => this.#row(entity, row, columns, fieldHost))}
      </tbody>
    </table>`;
  }

  #row(entity: Entity, row: WireRecord, columns: readonly Column[], fieldHost: FieldHost) {
    return html`<tr
      class=${this.#look.id === row.id ? 'looked' : ''}
      @click=${(event: MouseEvent) => this.#clicked(event, row.id)}
    >
      ${columns.map((column) => {
        const value = readPath(row, column.path);
        if (column.naming)
          return html`<td>
            <a
              href=${hrefs.record(entity.name, row.id)}
              data-row=${row.id}
              aria-keyshortcuts="Space"
              data-tip=${`${this.t('quick.title')} (Space)`}
              @keydown=${(event: KeyboardEvent) => this.#key(event, row.id)}
              >${isEmpty(value) ? this.t('record.unnamed') : column.view.text(value, column.field, fieldHost)}</a
            >
          </td>`;
        return html`<td class=${column.align === 'end' ? 'num' : ''}>
          ${isEmpty(value) ? NO_VALUE : column.view.display(value, column.field, fieldHost)}
        </td>`;
      })}
    </tr>`;
  }

  #lookedAt(entity: Entity, total: number) {
    if (this.#look.id === undefined) return nothing;
    const leave = (event: Event) => {
      event.preventDefault();
      void this.renderRoot.querySelector<TrQuickView>('tr-quick-view')?.close();
    };
    return html`<dialog aria-label=${this.t('quick.title')} @cancel=${leave}>
      ${this.#look.render(entity.name, total)}
    </dialog>`;
  }

  /** A click on a row beside its links; text that is being marked is no click. */
  #clicked(event: MouseEvent, id: string): void {
    const isLink = event.composedPath().some((each) => each instanceof HTMLElement && each.matches('a, button'));
    if (!isLink && (window.getSelection()?.isCollapsed ?? true)) this.#lookAt(id);
  }

  #key(event: KeyboardEvent, id: string): void {
    if (event.key === ' ') {
      event.preventDefault();
      this.#lookAt(id);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const links = [...this.renderRoot.querySelectorAll<HTMLElement>('a[data-row]')];
      const at = links.findIndex((link) => link.dataset['row'] === id);
      links[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    }
  }

  /** A phone has no room for both. */
  #lookAt(id: string): void {
    if (this.#phone.matches) void this.host.router.go(hrefs.record(this.node.entity, id));
    else void this.#look.open(id);
  }

  #link(id: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`a[data-row="${CSS.escape(id)}"]`);
  }

  get #rows(): RelatedRows {
    return relatedRows(this.node, this.recordId, sortableBy(this.host, this.node.entity));
  }

  async #load(): Promise<void> {
    const mine = ++this.#asked;
    if (!this.recordId) {
      this.page = { rows: [], total: 0 };
      return;
    }
    this.failed = false;
    const { filter, sort } = this.#rows;
    try {
      const page = await this.host.api.get<RecordPage>(`/records/${encodeURIComponent(this.node.entity)}`, {
        fields: this.node.columns.map((column) => column.path).join(','),
        filter: JSON.stringify(filter),
        sort: sort.length > 0 ? sortText(sort) : undefined,
        limit: shown,
        count: true,
      });
      if (mine === this.#asked) this.page = page;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (mine === this.#asked) this.failed = true;
    }
  }
}
