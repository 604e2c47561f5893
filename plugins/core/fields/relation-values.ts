/**
 * What to-one relations share: the value is the ULID of the target's record. Answers wrap it as `{id,label}`; bodies
 * carry the id. That the record exists and may be seen is checked by the write pipeline.
 */
import { Type } from '@sinclair/typebox';
import type { Column, FieldType, JsonSchema, Parsed } from '../../../metadata/contributions.js';
import { Name, ULID_PATTERN } from '../../../metadata/schema/common.js';
import type { FieldDocument } from '../../../metadata/schema/entity.js';
import type { FilterOperator } from '../../../metadata/schema/query.js';
import { say } from '../../../metadata/words.js';
import { columnOf, equalityTests, kindOf, option, read, wrong } from './reading.js';

const ulid = new RegExp(ULID_PATTERN);

/** `under` reads the target as a tree; the query check refuses it where the target has no look-up to itself. */
export const relationOperators: readonly FilterOperator[] = [...equalityTests, 'under'];

export const idColumns = (field: FieldDocument): Column[] => [{ name: columnOf(field), type: 'id', role: 'value' }];

export function readId(input: unknown): Parsed {
  if (typeof input !== 'string')
    return wrong('WRONG_TYPE', say`This must be the id of a record, not ${{ kind: kindOf(input) }}.`);
  if (!ulid.test(input)) return wrong('NOT_AN_ID', 'This is no id of a record. Choose a record from the list.');
  return read(input);
}

export const idSchema: JsonSchema = { type: 'string', pattern: ULID_PATTERN };

export const referenceSchema = (direction: 'read' | 'write'): JsonSchema =>
  direction === 'write'
    ? idSchema
    : {
        type: 'object',
        properties: { id: idSchema, label: { type: ['string', 'null'] } },
        required: ['id', 'label'],
        additionalProperties: false,
      };

/** The abilities that every to-one relation has in the same way. */
export const reference = {
  valueType: () => 'id',
  columns: idColumns,
  operators: () => relationOperators,
  jsonSchema: (_field, direction) => referenceSchema(direction),
  parse: (input) => readId(input),
  parseText: (text) => readId(text.trim()),
  format: (value) => String(value),
} satisfies Partial<FieldType>;

/** The entities of which a record may be: option `targets`. */
export const TargetsSchema = Type.Array(Name, { minItems: 1, maxItems: 20, uniqueItems: true });
export const targetsOf = (field: FieldDocument): readonly string[] => option<readonly string[]>(field, 'targets', []);
