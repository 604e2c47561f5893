/**
 * CheckedQuery to BoundQuery: scalars only, so that the evaluator and the SQL compiler have nothing left to interpret.
 * A leaf whose parameter is not set is left out (`whenEmpty: "none"` makes it match nothing); a group of which nothing
 * is left is left out with it, so that an `or` does not turn into "never".
 */
import type { Operand } from '../schema/query.js';
import { bindLeaf, type LeafMaker } from './bind-operand.js';
import { aggregateType } from './aggregate-type.js';
import type { BindEnvironment } from './read-operand.js';
import type {
  Bound,
  BoundJoin,
  BoundQuery,
  CheckedQuery,
  CheckedSelect,
  Condition,
  Having,
  Inner,
  Join,
  Receiver,
  ResolvedPath,
} from './types.js';

/** Throws QueryRefused: an unknown parameter, an operand of the wrong type, an expression that cannot be used. */
export function bindQuery(checked: CheckedQuery, environment: BindEnvironment): BoundQuery {
  const { where, having, joins, select, ...rest } = checked;
  const boundWhere = where && bindCondition(where, environment);
  const boundHaving = having && bindHaving(having, checked.select, environment);
  return {
    ...rest,
    select: select.map((item) => bindSelect(item, environment)),
    joins: joins.map((join) => bindJoin(join, environment)),
    ...(boundWhere ? { where: boundWhere } : {}),
    ...(boundHaving ? { having: boundHaving } : {}),
  };
}

function bindSelect({ where, ...rest }: CheckedSelect, environment: BindEnvironment): CheckedSelect<Bound> {
  const bound = where && bindCondition(where, environment);
  return bound ? { ...rest, where: bound } : rest;
}

export function bindJoin(join: Join, environment: BindEnvironment): BoundJoin {
  const { guard, guardJoins, ...rest } = join;
  const bound = guard && bindCondition(guard, environment);
  return {
    ...rest,
    ...(bound ? { guard: bound } : {}),
    ...(guardJoins ? { guardJoins: guardJoins.map((inner) => bindJoin(inner, environment)) } : {}),
  };
}

/** Undefined when every leaf was left out. */
export function bindCondition(
  condition: Condition<Operand>,
  environment: BindEnvironment,
): Condition<Bound> | undefined {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return bindGroup(condition.kind, condition.parts, (part) => bindCondition(part, environment));
    case 'not': {
      const part = bindCondition(condition.part, environment);
      return part && { kind: 'not', part };
    }
    case 'test': {
      const { path } = condition;
      return bindLeaf<Condition<Bound>>(
        condition,
        {
          ...combine,
          said: path.text,
          type: path.field.valueType,
          test: (op, value) => ({ kind: 'test', path, op, value }),
        },
        environment,
      );
    }
    case 'shared':
    case 'memberOf':
      return { ...condition, receiver: receiverOf(environment) };
    case 'exists': {
      const { leaf, all, ...rest } = condition;
      const exists: Exists = { ...rest, inner: bindInner(condition.inner, environment) };
      if (!leaf) return exists;
      const bound = bindCondition(leaf, environment);
      if (bound === undefined || isNever(bound)) return bound;
      return orUnknown(exists, bound, leaf.path, all && bindInner(all, environment));
    }
    case 'measure': {
      const typed = aggregateType(condition.aggregate, condition.field?.field);
      const inner = bindInner(condition.inner, environment);
      return bindLeaf<Condition<Bound>>(
        condition,
        {
          ...combine,
          said: condition.relation.name,
          type: 'type' in typed ? typed.type : 'any',
          test: (op, value) => ({ ...condition, inner, op, value }),
        },
        environment,
      );
    }
  }
}

type Exists = Condition<Bound> & { readonly kind: 'exists' };

/** Links that were not found are unknown where nothing is among what was asked for, and where there are no links at all. */
function orUnknown(
  exists: Exists,
  test: Condition<Bound>,
  path: ResolvedPath,
  all: Inner<Bound> | undefined,
): Condition<Bound> {
  const never: Condition<Bound> = { kind: 'test', path, op: 'eq', value: null };
  const none: Condition<Bound> | undefined = all && { ...exists, negated: true, inner: all };
  if (asksForNothing(test)) return { kind: 'or', parts: [exists, never] };
  return none ? { kind: 'or', parts: [exists, { kind: 'and', parts: [none, never] }] } : exists;
}

const asksForNothing = (test: Condition<Bound>): boolean =>
  test.kind === 'test' &&
  typeof test.value === 'object' &&
  test.value !== null &&
  'list' in test.value &&
  test.value.list.includes(null);

/** Compared with nothing: neither true nor false, whatever is linked. */
const isNever = (bound: Condition<Bound>): boolean =>
  bound.kind === 'test' && bound.op === 'eq' && bound.value === null;

function receiverOf({ context }: BindEnvironment): Receiver {
  const text = (name: string) => {
    const value = context.user([name]);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const roles = context.user(['roles']);
  return {
    user: text('id'),
    roles: Array.isArray(roles) ? roles.map(String) : [],
    department: text('department'),
    today: context.today(),
  };
}

const combine = {
  or: <T>(parts: readonly T[]) => ({ kind: 'or' as const, parts }),
  not: <T>(part: T) => ({ kind: 'not' as const, part }),
};

function bindGroup<T>(
  kind: 'and' | 'or',
  parts: readonly T[],
  bind: (part: T) => Condition<Bound> | undefined,
): Condition<Bound> | undefined {
  const bound = parts.map(bind).filter((part) => part !== undefined);
  return parts.length > 0 && bound.length === 0 ? undefined : { kind, parts: bound };
}

function bindInner(inner: Inner<Operand>, environment: BindEnvironment): Inner<Bound> {
  const where = inner.where && bindCondition(inner.where, environment);
  return {
    entity: inner.entity,
    joins: inner.joins.map((join) => bindJoin(join, environment)),
    ...(where ? { where } : {}),
  };
}

function bindHaving(
  having: Having<Operand>,
  select: readonly CheckedSelect[],
  environment: BindEnvironment,
): Having<Bound> | undefined {
  if (having.kind === 'not') {
    const part = bindHaving(having.part, select, environment);
    return part && { kind: 'not', part };
  }
  if (having.kind !== 'test') {
    const parts = having.parts
      .map((part) => bindHaving(part, select, environment))
      .filter((part) => part !== undefined);
    return having.parts.length > 0 && parts.length === 0 ? undefined : { kind: having.kind, parts };
  }
  const { as } = having;
  const make: LeafMaker<Having<Bound>> = {
    ...combine,
    said: as,
    type: select.find((column) => column.as === as)?.type ?? 'any',
    test: (op, value) => ({ kind: 'test', as, op, value }),
  };
  return bindLeaf(having, make, environment);
}
