/** Program text in a type of one width. */
import { html, textEditor, typedEditor, type FieldView } from '../../../../runtime/api.js';

const line = (value: unknown): string => String(value).replace(/\s+/g, ' ').trim();

export const view: FieldView = {
  id: 'code',
  width: 280,
  display: (value) => html`<span style="font-family:var(--tr-font-mono)">${line(value)}</span>`,
  text: line,
  page: (value) => html`<pre class="code">${String(value)}</pre>`,
  edit: (value, field, host, onChange) =>
    host.place === 'form'
      ? typedEditor(value, field, host, onChange, { write: String, area: true })
      : textEditor(value, host, onChange),
  filterEditor: (_operator, value, _field, host, onChange) => textEditor(value, host, onChange),
};
