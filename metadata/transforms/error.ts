/** Why a transform cannot give its rows; the server answers it as 422 at the transform that said so. */
import type { Words } from '../value.js';
import { wordsOf } from '../words.js';

export class TransformError extends Error {
  readonly said: Words['said'];
  constructor(
    readonly code: string,
    words: string | Words,
  ) {
    const { message, said } = wordsOf(words);
    super(message);
    this.name = 'TransformError';
    this.said = said;
  }
}
