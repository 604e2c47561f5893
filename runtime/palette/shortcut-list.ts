/** `<tr-shortcut-list>`: the keys of the page, as the page itself has named them. Opened by `?`. */
import { css, html } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { KeyLabel, Shortcut } from '../data/shortcuts.js';
import type { TrDialog } from '../ui/dialog.js';
import '../ui/dialog.js';
import { TrElement } from '../ui/element.js';

const signs: Readonly<Record<string, string>> = { Escape: 'Esc' };
const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
const appleSigns: Readonly<Record<string, string>> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' };

@customElement('tr-shortcut-list')
export class TrShortcutList extends TrElement {
  @query('tr-dialog') private dialog!: TrDialog;

  static override styles = css`
    h3 {
      font: var(--tr-text-label);
      color: var(--tr-text-3);
      margin: 12px 0 4px;
    }
    dl div {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 16px;
      min-height: 32px;
      border-bottom: 1px solid var(--tr-line);
      color: var(--tr-text);
    }
    dd {
      display: flex;
      gap: 4px;
      flex: none;
    }
    kbd {
      font: var(--tr-text-meta);
      min-width: 22px;
      padding: 2px 6px;
      text-align: center;
      color: var(--tr-text-2);
      background: var(--tr-fill);
      border-radius: var(--tr-radius-s);
    }
  `;

  async open(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    await this.dialog.open();
  }

  override render() {
    return html`<tr-dialog .heading=${this.t('keys.title')}>
      ${this.host.shortcuts.groups.map(
        (group) =>
          html`<section aria-label=${this.#text(group.label)}>
            <h3>${this.#text(group.label)}</h3>
            <dl>
              ${group.shortcuts.map(
                (shortcut) =>
                  html`<div>
                    <dt>${this.#text(shortcut.label)}</dt>
                    <dd>${this.#keys(shortcut)}</dd>
                  </div>`,
              )}
            </dl>
          </section>`,
      )}
      <vaadin-button slot="foot" @click=${() => this.dialog.close()}>${this.t('common.close')}</vaadin-button>
    </tr-dialog>`;
  }

  #text(label: KeyLabel): string {
    return typeof label === 'function' ? label() : this.t(label);
  }

  #keys({ keys }: Shortcut) {
    const [first = '', ...others] = [keys].flat();
    const parts = others.length > 0 ? [first, ...others] : first === '/' ? ['/'] : first.split('+');
    return parts.map((part) => html`<kbd>${(isApple ? appleSigns[part] : undefined) ?? signs[part] ?? part}</kbd>`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'tr-shortcut-list': TrShortcutList;
  }
}
