/** An e-mail address. */
import { html, textEditor, type FieldView } from '../../../../runtime/api.js';

export const view: FieldView = {
  id: 'email',
  width: 208,
  display: (value) => html`<a href="mailto:${String(value)}">${String(value)}</a>`,
  text: (value) => String(value),
  edit: (value, _field, host, onChange) =>
    textEditor(value, host, onChange, { type: 'email', maxlength: 254, icon: 'mail' }),
};
