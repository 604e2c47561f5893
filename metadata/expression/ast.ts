/**
 * The syntax tree of the expression language. Every node has its span (UTF-16 offsets into the text), so that editors
 * can underline and complete. The parser always returns a tree: what it could not read is an `error` node.
 */
import type { Words } from '../value.js';

export interface Span {
  readonly from: number;
  readonly to: number;
}

export type BinaryOperator =
  | '+' | '-' | '*' | '/' | '%' | '^' | '&'
  | '=' | '<>' | '<' | '<=' | '>' | '>='
  | 'and' | 'or'; // prettier-ignore

export type Node = Span &
  (
    | { readonly type: 'literal'; readonly value: null | boolean | number | string }
    /** A name: `customer.region.name`, `user.department`, `datum.x`. */
    | { readonly type: 'name'; readonly path: readonly string[] }
    /** `row["Unit price"]`: a name whose last step is any text; only scopes that say so have such fields. */
    | { readonly type: 'index'; readonly object: Node; readonly key: string }
    /** `$from`. */
    | { readonly type: 'parameter'; readonly name: string }
    | { readonly type: 'unary'; readonly operator: '-' | '+' | 'not'; readonly operand: Node }
    | { readonly type: 'binary'; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node }
    /** `x in (a, b)`; a single operand may be a list. */
    | { readonly type: 'in'; readonly operand: Node; readonly items: readonly Node[] }
    | { readonly type: 'call'; readonly name: string; readonly arguments: readonly Node[] }
    /** A cell of a sheet: `C2`, `A1.id`, `C2[A2:-1;B1:0]{it.B2=B2}`. Only where the scope has cells. */
    | {
        readonly type: 'cell';
        readonly address: string;
        readonly field?: string;
        /** `[!0]`: frees both axes. */
        readonly all: boolean;
        readonly left: readonly Coordinate[];
        readonly top: readonly Coordinate[];
        /** `{…}`: keeps the instances for which it holds; `it.B2` reads the candidate's own B2. */
        readonly condition?: Node;
      }
    | { readonly type: 'error' }
  );

/** `A2:-1` relative (signed), `A2:3` absolute from 1, `A2:0` the current one. */
export interface Coordinate {
  readonly address: string;
  readonly step: number;
  readonly mode: 'relative' | 'absolute' | 'current';
}

/** A syntax or type error, in plain words, where it stands. */
export interface ExpressionProblem extends Span, Words {
  readonly code: string;
}
