/** `<td-picture-input>`: one picture of a theme: by click, drop or paste. Dispatches `td-picture` with the address taken. */
import { css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { pictureAddress, takePicture, type PictureFault } from '../../metadata/theme/picture.js';
import { icon } from '../../runtime/ui/icon.js';
import { iconButton } from '../../runtime/ui/parts.js';
import { TdElement } from '../td-element.js';

@customElement('td-picture-input')
export class TdPictureInput extends TdElement {
  @property() name = '';
  @property() address: string | undefined;
  /** The ground that it will stand on. */
  @property() ground: 'light' | 'dark' = 'light';
  @property({ type: Boolean }) disabled = false;
  @state() private says = '';
  @query('input') private input!: HTMLInputElement;

  static override styles = css`
    :host {
      display: block;
    }
    .line {
      display: flex;
      gap: 4px;
      align-items: center;
    }
    .drop {
      flex: 1;
      min-width: 0;
      min-height: 44px;
      display: flex;
      gap: 8px;
      align-items: center;
      padding: 6px 10px;
      border: 1px dashed var(--tr-line-control);
      border-radius: var(--tr-radius-m);
      background: var(--tr-surface);
      color: var(--tr-text-2);
      font: var(--tr-text-meta);
      text-align: start;
      cursor: pointer;
    }
    .drop:focus-visible {
      outline: 2px solid var(--tr-focus);
      outline-offset: 1px;
    }
    .shown {
      background: #ffffff;
      color: #4c5560;
    }
    .shown.dark {
      background: #16181c;
      color: #b4bbc4;
    }
    img {
      max-width: 96px;
      height: 28px;
      object-fit: contain;
    }
    .says {
      margin-top: 4px;
      font: var(--tr-text-meta);
      color: var(--tr-text-2);
    }
    input {
      display: none;
    }
  `;

  override render() {
    const { address } = this;
    return html`<div class="line">
        <button
          type="button"
          class="drop ${address ? `shown ${this.ground}` : ''}"
          aria-label="${this.name}: ${this.w('theme.drop')}"
          ?disabled=${this.disabled}
          @click=${() => this.input.click()}
          @dragover=${(event: DragEvent) => event.preventDefault()}
          @drop=${(event: DragEvent) => {
            event.preventDefault();
            void this.#take(event.dataTransfer?.files[0]);
          }}
          @paste=${this.#paste}
        >
          ${address ? html`<img src=${address} alt="" /><span>${this.name}</span>` : html`${icon('upload')}<span>${this.name}<br />${this.w('theme.drop')}</span>`}
        </button>
        ${address && !this.disabled ? iconButton({ icon: 'trash-2', label: this.w('theme.reset', { what: this.name }), run: () => this.#give(undefined) }) : nothing}
      </div>
      <input type="file" accept=".svg,.png,.webp" aria-label=${this.name} @change=${() => void this.#take(this.input.files?.[0])} />
      <div class="says" role="status">${this.says}</div>`;
  } // prettier-ignore

  #paste(event: ClipboardEvent): void {
    const file = event.clipboardData?.files[0];
    const text = event.clipboardData?.getData('text/plain') ?? '';
    event.preventDefault();
    void this.#take(file ?? new Blob([text]));
  }

  async #take(file: Blob | undefined): Promise<void> {
    if (!file || this.disabled) return;
    const taken = takePicture(new Uint8Array(await file.arrayBuffer()));
    this.input.value = '';
    if ('fault' in taken) {
      this.says = this.#faultWords(taken.fault);
      return;
    }
    const parts = taken.removed.join(', ');
    this.says = parts === '' ? '' : this.w('theme.without', { parts });
    this.host.announce(this.says || this.w('theme.taken', { what: this.name }));
    this.#give(pictureAddress(taken.picture));
  }

  #faultWords(fault: PictureFault): string {
    if (fault.is === 'type') return this.w('theme.noPicture');
    if (fault.is === 'large') return this.w('theme.tooLarge', { bytes: fault.bytes });
    return this.w('theme.unsafe', { parts: fault.removed.join(', ') });
  }

  #give(address: string | undefined): void {
    this.emit('td-picture', address);
  }
}
