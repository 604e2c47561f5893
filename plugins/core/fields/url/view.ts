/** A web address. Only http and https are made links. */
import { html, textEditor, type FieldView } from '../../../../runtime/api.js';

export const view: FieldView = {
  id: 'url',
  width: 200,
  display: (value) =>
    /^https?:\/\//i.test(String(value))
      ? html`<a href=${String(value)} target="_blank" rel="noopener noreferrer"
          >${String(value).replace(/^https?:\/\//i, '')}</a
        >`
      : String(value),
  text: (value) => String(value),
  edit: (value, _field, host, onChange) => textEditor(value, host, onChange, { type: 'url', icon: 'link' }),
};
