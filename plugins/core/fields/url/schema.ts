/** A web or mail address. Only http, https and mailto: anything else could run code where it is clicked. */
import type { FieldType, Parsed } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import { wrong } from '../reading.js';
import { readLine, textColumns, textOperators } from '../text-values.js';
import strings from './strings.json' with { type: 'json' };

const length = 2000;
/** No user or password before the host, no blanks, quotes, brackets or backslashes, which browsers mend into others. */
const web = /^https?:\/\/[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?(?::\d{1,5})?(?:[/?#][^\s<>"'`\\{}|^]*)?$/iu;
const mail = /^mailto:[^\s@<>()[\],;:\\"]{1,64}@[\p{L}\p{N}.-]+(?:\?[^\s<>"'`\\{}|^]*)?$/iu;

function readUrl(input: unknown): Parsed {
  const parsed = readLine(input, length);
  if ('code' in parsed || parsed.value === null) return parsed;
  const text = String(parsed.value);
  if (web.test(text) || mail.test(text)) return parsed;
  return wrong('NOT_AN_ADDRESS', 'This is no address. It begins with https://, http:// or mailto:.');
}

export const definition: FieldType = {
  id: 'url',
  label: strings.label,
  icon: 'globe',
  options: closed({}),
  valueType: () => 'text',
  columns: (field) => textColumns(field, length),
  operators: () => textOperators,
  jsonSchema: () => ({
    type: 'string',
    maxLength: length,
    pattern: '^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)',
  }),
  parse: readUrl,
  parseText: readUrl,
  format: (value) => String(value),
};
