/** Rows to records as objects: the general way, for both engines; json-text.ts is the fast one. */
import type { CheckedSelect } from '../../../metadata/query/types.js';
import type { Value } from '../../../metadata/value.js';
import { isComputedNode, type ComputedNode, type Shape, type ShapeNode } from './shape.js';

/** A record of an answer; look-ups are `{id,label}`. */
export type RecordJson = { readonly [key: string]: unknown };

/** Makes the function that turns the values of the shape's columns into a record. */
export function recordBuilder({ query, nodes }: Shape): (values: readonly Value[]) => Record<string, unknown> {
  const places = new Map(query.select.map((select, index) => [select, index]));
  return (values) => buildNodes(nodes, (select) => values[places.get(select)!] ?? null);
}

type Reader = (select: CheckedSelect) => Value;

function buildNodes(nodes: readonly ShapeNode[], read: Reader): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const node of nodes) record[node.key] = buildNode(node, read);
  return record;
}

function buildNode(node: ShapeNode, read: Reader): unknown {
  if (node.kind === 'value') return read(node.select);
  if (node.kind === 'computed') return compute(node.value, read);
  const id = read(node.id);
  if (id === null) return null;
  const own = node.label === undefined ? {} : { id, label: labelOf(node.label, read) };
  return node.nested.length === 0 ? own : { ...own, ...buildNodes(node.nested, read) };
}

function labelOf(label: CheckedSelect | ComputedNode | null, read: Reader): Value {
  if (label === null) return null;
  return isComputedNode(label) ? compute(label, read) : read(label);
}

function compute(node: ComputedNode, read: Reader): Value {
  return node.compute((path) => {
    const select = node.inputs.get(path);
    return select ? read(select) : null;
  });
}
