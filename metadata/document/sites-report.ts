/** Sites of dashboards and reports: parameters, datasets, widgets, actions and cells. */
import { parameterTypes } from '../query/parameters.js';
import type { Model } from '../model/model.js';
import type { Kind } from '../schema/kinds.js';
import type { ActionDocument } from '../schema/action.js';
import type { CellDocument } from '../schema/sheet.js';
import type { DashboardDocument, WidgetDocument } from '../schema/dashboard.js';
import type { ReportDocument } from '../schema/report.js';
import type { Label, ValueType } from '../value.js';
import { datasetColumns } from './dataset-columns.js';
import { below } from './pointer.js';
import { datasetSites } from './sites-source.js';
import {
  documentSite,
  expressionSites,
  pathSite,
  type Noun,
  type Site,
  type SiteScope,
  type Surroundings,
} from './site.js';

type Board = DashboardDocument | ReportDocument;

const nameSite = (at: string, name: string, known: Iterable<string>, what: Noun): Site => ({
  is: 'name',
  at,
  name,
  known: [...known],
  what,
});

export function dashboardSites(dashboard: DashboardDocument, surroundings: Surroundings): readonly Site[] {
  const parameters = parameterTypes(dashboard.parameters);
  const datasets = dashboard.datasets.map((dataset) => dataset.name);
  const widgets = dashboard.widgets.flatMap((widget, i): readonly Site[] => {
    const at = below('/widgets', i);
    const asked =
      surroundings.registries.widget.find(widget.type)?.requests(widget.options ?? {}, widget.dataset) ?? [];
    return [
      ...(widget.dataset === undefined ? [] : [nameSite(below(at, 'dataset'), widget.dataset, datasets, 'dataset')]),
      ...asked
        .filter((name) => name !== widget.dataset)
        .map((name) => nameSite(below(at, 'options'), name, datasets, 'dataset')),
      ...(widget.on?.click ?? []).flatMap((action, j) =>
        actionSites(action, below(at, 'on', 'click', j), { parameters, datum: true }, surroundings.model),
      ),
      ...(widget.on?.rows ? actionSites(widget.on.rows, below(at, 'on', 'rows'), { parameters }, surroundings.model) : []),
      ...drillSites(dashboard, widget, below(at, 'drill'), surroundings),
      ...mentionSites(widget, below(at, 'options'), parameters, surroundings),
      ...(widget.tab === undefined
        ? []
        : [nameSite(below(at, 'tab'), widget.tab, (dashboard.tabs ?? []).map(({ id }) => id), 'tab')]),
    ];
  }); // prettier-ignore
  const ids = dashboard.widgets.map((widget) => widget.id);
  const order = (dashboard.phoneOrder ?? []).map((id, i) => nameSite(below('/phoneOrder', i), id, ids, 'widget'));
  return [...sharedSites(dashboard, parameters, surroundings), ...widgets, ...order];
}

/** Levels are paths of the entity that the widget's dataset queries. */
function drillSites(
  { datasets }: DashboardDocument,
  { drill, dataset }: WidgetDocument,
  at: string,
  surroundings: Surroundings,
): readonly Site[] {
  if (!drill) return [];
  const source = datasets.find((each) => each.name === dataset)?.source;
  const queried = datasets.filter((each) => each.source.type === 'query').map(({ name }) => name);
  if (source?.type !== 'query') return [nameSite(at, dataset ?? '', queried, 'query')];
  const columns = datasetColumns({ source }, surroundings);
  return [
    ...(columns ? [nameSite(below(at, 'column'), drill.column, columns.keys(), 'column')] : []),
    ...drill.levels.map(({ path }, i) => pathSite(below(at, 'levels', i, 'path'), source.query.entity, path)),
  ];
}

function mentionSites(
  widget: WidgetDocument,
  at: string,
  parameters: SiteScope['parameters'],
  { model, registries }: Surroundings,
): readonly Site[] {
  const options = widget.options ?? {};
  const type = registries.widget.find(widget.type);
  const { documents = [], actions = [], expressions = [] } = type?.mentions?.(options) ?? {};
  const scope: SiteScope = parameters ? { parameters } : {};
  const query = widget.dataset === undefined ? type?.query?.(options, model, () => true) : undefined;
  return [
    ...documents.map((each) => documentSite(at + each.at, each.kind, each.name)),
    ...actions.flatMap((each) => actionSites(each.action, at + each.at, scope, model)),
    ...expressionSites(expressions.map((each) => [at + each.at, each.text] as const), scope),
    ...(query ? [{ is: 'query', at, query, parameters: parameters ?? new Map(), madeOf: options } as const] : []),
  ]; // prettier-ignore
}

export function reportSites(report: ReportDocument, surroundings: Surroundings): readonly Site[] {
  const { model } = surroundings;
  const parameters = parameterTypes(report.parameters);
  const columns = new Map(
    report.datasets.map((dataset) => [dataset.name, datasetColumns(dataset, surroundings)] as const),
  );
  const styles = Object.keys(report.sheet.styles ?? {});
  const cells = Object.entries(report.sheet.cells).flatMap(([address, cell]): readonly Site[] => {
    const at = below('/sheet/cells', address);
    const own = cell.bind ? columns.get(cell.bind.dataset) : undefined;
    return [
      ...cellExpressions(cell, at, parameters),
      ...(cell.bind ? [nameSite(below(at, 'bind', 'dataset'), cell.bind.dataset, columns.keys(), 'dataset')] : []),
      ...(cell.bind?.field !== undefined && own
        ? [nameSite(below(at, 'bind', 'field'), cell.bind.field, own.keys(), 'column')]
        : []),
      ...(cell.style === undefined ? [] : [nameSite(below(at, 'style'), cell.style, styles, 'style')]),
      ...(cell.when ?? []).flatMap((when, i) =>
        when.style === undefined ? [] : [nameSite(below(at, 'when', i, 'style'), when.style, styles, 'style')],
      ),
      ...(cell.on?.click ?? []).flatMap((action, i) =>
        actionSites(action, below(at, 'on', 'click', i), { parameters, sheet: true }, model),
      ),
      ...inputSites(cell, below(at, 'input'), parameters),
      ...embeddedSites(report, cell, at, parameters),
    ];
  });
  return [...sharedSites(report, parameters, surroundings), ...cells, ...chartSites(report, parameters, surroundings)];
}

/** A chart of the report, or another report, that a cell shows. */
function embeddedSites(
  { charts = [] }: ReportDocument,
  { chart, report }: CellDocument,
  at: string,
  parameters: ReadonlyMap<string, ValueType>,
): readonly Site[] {
  const given = Object.entries(report?.parameters ?? {});
  return [
    ...(chart === undefined ? [] : [nameSite(below(at, 'chart'), chart, charts.map(({ id }) => id), 'chart')]),
    ...(report === undefined ? [] : [documentSite(below(at, 'report', 'name'), 'report', report.name)]),
    ...expressionSites(
      given.map(([name, text]) => [below(at, 'report', 'parameters', name), text] as const),
      { sheet: true, parameters },
    ),
  ]; // prettier-ignore
}

function chartSites(
  { charts = [], datasets }: ReportDocument,
  parameters: ReadonlyMap<string, ValueType>,
  { model }: Surroundings,
): readonly Site[] {
  const known = datasets.map(({ name }) => name);
  return charts.flatMap((chart, i) => {
    const at = below('/charts', i);
    return [
      nameSite(below(at, 'dataset'), chart.dataset, known, 'dataset'),
      ...(chart.on?.click ?? []).flatMap((action, j) =>
        actionSites(action, below(at, 'on', 'click', j), { parameters, datum: true }, model),
      ),
    ];
  });
}

/** The record that what is typed is written to. */
function inputSites({ input }: CellDocument, at: string, parameters: ReadonlyMap<string, ValueType>): readonly Site[] {
  if (!input) return [];
  const fields = Object.keys(input.key);
  return [
    documentSite(below(at, 'entity'), 'entity', input.entity),
    pathSite(below(at, 'field'), input.entity, input.field),
    ...fields.map((field) => pathSite(below(at, 'key', field), input.entity, field)),
    ...expressionSites(
      [[below(at, 'when'), input.when], ...fields.map((field) => [below(at, 'key', field), input.key[field]] as const)],
      { sheet: true, parameters },
    ),
  ];
}

function sharedSites(
  board: Board,
  parameters: ReadonlyMap<string, ValueType>,
  surroundings: Surroundings,
): readonly Site[] {
  const own = (board.parameters ?? []).flatMap((parameter, i): readonly Site[] => {
    const at = below('/parameters', i);
    const { dictionary, entity, where, label, dataset, value } = parameter.options ?? {};
    const source = board.datasets.find((each) => each.name === dataset);
    const columns = source && datasetColumns(source, surroundings);
    const known = board.datasets.map(({ name }) => name);
    const initial = parameter.default;
    const computed = typeof initial === 'object' && initial !== null ? initial.expr : undefined;
    return [
      ...(dictionary === undefined ? [] : [documentSite(below(at, 'options', 'dictionary'), 'dictionary', dictionary)]),
      ...(entity === undefined ? [] : [documentSite(below(at, 'options', 'entity'), 'entity', entity)]),
      ...(entity === undefined || label === undefined ? [] : [pathSite(below(at, 'options', 'label'), entity, label)]),
      ...(entity === undefined || where === undefined
        ? []
        : [
            {
              is: 'filter',
              at: below(at, 'options', 'where'),
              filter: where,
              entity,
              rule: false,
              scope: { parameters },
            } as const,
          ]),
      ...(dataset === undefined ? [] : [nameSite(below(at, 'options', 'dataset'), dataset, known, 'dataset')]),
      ...(columns
        ? Object.entries({ value, label }).flatMap(([key, name]) =>
            name === undefined ? [] : [nameSite(below(at, 'options', key), name, columns.keys(), 'column')],
          )
        : []),
      ...expressionSites([[below(at, 'default', 'expr'), computed]], {}),
    ];
  });
  const data = board.datasets.flatMap((dataset, i) =>
    datasetSites(dataset, below('/datasets', i), parameters, surroundings),
  );
  return [...own, ...data];
}

/** What `open` may name, as a kind of document; a list or a record is opened by its entity. */
const opened: Readonly<Record<string, Kind>> = {
  report: 'report',
  dashboard: 'dashboard',
  list: 'entity',
  record: 'entity',
};

function actionSites(action: ActionDocument, at: string, scope: SiteScope, model: Model): readonly Site[] {
  if ('set' in action) {
    return Object.entries(action.set).flatMap(([name, text]) => [
      nameSite(below(at, 'set', name), name, scope.parameters?.keys() ?? [], 'parameter'),
      ...expressionSites([[below(at, 'set', name), text]], scope),
    ]);
  }
  const given = Object.entries(action.parameters ?? {});
  const kind = opened[action.open];
  if (!kind) return linkSites(action.name, given, at, scope);
  const target = kind === 'report' || kind === 'dashboard' ? model.find(kind, action.name) : undefined;
  return [
    documentSite(below(at, 'name'), kind, action.name),
    ...(action.where && action.open === 'list'
      ? [
          {
            is: 'filter',
            at: below(at, 'where'),
            filter: action.where,
            entity: action.name,
            rule: false,
            scope,
          } as const,
        ]
      : []),
    ...given.flatMap(([name, text]) => [
      ...(target
        ? [nameSite(below(at, 'parameters', name), name, parameterTypes(target.parameters).keys(), 'parameter')]
        : []),
      ...(action.open === 'list' ? [pathSite(below(at, 'parameters', name), action.name, name)] : []),
      ...expressionSites([[below(at, 'parameters', name), text]], scope),
    ]),
  ];
}

/** A link's address names its own parameters. */
function linkSites(
  address: string,
  given: readonly (readonly [string, string])[],
  at: string,
  scope: SiteScope,
): readonly Site[] {
  const known = given.map(([name]) => name);
  return [
    ...[...address.matchAll(/\{([^{}]*)\}/g)].map((match) =>
      nameSite(below(at, 'name'), match[1]!, known, 'link parameter'),
    ),
    ...expressionSites(given.map(([name, text]) => [below(at, 'parameters', name), text] as const), scope),
  ]; // prettier-ignore
}

/** Formulas of a sheet are typed by its own engine; here they must be readable and their parameters must exist. */
function cellExpressions(cell: CellDocument, at: string, parameters: ReadonlyMap<string, ValueType>): readonly Site[] {
  const scope: SiteScope = { sheet: true, parameters };
  return expressionSites(
    [
      [below(at, 'formula'), cell.formula],
      [below(at, 'where'), cell.where],
      ...(cell.order ?? []).map((order, i) => [below(at, 'order', i, 'by'), order.by] as const),
      ...(cell.when ?? []).map((when, i) => [below(at, 'when', i, 'if'), when.if] as const),
      ...(cell.bind?.conditions ?? []).map((each, i) => [below(at, 'bind', 'conditions', i, 'if'), each.if] as const),
      ...templates(cell.text).map((text) => [below(at, 'text'), text] as const),
    ],
    scope,
  );
}

/** The expressions in `{{…}}` of a text, in all its languages. */
function templates(text: Label | undefined): readonly string[] {
  const texts = typeof text === 'string' ? [text] : Object.values(text ?? {});
  return texts.flatMap((each) => [...each.matchAll(/\{\{(.*?)\}\}/gs)].map((match) => match[1]!.trim()));
}
