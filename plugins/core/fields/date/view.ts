/** A day without a zone. */
import { dateEditor, type FieldView } from '../../../../runtime/api.js';

export const view: FieldView = {
  id: 'date',
  align: 'end',
  width: 116,
  display: (value, _field, host) => host.formats.date(String(value)),
  text: (value, _field, host) => host.formats.date(String(value)),
  edit: (value, field, host, onChange) => dateEditor(value, field, host, onChange),
};
