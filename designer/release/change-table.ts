/** `<td-change-table>`: the changes of a plan; documents can be left out, a row can be chosen to be explained below. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../runtime/ui/icon.js';
import { tag } from '../../runtime/ui/parts.js';
import { keyText, type DocumentKey } from '../session/document-client.js';
import { TdElement } from '../td-element.js';
import { kindIcon, kindWord } from '../workbench/kind-looks.js';
import { changeWords } from './change-words.js';
import type { Effect, PlanRow } from './plan-rows.js';

const colours: Readonly<Record<Effect, string>> = { safe: 'green', time: 'amber', lossy: 'red' };
/** Counting uses asks the server once per row. */
const mostCounted = 30;

@customElement('td-change-table')
export class TdChangeTable extends TdElement {
  @property({ attribute: false }) rows: readonly PlanRow[] = [];
  /** Documents that are not to be published. */
  @property({ attribute: false }) left: ReadonlySet<string> = new Set();
  @property() chosen: string | undefined;
  @state() private uses: ReadonlyMap<string, number> = new Map();
  #counted: readonly PlanRow[] = [];

  static override styles = css`
    :host {
      display: block;
      overflow-x: auto;
    }
    table {
      width: 100%;
      border-collapse: collapse;
    }
    th {
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      text-align: start;
      height: 34px;
      border-bottom: 1px solid var(--tr-line-strong);
    }
    tr > * {
      padding: 0 12px;
      white-space: nowrap;
    }
    tr > :first-child {
      padding-inline-start: 24px;
      width: 56px;
    }
    tr > :last-child {
      padding-inline-end: 24px;
    }
    td {
      height: var(--tr-row);
      border-bottom: 1px solid var(--tr-line);
    }
    tbody tr {
      cursor: pointer;
    }
    tbody tr:hover {
      background: var(--tr-hover);
    }
    tr.chosen,
    tr.chosen:hover {
      background: var(--tr-selected);
    }
    tr.out td:not(:first-child) {
      color: var(--tr-text-3);
    }
    .name {
      display: inline-flex;
      gap: 8px;
      align-items: center;
      border: 0;
      background: none;
      padding: 0;
      font-weight: 500;
      cursor: pointer;
      vertical-align: middle;
      border-radius: var(--tr-radius-s);
    }
    .name svg {
      color: var(--tr-text-3);
    }
    .change {
      white-space: normal;
      width: 44%;
      padding-block: 6px;
    }
    .cb,
    .tag {
      vertical-align: middle;
    }
    .num {
      text-align: end;
    }
  `;

  protected override updated(): void {
    if (this.rows === this.#counted) return;
    this.#counted = this.rows;
    void this.#count(this.rows);
  }

  async #count(rows: readonly PlanRow[]): Promise<void> {
    for (const row of rows.slice(0, mostCounted)) {
      if (row.change === 'added') continue;
      const uses = await this.session.client.uses(row.key, row.field).catch(() => undefined);
      if (this.rows !== rows) return;
      if (uses) this.uses = new Map([...this.uses, [row.id, new Set(uses.map(keyText)).size]]);
    }
  }

  override render() {
    const outside = this.session.changed.filter((head) => this.left.has(keyText(head)));
    return html`<table>
      <thead>
        <tr>
          <th><span class="sr">${this.w('publish.include')}</span></th>
          <th>${this.w('table.document')}</th>
          <th>${this.w('table.kind')}</th>
          <th>${this.w('table.change')}</th>
          <th class="num">${this.w('table.rows')}</th>
          <th>${this.w('table.uses')}</th>
          <th>${this.w('table.effect')}</th>
        </tr>
      </thead>
      <tbody>
        ${this.rows.map((row, index) => this.#row(row, index))}
        ${outside.map(
          (head) =>
            html`<tr class="out">
              <td>${this.#box(head, false)}</td>
              <td>${this.session.label(head)}</td>
              <td>${this.w(kindWord(head.kind))}</td>
              <td colspan="4">${this.w('publish.leftOut')}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #row(row: PlanRow, index: number) {
    const head = this.session.head(row.key);
    const first = index === 0 || keyText(this.rows[index - 1]!.key) !== keyText(row.key);
    const uses = this.uses.get(row.id);
    const label = head ? this.session.label(head) : row.key.name;
    return html`<tr class=${row.id === this.chosen ? 'chosen' : ''} @click=${() => this.emit('td-choose', row.id)}>
      <td>${first ? this.#box(row.key, true) : nothing}</td>
      <td>
        <button type="button" class="name" aria-pressed=${row.id === this.chosen}>
          ${icon(kindIcon(row.key.kind))}<span>${label}</span>
        </button>
      </td>
      <td class="t2">${this.w(kindWord(row.key.kind))}</td>
      <td class="change">${rowWords(row, this)}</td>
      <td class="num">${row.rows === undefined ? '–' : this.host.i18n.formats.number(row.rows)}</td>
      <td>
        ${uses === undefined || uses === 0 ? html`<span class="t3">–</span>` : this.w('publish.places', { count: uses })}
      </td>
      <td>${tag(this.w(`effect.${row.effect}`), colours[row.effect])}</td>
    </tr>`;
  }

  /** A document is published whole: one box for all its rows. */
  #box(key: DocumentKey, checked: boolean) {
    const head = this.session.head(key);
    return html`<input
      type="checkbox"
      class="cb"
      aria-label=${this.w('publish.includeOne', { name: head ? this.session.label(head) : key.name })}
      .checked=${checked}
      @click=${(event: Event) => event.stopPropagation()}
      @change=${() => this.emit('td-include', keyText(key))}
    />`;
  }
}

/** The change of a row in words; at most three, then how many more. */
export function rowWords(row: PlanRow, element: TdElement): string {
  const { session } = element;
  const { words } = session;
  if (row.change !== 'changed') return words.text(`change.document.${row.change}`);
  if (row.groups.length === 0) return words.text('change.tables');
  const shown = row.groups.slice(0, 3).map((group) => changeWords(group, session));
  const more = row.groups.length - shown.length;
  return [...shown, ...(more > 0 ? [words.text('change.more', { count: more })] : [])].join('; ');
}
