/**
 * Filters of a dashboard and the parts they narrow. A new one is wired to every part that has its meaning; taken off one
 * part it leaves the others as they are: rows that are shared are parted first. Pure.
 */
import type { Entity } from '../../../metadata/model/model.js';
import type { ActionDocument } from '../../../metadata/schema/action.js';
import type { DashboardDocument, WidgetDocument } from '../../../metadata/schema/dashboard.js';
import type { Parameter } from '../../../metadata/schema/parameter.js';
import { freeName, widgetOf, withWidget } from '../board.js';
import { conditionsOf, readsParameter, withConditions, withoutParameter } from './conditions.js';
import { fieldsWithin, meaningOfField, meaningOfParameter, type Meaning } from './meanings.js';
import { asks, withoutUnused } from './parts.js';
import { askedOf, queryOf, sitesOf, siteReads, wayInto, type BoardTools, type Site } from './reach.js';

/** Everything that the rows of the parts could be narrowed by. */
export function meaningsOn(board: DashboardDocument, tools: BoardTools): readonly Meaning[] {
  const found = new Set<Meaning>(['date']);
  const visit = (entity: Entity | undefined): void => {
    if (!entity) return;
    found.add(`record:${entity.name}`);
    for (const { field } of fieldsWithin(tools.model, entity, 1)) {
      const meaning = meaningOfField(field);
      if (meaning !== undefined) found.add(meaning);
    }
  };
  const entities = new Set<string>();
  for (const widget of board.widgets) {
    for (const site of sitesOf(board, widget, tools)) {
      if (site.kind === 'report') {
        for (const parameter of tools.reportParameters(site.report) ?? []) {
          const meaning = parameter.hidden ? undefined : meaningOfParameter(parameter);
          if (meaning !== undefined) found.add(meaning);
        }
      } else {
        const entity = site.kind === 'own' ? site.query.entity : queryOf(site.dataset)?.entity;
        if (entity !== undefined) entities.add(entity);
      }
    }
  }
  for (const name of entities) visit(tools.model.entities.get(name));
  return [...found];
}

/** Puts a filter on the board and wires it to every part that it can reach. */
export function addFilter(board: DashboardDocument, wanted: Parameter, meaning: Meaning, tools: BoardTools): { readonly board: DashboardDocument; readonly name: string } {
  const taken = (board.parameters ?? []).map((each) => each.name);
  const name = freeName(wanted.name, taken.flatMap((each) => [each, `${each}_from`, `${each}_to`]));
  const parameter = { ...wanted, name };
  const grown: DashboardDocument = { ...board, parameters: [...(board.parameters ?? []), parameter] };
  const wired = grown.widgets.reduce((held, { id }) => wirePart(held, id, parameter, meaning, tools), grown);
  return { board: wired, name };
} // prettier-ignore

/** A part follows a filter: in all of its datasets that have the meaning. */
export function wirePart(board: DashboardDocument, id: string, parameter: Parameter, meaning: Meaning, tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id);
  if (!widget) return board;
  return sitesOf(board, widget, tools).reduce((held, site) => {
    const own = widgetOf(held, id)!;
    if (siteReads(site, own, parameter.name, tools)) return held;
    const way = wayInto(site, meaning, tools);
    return way === undefined ? held : wireSite(held, own, site, way, parameter, tools);
  }, board);
} // prettier-ignore

/** The same, while others that share its rows stay as they are. */
export function wireOnly(board: DashboardDocument, id: string, parameter: Parameter, meaning: Meaning, tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id);
  if (!widget) return board;
  const shared = sitesOf(board, widget, tools).flatMap((site) =>
    site.kind === 'dataset' && !siteReads(site, widget, parameter.name, tools) && isShared(board, site.dataset.name, id, tools) ? [site.dataset.name] : [],
  );
  return wirePart(partRows(board, id, shared), id, parameter, meaning, tools);
} // prettier-ignore

function wireSite(board: DashboardDocument, widget: WidgetDocument, site: Site, way: string, parameter: Parameter, { model }: BoardTools): DashboardDocument {
  switch (site.kind) {
    case 'dataset': {
      const query = queryOf(site.dataset)!;
      const where = withConditions(query.where, conditionsOf(model, query.entity, way, parameter));
      const datasets = board.datasets.map((each) => (each.name === site.dataset.name ? { ...each, source: { ...each.source, query: { ...query, where } } } : each));
      return { ...board, datasets: datasets as DashboardDocument['datasets'] };
    }
    case 'own': {
      const where = withConditions(site.query.where, conditionsOf(model, site.query.entity, way, parameter));
      return withWidget(board, widget.id, (each) => ({ ...each, options: { ...each.options, where } }));
    }
    case 'report':
      return withWidget(board, widget.id, (each) => {
        const given = (each.options?.['parameters'] ?? {}) as Readonly<Record<string, string>>;
        return { ...each, options: { ...each.options, parameters: { ...given, [way]: `$${parameter.name}` } } };
      });
  }
} // prettier-ignore

/** A part no longer follows a filter; others that share its rows still do. */
export function unwirePart(board: DashboardDocument, id: string, name: string, tools: BoardTools): DashboardDocument {
  const asked = askedOf(tools);
  const widget = widgetOf(board, id);
  if (!widget) return board;
  const reads = sitesOf(board, widget, tools).filter((site) => siteReads(site, widget, name, tools));
  const shared = reads.flatMap((site) => (site.kind === 'dataset' && isShared(board, site.dataset.name, id, tools) ? [site.dataset.name] : [])); // prettier-ignore
  const parted = partRows(board, id, shared);
  const own = asked(widgetOf(parted, id)!);
  const datasets = parted.datasets.map((each) => (own.includes(each.name) ? withoutParameter(each, name) : each));
  return withWidget({ ...parted, datasets }, id, (each) => withoutInOptions(each, name));
}

function withoutInOptions(widget: WidgetDocument, name: string): WidgetDocument {
  const { options } = widget;
  if (!options) return widget;
  const stripped = withoutParameter(options, name);
  const given = stripped['parameters'];
  if (typeof given !== 'object' || given === null || typeof stripped['report'] !== 'string') return { ...widget, options: stripped }; // prettier-ignore
  const kept = Object.entries(given).filter(([, text]) => !(typeof text === 'string' && readsParameter(text, name)));
  const { parameters: _parameters, ...rest } = stripped;
  return { ...widget, options: kept.length > 0 ? { ...rest, parameters: Object.fromEntries(kept) } : rest };
}

const isShared = (board: DashboardDocument, dataset: string, id: string, tools: BoardTools): boolean =>
  board.widgets.some((each) => each.id !== id && askedOf(tools)(each).includes(dataset));

/** The part gets datasets of its own for those that others ask for as well. */
export function partRows(board: DashboardDocument, id: string, shared: readonly string[]): DashboardDocument {
  if (shared.length === 0) return board;
  const names = board.datasets.map(({ name }) => name);
  const renamed = new Map<string, string>();
  for (const name of new Set(shared)) renamed.set(name, freeName(name, [...names, ...renamed.values()]));
  const copies = [...renamed].flatMap(([from, to]) => {
    const held = board.datasets.find(({ name }) => name === from);
    return held ? [{ ...held, name: to }] : [];
  });
  return withWidget({ ...board, datasets: [...board.datasets, ...copies] }, id, (each) => asks(each, renamed));
}

/** Datasets that this part shares with others, made its own: before its rows are changed. */
export function ownRows(board: DashboardDocument, id: string, tools: BoardTools): DashboardDocument {
  const widget = widgetOf(board, id);
  const { dataset } = widget ?? {};
  return dataset !== undefined && isShared(board, dataset, id, tools) ? partRows(board, id, [dataset]) : board;
}

/** Takes a filter off the board, and out of whatever speaks of it. */
export function removeFilter(board: DashboardDocument, name: string, tools: BoardTools): DashboardDocument {
  const unwired = board.widgets.reduce((held, { id }) => withWidget(held, id, (each) => withoutSets(withoutInOptions(each, name), name)), board); // prettier-ignore
  const datasets = unwired.datasets.map((each) => withoutParameter(each, name));
  const left = (board.parameters ?? []).filter((each) => each.name !== name).map((each) => withoutDependence(each, name)); // prettier-ignore
  const { parameters: _parameters, ...rest } = { ...unwired, datasets };
  const kept: DashboardDocument = left.length > 0 ? { ...rest, parameters: left } : rest;
  const offering = board.parameters?.find((each) => each.name === name)?.options?.dataset;
  return offering === undefined ? kept : withoutUnused(kept, [offering], askedOf(tools));
}

function withoutDependence(parameter: Parameter, name: string): Parameter {
  const { dependsOn, ...rest } = withoutParameter(parameter, name);
  const left = dependsOn?.filter((each) => each !== name) ?? [];
  return left.length > 0 ? { ...rest, dependsOn: left } : rest;
}

/** Clicks no longer set it, and lists that are opened are no longer narrowed by it. */
function withoutSets(widget: WidgetDocument, name: string): WidgetDocument {
  const { on, ...rest } = widget;
  if (!on) return widget;
  const { click, ...others } = withoutParameter(on, name);
  const left = (click ?? []).flatMap((action): ActionDocument[] => {
    if (!('set' in action)) {
      if (!action.parameters) return [action];
      const given = Object.entries(action.parameters).filter(([, text]) => !readsParameter(text, name));
      return [{ ...action, parameters: Object.fromEntries(given) }];
    }
    const set = Object.entries(action.set).filter(([key]) => key !== name);
    return set.length > 0 ? [{ set: Object.fromEntries(set) }] : [];
  });
  const next = { ...others, ...(left.length > 0 ? { click: left } : {}) };
  return Object.keys(next).length > 0 ? { ...rest, on: next } : rest;
}
