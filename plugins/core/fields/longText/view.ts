/** Text of several lines; lists show its first line. */
import { html, textEditor, type FieldView } from '../../../../runtime/api.js';

export const view: FieldView = {
  id: 'longText',
  width: 280,
  display: (value) => html`<span style="white-space:pre-line">${String(value)}</span>`,
  text: (value) => String(value).replace(/\s+/g, ' '),
  edit: (value, _field, host, onChange) => textEditor(value, host, onChange, { area: host.place === 'form' }),
};
