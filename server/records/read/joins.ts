/**
 * To-one rows that an answer needs besides those its query walks: the records that look-ups show by their name. They are
 * joined under the row rule of their entity, exactly as the query's own, and do not count against its budget.
 */
import type { Entity, Field } from '../../../metadata/model/model.js';
import type { Bound, BoundJoin, CheckedSelect, Condition, ResolvedPath } from '../../../metadata/query/types.js';
import type { Context } from '../../context.js';
import { ApiError } from '../../errors.js';
import { prepareFor } from '../prepare.js';

type Guard = Pick<BoundJoin, 'guard' | 'guardJoins'>;

const nobody: Condition<Bound> = { kind: 'or', parts: [] };

export class AnswerJoins {
  readonly #context: Context;
  readonly #joins: Map<string, BoundJoin>;
  readonly #guards = new Map<string, Guard>();

  constructor(context: Context, joins: readonly BoundJoin[]) {
    this.#context = context;
    this.#joins = new Map(joins.map((join) => [join.path, join]));
  }

  /** Parents come before children: a join is made after the row it starts from. */
  list(): readonly BoundJoin[] {
    return [...this.#joins.values()];
  }

  /** The row a look-up of `row` leads to; undefined when the release has no such entity. */
  follow(row: string, field: Field): { readonly row: string; readonly entity: Entity } | undefined {
    const entity = this.#context.release.model.entities.get(field.target ?? '');
    if (!entity) return undefined;
    const path = row === '' ? field.name : `${row}.${field.name}`;
    if (!this.#joins.has(path)) {
      this.#joins.set(path, { path, parent: row, field, entity, ...this.#guardOf(entity) });
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

/** A column to read beside those a query selects. */
export function selectOf(as: string, row: string, hops: readonly Field[], field: Field): CheckedSelect {
  const path: ResolvedPath = { text: row === '' ? field.name : `${row}.${field.name}`, hops, field, row };
  return { as, path, type: field.valueType };
}
