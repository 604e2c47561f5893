/**
 * What composites share: a value that is an object of simple fields. The model gives each part its column and path; here
 * stand reading, schema and the order of parts. A part may be a text, a choice, a date or a kind of record.
 */
import type { FieldType, JsonSchema, Parsed } from '../../../metadata/contributions.js';
import type { FieldDocument } from '../../../metadata/schema/entity.js';
import { isObjectValue, type Value, type ValueObject } from '../../../metadata/value.js';
import { say } from '../../../metadata/words.js';
import { definition as choice } from './choice/schema.js';
import { definition as date } from './date/schema.js';
import { kindOf, read, wrong } from './reading.js';
import { definition as recordKind } from './recordKind/schema.js';
import { definition as text } from './text/schema.js';

const types: Readonly<Record<string, FieldType>> = { text, choice, date, recordKind };

const typeOf = (part: FieldDocument): FieldType => types[part.type]!;

/** A part's document; its id is given by the model. */
export const partOf = (
  name: string,
  type: 'text' | 'choice' | 'date' | 'recordKind',
  rest: Partial<FieldDocument>,
): FieldDocument => ({
  id: name,
  name,
  type,
  ...rest,
});

/** The parts of a value; of anything else none. */
export const partsOf = (value: unknown): ValueObject =>
  isObjectValue((value ?? null) as Value) ? (value as ValueObject) : {};

type PartsOf = (field: FieldDocument) => readonly FieldDocument[];

/** Reads every part; those that are not named are empty. */
function parseParts(parts: readonly FieldDocument[], input: unknown): Parsed {
  const names = parts.map((part) => part.name).join(', ');
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return wrong(
      'WRONG_TYPE',
      say`This must be an object of its parts (${{ names }}), not ${{ kind: kindOf(input) }}.`,
    );
  }
  const unknown = Object.keys(input).find((key) => !parts.some((part) => part.name === key));
  if (unknown !== undefined) return wrong('UNKNOWN_PART', say`There is no such part; there are ${{ names }}.`);
  const value: Record<string, Value> = {};
  for (const part of parts) {
    const given = (input as Readonly<Record<string, unknown>>)[part.name] ?? null;
    const parsed: Parsed = given === null ? read(null) : typeOf(part).parse(given, part);
    if ('code' in parsed) return parsed;
    value[part.name] = parsed.value === '' ? null : parsed.value;
  }
  return read(Object.values(value).every((part) => part === null) ? null : value);
}

function schemaOf(parts: readonly FieldDocument[], direction: 'read' | 'write'): JsonSchema {
  const properties = parts.map((part) => [
    part.name,
    { anyOf: [typeOf(part).jsonSchema(part, direction), { type: 'null' }] },
  ]);
  return { type: 'object', properties: Object.fromEntries(properties) as JsonSchema, additionalProperties: false };
}

/** The abilities that every composite has in the same way. */
export function compositeOf(parts: PartsOf) {
  return {
    valueType: () => 'json',
    columns: () => [],
    operators: () => [],
    jsonSchema: (field, direction) => schemaOf(parts(field), direction),
    parse: (input, field) => parseParts(parts(field), input),
    parts,
  } satisfies Partial<FieldType>;
}
