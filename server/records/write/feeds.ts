/**
 * Which records hold figures over others: the ways from a written record to those whose roll-ups or stored formulas read it.
 * Worked out once for each release.
 *
 *     order_line --order--> order.total            a look-up that points to the record
 *     customer   --(links)--> campaign.reach       links that lead to the written record
 */
import type { FunctionDefinition } from '../../../metadata/contributions.js';
import type { Entity, Field, Model } from '../../../metadata/model/model.js';
import { relationTarget } from '../../../metadata/model/links.js';
import { rollUpSource } from '../../../metadata/model/roll-up.js';
import type { Registry } from '../../../metadata/registry.js';
import { changedFields, type Draft } from './draft.js';
import { rulesOf } from './entity-rules.js';

export interface Feed {
  /** Whose figures are fed. */
  readonly parent: Entity;
  /** Rows that point to the parent by `pointer`: the written ones themselves, or the links that lead to these by `through`. */
  readonly rows: Entity;
  readonly pointer: Field;
  readonly through?: Field;
  readonly rollUps: readonly Field[];
  /** Names of what the figures read of a written record; undefined: whatever changes. */
  readonly reads: ReadonlySet<string> | undefined;
}

const known = new WeakMap<Model, ReadonlyMap<string, readonly Feed[]>>();

/** Ways from records of an entity to those that they feed. */
export function feedsOf(model: Model, entity: Entity, functions: Registry<FunctionDefinition>): readonly Feed[] {
  const held = known.get(model) ?? collect(model, functions);
  known.set(model, held);
  return held.get(entity.name) ?? [];
}

/** Does a record pointed to by this look-up keep figures over the rows that do? Such rows lock it for writing. */
export function feedsTarget(model: Model, field: Field, functions: Registry<FunctionDefinition>): boolean {
  const entity = model.entities.get(field.entity);
  return entity !== undefined && feedsOf(model, entity, functions).some((feed) => feed.pointer === field);
}

function collect(model: Model, functions: Registry<FunctionDefinition>): ReadonlyMap<string, readonly Feed[]> {
  const found = new Map<string, Feed[]>();
  const add = (entity: string, feed: Feed): void => void found.set(entity, [...(found.get(entity) ?? []), feed]);
  for (const parent of model.entities.values()) {
    for (const relation of parent.relations.values()) {
      const rows = model.entities.get(relation.entity);
      const pointer = rows?.fields.get(relation.field);
      if (!rows || !pointer) continue;
      const rollUps = [...parent.fields.values()].filter(({ rollUp }) => rollUp?.relation === relation.name && rollUpSource(model, parent, rollUp)); // prettier-ignore
      const isRead = isReadByFormula(model, parent, relation.name, functions);
      if (rollUps.length === 0 && !isRead) continue;
      const names = rollUps.flatMap(({ rollUp }) => rollUpSource(model, parent, rollUp!)!.fields.map((field) => field.name)); // prettier-ignore
      const reads = isRead ? undefined : new Set(names);
      const through = relation.through === undefined ? undefined : rows.fields.get(relation.through);
      const feed = { parent, rows, pointer, rollUps };
      add(rows.name, { ...feed, reads: through ? undefined : reads });
      if (through) add(relationTarget(model, relation), { ...feed, through, reads });
    }
  }
  return found;
}

function isReadByFormula(
  model: Model,
  parent: Entity,
  relation: string,
  functions: Registry<FunctionDefinition>,
): boolean {
  const field = parent.fields.get(relation);
  if (!field?.children && !field?.links) return false;
  return [...rulesOf(model, parent, functions).formulas].some(
    ([name, formula]) =>
      parent.fields.get(name)?.formula?.stored &&
      formula.dependencies.fields.some((path) => path === relation || path.startsWith(`${relation}.`)),
  );
}

/** Can writing this draft change what it feeds? */
export function isFed(feed: Feed, draft: Draft): boolean {
  if (draft.action !== 'update' || feed.reads === undefined) return true;
  const changed = changedFields(draft);
  return changed.some((name) => feed.reads!.has(name) || (!feed.through && name === feed.pointer.name));
}
