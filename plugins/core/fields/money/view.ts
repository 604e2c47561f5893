/** An amount. Columns carry the currency in their head, forms after the input, facts before the figure. */
import { numberEditor, type Field, type FieldHost, type FieldView } from '../../../../runtime/api.js';

const scaleOf = (field: Field) => Number(field.document.options?.['scale'] ?? 2);
const figure = (value: unknown, field: Field, host: FieldHost) =>
  host.formats.number(Number(value), {
    minimumFractionDigits: scaleOf(field),
    maximumFractionDigits: scaleOf(field),
  });

export const view: FieldView = {
  id: 'money',
  align: 'end',
  width: 136,
  unit: (_field, host) => host.currency,
  display: figure,
  text: (value, field, host) => `${host.currency} ${figure(value, field, host)}`,
  edit: (value, field, host, onChange) =>
    numberEditor(value, field, host, onChange, {
      suffix: host.currency,
      write: (number) => figure(number, field, host),
    }),
};
