/**
 * Rights on links (metadata/model/links.ts): nobody grants them, they follow from both sides. A link is seen by whoever sees
 * both records and the field; it is written with the record whose field it is, which is asked for its own right.
 */
import type { Entity, LinkOf, Model } from '../model/model.js';
import { linkSource, linkTarget } from '../model/links.js';
import type { Filter } from '../schema/query.js';
import { everything, nothing } from './scope.js';
import type { Access } from './types.js';

export interface RowAndFieldAccess {
  readonly classOf: Access['fieldClass'];
  readonly filter: Access['filter'];
  readonly mayEver: Access['mayEver'];
  readonly allows: Access['allows'];
}

/** The same rights, with those on links added. */
export function linkAccess(model: Model, given: RowAndFieldAccess): RowAndFieldAccess {
  const linkOf = (entity: string): LinkOf | undefined => model.entities.get(entity)?.link;
  const { classOf, filter, mayEver, allows } = given;
  return {
    classOf(entity, name) {
      const link = linkOf(entity);
      const field = model.entities.get(entity)?.fields.get(name);
      // The other side of a field that is not shown is not shown either.
      const seenFrom = field?.links?.inverse ? linkOf(field.links.entity) : undefined;
      if (seenFrom && !isShown(classOf(seenFrom.entity, seenFrom.field))) return 'hidden';
      if (!link) return classOf(entity, name);
      const own = field ? classOf(link.entity, link.field) : 'hidden';
      return isShown(own) ? 'read' : 'hidden';
    },
    filter(action, entity) {
      const link = linkOf(entity);
      if (!link) return filter(action, entity);
      if (action !== 'read') return everything;
      const sides = [
        within(model, linkSource, filter('read', link.entity)),
        within(model, linkTarget, filter('read', link.target)),
      ].filter((side) => !isEverything(side));
      return sides.length === 1 ? sides[0]! : { and: sides };
    },
    mayEver(action, entity) {
      const link = linkOf(entity);
      if (!link) return mayEver(action, entity);
      return action === 'read'
        ? mayEver('read', link.entity) && mayEver('read', link.target)
        : mayEver('create', link.entity) || mayEver('update', link.entity);
    },
    allows(action, entity, read) {
      const link = linkOf(entity);
      if (!link) return allows(action, entity, read);
      if (action !== 'read') return true;
      return (
        allows('read', link.entity, (path) => read(`${linkSource}.${path}`)) &&
        allows('read', link.target, (path) => read(`${linkTarget}.${path}`))
      );
    },
  };
}

const isShown = (fieldClass: string): boolean => fieldClass === 'read' || fieldClass === 'write';
const isEverything = (filter: Filter): boolean => 'and' in filter && filter.and.length === 0;

/** A filter of a record, said of a row whose look-up points to it. A segment becomes the filter that it stands for. */
export function within(model: Model, lookup: Entity['name'], filter: Filter): Filter {
  const at = (path: string): string => `${lookup}.${path}`;
  const inner = (part: Filter): Filter => within(model, lookup, part);
  if ('and' in filter) return { and: filter.and.map(inner) };
  if ('or' in filter) return { or: filter.or.map(inner) };
  if ('not' in filter) return { not: inner(filter.not) };
  if ('field' in filter) return { ...filter, field: at(filter.field) };
  if ('some' in filter) return { ...filter, some: at(filter.some) };
  if ('none' in filter) return { ...filter, none: at(filter.none) };
  if ('shared' in filter) return { ...filter, along: filter.along === undefined ? lookup : at(filter.along) };
  if ('memberOf' in filter) return filter;
  if ('segment' in filter) return inner(model.find('segment', filter.segment)?.filter ?? nothing);
  return { ...filter, measure: { ...filter.measure, relation: at(filter.measure.relation) } };
}
