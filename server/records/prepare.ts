/** The one gate as the server uses it: prepared under the rights of the context, refusals as errors of the API. */
import { systemAccess } from '../../metadata/access/compile.js';
import type { Access } from '../../metadata/access/types.js';
import { prepareQuery } from '../../metadata/query/prepare.js';
import { QueryRefused } from '../../metadata/query/problems.js';
import type { BoundQuery } from '../../metadata/query/types.js';
import type { Query } from '../../metadata/schema/query.js';
import type { Value } from '../../metadata/value.js';
import { say, wordsOf } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { ApiError, forbidden, notFound, unprocessable } from '../errors.js';
import { mentionedFields } from './query-paths.js';
import { seesThrough } from './read/blind.js';
import { pathsOf } from './sql/rows-used.js';
import { createTools, type SqlTools } from './sql/tools.js';

export interface PrepareOptions {
  /** Whose rights: the context's unless stated. */
  readonly access?: Access;
  readonly parameters?: Readonly<Record<string, Value>>;
  /** Rows that may be asked for; not limited unless stated, since most queries are the server's own. */
  readonly maxLimit?: number;
  readonly defaultLimit?: number;
  readonly maxSelect?: number;
}

export function prepareFor(context: Context, query: Query, options: PrepareOptions = {}): BoundQuery {
  refuseBlindFormulas(context, query, options.access ?? context.access);
  try {
    const bound = prepareQuery(query, {
      model: context.release.model,
      access: options.access ?? context.access,
      context: context.evaluation,
      parameters: options.parameters ?? {},
      functions: context.registries.function,
      budget: {
        maxLimit: options.maxLimit ?? Number.MAX_SAFE_INTEGER,
        ...(options.defaultLimit === undefined ? {} : { defaultLimit: options.defaultLimit }),
        ...(options.maxSelect === undefined ? {} : { maxSelect: options.maxSelect }),
      },
    });
    refuseUnstored(bound);
    return bound;
  } catch (error) {
    throw error instanceof QueryRefused ? refusal(error) : error;
  }
}

/** The system's view of the same release: row rules and field classes do not apply. */
export function systemView(context: Context): Access {
  return systemAccess(context.access.principal, context.release.model);
}

/** What is computed from a hidden field is hidden with it: shown, filtered or sorted by, it would tell its value. */
function refuseBlindFormulas(context: Context, query: Query, access: Access): void {
  for (const { path, field } of mentionedFields(context.release.model, query)) {
    if (!seesThrough({ ...context, access }, field)) {
      throw forbidden('FIELD_FORBIDDEN', say`There is no field "${{ path }}" here, or you may not read it.`, { path });
    }
  }
}

/** A formula without a column can be shown; SQL cannot filter, sort or group by it. */
function refuseUnstored(bound: BoundQuery): void {
  const paths = [
    ...pathsOf(bound.where),
    ...bound.joins.flatMap((join) => [...pathsOf(join.guard)]),
    ...bound.sort.flatMap((sort) => (sort.path ? [sort.path] : [])),
    ...(bound.grouped ? bound.select.flatMap((select) => (select.path ? [select.path] : [])) : []),
  ];
  const path = paths.find(({ field }) => field.columns.length === 0);
  if (!path) return;
  const words = say`"${{ path: path.text }}" is computed when it is read: store the formula to filter, sort or group by it.`;
  throw unprocessable('FIELD_NOT_STORED', words, { path: path.text });
}

function refusal(error: QueryRefused): ApiError {
  const first = error.problems[0];
  if (!first || first.status === 404) return notFound();
  const details = error.problems.map(({ path, code, ...words }) => ({ path, code, ...wordsOf(words) }));
  return new ApiError(first.status, first.code, first, { path: first.path, details, cause: error });
}

export function toolsFor(context: Context): SqlTools {
  return createTools({ dialect: context.database.dialect, model: context.release.model, fold: context.fold });
}
