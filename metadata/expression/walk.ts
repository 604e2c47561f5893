/** Ways through a tree that need no stack: a chain of 2,000 additions leans as deep to the left. */
import type { Node } from './ast.js';

export type Binary = Extract<Node, { type: 'binary' }>;
export type Call = Extract<Node, { type: 'call' }>;
export type Cell = Extract<Node, { type: 'cell' }>;

/** `a + b - c` as its first operand `a` and the operations in the order they happen. */
export function leftSpine(node: Binary): { readonly first: Node; readonly steps: readonly Binary[] } {
  const steps: Binary[] = [];
  let first: Node = node;
  while (first.type === 'binary') {
    steps.push(first);
    first = first.left;
  }
  return { first, steps: steps.reverse() };
}

/** The steps of a name or of `row["Unit price"]`; undefined when the node is neither. */
export function pathOf(node: Node): readonly string[] | undefined {
  const keys: string[] = [];
  let object = node;
  while (object.type === 'index') {
    keys.push(object.key);
    object = object.object;
  }
  if (object.type !== 'name') return undefined;
  return keys.length === 0 ? object.path : [...object.path, ...keys.reverse()];
}

/** The operands of a node, in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'index':
      return [node.object];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'in':
      return [node.operand, ...node.items];
    case 'call':
      return node.arguments;
    case 'cell':
      return node.condition ? [node.condition] : [];
    default:
      return [];
  }
}

/** Every node once, in the order of the text; what stands below an index is part of its path and is left out. */
export function* nodesOf(root: Node): Generator<Node> {
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    if (pathOf(node) === undefined) waiting.push(...[...childrenOf(node)].reverse());
  }
}
