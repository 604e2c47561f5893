/** The parts of an expression that read no field: within one run they are constants, computed before SQL is written. */
import { say } from '../words.js';
import type { Node } from './ast.js';
import { ExpressionError } from './errors.js';
import { compileEvaluator } from './evaluate.js';
import { constant, type Constant, type SqlTarget } from './sql-fragment.js';
import { childrenOf, nodesOf, pathOf } from './walk.js';

/** Nodes below `root` that depend on a row. Parents stand before children in `nodesOf`, so backwards is bottom-up. */
export function findVariable(root: Node): ReadonlySet<Node> {
  const variable = new Set<Node>();
  for (const node of [...nodesOf(root)].reverse()) {
    const path = pathOf(node);
    const isUser = path !== undefined && path[0] === 'user' && path.length > 1;
    const reads = path ? !isUser : node.type === 'cell' || node.type === 'error' || node.type === 'index';
    if (reads || childrenOf(node).some((child) => variable.has(child))) variable.add(node);
  }
  return variable;
}

/** Undefined when it fails or names what is not known yet: then there is no translation either. */
export function evaluateConstant(node: Node, target: SqlTarget): Constant | undefined {
  const refuse = (what: string): never => {
    throw new ExpressionError('UNKNOWN', say`"${{ what }}" is not known here.`);
  };
  try {
    const evaluate = compileEvaluator(node, target.functions);
    const value = evaluate({
      context: target.context,
      field: (path) => refuse(path.join('.')),
      parameter(name) {
        const value = target.parameter?.(name);
        return value === undefined ? refuse(`$${name}`) : value;
      },
    });
    return constant(value);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
