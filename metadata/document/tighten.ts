/**
 * Makes a JSON Schema speak plainly: untightened, one mistake in a nested union gives dozens of errors; tightened, it
 * gives one, at the place of the mistake.
 *
 *   schema -> hoist (all $defs to the root, annotations left out) -> unions to if/then by JSON type, tag or own key
 *
 * An `anyOf` of objects with a distinct constant (`type: "tab"`) becomes an enum and one if/then per tag; one of objects
 * that each have a key of their own (`and`, `or`, `not`) becomes a chain of if/else by that key; alternatives of
 * different JSON types become one if/then per type. What fits none of these stays an `anyOf`.
 */
import type { JsonSchema } from '../contributions.js';

type Schema = Record<string, unknown>;

/** Keywords that check something; all others are annotations for editors and are left out. */
const assertions = new Set([
  'type', 'const', 'enum', 'required', 'not', 'anyOf', 'allOf', 'oneOf', 'if', 'then', 'else', 'properties',
  'patternProperties', 'additionalProperties', 'minProperties', 'maxProperties', 'propertyNames', 'prefixItems', 'items',
  'minItems', 'maxItems', 'uniqueItems', 'contains', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum',
  'multipleOf', 'minLength', 'maxLength', 'pattern', '$ref', '$comment',
]); // prettier-ignore

/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const one = new Set(['not', 'if', 'then', 'else', 'additionalProperties', 'propertyNames', 'items', 'contains']);
const many = new Set(['anyOf', 'allOf', 'oneOf', 'prefixItems']);
const named = new Set(['properties', 'patternProperties']);

/** An equivalent schema (draft 2020-12, plain JSON) in which one mistake is one error. */
export function tighten(schema: JsonSchema): JsonSchema {
  const definitions = new Map<string, Schema>();
  const root = hoist(schema, new Map(), definitions);
  const context: Context = { definitions };
  const tightened = tightenSchema(root, context) as Schema;
  if (definitions.size === 0) return tightened;
  const $defs: Schema = {};
  for (const [name, definition] of definitions) $defs[name] = tightenSchema(definition, context);
  return { ...tightened, $defs };
}

/* ------------------------------------------------------------ hoist */

function hoist(schema: unknown, scope: ReadonlyMap<string, string>, out: Map<string, Schema>): Schema {
  if (schema === true) return {};
  if (schema === false) return { not: {} };
  let source = schema as Schema;
  let inner = scope;
  const local = source['$defs'] as Readonly<Record<string, Schema>> | undefined;
  const id = source['$id'];
  if (local) {
    inner = declare(local, scope, out);
  } else if (typeof id === 'string') {
    // Type.Recursive: the schema refers to itself by its own id.
    inner = declare({ [id]: { ...source, $id: undefined } }, scope, out);
    source = { $ref: id };
  }
  const result: Schema = {};
  for (const [keyword, value] of Object.entries(source)) {
    if (!assertions.has(keyword) || value === undefined) continue;
    if (keyword === '$ref') result['$ref'] = `#/$defs/${inner.get(String(value)) ?? unknownReference(String(value))}`;
    else if (keyword === 'items' && Array.isArray(value))
      result['prefixItems'] = value.map((v) => hoist(v, inner, out));
    else if (keyword === 'additionalProperties' && typeof value === 'boolean') result[keyword] = value;
    else if (one.has(keyword)) result[keyword] = hoist(value, inner, out);
    else if (many.has(keyword)) result[keyword] = (value as unknown[]).map((v) => hoist(v, inner, out));
    else if (named.has(keyword)) result[keyword] = mapValues(value as Schema, (v) => hoist(v, inner, out));
    else result[keyword] = value;
  }
  // A record whose keys must match a pattern: other keys would pass unchecked.
  if (result['patternProperties'] && result['additionalProperties'] === undefined)
    result['additionalProperties'] = false;
  return result;
}

/** Gives each definition a name at the root; equal texts of one name share it. */
function declare(
  local: Readonly<Record<string, Schema>>,
  scope: ReadonlyMap<string, string>,
  out: Map<string, Schema>,
) {
  const inner = new Map(scope);
  const text = JSON.stringify(local);
  for (const name of Object.keys(local)) {
    let global = name;
    for (let n = 2; out.has(global) && out.get(global)!['$text'] !== text; n++) global = `${name}${n}`;
    inner.set(name, global);
  }
  for (const [name, definition] of Object.entries(local)) {
    const global = inner.get(name)!;
    if (out.has(global)) continue;
    const placeholder: Schema = {};
    Object.defineProperty(placeholder, '$text', { value: text, enumerable: false });
    out.set(global, placeholder);
    Object.assign(placeholder, hoist({ ...definition, $id: undefined }, inner, out));
  }
  return inner;
}

function unknownReference(name: string): never {
  throw new Error(`A schema refers to "${name}", which none of its $defs declares.`);
}

function mapValues(source: Schema, map: (value: unknown) => unknown): Schema {
  return Object.fromEntries(Object.entries(source).map(([key, value]) => [key, map(value)]));
}

/* ------------------------------------------------------------ unions */

interface Context {
  readonly definitions: ReadonlyMap<string, Schema>;
}

function tightenSchema(schema: unknown, context: Context): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  const source = schema as Schema;
  const result: Schema = {};
  for (const [keyword, value] of Object.entries(source)) {
    if (keyword === 'anyOf') continue;
    if (one.has(keyword)) result[keyword] = tightenSchema(value, context);
    else if (many.has(keyword)) result[keyword] = (value as unknown[]).map((v) => tightenSchema(v, context));
    else if (named.has(keyword)) result[keyword] = mapValues(value as Schema, (v) => tightenSchema(v, context));
    else result[keyword] = value;
  }
  const alternatives = source['anyOf'] as Schema[] | undefined;
  if (!alternatives) return result;
  const union = tightenUnion(flatten(alternatives), context);
  return Object.keys(result).length === 0 ? union : { ...result, allOf: [...((result['allOf'] as []) ?? []), union] };
}

/** A union inside a union is one union. */
function flatten(alternatives: readonly Schema[]): Schema[] {
  return alternatives.flatMap((alternative) =>
    Array.isArray(alternative['anyOf']) && Object.keys(alternative).length === 1
      ? flatten(alternative['anyOf'] as Schema[])
      : [alternative],
  );
}

function tightenUnion(alternatives: readonly Schema[], context: Context): Schema {
  const byType = new Map<string, Schema[]>();
  for (const alternative of alternatives) {
    const types = typesOf(alternative, context, []);
    if (!types) return { anyOf: alternatives.map((each) => tightenSchema(each, context)) };
    for (const type of types) byType.set(type, [...(byType.get(type) ?? []), alternative]);
  }
  const groups = [...byType].map(([type, group]) => [type, unionOfType(type, group, context)] as const);
  if (groups.length === 1) return groups[0]![1];
  const types = groups.map(([type, group]) => (type === 'number' && group['type'] === 'integer' ? 'integer' : type));
  const limited = groups.filter(([, group]) => Object.keys(group).some((keyword) => keyword !== 'type'));
  if (limited.length === 0) return { type: types };
  return { type: types, allOf: limited.map(([type, group]) => ({ if: { type }, then: group })) };
}

/** JSON types a schema lets through, integer as number; undefined when that cannot be told. */
function typesOf(schema: Schema, context: Context, seen: readonly string[]): ReadonlySet<string> | undefined {
  if (typeof schema['$ref'] === 'string') {
    const name = schema['$ref'].slice('#/$defs/'.length);
    if (seen.includes(name)) return new Set();
    return typesOf(context.definitions.get(name)!, context, [...seen, name]);
  }
  const type = schema['type'];
  if (type !== undefined) return new Set([type].flat().map((each) => (each === 'integer' ? 'number' : String(each))));
  if (Object.hasOwn(schema, 'const')) return new Set([jsonType(schema['const'])]);
  if (Array.isArray(schema['enum'])) return new Set(schema['enum'].map(jsonType));
  if (!Array.isArray(schema['anyOf'])) return undefined;
  const all = new Set<string>();
  for (const alternative of schema['anyOf'] as Schema[]) {
    const types = typesOf(alternative, context, seen);
    if (!types) return undefined;
    for (const each of types) all.add(each);
  }
  return all;
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function unionOfType(type: string, group: readonly Schema[], context: Context): Schema {
  if (group.length === 1) return tightenSchema(group[0], context) as Schema;
  if (group.every((each) => Object.hasOwn(each, 'const') || Array.isArray(each['enum']))) {
    return { enum: [...new Set(group.flatMap((each) => (each['enum'] as unknown[] | undefined) ?? [each['const']]))] };
  }
  const objects = type === 'object' ? group.map((each) => resolve(each, context)) : [];
  const tag = objects.length > 0 ? tagOf(objects) : undefined;
  if (tag !== undefined) return byTag(tag, group, objects, context);
  const keys = objects.length > 0 ? ownKeys(objects) : undefined;
  if (keys) return byKey(keys, group, context);
  return { anyOf: group.map((each) => tightenSchema(each, context)) };
}

function resolve(schema: Schema, context: Context): Schema {
  const reference = schema['$ref'];
  return typeof reference === 'string' ? context.definitions.get(reference.slice('#/$defs/'.length))! : schema;
}

const propertiesOf = (schema: Schema) => (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
const requiredOf = (schema: Schema) => (schema['required'] ?? []) as readonly string[];

/** The required property with a different constant in each alternative. */
function tagOf(objects: readonly Schema[]): string | undefined {
  return requiredOf(objects[0]!).find((key) => {
    const constants = objects.map((each) =>
      requiredOf(each).includes(key) ? propertiesOf(each)[key]?.['const'] : undefined,
    );
    return constants.every((value) => value !== undefined) && new Set(constants).size === objects.length;
  });
}

function byTag(tag: string, group: readonly Schema[], objects: readonly Schema[], context: Context): Schema {
  const constants = objects.map((each) => propertiesOf(each)[tag]!['const']);
  return {
    type: 'object',
    required: [tag],
    properties: { [tag]: { enum: constants } },
    allOf: group.map((each, i) => ({
      if: { properties: { [tag]: { const: constants[i] } }, required: [tag] },
      then: tightenSchema(each, context),
    })),
  };
}

/** For each alternative a required key that no other alternative knows. */
function ownKeys(objects: readonly Schema[]): readonly string[] | undefined {
  const keys = objects.map((each) =>
    requiredOf(each).find((key) =>
      objects.every((other) => other === each || !Object.hasOwn(propertiesOf(other), key)),
    ),
  );
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

/** `$comment` lists the keys, for the message of an object that has none of them. */
function byKey(keys: readonly string[], group: readonly Schema[], context: Context): Schema {
  const none: Schema = { not: {}, $comment: keys.join(' ') };
  const chain = group.reduceRight<Schema>(
    (rest, each, i) => ({ if: { required: [keys[i]] }, then: tightenSchema(each, context), else: rest }),
    none,
  );
  return { type: 'object', ...chain };
}
