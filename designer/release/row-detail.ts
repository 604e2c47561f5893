/** `<td-row-detail>`: one change of a plan explained: what happens to the data, the steps, where it is used. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../runtime/ui/icon.js';
import type { Plan } from '../session/document-client.js';
import { TdElement } from '../td-element.js';
import { documentHref } from '../workbench/kind-looks.js';
import '../workbench/use-list.js';
import { rowWords } from './change-table.js';
import { changeWords } from './change-words.js';
import type { PlanRow } from './plan-rows.js';

const marks = { safe: 'circle-check', time: 'clock', lossy: 'triangle-alert' } as const;

@customElement('td-row-detail')
export class TdRowDetail extends TdElement {
  @property({ attribute: false }) row!: PlanRow;
  @property({ attribute: false }) plan!: Plan;

  static override styles = css`
    :host {
      display: block;
      padding: 16px 20px;
      min-width: 0;
    }
    h2 {
      display: flex;
      gap: 8px;
      align-items: flex-start;
    }
    h2 svg {
      margin-top: 2px;
    }
    .lossy svg {
      color: var(--tr-bad);
    }
    .time svg {
      color: var(--tr-warn);
    }
    .safe svg {
      color: var(--tr-good);
    }
    p {
      color: var(--tr-text-2);
      margin: 8px 0 12px;
    }
    .more {
      margin: 0 0 12px;
      padding-inline-start: 18px;
      list-style: disc;
      color: var(--tr-text-2);
    }
    dl {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 6px 16px;
    }
    dt {
      color: var(--tr-text-3);
    }
    td-use-list {
      margin: -4px -12px 0;
      max-height: 220px;
      overflow: auto;
    }
    .uses {
      margin-top: 8px;
      border-top: 1px solid var(--tr-line);
    }
    .uses h3 {
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      padding: 12px 0 4px;
    }
  `;

  override render() {
    const { row, session } = this;
    const head = session.head(row.key);
    const label = head ? session.label(head) : row.key.name;
    const title =
      row.groups.length <= 1 ? rowWords(row, this) : this.w('publish.changes', { count: row.groups.length });
    const count = row.rows ?? 0;
    return html`
      <h2 class=${row.effect}>
        ${icon(marks[row.effect])}<span>${this.w('detail.title', { name: label, change: title })}</span>
      </h2>
      <p>
        ${row.consent?.startsWith('convert ') ? this.w('release.carriedDetail', { count }) : this.w(row.effect === 'safe' && row.rows === undefined ? 'detail.noTable' : `detail.${row.effect}`, { count })}
      </p>
      ${
        row.groups.length > 1
          ? html`<ul class="more">
              ${row.groups.map((group) => html`<li>${changeWords(group, session)}</li>`)}
            </ul>`
          : nothing
      }
      <a href=${documentHref(row.key, row.groups[0]?.pointer)}>${this.w('detail.openDocument')}</a>
      ${
        row.change === 'added'
          ? nothing
          : html`<div class="uses">
              <h3>${this.w('pane.uses')}</h3>
              <td-use-list .key=${row.key} .field=${row.field ?? ''}></td-use-list>
            </div>`
      }
    `;
  }
}
