/**
 * `<tr-tooltip>`: one for the whole page. Whatever carries `data-tip` gets it on hover (after 400 ms) and at once on keyboard
 * focus, in any shadow root; Esc hides it. Names come from aria-label, so the tip itself is hidden from screen readers.
 */
import { css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { TrElement } from './element.js';

@customElement('tr-tooltip')
export class TrTooltip extends TrElement {
  @state() private text = '';
  @query('[popover]') private tip!: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #cause: Element | undefined;

  static override styles = css`
    [popover] {
      border: 0;
      margin: 0;
      inset: auto;
      pointer-events: none;
      background: var(--tr-inverse);
      color: var(--tr-on-inverse);
      font: var(--tr-text-meta);
      padding: 4px 8px;
      border-radius: var(--tr-radius-s);
      max-width: 320px;
      overflow-wrap: anywhere;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('pointerover', this.#over);
    document.addEventListener('pointerdown', this.#hide);
    document.addEventListener('focusin', this.#focus);
    document.addEventListener('focusout', this.#hide);
    document.addEventListener('keydown', this.#escape, true);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerover', this.#over);
    document.removeEventListener('pointerdown', this.#hide);
    document.removeEventListener('focusin', this.#focus);
    document.removeEventListener('focusout', this.#hide);
    document.removeEventListener('keydown', this.#escape, true);
  }

  override render() {
    return html`<div popover="manual" aria-hidden="true">${this.text}</div>`;
  }

  #over = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse') return;
    const cause = causeOf(event);
    if (cause === this.#cause) return;
    this.#hide();
    if (!cause) return;
    this.#cause = cause;
    this.#timer = setTimeout(() => void this.#show(cause), 400);
  };

  #focus = (event: FocusEvent): void => {
    const cause = causeOf(event);
    if (cause?.matches(':focus-visible')) void this.#show(cause);
  };

  #escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.#hide();
  };

  #hide = (): void => {
    clearTimeout(this.#timer);
    this.#cause = undefined;
    if (this.tip?.matches(':popover-open')) this.tip.hidePopover();
  };

  async #show(cause: Element): Promise<void> {
    const text = tipOf(cause);
    if (!text || !cause.isConnected) return;
    this.#cause = cause;
    this.text = text;
    await this.updateComplete;
    // Shown anew each time, so that it is above a menu or dialog that was opened since.
    if (this.tip.matches(':popover-open')) this.tip.hidePopover();
    this.tip.showPopover();
    const at = cause.getBoundingClientRect();
    const own = this.tip.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left + at.width / 2 - own.width / 2), innerWidth - own.width - 8);
    const below = at.bottom + 6;
    this.tip.style.left = `${left}px`;
    this.tip.style.top = `${below + own.height > innerHeight - 8 ? at.top - own.height - 6 : below}px`;
  }
}

/** The text; a cause marked `data-tip-cut` has one only while its own text is cut. */
function tipOf(cause: Element): string {
  if (cause.hasAttribute('data-tip-cut'))
    return cause.scrollWidth > cause.clientWidth ? (cause.textContent ?? '').trim() : '';
  return cause.getAttribute('data-tip') ?? '';
}

function causeOf(event: Event): Element | undefined {
  for (const each of event.composedPath()) {
    if (each instanceof Element && (each.hasAttribute('data-tip') || each.hasAttribute('data-tip-cut'))) return each;
  }
  return undefined;
}
