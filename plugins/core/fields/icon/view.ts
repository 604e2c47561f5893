/** An icon and its name. */
import { html, icon, iconEditor, type FieldView } from '../../../../runtime/api.js';

export const view: FieldView = {
  id: 'icon',
  width: 144,
  display: (value) =>
    html`<span class="row" style="display:inline-flex;gap:6px">${icon(String(value))}${String(value)}</span>`,
  text: (value) => String(value),
  edit: (value, _field, host, onChange) => iconEditor(value, host, onChange),
};
