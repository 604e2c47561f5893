/**
 * What a read compiles to, kept while the release lives: the same list for the same person on the same day is the same
 * statement. The key holds everything that goes in: who (the rights' fingerprint, which has the person in it), the
 * request, the date. What reads the time of day, or computes values when it is read, is made anew each time.
 */
import type { BoundQuery } from '../../../metadata/query/types.js';
import type { Query } from '../../../metadata/schema/query.js';
import type { Context, Release } from '../../context.js';
import { countCap } from '../count-cap.js';
import { prepareFor, toolsFor, type PrepareOptions } from '../prepare.js';
import { compilePage } from '../sql/compile-page.js';
import { compileCount, type CompiledQuery, type CompileOptions } from '../sql/compile-query.js';
import type { Fragment } from '../sql/fragment.js';
import { canBeText, jsonText } from './json-text.js';
import { buildShape, hasComputed, type Shape } from './shape.js';

export interface PlanRequest {
  /** Without select. */
  readonly query: Omit<Query, 'select'>;
  readonly paths: readonly string[];
  readonly limits?: Pick<PrepareOptions, 'maxLimit' | 'defaultLimit'>;
  readonly deleted?: CompileOptions['deleted'];
  /** Records as JSON text where the engine can; else always objects. */
  readonly text?: boolean;
}

export interface Plan {
  readonly bound: BoundQuery;
  readonly shape: Shape;
  readonly compiled: CompiledQuery;
  readonly isText: boolean;
  /** Counts all rows of the list, no further than the cap. */
  readonly count: Fragment;
}

const plans = new WeakMap<Release, Map<string, Plan>>();
const mostPlans = 300;

export function planFor(context: Context, request: PlanRequest): Plan {
  const { release, access, evaluation } = context;
  const key = JSON.stringify([access.fingerprint, access.principal.kind, evaluation.today(), request]);
  const held = plans.get(release) ?? new Map<string, Plan>();
  plans.set(release, held);
  const found = held.get(key);
  if (found) {
    // Used last, thrown out last: a Map keeps the order of insertion.
    held.delete(key);
    held.set(key, found);
    return found;
  }
  let readsTime = false;
  const now = (): string => {
    readsTime = true;
    return evaluation.now();
  };
  const plan = makePlan({ ...context, evaluation: { ...evaluation, now } }, request);
  if (readsTime || hasComputed(plan.shape)) return plan;
  if (held.size >= mostPlans) held.delete(held.keys().next().value!);
  held.set(key, plan);
  return plan;
}

function makePlan(context: Context, request: PlanRequest): Plan {
  const select = request.paths.map((path, index) => ({ path, as: `p${index}` }));
  // An entity may have more fields than a query selects; what they walk is counted all the same.
  const bound = prepareFor(context, { ...request.query, select }, { ...request.limits, maxSelect: Infinity });
  const shape = buildShape(context, bound);
  const tools = toolsFor(context);
  const isText = request.text === true && canBeText(tools, shape);
  const deleted = request.deleted ? { deleted: request.deleted } : {};
  const compiled = compilePage(tools, shape.query, {
    ...deleted,
    // One row more than the page tells whether there is a next one.
    ...(shape.query.limit === undefined ? {} : { limit: shape.query.limit + 1 }),
    onlyExtra: isText,
    extra: (rows, keys) => {
      const text = isText ? jsonText(tools, rows, shape) : undefined;
      return [...(text ? [text] : []), ...keys.map((key) => key.expression)];
    },
  });
  const { after: _after, ...whole } = bound;
  return { bound, shape, compiled, isText, count: compileCount(tools, whole, countCap + 1, deleted) };
}
