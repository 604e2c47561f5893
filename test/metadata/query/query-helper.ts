/** Runs a query over the test rows as somebody, all phases. */
import { compileAccess, systemAccess } from '../../../metadata/access/compile.js';
import type { Access } from '../../../metadata/access/types.js';
import { evaluateQuery, type QueryResult } from '../../../metadata/query/evaluate.js';
import { prepareQuery } from '../../../metadata/query/prepare.js';
import { QueryRefused } from '../../../metadata/query/problems.js';
import type { BoundQuery, QueryProblem } from '../../../metadata/query/types.js';
import type { RoleDocument } from '../../../metadata/schema/app.js';
import type { Filter, Query } from '../../../metadata/schema/query.js';
import type { Value } from '../../../metadata/value.js';
import { testContext, testFold, testFunctions, testModel, testPrincipal, testSource } from '../../helper/model.js';
import { testRows, type TestRows } from '../../helper/rows.js';

export const model = testModel();
export const functions = testFunctions();
export const system = systemAccess(testPrincipal(), model);

export interface RunOptions {
  readonly access?: Access;
  readonly parameters?: Readonly<Record<string, Value>>;
  readonly rows?: TestRows;
  readonly budget?: { maxLimit: number; defaultLimit?: number };
}

export function accessOf(roles: readonly RoleDocument[], principal = testPrincipal()): Access {
  const { today, now, timeZone, fold } = testContext();
  return compileAccess(roles, principal, model, functions, { today, now, timeZone, fold });
}

export function prepare(query: Query, options: RunOptions = {}): BoundQuery {
  const access = options.access ?? system;
  return prepareQuery(query, {
    model,
    access,
    context: testContext({}, access.principal),
    parameters: options.parameters ?? {},
    functions,
    budget: options.budget ?? { maxLimit: 1_000_000 },
  });
}

export function run(query: Query, options: RunOptions = {}): QueryResult {
  const bound = prepare(query, options);
  return evaluateQuery(bound, testSource(options.rows ?? testRows), {
    model,
    fold: testFold,
    timeZone: 'Europe/Berlin',
  });
}

/** Last figures of the ids that pass a filter, in order: `1 3`. */
export function passing(entity: string, where: Filter | undefined, options: RunOptions = {}): string {
  const result = run({ entity, select: [{ path: 'id' }], ...(where ? { where } : {}) }, options);
  return result.rows.map((row) => Number(String(row['id']).slice(-4))).join(' ');
}

/** The problems a query is refused with; fails when it is not. */
export function refusal(query: Query, options: RunOptions = {}): readonly QueryProblem[] {
  try {
    prepare(query, options);
  } catch (error) {
    if (error instanceof QueryRefused) return error.problems;
    throw error;
  }
  throw new Error('The query was not refused.');
}

export const codes = (problems: readonly QueryProblem[]): string =>
  problems.map((problem) => `${problem.status} ${problem.code} ${problem.path}`).join(', ');
