/** `<tr-secret-input>`: takes a new secret or takes it away. What is stored is never here: only that there is one. */
import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { ValueEditor, valueEditorStyles } from './value-editor.js';
import './later-strings.js';

@customElement('tr-secret-input')
export class TrSecretInput extends ValueEditor {
  /** What the server said before anything was typed. */
  @state() private stored: unknown = undefined;

  static override styles = [
    valueEditorStyles,
    css`
      .box > button {
        flex: none;
      }
    `,
  ];

  protected override willUpdate(): void {
    if (typeof this.value !== 'string' && this.value !== null) this.stored = this.value;
  }

  override render() {
    const { edit } = this;
    const isSet = this.stored !== undefined && this.value !== null;
    return this.frame(
      html`<div class="box ${edit.error ? 'bad' : ''}">
        <input
          data-first
          type="password"
          autocomplete="new-password"
          maxlength="4000"
          aria-labelledby="lab"
          aria-describedby=${this.described}
          placeholder=${isSet ? edit.t('editor.secretSet') : ''}
          ?disabled=${edit.readOnly}
          .value=${typeof this.value === 'string' ? this.value : ''}
          @input=${this.#typed}
        />
        ${
          isSet && !edit.readOnly
            ? html`<button type="button" class="linkish" @click=${() => this.change(null)}>
                ${edit.t('editor.secretRemove')}
              </button>`
            : nothing
        }
      </div>`,
    );
  }

  /** Typing nothing leaves what is stored. */
  #typed(event: Event): void {
    const text = (event.target as HTMLInputElement).value;
    this.change(text === '' ? (this.stored ?? null) : text);
  }
}
