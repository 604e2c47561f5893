/** `<tr-stars-input>`: a rating by stars: radio buttons underneath, so arrows and screen readers know them. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from './icon.js';
import { ValueEditor, valueEditorStyles } from './value-editor.js';
import './later-strings.js';

@customElement('tr-stars-input')
export class TrStarsInput extends ValueEditor {
  @property({ type: Number }) stars = 5;

  static override styles = [
    valueEditorStyles,
    css`
      .stars {
        display: inline-flex;
        align-items: center;
        flex-wrap: wrap;
        min-height: var(--tr-control);
      }
      label {
        position: relative;
        cursor: pointer;
        font-size: 20px;
        line-height: 28px;
        padding: 0 3px;
        border-radius: var(--tr-radius-s);
        color: var(--tr-line-control);
      }
      label.on {
        color: var(--tr-warn);
      }
      label:has(:focus-visible) {
        outline: var(--tr-focus-width) solid var(--tr-focus);
      }
      @media (pointer: coarse) {
        label {
          line-height: 44px;
          padding: 0 8px;
        }
      }
    `,
  ];

  override render() {
    const { edit } = this;
    const value = Number(this.value ?? 0);
    const all = Array.from({ length: this.stars }, (_, index) => index + 1);
    return this.frame(
      html`<div class="stars" role="radiogroup" aria-labelledby="lab" aria-describedby=${this.described}>
        ${all.map(
          (star) =>
            html`<label class=${star <= value ? 'on' : ''}
              ><input
                class="sr"
                type="radio"
                name="stars"
                aria-label=${edit.t('editor.stars', { count: star, of: this.stars })}
                .checked=${star === value}
                ?disabled=${edit.readOnly}
                @change=${() => this.change(star)}
              /><span aria-hidden="true">${star <= value ? '★' : '☆'}</span></label
            >`,
        )}
        ${
          value > 0 && !edit.readOnly
            ? html`<button
                type="button"
                class="ib xs"
                aria-label=${edit.t('editor.clear', { field: edit.label })}
                @click=${() => this.change(null)}
              >
                ${icon('x', 's')}
              </button>`
            : nothing
        }
      </div>`,
    );
  }

  override focus(): void {
    const inputs = [...this.renderRoot.querySelectorAll<HTMLInputElement>('input')];
    (inputs.find((each) => each.checked) ?? inputs[0])?.focus();
  }
}
