/** A length of time, `1:30` with its unit said where there is room. */
import { typedEditor, type Field, type FieldView } from '../../../../runtime/api.js';
import { writeDuration } from '../time-values.js';
import { unitOf } from './schema.js';

const write = (value: unknown, field: Field): string => writeDuration(Number(value), unitOf(field.document));
const shape = (field: Field): string => (unitOf(field.document) === 'minutes' ? 'h:mm' : 'h:mm:ss');

export const view: FieldView = {
  id: 'duration',
  align: 'end',
  width: 104,
  unit: shape,
  display: write,
  text: write,
  edit: (value, field, host, onChange) =>
    typedEditor(value, field, host, onChange, { write: (each) => write(each, field), suffix: shape(field) }),
};
