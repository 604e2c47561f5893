/** A computed value; looks like its result: figures with the formula's digits, days, yes or no, words. */
import type { Field, FieldHost, FieldView } from '../../../../runtime/api.js';

/** Undefined for results that are no decimals: they are shown as they are. */
function digitsOf({ document: { options = {} } }: Field): number | undefined {
  if (options['result'] !== 'decimal') return undefined;
  return Number(options['digits'] ?? options['scale'] ?? 2);
}

function write(value: unknown, field: Field, host: FieldHost): string {
  if (typeof value === 'number') {
    const digits = digitsOf(field);
    return host.formats.number(
      value,
      digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits },
    );
  }
  if (typeof value === 'boolean') return host.t(value ? 'common.yes' : 'common.no');
  return field.valueType === 'date' ? host.formats.date(String(value)) : String(value);
}

export const view: FieldView = {
  id: 'formula',
  width: 128,
  alignOf: (field) => (field.valueType === 'number' || field.valueType === 'date' ? 'end' : 'start'),
  unit: (field, host) => (field.document.options?.['money'] === true ? host.currency : ''),
  display: write,
  text: write,
};
