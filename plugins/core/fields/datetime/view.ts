/** A moment, shown on the person's clock. */
import { dateEditor, type FieldView } from '../../../../runtime/api.js';

export const view: FieldView = {
  id: 'datetime',
  align: 'end',
  width: 148,
  display: (value, _field, host) => host.formats.dateTime(String(value)),
  text: (value, _field, host) => host.formats.dateTime(String(value)),
  edit: (value, field, host, onChange) => dateEditor(value, field, host, onChange, true),
};
