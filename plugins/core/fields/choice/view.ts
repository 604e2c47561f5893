/** One code of a dictionary: a tag with dot and word where its values have colours. */
import { selectEditor, tag, type Field, type FieldHost, type FieldView } from '../../../../runtime/api.js';

const wordOf = (value: unknown, field: Field, host: FieldHost) =>
  host.choice(field.dictionary ?? '', String(value))?.label ?? String(value);

export const view: FieldView = {
  id: 'choice',
  width: 128,
  tag: true,
  display(value, field, host) {
    const word = wordOf(value, field, host);
    const colour = host.choice(field.dictionary ?? '', String(value))?.colour;
    // Without a colour it is no status: words stay words, a letter or two is a mark.
    return colour || /^[\p{Script=Latin}\d+-]{1,2}$/u.test(word) ? tag(word, colour) : word;
  },
  text: wordOf,
  edit: (value, field, host, onChange) =>
    selectEditor(
      value,
      host
        .choices(field.dictionary ?? '')
        // A retired code stays readable where it stands and can be chosen nowhere else.
        .filter((choice) => choice.active || choice.code === value)
        .map((choice) => ({ value: choice.code, label: choice.label })),
      host,
      onChange,
    ),
};
