/** A time of day. */
import { typedEditor, type FieldView } from '../../../../runtime/api.js';

export const view: FieldView = {
  id: 'time',
  align: 'end',
  width: 88,
  display: (value) => String(value),
  text: (value) => String(value),
  edit: (value, field, host, onChange) => typedEditor(value, field, host, onChange, { write: String, align: 'start' }),
};
