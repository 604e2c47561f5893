/** Yes or no. An empty field is neither. */
import type { FieldType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import { say } from '../../../../metadata/words.js';
import { columnOf, kindOf, nullTests, read, wrong } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

/** Words of all four languages are read whatever the locale: they never contradict each other. */
const yes = new Set(['true', 'yes', 'y', '1', 'sí', 'si', 's', 'verdadero', '是', '对', '對', '真', '有', '√', '✓']);
const no = new Set(['false', 'no', 'n', '0', 'falso', '否', '不是', '不', '错', '錯', '假', '无', '無', '×', '✗']);

export const definition: FieldType = {
  id: 'boolean',
  label: strings.label,
  icon: 'toggle-left',
  options: closed({}),
  valueType: () => 'boolean',
  columns: (field) => [{ name: columnOf(field), type: 'boolean', role: 'value' }],
  operators: () => ['eq', 'ne', ...nullTests],
  jsonSchema: () => ({ type: 'boolean' }),
  parse: (input) =>
    typeof input === 'boolean'
      ? read(input)
      : wrong('WRONG_TYPE', say`This must be true or false, not ${{ kind: kindOf(input) }}.`),
  parseText(text) {
    const word = text.normalize('NFKC').trim().toLowerCase();
    if (yes.has(word)) return read(true);
    if (no.has(word)) return read(false);
    return wrong('NOT_YES_OR_NO', 'Write yes or no.');
  },
  format(value, _field, context) {
    const words = (value === true ? strings.yes : strings.no) as Readonly<Record<string, string>>;
    return words[context.locale] ?? words[context.locale.split('-')[0]!] ?? words['en']!;
  },
};
