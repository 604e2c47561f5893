/** The syntax tree of a template as Handlebars' parser gives it: the kinds of node that templates may have. */
export interface Spot {
  /** From 1. */
  readonly line: number;
  /** From 0. */
  readonly column: number;
}

interface Node<T extends string> {
  readonly type: T;
  readonly loc: { readonly start: Spot; readonly end: Spot };
}

export interface Program extends Node<'Program'> {
  readonly body: readonly Statement[];
  readonly blockParams?: readonly string[];
}

export interface MustacheStatement extends Node<'MustacheStatement'>, Call {
  /** False of `{{{x}}}` and `{{&x}}`. */
  readonly escaped: boolean;
}

export interface BlockStatement extends Node<'BlockStatement'>, Call {
  readonly program?: Program;
  readonly inverse?: Program;
}

export type Statement =
  | MustacheStatement
  | BlockStatement
  | (Node<'ContentStatement'> & { readonly value: string })
  | Node<'CommentStatement'>;

export interface PathExpression extends Node<'PathExpression'> {
  /** Begins with @. */
  readonly data: boolean;
  /** How many `../`. */
  readonly depth: number;
  readonly parts: readonly string[];
  readonly original: string;
}

export interface SubExpression extends Node<'SubExpression'>, Call {}

export type Literal =
  | (Node<'StringLiteral'> & { readonly value: string })
  | (Node<'NumberLiteral'> & { readonly value: number })
  | (Node<'BooleanLiteral'> & { readonly value: boolean })
  | Node<'NullLiteral'>;

export type Expression = PathExpression | SubExpression | Literal;

export interface HashPair extends Node<'HashPair'> {
  readonly key: string;
  readonly value: Expression;
}

/** Something called, with what it is given. */
export interface Call {
  readonly path: Expression;
  readonly params: readonly Expression[];
  readonly hash?: { readonly pairs: readonly HashPair[] };
}

/** A place of a template as notes about it are kept under: `3:14`. */
export const spotKey = ({ line, column }: Spot): string => `${line}:${column}`;
