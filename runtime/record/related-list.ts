/** `<tr-related-list>`: records of another entity that point here; reads twenty, links to the whole list. */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { FormNode } from '../../metadata/schema/entity.js';
import { ApiFailure } from '../data/api-client.js';
import { isEmpty, readPath, type RecordPage } from '../data/record.js';
import { hrefs } from '../data/router.js';
import { createFieldHost } from '../host/field-host.js';
import { listColumns } from '../list/columns.js';
import { TrElement } from '../ui/element.js';
import { icon } from '../ui/icon.js';

type Node = Extract<FormNode, { type: 'related' }>;
const shown = 20;

@customElement('tr-related-list')
export class TrRelatedList extends TrElement {
  @property({ attribute: false }) node!: Node;
  @property() recordId = '';
  @state() private page: RecordPage | undefined;
  @state() private failed = false;

  static override styles = css`
    :host {
      display: block;
    }
    .sech {
      display: flex;
      align-items: center;
      gap: 8px;
      margin-bottom: 10px;
      min-height: 28px;
    }
    .frame {
      border: 1px solid var(--tr-line);
      border-radius: 8px;
      overflow: auto;
    }
    table {
      border-collapse: separate;
      border-spacing: 0;
      width: 100%;
    }
    th {
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      text-align: left;
      height: 34px;
      padding: 0 12px;
      border-bottom: 1px solid var(--tr-line-strong);
      white-space: nowrap;
    }
    th.num {
      text-align: right;
    }
    td {
      height: 36px;
      padding: 0 12px;
      border-bottom: 1px solid var(--tr-line);
      white-space: nowrap;
      color: var(--tr-text-2);
    }
    td:first-child a {
      color: var(--tr-text);
      font-weight: 500;
    }
    td.num {
      color: var(--tr-text);
    }
    tr:last-child td {
      border-bottom: 0;
    }
    tr:hover td {
      background: var(--tr-hover);
    }
    .none {
      padding: 12px;
      color: var(--tr-text-3);
    }
  `;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('node') || changed.has('recordId')) void this.#load();
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
        ${
          this.host.app.access(entity.name)?.create && this.recordId
            ? html`<a
                class="strong row"
                style="gap:4px"
                href=${hrefs.create(entity.name, { [this.node.field]: this.recordId })}
                >${icon('plus', 's')}${this.t('list.new', { thing: this.host.i18n.label(entity.label, entity.name).toLocaleLowerCase(this.host.i18n.language) })}</a
              >`
            : nothing
        }
      </div>
      <div class="frame">
        ${
          this.failed
            ? html`<div class="none">
                ${this.t('related.failed')}
                <button type="button" class="linkish" @click=${() => void this.#load()}>
                  ${this.t('common.tryAgain')}
                </button>
              </div>`
            : !this.page
              ? html`<tr-skeleton .rows=${3} .columns=${columns.length}></tr-skeleton>`
              : this.page.rows.length === 0
                ? html`<div class="none">${this.t('related.none')}</div>`
                : html`<table>
                    <thead>
                      <tr>
                        ${columns.map((column) => html`<th scope="col" class=${column.align === 'end' ? 'num' : ''}>${column.label}</th>`)}
                      </tr>
                    </thead>
                    <tbody>
                      ${this.page.rows.map(
                        (row) =>
                          html`<tr>
                            ${columns.map((column) => {
                              const value = readPath(row, column.path);
                              if (column.naming)
                                return html`<td>
                                  <a href=${hrefs.record(entity.name, row.id)}
                                    >${isEmpty(value) ? this.t('record.unnamed') : column.view.text(value, column.field, fieldHost)}</a
                                  >
                                </td>`;
                              return html`<td class=${column.align === 'end' ? 'num' : ''}>
                                ${isEmpty(value) ? '–' : column.view.display(value, column.field, fieldHost)}
                              </td>`;
                            })}
                          </tr>`,
                      )}
                    </tbody>
                  </table>`
        }
      </div>
      ${
        total !== undefined && total > shown
          ? html`<p style="margin-top:8px">
              <a href=${hrefs.list(entity.name, { filter: JSON.stringify(this.#filter) })}
                >${this.t('related.all', { count: total })}</a
              >
            </p>`
          : nothing
      }`;
  }

  get #filter(): Filter {
    return { field: this.node.field, op: 'eq', value: this.recordId };
  }

  async #load(): Promise<void> {
    if (!this.recordId) {
      this.page = { rows: [], total: 0 };
      return;
    }
    this.failed = false;
    try {
      this.page = await this.host.api.get<RecordPage>(`/records/${encodeURIComponent(this.node.entity)}`, {
        fields: this.node.columns.map((column) => column.path).join(','),
        filter: JSON.stringify(this.#filter),
        limit: shown,
        count: true,
      });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.failed = true;
    }
  }
}
