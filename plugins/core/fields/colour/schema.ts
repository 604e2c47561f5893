/** A colour as `#rrggbb`, small letters. */
import type { FieldType, Parsed } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import { say } from '../../../../metadata/words.js';
import { columnOf, equalityTests, kindOf, read, wrong } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

const exact = /^#[0-9a-f]{6}$/;
const notAColour = wrong('NOT_A_COLOUR', 'This is no colour. Colours look like #1e90ff.');

/** `#1E90FF`, `1e90ff` and `#09f` are what is typed. */
function parseText(text: string): Parsed {
  const typed = text.normalize('NFKC').trim().toLowerCase().replace(/^#/, '');
  if (/^[0-9a-f]{6}$/.test(typed)) return read(`#${typed}`);
  return /^[0-9a-f]{3}$/.test(typed) ? read(`#${typed.replace(/./g, '$&$&')}`) : notAColour;
}

export const definition: FieldType = {
  id: 'colour',
  label: strings.label,
  icon: 'sun',
  options: closed({}),
  valueType: () => 'text',
  columns: (field) => [{ name: columnOf(field), type: 'text', role: 'value', length: 7, exact: true }],
  operators: () => equalityTests,
  jsonSchema: () => ({ type: 'string', pattern: exact.source }),
  parse(input) {
    if (typeof input !== 'string')
      return wrong('WRONG_TYPE', say`This must be a colour, not ${{ kind: kindOf(input) }}.`);
    return exact.test(input) ? read(input) : notAColour;
  },
  parseText,
  format: (value) => String(value),
};
