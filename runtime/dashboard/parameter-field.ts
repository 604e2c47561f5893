/** A parameter as a field: what it is called, and the made-up field whose codec reads what is typed. */
import type { Field } from '../../metadata/model/model.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { FieldHost } from '../host/field-views.js';
import type { Host } from '../host/host.js';

export const parameterLabel = (parameter: Parameter, host: FieldHost): string =>
  host.text(parameter.label, parameter.name);

/** Types of fields whose codecs read what is typed. */
const fieldTypes = {
  text: 'text',
  number: 'decimal',
  boolean: 'boolean',
  date: 'date',
  dateRange: 'date',
  id: 'lookup',
} as const;

export function parameterField(parameter: Parameter, host: Host): Field {
  const document = { id: parameter.name, name: parameter.name, type: fieldTypes[parameter.type], options: {} };
  const type = host.app.registries.field.get(document.type);
  return { name: parameter.name, type, document, label: parameter.label } as unknown as Field;
}
