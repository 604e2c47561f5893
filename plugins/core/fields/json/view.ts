/** JSON: on one line in lists, indented on a page and while it is edited. */
import { html, typedEditor, type FieldView } from '../../../../runtime/api.js';

const line = (value: unknown): string => JSON.stringify(value);
const pretty = (value: unknown): string => JSON.stringify(value, undefined, 2);

export const view: FieldView = {
  id: 'json',
  width: 240,
  display: (value) => html`<span style="font-family:var(--tr-font-mono)">${line(value)}</span>`,
  text: line,
  page: (value) => html`<pre class="code">${pretty(value)}</pre>`,
  edit: (value, field, host, onChange) =>
    typedEditor(value, field, host, onChange, {
      write: host.place === 'form' ? pretty : line,
      area: host.place === 'form',
    }),
};
