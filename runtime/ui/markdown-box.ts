/** `<tr-markdown-box>`: Markdown as text, and beside it, on demand, how it will look. */
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '@vaadin/text-area';
import { textEditor } from './field-parts.js';
import './markup-view.js';
import { ValueEditor, valueEditorStyles } from './value-editor.js';
import './later-strings.js';

@customElement('tr-markdown-box')
export class TrMarkdownBox extends ValueEditor {
  @state() private preview = false;

  static override styles = [
    valueEditorStyles,
    css`
      :host {
        position: relative;
      }
      vaadin-text-area {
        width: 100%;
      }
      .turn {
        position: absolute;
        inset: -4px 0 auto auto;
        z-index: 1;
      }
      .page {
        min-height: 52px;
        padding: 8px 10px;
        border: 1px solid var(--tr-line);
        border-radius: var(--tr-radius-m);
        background: var(--tr-sunken);
      }
    `,
  ];

  override render() {
    const { edit } = this;
    const turn = html`<button
      type="button"
      class="linkish turn"
      aria-pressed=${String(this.preview)}
      @click=${() => (this.preview = !this.preview)}
    >
      ${edit.t(this.preview ? 'editor.write' : 'editor.preview')}
    </button>`;
    const text = typeof this.value === 'string' ? this.value : '';
    return this.preview
      ? html`${turn}${this.frame(
          html`<div class="page" role="group" aria-labelledby="lab">
            <tr-markup kind="markdown" .text=${text}></tr-markup>
          </div>`,
        )}`
      : html`${turn}${textEditor(this.value, edit, this.change, { area: true })}`;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('vaadin-text-area, button')?.focus();
  }
}
