/** `<tr-icon-box>`: an icon from those there are, found by its name. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from './icon.js';
import { iconNames } from './icon-names.js';
import { openPopover } from './popover.js';
import { ValueEditor, valueEditorStyles } from './value-editor.js';
import './later-strings.js';

@customElement('tr-icon-box')
export class TrIconBox extends ValueEditor {
  @state() private found = '';
  /** Tells a table around it that the cell is still being edited. */
  @property({ type: Boolean, reflect: true }) opened = false;
  @query('button.box') private box!: HTMLElement;
  @query('[popover]') private panel!: HTMLElement;

  static override styles = [
    valueEditorStyles,
    css`
      [popover] {
        padding: 8px;
        width: min(320px, 94vw);
      }
      .all {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(36px, 1fr));
        gap: 2px;
        max-height: 240px;
        overflow: auto;
      }
      .all button {
        height: 36px;
        border: 0;
        background: none;
        border-radius: var(--tr-radius-s);
        display: inline-flex;
        align-items: center;
        justify-content: center;
        cursor: pointer;
      }
      .all button:hover {
        background: var(--tr-hover);
      }
      .all button[aria-pressed='true'] {
        background: var(--tr-selected);
        color: var(--tr-accent-text);
      }
      @media (pointer: coarse) {
        .all {
          grid-template-columns: repeat(auto-fill, minmax(44px, 1fr));
        }
        .all button {
          height: 44px;
        }
      }
    `,
  ];

  override render() {
    const { edit } = this;
    const value = typeof this.value === 'string' ? this.value : '';
    const wanted = this.found.trim().toLowerCase();
    const names = iconNames.filter((name) => name.includes(wanted));
    return this.frame(
      html`<button
          type="button"
          class="box ${edit.error ? 'bad' : ''}"
          data-first
          aria-haspopup="dialog"
          aria-expanded=${String(this.opened)}
          aria-labelledby="lab sum"
          aria-describedby=${this.described}
          ?disabled=${edit.readOnly}
          @click=${this.#show}
        >
          ${value ? icon(value) : nothing}<span id="sum" class=${value ? '' : 't3'}
            >${value || edit.t('editor.choose')}</span
          >
          <span class="end">${icon('chevron-down', 's')}</span>
        </button>
        <div popover @toggle=${(event: ToggleEvent) => (this.opened = event.newState === 'open')}>
          ${
            this.opened
              ? html`<input
                    class="find"
                    type="search"
                    aria-label=${edit.t('editor.find')}
                    placeholder=${edit.t('editor.find')}
                    .value=${this.found}
                    @input=${(event: Event) => (this.found = (event.target as HTMLInputElement).value)}
                  />
                  <div class="all" role="group" aria-labelledby="lab">
                    ${names.map(
                      (name) =>
                        html`<button
                          type="button"
                          aria-label=${name}
                          aria-pressed=${String(name === value)}
                          data-tip=${name}
                          @click=${() => this.#pick(name === value ? null : name)}
                        >
                          ${icon(name)}
                        </button>`,
                    )}
                  </div>
                  ${names.length === 0 ? html`<p class="t3">${edit.t('editor.nothingFound')}</p>` : nothing}`
              : nothing
          }
        </div>`,
    );
  }

  #pick(name: string | null): void {
    this.change(name);
    this.panel.hidePopover();
    this.box.focus();
  }

  async #show(): Promise<void> {
    this.found = '';
    this.opened = true;
    await this.updateComplete;
    openPopover(this.panel, this.box);
    this.panel.querySelector<HTMLElement>('input')?.focus();
  }
}
