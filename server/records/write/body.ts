/**
 * A body against the schema of (entity, access): an unknown key, or one the caller may not read, is 400; a key that may
 * be read but not written is 422, each one named. Values go through the field types' own codecs, so that an object
 * never reaches a statement as a value.
 */
import type { Access } from '../../../metadata/access/types.js';
import type { Entity, Field } from '../../../metadata/model/model.js';
import type { Problem, Value } from '../../../metadata/value.js';
import { badRequest } from '../../errors.js';

export interface ParsedBody {
  readonly values: Readonly<Record<string, Value>>;
  /** Children fields with the rows as given; each is parsed in its turn. */
  readonly children: ReadonlyMap<Field, readonly unknown[]>;
  readonly problems: readonly Problem[];
}

export interface BodyOptions {
  /** JSON pointer of the body itself. */
  readonly pointer: string;
  /** Keys that are not fields to write but were read by the caller already: `id` of a child row. */
  readonly allow?: readonly string[];
  /** Computed fields that may be set all the same: times and authors of records that are brought in as they were. */
  readonly stamps?: ReadonlySet<string>;
}

const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

export function parseBody(access: Access, entity: Entity, input: unknown, options: BodyOptions): ParsedBody {
  if (!isObject(input)) {
    throw badRequest('INVALID_BODY', 'A record is a JSON object of fields.', { path: options.pointer });
  }
  const values: Record<string, Value> = {};
  const children = new Map<Field, readonly unknown[]>();
  const problems: Problem[] = [];
  for (const key of Object.keys(input)) {
    const path = `${options.pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (forbiddenKeys.has(key)) throw badRequest('FORBIDDEN_KEY', `The key "${key}" may not be used.`, { path });
    if (options.allow?.includes(key)) continue;
    const field = visibleField(access, entity, key);
    if (!field) {
      throw badRequest('UNKNOWN_FIELD', `"${entity.name}" has no field "${key}" that you can see.`, { path });
    }
    if (!mayWrite(access, field) && !options.stamps?.has(key)) {
      problems.push({ path, code: 'FIELD_READONLY', message: `The field "${key}" cannot be written.` });
    } else if (field.children) {
      readChildren(field, input[key], path, children, problems);
    } else {
      readValue(field, input[key], path, values, problems);
    }
  }
  return { values, children, problems };
}

function visibleField(access: Access, entity: Entity, key: string): Field | undefined {
  const field = entity.fields.get(key);
  return field && access.fieldClass(entity.name, key) !== 'hidden' ? field : undefined;
}

function mayWrite(access: Access, field: Field): boolean {
  return !field.computed && !field.document.readOnly && access.canWrite(field);
}

function readChildren(
  field: Field,
  input: unknown,
  path: string,
  into: Map<Field, readonly unknown[]>,
  problems: Problem[],
): void {
  if (Array.isArray(input)) into.set(field, input);
  else problems.push({ path, code: 'INVALID_VALUE', message: `"${field.name}" is an array of rows.` });
}

function readValue(
  field: Field,
  input: unknown,
  path: string,
  values: Record<string, Value>,
  problems: Problem[],
): void {
  if (input === null || input === undefined) {
    values[field.name] = null;
    return;
  }
  if (isObject(input) && field.valueType !== 'json') {
    const message = `"${field.name}" takes a single value${field.target ? ', the id of a record' : ''}, not an object.`;
    problems.push({ path, code: 'INVALID_VALUE', message });
    return;
  }
  const parsed = field.type.parse(input, field.document);
  // An empty text is no value: required means the same for both.
  if ('value' in parsed) values[field.name] = parsed.value === '' ? null : parsed.value;
  else problems.push({ path, code: parsed.code, message: parsed.message });
}
