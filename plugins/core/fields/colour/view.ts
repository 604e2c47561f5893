/** A colour: a spot of it and its code. */
import { colourEditor, html, type FieldView } from '../../../../runtime/api.js';

const spot =
  'display:inline-block;width:12px;height:12px;border-radius:3px;border:1px solid var(--tr-line-control);vertical-align:-1px;margin-inline-end:6px;background:';

export const view: FieldView = {
  id: 'colour',
  width: 112,
  display: (value) =>
    html`<span style=${spot + (/^#[0-9a-f]{6}$/.test(String(value)) ? String(value) : 'none')}></span>${String(value)}`,
  text: (value) => String(value),
  edit: (value, field, host, onChange) => colourEditor(value, field, host, onChange),
};
