/** A decimal number, always with the field's digits after the point. */
import { numberEditor, type Field, type FieldHost, type FieldView } from '../../../../runtime/api.js';

const scaleOf = (field: Field) => Number(field.document.options?.['scale'] ?? 2);
const write = (value: unknown, field: Field, host: FieldHost) =>
  host.formats.number(Number(value), {
    minimumFractionDigits: scaleOf(field),
    maximumFractionDigits: scaleOf(field),
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
