/** From a part to its wholes: an order's line belongs to the order. What holds for a whole holds for its parts. */
import type { Entity, Model } from '../model/model.js';
import type { Filter } from '../schema/query.js';

export interface Whole {
  /** Look-ups from the part to it, `order` or `line.order`; '' is the record itself. */
  readonly path: string;
  readonly whole: Entity;
}

/** The record itself and, along the same owning look-ups that say whose it is, what it is part of. */
export function wholesOf(entity: Entity, model: Model): readonly Whole[] {
  const wholes: Whole[] = [{ path: '', whole: entity }];
  const names = entity.ownerPath?.split('.').slice(0, -1) ?? [];
  let at: Entity | undefined = entity;
  names.forEach((name, index) => {
    at = model.entities.get(at?.fields.get(name)?.target ?? '');
    if (at) wholes.push({ path: names.slice(0, index + 1).join('.'), whole: at });
  });
  return wholes;
}

/** A condition on the whole as one on the part: every path of the outer row begins with `path`. */
export function along(filter: Filter, path: string): Filter {
  if (path === '') return filter;
  const inside = (text: string): string => `${path}.${text}`;
  if ('and' in filter) return { and: filter.and.map((part) => along(part, path)) };
  if ('or' in filter) return { or: filter.or.map((part) => along(part, path)) };
  if ('not' in filter) return { not: along(filter.not, path) };
  if ('field' in filter) return { ...filter, field: inside(filter.field) };
  if ('some' in filter) return { ...filter, some: inside(filter.some) };
  if ('none' in filter) return { ...filter, none: inside(filter.none) };
  if ('measure' in filter)
    return { ...filter, measure: { ...filter.measure, relation: inside(filter.measure.relation) } };
  if ('shared' in filter) return { ...filter, along: filter.along === undefined ? path : inside(filter.along) };
  return filter;
}
