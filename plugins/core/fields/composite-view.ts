/** Views of composites: the value on one line to read, its parts to edit, in the form and in a cell. */
import {
  dateEditor,
  partsEditor,
  selectEditor,
  textEditor,
  type EditHost,
  type Field,
  type FieldHost,
  type FieldView,
  type OnChange,
  type PartEditor,
} from '../../../runtime/api.js';
import { itemsOf } from './list-values.js';

/** Which editor a simple part has; the parts of composites are of these types alone. */
const editors: Readonly<Record<string, (value: unknown, part: Field, host: EditHost, change: OnChange) => unknown>> = {
  text: (value, part, host, change) =>
    textEditor(value, host, change, { maxlength: Number(part.document.options?.['length'] ?? 120) }),
  date: dateEditor,
  choice: (value, part, host, change) =>
    selectEditor(
      value,
      host
        .choices(part.dictionary ?? '')
        .filter((each) => each.active || itemsOf(value).includes(each.code))
        .map((each) => ({ value: each.code, label: each.label })),
      host,
      change,
    ),
};

const textOf = (value: unknown, field: Field, host: FieldHost): string =>
  typeof value === 'string' ? value : field.type.format(value as never, field.document, host.context);

/** `spans` are columns of six by part, three unless stated. */
export function compositeView(id: string, width: number, spans: Readonly<Record<string, number>> = {}): FieldView {
  return {
    id,
    width,
    display: textOf,
    text: textOf,
    edit(value, field, host, onChange) {
      const parts = (field.parts ?? []).map((part): PartEditor => {
        const name = part.partOf?.part ?? part.name;
        return {
          name,
          label: host.text(part.document.label, name),
          span: spans[name] ?? 3,
          draw: (held, inner, change) => editors[part.type.id]?.(held, part, inner, change),
        };
      });
      const text = value === null || value === undefined ? '' : textOf(value, field, host);
      return partsEditor(value, parts, text, host, onChange);
    },
  };
}
