/** A decimal number, always with the digits after the point that the field shows. */
import { numberEditor, type Field, type FieldHost, type FieldView } from '../../../../runtime/api.js';

const digitsOf = (field: Field) => Number(field.document.options?.['digits'] ?? field.document.options?.['scale'] ?? 2);
const write = (value: unknown, field: Field, host: FieldHost) =>
  host.formats.number(Number(value), {
    minimumFractionDigits: digitsOf(field),
    maximumFractionDigits: digitsOf(field),
  });

export const view: FieldView = {
  id: 'decimal',
  align: 'end',
  width: 112,
  display: write,
  text: write,
  edit: (value, field, host, onChange) =>
    numberEditor(value, field, host, onChange, { write: (number) => write(number, field, host) }),
};
