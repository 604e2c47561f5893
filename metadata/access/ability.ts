/**
 * Row rules on CASL: rules carry a Filter, our evaluator matches it, and the rules of one action become one Filter for
 * queries. Row rules never carry fields: CASL would count a rule about fields as one about rows and widen them. Field
 * classes stand beside (fields.ts).
 */
import { Ability } from '@casl/ability';
import { rulesToCondition } from '@casl/ability/extra';
import type { Filter } from '../schema/query.js';
import type { Value } from '../value.js';
import type { Truth } from '../query/condition.js';
import { everything, nothing } from './scope.js';

/** One grant, or with `inverted` one denial that takes away from the rules before it. No filter: every row. */
export interface RowRule {
  readonly action: string;
  readonly entity: string;
  readonly filter?: Filter;
  readonly inverted?: boolean;
}

/** What a rule is asked about: a row, or the name of its entity for the hint of menus. */
export interface RowSubject {
  readonly entity: string;
  read(path: string): Value;
}

interface Conditions {
  readonly filter: Filter;
  readonly entity: string;
  readonly inverted: boolean;
}

export type RowAbility = Ability<[string, RowSubject | string], Conditions>;

export const anyAction = 'manage';
export const anyEntity = 'all';

/** Compiles the condition of a rule once; what comes back is asked for every row. */
export type RowMatcher = (filter: Filter, entity: string) => (read: RowSubject['read']) => Truth;

export function createRowAbility(rules: readonly RowRule[], match: RowMatcher): RowAbility {
  const raw = rules.map(({ action, entity, filter, inverted = false }) => ({
    action,
    subject: entity,
    inverted,
    ...(filter ? { conditions: { filter, entity, inverted } } : {}),
  }));
  return new Ability<[string, RowSubject | string], Conditions>(raw, {
    detectSubjectType: (subject) => (typeof subject === 'string' ? subject : subject.entity),
    conditionsMatcher({ filter, entity, inverted }) {
      const matches = match(filter, entity);
      return (subject) => {
        const truth = matches((subject as unknown as RowSubject).read);
        // A denial holds unless it is surely not met, as `not` of it lets a row pass only then.
        return inverted ? truth !== false : truth === true;
      };
    },
  });
}

/** All rules of an action as one filter: `{"and":[]}` is every row, `{"or":[]}` none. */
export function abilityFilter(ability: RowAbility, action: string, entity: string): Filter {
  const filter = rulesToCondition<RowAbility, Filter, Filter>(
    ability.rulesFor(action, entity),
    (rule) => {
      const own = rule.conditions?.filter ?? everything;
      return rule.inverted ? { not: own } : own;
    },
    {
      and: (parts) => (parts.length === 1 ? parts[0]! : { and: parts }),
      or: (parts) => (parts.length === 1 ? parts[0]! : { or: parts }),
      empty: () => everything,
    },
  );
  return filter ?? nothing;
}
