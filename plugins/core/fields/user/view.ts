/** A person of this site. */
import { isReference, person, referenceEditor, type FieldView } from '../../../../runtime/api.js';

const nameOf = (value: unknown) => (isReference(value) ? value.label : String(value));

export const view: FieldView = {
  id: 'user',
  width: 168,
  display: (value) => person(nameOf(value)),
  text: nameOf,
  edit: (value, field, host, onChange) => referenceEditor(value, field.target ?? 'user', host, onChange),
  toBody: (value) => (isReference(value) ? value.id : (value ?? null)),
};
