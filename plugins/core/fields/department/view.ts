/** A department of this site. */
import { isReference, referenceEditor, type FieldView } from '../../../../runtime/api.js';

const nameOf = (value: unknown) => (isReference(value) ? value.label : String(value));

export const view: FieldView = {
  id: 'department',
  width: 152,
  display: nameOf,
  text: nameOf,
  edit: (value, field, host, onChange) => referenceEditor(value, field.target ?? 'department', host, onChange),
  toBody: (value) => (isReference(value) ? value.id : (value ?? null)),
};
