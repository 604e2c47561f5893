/**
 * `<tr-quick-view>`: a record beside its list, by the same page as when it fills the window. Arrows and buttons go to the
 * neighbours, Enter goes into the form, Esc closes; list, scroll and filter stay as they are. Tells `tr-show` with the id of
 * a neighbour and `tr-close`.
 */
import { css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { hrefs } from '../data/router.js';
import '../record/record-page.js';
import type { TrRecordPage } from '../record/record-page.js';
import { isComposing, TrElement } from '../ui/element.js';
import { iconButton } from '../ui/parts.js';
import '../ui/later-strings.js';

@customElement('tr-quick-view')
export class TrQuickView extends TrElement {
  @property() entityName = '';
  @property() recordId = '';
  /** Loaded rows of the list in their order. */
  @property({ attribute: false }) ids: readonly string[] = [];
  /** All rows of the list. */
  @property({ type: Number }) total = 0;
  @query('tr-record-page') private page!: TrRecordPage;
  @query('.frame') private frame!: HTMLElement;

  static override styles = css`
    :host {
      display: flex;
      width: min(520px, 50%);
      flex: none;
      min-height: 0;
      border-left: 1px solid var(--tr-line-strong);
      background: var(--tr-surface);
    }
    .frame {
      display: flex;
      flex-direction: column;
      flex: 1;
      min-width: 0;
      min-height: 0;
      outline: none;
    }
    .frame:focus-visible {
      box-shadow: inset 2px 0 0 var(--tr-focus);
    }
    .bar {
      display: flex;
      align-items: center;
      gap: 4px;
      height: 44px;
      padding: 0 12px 0 14px;
      border-bottom: 1px solid var(--tr-line);
      flex: none;
    }
  `;

  protected override firstUpdated(): void {
    this.frame.focus({ preventScroll: true });
  }

  override render() {
    const at = this.ids.indexOf(this.recordId);
    const go = (step: number) => () => void this.#go(step);
    return html`<section class="frame" tabindex="-1" aria-label=${this.t('quick.title')} @keydown=${this.#key}>
      <div class="bar">
        ${iconButton({ label: this.t('record.previous'), key: '↑', icon: 'chevron-up', size: 'sm', disabled: at <= 0, run: go(-1) })}
        ${iconButton({ label: this.t('record.next'), key: '↓', icon: 'chevron-down', size: 'sm', disabled: at < 0 || at >= this.ids.length - 1, run: go(1) })}
        <span class="meta" role="status"
          >${at < 0 ? '' : this.t('record.place', { at: at + 1, total: Math.max(this.total, this.ids.length) })}</span
        >
        <span class="sp"></span>
        ${iconButton({ label: this.t('list.open'), key: 'Ctrl+Enter', icon: 'maximize-2', size: 'sm', run: () => this.#open() })}
        ${iconButton({ label: this.t('common.close'), key: 'Esc', icon: 'x', size: 'sm', run: () => void this.close() })}
      </div>
      <tr-record-page
        quick
        .entityName=${this.entityName}
        .recordId=${this.recordId}
        @tr-close=${(event: Event) => {
          event.stopPropagation();
          this.emit('tr-close');
        }}
      ></tr-record-page>
    </section>`;
  }

  /** Asks about unsaved changes first; true when it closes. */
  async close(): Promise<boolean> {
    if (!(await this.mayLeave())) return false;
    this.emit('tr-close');
    return true;
  }

  mayLeave(): Promise<boolean> {
    return this.page.mayLeave();
  }

  #open(): void {
    void this.host.router.go(hrefs.record(this.entityName, this.recordId));
  }

  async #go(step: number): Promise<void> {
    const next = this.ids[this.ids.indexOf(this.recordId) + step];
    if (next === undefined || !(await this.mayLeave())) return;
    this.emit('tr-show', next);
    // A button that has no further neighbour is off now: the keyboard stays in the panel.
    await this.updateComplete;
    if (!this.matches(':focus-within')) this.frame.focus({ preventScroll: true });
  }

  #key(event: KeyboardEvent): void {
    if (isComposing(event) || event.defaultPrevented) return;
    const { key } = event;
    const isFrame = event.composedPath()[0] === this.frame;
    if (key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      void this.close();
    } else if (isFrame && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault();
      void this.#go(key === 'ArrowDown' ? 1 : -1);
    } else if (isFrame && key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      if (event.ctrlKey || event.metaKey) this.#open();
      else this.page.focusForm();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-quick-view': TrQuickView;
  }
}
