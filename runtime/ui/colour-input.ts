/** `<tr-colour-input>`: the browser's picker and the code as text, side by side. */
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Parsed } from '../../metadata/contributions.js';
import { ValueEditor, valueEditorStyles } from './value-editor.js';
import './typed-input.js';
import './later-strings.js';

@customElement('tr-colour-input')
export class TrColourInput extends ValueEditor {
  @property({ attribute: false }) read: (text: string) => Parsed = (text) => ({ value: text });

  static override styles = [
    valueEditorStyles,
    css`
      .pair {
        display: flex;
        gap: 6px;
        align-items: center;
      }
      input {
        width: var(--tr-control);
        height: var(--tr-control);
        padding: 2px;
        border: 1px solid var(--tr-line-control);
        border-radius: var(--tr-radius-m);
        background: var(--tr-surface);
        flex: none;
        cursor: pointer;
      }
      tr-typed-input {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  override render() {
    const { edit } = this;
    const value = typeof this.value === 'string' ? this.value : null;
    return this.frame(
      html`<div class="pair">
        <input
          type="color"
          aria-label=${edit.t('editor.pick', { field: edit.label })}
          .value=${value ?? '#808080'}
          ?disabled=${edit.readOnly}
          @input=${(event: Event) => this.change((event.target as HTMLInputElement).value)}
        />
        <tr-typed-input
          mode="text"
          align="start"
          .value=${value}
          .edit=${{ ...edit, place: 'cell', error: undefined, helper: undefined }}
          .change=${this.change}
          .read=${this.read}
        ></tr-typed-input>
      </div>`,
    );
  }
}
