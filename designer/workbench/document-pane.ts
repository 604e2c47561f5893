/**
 * `<td-document-pane>`: one document in the middle of the workbench: its banner, then the canvas of its kind or its text.
 * Both change the same document, so one may go from the one to the other at any time.
 */
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { pointerKeys } from '../../metadata/document/pointer.js';
import type { Problem } from '../../metadata/value.js';
import { tellMissedPart } from '../../runtime/data/missed-part.js';
import '../../runtime/ui/states.js';
import { editorOf, type CanvasInput } from '../editors.js';
import type { HelpContext } from '../json/editor-help.js';
import '../json/json-editor.js';
import type { CaretPlace, TdJsonEditor } from '../json/json-editor.js';
import { selectable } from '../outline/outline.js';
import { keyText, type DocumentKey } from '../session/document-client.js';
import type { OpenDocument } from '../session/open-document.js';
import { pathOfKeys } from '../session/set-value.js';
import { TdElement } from '../td-element.js';
import './document-banner.js';

export type DocumentMode = 'design' | 'text';

@customElement('td-document-pane')
export class TdDocumentPane extends TdElement {
  @property({ attribute: false }) open!: OpenDocument;
  @property({ attribute: false }) problems: readonly Problem[] = [];
  @property({ attribute: false }) help!: HelpContext;
  @property() mode: DocumentMode = 'design';
  @property() label = '';
  @property({ type: Boolean }) comparing = false;
  /** Kinds whose canvas is there. */
  @state() private loaded: ReadonlySet<string> = new Set();
  @state() private failed = false;
  @query('td-json-editor') private editor!: TdJsonEditor | null;
  #jumpTo: Problem | string | undefined;

  static override styles = css`
    :host {
      flex: 1;
      min-height: 0;
      display: flex;
      flex-direction: column;
    }
    .canvas {
      flex: 1;
      min-height: 0;
      display: flex;
      flex-direction: column;
    }
    .canvas > *,
    td-json-editor {
      flex: 1;
      min-height: 0;
    }
  `;

  /** Text that is no JSON, and what is compared, can only be shown as text. */
  get #asText(): boolean {
    return this.mode === 'text' || this.comparing || this.open.value === undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open') || changed.has('mode')) void this.#load();
  }

  protected override updated(): void {
    if (this.#jumpTo === undefined || !this.#asText || !this.editor) return;
    const to = this.#jumpTo;
    this.#jumpTo = undefined;
    // After the editor has taken up the document it is to jump in.
    void this.editor.updateComplete.then(() => this.editor?.jump(to));
  }

  async #load(): Promise<void> {
    const { kind } = this.open.key;
    if (this.#asText || this.loaded.has(kind)) return;
    this.failed = false;
    try {
      await editorOf(kind).load();
      this.loaded = new Set([...this.loaded, kind]);
    } catch {
      tellMissedPart();
      this.failed = true;
    }
  }

  /** Shows a place: the caret in the text, or the part selected on the canvas. */
  jump(to: Problem | string): void {
    if (this.#asText) {
      this.#jumpTo = to;
      this.requestUpdate();
      return;
    }
    const keys = pointerKeys(typeof to === 'string' ? to : to.path);
    this.open.select(selectable(this.open.value, pathOfKeys(this.open.value, keys)));
  }

  format(): void {
    if (this.editor) this.editor.format();
    else this.open.apply({ op: 'group', operations: [] });
  }

  forget(key: DocumentKey): void {
    this.editor?.forget(keyText(key));
  }

  override render() {
    return html`<td-document-banner .open=${this.open}></td-document-banner>
      ${this.#asText ? this.#text() : this.#canvas()}`;
  }

  #text(): TemplateResult {
    const { open } = this;
    return html`<td-json-editor
      .name=${open.name}
      .label=${this.w('editor.label', { name: this.label })}
      .text=${open.text}
      .findings=${this.problems}
      .help=${this.help}
      .original=${this.comparing ? open.releasedText : undefined}
      ?locked=${open.isRemoved}
      @td-edit=${(event: CustomEvent<string>) => open.edit(event.detail)}
      @td-caret=${(event: CustomEvent<CaretPlace>) => this.#caretMoved(event.detail)}
    ></td-json-editor>`;
  }

  #canvas(): TemplateResult {
    const { open, problems, help } = this;
    const editor = editorOf(open.key.kind);
    if (this.failed) {
      return html`<tr-state
        kind="failed"
        .heading=${this.t('shell.screenFailed')}
        .actions=${[{ label: this.t('common.tryAgain'), primary: true, run: () => void this.#load() }]}
      ></tr-state>`;
    }
    if (!this.loaded.has(open.key.kind)) return html`<tr-skeleton></tr-skeleton>`;
    const input: CanvasInput = { open, problems, help };
    return html`<div class="canvas">${editor.canvas(input)}</div>`;
  }

  /** The inspector is about the part in which the caret stands. */
  #caretMoved(caret: CaretPlace): void {
    const { value } = this.open;
    if (value === undefined) return;
    const path = selectable(value, pathOfKeys(value, pointerKeys(caret.path)));
    if (JSON.stringify(path) !== JSON.stringify(this.open.selection)) this.open.select(path);
  }
}
