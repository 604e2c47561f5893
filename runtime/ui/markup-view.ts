/**
 * `<tr-markup>`: formatted text on a page. Markdown becomes markup first (HTML in it stays text); whatever it is goes through
 * safe-markup.ts before it becomes elements.
 */
import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { TrElement } from './element.js';
import { safeFragment } from './safe-markup.js';

@customElement('tr-markup')
export class TrMarkup extends TrElement {
  @property() text = '';
  @property() kind: 'html' | 'markdown' = 'html';
  @query('div') private place!: HTMLElement;

  static override styles = css`
    :host {
      display: block;
      min-width: 0;
      font: var(--tr-text-read);
      white-space: normal;
      overflow-wrap: anywhere;
    }
    div > :first-child {
      margin-top: 0;
    }
    div > :last-child {
      margin-bottom: 0;
    }
    p,
    ul,
    ol,
    blockquote,
    pre,
    table {
      margin: 0 0 8px;
    }
    h1,
    h2,
    h3,
    h4,
    h5,
    h6 {
      font: var(--tr-text-section);
      margin: 12px 0 4px;
    }
    ul,
    ol {
      padding-inline-start: 22px;
    }
    ul {
      list-style: disc;
    }
    ol {
      list-style: decimal;
    }
    blockquote {
      padding-inline-start: 10px;
      border-inline-start: 3px solid var(--tr-line-strong);
      color: var(--tr-text-2);
    }
    code,
    pre {
      font-family: var(--tr-font-mono);
      font-size: 12px;
      background: var(--tr-fill);
      border-radius: var(--tr-radius-s);
      padding: 1px 4px;
    }
    pre {
      padding: 8px;
      overflow-x: auto;
      white-space: pre;
    }
    pre > code {
      padding: 0;
      background: none;
    }
    table {
      border-collapse: collapse;
    }
    th,
    td {
      border: 1px solid var(--tr-line-strong);
      padding: 3px 8px;
      text-align: start;
    }
    a {
      text-decoration: underline;
    }
  `;

  override render() {
    return html`<div></div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('text') || changed.has('kind')) void this.#draw();
  }

  async #draw(): Promise<void> {
    const { text, kind } = this;
    let markup = text;
    if (kind === 'markdown') {
      const { renderMarkdown } = await import('./render-markdown.js');
      markup = renderMarkdown(text);
    }
    if (text === this.text && kind === this.kind) this.place.replaceChildren(safeFragment(markup, kind));
  }
}
