/** Free words to find a record by. A dictionary may offer some and give them colours; others may be typed all the same. */
import { Type } from '@sinclair/typebox';
import type { FieldType, Parsed } from '../../../../metadata/contributions.js';
import { closed, Name } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { say } from '../../../../metadata/words.js';
import { checkDictionary } from '../dictionary-check.js';
import { itemsOf, listColumns, listOperators, piecesOf, readList } from '../list-values.js';
import { kindOf, option, wrong } from '../reading.js';
import { readLine } from '../text-values.js';
import strings from './strings.json' with { type: 'json' };

/** Characters of a word, and words of a record. */
const length = 40;
const most = 30;
/** What parts words, so no word may hold it. */
const signs = /[,;，；、\n]/;

const options = closed({
  /** Words that are offered, by their codes, with their colours. */
  dictionary: Type.Optional(Name),
});

const dictionaryOf = (field: FieldDocument): string | undefined =>
  option<string | undefined>(field, 'dictionary', undefined);

function readWord(input: unknown): Parsed {
  if (typeof input !== 'string') return wrong('WRONG_TYPE', say`A tag must be text, not ${{ kind: kindOf(input) }}.`);
  if (signs.test(input)) return wrong('TAG_WITH_COMMA', 'A tag has no comma or semicolon: write two tags.');
  return readLine(input, length);
}

export const definition: FieldType = {
  id: 'tags',
  label: strings.label,
  icon: 'tags',
  options,
  valueType: () => 'list',
  columns: listColumns,
  operators: () => listOperators,
  jsonSchema: () => ({
    type: 'array',
    items: { type: 'string', minLength: 1, maxLength: length },
    uniqueItems: true,
    maxItems: most,
  }),
  parse: (input) => readList(input, readWord, most),
  parseText: (text) => readList(piecesOf(text.slice(0, 100_000), signs), readWord, most),
  format: (value) => itemsOf(value).join(', '),
  suggestions: dictionaryOf,
  check(field, model) {
    const name = dictionaryOf(field);
    return name === undefined ? [] : checkDictionary(model, name);
  },
};
