/**
 * Refusals of a query. Unknown and not-to-be-read fields share one code, one path form and one text, so that nobody can
 * tell them apart. `path` is the field path as the query names it (through relations: `lines.amount`), or a JSON pointer
 * where no field is meant (`/limit`).
 */
import type { Field } from '../model/model.js';
import type { QueryProblem } from './types.js';
import type { Words } from '../value.js';
import { say, wordsOf } from '../words.js';

/** A problem and the fields it would tell about: who may not read one of them is told FIELD_FORBIDDEN instead. */
export interface FoundProblem extends QueryProblem {
  readonly about?: readonly Field[];
}

/** Thrown by bind and prepare. `problems` is never empty; the first one names the error. */
export class QueryRefused extends Error {
  constructor(readonly problems: readonly QueryProblem[]) {
    super(problems[0]?.message ?? 'The query was refused.');
    this.name = 'QueryRefused';
  }
}

export const fieldForbidden = (path: string): FoundProblem => ({
  code: 'FIELD_FORBIDDEN',
  status: 403,
  path,
  ...say`There is no field "${{ path }}" here, or you may not read it. Take it out of the query.`,
});

export const fieldMasked = (path: string): FoundProblem => ({
  code: 'FIELD_FORBIDDEN',
  status: 403,
  path,
  ...say`"${{ path }}" is masked for you: it may be shown, but not filtered, sorted, grouped or counted by.`,
});

/** Of a secret nothing may be asked but whether it is set: by its order or its beginning it could be guessed. */
export const fieldSealed = (path: string, about: readonly Field[]): FoundProblem => ({
  code: 'FIELD_SEALED',
  status: 422,
  path,
  ...say`"${{ path }}" never leaves the server: nothing is filtered, sorted, grouped or counted by it.`,
  about,
});

/** One text for an entity that does not exist and one that may not be seen. */
export const entityNotFound = (): FoundProblem => ({
  code: 'NOT_FOUND',
  status: 404,
  path: '/entity',
  message: 'There is nothing here, or you may not see it.',
});

export const overBudget = (path: string, words: string | Words): FoundProblem => ({
  code: 'QUERY_BUDGET',
  status: 400,
  path,
  ...wordsOf(words),
});

export const queryInvalid = (path: string, words: string | Words, about?: readonly Field[]): FoundProblem => ({
  code: 'QUERY_INVALID',
  status: 422,
  path,
  ...wordsOf(words),
  ...(about ? { about } : {}),
});

export const operatorNotAllowed = (path: string, words: string | Words, about: readonly Field[]): FoundProblem => ({
  code: 'OPERATOR_NOT_ALLOWED',
  status: 422,
  path,
  ...wordsOf(words),
  about,
});

export const operandInvalid = (path: string, words: string | Words, about?: readonly Field[]): FoundProblem => ({
  code: 'OPERAND_INVALID',
  status: 422,
  path,
  ...wordsOf(words),
  ...(about ? { about } : {}),
});
