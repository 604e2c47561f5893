/**
 * Which parts of a JSON Schema speak about a place in a value that is not finished yet. Checking asks "is it right", this
 * asks "what could stand here": of a union all alternatives that fit what is there already count. Pure.
 *
 *   place -> walk the keys -> resolve references -> open up unions and conditions -> plain schemas
 */
import type { JsonSchema } from '../../metadata/contributions.js';
import type { Keys } from './json-tree.js';

type Definitions = ReadonlyMap<string, SchemaNode>;

/** A schema and the definitions its references mean. */
export interface SchemaNode {
  readonly schema: JsonSchema;
  readonly definitions: Definitions;
}

export const schemaRoot = (schema: JsonSchema): SchemaNode => ({ schema, definitions: new Map() });

type Item = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The plain schemas at a place; `value` is the whole document as far as it can be read. */
export function schemasAt(root: SchemaNode, value: unknown, keys: Keys): readonly SchemaNode[] {
  let nodes = openUp(root, value);
  let at = value;
  for (const key of keys) {
    at = isObject(at) ? at[key] : Array.isArray(at) ? (at[Number(key)] as unknown) : undefined;
    nodes = nodes.flatMap((node) => stepInto(node, key)).flatMap((node) => openUp(node, at));
  }
  return nodes;
}

/** The schemas of a key or index, not opened up. */
export function stepInto({ schema, definitions }: SchemaNode, key: string | number): readonly SchemaNode[] {
  const node = (found: unknown): readonly SchemaNode[] => (isObject(found) ? [{ schema: found, definitions }] : []);
  if (typeof key === 'number') {
    const tuple = schema['prefixItems'] ?? schema['items'];
    return node(Array.isArray(tuple) ? tuple[key] : schema['items']);
  }
  const own = ((schema['properties'] ?? {}) as Item)[key];
  if (own !== undefined) return node(own);
  const patterns = Object.entries((schema['patternProperties'] ?? {}) as Item);
  const matching = patterns.find(([pattern]) => new RegExp(pattern, 'u').test(key));
  return node(matching ? matching[1] : schema['additionalProperties']);
}

/** References followed, alternatives that fit the value, conditions that hold for it. */
export function openUp(node: SchemaNode, value: unknown): readonly SchemaNode[] {
  const { schema, definitions } = resolve(node);
  const within = (each: unknown): SchemaNode => ({ schema: each as JsonSchema, definitions });
  const found: SchemaNode[] = [];
  if (['type', 'const', 'enum', 'properties', 'patternProperties', 'items'].some((key) => schema[key] !== undefined)) {
    found.push({ schema, definitions });
  }
  for (const each of (schema['allOf'] ?? []) as readonly Item[]) {
    if (each['if'] === undefined) found.push(...openUp(within(each), value));
    else {
      const branch = each[fits(within(each['if']), value, true) ? 'then' : 'else'];
      if (isObject(branch)) found.push(...openUp({ schema: { type: 'object', ...branch }, definitions }, value));
    }
  }
  const alternatives = ((schema['anyOf'] ?? schema['oneOf'] ?? []) as readonly unknown[]).map(within);
  const fitting = alternatives.filter((each) => fits(each, value, false));
  for (const each of fitting.length > 0 ? fitting : alternatives) found.push(...openUp(each, value));
  return found;
}

function resolve(node: SchemaNode): SchemaNode {
  let { schema, definitions } = node;
  for (let steps = 0; steps < 20; steps++) {
    const local = schema['$defs'];
    if (isObject(local)) {
      const inner = new Map(definitions);
      for (const [name, each] of Object.entries(local)) {
        inner.set(name, { schema: each as JsonSchema, definitions: inner });
      }
      definitions = inner;
    }
    const reference = schema['$ref'];
    if (typeof reference !== 'string') break;
    const target = definitions.get(reference.replace('#/$defs/', ''));
    if (!target) break;
    ({ schema, definitions } = target);
  }
  return { schema, definitions };
}

/** Whether what is there does not speak against a schema; `strict` also wants what is required. */
function fits(node: SchemaNode, value: unknown, strict: boolean): boolean {
  if (value === undefined) return !strict;
  const { schema, definitions } = resolve(node);
  const within = (each: unknown): SchemaNode => ({ schema: each as JsonSchema, definitions });
  if (schema['type'] !== undefined && ![schema['type']].flat().some((type) => isOfType(value, type))) return false;
  if (schema['const'] !== undefined && schema['const'] !== value) return false;
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value)) return false;
  if (Array.isArray(schema['anyOf'])) return schema['anyOf'].some((each) => fits(within(each), value, strict));
  if (!isObject(value)) return true;
  const properties = (schema['properties'] ?? {}) as Item;
  if (strict && ((schema['required'] ?? []) as string[]).some((key) => value[key] === undefined)) return false;
  return Object.entries(value).every(([key, item]) => {
    const [own] = stepInto({ schema, definitions }, key);
    if (!own) return schema['additionalProperties'] !== false || Object.keys(properties).length === 0;
    return isPlainChoice(own.schema) ? fits(own, item, strict) : true;
  });
}

/** Only tags decide between alternatives: a mistake deep inside one must not hide it. */
const isPlainChoice = (schema: JsonSchema): boolean => schema['const'] !== undefined || Array.isArray(schema['enum']);

function isOfType(value: unknown, type: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'null') return value === null;
  if (type === 'integer' || type === 'number') return typeof value === 'number';
  if (type === 'object') return isObject(value);
  return typeof value === type;
}
