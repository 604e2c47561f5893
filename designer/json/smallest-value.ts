/**
 * The smallest value a schema allows, with sense where names give it away: an entity that exists, a path to a field it has.
 * Used for new documents and for new items of a list. Pure: ids come from outside.
 */
import { ItemId, NAME_PATTERN, Path, ULID_PATTERN } from '../../metadata/schema/common.js';
import { isObject, openUp, schemaRoot, stepInto, type SchemaNode } from './schema-walk.js';
import type { JsonSchema } from '../../metadata/contributions.js';

export interface Seeds {
  /** A fresh ULID. */
  newId(): string;
  /** A fresh id of an item in its list. */
  newItemId(): string;
  /** What a key should hold where the schema allows it: `entity`, `name`, `path`, `label`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Texts without a seed stay empty, for a person to fill in. */
  readonly blank?: boolean;
}

export function smallestValue(schema: JsonSchema | SchemaNode, seeds: Seeds): unknown {
  const node = 'definitions' in schema ? (schema as SchemaNode) : schemaRoot(schema as JsonSchema);
  return valueOf(node, seeds, '');
}

function valueOf(node: SchemaNode, seeds: Seeds, key: string): unknown {
  const [first] = openUp(node, undefined);
  if (!first) return null;
  const { schema } = first;
  if (schema['const'] !== undefined) return schema['const'];
  const seed = seeds.values[key];
  const choices = schema['enum'] as readonly unknown[] | undefined;
  if (choices) return choices.includes(seed) ? seed : choices[0];
  switch ([schema['type']].flat()[0]) {
    case 'object':
      return objectOf(first, seeds);
    case 'array': {
      const least = Number(schema['minItems'] ?? 0);
      return Array.from({ length: least }, (_, i) => stepInto(first, i).map((item) => valueOf(item, seeds, key))[0]);
    }
    case 'number':
    case 'integer':
      return typeof seed === 'number' ? seed : Number(schema['minimum'] ?? schema['exclusiveMinimum'] ?? 0);
    case 'boolean':
      return schema['default'] ?? true;
    case 'null':
      return null;
    default:
      return textOf(schema, seeds, seed);
  }
}

function objectOf(node: SchemaNode, seeds: Seeds): Readonly<Record<string, unknown>> {
  const required = new Set((node.schema['required'] ?? []) as readonly string[]);
  // In the order the schema tells its keys, which is the order people read them in.
  const known = Object.keys(isObject(node.schema['properties']) ? node.schema['properties'] : {});
  const entries = known
    .filter((key) => required.has(key))
    .map((key) => [key, stepInto(node, key).map((own) => valueOf(own, seeds, key))[0] ?? null] as const);
  return Object.fromEntries(entries);
}

function textOf(schema: JsonSchema, seeds: Seeds, seed: unknown): string {
  if (schema['pattern'] === ULID_PATTERN) return seeds.newId();
  if (schema['pattern'] === ItemId.pattern) return seeds.newItemId();
  if (typeof seed === 'string' && matches(schema, seed)) return seed;
  if (typeof schema['default'] === 'string') return schema['default'];
  if (seeds.blank) return '';
  if (schema['pattern'] === NAME_PATTERN || schema['pattern'] === Path.pattern) return 'name';
  return '';
}

const matches = (schema: JsonSchema, text: string): boolean =>
  typeof schema['pattern'] !== 'string' || new RegExp(schema['pattern'], 'u').test(text);

/** The next free id in a list: `f12` after `f11`, else a letter and the count. */
export function nextItemId(taken: readonly string[]): string {
  const numbered = taken.map((id) => /^(.*?)(\d+)$/.exec(id)).filter((match) => match !== null);
  const prefix = numbered.at(-1)?.[1] ?? 'x';
  const highest = Math.max(0, ...numbered.filter((match) => match[1] === prefix).map((match) => Number(match[2])));
  for (let n = highest + 1; ; n++) if (!taken.includes(`${prefix}${n}`)) return `${prefix}${n}`;
}
