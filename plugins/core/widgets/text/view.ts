/** Markdown, drawn by a parser that knows no HTML and follows no unsafe address; it is loaded with the first text. */
import { css, html, lazyMarkdown, nothing, type WidgetInput, type WidgetView } from '../../../../runtime/api.js';
import type { Label } from '../../../../metadata/value.js';

function display(input: WidgetInput) {
  lazyMarkdown();
  const text = input.host.text(input.options['text'] as Label, '');
  return html`<tr-markdown class="words" .text=${text}></tr-markdown>`;
}

export const view: WidgetView = {
  id: 'text',
  rowless: true,
  display: (input) => (input.options['text'] === undefined ? nothing : display(input)),
  styles: css`
    .words {
      flex: 1;
      min-height: 0;
      overflow: auto;
      padding-bottom: 6px;
    }
  `,
};
