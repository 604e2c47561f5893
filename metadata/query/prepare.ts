/**
 * All phases before rows are read, in their order: check -> guard -> bind -> budget of the page. Whoever runs a query
 * comes through here; there is no other way from a request's query to a bound one.
 */
import type { Access } from '../access/types.js';
import type { Model } from '../model/model.js';
import type { Query } from '../schema/query.js';
import { say, wordsOf } from '../words.js';
import { bindQuery } from './bind.js';
import type { BindEnvironment } from './read-operand.js';
import { checkQuery } from './check.js';
import { guardQuery } from './guard.js';
import { entityNotFound, fieldForbidden, overBudget, QueryRefused, type FoundProblem } from './problems.js';
import type { BoundQuery, QueryProblem } from './types.js';

export interface PrepareOptions extends BindEnvironment {
  readonly model: Model;
  readonly access: Access;
  readonly budget: {
    /** The largest limit that may be asked for. */
    readonly maxLimit: number;
    /** The limit of a query that states none; without it such a query is not cut. */
    readonly defaultLimit?: number;
    /** Columns that may be selected, where not those of a request: all fields of a wide entity. */
    readonly maxSelect?: number;
  };
}

/** Throws QueryRefused with every problem of the first phase that has any. */
export function prepareQuery(query: Query, options: PrepareOptions): BoundQuery {
  const { model, access, budget } = options;
  const checked = checkQuery(query, model, budget.maxSelect);
  if ('problems' in checked) throw new QueryRefused(asSeenBy(access, checked.problems, query.entity));
  const guarded = guardQuery(checked.query, access, model);
  if ('problems' in guarded) throw new QueryRefused(guarded.problems.map(bare));
  const bound = bindQuery(guarded.query, options);
  const limit = bound.limit ?? budget.defaultLimit;
  if (limit !== undefined && limit > budget.maxLimit)
    throw new QueryRefused([
      bare(overBudget('/limit', say`limit may be ${{ most: budget.maxLimit }} here; page on for more.`)),
    ]);
  return limit === undefined ? bound : { ...bound, limit };
}

/** A problem with a field that this reader may not see reads as if the field did not exist. */
function asSeenBy(access: Access, problems: readonly FoundProblem[], entity: string): QueryProblem[] {
  if (!access.mayEver('read', entity) && problems.some((problem) => problem.code !== 'QUERY_BUDGET'))
    return [bare(entityNotFound())];
  return problems.map((problem) => {
    const hidden = problem.about?.some((field) => access.fieldClass(field.entity, field.name) === 'hidden');
    return bare(hidden ? fieldForbidden(problem.path) : problem);
  });
}

/** Without the fields it is about: answers carry problems as they are. */
function bare({ code, status, path, ...words }: FoundProblem): QueryProblem {
  return { code, status, path, ...wordsOf(words) };
}
