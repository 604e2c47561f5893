/** A record of one of some entities: its name, which opens it, under the sign of its kind. To edit, first the kind, then the record. */
import { anyReferenceEditor, html, icon, type AnyReference, type FieldView } from '../../../../runtime/api.js';

const referenceOf = (value: unknown): Partial<AnyReference> =>
  typeof value === 'object' && value !== null ? (value as AnyReference) : {};

function nameOf(value: unknown): string {
  const { id, label } = referenceOf(value);
  return label ?? id ?? (typeof value === 'string' ? value : '');
}

export const view: FieldView = {
  id: 'anyLookup',
  width: 200,
  display(value, _field, host) {
    const { entity, id } = referenceOf(value);
    const kind = host.entity(entity ?? '');
    const href = entity && id ? host.href(entity, id) : undefined;
    const sign = kind
      ? html`<span
          class="t3"
          style="display:inline-block;vertical-align:-2px;margin-inline-end:6px"
          data-tip=${kind.label}
          >${icon(kind.icon, 's')}<span class="sr">${kind.label}</span></span
        >`
      : '';
    return html`${sign}${href ? html`<a href=${href}>${nameOf(value)}</a>` : nameOf(value)}`;
  },
  text: nameOf,
  edit: (value, field, host, onChange) => anyReferenceEditor(value, nameOf(value), field, host, onChange),
  toBody(value) {
    const { entity, id = null } = referenceOf(value);
    return entity ? { entity, id } : null;
  },
};
