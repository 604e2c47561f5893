/**
 * `<tr-menu>`: a menu that hangs at any cause (`openAt`). Arrows, Home, End, type-ahead and Esc as the pattern asks; one
 * menu element serves all rows of a list. An item that is not to be had is shown with its reason.
 */
import { css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { TrElement } from './element.js';
import { icon } from './icon.js';
import { closePopover, openPopover, type PopoverOptions } from './popover.js';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: string;
  /** Shown at the right: a key, whom something is for. */
  readonly key?: string;
  /** One of several: a check mark stands at the chosen one. */
  readonly checked?: boolean;
  readonly danger?: boolean;
  /** Why it is not to be had; the item is then disabled. */
  readonly reason?: string;
  /** A heading above this item, with a line. */
  readonly section?: string;
  readonly line?: boolean;
  run(): void;
}

@customElement('tr-menu')
export class TrMenu extends TrElement {
  @state() private items: readonly MenuItem[] = [];
  @state() private name = '';
  @query('[popover]') private panel!: HTMLElement;
  #cause: HTMLElement | undefined;
  #typed = '';
  #typedAt = 0;

  static override styles = css`
    :host {
      display: contents;
    }
    [popover] {
      border: 0;
      padding: 4px;
      background: var(--tr-raised);
      color: var(--tr-text);
      border-radius: var(--tr-radius-l);
      box-shadow: var(--tr-shadow-2);
      min-width: 196px;
      max-width: min(340px, 92vw);
      overflow: auto;
      font: var(--tr-text-body);
    }
    [popover]:popover-open {
      animation: show var(--tr-normal) var(--tr-ease);
    }
    @keyframes show {
      from {
        opacity: 0;
        transform: translateY(-4px);
      }
    }
    .mi {
      display: flex;
      align-items: center;
      gap: 8px;
      width: 100%;
      min-height: 32px;
      padding: 4px 8px;
      border: 0;
      background: none;
      border-radius: var(--tr-radius-s);
      text-align: start;
      cursor: pointer;
    }
    .mi:hover,
    .mi:focus {
      background: var(--tr-hover);
      outline: none;
    }
    .mi:focus-visible {
      outline: var(--tr-focus-width) solid var(--tr-focus);
      outline-offset: -2px;
    }
    .mi svg {
      color: var(--tr-text-2);
    }
    .mi.danger,
    .mi.danger svg {
      color: var(--tr-bad);
    }
    .mi[aria-disabled='true'] {
      color: var(--tr-text-3);
      cursor: not-allowed;
    }
    .mi .why {
      display: block;
      font: var(--tr-text-meta);
      color: var(--tr-text-3);
    }
    .mi .key {
      margin-inline-start: auto;
      font: var(--tr-text-micro);
      color: var(--tr-text-3);
    }
    .mi .mark {
      width: 16px;
      flex: none;
    }
    .mi .mark svg {
      color: var(--tr-accent-text);
    }
    .head {
      font: var(--tr-text-micro);
      color: var(--tr-text-3);
      padding: 8px 8px 4px;
    }
    .line {
      height: 1px;
      background: var(--tr-line);
      margin: 4px 0;
    }
    @media (pointer: coarse) {
      .mi {
        min-height: 44px;
      }
    }
  `;

  /** Opens at a cause and puts the focus on the first (or chosen) item. */
  async openAt(
    cause: HTMLElement,
    name: string,
    items: readonly MenuItem[],
    options: PopoverOptions = {},
  ): Promise<void> {
    this.#cause = cause;
    this.#typedAt = 0;
    this.name = name;
    this.items = items;
    await this.updateComplete;
    cause.setAttribute('aria-expanded', 'true');
    openPopover(this.panel, cause, options);
    const chosen = items.findIndex((item) => item.checked === true);
    this.#focus(Math.max(0, chosen));
  }

  close(): void {
    closePopover(this.panel);
  }

  override render() {
    const marks = this.items.some((item) => item.checked !== undefined);
    return html`<div popover role="menu" aria-label=${this.name} @keydown=${this.#key} @toggle=${this.#toggled}>
      ${this.items.map(
        (item) => html`
          ${item.section ? html`<div class="head" role="presentation">${item.section}</div>` : nothing}
          ${item.line ? html`<div class="line" role="separator"></div>` : nothing}
          <button
            type="button"
            class="mi ${item.danger ? 'danger' : ''}"
            role=${item.checked === undefined ? 'menuitem' : 'menuitemradio'}
            aria-checked=${item.checked === undefined ? nothing : String(item.checked)}
            aria-disabled=${item.reason ? 'true' : nothing}
            tabindex="-1"
            data-id=${item.id}
            @click=${() => this.#pick(item)}
          >
            ${marks ? html`<span class="mark">${item.checked ? icon('check') : nothing}</span>` : nothing}
            ${item.icon ? icon(item.icon) : nothing}
            <span>${item.label}${item.reason ? html`<span class="why">${item.reason}</span>` : nothing}</span>
            ${item.key ? html`<span class="key">${item.key}</span>` : nothing}
          </button>
        `,
      )}
    </div>`;
  }

  #pick(item: MenuItem): void {
    if (item.reason) return;
    this.close();
    item.run();
  }

  #toggled(event: ToggleEvent): void {
    if (event.newState !== 'closed') return;
    this.#cause?.setAttribute('aria-expanded', 'false');
    // Only when focus was in the menu: a click elsewhere has moved it on purpose.
    if (this.shadowRoot?.activeElement || document.activeElement === document.body) this.#cause?.focus();
  }

  #buttons(): HTMLButtonElement[] {
    return [...this.panel.querySelectorAll<HTMLButtonElement>('.mi')];
  }

  #focus(index: number): void {
    const buttons = this.#buttons();
    buttons[(index + buttons.length) % buttons.length]?.focus();
  }

  #key(event: KeyboardEvent): void {
    const buttons = this.#buttons();
    const at = buttons.indexOf(this.shadowRoot?.activeElement as HTMLButtonElement);
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      this.#focus(move);
    } else if (event.key === 'Tab') this.close();
    else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey) this.#find(event.key, at);
  }

  #find(character: string, at: number): void {
    const now = Date.now();
    this.#typed = now - this.#typedAt > 600 ? character : this.#typed + character;
    this.#typedAt = now;
    const typed = this.#typed.toLocaleLowerCase();
    const order = this.items.map((_, index) => (at + (this.#typed.length > 1 ? 0 : 1) + index) % this.items.length);
    const found = order.find((index) => this.items[index]!.label.toLocaleLowerCase().startsWith(typed));
    if (found !== undefined) this.#focus(found);
  }
}
