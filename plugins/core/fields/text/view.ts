/** A line of text. */
import { textEditor, type FieldView } from '../../../../runtime/api.js';

export const view: FieldView = {
  id: 'text',
  width: 180,
  display: (value) => String(value),
  text: (value) => String(value),
  edit(value, field, host, onChange) {
    const length = field.document.options?.['length'];
    return textEditor(value, host, onChange, { maxlength: typeof length === 'number' ? length : 250 });
  },
};
