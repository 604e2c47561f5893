/**
 * `<tr-cell-editor>`: the editor that lies over the cell it edits: the field type's own, with the keys written below it. It
 * is put where the cell is and goes with it when the list is scrolled.
 */
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { createEditHost } from '../../host/field-host.js';
import type { FieldHost } from '../../host/field-views.js';
import { TrElement } from '../../ui/element.js';
import type { StringKey } from '../../ui/i18n.js';
import type { Column } from '../columns.js';

@customElement('tr-cell-editor')
export class TrCellEditor extends TrElement {
  @property({ attribute: false }) column!: Pick<Column, 'field' | 'view'>;
  @property({ attribute: false }) fieldHost!: FieldHost;
  @property({ attribute: false }) value: unknown = null;
  @property() name = '';
  /** Which cell it is, told where a finger covers its surroundings. */
  @property() where = '';
  /** What Enter does, in a word. */
  @property() keep: StringKey = 'cell.keySave';
  /** Why the value cannot be taken. */
  @state() refused: string | undefined;
  /** The person chose from an open list. */
  onPicked: () => void = () => undefined;

  static override styles = css`
    :host {
      position: absolute;
      z-index: 4;
      min-width: 96px;
      background: var(--tr-raised);
      border-radius: var(--tr-radius-s);
      box-shadow:
        0 0 0 2px var(--tr-focus),
        var(--tr-shadow-2);
      font: var(--tr-text-body);
    }
    :host([refused]) {
      box-shadow:
        0 0 0 2px var(--tr-bad),
        var(--tr-shadow-2);
    }
    .field {
      display: flex;
      align-items: center;
      min-height: var(--height, 36px);
    }
    .field > * {
      flex: 1;
      min-width: 0;
      width: 100%;
      --vaadin-input-field-border-width: 0px;
      --vaadin-input-field-padding: 5px 12px;
      --vaadin-input-field-background: transparent;
      --vaadin-focus-ring-width: 0px;
    }
    .field-check {
      padding: 0 12px;
    }
    .keys,
    .no {
      padding: 4px 12px 6px;
      border-top: 1px solid var(--tr-line);
      font: var(--tr-text-meta);
      color: var(--tr-text-2);
      white-space: nowrap;
    }
    .no {
      color: var(--tr-bad);
      white-space: normal;
    }
    .where {
      display: none;
    }
    /* Without a keyboard its keys say nothing. */
    @media (pointer: coarse) {
      .keys:not(.where) {
        display: none;
      }
      .where {
        display: block;
        white-space: normal;
      }
    }
    kbd {
      margin-inline-end: 4px;
    }
    .gap {
      margin-inline-start: 10px;
    }
  `;

  override render() {
    const { column, value } = this;
    const edit = createEditHost(this.fieldHost, {
      place: 'cell',
      label: this.name,
      required: column.field.document.required === true,
      refuse: (message) => this.refuse(message),
    });
    return html`<div class="field">${column.view.edit?.(value, column.field, edit, (next) => this.#take(next))}</div>
      ${this.refused ? html`<div class="no" role="alert">${this.refused}</div>` : nothing}
      ${this.where ? html`<div class="keys where" aria-hidden="true">${this.where}</div>` : nothing}
      <div class="keys" aria-hidden="true">
        <kbd>Enter</kbd>${this.t(this.keep)}<kbd class="gap">Esc</kbd>${this.t('cell.keyLeave')}
      </div>`;
  }

  refuse(message: string | undefined): void {
    this.refused = message;
    this.toggleAttribute('refused', message !== undefined);
  }

  /** Lies over a place; `inside` is the box it must stay in. `end`: where it is wider, it reaches out before the cell. */
  place(cell: DOMRect, inside: DOMRect, end = false): void {
    const width = Math.max(cell.width, 168);
    const start = end ? cell.right - width : cell.left;
    const left = Math.max(0, Math.min(start - inside.left, inside.width - width));
    this.style.left = `${left}px`;
    this.style.top = `${cell.top - inside.top}px`;
    this.style.width = `${width}px`;
    this.style.setProperty('--height', `${cell.height}px`);
  }

  /**
   * Puts the focus into the editor; what was typed takes the place of what is there, a list opens. A function says what was
   * typed by the time the focus is there.
   */
  async begin(given: string | undefined | (() => string | undefined)): Promise<void> {
    await this.updateComplete;
    const editor = this.renderRoot.querySelector<HTMLElement>('.field > *');
    if (!editor) return;
    await customElements.whenDefined(editor.localName);
    await (editor as HTMLElement & { updateComplete?: Promise<unknown> }).updateComplete;
    editor.focus();
    const input = deepInput(editor);
    if (input) {
      const typed = typeof given === 'function' ? given() : given;
      input.select();
      if (typed !== undefined) {
        input.value = typed;
        input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, data: typed }));
      }
      return;
    }
    if ('opened' in editor) (editor as unknown as { opened: boolean }).opened = true;
  }

  /** The text that stands in the editor, read or not. */
  get typed(): string {
    return deepInput(this.renderRoot.querySelector('.field > *'))?.value ?? '';
  }

  /** A list or calendar hangs open: its keys are its own. */
  get isListOpen(): boolean {
    return openPart(this.renderRoot) !== undefined;
  }

  #take(next: unknown): void {
    // Without a text to go on with, the choice is all there is to say.
    const picked = deepInput(this.renderRoot.querySelector('.field > *')) === undefined;
    this.value = next;
    this.refuse(undefined);
    if (picked) this.onPicked();
  }
}

function deepInput(root: Element | null): HTMLInputElement | HTMLTextAreaElement | undefined {
  const found = root?.querySelector<HTMLInputElement>('input:not([type="checkbox"]), textarea');
  if (found) return found;
  const inner = root?.shadowRoot?.querySelectorAll('*') ?? [];
  for (const each of inner) {
    const input = each.matches('input:not([type="checkbox"])') ? (each as HTMLInputElement) : deepInput(each);
    if (input) return input;
  }
  return undefined;
}

function openPart(root: ParentNode): Element | undefined {
  for (const each of root.querySelectorAll('*')) {
    if (each.hasAttribute('opened')) return each;
    const inner = each.shadowRoot ? openPart(each.shadowRoot) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-cell-editor': TrCellEditor;
  }
}
