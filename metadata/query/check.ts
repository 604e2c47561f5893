/**
 * Query to CheckedQuery, against the model alone: sizes -> select -> where -> groups -> having -> sort -> page.
 * Rights come next (guard.ts). What is not in the model is refused exactly as what may not be read.
 */
import type { Model } from '../model/model.js';
import type { Filter, Operand, Query } from '../schema/query.js';
import { say } from '../words.js';
import { checkCondition, joinBudget, noteWidth, type FilterCheck } from './check-filter.js';
import { checkGroups } from './check-groups.js';
import { checkHaving } from './check-having.js';
import { checkSelects } from './check-select.js';
import { checkSorts } from './check-sort.js';
import { decodeCursor } from './cursor.js';
import { checkFilterBudget, queryLimits } from './limits.js';
import { newScope } from './paths.js';
import { entityNotFound, overBudget, queryInvalid, type FoundProblem } from './problems.js';
import type { CheckedQuery, CheckedSort, Condition, Join } from './types.js';

/** `maxSelect`: columns that may be selected, `queryLimits.select` unless stated. */
export function checkQuery(
  query: Query,
  model: Model,
  maxSelect: number = queryLimits.select,
): { query: CheckedQuery } | { problems: FoundProblem[] } {
  const tooLarge = checkSizes(query, maxSelect);
  if (tooLarge) return { problems: [tooLarge] };
  const entity = model.entities.get(query.entity);
  if (!entity) return { problems: [entityNotFound()] };
  const scope = newScope(entity, model);
  const check: FilterCheck = { problems: [], innerJoins: 0, rule: false };
  const grouped = query.select.some((item) => item.aggregate !== undefined);
  const walked = (): number => scope.joins.size + check.innerJoins - (check.shownJoins ?? 0);
  const select = checkSelects(query.select, scope, check);
  if (grouped) checkGroups(select, check);
  const where = query.where && checkCondition(query.where, scope, check);
  const having = query.having && checkHaving(query.having, grouped, select, check);
  noteWidth(check, walked(), '/where');
  const sort = checkSorts(query, grouped, select, scope, check);
  checkPage(query, grouped, sort, check);
  const joins = [...scope.joins.values()];
  const tooWide = joinBudget(walked(), { path: check.tooWideAt ?? '/sort' });
  if (tooWide) return { problems: [tooWide] };
  if (check.problems.length > 0) return { problems: check.problems };
  return {
    query: {
      entity,
      select,
      grouped,
      joins,
      ...(where ? { where } : {}),
      ...(having ? { having } : {}),
      sort,
      ...(query.limit === undefined ? {} : { limit: query.limit }),
      ...(query.offset === undefined ? {} : { offset: query.offset }),
      ...(query.after === undefined ? {} : { after: query.after }),
      count: query.count === true,
    },
  };
}

/** What a filter compiles to, and how its scope differs from that of a request. */
export interface FilterOptions {
  /** Keeps the joins apart from others of the same query: `$rule.`. */
  readonly prefix?: string;
  /** A row rule: no parameters. */
  readonly rule?: boolean;
}

/** A filter by itself: row rules, segments, quick filters. */
export function checkFilter(
  filter: Filter,
  entityName: string,
  model: Model,
  options: FilterOptions = {},
): { joins: readonly Join[]; condition: Condition<Operand> } | { problems: FoundProblem[] } {
  const tooLarge = checkFilterBudget([filter], '/where', options.rule);
  if (tooLarge) return { problems: [tooLarge] };
  const entity = model.entities.get(entityName);
  if (!entity) return { problems: [entityNotFound()] };
  const scope = newScope(entity, model, options.prefix ?? '');
  const check: FilterCheck = { problems: [], innerJoins: 0, rule: options.rule === true };
  const condition = checkCondition(filter, scope, check);
  const joins = [...scope.joins.values()];
  const tooWide = joinBudget(joins.length + check.innerJoins, { path: '/where', rule: options.rule === true });
  if (tooWide) return { problems: [tooWide] };
  return condition && check.problems.length === 0 ? { joins, condition } : { problems: check.problems };
}

function checkSizes(query: Query, maxSelect: number): FoundProblem | undefined {
  if (query.select.length > maxSelect)
    return overBudget('/select', say`A query may select ${{ most: maxSelect }} columns.`);
  if ((query.sort?.length ?? 0) > queryLimits.sort)
    return overBudget('/sort', say`A query may be sorted by ${{ most: queryLimits.sort }} columns.`);
  const conditions = query.select.map((item) => item.where);
  return checkFilterBudget(
    [query.where, query.having, ...conditions].filter((filter) => filter !== undefined),
    query.where !== undefined ? '/where' : query.having !== undefined ? '/having' : '/select',
  );
}

function checkPage(query: Query, grouped: boolean, sort: readonly CheckedSort[], check: FilterCheck): void {
  if (query.limit !== undefined && !(Number.isInteger(query.limit) && query.limit >= 1))
    check.problems.push(queryInvalid('/limit', 'limit is a whole number from 1.'));
  if (query.offset !== undefined && !(Number.isSafeInteger(query.offset) && query.offset >= 0))
    check.problems.push(queryInvalid('/offset', 'offset is a whole number from 0.'));
  if (query.after === undefined) return;
  if (grouped) check.problems.push(queryInvalid('/after', 'A grouped query is paged by offset, not by after.'));
  else if (query.offset !== undefined)
    check.problems.push(queryInvalid('/after', 'A query is paged by offset or by after, not by both.'));
  else if (sort.some((item) => item.as !== undefined))
    check.problems.push(queryInvalid('/after', 'A list sorted by a grain is paged by offset, not by after.'));
  else if (!decodeCursor(query.after, sort))
    check.problems.push({
      code: 'CURSOR_INVALID',
      status: 400,
      path: '/after',
      message: 'This cursor does not belong to this sort order: begin again without "after".',
    });
}
