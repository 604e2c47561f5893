/** Stars to read and to choose; a filter takes the number. */
import { numberEditor, starsEditor, type Field, type FieldView } from '../../../../runtime/api.js';

const starsOf = (field: Field): number => Number(field.document.options?.['stars'] ?? 5);
const write = (value: unknown, field: Field): string =>
  '★'.repeat(Number(value)) + '☆'.repeat(Math.max(0, starsOf(field) - Number(value)));

export const view: FieldView = {
  id: 'rating',
  width: 104,
  display: write,
  text: write,
  edit: (value, field, host, onChange) => starsEditor(value, starsOf(field), host, onChange),
  filterEditor: (_operator, value, field, host, onChange) =>
    numberEditor(value, field, host, onChange, { mode: 'numeric', write: (number) => host.formats.number(number) }),
};
