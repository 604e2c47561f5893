/** Rows to records as objects: the general way, for both engines; json-text.ts is the fast one. */
import { maskedText } from '../../../metadata/access/mask.js';
import type { BoundSelect } from '../../../metadata/query/types.js';
import type { Value } from '../../../metadata/value.js';
import { isComputedNode, type ComputedNode, type Shape, type ShapeNode } from './shape.js';

/** A record of an answer; look-ups are `{id,label}`. */
export type RecordJson = { readonly [key: string]: unknown };

/** Makes the function that turns the values of the shape's columns into a record. */
export function recordBuilder({ query, nodes }: Shape): (values: readonly Value[]) => Record<string, unknown> {
  const places = new Map(query.select.map((select, index) => [select, index]));
  const reader = (select: BoundSelect): Getter<Value> => {
    const place = places.get(select)!;
    return (values) => values[place] ?? null;
  };
  return membersOf(nodes, reader);
}

/** Reads something of a row; made once for all rows of an answer. */
type Getter<T> = (values: readonly Value[]) => T;
type MakeGetter = (select: BoundSelect) => Getter<Value>;

function membersOf(nodes: readonly ShapeNode[], reader: MakeGetter): Getter<Record<string, unknown>> {
  const members = nodes.map((node) => ({ key: node.key, get: memberOf(node, reader) }));
  return (values) => {
    const record: Record<string, unknown> = {};
    for (const { key, get } of members) record[key] = get(values);
    return record;
  };
}

function memberOf(node: ShapeNode, reader: MakeGetter): Getter<unknown> {
  if (node.kind === 'value') return reader(node.select);
  if (node.kind === 'computed') return computedOf(node.value, reader);
  if (node.kind === 'object') return objectOf(node, reader);
  if (node.kind === 'any') return anyOf(node, reader);
  if (node.kind === 'later') return reader(node.id);
  const id = reader(node.id);
  const label = node.label === undefined ? undefined : labelOf(node.label, reader);
  const nested = node.nested.length === 0 ? undefined : membersOf(node.nested, reader);
  return (values) => {
    const own = id(values);
    if (own === null) return null;
    const named = label ? { id: own, label: label(values) } : {};
    return nested ? { ...named, ...nested(values) } : named;
  };
}

/** A composite: null where all its parts are. */
function objectOf(node: Extract<ShapeNode, { kind: 'object' }>, reader: MakeGetter): Getter<unknown> {
  const parts = node.nested.map(({ key, select }) => ({ key, get: reader(select) }));
  return (values) => {
    const entries = parts.map(({ key, get }) => [key, get(values)] as const);
    if (entries.every(([, value]) => value === null)) return null;
    return node.masked ? maskedText : Object.fromEntries(entries);
  };
}

/** Without its name, which comes when all rows are there (any-references.ts). */
function anyOf(node: Extract<ShapeNode, { kind: 'any' }>, reader: MakeGetter): Getter<unknown> {
  const [entity, id] = [reader(node.entity), reader(node.id)];
  return (values) => {
    const held = { entity: entity(values), id: id(values), label: null };
    return held.entity === null || held.id === null ? null : held;
  };
}

function labelOf(label: BoundSelect | ComputedNode | null, reader: MakeGetter): Getter<Value> {
  if (label === null) return () => null;
  return isComputedNode(label) ? computedOf(label, reader) : reader(label);
}

function computedOf(node: ComputedNode, reader: MakeGetter): Getter<Value> {
  const inputs = new Map([...node.inputs].map(([path, select]) => [path, reader(select)]));
  return (values) => node.compute((path) => inputs.get(path)?.(values) ?? null);
}
