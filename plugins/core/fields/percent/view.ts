/** A share, kept as a fraction: 0.82 is 82 %. */
import { numberEditor, type Field, type FieldHost, type FieldView } from '../../../../runtime/api.js';

const digits = (field: Field) => Number(field.document.options?.['scale'] ?? 2);
const write = (value: unknown, field: Field, host: FieldHost) => host.formats.percent(Number(value), digits(field));

export const view: FieldView = {
  id: 'percent',
  align: 'end',
  width: 96,
  display: write,
  text: write,
  edit: (value, field, host, onChange) =>
    numberEditor(value, field, host, onChange, { write: (number) => write(number, field, host) }),
};
