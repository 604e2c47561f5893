/** The read language: Filter and Query. What becomes of one: docs/life-of-a-read.md. */
import { Type, type Static } from '@sinclair/typebox';
import { closed, Expression, Name, oneOf, Path, Ulid } from './common.js';

export const filterOperators = [
  'eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'notIn', 'contains', 'startsWith', 'endsWith', 'between', 'isNull',
  'isNotNull', 'under',
] as const; // prettier-ignore
export type FilterOperator = (typeof filterOperators)[number];

export const relativeRanges = [
  'today', 'yesterday', 'tomorrow', 'thisWeek', 'lastWeek', 'nextWeek', 'thisMonth', 'lastMonth', 'nextMonth',
  'thisQuarter', 'lastQuarter', 'nextQuarter', 'thisYear', 'lastYear', 'nextYear', 'lastDays', 'nextDays', 'lastWeeks',
  'nextWeeks', 'lastMonths', 'nextMonths', 'lastQuarters', 'lastYears',
] as const; // prettier-ignore
export type RelativeRange = (typeof relativeRanges)[number];

export const aggregates = ['count', 'countDistinct', 'sum', 'avg', 'min', 'max'] as const;
export type Aggregate = (typeof aggregates)[number];
export const grains = ['year', 'quarter', 'month', 'week', 'day', 'hour'] as const;
export type Grain = (typeof grains)[number];

/** What a share lets its receiver do with a record; `update` lets read too. */
export const shareLevels = ['read', 'update'] as const;
export type ShareLevel = (typeof shareLevels)[number];

const ScalarSchema = Type.Union([Type.Null(), Type.Boolean(), Type.Number(), Type.String({ maxLength: 4000 })]);

/** What a leaf compares with. `relative` is a range of days in the site zone, used with `eq` or `between`. */
export const OperandSchema = Type.Union([
  ScalarSchema,
  Type.Array(ScalarSchema, { maxItems: 1000 }),
  closed({ parameter: Name }),
  closed({ expr: Expression }),
  closed({ relative: oneOf(relativeRanges), n: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }),
]);
export type Operand = Static<typeof OperandSchema>;

const FilterModule = Type.Module({
  Filter: Type.Union([
    closed({ and: Type.Array(Type.Ref('Filter'), { maxItems: 100 }) }),
    closed({ or: Type.Array(Type.Ref('Filter'), { maxItems: 100 }) }),
    closed({ not: Type.Ref('Filter') }),
    closed({
      field: Path,
      op: oneOf(filterOperators),
      value: Type.Optional(OperandSchema),
      whenEmpty: Type.Optional(Type.Literal('none')),
    }),
    closed({ some: Path, where: Type.Optional(Type.Ref('Filter')) }),
    closed({ none: Path, where: Type.Optional(Type.Ref('Filter')) }),
    closed({
      measure: closed({
        relation: Path,
        aggregate: oneOf(aggregates),
        field: Type.Optional(Path),
        where: Type.Optional(Type.Ref('Filter')),
      }),
      op: oneOf(filterOperators),
      value: OperandSchema,
    }),
    /** Shared by hand with whoever asks, at this level or a higher one; `along` leads to the whole that a part belongs to. */
    closed({ shared: oneOf(shareLevels), along: Type.Optional(Path) }),
    /** Whoever asks belongs to this department or to one below it. */
    closed({ memberOf: Ulid }),
    /** The records of a segment: a named filter of the same entity. */
    closed({ segment: Name }),
  ]),
});
export const FilterSchema = FilterModule.Import('Filter');
export type Filter = Static<typeof FilterSchema>;

/**
 * `as` names a result column; without one it is the path with dots turned to underscores. `where` narrows the rows that an
 * aggregate is made of, and nothing else: beside the net sum of all rows, the count of some of them.
 */
export const SelectSchema = closed({
  path: Type.Optional(Path),
  as: Type.Optional(Name),
  aggregate: Type.Optional(oneOf(aggregates)),
  grain: Type.Optional(oneOf(grains)),
  where: Type.Optional(FilterSchema),
});
export type Select = Static<typeof SelectSchema>;

export const SortSchema = closed({ by: Type.String({ maxLength: 400 }), descending: Type.Optional(Type.Boolean()) });
export type Sort = Static<typeof SortSchema>;

/** `limit` 1..200 in lists, more in datasets (the caller's budget decides); `after` is an opaque cursor. */
export const QuerySchema = closed({
  entity: Name,
  select: Type.Array(SelectSchema, { minItems: 1, maxItems: 100 }),
  where: Type.Optional(FilterSchema),
  having: Type.Optional(FilterSchema),
  sort: Type.Optional(Type.Array(SortSchema, { maxItems: 8 })),
  limit: Type.Optional(Type.Integer({ minimum: 1 })),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  after: Type.Optional(Type.String({ maxLength: 1000 })),
  count: Type.Optional(Type.Boolean()),
});
export type Query = Static<typeof QuerySchema>;
