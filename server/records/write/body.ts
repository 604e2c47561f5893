/**
 * A body against the schema of (entity, access): an unknown key, or one the caller may not read, is 400; a key that may
 * be read but not written is 422, each one named. Values go through the field types' own codecs, so that an object
 * never reaches a statement as a value.
 */
import type { Access } from '../../../metadata/access/types.js';
import type { Parsed } from '../../../metadata/contributions.js';
import type { Entity, Field } from '../../../metadata/model/model.js';
import type { FieldServers } from '../../context.js';
import type { Problem, Value } from '../../../metadata/value.js';
import { say, wordsOf } from '../../../metadata/words.js';
import { badRequest } from '../../errors.js';

export interface ParsedBody {
  readonly values: Readonly<Record<string, Value>>;
  /** Names of the fields that the body carries, composites as wholes. */
  readonly given: ReadonlySet<string>;
  /** Names of sealed fields whose value is as it is stored. */
  readonly asStored: ReadonlySet<string>;
  /** Children fields with the rows as given; each is parsed in its turn. */
  readonly children: ReadonlyMap<Field, readonly unknown[]>;
  readonly problems: readonly Problem[];
}

export interface BodyOptions {
  /** JSON pointer of the body itself. */
  readonly pointer: string;
  /** Keys that are not fields to write but were read by the caller already: `id` of a child row. */
  readonly allow?: readonly string[];
  /** Server halves of field types: what they make of a value once it was read. */
  readonly servers?: FieldServers | undefined;
  /** Computed fields that may be set all the same: times and authors of records that are brought in as they were. */
  readonly stamps?: ReadonlySet<string>;
  /** The body was kept by the server: a sealed field may carry `{"sealed": text}`, its value as it is stored. */
  readonly kept?: boolean | undefined;
}

/** A sealed value in a body that the server keeps. */
interface KeptSealed {
  readonly sealed: string;
}
export const keptSealed = (value: Value): KeptSealed | null => (value === null ? null : { sealed: String(value) });
const isKeptSealed = (input: unknown): input is KeptSealed => isObject(input) && typeof input['sealed'] === 'string';

const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

export function parseBody(access: Access, entity: Entity, input: unknown, options: BodyOptions): ParsedBody {
  if (!isObject(input)) {
    throw badRequest('INVALID_BODY', 'A record is a JSON object of fields.', { path: options.pointer });
  }
  const values: Record<string, Value> = {};
  const given = new Set<string>();
  const asStored = new Set<string>();
  const children = new Map<Field, readonly unknown[]>();
  const problems: Problem[] = [];
  for (const key of Object.keys(input)) {
    const path = `${options.pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (forbiddenKeys.has(key)) throw badRequest('FORBIDDEN_KEY', say`The key "${{ key }}" may not be used.`, { path });
    if (options.allow?.includes(key)) continue;
    const field = visibleField(access, entity, key);
    const known = problems.length;
    if (!field) {
      throw badRequest(
        'UNKNOWN_FIELD',
        say`"${{ entity: entity.label }}" has no field "${{ key }}" that you can see.`,
        { path },
      );
    }
    if (!mayWrite(access, field) && !options.stamps?.has(key)) {
      problems.push({ path, code: 'FIELD_READONLY', ...say`"${{ field: field.label }}" cannot be written.` });
    } else if (field.children) {
      readChildren(field, input[key], path, children, problems);
    } else if (options.kept && field.sealed && isKeptSealed(input[key])) {
      values[key] = input[key].sealed;
      asStored.add(key);
    } else {
      const read = { path, values, problems, servers: options.servers };
      if (field.parts) readParts(field, field.parts, input[key], read);
      else readValue(field, input[key], read);
    }
    if (problems.length === known) given.add(key);
  }
  return { values, given, asStored, children, problems };
}

function visibleField(access: Access, entity: Entity, key: string): Field | undefined {
  const field = entity.fields.get(key);
  // A part is written inside its composite: {"address":{"city":"Lyon"}}.
  return field && !field.partOf && access.fieldClass(entity.name, key) !== 'hidden' ? field : undefined;
}

/** Whether a body may carry the field at all. */
export function mayWrite(access: Access, field: Field): boolean {
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
  else problems.push({ path, code: 'INVALID_VALUE', ...say`"${{ field: field.label }}" is an array of rows.` });
}

interface Reading {
  readonly path: string;
  readonly values: Record<string, Value>;
  readonly problems: Problem[];
  readonly servers: FieldServers | undefined;
}

/** Parts that the object does not name stay as they are; null takes all of them away. */
function readParts(field: Field, parts: readonly Field[], input: unknown, read: Reading): void {
  if (input === null || input === undefined) {
    for (const part of parts) read.values[part.name] = null;
    return;
  }
  const named = new Map(parts.map((part) => [part.partOf!.part, part] as const));
  const known = [...named.keys()].join(', ');
  if (!isObject(input)) {
    const words = say`"${{ field: field.label }}" is an object of its parts: ${{ known }}.`;
    read.problems.push({ path: read.path, code: 'INVALID_VALUE', ...words });
    return;
  }
  for (const key of Object.keys(input)) {
    const path = `${read.path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (forbiddenKeys.has(key)) throw badRequest('FORBIDDEN_KEY', say`The key "${{ key }}" may not be used.`, { path });
    const part = named.get(key);
    if (part) readValue(part, input[key], { ...read, path });
    else
      throw badRequest(
        'UNKNOWN_FIELD',
        say`"${{ field: field.label }}" has no part "${{ key }}". It has: ${{ known }}.`,
        { path },
      );
  }
}

function readValue(field: Field, input: unknown, { path, values, problems, servers }: Reading): void {
  const read = readFieldValue(field, input, servers);
  if ('code' in read) problems.push({ path, code: read.code, ...wordsOf(read) });
  else values[field.name] = read.value;
}

/** A value as it came to the canonical one, or why it is none of the field. */
export function readFieldValue(field: Field, input: unknown, servers: FieldServers | undefined): Parsed {
  if (input === null || input === undefined) return { value: null };
  if (isObject(input) && field.valueType !== 'json') {
    const words = field.target
      ? say`"${{ field: field.label }}" takes a single value, the id of a record, not an object.`
      : say`"${{ field: field.label }}" takes a single value, not an object.`;
    return { code: 'INVALID_VALUE', ...words };
  }
  const read = field.type.parse(input, field.document);
  const accept = servers?.find(field.type.id)?.accept;
  const parsed = 'value' in read && accept ? accept(read.value, field) : read;
  // An empty text is no value: required means the same for both.
  return 'value' in parsed && parsed.value === '' ? { value: null } : parsed;
}
