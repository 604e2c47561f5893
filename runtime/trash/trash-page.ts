/**
 * `<tr-trash-page>`: deleted records of one entity that the person may bring back: one, many, or for good with the right
 * to operate, after the number of records that go was typed.
 */
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '@vaadin/button';
import type { Entity } from '../../metadata/model/model.js';
import { ApiFailure } from '../data/api-client.js';
import { hrefs } from '../data/router.js';
import { inSentence, pluralOf } from '../host/entity-words.js';
import type { PageTitle } from '../host/screens.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';
import { button, person } from '../ui/parts.js';
import '../ui/states.js';
import './purge-dialog.js';
import type { TrPurgeDialog } from './purge-dialog.js';
import { fetchTrash, restore, type TrashPage, type TrashRow } from './trash-client.js';
import { trashPageStyles } from './trash-page-styles.js';
import { tablePageStyles, tableStyles } from '../ui/table-styles.js';
import '../ui/later-strings.js';

@customElement('tr-trash-page')
export class TrTrashPage extends TrElement {
  @property() entityName = '';
  @state() private page: TrashPage | undefined;
  @state() private failure: ApiFailure | undefined;
  @state() private selected: ReadonlySet<string> = new Set();
  @state() private busy = false;
  @query('tr-purge-dialog') private purgeDialog!: TrPurgeDialog;
  #stop: (() => void) | undefined;

  static override styles = [tableStyles, tablePageStyles, trashPageStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.host.events.listen(({ type, entity }) => {
      if (type === 'resync' || (type === 'record' && entity === this.entityName)) void this.#load();
    });
  }

  override disconnectedCallback(): void {
    this.#stop?.();
    super.disconnectedCallback();
  }

  protected override hostChanged(): void {
    this.#tellTitle();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('entityName')) return;
    this.page = undefined;
    this.failure = undefined;
    this.selected = new Set();
    this.#tellTitle();
    void this.#load();
  }

  override render() {
    const entity = this.host.app.entity(this.entityName);
    if (!entity) {
      return html`<tr-state
        kind="missing"
        .heading=${this.t('notFound.title')}
        .text=${this.t('notFound.text')}
      ></tr-state>`;
    }
    const { page } = this;
    return html`<div class="head row">
        <a
          class="ib"
          href=${hrefs.list(entity.name)}
          aria-label=${this.t('record.toList')}
          data-tip=${this.t('record.toList')}
          >${icon('arrow-left')}</a
        >
        <h1>${this.t('trash.of', { things: inSentence(this.host, pluralOf(this.host, entity)) })}</h1>
        ${page ? html`<span class="t3">${this.host.i18n.formats.number(page.total)}</span>` : nothing}
        <span class="sp"></span>
        ${this.#actions()}
      </div>
      <div class="content">${this.#content(entity)}</div>
      <tr-purge-dialog
        .entityName=${entity.name}
        @tr-purged=${() => {
          this.selected = new Set();
          void this.#load();
        }}
      ></tr-purge-dialog>`;
  }

  #actions() {
    if (this.selected.size === 0) return nothing;
    const ids = [...this.selected];
    return html`<span class="t2" role="status">${this.t('list.selected', { count: ids.length })}</span>
      ${this.host.app.has('operate') ? button({ label: this.t('trash.purge'), icon: 'trash-2', disabled: this.busy, run: () => void this.purgeDialog.ask(ids) }) : nothing}
      ${button({ label: this.t('trash.restore'), icon: 'archive-restore', theme: 'primary', disabled: this.busy, run: () => void this.#restore(ids) })}`;
  }

  #content(entity: Entity) {
    const { page, failure } = this;
    if (!this.#mayRestore) return this.#forbidden(entity);
    if (failure && !page) return this.#failed(entity, failure);
    if (!page) return html`<tr-skeleton .rows=${6} .columns=${3}></tr-skeleton>`;
    if (page.rows.length === 0) {
      return html`<tr-state
        kind="empty"
        icon="trash-2"
        .heading=${this.t('trash.none')}
        .text=${this.t('trash.noneText')}
        .actions=${[{ ...this.#toList(entity), primary: true }]}
      ></tr-state>`;
    }
    const all = page.rows.every((row) => this.selected.has(row.id));
    return html`<table>
        <thead>
          <tr>
            <th class="check">
              <input
                class="cb"
                type="checkbox"
                aria-label=${this.t('list.selectAll')}
                .checked=${all}
                .indeterminate=${!all && this.selected.size > 0}
                @change=${() => (this.selected = new Set(all ? [] : page.rows.map((row) => row.id)))}
              />
            </th>
            <th>${this.host.i18n.label(entity.label, entity.name)}</th>
            <th>${this.t('trash.by')}</th>
            <th class="when">${this.t('trash.at')}</th>
            <th><span class="sr">${this.t('list.actions')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${page.rows.map((row) => this.#row(row))}
        </tbody>
      </table>
      ${page.rows.length < page.total ? html`<p class="more"><button type="button" class="linkish" @click=${() => void this.#more()}>${this.t('trash.more')}</button></p>` : nothing}`;
  }

  #row(row: TrashRow) {
    const { formats } = this.host.i18n;
    const name = row.label ?? this.t('record.unnamed');
    return html`<tr class=${this.selected.has(row.id) ? 'on' : ''}>
      <td class="check">
        <input
          class="cb"
          type="checkbox"
          aria-label=${this.t('list.selectRow', { name })}
          .checked=${this.selected.has(row.id)}
          @change=${() => this.#toggle(row.id)}
        />
      </td>
      <td class="name">
        ${name}${row.mergedInto === undefined ? nothing : html`<span class="t2 merged">${this.#mergedInto(row.mergedInto)}</span>`}
      </td>
      <td class="by">
        ${row.deletedBy ? person(row.deletedBy.label ?? this.t('record.someone')) : this.t('history.system')}
      </td>
      <td class="when">
        <time datetime=${row.deletedAt} data-tip=${formats.dateTime(row.deletedAt)}
          >${formats.ago(row.deletedAt, this.host.now())}</time
        >
      </td>
      <td class="act">
        <button
          type="button"
          class="ib sm"
          aria-label=${this.t('trash.restoreOne', { name })}
          data-tip=${this.t('trash.restore')}
          ?disabled=${this.busy}
          @click=${() => void this.#restore([row.id])}
        >
          ${icon('archive-restore')}
        </button>
      </td>
    </tr>`;
  }

  #mergedInto(into: NonNullable<TrashRow['mergedInto']> | null) {
    if (!into) return this.t('trash.mergedUnseen');
    const words = this.t('trash.mergedInto', { name: into.label ?? this.t('record.unnamed') });
    return into.deleted ? words : html`<a href=${hrefs.record(this.entityName, into.id)}>${words}</a>`;
  }

  #toList(entity: Entity) {
    return { label: this.t('record.toList'), run: () => void this.host.router.go(hrefs.list(entity.name)) };
  }

  #forbidden(entity: Entity) {
    return html`<tr-state
      kind="forbidden"
      .heading=${this.t('trash.forbidden')}
      .text=${this.t('trash.forbiddenText')}
      .actions=${[{ ...this.#toList(entity), primary: true }]}
    ></tr-state>`;
  }

  #failed(entity: Entity, failure: ApiFailure) {
    if (failure.status === 403 || failure.status === 404) return this.#forbidden(entity);
    return html`<tr-state
      kind="failed"
      .heading=${this.t('trash.failed')}
      .text=${failure.message}
      .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }, this.#toList(entity)]}
    ></tr-state>`;
  }

  get #mayRestore(): boolean {
    return this.host.app.access(this.entityName)?.delete === true;
  }

  #tellTitle(): void {
    const entity = this.host.app.entity(this.entityName);
    const trail = entity ? [{ label: pluralOf(this.host, entity), href: hrefs.list(entity.name) }] : [];
    this.emit<PageTitle>('tr-title', { title: this.t('trash.title'), trail });
  }

  #toggle(id: string): void {
    const next = new Set(this.selected);
    if (!next.delete(id)) next.add(id);
    this.selected = next;
  }

  async #load(): Promise<void> {
    const { entityName } = this;
    if (!this.#mayRestore) return;
    try {
      const page = await fetchTrash(this.host, entityName, 0, this.page?.rows.length);
      if (entityName !== this.entityName) return;
      this.page = page;
      this.failure = undefined;
      const left = new Set(page.rows.map((row) => row.id));
      this.selected = new Set([...this.selected].filter((id) => left.has(id)));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failure = error;
    }
  }

  async #more(): Promise<void> {
    const held = this.page!;
    await this.#work(async () => {
      const page = await fetchTrash(this.host, this.entityName, held.rows.length);
      this.page = { ...page, rows: [...held.rows, ...page.rows] };
    });
  }

  /** What cannot come back says why; the others do. */
  async #restore(ids: readonly string[]): Promise<void> {
    await this.#work(async () => {
      const { rows } = await restore(this.host, this.entityName, ids);
      const refused = rows.filter((row) => !row.restored);
      this.host.records.forget();
      const count = rows.length - refused.length;
      const merged = new Set(this.page?.rows.filter((row) => row.mergedInto !== undefined).map((row) => row.id));
      const isMerged = rows.some((row) => merged.has(row.id));
      const reason = refused[0]?.error?.message ?? '';
      this.host.toasts.show(
        refused.length > 0
          ? { text: this.t('trash.refused', { count: refused.length, reason }), tone: 'bad', duration: 12_000 }
          : {
              text: this.t(isMerged ? 'trash.restoredMerged' : 'list.restored', { count }),
              ...(ids.length === 1
                ? {
                    action: {
                      label: this.t('list.open'),
                      run: () => void this.host.router.go(hrefs.record(this.entityName, ids[0]!)),
                    },
                  }
                : {}),
            },
      );
      this.selected = new Set(refused.map((row) => row.id));
      await this.#load();
    });
  }

  async #work(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    } finally {
      this.busy = false;
    }
  }
}
