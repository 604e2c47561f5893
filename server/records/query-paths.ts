/** The field paths a query document mentions, each with the entity it starts at. */
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import { relationTarget } from '../../metadata/model/links.js';
import type { Filter, Query } from '../../metadata/schema/query.js';

export interface Mention {
  readonly path: string;
  readonly field: Field;
}

/** Fields at the end of the paths of select, where and sort; unknown paths are left to the check. */
export function* mentionedFields(model: Model, query: Query): Generator<Mention> {
  const entity = model.entities.get(query.entity);
  if (!entity) return;
  const texts = [
    ...query.select.flatMap((select) => (select.path === undefined ? [] : [select.path])),
    ...(query.sort ?? []).map((sort) => sort.by),
  ];
  for (const path of texts) yield* mention(model, entity, path);
  if (query.where) yield* mentionedBy(model, entity, query.where);
}

/** `segments` are those that the filter stands in. */
function* mentionedBy(
  model: Model,
  entity: Entity,
  filter: Filter,
  segments: readonly string[] = [],
): Generator<Mention> {
  if ('and' in filter) for (const part of filter.and) yield* mentionedBy(model, entity, part, segments);
  else if ('or' in filter) for (const part of filter.or) yield* mentionedBy(model, entity, part, segments);
  else if ('not' in filter) yield* mentionedBy(model, entity, filter.not, segments);
  else if ('field' in filter) yield* mention(model, entity, filter.field);
  else if ('segment' in filter) yield* mentionedBySegment(model, entity, filter.segment, segments);
  else if ('shared' in filter) {
    if (filter.along !== undefined) yield* mention(model, entity, filter.along);
  } else if (!('memberOf' in filter)) {
    const isMeasure = 'measure' in filter;
    const relation = isMeasure ? filter.measure.relation : 'some' in filter ? filter.some : filter.none;
    const where = isMeasure ? filter.measure.where : filter.where;
    const target = relation
      .split('.')
      .reduce((at, name) => (at ? step(model, at, name) : undefined), entity as Entity | undefined);
    if (!target) return;
    if (isMeasure && filter.measure.field !== undefined) yield* mention(model, target, filter.measure.field);
    if (where) yield* mentionedBy(model, target, where, segments);
  }
}

function* mentionedBySegment(model: Model, entity: Entity, name: string, outer: readonly string[]): Generator<Mention> {
  const segment = model.find('segment', name);
  if (segment && !outer.includes(name)) yield* mentionedBy(model, entity, segment.filter, [...outer, name]);
}

function* mention(model: Model, entity: Entity, path: string): Generator<Mention> {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const end = names.reduce((at, name) => (at ? step(model, at, name) : undefined), entity as Entity | undefined);
  const field = end?.fields.get(last);
  if (field) yield { path, field };
}

function step(model: Model, entity: Entity, name: string): Entity | undefined {
  const relation = entity.relations.get(name);
  return model.entities.get(entity.fields.get(name)?.target ?? (relation ? relationTarget(model, relation) : ''));
}
