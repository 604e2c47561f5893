/** A record of another entity: its name, which opens it. */
import { html, isReference, referenceEditor, type FieldView } from '../../../../runtime/api.js';

const nameOf = (value: unknown) => (isReference(value) ? value.label : String(value));

export const view: FieldView = {
  id: 'lookup',
  width: 168,
  display(value, field, host) {
    const href = isReference(value) && field.target !== undefined ? host.href(field.target, value.id) : undefined;
    return href ? html`<a href=${href}>${nameOf(value)}</a>` : nameOf(value);
  },
  text: nameOf,
  edit: (value, field, host, onChange) => referenceEditor(value, field.target ?? '', host, onChange),
  toBody: (value) => (isReference(value) ? value.id : (value ?? null)),
};
