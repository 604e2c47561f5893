/** A whole number. */
import { numberEditor, type FieldView } from '../../../../runtime/api.js';

export const view: FieldView = {
  id: 'integer',
  align: 'end',
  width: 104,
  display: (value, _field, host) => host.formats.number(Number(value)),
  text: (value, _field, host) => host.formats.number(Number(value)),
  edit: (value, field, host, onChange) =>
    numberEditor(value, field, host, onChange, { mode: 'numeric', write: (number) => host.formats.number(number) }),
};
