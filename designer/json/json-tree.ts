/**
 * Reading JSON text through its syntax tree, which is there even while the text is broken: where a pointer stands, which
 * pointer stands at a position, and what can be read of a value. Pure.
 */
import { jsonLanguage } from '@codemirror/lang-json';
import type { syntaxTree } from '@codemirror/language';

export type JsonTree = ReturnType<typeof syntaxTree>;
export type JsonNode = JsonTree['topNode'];

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where something stands: its value, and its key when it is a property. */
export interface Place {
  readonly key?: Range;
  readonly value: Range;
  /** True for objects and lists: they may be long, so the key or the first line is marked instead. */
  readonly container: boolean;
  /** False when the pointer leads on to what is not there: this is the last part that is. */
  readonly exact: boolean;
}

export type Keys = readonly (string | number)[];

export const parseTree = (text: string): JsonTree => jsonLanguage.parser.parse(text);

const values = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null']);
export const isValue = (node: JsonNode): boolean => values.has(node.name);

/** The value nodes directly below: items of a list, the value of a property or of the text. */
export function valuesOf(node: JsonNode): JsonNode[] {
  const found: JsonNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (isValue(child)) found.push(child);
  return found;
}

/** The properties of an object with their names as they are meant. */
export function propertiesOf(node: JsonNode, text: string): { readonly name: string; readonly node: JsonNode }[] {
  return node.getChildren('Property').flatMap((property) => {
    const key = property.getChild('PropertyName');
    const name = key && readString(text.slice(key.from, key.to));
    return name === undefined || name === null ? [] : [{ name, node: property }];
  });
}

export const rootValue = (tree: JsonTree): JsonNode | undefined => valuesOf(tree.topNode)[0];

/** A JSON string literal as its text; undefined while it is broken. */
export function readString(literal: string): string | undefined {
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Where a pointer stands, or the nearest part above it that is there; undefined for a text without any value. */
export function findPlace(tree: JsonTree, text: string, keys: Keys): Place | undefined {
  let value = rootValue(tree);
  if (!value) return undefined;
  let key: JsonNode | null = null;
  let exact = true;
  for (const step of keys) {
    const below: { key: JsonNode | null; value: JsonNode } | undefined = stepInto(value, text, String(step));
    if (!below) {
      exact = false;
      break;
    }
    ({ key, value } = below);
  }
  return {
    ...(key ? { key: { from: key.from, to: key.to } } : {}),
    value: { from: value.from, to: value.to },
    container: value.name === 'Object' || value.name === 'Array',
    exact,
  };
}

function stepInto(node: JsonNode, text: string, step: string) {
  if (node.name === 'Array') {
    const item = valuesOf(node)[Number(step)];
    return item && { key: null, value: item };
  }
  // As JSON.parse does, the last of several equal keys counts.
  const property = propertiesOf(node, text).findLast((each) => each.name === step)?.node;
  const value = property && valuesOf(property)[0];
  return value && { key: property.getChild('PropertyName'), value };
}

/** The keys that lead to a position: of the innermost property or item around it. */
export function keysAt(tree: JsonTree, text: string, position: number, side: -1 | 1 = -1): Keys {
  return keysOf(tree.resolveInner(position, side), text);
}

/** The keys that lead to a node. */
export function keysOf(start: JsonNode, text: string): Keys {
  const keys: (string | number)[] = [];
  for (let node: JsonNode | null = start; node; node = node.parent) {
    const parent: JsonNode | null = node.parent;
    if (node.name === 'Property') {
      const key = node.getChild('PropertyName');
      keys.unshift((key && readString(text.slice(key.from, key.to))) ?? '');
    } else if (parent?.name === 'Array' && isValue(node)) {
      const at = node.from;
      keys.unshift(valuesOf(parent).findIndex((each) => each.from === at));
    }
  }
  return keys;
}

/** What can be read of a value; broken parts and the node `without` are left out. */
export function readValue(node: JsonNode | undefined, text: string, without?: Range): unknown {
  if (!node) return undefined;
  const isLeftOut = (each: JsonNode) => without !== undefined && each.from === without.from && each.to === without.to;
  if (node.name === 'Array') {
    return valuesOf(node).map((item) => (isLeftOut(item) ? undefined : readValue(item, text, without)));
  }
  if (node.name === 'Object') {
    const entries = propertiesOf(node, text).flatMap(({ name, node: property }) => {
      if (isLeftOut(property)) return [];
      const value = readValue(valuesOf(property)[0], text, without);
      return value === undefined ? [] : [[name, value] as const];
    });
    return Object.fromEntries(entries);
  }
  try {
    return JSON.parse(text.slice(node.from, node.to)) as unknown;
  } catch {
    return undefined;
  }
}
