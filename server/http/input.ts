/** Checks what a route takes against its schemas, compiled once, and says in plain words what does not fit. */
import type { TSchema } from '@sinclair/typebox';
import { describeIssues, type SchemaIssue } from '../../metadata/document/issue.js';
import { tighten } from '../../metadata/document/tighten.js';
import type { CreateChecker } from '../../metadata/document/validate.js';
import { checkFilterBudget } from '../../metadata/query/limits.js';
import type { Part, Problem } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { badRequest, invalid } from '../errors.js';
import type { Route } from './route.js';

/** A body with more mistakes than this is refused without listing them: describing them would cost more than reading it. */
const mostIssues = 100;

export interface InputChecker {
  /** Whether the path can be this route's: what cannot be the name or id of anything does not exist. */
  fits(params: Readonly<Record<string, string>>): boolean;
  query(query: Readonly<Record<string, string>>): void;
  body(body: unknown): void;
}

/** The checks of a route; `createChecker` may wait with compiling a schema until it is first needed. */
export function createInputChecker(route: Route, createChecker: CreateChecker): InputChecker {
  const compile = (schema: TSchema | undefined) =>
    schema === undefined ? undefined : createChecker(tighten(schema as never));
  const checkParams = compile(route.params);
  const checkQuery = compile(route.query);
  const checkBody = compile(route.body);
  return {
    fits: (params) => checkParams === undefined || checkParams(params).length === 0,
    query(query) {
      if (!checkQuery) {
        const name = Object.keys(query)[0];
        if (name !== undefined) throw unknownParameter(name);
        return;
      }
      const issues = checkQuery(query);
      if (issues.length > 0) refuseQuery(describeIssues(issues, query, 'query'));
    },
    body(body) {
      refuseLargeFilters(route.filters ?? [], body);
      const issues = checkBody?.(body) ?? [];
      if (issues.length > 0) refuseBody(issues, body, route.bodyIsRequest === true);
    },
  };
}

function refuseLargeFilters(paths: readonly string[], body: unknown): void {
  const given = paths.map((path) => path.split('.')).filter((names) => valueAt(body, names) !== undefined);
  const filters = given.map((names) => valueAt(body, names));
  const found = checkFilterBudget(filters, `/${given[0]?.join('/')}`);
  if (found) throw badRequest(found.code, found, { path: found.path });
}

const valueAt = (value: unknown, names: readonly string[]): unknown =>
  names.reduce((at, name) => (typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? (at as Record<string, unknown>)[name] : undefined), value); // prettier-ignore

function refuseQuery(problems: readonly Problem[]): never {
  const unknown = problems.find((problem) => problem.code === 'UNKNOWN_KEY' || problem.code === 'BAD_NAME');
  if (unknown) throw unknownParameter(nameOf(unknown.path), unknown.said?.parts['hint']);
  const [first] = problems;
  throw badRequest('INVALID_PARAMETER', first ?? 'A parameter is not valid.', { path: nameOf(first?.path ?? '') });
}

/** `hint`: what was meant perhaps, as the finding says it. */
function unknownParameter(name: string, hint?: Part) {
  const words =
    hint === undefined
      ? say`There is no parameter "${{ name }}" here.`
      : say`There is no parameter "${{ name }}" here. ${{ hint }}`;
  return badRequest('UNKNOWN_PARAMETER', words, { path: name });
}

/** An unknown key is 400; a known one with a value that does not fit is 422, in a request language 400. */
function refuseBody(issues: readonly SchemaIssue[], body: unknown, isRequest: boolean): never {
  if (issues.length > mostIssues) {
    if (issues.some((issue) => issue.keyword === 'additionalProperties')) {
      throw badRequest('UNKNOWN_FIELD', say`The body has more than ${{ most: mostIssues }} unknown keys.`);
    }
    issues = issues.slice(0, mostIssues);
  }
  const problems = describeIssues(issues, body, 'body');
  const unknown = problems.filter((problem) => problem.code === 'UNKNOWN_KEY');
  if (unknown.length > 0) {
    throw badRequest('UNKNOWN_FIELD', unknown[0]!, { path: unknown[0]!.path, details: problems });
  }
  if (!isRequest) throw invalid(problems);
  const [first] = problems;
  throw badRequest('INVALID_PARAMETER', first ?? 'The request is not valid.', {
    path: first?.path ?? '',
    details: problems,
  });
}

const nameOf = (pointer: string): string => pointer.replace(/^\//, '').replaceAll('~1', '/').replaceAll('~0', '~');
