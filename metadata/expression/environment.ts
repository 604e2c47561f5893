/** What evaluation may ask of its surroundings; handed in, so that evaluation itself stays pure. */
import type { FunctionContext } from '../contributions.js';
import type { Value } from '../value.js';
import type { Node } from './ast.js';

/** Fixed for one run: one today(), one zone, one user. */
export interface EvaluationContext extends FunctionContext {
  /** `user.…`: id, login, name, department. */
  user(path: readonly string[]): Value;
  /** Folds text like the key columns do. */
  fold(text: string): string;
  /** Evaluation steps left; each node costs one, functions cost by the size of their result. Default 100,000. */
  readonly steps?: number;
}

/** Names an expression may use besides functions; each scope gives what it has. */
export interface Environment {
  readonly context: EvaluationContext;
  /** A field path of the record, dataset row or `row`. Unknown names were refused by the check. */
  field(path: readonly string[]): Value;
  parameter?(name: string): Value;
  datum?(path: readonly string[]): Value;
  /** Value or list of a cell reference, in sheets. */
  cell?(reference: Extract<Node, { type: 'cell' }>): Value;
  /** `sum(S.amt)` in sheets: an aggregate over the rows a cell sees; called before arguments are evaluated. */
  aggregate?(name: string, arguments_: readonly Node[]): { readonly value: Value } | undefined;
}
