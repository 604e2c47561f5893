/**
 * From text to something that runs:
 *
 *   text --parse--> tree --check(scope)--> type and problems
 *                        --dependencies--> what it reads
 *                        --closures-->     evaluate(environment)
 */
import type { Value, ValueType } from '../value.js';
import { say, wordsOf } from '../words.js';
import type { ExpressionProblem, Node } from './ast.js';
import { checkExpression } from './check.js';
import { dependenciesOf, type Dependencies } from './dependencies.js';
import type { Environment } from './environment.js';
import { ExpressionError } from './errors.js';
import { compileEvaluator } from './evaluate.js';
import { parseExpression } from './parse.js';
import type { Scope } from './scope.js';

export type { Scope } from './scope.js';

export interface CompiledExpression {
  readonly text: string;
  readonly node: Node;
  readonly type: ValueType;
  /** Syntax first, then names and types, by place. Not empty: `evaluate` throws INVALID. */
  readonly problems: readonly ExpressionProblem[];
  readonly dependencies: Dependencies;
  /** Throws ExpressionError; costs at most the context's steps. */
  evaluate(environment: Environment): Value;
}

export function compileExpression(text: string, scope: Scope): CompiledExpression {
  const parsed = parseExpression(text, { cells: scope.cells === true });
  const checked = checkExpression(parsed.node, scope);
  const problems = [...parsed.problems, ...checked.problems];
  const [first] = problems;
  return {
    text,
    node: parsed.node,
    type: checked.type,
    problems,
    dependencies: dependenciesOf(parsed.node, scope.functions),
    evaluate: first ? () => refuse(first) : compileEvaluator(parsed.node, scope.functions),
  };
}

function refuse(problem: ExpressionProblem): never {
  throw new ExpressionError('INVALID', say`The expression cannot run: ${{ problem: wordsOf(problem) }}`);
}
