/** The one error that evaluation throws; problems of an expression's text are data (ExpressionProblem), never thrown. */
import type { Said, Words } from '../value.js';
import { wordsOf } from '../words.js';

/**
 * `BUDGET` too many steps or too large a result, `TYPE` a value of the wrong kind (a list where one value is needed
 * counts: sheets show it as `#VALUE`), `RANGE` a number too large, `UNKNOWN` a name the surroundings do not have,
 * `INVALID` the expression has problems and cannot run.
 */
export type ExpressionErrorCode = 'BUDGET' | 'TYPE' | 'RANGE' | 'UNKNOWN' | 'INVALID';

export class ExpressionError extends Error implements Words {
  readonly said: Said | undefined;

  constructor(
    readonly code: ExpressionErrorCode,
    words: string | Words,
  ) {
    const { message, said } = wordsOf(words);
    super(message);
    this.name = 'ExpressionError';
    this.said = said;
  }
}
