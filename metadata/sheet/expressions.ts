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
  /**
   * The fields of an expression that reads nothing but the row it is asked about: then it is the same wherever its cell
   * stands. Undefined for others.
   */
  ofRow(text: string, dataset: string, cell: TemplateCell): readonly string[] | undefined;
}

export function createExpressions(functions: Registry<FunctionDefinition>, tables: Tables): Expressions {
  const compiled = new Map<string, CompiledExpression>();
  const conditions = new WeakMap<Node, Evaluate>();
  const calls = new WeakMap<Node, Map<string, Evaluate>>();
  const ofRow = new Map<string, readonly string[] | undefined>();

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
    ofRow(text, dataset, cell) {
      const key = `${dataset} ${text}`;
      if (ofRow.has(key)) return ofRow.get(key);
      const { node, dependencies } = compile(text, cell);
      const fields = dependencies.fields.map((path) => ownField(path, dataset, tables));
      const isOwn = dependencies.cells.length === 0 && !fields.includes(undefined) && !hasAggregate(node, tables);
      const made = isOwn ? [...new Set(fields as string[])] : undefined;
      ofRow.set(key, made);
      return made;
    },
  };
}

/** `amt` and `S.amt` in a condition over rows of S; undefined for what is no field of them. */
function ownField(path: string, dataset: string, tables: Tables): string | undefined {
  const [head = '', second] = path.split('.');
  if (tables.has(head)) return head === dataset ? second : undefined;
  return head;
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
