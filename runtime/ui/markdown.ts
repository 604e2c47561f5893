/**
 * `<tr-markdown>`: markdown as people write it. The parser knows no HTML (it is shown as written) and drops addresses that
 * could run something; what it makes is cleaned once more before it stands in the page. Import it lazily.
 */
import DOMPurify from 'dompurify';
import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import MarkdownIt from 'markdown-it';
import { TrElement } from './element.js';

const parser = new MarkdownIt({ html: false, linkify: true, typographer: false }).disable('image');

/** Headings of a text stand below that of the part that holds it: its largest is the third rank. */
parser.core.ruler.push('heading_ranks', ({ tokens }) => {
  const headings = tokens.filter((token) => token.type.startsWith('heading_'));
  const rank = (tag: string) => Number(tag.slice(1));
  const largest = Math.min(...headings.map((token) => rank(token.tag)));
  for (const token of headings) token.tag = `h${Math.min(6, rank(token.tag) - largest + 3)}`;
});

/** Clean HTML of a markdown text. */
export function markdownHtml(text: string): string {
  return DOMPurify.sanitize(parser.render(text), {
    USE_PROFILES: { html: true },
    FORBID_TAGS: ['style', 'img', 'form'],
  });
}

@customElement('tr-markdown')
export class TrMarkdown extends TrElement {
  @property() text = '';

  static override styles = css`
    :host { display: block; overflow-wrap: anywhere; color: var(--tr-text); }
    :is(h3, h4, h5, h6) { font: var(--tr-text-section); margin: 12px 0 4px; }
    :is(p, ul, ol, table, pre, blockquote) { margin: 0 0 8px; }
    :is(ul, ol) { padding-inline-start: 20px; list-style: revert; }
    :is(h3, h4, h5, h6, p, ul, ol):first-child { margin-top: 0; }
    a { text-decoration: underline; }
    code { font-family: var(--tr-font-mono); font-size: 12px; background: var(--tr-sunken); padding: 1px 4px; border-radius: var(--tr-radius-s); }
    blockquote { border-inline-start: 3px solid var(--tr-line-strong); padding-inline-start: 10px; color: var(--tr-text-2); }
    table { border-collapse: collapse; }
    :is(th, td) { border: 1px solid var(--tr-line); padding: 4px 8px; text-align: start; }
  `; // prettier-ignore

  override render() {
    return html`${unsafeHTML(markdownHtml(this.text))}`;
  }
}
