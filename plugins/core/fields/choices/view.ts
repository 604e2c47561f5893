/** Several codes of a dictionary: tags in the dictionary's order; a single code is one of a filter. */
import {
  choicesEditor,
  html,
  tag,
  type Choice,
  type Field,
  type FieldHost,
  type FieldView,
} from '../../../../runtime/api.js';
import { itemsOf } from '../list-values.js';

function choicesOf(value: unknown, field: Field, host: FieldHost): readonly Choice[] {
  const codes = itemsOf(value);
  const known = host.choices(field.dictionary ?? '').filter((choice) => codes.includes(choice.code));
  const rest = codes.filter((code) => !known.some((choice) => choice.code === code));
  return [...known, ...rest.map((code) => ({ code, label: code, colour: undefined, active: false }))];
}

export const view: FieldView = {
  id: 'choices',
  width: 200,
  tag: true,
  display: (value, field, host) =>
    html`<span class="tags"
      >${choicesOf(value, field, host).map((each) => html`${tag(each.label, each.colour)} `)}</span
    >`,
  text: (value, field, host) =>
    choicesOf(value, field, host)
      .map((each) => each.label)
      .join(host.language.startsWith('zh') ? '、' : ', '),
  edit: (value, field, host, onChange) => choicesEditor(value, host.choices(field.dictionary ?? ''), host, onChange),
};
