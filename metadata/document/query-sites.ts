/** Sites inside queries and filters: paths relative to the entity they start at, expressions and parameters of operands. */
import type { Model } from '../model/model.js';
import type { Filter, Operand, Query } from '../schema/query.js';
import type { ValueType } from '../value.js';
import { walkPath } from './path-steps.js';
import { below } from './pointer.js';
import { expressionSites, pathSite, type Site, type SiteScope, documentSite } from './site.js';

export interface FilterPlace {
  readonly at: string;
  readonly entity: string;
  /** Absent: the filter may have none (row rules, views). */
  readonly parameters?: ReadonlyMap<string, ValueType>;
  /** What else expressions may read: the clicked datum, cells. */
  readonly scope?: SiteScope;
}

/** Every site of a query; result columns (`having`, sorts by `as`) are its own names and no sites. */
export function querySites(query: Query, at: string, model: Model, parameters: ReadonlyMap<string, ValueType>): Site[] {
  const { entity } = query;
  const sites: Site[] = [{ is: 'document', at: below(at, 'entity'), kind: 'entity', name: entity }];
  const names = new Set<string>();
  query.select.forEach((item, i) => {
    names.add(item.as ?? item.path?.replaceAll('.', '_') ?? item.aggregate ?? '');
    if (item.path !== undefined) sites.push(pathSite(below(at, 'select', i, 'path'), entity, item.path));
  });
  const grouped = query.select.some((item) => item.aggregate !== undefined);
  if (query.where) sites.push(...filterSites(query.where, { at: below(at, 'where'), entity, parameters }, model));
  if (query.having) sites.push(...operandSites(query.having, { at: below(at, 'having'), entity, parameters }));
  query.sort?.forEach((item, i) => {
    if (!grouped && !names.has(item.by)) sites.push(pathSite(below(at, 'sort', i, 'by'), entity, item.by));
  });
  return sites;
}

/** Every site of a filter over the records of an entity. */
export function filterSites(filter: Filter, place: FilterPlace, model: Model): Site[] {
  const { at, entity } = place;
  if ('and' in filter)
    return filter.and.flatMap((part, i) => filterSites(part, { ...place, at: below(at, 'and', i) }, model));
  if ('or' in filter)
    return filter.or.flatMap((part, i) => filterSites(part, { ...place, at: below(at, 'or', i) }, model));
  if ('not' in filter) return filterSites(filter.not, { ...place, at: below(at, 'not') }, model);
  if ('segment' in filter) return [documentSite(below(at, 'segment'), 'segment', filter.segment)];
  if ('measure' in filter) {
    const { relation, field, where } = filter.measure;
    const inner = { ...place, at: below(at, 'measure') };
    return [
      ...listSites(relation, 'relation', where, inner, model, field),
      ...oneOperand(filter.value, below(at, 'value'), place),
    ];
  }
  if ('field' in filter) {
    return [pathSite(below(at, 'field'), entity, filter.field), ...oneOperand(filter.value, below(at, 'value'), place)];
  }
  if ('memberOf' in filter) return [];
  if ('shared' in filter) {
    return filter.along === undefined ? [] : [pathSite(below(at, 'along'), entity, filter.along)];
  }
  const key = 'some' in filter ? 'some' : 'none';
  return listSites('some' in filter ? filter.some : filter.none, key, filter.where, place, model);
}

/** The list itself, a field of its rows, and the condition on them, whose paths start at the rows. */
function listSites(
  relation: string,
  key: string,
  where: Filter | undefined,
  place: FilterPlace,
  model: Model,
  field?: string,
): Site[] {
  const rows = walkPath(model, place.entity, relation).leadsTo;
  const sites = [pathSite(below(place.at, key), place.entity, relation, 'relation')];
  if (rows === undefined) return sites;
  if (field !== undefined) sites.push(pathSite(below(place.at, 'field'), rows, field));
  if (where) sites.push(...filterSites(where, { ...place, at: below(place.at, 'where'), entity: rows }, model));
  return sites;
}

/** Operands only, of a filter whose fields are no paths (`having`). */
function operandSites(filter: Filter, place: FilterPlace): Site[] {
  const { at } = place;
  if ('and' in filter)
    return filter.and.flatMap((part, i) => operandSites(part, { ...place, at: below(at, 'and', i) }));
  if ('or' in filter) return filter.or.flatMap((part, i) => operandSites(part, { ...place, at: below(at, 'or', i) }));
  if ('not' in filter) return operandSites(filter.not, { ...place, at: below(at, 'not') });
  return 'value' in filter ? [...oneOperand(filter.value, below(at, 'value'), place)] : [];
}

function oneOperand(value: Operand | undefined, at: string, place: FilterPlace): readonly Site[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const parameters = place.parameters ?? new Map<string, ValueType>();
  if ('parameter' in value) {
    return [
      {
        is: 'name',
        at: below(at, 'parameter'),
        name: value.parameter,
        known: [...parameters.keys()],
        what: 'parameter',
      },
    ];
  }
  return 'expr' in value ? expressionSites([[below(at, 'expr'), value.expr]], { ...place.scope, parameters }) : [];
}

/**
 * Sites of a query that was made of options, at the places of the options that say the same; what they do not say
 * themselves (the columns of a view) stands at the options as a whole.
 */
export function placedInOptions(sites: readonly Site[], at: string, options: unknown): readonly Site[] {
  const placed = new Map<string, Site>();
  for (const site of sites) {
    const text = site.is === 'path' ? site.path : site.is === 'expression' ? site.text : 'name' in site && site.name;
    const places = typeof text === 'string' ? pointersTo(options, text, at) : [];
    for (const place of places.length > 0 ? places : [at])
      placed.set(`${site.is} ${place} ${text}`, { ...site, at: place });
  }
  return [...placed.values()];
}

/** Where in a value this very text stands, its keys left out. */
function pointersTo(value: unknown, text: string, at: string): readonly string[] {
  if (value === text) return [at];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => pointersTo(each, text, below(at, key)));
}
