/** A computed value; looks like its result: figures with the formula's digits, days, yes or no, words. */
import type { Field, FieldHost, FieldView } from '../../../../runtime/api.js';

function write(value: unknown, field: Field, host: FieldHost): string {
  if (typeof value === 'number') {
    const scale =
      field.document.options?.['result'] === 'decimal' ? Number(field.document.options['scale'] ?? 2) : undefined;
    const digits = scale === undefined ? {} : { minimumFractionDigits: scale, maximumFractionDigits: scale };
    return host.formats.number(value, digits);
  }
  if (typeof value === 'boolean') return host.t(value ? 'common.yes' : 'common.no');
  return field.valueType === 'date' ? host.formats.date(String(value)) : String(value);
}

export const view: FieldView = {
  id: 'formula',
  width: 128,
  alignOf: (field) => (field.valueType === 'number' || field.valueType === 'date' ? 'end' : 'start'),
  display: write,
  text: write,
};
