/**
 * What a field means, so that parts over different entities can be narrowed by one filter: the same record of a look-up,
 * the same dictionary, time, a flag of one entity. Found along look-ups from the entity that a part reads. Pure.
 */
import type { Entity, Field, Model } from '../../../metadata/model/model.js';
import { treeFieldOf } from '../../../metadata/query/tree.js';
import type { Query } from '../../../metadata/schema/query.js';
import type { Parameter } from '../../../metadata/schema/parameter.js';
import type { Label } from '../../../metadata/value.js';

/** `record:region`, `choice:stage`, `date`, `flag:customer.active`. */
export type Meaning = string;

/** Look-ups that are followed from the entity of a part. */
const farthest = 2;
/** Of what the platform keeps, only whose a record is says something that people filter by. */
const spoken: ReadonlySet<string> = new Set(['owner', 'department']);

export function meaningOfField(field: Field): Meaning | undefined {
  if (field.target !== undefined) return `record:${field.target}`;
  if (field.dictionary !== undefined) return `choice:${field.dictionary}`;
  if (field.valueType === 'date' || field.valueType === 'datetime') return 'date';
  return field.valueType === 'boolean' ? `flag:${field.entity}.${field.name}` : undefined;
}

/** What a filter that is there stands for. */
export function meaningOfParameter({ type, options }: Parameter): Meaning | undefined {
  if (options?.entity !== undefined) return `record:${options.entity}`;
  if (options?.dictionary !== undefined) return `choice:${options.dictionary}`;
  return type === 'dateRange' || type === 'date' ? 'date' : undefined;
}

/** The field at the end of a path. */
export function fieldAt(model: Model, entity: string, path: string): Field | undefined {
  const steps = path.split('.');
  let at = model.entities.get(entity);
  for (const [index, step] of steps.entries()) {
    const rest = steps.slice(index).join('.');
    const whole = at?.fields.get(rest);
    if (whole) return whole;
    at = model.entities.get(at?.fields.get(step)?.target ?? '');
  }
  return undefined;
}

interface Found {
  readonly path: string;
  readonly field: Field;
}

/** Fields within reach, the nearest first. */
export function fieldsWithin(model: Model, entity: Entity, hops = farthest): readonly Found[] {
  const found: Found[] = [];
  let level: readonly { readonly entity: Entity; readonly prefix: string }[] = [{ entity, prefix: '' }];
  for (let hop = 0; hop <= hops; hop++) {
    const next: { readonly entity: Entity; readonly prefix: string }[] = [];
    for (const { entity: at, prefix } of level) {
      for (const field of at.fields.values()) {
        if (field.children || field.sealed || (field.system && !spoken.has(field.name))) continue;
        found.push({ path: prefix + field.name, field });
        const target = field.target === undefined ? undefined : model.entities.get(field.target);
        // A tree is one place, and people lead to whatever else they have: neither is a way on.
        if (target && target !== at && !field.system) next.push({ entity: target, prefix: `${prefix}${field.name}.` });
      }
    }
    level = next;
  }
  return found;
} // prettier-ignore

/** The path by which rows of a query have the meaning: one that the query itself speaks of, else the nearest. */
export function pathTo(model: Model, query: Pick<Query, 'entity'> & Partial<Query>, meaning: Meaning): string | undefined {
  const entity = model.entities.get(query.entity);
  if (!entity) return undefined;
  const spokenOf = pathsOf(query);
  const held = spokenOf.find((path) => {
    const field = fieldAt(model, entity.name, path);
    return field && meaningOfField(field) === meaning;
  });
  if (held !== undefined) return held;
  if (meaning === `record:${entity.name}`) return 'id';
  return fieldsWithin(model, entity).find(({ field }) => meaningOfField(field) === meaning)?.path;
} // prettier-ignore

/** Paths that a query shows or narrows by, with the look-ups on their way. */
function pathsOf(query: Partial<Query>): readonly string[] {
  const paths: string[] = [];
  const add = (path: string): void => {
    const steps = path.split('.');
    for (let length = steps.length; length > 0; length--) paths.push(steps.slice(0, length).join('.'));
  };
  for (const { path, grain } of query.select ?? []) if (path !== undefined && grain !== undefined) add(path);
  for (const { path, aggregate } of query.select ?? []) if (path !== undefined && aggregate === undefined) add(path);
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    const { field, ...rest } = value as { readonly field?: unknown };
    if (typeof field === 'string') add(field);
    // What stands in `some` and `none` speaks of other records.
    if (!('some' in value) && !('none' in value) && !('measure' in value)) Object.values(rest).forEach(visit);
  };
  visit(query.where);
  return paths;
} // prettier-ignore

/** The filter that stands for a meaning, without a name yet taken care of; undefined for what the model does not have. */
export function parameterOf(model: Model, meaning: Meaning, periodLabel: Label): Parameter | undefined {
  const [kind, name = ''] = meaning.split(':');
  if (kind === 'date') return { name: 'period', type: 'dateRange', label: periodLabel, widget: 'dateRange' };
  if (kind === 'record') {
    const entity = model.entities.get(name);
    if (!entity) return undefined;
    const choice = treeFieldOf(entity) ? { widget: 'tree' as const } : { widget: 'multi' as const, multiple: true };
    return { name, type: 'id', label: entity.label, ...choice, options: { entity: name } };
  }
  if (kind === 'choice') {
    const dictionary = model.dictionaries.get(name);
    if (!dictionary) return undefined;
    return { name, type: 'text', label: dictionary.document.label ?? name, widget: 'multi', multiple: true, options: { dictionary: name } }; // prettier-ignore
  }
  const [entity = '', field = ''] = name.split('.');
  const flag = model.entities.get(entity)?.fields.get(field);
  return flag && { name: field, type: 'boolean', label: flag.label, widget: 'boolean' };
}
