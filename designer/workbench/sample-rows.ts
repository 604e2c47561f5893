/**
 * `<td-sample-rows>`: how many records meet a filter now, and the first of them, with the rights of who designs. The columns
 * are those that lists of the entity begin with. A filter that is being written is asked for once it rests.
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Entity } from '../../metadata/model/model.js';
import type { Filter } from '../../metadata/schema/query.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { isEmpty, NO_VALUE, readPath, type RecordPage } from '../../runtime/data/record.js';
import { hrefs } from '../../runtime/data/router.js';
import { createFieldHost } from '../../runtime/host/field-host.js';
import type { Host } from '../../runtime/host/host.js';
import { listColumns, type Column } from '../../runtime/list/columns.js';
import { viewsOf } from '../../runtime/list/list-views.js';
import '../../runtime/ui/states.js';
import { designHost, isReleased } from '../form/preview/design-host.js';
import { inlineSegments } from '../session/inline-segments.js';
import { TdElement } from '../td-element.js';
import { frameTableStyles } from './frame-table-styles.js';
import { designStyles } from './workbench-styles.js';

/** Milliseconds without a change until rows are asked for. */
const rest = 350;
const mostColumns = 5;
const mostRows = 10;

@customElement('td-sample-rows')
export class TdSampleRows extends TdElement {
  @property() entity = '';
  @property({ attribute: false }) filter: Filter | undefined;
  /** What the rows are called, for who does not see them. */
  @property() label = '';
  @state() private page: RecordPage | undefined;
  @state() private failure: ApiFailure | undefined;
  @state() private isAsking = false;
  #asked = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | undefined;

  static override styles = [
    designStyles,
    frameTableStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      .count {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        margin: 0;
        font: var(--tr-text-strong);
      }
      .count a {
        font: var(--tr-text-body);
      }
      .hint {
        margin: 0;
        font: var(--tr-text-meta);
        color: var(--tr-text-3);
      }
      [aria-busy='true'] {
        opacity: 0.55;
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#asked = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { session, entity } = this;
    if (!isReleased(session.host, entity)) return;
    if (changed.has('entity')) this.page = undefined;
    // A segment that is a draft says something else once it is changed: the same filter is asked for anew.
    const asked = JSON.stringify([entity, this.#said]);
    if (asked === this.#asked) return;
    const isFirst = this.#asked === '';
    this.#asked = asked;
    this.isAsking = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), isFirst ? 0 : rest);
  }

  get #said(): Filter | undefined {
    return inlineSegments(this.filter, (name) => this.session.model.find('segment', name)?.filter);
  }

  get #host(): Host {
    return designHost(this.session.host, this.session.model);
  }

  /** Fields that are released: no record has the others yet. */
  #columns(entity: Entity): readonly Column[] {
    const { host } = this.session;
    const view = viewsOf(host, entity.name).find(({ mode }) => mode === 'table');
    const columns = listColumns(host, createFieldHost(host), host.app.entity(entity.name) ?? entity, view);
    return columns.slice(0, mostColumns);
  }

  async #ask(): Promise<void> {
    const asked = this.#asked;
    const entity = this.session.host.app.entity(this.entity);
    if (!entity) return;
    this.#running?.abort();
    const controller = (this.#running = new AbortController());
    const said = this.#said;
    const fields = [...new Set(['id', ...entity.nameFields, ...this.#columns(entity).map(({ path }) => path)])];
    const query = { fields: fields.join(','), filter: said && JSON.stringify(said), limit: mostRows, count: true };
    try {
      const page = await this.host.api.get<RecordPage>(`/records/${encodeURIComponent(entity.name)}`, query, controller.signal); // prettier-ignore
      if (asked !== this.#asked) return;
      this.page = page;
      this.failure = undefined;
      this.isAsking = false;
    } catch (error) {
      if (controller.signal.aborted) return;
      if (!(error instanceof ApiFailure)) throw error;
      if (asked !== this.#asked) return;
      this.failure = error;
      this.isAsking = false;
    }
  }

  override render() {
    const { session, entity: name } = this;
    const entity = session.host.app.entity(name);
    if (!entity) return html`<p class="hint">${this.w('sample.notReleased')}</p>`;
    if (this.failure) return this.#failed(this.failure);
    if (!this.page) return html`<tr-skeleton .rows=${4} .columns=${4} aria-busy="true"></tr-skeleton>`;
    const { rows, total = rows.length } = this.page;
    const things = this.host.i18n.label(entity.plural, name);
    const filter = this.#said;
    return html`<p class="count">
        <span role="status">${this.isAsking ? this.w('sample.asking') : this.w('sample.count', { count: total, things })}</span>
        ${total > 0 ? html`<a href=${hrefs.list(name, { filter: filter && JSON.stringify(filter) })}>${this.w('sample.list')}</a>` : nothing}
      </p>
      ${rows.length === 0 ? nothing : this.#table(entity)}
      ${rows.length < total ? html`<p class="hint">${this.w('sample.first', { count: rows.length })}</p>` : nothing}`;
  } // prettier-ignore

  #failed(failure: ApiFailure) {
    const again = () => {
      this.failure = undefined;
      this.#asked = '';
      this.requestUpdate();
    };
    if (failure.status === 403) return html`<p class="hint">${failure.message}</p>`;
    return html`<tr-state kind="failed" .heading=${this.w('sample.failed')} .text=${failure.message}
      .actions=${[{ label: this.t('common.tryAgain'), run: again }]}></tr-state>`; // prettier-ignore
  }

  #table(entity: Entity) {
    const fieldHost = createFieldHost(this.#host);
    const columns = this.#columns(entity);
    const text = (column: Column, row: RecordPage['rows'][number]) => {
      const value = readPath(row, column.path);
      return isEmpty(value) ? NO_VALUE : column.view.text(value, column.field, fieldHost);
    };
    return html`<div class="frame" tabindex="0" role="group" aria-label=${this.label} aria-busy=${this.isAsking}>
      <table>
        <thead>
          <tr>${columns.map((column) => html`<th scope="col" class=${column.align === 'end' ? 'n' : ''}>${column.label}</th>`)}</tr>
        </thead>
        <tbody>
          ${this.page!.rows.map(
            (row) =>
              html`<tr>${columns.map((column, index) =>
                index === 0
                  ? html`<th scope="row"><a href=${hrefs.record(entity.name, row.id)}>${text(column, row)}</a></th>`
                  : html`<td class=${column.align === 'end' ? 'n' : ''}>${text(column, row)}</td>`)}</tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  } // prettier-ignore
}
