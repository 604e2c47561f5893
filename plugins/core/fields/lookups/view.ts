/** Linked records: their names, each opening its record; edited as chips. */
import {
  html,
  isReference,
  referenceListEditor,
  type FieldHost,
  type FieldView,
  type Reference,
} from '../../../../runtime/api.js';

const referencesOf = (value: unknown): readonly Reference[] =>
  Array.isArray(value) ? (value as unknown[]).filter(isReference) : [];

const comma = (host: FieldHost): string => (host.language.startsWith('zh') ? '、' : ', ');

export const view: FieldView = {
  id: 'lookups',
  width: 220,
  display(value, field, host) {
    return referencesOf(value).map((each, index) => {
      const href = field.links ? host.href(field.links.target, each.id) : undefined;
      return html`${index > 0 ? comma(host) : ''}${href ? html`<a href=${href}>${each.label}</a>` : each.label}`;
    });
  },
  text: (value, _field, host) =>
    Array.isArray(value)
      ? referencesOf(value)
          .map((each) => each.label)
          .join(comma(host))
      : String(value),
  edit: (value, field, host, onChange) => referenceListEditor(value, field.links?.target ?? '', host, onChange),
  toBody: (value) => referencesOf(value).map((each) => each.id),
};
