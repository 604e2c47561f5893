/** `<td-side-pane>`: at the right of the editor: properties of what is selected, problems, where the document is used, what differs from the release. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { readItem } from '../../metadata/document/items.js';
import type { Problem } from '../../metadata/value.js';
import '../inspector/inspector.js';
import type { HelpContext } from '../json/editor-help.js';
import { isObject } from '../json/schema-walk.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import './change-list.js';
import './problem-list.js';
import './use-list.js';
import { designStyles } from './workbench-styles.js';

const panes = ['inspector', 'problems', 'uses', 'changes'] as const;
export type SidePane = (typeof panes)[number];

@customElement('td-side-pane')
export class TdSidePane extends TdElement {
  @property({ attribute: false }) open: OpenDocument | undefined;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help: HelpContext | undefined;
  @property() pane: SidePane = 'inspector';

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
        padding: 0 6px;
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
    if (this.pane === 'inspector') {
      return html`<td-inspector .open=${open} .problems=${this.problems} .help=${this.help}></td-inspector>`;
    }
    if (this.pane === 'problems') return html`<td-problem-list .problems=${this.problems}></td-problem-list>`;
    if (this.pane === 'uses') {
      const field = this.#field(open);
      const lead = field === '' ? '' : this.w('uses.ofField', { field });
      return html`<td-use-list .key=${open.key} .field=${field} .lead=${lead}></td-use-list>`;
    }
    return html`<td-change-list .open=${open}></td-change-list>`;
  }

  /** The field that is selected, of an entity: its uses are asked for, not those of all. */
  #field(open: OpenDocument): string {
    const [list, step] = open.selection;
    if (open.key.kind !== 'entity' || list !== 'fields' || step === undefined) return '';
    const field = readItem(open.value, [list, step]);
    return isObject(field) ? String(field['name'] ?? '') : '';
  }

  /** The first input of what is shown. */
  override focus(): void {
    const inspector = this.renderRoot.querySelector<HTMLElement>('td-inspector');
    if (inspector) inspector.focus();
    else super.focus();
  }
}
