/** `<td-side-pane>`: at the right of the editor: problems, where the document is used, what differs from the release. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { pointerKeys } from '../../metadata/document/pointer.js';
import type { Problem } from '../../metadata/value.js';
import type { CaretPlace } from '../json/json-editor.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import './change-list.js';
import './problem-list.js';
import './use-list.js';
import { designStyles } from './workbench-styles.js';

const panes = ['problems', 'uses', 'changes'] as const;
export type SidePane = (typeof panes)[number];

@customElement('td-side-pane')
export class TdSidePane extends TdElement {
  @property({ attribute: false }) open: OpenDocument | undefined;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) caret: CaretPlace | undefined;
  @property() pane: SidePane = 'problems';

  static override styles = [
    designStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        height: 100%;
      }
      .head {
        padding: 12px;
        flex: none;
        border-bottom: 1px solid var(--tr-line);
      }
      .body {
        flex: 1;
        min-height: 0;
        overflow: auto;
      }
      .none {
        padding: 24px 16px;
        color: var(--tr-text-3);
      }
      .seg {
        max-width: 100%;
      }
      .seg button {
        min-width: 0;
      }
    `,
  ];

  override render() {
    return html`
      <div class="head">
        <div class="seg" role="group" aria-label=${this.w('pane.right')}>
          ${panes.map(
            (pane) =>
              html`<button
                type="button"
                aria-pressed=${this.pane === pane}
                @click=${() => this.emit<SidePane>('td-pane', pane)}
              >
                <span class="clip" data-tip-cut>${this.w(`pane.${pane}`)}</span>
                ${pane === 'problems' && this.problems.length > 0 ? html`<span class="ct">${this.problems.length}</span>` : nothing}
              </button>`,
          )}
        </div>
      </div>
      <div class="body" tabindex=${this.open ? nothing : '-1'}>${this.#body()}</div>
    `;
  }

  #body() {
    const { open } = this;
    if (!open) return html`<p class="none">${this.w('open.none')}</p>`;
    if (this.pane === 'problems') return html`<td-problem-list .problems=${this.problems}></td-problem-list>`;
    if (this.pane === 'uses') {
      const field = this.#field(open);
      const lead = field === '' ? '' : this.w('uses.ofField', { field });
      return html`<td-use-list .key=${open.key} .field=${field} .lead=${lead}></td-use-list>`;
    }
    return html`<td-change-list .open=${open}></td-change-list>`;
  }

  /** The field the caret stands in, of an entity: its uses are asked for, not those of all. */
  #field(open: OpenDocument): string {
    const [list, index] = pointerKeys(this.caret?.path ?? '');
    const document = open.document as { readonly fields?: readonly unknown[] } | undefined;
    if (open.key.kind !== 'entity' || list !== 'fields' || index === undefined) return '';
    const field = document?.fields?.[Number(index)];
    return isObject(field) ? String(field['name'] ?? '') : '';
  }
}
