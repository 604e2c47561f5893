/** A whole number, its thousands parted unless the field says otherwise (years). */
import { numberEditor, type Field, type FieldHost, type FieldView } from '../../../../runtime/api.js';

const write = (value: unknown, field: Field, host: FieldHost) =>
  host.formats.number(Number(value), field.document.options?.['grouping'] === false ? { useGrouping: false } : {});

export const view: FieldView = {
  id: 'integer',
  align: 'end',
  width: 104,
  display: write,
  text: write,
  edit: (value, field, host, onChange) =>
    numberEditor(value, field, host, onChange, { mode: 'numeric', write: (number) => write(number, field, host) }),
};
