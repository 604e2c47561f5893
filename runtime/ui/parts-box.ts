/**
 * `<tr-parts-box>`: the parts of one value, each with its own editor: a group in a form, behind a button in a cell. Changing
 * a part gives the whole value; when nothing is left it is none.
 */
import { css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { isEmpty } from '../data/record.js';
import type { EditHost, OnChange } from '../host/field-views.js';
import { icon } from './icon.js';
import { openPopover } from './popover.js';
import { ValueEditor, valueEditorStyles } from './value-editor.js';
import './later-strings.js';

export interface PartEditor {
  readonly name: string;
  readonly label: string;
  /** Of six columns. */
  readonly span: number;
  draw(value: unknown, host: EditHost, change: OnChange): unknown;
}

@customElement('tr-parts-box')
export class TrPartsBox extends ValueEditor {
  @property({ attribute: false }) parts: readonly PartEditor[] = [];
  /** The value on one line, for the button of a cell. */
  @property() text = '';
  /** Tells a table around it that the cell is still being edited. */
  @property({ type: Boolean, reflect: true }) opened = false;
  @query('button.box') private box!: HTMLElement;
  @query('[popover]') private panel!: HTMLElement;
  readonly #refused = new Map<string, string>();

  static override styles = [
    valueEditorStyles,
    css`
      :host {
        container-type: inline-size;
      }
      .lab:not(.sr) {
        font: var(--tr-text-body-strong);
        color: var(--tr-text);
        margin-bottom: 6px;
      }
      .parts {
        display: grid;
        padding-inline-start: 12px;
        border-inline-start: 2px solid var(--tr-line-strong);
        grid-template-columns: repeat(6, minmax(0, 1fr));
        gap: 8px 12px;
      }
      .part {
        grid-column: span var(--span);
        min-width: 0;
      }
      .part > * {
        width: 100%;
      }
      [popover] {
        padding: 12px;
        width: min(420px, 94vw);
      }
      @container (max-width: 300px) {
        .part {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  override render() {
    const group = html`<div class="parts" role="group" aria-labelledby="lab" aria-describedby=${this.described}>
      ${this.parts.map((part) => html`<div class="part" style="--span:${part.span}">${this.#draw(part)}</div>`)}
    </div>`;
    if (this.edit.place !== 'cell') return this.frame(group);
    return this.frame(
      html`<button
          type="button"
          class="box"
          data-first
          aria-haspopup="dialog"
          aria-expanded=${String(this.opened)}
          aria-labelledby="lab sum"
          @click=${() => void this.#show()}
        >
          <span id="sum" class="clip">${this.text || this.edit.t('editor.choose')}</span
          ><span class="end">${icon('chevron-down', 's')}</span>
        </button>
        <div popover @toggle=${(event: ToggleEvent) => (this.opened = event.newState === 'open')}>${group}</div>`,
    );
  }

  override focus(): void {
    if (this.edit.place === 'cell') this.box.focus();
    else this.renderRoot.querySelector<HTMLElement>('.part > *')?.focus();
  }

  #draw(part: PartEditor): unknown {
    const held = this.#values();
    const host: EditHost = {
      ...this.edit,
      place: 'form',
      label: part.label,
      required: false,
      error: this.#refused.get(part.name),
      helper: undefined,
      refuse: (message) => this.#refuse(part.name, message),
    };
    return part.draw(held[part.name] ?? null, host, (next) => {
      const value: Record<string, unknown> = Object.fromEntries(
        this.parts.map(({ name }) => [name, held[name] ?? null]),
      );
      value[part.name] = next;
      this.change(Object.values(value).every(isEmpty) ? null : value);
    });
  }

  #refuse(name: string, message: string | undefined): void {
    if (message === undefined) this.#refused.delete(name);
    else this.#refused.set(name, message);
    this.edit.refuse([...this.#refused.values()][0]);
    this.requestUpdate();
  }

  #values(): Readonly<Record<string, unknown>> {
    return typeof this.value === 'object' && this.value !== null ? (this.value as Record<string, unknown>) : {};
  }

  async #show(): Promise<void> {
    openPopover(this.panel, this.box);
    await this.updateComplete;
    this.panel.querySelector<HTMLElement>('.part > *')?.focus();
  }
}
