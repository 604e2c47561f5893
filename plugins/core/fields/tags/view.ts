/** Free words as tags; those of the field's dictionary in its colours. */
import { html, tag, wordsEditor, type Field, type FieldHost, type FieldView } from '../../../../runtime/api.js';
import { itemsOf } from '../list-values.js';

const colourOf = (word: string, field: Field, host: FieldHost) => host.choice(field.suggestions ?? '', word)?.colour;

export const view: FieldView = {
  id: 'tags',
  width: 200,
  tag: true,
  display: (value, field, host) =>
    html`<span class="tags">${itemsOf(value).map((word) => html`${tag(word, colourOf(word, field, host))} `)}</span>`,
  text: (value, _field, host) => itemsOf(value).join(host.language.startsWith('zh') ? '、' : ', '),
  edit: (value, field, host, onChange) =>
    wordsEditor(value, field, host, onChange, field.suggestions === undefined ? [] : host.choices(field.suggestions)),
};
