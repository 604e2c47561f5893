/** Several values of a dictionary, in no order of their own. Stored are the codes; labels are free. */
import { Type } from '@sinclair/typebox';
import type { FieldType, Parsed, TextContext } from '../../../../metadata/contributions.js';
import { closed, Name } from '../../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { readChoiceText, readCode } from '../choice/schema.js';
import { checkDictionary } from '../dictionary-check.js';
import { itemsOf, listColumns, listOperators, piecesOf, readList } from '../list-values.js';
import { option } from '../reading.js';
import strings from './strings.json' with { type: 'json' };

const options = closed({
  dictionary: Name,
  /** How many may be chosen at once. */
  most: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
});

const dictionaryOf = (field: FieldDocument): string => option(field, 'dictionary', '');
const mostOf = (field: FieldDocument): number => option(field, 'most', 50);

/** Codes or labels; a label with a comma in it is found where the whole text or a part between semicolons is one. */
function readText(text: string, field: FieldDocument, context: TextContext): Parsed {
  const isKnown = (piece: string): boolean => !('code' in readChoiceText(piece, field, context));
  const pieces = piecesOf(text, /[;；\n]/).flatMap((piece) => (isKnown(piece) ? [piece] : piecesOf(piece, /[,，、]/)));
  return readList(pieces, (piece) => readChoiceText(String(piece), field, context), mostOf(field));
}

export const definition: FieldType = {
  id: 'choices',
  label: strings.label,
  icon: 'list-checks',
  options,
  valueType: () => 'list',
  columns: listColumns,
  operators: () => listOperators,
  jsonSchema: (field) => ({
    type: 'array',
    items: { type: 'string', minLength: 1, maxLength: 60 },
    uniqueItems: true,
    maxItems: mostOf(field),
  }),
  parse: (input, field) => readList(input, readCode, mostOf(field)),
  parseText: readText,
  format(value, field, context) {
    const labels = itemsOf(value).map((code) => context.choice(dictionaryOf(field), code) ?? code);
    return labels.join(labels.some((label) => /[,，、]/.test(label)) ? '; ' : ', ');
  },
  dictionary: dictionaryOf,
  check: (field, model) => checkDictionary(model, dictionaryOf(field)),
};
