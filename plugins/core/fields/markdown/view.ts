/** Markdown: its first words in lists, drawn on a page. */
import { markdownEditor, markup, textEditor, type FieldView } from '../../../../runtime/api.js';

const words = (value: unknown): string => String(value).replace(/\s+/g, ' ');

export const view: FieldView = {
  id: 'markdown',
  width: 280,
  display: words,
  text: words,
  page: (value) => markup(value, 'markdown'),
  edit: (value, _field, host, onChange) =>
    host.place === 'form' ? markdownEditor(value, host, onChange) : textEditor(value, host, onChange),
  filterEditor: (_operator, value, _field, host, onChange) => textEditor(value, host, onChange),
};
