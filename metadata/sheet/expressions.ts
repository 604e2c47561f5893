/** The expressions of a template, each compiled once. */
import { compileExpression, type CompiledExpression } from '../expression/compile.js';
import type { Environment } from '../expression/environment.js';
import { compileEvaluator } from '../expression/evaluate.js';
import type { Node } from '../expression/ast.js';
import type { FunctionDefinition } from '../contributions.js';
import type { Registry } from '../registry.js';
import type { Value } from '../value.js';
import { say, wordsOf } from '../words.js';
import type { CellReference } from './references.js';
import type { Tables } from './tables.js';
import { SheetError, type TemplateCell } from './types.js';

type Evaluate = (environment: Environment) => Value;

export interface Expressions {
  /** Throws SheetError naming the cell. */
  compile(text: string, cell: TemplateCell): CompiledExpression;
  /** The condition in braces of a reference. */
  condition(reference: CellReference): Evaluate;
  /** A function of one reference. */
  call(name: string, reference: CellReference): Evaluate;
  /** An expression that reads nothing but the row it is asked about: the same wherever its cell stands. */
  isOfRow(text: string, dataset: string, cell: TemplateCell): boolean;
}

export function createExpressions(functions: Registry<FunctionDefinition>, tables: Tables): Expressions {
  const compiled = new Map<string, CompiledExpression>();
  const conditions = new WeakMap<Node, Evaluate>();
  const calls = new WeakMap<Node, Map<string, Evaluate>>();
  const ofRow = new Map<string, boolean>();

  const compile = (text: string, cell: TemplateCell): CompiledExpression => {
    const known = compiled.get(text);
    if (known) return known;
    const made = compileExpression(text, {
      functions, cells: true, field: () => 'any', parameter: () => 'any', datum: () => 'any',
    }); // prettier-ignore
    const problem = made.problems[0];
    if (problem) {
      const words = say`${{ cell: cell.address }}: ${{ problem: wordsOf(problem) }} (in "${{ text }}")`;
      throw new SheetError('EXPRESSION', [cell.address], words);
    }
    compiled.set(text, made);
    return made;
  };

  return {
    compile,
    condition(reference) {
      const node = reference.condition!;
      const made = conditions.get(node) ?? compileEvaluator(node, functions);
      conditions.set(node, made);
      return made;
    },
    call(name, reference) {
      const byName = calls.get(reference) ?? new Map<string, Evaluate>();
      calls.set(reference, byName);
      const node: Node = { type: 'call', name, arguments: [reference], from: reference.from, to: reference.to };
      const made = byName.get(name) ?? compileEvaluator(node, functions);
      byName.set(name, made);
      return made;
    },
    isOfRow(text, dataset, cell) {
      const key = `${dataset} ${text}`;
      const known = ofRow.get(key);
      if (known !== undefined) return known;
      const { cells, fields } = compile(text, cell).dependencies;
      const isOwn = (path: string) => {
        const [head = '', second] = path.split('.');
        return second === undefined ? !tables.has(head) : head === dataset || !tables.has(head);
      };
      // `sum(S.amt)` in a condition is about the rows around it: then a field stands inside a call.
      const made = cells.length === 0 && fields.every(isOwn) && !hasAggregate(compile(text, cell).node, tables);
      ofRow.set(key, made);
      return made;
    },
  };
}

function hasAggregate(node: Node, tables: Tables): boolean {
  if (node.type === 'call') {
    const [first] = node.arguments;
    if (first?.type === 'name' && tables.has(first.path[0] ?? '')) return true;
    return node.arguments.some((each) => hasAggregate(each, tables));
  }
  if (node.type === 'unary') return hasAggregate(node.operand, tables);
  if (node.type === 'binary') return hasAggregate(node.left, tables) || hasAggregate(node.right, tables);
  if (node.type === 'in') return [node.operand, ...node.items].some((each) => hasAggregate(each, tables));
  return false;
}
