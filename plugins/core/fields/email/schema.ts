/** One e-mail address. Checked for its shape only; whether it receives mail is found out by sending. */
import type { FieldType, Parsed } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import { readLine, textColumns, textOperators } from '../text-values.js';
import { wrong } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

/** RFC 5321 allows 254; no quoted local parts, which no mail program offers. */
const length = 254;
const shape = /^[^\s@<>()[\],;:\\"]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.[\p{L}\p{N}-]{2,63}$/u;

function readEmail(input: unknown): Parsed {
  const parsed = readLine(input, length);
  if ('code' in parsed || parsed.value === null || shape.test(String(parsed.value))) return parsed;
  return wrong('NOT_AN_EMAIL', 'This is no e-mail address. It looks like name@example.com.');
}

export const definition: FieldType = {
  id: 'email',
  label: strings.label,
  icon: 'mail',
  options: closed({}),
  valueType: () => 'text',
  columns: (field) => textColumns(field, length),
  operators: () => textOperators,
  jsonSchema: () => ({ type: 'string', maxLength: length }),
  parse: readEmail,
  parseText: (text) => readEmail(text.normalize('NFKC')),
  format: (value) => String(value),
};
