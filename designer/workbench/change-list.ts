/** `<td-change-list>`: what differs from the release, change by change; choosing one jumps to its place. */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { diffDocuments } from '../../metadata/document/diff.js';
import { icon } from '../../runtime/ui/icon.js';
import { groupChanges } from '../release/change-groups.js';
import { changeWords } from '../release/change-words.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';

const icons = { added: 'plus', removed: 'trash-2', changed: 'pencil', moved: 'grip-vertical' } as const;

@customElement('td-change-list')
export class TdChangeList extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;

  static override styles = css`
    button {
      display: grid;
      grid-template-columns: 16px minmax(0, 1fr);
      gap: 8px;
      width: 100%;
      padding: 6px 12px;
      border: 0;
      background: none;
      text-align: start;
      cursor: pointer;
      overflow-wrap: anywhere;
    }
    button:hover {
      background: var(--tr-hover);
    }
    button:focus-visible {
      outline-offset: -2px;
    }
    svg {
      margin-top: 3px;
      color: var(--tr-text-3);
    }
    p {
      padding: 16px 12px 8px;
      color: var(--tr-text-3);
    }
  `;

  override render() {
    const { open } = this;
    const after = open.document;
    if (open.released === undefined) return html`<p>${this.w('changes.new')}</p>`;
    if (!after) return html`<p>${this.w('changes.invalid')}</p>`;
    const groups = groupChanges(diffDocuments(open.released, after), after);
    if (groups.length === 0) return html`<p>${this.w('changes.none', { release: String(this.session.release) })}</p>`;
    return html`<p>${this.w('changes.since', { release: String(this.session.release), count: groups.length })}</p>
      <ul>
        ${groups.map(
          (group) =>
            html`<li>
              <button type="button" @click=${() => this.emit('td-jump', group.pointer)}>
                ${icon(icons[group.kind], 's')}<span>${changeWords(group, this.session)}</span>
              </button>
            </li>`,
        )}
      </ul>`;
  }
}
