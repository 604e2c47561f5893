/** A kind of record under the name that people know it by. */
import { selectEditor, type Field, type FieldHost, type FieldView } from '../../../../runtime/api.js';
import { targetsOf } from '../relation-values.js';

const write = (value: unknown, _field: Field, host: FieldHost): string =>
  host.entity(String(value))?.label ?? String(value);

export const view: FieldView = {
  id: 'recordKind',
  display: write,
  text: write,
  edit: (value, field, host, onChange) =>
    selectEditor(
      value,
      targetsOf(field.document).flatMap((name) => {
        const entity = host.entity(name);
        return entity ? [{ value: name, label: entity.label }] : [];
      }),
      host,
      onChange,
    ),
};
