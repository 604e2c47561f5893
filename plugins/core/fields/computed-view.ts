/** Computed values look like their result: figures with the field's digits, days, moments, yes or no, words. */
import type { Field, FieldHost, FieldView } from '../../../runtime/api.js';

/** Undefined for results that are no decimals: they are shown as they are. */
function digitsOf({ document: { options = {} } }: Field): number | undefined {
  if (options['result'] !== 'decimal') return undefined;
  return Number(options['digits'] ?? options['scale'] ?? 2);
}

const isSet = ({ document: { options = {} } }: Field, name: string): boolean => options[name] === true;

function write(value: unknown, field: Field, host: FieldHost): string {
  if (typeof value === 'number') {
    const digits = digitsOf(field);
    if (isSet(field, 'percent')) return host.formats.percent(value, digits);
    return host.formats.number(
      value,
      digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits },
    );
  }
  if (typeof value === 'boolean') return host.t(value ? 'common.yes' : 'common.no');
  if (field.valueType === 'datetime') return host.formats.dateTime(String(value));
  return field.valueType === 'date' ? host.formats.date(String(value)) : String(value);
}

/** All of a view but its id. */
export const computedView: Omit<FieldView, 'id'> = {
  width: 128,
  alignOf: (field) => (field.valueType === 'number' || field.valueType === 'date' ? 'end' : 'start'),
  unit: (field, host) => (isSet(field, 'money') ? host.currency : ''),
  display: write,
  text: (value, field, host) =>
    isSet(field, 'money') ? `${host.currency} ${write(value, field, host)}` : write(value, field, host),
};
