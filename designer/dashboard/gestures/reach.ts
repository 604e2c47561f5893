/**
 * Which parts a filter reaches: those whose rows follow it, those that could, and those that cannot, with the reason. A
 * part follows by its datasets, by a query of its own, or by a report that has a parameter of the same meaning. Pure.
 */
import type { Registries } from '../../../metadata/contributions.js';
import type { Model } from '../../../metadata/model/model.js';
import type { DashboardDocument, WidgetDocument } from '../../../metadata/schema/dashboard.js';
import type { Dataset } from '../../../metadata/schema/dataset.js';
import type { Parameter } from '../../../metadata/schema/parameter.js';
import type { Query } from '../../../metadata/schema/query.js';
import { readsParameter, speaksOf } from './conditions.js';
import { meaningOfParameter, pathTo, type Meaning } from './meanings.js';
import { parametersRead } from '../../../metadata/query/parameters.js';

export interface BoardTools {
  readonly model: Model;
  readonly registries: Registries;
  /** Parameters of a report; undefined for one that is not known. */
  reportParameters(name: string): readonly Parameter[] | undefined;
}

/** Where a part takes a condition. */
export type Site =
  | { readonly kind: 'dataset'; readonly dataset: Dataset }
  | { readonly kind: 'own'; readonly query: Pick<Query, 'entity' | 'where'> }
  | { readonly kind: 'report'; readonly report: string };

/** `rowless`: it shows no rows; `away`: nothing of its rows has the meaning; `closed`: its rows are not a query. */
export type Reach =
  | { readonly state: 'follows' }
  | { readonly state: 'could'; readonly path: string }
  | { readonly state: 'cannot'; readonly reason: 'rowless' | 'away' | 'closed' };

export const askedOf = ({ registries }: Pick<BoardTools, 'registries'>) =>
  (widget: WidgetDocument): readonly string[] => {
    try {
      return registries.widget.find(widget.type)?.requests(widget.options ?? {}, widget.dataset) ?? [];
    } catch {
      // Options that are being written may be wrong in any way: their check tells.
      return widget.dataset === undefined ? [] : [widget.dataset];
    }
  }; // prettier-ignore

/** The dataset of the figures first. */
export function sitesOf(board: DashboardDocument, widget: WidgetDocument, tools: BoardTools): readonly Site[] {
  const type = tools.registries.widget.find(widget.type);
  const options = widget.options ?? {};
  const names = askedOf(tools)(widget);
  const datasets = names.flatMap((name): readonly Site[] => {
    const dataset = board.datasets.find((each) => each.name === name);
    return dataset ? [{ kind: 'dataset', dataset }] : [];
  });
  const { entity, where } = options;
  if (type?.query && widget.dataset === undefined && typeof entity === 'string') {
    return [...datasets, { kind: 'own', query: { entity, ...(where === undefined ? {} : { where: where as NonNullable<Query['where']> }) } }]; // prettier-ignore
  }
  const { report } = options;
  return typeof report === 'string' ? [...datasets, { kind: 'report', report }] : datasets;
}

/** Whether this place reads the parameter. */
export function siteReads(site: Site, widget: WidgetDocument, parameter: string, { registries }: BoardTools): boolean {
  switch (site.kind) {
    case 'dataset':
      return readsIt(site.dataset, parameter, registries);
    case 'own':
      return JSON.stringify(site.query.where ?? null).includes(parameter) && inFilter(site.query.where, parameter);
    case 'report': {
      const given = Object.values((widget.options?.['parameters'] ?? {}) as Readonly<Record<string, unknown>>);
      return given.some((text) => typeof text === 'string' && readsParameter(text, parameter));
    }
  }
}

function readsIt({ source }: Dataset, name: string, registries: Registries): boolean {
  try {
    return parametersRead(source, registries, [{ name, type: 'dateRange' }]).has(name);
  } catch {
    return false;
  }
}

function inFilter(value: unknown, parameter: string): boolean {
  if (Array.isArray(value)) return value.some((each) => inFilter(each, parameter));
  if (typeof value !== 'object' || value === null) return false;
  return speaksOf(value, parameter) || Object.values(value).some((each) => inFilter(each, parameter));
}

/** The path or (of a report) the name of the parameter by which a place takes a meaning. */
export function wayInto(site: Site, meaning: Meaning, tools: BoardTools): string | undefined {
  if (site.kind === 'report') {
    return tools.reportParameters(site.report)?.find((each) => !each.hidden && meaningOfParameter(each) === meaning)?.name;
  }
  const query = site.kind === 'own' ? site.query : queryOf(site.dataset);
  return query && pathTo(tools.model, query, meaning);
} // prettier-ignore

/** Undefined where rows come from elsewhere. */
export function queryOf({ source }: Dataset): Query | undefined {
  const query = source.type === 'query' ? (source as { readonly query?: Query }).query : undefined;
  return typeof query?.entity === 'string' && Array.isArray(query.select) ? query : undefined;
}

export function reachOf(board: DashboardDocument, widget: WidgetDocument, parameter: Parameter, tools: BoardTools): Reach {
  const [site] = sitesOf(board, widget, tools);
  if (!site) return { state: 'cannot', reason: 'rowless' };
  if (siteReads(site, widget, parameter.name, tools)) return { state: 'follows' };
  const meaning = meaningOfParameter(parameter) ?? meaningOfOpenParameter(board, parameter, tools);
  const path = meaning === undefined ? undefined : wayInto(site, meaning, tools);
  if (path !== undefined) return { state: 'could', path };
  const isClosed = site.kind === 'dataset' && !queryOf(site.dataset);
  return { state: 'cannot', reason: isClosed ? 'closed' : 'away' };
} // prettier-ignore

/** A flag and the like says what it stands for only where it is used. */
function meaningOfOpenParameter(board: DashboardDocument, { name, type }: Parameter, { model }: BoardTools): Meaning | undefined {
  if (type !== 'boolean') return undefined;
  for (const entity of new Set(board.datasets.flatMap((each) => queryOf(each)?.entity ?? []))) {
    if (model.entities.get(entity)?.fields.get(name)?.valueType === 'boolean') return `flag:${entity}.${name}`;
  }
  return undefined;
} // prettier-ignore

/** Filters that could be put on the board, those that reach most parts first. */
export function offeredMeanings(board: DashboardDocument, tools: BoardTools, meanings: readonly Meaning[]) {
  const held = new Set((board.parameters ?? []).filter(({ hidden }) => !hidden).map(meaningOfParameter));
  return meanings
    .filter((meaning) => !held.has(meaning))
    .map((meaning) => ({ meaning, parts: partsOf(board, meaning, tools) }))
    .filter(({ parts }) => parts > 0)
    .sort((a, b) => b.parts - a.parts);
}

const partsOf = (board: DashboardDocument, meaning: Meaning, tools: BoardTools): number =>
  board.widgets.filter((widget) => {
    const [site] = sitesOf(board, widget, tools);
    return site !== undefined && wayInto(site, meaning, tools) !== undefined;
  }).length;
