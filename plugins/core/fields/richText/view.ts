/** Formatted text: its first words in lists, as it is on a page. */
import { plainText } from '../../../../metadata/markup.js';
import { markup, richEditor, type FieldView } from '../../../../runtime/api.js';

const words = (value: unknown): string => plainText(String(value)).replace(/\s+/g, ' ');

export const view: FieldView = {
  id: 'richText',
  width: 280,
  display: words,
  text: words,
  page: (value) => markup(value, 'html'),
  edit: (value, _field, host, onChange) => richEditor(value, host, onChange),
};
