/** `<td-left-pane>`: at the left of the workbench: the documents, or what can be put on the canvas of the one that is open. */
import { css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { editorOf, type CanvasInput } from '../editors.js';
import { TdElement } from '../td-element.js';
import './document-tree.js';
import { designStyles } from './workbench-styles.js';

type LeftPane = 'documents' | 'palette';
const kept = 'design.leftPane';

@customElement('td-left-pane')
export class TdLeftPane extends TdElement {
  /** Undefined while text is shown, or nothing: there is nothing to put on. */
  @property({ attribute: false }) input: CanvasInput | undefined;
  /** `entity/customer`. */
  @property() current = '';
  @state() private pane: LeftPane = 'palette';
  /** Kinds whose palette is there. */
  @state() private loaded: ReadonlySet<string> = new Set();

  static override styles = [
    designStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        flex: 1;
      }
      .which {
        padding: 12px 12px 0;
        flex: none;
      }
      td-document-tree {
        flex: 1;
        min-height: 0;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.pane = this.host.appearance.get(kept) === 'documents' ? 'documents' : 'palette';
    this.addEventListener('td-palette', () => (this.pane = 'palette'));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const kind = this.input?.open.key.kind;
    if (!changed.has('input') || kind === undefined || this.loaded.has(kind)) return;
    // The canvas says it when its part cannot be loaded.
    void editorOf(kind).load().then(() => (this.loaded = new Set([...this.loaded, kind])), () => undefined); // prettier-ignore
  }

  override render() {
    const { input } = this;
    const editor = input && editorOf(input.open.key.kind);
    const has = input !== undefined && editor?.palette !== undefined && this.loaded.has(input.open.key.kind);
    const tree = html`<td-document-tree .current=${this.current}></td-document-tree>`;
    if (!has) return tree;
    return html`<div class="which">
        <div class="seg" role="group" aria-label=${this.w('pane.left')}>
          ${(['palette', 'documents'] as const).map(
            (pane) =>
              html`<button type="button" aria-pressed=${this.pane === pane} @click=${() => this.#show(pane)}>
                ${this.w(`left.${pane}`)}
              </button>`,
          )}
        </div>
      </div>
      ${this.pane === 'palette' ? editor!.palette!(input) : tree}`;
  }

  #show(pane: LeftPane): void {
    this.pane = pane;
    this.host.appearance.set(kept, pane);
  }
}
