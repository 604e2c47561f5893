/** A phone number as it was written. */
import { html, textEditor, type FieldView } from '../../../../runtime/api.js';

export const view: FieldView = {
  id: 'phone',
  width: 148,
  display: (value) => html`<a href="tel:${String(value).replace(/[^+\d]/g, '')}">${String(value)}</a>`,
  text: (value) => String(value),
  edit: (value, _field, host, onChange) =>
    textEditor(value, host, onChange, { type: 'tel', maxlength: 40, icon: 'phone' }),
};
