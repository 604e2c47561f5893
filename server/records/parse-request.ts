/** Query parameters of record routes to requests; whatever does not fit is 400, naming the parameter. */
import { describeIssues } from '../../metadata/document/issue.js';
import { tighten } from '../../metadata/document/tighten.js';
import type { CreateChecker } from '../../metadata/document/validate.js';
import { checkFilterBudget } from '../../metadata/query/limits.js';
import { FilterSchema, type Filter, type Sort } from '../../metadata/schema/query.js';
import type { Words } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { ApiError, badRequest, preconditionRequired } from '../errors.js';
import { parseJsonBody } from '../http/json-body.js';
import { longestPage, type ListRequest } from './list.js';
import type { DuplicateOptions } from './write/duplicates.js';

type Parameters = Readonly<Record<string, string>>;

const path = /^[a-z][a-z0-9_]{0,40}(\.[a-z][a-z0-9_]{0,40}){0,8}$/;
const mostFields = 100;
const mostSorts = 8;
/** Pages further than this are reached by `after`. */
const furthestOffset = 1_000_000;

const wrong = (name: string, words: string | Words): ApiError => badRequest('INVALID_PARAMETER', words, { path: name });

export type CheckFilter = ReturnType<CreateChecker>;

/** Compiled once, with the routes. */
export const createFilterCheck = (createChecker: CreateChecker): CheckFilter =>
  createChecker(tighten(FilterSchema as never));

export function parseListRequest(query: Parameters, checkFilter: CheckFilter): ListRequest {
  const { filter, fields, sort, limit, offset, after, count } = query;
  if (count !== undefined && count !== 'true' && count !== 'false') throw wrong('count', 'count is true or false.');
  if (after !== undefined && after.length > 1000) throw wrong('after', 'This is no cursor of ours.');
  return {
    ...(filter === undefined ? {} : { filter: parseFilter(filter, checkFilter) }),
    ...(fields === undefined ? {} : { fields: parseFields(fields) }),
    ...(sort === undefined ? {} : { sort: parseSort(sort) }),
    ...(limit === undefined ? {} : { limit: parseNumber('limit', limit, 1, longestPage) }),
    ...(offset === undefined ? {} : { offset: parseNumber('offset', offset, 0, furthestOffset) }),
    ...(after === undefined ? {} : { after }),
    count: count === 'true',
  };
}

const ulids = /^[0-7][0-9A-HJKMNP-TV-Z]{25}(?:,[0-7][0-9A-HJKMNP-TV-Z]{25}){0,49}$/;

/** `duplicates=allow`, or the ids of those that the person was told of, with commas between them. */
export function parseDuplicates({ duplicates }: Parameters): DuplicateOptions {
  if (duplicates === undefined) return { warnings: 'refuse' };
  if (duplicates === 'allow') return { warnings: 'refuse', seen: 'all' };
  if (!ulids.test(duplicates))
    throw wrong('duplicates', 'duplicates is "allow", or ids of records with commas between them.');
  return { warnings: 'refuse', seen: new Set(duplicates.split(',')) };
}

export function parseNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most))
    throw wrong(name, say`${{ name }} is a whole number from ${{ least }} to ${{ most }}.`);
  return value;
}

export function parseFields(text: string): readonly string[] {
  const fields = text.split(',');
  if (fields.length > mostFields) throw wrong('fields', say`At most ${{ most: mostFields }} fields can be asked for.`);
  const bad = fields.find((field) => !path.test(field));
  if (bad !== undefined) throw wrong('fields', 'fields are paths with commas between them, like name,customer.name.');
  return [...new Set(fields)];
}

function parseSort(text: string): readonly Sort[] {
  const items = text.split(',');
  if (items.length > mostSorts) throw wrong('sort', say`A list is sorted by at most ${{ most: mostSorts }} fields.`);
  return items.map((item) => {
    const by = item.replace(/^-/, '');
    if (!path.test(by))
      throw wrong('sort', 'sort is a list of paths, a minus before those that descend: -amount,name.');
    return { by, descending: item.startsWith('-') };
  });
}

function parseFilter(text: string, check: CheckFilter): Filter {
  let filter: unknown;
  try {
    filter = parseJsonBody(text);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw badRequest(error.code, error, { path: 'filter', cause: error });
  }
  const over = checkFilterBudget([filter], '/where');
  if (over) throw badRequest(over.code, over, { path: over.path });
  if (!isShallow(filter)) throw badRequest('QUERY_BUDGET', 'A filter may be nested 10 deep.', { path: 'filter' });
  const issues = check(filter);
  if (issues.length === 0) return filter as Filter;
  const [problem] = describeIssues(issues.slice(0, 20), filter, 'filter');
  throw wrong('filter', problem ?? 'The filter is not valid.');
}

/** The schema is checked by recursion: what is deeper than any filter may be is refused before. */
function isShallow(value: unknown, depth = 0): boolean {
  if (depth > 40) return false;
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every((inner) => isShallow(inner, depth + 1));
}

/** The version an If-Match speaks of: its leading number. 428 without one, 400 for something else. */
export function parseVersion(ifMatch: string | undefined): number {
  if (ifMatch === undefined) throw preconditionRequired();
  if (!/^\d{1,15}$/.test(ifMatch)) {
    throw badRequest('INVALID_HEADER', 'If-Match is the version you have seen, for example If-Match: "3".');
  }
  return Number(ifMatch);
}
