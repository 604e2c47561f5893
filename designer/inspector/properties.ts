/**
 * What can be said about a part of a document, from the schema of its kind: each property with its value and the control
 * that fits it. Pure; the same for every kind, so a new key of a schema is a new row of the inspector.
 *
 *   part -> schemas there -> keys in their order -> control of each
 */
import { below } from '../../metadata/document/pointer.js';
import { readItem, type ItemPath } from '../../metadata/document/items.js';
import { Colour, IconName } from '../../metadata/schema/common.js';
import type { JsonSchema } from '../../metadata/contributions.js';
import { namesFor, type KnownName, type Names } from '../json/names.js';
import { isCondition } from './condition.js';
import { isObject, openUp, schemasAt, stepInto, type SchemaNode } from '../json/schema-walk.js';
import { keysOfPath } from '../session/set-value.js';

/** How a value is edited. `names`, `choices`, `texts`: several; `items`: a list of parts; `part`: one part; `map`:
 * values under keys of one's own; `entries`: parts under such keys; `json`: as text. */
export type Control =
  | 'label' | 'text' | 'longText' | 'expression' | 'condition' | 'number' | 'switch' | 'choice' | 'choices'
  | 'name' | 'names' | 'texts' | 'icon' | 'literal' | 'filter' | 'items' | 'part' | 'map' | 'entries' | 'json'; // prettier-ignore

export interface Property {
  readonly key: string;
  readonly path: ItemPath;
  /** JSON pointer: findings are told at their property. */
  readonly pointer: string;
  readonly control: Control;
  /** Undefined: not stated. */
  readonly value: unknown;
  readonly required: boolean;
  readonly schema: JsonSchema;
  /** What may be chosen. */
  readonly choices: readonly (string | number | boolean)[];
  /** Names that may stand here, of `name` and `names`. */
  readonly names: readonly KnownName[];
}

export interface PropertiesInput {
  readonly root: SchemaNode;
  readonly document: unknown;
  readonly names: Names;
}

/** Keys that say which document or item it is: never edited. */
const identity: ReadonlySet<string> = new Set(['kind', 'id', 'schema']);

/** The properties of the part at a path, in the order its schema tells them; empty when nothing is there. */
export function propertiesAt(input: PropertiesInput, path: ItemPath): readonly Property[] {
  const keys = keysOfPath(input.document, path);
  if (!keys) return [];
  const nodes = schemasAt(input.root, input.document, keys);
  const part = readItem(input.document, path);
  const found = new Map<string, Property>();
  for (const node of nodes) {
    const required = new Set((node.schema['required'] ?? []) as readonly string[]);
    for (const key of Object.keys((node.schema['properties'] ?? {}) as object)) {
      if (identity.has(key) || (key === 'name' && path.length === 0)) continue;
      const value = isObject(part) ? part[key] : undefined;
      const own = stepInto(node, key).filter(({ schema }) => !isBare(schema) || !found.has(key));
      if (own.length === 0) continue;
      const at = [...keys, key];
      const described = describe(own, value, { key, keys: at, document: input.document, names: input.names });
      found.set(key, {
        key,
        path: [...path, key],
        pointer: below('', ...at),
        value,
        required: required.has(key) || found.get(key)?.required === true,
        ...described,
      });
    }
  }
  return [...found.values()];
}

/** Those that say which keys a part has, where some do; "it is a part" alone says less. */
function saying(schemas: readonly JsonSchema[]): readonly JsonSchema[] {
  const full = schemas.filter((schema) => isObject(schema['properties']));
  return full.length > 0 && schemas.every((schema) => schema['type'] === 'object') ? full : schemas;
}

/** A schema that only says the type, where another says more. */
const isBare = (schema: JsonSchema) => Object.keys(schema).every((key) => key === 'type');

interface Place {
  readonly key: string;
  readonly keys: readonly (string | number)[];
  readonly document: unknown;
  readonly names: Names;
}

type Described = Pick<Property, 'control' | 'schema' | 'choices' | 'names'>;

function describe(own: readonly SchemaNode[], value: unknown, place: Place): Described {
  const all = own.flatMap((node) => openUp(node, undefined));
  const fitting = value === undefined ? all : own.flatMap((node) => openUp(node, value));
  const schemas = saying((fitting.length > 0 ? fitting : all).map(({ schema }) => schema));
  const schema = schemas[0] ?? {};
  const choices = choicesOf(all.map((node) => node.schema));
  const described = (control: Control, names: readonly KnownName[] = []): Described => ({ control, schema, choices, names }); // prettier-ignore
  if (isLabel(all)) return described('label');
  if (isFilter(all)) return described(choices.length > 0 && !isPart(value) ? 'choice' : 'filter');
  if (schemas.length > 0 && schemas.every((each) => each['format'] === 'expression'))
    return described(isCondition(place.key) ? 'condition' : 'expression');
  if (isLiteral(all) && (!isPart(value) || isFormula(value))) return described('literal');
  if (schema['pattern'] === IconName.pattern && place.key === 'icon')
    return described(
      'icon',
      place.names.icons.map((name) => ({ name })),
    );
  const map = mapControl(schemas);
  if (map && (isObject(value) || value === undefined)) return described(map);
  if (schema['type'] === 'array') return described(...listControl(all, place));
  if (schema['type'] === 'string') {
    const known = namesFor(place.document, place.keys, typeof value === 'string' ? value : '', place.names);
    if (known) return described('name', known);
  }
  if (isPart(value) || (schema['type'] === 'object' && value === undefined && all.length === 1)) {
    return described(schemas.length === 1 && isObject(schema['properties']) ? 'part' : 'json');
  }
  if (choices.length > 0 && all.every((node) => isPlain(node.schema) || isObject(node.schema['properties']))) {
    return described(choices.every((each) => typeof each === 'boolean') ? 'switch' : 'choice');
  }
  switch (schema['type']) {
    case 'boolean':
      return described('switch');
    case 'integer':
    case 'number':
      return described('number');
    case 'string':
      return described(Number(schema['maxLength'] ?? 0) > 400 ? 'longText' : 'text');
    default:
      return described('json');
  }
}

/** Keys of one's own: what their values are decides. */
function mapControl(schemas: readonly JsonSchema[]): 'map' | 'entries' | undefined {
  const [schema] = schemas;
  if (schemas.length !== 1 || schema?.['type'] !== 'object' || schema['properties'] !== undefined) return undefined;
  const inner = valueNodes({ schema, definitions: new Map() });
  if (inner.length === 0) return undefined;
  return inner.every((node) => isObject(node.schema['properties'])) ? 'entries' : 'map';
}

/** The schemas of the values of a map. */
function valueNodes(node: SchemaNode): readonly SchemaNode[] {
  const [pattern] = Object.values((node.schema['patternProperties'] ?? {}) as Readonly<Record<string, unknown>>);
  const own = pattern ?? node.schema['additionalProperties'];
  return isObject(own) ? openUp({ ...node, schema: own }, undefined) : [];
}

/** The values of a map, each a property under its own key. */
export function mapEntries(input: PropertiesInput, path: ItemPath): readonly Property[] {
  const value = readItem(input.document, path);
  const keys = keysOfPath(input.document, path);
  if (!isObject(value) || !keys) return [];
  const nodes = schemasAt(input.root, input.document, keys);
  return Object.entries(value).map(([key, held]) => {
    const at = [...keys, key];
    const own = nodes.flatMap((node) => stepInto(node, key));
    const described = describe(own, held, { key, keys: at, document: input.document, names: input.names });
    return { key, path: [...path, key], pointer: below('', ...at), value: held, required: true, ...described };
  });
}

/** What a value of a map begins as. */
export function mapValueNode(input: PropertiesInput, path: ItemPath): SchemaNode | undefined {
  const keys = keysOfPath(input.document, path);
  return keys === undefined ? undefined : schemasAt(input.root, input.document, keys).flatMap((node) => stepInto(node, 'a'))[0];
} // prettier-ignore

function listControl(all: readonly SchemaNode[], place: Place): [Control, (readonly KnownName[])?] {
  const items = all.flatMap((node) => stepInto(node, 0)).flatMap((node) => openUp(node, undefined));
  if (items.some(({ schema }) => isObject(schema['properties']))) return ['items'];
  if (items.some(({ schema }) => isPlain(schema))) return ['choices'];
  if (items.length > 0 && items.every(({ schema }) => schema['type'] === 'string')) {
    const known = namesFor(place.document, [...place.keys, 0], '', place.names);
    return known ? ['names', known] : ['texts'];
  }
  return ['json'];
}

/** The words a value is one of; those of a boolean too where it is one of several. */
export function choicesOf(schemas: readonly JsonSchema[]): readonly (string | number | boolean)[] {
  const found = schemas.flatMap((schema) => {
    if (schema['const'] !== undefined) return [schema['const']];
    if (Array.isArray(schema['enum'])) return schema['enum'] as unknown[];
    if (Array.isArray(schema['items'])) return [];
    const items = schema['items'];
    if (isObject(items) && Array.isArray(items['enum'])) return items['enum'] as unknown[];
    return schema['type'] === 'boolean' ? [true, false] : [];
  });
  return [...new Set(found)].filter((each) => ['string', 'number', 'boolean'].includes(typeof each)) as string[];
}

/** `{"expr": "today()"}` where a plain value may stand too. */
export const isFormula = (value: unknown): value is { readonly expr: string } =>
  isObject(value) && typeof value['expr'] === 'string' && Object.keys(value).length === 1;
const isPart = (value: unknown) => typeof value === 'object' && value !== null;
const isPlain = (schema: JsonSchema) =>
  schema['const'] !== undefined || Array.isArray(schema['enum']) || schema['type'] === 'boolean';

/** One text, or one per language. */
const isLabel = (nodes: readonly SchemaNode[]): boolean =>
  nodes.some(({ schema }) => isObject(schema['properties']) && isObject(schema['properties']['zh-CN']));

/** A condition over records. */
const isFilter = (nodes: readonly SchemaNode[]): boolean =>
  nodes.some(({ schema }) => isObject(schema['properties']) && isObject(schema['properties']['and']));

/** A value that may be nearly anything, or a formula that gives it. */
const isLiteral = (nodes: readonly SchemaNode[]): boolean =>
  ['string', 'number', 'boolean'].every((type) => nodes.some(({ schema }) => schema['type'] === type));

export const isColour = ({ choices }: Property): boolean =>
  choices.length === Colour.enum.length && choices.every((each) => (Colour.enum as readonly unknown[]).includes(each));

/** What may be added to a list: one entry per alternative of its items, told apart by `type` or `chart`. */
export function itemKinds(input: PropertiesInput, list: ItemPath): readonly { readonly tag: string | undefined; readonly node: SchemaNode }[] {
  const keys = keysOfPath(input.document, list);
  if (!keys) return [];
  const items = schemasAt(input.root, input.document, keys).flatMap((node) => stepInto(node, 0));
  return items
    .flatMap((node) => openUp(node, undefined))
    .filter(({ schema }) => isObject(schema['properties']))
    .map((node) => ({ tag: tagOf(node.schema), node }));
} // prettier-ignore

function tagOf(schema: JsonSchema): string | undefined {
  const properties = schema['properties'] as Readonly<Record<string, JsonSchema>>;
  for (const key of ['type', 'chart', 'open']) {
    const fixed = properties[key]?.['const'];
    if (typeof fixed === 'string') return fixed;
  }
  return undefined;
}
