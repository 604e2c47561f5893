/** `<td-open-tabs>`: the open documents in a row, at most eight; each is a link with a button to close it. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../runtime/ui/icon.js';
import type { OpenDocument } from '../session/open-document.js';
import { TdElement } from '../td-element.js';
import { documentHref, kindIcon } from './kind-looks.js';

@customElement('td-open-tabs')
export class TdOpenTabs extends TdElement {
  @property() current = '';

  static override styles = css`
    :host {
      display: block;
      flex: none;
    }
    ul {
      display: flex;
      height: 36px;
      background: var(--tr-sunken);
      border-bottom: 1px solid var(--tr-line-strong);
    }
    li {
      display: flex;
      align-items: center;
      min-width: 0;
      flex: 0 1 auto;
      max-width: 220px;
      border-inline-end: 1px solid var(--tr-line);
      padding-inline-end: 4px;
      position: relative;
    }
    li.here {
      background: var(--tr-surface);
      margin-bottom: -1px;
      flex-shrink: 0.2;
    }
    li.here::before {
      content: '';
      position: absolute;
      inset: 0 0 auto;
      height: 2px;
      background: var(--tr-accent);
    }
    a {
      display: flex;
      align-items: center;
      gap: 6px;
      height: 100%;
      padding: 0 4px 0 12px;
      color: var(--tr-text-2);
      min-width: 0;
      text-decoration: none;
    }
    a:focus-visible {
      outline-offset: -2px;
    }
    .here a {
      color: var(--tr-text);
      font-weight: 500;
    }
    .removed {
      text-decoration: line-through;
    }
    .dot {
      width: 7px;
      height: 7px;
      border-radius: var(--tr-radius-full);
      background: var(--tr-text-3);
      flex: none;
    }
    .ib.xs {
      flex: none;
    }
  `;

  override render() {
    const { tabs: documents } = this.session;
    if (documents.length === 0) return nothing;
    return html`<nav aria-label=${this.w('tabs.title')}>
      <ul>
        ${documents.map((open) => this.#tab(open))}
      </ul>
    </nav>`;
  }

  #tab(open: OpenDocument) {
    const head = this.session.head(open.key);
    const label = head ? this.session.label(head) : open.key.name;
    const here = open.name === this.current;
    return html`<li class=${here ? 'here' : ''}>
      <a
        href=${documentHref(open.key)}
        aria-current=${here ? 'page' : nothing}
        data-tip=${`${label} (${open.name})`}
        @auxclick=${(event: MouseEvent) => event.button === 1 && this.#close(open)}
      >
        ${icon(kindIcon(open.key.kind), 's')}<span class="clip ${open.isRemoved ? 'removed' : ''}">${label}</span>
        ${open.isDirty ? html`<span class="dot"></span><span class="sr">${this.w('save.notYet')}</span>` : nothing}
      </a>
      <button
        type="button"
        class="ib xs"
        aria-label=${this.w('tabs.close', { name: label })}
        data-tip=${this.w('tabs.close', { name: label })}
        @click=${() => this.#close(open)}
      >
        ${icon('x', 's')}
      </button>
    </li>`;
  }

  #close(open: OpenDocument): void {
    this.emit('td-close', open.key);
  }
}
