/** The one error that evaluation throws; problems of an expression's text are data (ExpressionProblem), never thrown. */

/**
 * `BUDGET` too many steps or too large a result, `TYPE` a value of the wrong kind (a list where one value is needed
 * counts: sheets show it as `#VALUE`), `RANGE` a number too large, `UNKNOWN` a name the surroundings do not have,
 * `INVALID` the expression has problems and cannot run.
 */
export type ExpressionErrorCode = 'BUDGET' | 'TYPE' | 'RANGE' | 'UNKNOWN' | 'INVALID';

export class ExpressionError extends Error {
  constructor(
    readonly code: ExpressionErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'ExpressionError';
  }
}
