/**
 * Where cells of a report lead, with what must not be lost on the way: parameters of the same name and type that the reader
 * has set, and the trail back. Pure.
 */
import type { Parameter } from '../../metadata/schema/parameter.js';
import { isEmptyValue, parameterQuery, hrefWith, type GivenParameters } from '../dashboard/parameters.js';
import { hrefs, parseRoute } from '../data/router.js';
import type { CellLink } from './cell-links.js';
import { placeQuery, trailFrom, type TrailStep } from './report-address.js';

export interface DrillFrom {
  readonly report: string;
  readonly declared: readonly Parameter[];
  readonly given: GivenParameters;
  readonly query: Readonly<Record<string, string>>;
  readonly trail: readonly TrailStep[];
  /** The parameters of another report; undefined for one that is not there. */
  declaredOf(report: string): readonly Parameter[] | undefined;
}

/** A link to another report takes the reader's own filters along; others are as they were. */
export function onward(link: CellLink, from: DrillFrom, words: string): CellLink {
  const route = parseRoute(link.href);
  const target = route.name === 'report' ? from.declaredOf(route.parts[0] ?? '') : undefined;
  if (!target) return link;
  const own = new Map(from.declared.map((parameter) => [parameter.name, parameter]));
  const kept = target.flatMap(({ name, type, multiple = false }) => {
    const same = own.get(name);
    const value = from.given[name];
    const fits = same?.type === type && (same.multiple ?? false) === multiple;
    return fits && !isEmptyValue(value) ? [[name, value!] as const] : [];
  });
  const trail = trailFrom(from.trail, from.report, from.query, words);
  const query = { ...parameterQuery(Object.fromEntries(kept)), ...route.query, ...placeQuery({ changes: {}, trail }) };
  return { ...link, href: hrefWith(hrefs.report(route.parts[0]!), query) };
}
