/** What is being written at a position: a key or a value, of which place, and which text a choice would replace. Pure. */
import { isValue, keysOf, valuesOf, type JsonNode, type JsonTree, type Keys, type Range } from './json-tree.js';

export interface Spot extends Range {
  readonly at: 'key' | 'value';
  /** Keys of the object whose key is written, or of the value that is written. */
  readonly keys: Keys;
  /** What stands between `from` and the position, without its quote. */
  readonly typed: string;
  readonly inString: boolean;
  /** The property being renamed, of a key. */
  readonly property?: Range;
  /** The key has its value already: only the key is replaced. */
  readonly hasValue: boolean;
  /** Something follows that a comma must part. */
  readonly commaAfter: boolean;
  /** A comma is missing before this, at this position. */
  readonly commaAt?: number;
}

export function findSpot(tree: JsonTree, text: string, position: number): Spot | undefined {
  let node: JsonNode = tree.resolveInner(position, -1);
  while ((node.type.isError || /^[[\]{}]$/.test(node.name)) && node.parent) node = node.parent;
  if (node.name === 'PropertyName' && position > node.from) return keySpot(node.parent!.parent!, text, position, node);
  if (isScalar(node) && position > node.from) {
    if (node.name !== 'String' || position < node.to || text[node.to - 1] !== '"' || node.to - node.from < 2) {
      return valueSpot(text, position, { from: node.from, to: node.to }, keysOf(node, text), node.name === 'String');
    }
    node = node.parent!;
  }
  // A closed object or list that ends here is not the one being written in.
  while (node.parent && isValue(node) && node.to <= position && /[\]}]/.test(text[node.to - 1]!)) node = node.parent;
  const word = wordBefore(text, position);
  const before = text.slice(0, word.from).trimEnd();
  if (node.name === 'Property') {
    if (before.endsWith(':')) return valueSpot(text, position, word, keysOf(node, text), false);
    node = node.parent!;
  }
  if (node.name === 'Object') {
    if (before.endsWith(':')) {
      const property = node.getChildren('Property').findLast((each) => each.from < position);
      return property && valueSpot(text, position, word, keysOf(property, text), false);
    }
    return keySpot(node, text, position, undefined);
  }
  if (node.name !== 'Array') return undefined;
  const index = valuesOf(node).filter((item) => item.to < word.from || item.to <= position - 1).length;
  return valueSpot(text, position, word, [...keysOf(node, text), index], false);
}

const isScalar = (node: JsonNode) => isValue(node) && node.name !== 'Object' && node.name !== 'Array';

function wordBefore(text: string, position: number): Range {
  const word = /"?[\w.-]*$/.exec(text.slice(0, position))?.[0] ?? '';
  return { from: position - word.length, to: position };
}

function keySpot(object: JsonNode, text: string, position: number, name: JsonNode | undefined): Spot {
  const range = name ? { from: name.from, to: name.to } : wordBefore(text, position);
  const property = name?.parent ?? undefined;
  const hasValue = property !== undefined && /^\s*:/.test(text.slice(range.to));
  return {
    at: 'key',
    ...range,
    keys: keysOf(object, text),
    typed: text.slice(range.from, position).replace(/^"/, ''),
    inString: false,
    hasValue,
    ...(property ? { property: { from: property.from, to: property.to } } : {}),
    ...commas(text, range),
  };
}

function valueSpot(text: string, position: number, range: Range, keys: Keys, inString: boolean): Spot {
  return {
    at: 'value',
    ...range,
    keys,
    typed: text.slice(range.from, position).replace(/^"/, ''),
    inString,
    hasValue: false,
    ...commas(text, range),
  };
}

/** Commas that the parts beside need. A choice made inside a finished text is between its commas already. */
function commas(text: string, range: Range): Pick<Spot, 'commaAfter' | 'commaAt'> {
  const before = text.slice(0, range.from).trimEnd();
  const after = text.slice(range.to).trimStart();
  const missing = before !== '' && !/[[{,:]$/.test(before);
  return { commaAfter: /^["{[\w-]/.test(after), ...(missing ? { commaAt: before.length } : {}) };
}
