/** `<td-clash-list>`: places that somebody else published meanwhile: before, theirs, mine, and whose word shall hold. */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ItemPath } from '../../metadata/document/items.js';
import type { Kind } from '../../metadata/schema/kinds.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { button } from '../../runtime/ui/parts.js';
import { TdElement } from '../td-element.js';
import { documentHref } from '../workbench/kind-looks.js';
import { settleDraft, type Clash, type Preferred } from './settle-draft.js';

@customElement('td-clash-list')
export class TdClashList extends TdElement {
  @property({ attribute: false }) clashes: readonly Clash[] = [];
  @state() private busy = false;

  static override styles = css`
    section {
      margin: 0 24px 16px;
      padding: 12px 16px;
      border: 1px solid var(--tr-line-strong);
      border-radius: var(--tr-radius-m);
    }
    p {
      color: var(--tr-text-2);
      margin: 4px 0 8px;
    }
    table {
      width: 100%;
      border-collapse: collapse;
      table-layout: fixed;
    }
    th {
      font: var(--tr-text-label);
      color: var(--tr-text-2);
      text-align: start;
      padding: 4px 8px 4px 0;
    }
    td {
      padding: 6px 8px 6px 0;
      border-top: 1px solid var(--tr-line);
      vertical-align: top;
      overflow-wrap: anywhere;
      max-height: 120px;
    }
    .acts {
      display: flex;
      gap: 8px;
      align-items: center;
      margin-top: 12px;
    }
  `;

  override render() {
    return this.clashes.map((clash) => {
      const [kind, name] = clash.document.split('/') as [Kind, string];
      const key = { kind, name };
      const head = this.session.head(key);
      const label = head ? this.session.label(head) : name;
      return html`<section aria-label=${this.w('release.clash', { name: label })}>
        <h2>${this.w('release.clash', { name: label })}</h2>
        <p>${this.w(clash.conflicts.length > 0 ? 'release.clashText' : 'release.clashGone')}</p>
        ${
          clash.conflicts.length === 0
            ? nothing
            : html`<table>
                <thead>
                  <tr>
                    <th>${this.w('release.place')}</th>
                    <th>${this.w('release.before')}</th>
                    <th>${this.w('release.theirs')}</th>
                    <th>${this.w('release.mine')}</th>
                  </tr>
                </thead>
                <tbody>
                  ${clash.conflicts.map(({ path, base, ours, theirs }) => html`<tr><td class="mono">${placeOf(path)}</td><td>${textOf(base)}</td><td>${textOf(theirs)}</td><td>${textOf(ours)}</td></tr>`)}
                </tbody>
              </table>`
        }
        <div class="acts">
          ${button({ label: this.w('release.useMine'), theme: 'primary', disabled: this.busy, run: () => void this.#settle(key, 'mine') })}
          ${button({ label: this.w('release.useTheirs'), disabled: this.busy, run: () => void this.#settle(key, 'theirs') })}
          <a href=${documentHref(key)}>${this.w('detail.openDocument')}</a>
        </div>
      </section>`;
    });
  } // prettier-ignore

  async #settle(key: { kind: Kind; name: string }, preferred: Preferred): Promise<void> {
    this.busy = true;
    try {
      await settleDraft(this.session, key, preferred);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.host.toasts.show({ text: error.message, tone: 'bad' });
    }
    this.busy = false;
    this.emit('td-settled');
  }
}

const placeOf = (path: ItemPath): string =>
  path.map((step) => (typeof step === 'object' ? String(Object.values(step)[0]) : String(step))).join(' › ');

const textOf = (value: unknown): string => {
  if (value === undefined) return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)} …` : text;
};
