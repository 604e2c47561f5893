/**
 * To-one rows that an answer needs besides those its query walks: the records that look-ups show by their name. They are
 * joined under the row rule of their entity, exactly as the query's own, as many as a statement takes; names that find no
 * room are read by the ids afterwards (any-references.ts).
 */
import type { Entity, Field } from '../../../metadata/model/model.js';
import type {
  Bound,
  BoundJoin,
  BoundQuery,
  BoundSelect,
  Condition,
  ResolvedPath,
} from '../../../metadata/query/types.js';
import type { Context } from '../../context.js';
import { ApiError } from '../../errors.js';
import { prepareFor } from '../prepare.js';
import { mostJoined } from '../sql/compile-condition.js';
import { rowsOf } from '../sql/rows-used.js';

type Guard = Pick<BoundJoin, 'guard' | 'guardJoins'>;

const nobody: Condition<Bound> = { kind: 'or', parts: [] };

export class AnswerJoins {
  readonly #context: Context;
  readonly #joins: Map<string, BoundJoin>;
  /** Joined already by the query, but only if the answer needs them: records that its look-ups lead to. */
  readonly #spare: Map<string, BoundJoin>;
  readonly #guards = new Map<string, Guard>();

  constructor(context: Context, query: BoundQuery) {
    this.#context = context;
    const needed = neededRows(query);
    const isNeeded = (join: BoundJoin): boolean => join.path.startsWith('$') || needed.has(join.path);
    this.#joins = new Map(query.joins.filter(isNeeded).map((join) => [join.path, join]));
    this.#spare = new Map(query.joins.filter((join) => !isNeeded(join)).map((join) => [join.path, join]));
  }

  /** Whether the row that a look-up of `row` leads to can be joined, with `more` behind it. */
  hasRoom(row: string, field: Field, more: number): boolean {
    return this.#joins.has(pathOf(row, field)) || this.#joins.size + 1 + more <= mostJoined;
  }

  /** Parents come before children: a join is made after the row it starts from. */
  list(): readonly BoundJoin[] {
    return [...this.#joins.values()];
  }

  /** A row that the query itself reads of what a look-up leads to. */
  keep(path: string): void {
    const join = this.#spare.get(path);
    if (join) this.#joins.set(path, join);
  }

  /** The row a look-up of `row` leads to; undefined when the release has no such entity. */
  follow(row: string, field: Field): { readonly row: string; readonly entity: Entity } | undefined {
    const entity = this.#context.release.model.entities.get(field.target ?? '');
    if (!entity) return undefined;
    const path = pathOf(row, field);
    if (!this.#joins.has(path)) {
      this.#joins.set(path, this.#spare.get(path) ?? { path, parent: row, field, entity, ...this.#guardOf(entity) });
    }
    return { row: path, entity };
  }

  #guardOf(entity: Entity): Guard {
    const held = this.#guards.get(entity.name);
    if (held) return held;
    const made = this.#makeGuard(entity);
    this.#guards.set(entity.name, made);
    return made;
  }

  #makeGuard(entity: Entity): Guard {
    try {
      const { where, joins } = prepareFor(this.#context, { entity: entity.name, select: [{ path: 'id' }] });
      return { ...(where ? { guard: where } : {}), ...(joins.length > 0 ? { guardJoins: joins } : {}) };
    } catch (error) {
      // Whoever may read no record of the entity sees no name of one.
      if (error instanceof ApiError && error.status === 404) return { guard: nobody };
      throw error;
    }
  }
}

const pathOf = (row: string, field: Field): string => (row === '' ? field.name : `${row}.${field.name}`);

/** Rows that the query reads for itself, with those on the way to them. */
function neededRows({ select, where, sort, joins }: BoundQuery): ReadonlySet<string> {
  const rows = new Set([...rowsOf(where), ...sort.flatMap((each) => (each.path ? [each.path.row] : []))]);
  for (const { path } of select) if (path) rows.add(path.row);
  const parents = new Map(joins.map((join) => [join.path, join.parent]));
  for (const row of rows) {
    const parent = parents.get(row);
    if (parent !== undefined) rows.add(parent);
  }
  return rows;
}

/** A column to read beside those a query selects. */
export function selectOf(as: string, row: string, hops: readonly Field[], field: Field): BoundSelect {
  const path: ResolvedPath = { text: row === '' ? field.name : `${row}.${field.name}`, hops, field, row };
  return { as, path, type: field.valueType };
}
