/**
 * A query on its way to rows, phase by phase:
 *
 *   Query --check(model)--> CheckedQuery --guard(access)--> CheckedQuery with row filters on every hop
 *         --bind(environment)--> BoundQuery (scalars only) --budget--> SQL (server/records) | memory (evaluate.ts)
 *
 * The in-memory evaluator and the SQL compiler read the same BoundQuery and must give the same rows.
 */
import type { Entity, Field, Relation } from '../model/model.js';
import type { Aggregate, FilterOperator, Grain, Operand, ShareLevel } from '../schema/query.js';
import type { Said, Scalar, ValueType } from '../value.js';

/** A path resolved hop by hop: `order.region.name` has hops order, region and the field name. */
export interface ResolvedPath {
  readonly text: string;
  /** To-one relations walked, outermost first. */
  readonly hops: readonly Field[];
  readonly field: Field;
  /** Alias of the row the field is read from: '' for the entity itself, else the path of its hops (`order.region`). */
  readonly row: string;
  /** Set where fields that read through look-ups are part of the path. */
  readonly foreign?: ForeignSteps;
}

/** How a path is named that was walked in the place of fields that read through look-ups (Field.foreign). */
export interface ForeignSteps {
  /** Key of each hop in an answer; undefined for those behind such a field. */
  readonly keys: readonly (string | undefined)[];
  /** All such fields of the path: each must be readable itself. */
  readonly fields: readonly Field[];
  /** The one that the path ends with: its name is the key of the value. */
  readonly leaf?: Field;
}

/** A to-one row joined once, whatever clauses use it. Guarded: a row the reader may not see reads as absent (nulls). */
export interface Join {
  /**
   * `order.region`; its parent is `order`, the parent of a first hop is ''. Rows that a row rule reads are joined apart,
   * without guards, under `$rule` (`$rule.order`, parent ''): never take the path for SQL, it is only a key.
   */
  readonly path: string;
  readonly parent: string;
  readonly field: Field;
  readonly entity: Entity;
  /** Row rule of the joined entity, its paths starting at that entity; absent when everything may be seen. */
  readonly guard?: Condition<Operand>;
  /** Joins that the guard itself needs, relative to the joined entity. */
  readonly guardJoins?: readonly Join[];
}

/** A filter with resolved paths. `V` is Operand before binding and Bound after it. */
export type Condition<V> =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition<V>[] }
  | { readonly kind: 'not'; readonly part: Condition<V> }
  | {
      readonly kind: 'test';
      readonly path: ResolvedPath;
      readonly op: FilterOperator;
      readonly value: V;
      readonly whenEmpty?: 'none';
    }
  | {
      readonly kind: 'exists';
      readonly negated: boolean;
      readonly relation: Relation;
      /** Row whose relation it is: '' or a join path. */
      readonly row: string;
      readonly inner: Inner<V>;
      /** The test of a list of links it stands for, until it is bound: where that is left out, so is this. */
      readonly leaf?: Condition<V> & { readonly kind: 'test' };
      /** All links, where it matters that a test of no links is unknown and not false: under a `not`. Until it is bound. */
      readonly all?: Inner<V>;
    }
  | {
      readonly kind: 'measure';
      readonly relation: Relation;
      readonly row: string;
      readonly aggregate: Aggregate;
      readonly field?: ResolvedPath;
      readonly inner: Inner<V>;
      readonly op: FilterOperator;
      readonly value: V;
    }
  | {
      readonly kind: 'shared';
      readonly level: ShareLevel;
      /** Name of the entity whose records were shared. */
      readonly entity: string;
      /** Its record: `id` of the row itself, or the look-up to the whole. */
      readonly path: ResolvedPath;
      /** Set by bind. */
      readonly receiver?: Receiver;
    }
  | {
      readonly kind: 'memberOf';
      readonly department: string;
      /** Set by bind. */
      readonly receiver?: Receiver;
    };

/** Whoever asks, as shares know people. */
export interface Receiver {
  readonly user: string | null;
  readonly roles: readonly string[];
  readonly department: string | null;
  /** Shares end with their day, in the site zone. */
  readonly today: string;
}

/** The rows of a to-many relation, with their own joins, condition and row rule (already and-ed into `where`). */
export interface Inner<V> {
  readonly entity: Entity;
  readonly joins: readonly ([V] extends [Operand] ? Join : BoundJoin)[];
  readonly where?: Condition<V>;
}

/** A bound operand: a scalar, a list (in, notIn), or two ends (between; `upperOpen` leaves the upper end out). */
export type Bound =
  | Scalar
  | { readonly list: readonly Scalar[] }
  | { readonly from: Scalar; readonly to: Scalar; readonly upperOpen?: boolean };

export interface BoundJoin extends Omit<Join, 'guard' | 'guardJoins'> {
  readonly guard?: Condition<Bound>;
  readonly guardJoins?: readonly BoundJoin[];
}

export interface CheckedSelect<V = Operand> {
  /** Name of the result column. */
  readonly as: string;
  /** Of an aggregate: which rows it is made of. */
  readonly where?: Condition<V>;
  /** Absent for `count` of rows. */
  readonly path?: ResolvedPath;
  readonly aggregate?: Aggregate;
  readonly grain?: Grain;
  readonly type: ValueType;
  /** Set by the guard: the value goes through `maskValue` (access/mask.ts) before it leaves the evaluator. */
  readonly masked?: true;
  /** Set by the guard on a look-up: the joined row it leads to. Where that may not be seen there is no value either. */
  readonly target?: string;
}

/** Sort by a result column (grouped queries) or by a path; look-ups sort by their name. Nulls first ascending. */
export interface CheckedSort {
  readonly as?: string;
  readonly path?: ResolvedPath;
  readonly descending: boolean;
}

/** A test on result columns after grouping. */
export type Having<V> =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Having<V>[] }
  | { readonly kind: 'not'; readonly part: Having<V> }
  | {
      readonly kind: 'test';
      readonly as: string;
      readonly op: FilterOperator;
      readonly value: V;
      readonly whenEmpty?: 'none';
    };

interface QueryParts<V, J> {
  readonly entity: Entity;
  readonly select: readonly CheckedSelect<V>[];
  /** Some select has an aggregate: the others are the groups. */
  readonly grouped: boolean;
  /** Every to-one row any clause reads, parents before children. */
  readonly joins: readonly J[];
  readonly where?: Condition<V>;
  readonly having?: Having<V>;
  readonly sort: readonly CheckedSort[];
  readonly limit?: number;
  readonly offset?: number;
  readonly after?: string;
  readonly count: boolean;
}

/** A column with its condition bound. */
export type BoundSelect = CheckedSelect<Bound>;
export type CheckedQuery = QueryParts<Operand, Join>;
export type BoundQuery = QueryParts<Bound, BoundJoin>;

/** Refusal of a query: `FIELD_FORBIDDEN` (403), `QUERY_BUDGET` (400), `QUERY_INVALID` (422) … */
export interface QueryProblem {
  readonly code: string;
  readonly status: 400 | 403 | 404 | 422;
  readonly path: string;
  readonly message: string;
  readonly said?: Said | undefined;
}
