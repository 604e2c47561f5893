/**
 * Every click of every shipped dashboard and report that leads to a list: a mark is taken and followed, and the list has
 * as many rows as the figure that was clicked says, or its rows come to the same sum. Nothing here names a document.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SharedDatasetDocument } from '../../metadata/schema/dataset.js';
import { expect } from 'chai';
import type { FunctionDefinition, ResultColumn, ResultRow } from '../../metadata/contributions.js';
import type { EvaluationContext } from '../../metadata/expression/environment.js';
import type { Model } from '../../metadata/model/model.js';
import { drillDatum } from '../../metadata/query/drill.js';
import { resolveParameters } from '../../metadata/query/parameters.js';
import type { Registry } from '../../metadata/registry.js';
import type { ActionDocument } from '../../metadata/schema/action.js';
import type { Filter, Query, Select } from '../../metadata/schema/query.js';
import type { DashboardDocument, WidgetDocument } from '../../metadata/schema/dashboard.js';
import type { ReportDocument } from '../../metadata/schema/report.js';
import type { Grid } from '../../metadata/sheet/types.js';
import type { Scalar } from '../../metadata/value.js';
import { destinationOf, evaluateAction, isOpen, type ActionTools } from '../../runtime/dashboard/actions.js';
import { cellLinks } from '../../runtime/report/cell-links.js';
import type { Browser } from '../helper/http.js';

type Values = Readonly<Record<string, string | null>>;
export interface ClickTools {
  readonly browser: Browser;
  readonly model: Model;
  readonly functions: Registry<FunctionDefinition>;
  readonly context: EvaluationContext;
}
interface Followed {
  readonly marks: number;
}
interface Page {
  readonly document: DashboardDocument;
  readonly given: Values;
  readonly actions: ActionTools;
}

/** `narrow` gives values of the query pane by dashboard, for a second look. */
export async function followClicks(
  tools: ClickTools,
  kind: 'dashboard' | 'report',
  narrow: ReadonlyMap<string, Values>,
): Promise<Followed> {
  let marks = 0;
  if (kind === 'report') {
    for (const report of tools.model.list('report')) marks += await followCells(tools, report);
    return { marks };
  }
  for (const document of tools.model.list('dashboard')) {
    const looks: readonly Values[] = [{}, narrow.get(document.name) ?? {}];
    for (const given of looks.filter((each, index) => index === 0 || Object.keys(each).length > 0)) {
      const { model, functions, context } = tools;
      const { values, stated } = resolveParameters(document.parameters ?? [], given, context, functions, model.dictionaries); // prettier-ignore
      const page = { document, given, actions: { functions, context, parameters: values, stated } };
      for (const widget of document.widgets) marks += await followWidget(tools, page, widget);
    }
  }
  return { marks };
}

async function followWidget(tools: ClickTools, page: Page, widget: WidgetDocument): Promise<number> {
  const said = `${page.document.name}.${widget.id}`;
  if (widget.type === 'links') return followLinks(tools, page, widget);
  if (widget.type === 'list') return followList(tools, page, widget);
  if (widget.type === 'report') return runEmbedded(tools, page, widget);
  if (widget.type !== 'chart' && widget.type !== 'kpi') return 0;
  const action = widget.on?.click?.find(isOpen);
  if (!action) throw new Error(`${said} leads nowhere.`);
  const query = queryOf(page.document, widget.dataset);
  const { rows, columns, way } = await lastLevel(tools, page, widget);
  if (action.open !== 'list') return followRows(tools, page, { said, widget, query, rows });
  for (const row of rows.filter((_row, index) => index < 3 || index === rows.length - 1)) {
    const clicked = widget.drill ? { ...drillDatum(widget.drill, way), ...row } : row;
    const to = destinationOf(action, clicked, columns, page.actions)!;
    await expectSame(tools, { said: `${said} ${JSON.stringify(row)}`, href: to.href, entity: action.name }, query, row, shownBy(widget)); // prettier-ignore
  }
  return rows.length;
}

/** A part whose marks open a record leads from its menu to what is behind all of them: each mark is found there again. */
async function followRows(
  tools: ClickTools,
  page: Page,
  { said, widget, query, rows }: { readonly said: string; readonly widget: WidgetDocument; readonly query: Query; readonly rows: readonly ResultRow[] }, // prettier-ignore
): Promise<number> {
  const behind = widget.on?.rows;
  if (!behind) throw new Error(`${said} has no way to the records behind it.`);
  expect(behind.name, said).to.equal(query.entity);
  const { href } = destinationOf(behind, {}, [], page.actions)!;
  const mark = query.select.find(({ aggregate }) => aggregate === undefined)!;
  const figures = query.select.filter(({ aggregate, as }) => aggregate !== undefined && shownBy(widget).has(as!));
  for (const row of rows.slice(0, 2)) {
    const only: Filter = { field: mark.path!, op: 'eq', value: row[mark.as!] as string };
    const [found] = await rowsOf(tools.browser, href, behind.name, figures, only);
    for (const { as } of figures) expectClose(found![as!], row[as!], `${said} ${as}`);
  }
  return 0;
}

/** Rows of the level on which a click opens something, always down the first mark. */
async function lastLevel({ browser }: ClickTools, { document, given }: Page, widget: WidgetDocument) {
  const way: Scalar[] = [];
  for (;;) {
    const body = { widget: widget.id, parameters: given, ...(way.length > 0 ? { drill: way } : {}) };
    const answer = await browser.post(`/api/dashboards/${document.name}/data`, body);
    expect(answer.status, answer.text).to.equal(200);
    const { rows, columns } = (answer.json as { datasets: Record<string, { rows: ResultRow[]; columns: ResultColumn[] }> }).datasets[widget.dataset!]!; // prettier-ignore
    if (way.length === (widget.drill?.levels.length ?? 1) - 1 || rows.length === 0) return { rows, columns, way };
    way.push((rows[0]![widget.drill!.column] ?? null) as Scalar);
  }
}

/** Columns that a tile or chart shows. */
function shownBy({ options = {} }: WidgetDocument): ReadonlySet<string> {
  const { labels: _labels, spark: _spark, beside: _beside, ...rest } = options;
  return new Set(
    Object.values(rest)
      .flatMap((value) => (Array.isArray(value) ? value : [value]))
      .map(String),
  );
}

function queryOf({ datasets }: Pick<DashboardDocument, 'datasets'>, name: string | undefined): Query {
  const source = datasets.find((dataset) => dataset.name === name)?.source;
  if (source?.type === 'dataset') {
    const file = join(import.meta.dirname, `../../plugins/crm/metadata/dataset/${source.name}.json`);
    const shared = JSON.parse(readFileSync(file, 'utf8')) as SharedDatasetDocument;
    if (shared.source.type === 'query') return shared.source.query;
  }
  if (source?.type !== 'query') throw new Error(`${name} is no query.`);
  return source.query;
}

/** Rows of the same records: each figure shown again over the list. Others: as many rows as the figure counts of them. */
async function expectSame(
  tools: ClickTools,
  { said, href, entity }: { readonly said: string; readonly href: string; readonly entity: string },
  query: Query,
  row: ResultRow,
  shown: ReadonlySet<string>,
): Promise<void> {
  const figures = query.select.filter((select) => select.aggregate !== undefined && select.as !== undefined);
  const same = entity === query.entity ? figures.filter(({ as }) => shown.has(as!)) : [];
  const counted = figures.filter((each) => each.aggregate === 'countDistinct' && targetOf(tools.model, query.entity, each.path!) === entity); // prettier-ignore
  if (entity === query.entity ? same.length === 0 : counted.length === 0)
    throw new Error(`${said}: nothing to compare.`);
  const select: readonly Select[] = [{ aggregate: 'count', as: 'list_rows' }, ...same];
  const [behind] = await rowsOf(tools.browser, href, entity, select);
  for (const { as } of same) expectClose(behind![as!], row[as!], `${said} ${as}`);
  // Where all that is shown is how many there are, the list has just these: no returns among the orders.
  const [only] = same.length === 1 ? same : [];
  // A field of a cross-tab without rows shows none.
  if (only?.aggregate === 'count') expect(behind!['list_rows'], `${said} rows`).to.equal(row[only.as!] ?? 0);
  if (entity !== query.entity) for (const { as } of counted) expect(behind!['list_rows'], `${said} ${as}`).to.equal(row[as!]); // prettier-ignore
}

async function rowsOf(browser: Browser, href: string, entity: string, select: readonly Select[], filter?: Filter) {
  const stated = new URL(href, 'http://x').searchParams.get('filter');
  const parts = [...(stated === null ? [] : [JSON.parse(stated) as Filter]), ...(filter ? [filter] : [])];
  const where = parts.length === 0 ? {} : { where: parts.length === 1 ? parts[0] : { and: parts } };
  const answer = await browser.post('/api/query', { entity, select, ...where });
  expect(answer.status, `${href} ${answer.text}`).to.equal(200);
  return (answer.json as { rows: ResultRow[] }).rows;
}

function targetOf(model: Model, entity: string, path: string): string | undefined {
  return path.split('.').reduce<string | undefined>((at, name) => model.entities.get(at ?? '')?.fields.get(name)?.target, entity); // prettier-ignore
}

const placeOf = (action: ActionDocument, { actions }: Page) => (isOpen(action) ? destinationOf(action, {}, [], actions) : undefined); // prettier-ignore

async function followLinks({ browser }: ClickTools, page: Page, widget: WidgetDocument): Promise<number> {
  const { links } = widget.options as { links: { action: ActionDocument }[] };
  for (const { action } of links) {
    const to = placeOf(action, page);
    if (!to) throw new Error(`${page.document.name}.${widget.id}: a link leads nowhere.`);
    if (to.entity) await rowsOf(browser, to.href, to.entity, [{ aggregate: 'count', as: 'n' }]);
  }
  return links.length;
}

/** A list shows the first rows of the list that its foot opens. */
async function followList({ browser, model }: ClickTools, page: Page, widget: WidgetDocument): Promise<number> {
  const { entity, view, where, limit = 10 } = widget.options as { entity: string; view?: string; where?: Filter; limit?: number }; // prettier-ignore
  const to = placeOf({ open: 'list', name: entity, ...(where ? { where } : {}) }, page)!;
  const body = { widget: widget.id, parameters: page.given };
  const answer = await browser.post(`/api/dashboards/${page.document.name}/data`, body);
  expect(answer.status, answer.text).to.equal(200);
  const [own] = Object.values((answer.json as { datasets: Record<string, { rows: ResultRow[] }> }).datasets);
  const filter = view === undefined ? undefined : model.find('view', view)?.filter;
  const [all] = await rowsOf(browser, to.href, entity, [{ aggregate: 'count', as: 'n' }], filter);
  expect(own!.rows.length, `${page.document.name}.${widget.id}`).to.equal(Math.min(limit, Number(all!['n'])));
  return own!.rows.length;
}

/** The report takes what the page hands it. */
async function runEmbedded({ browser }: ClickTools, page: Page, widget: WidgetDocument): Promise<number> {
  const { report, parameters = {} } = widget.options as { report: string; parameters?: Record<string, string> };
  const given = Object.entries(parameters).map(([name, text]) => [name, evaluateAction(text, {}, page.actions)]);
  const set = Object.fromEntries(given.filter(([, value]) => value !== null)) as Record<string, unknown>;
  const answer = await browser.post(`/api/reports/${report}/run`, { parameters: set });
  expect(answer.status, `${page.document.name}.${widget.id} ${answer.text}`).to.equal(200);
  return (answer.json as Grid).cells.length > 0 ? 1 : 0;
}

async function followCells(tools: ClickTools, report: ReportDocument): Promise<number> {
  const answer = await tools.browser.post(`/api/reports/${report.name}/run`, { parameters: {} });
  expect(answer.status, answer.text).to.equal(200);
  const { cells } = answer.json as Grid;
  let followed = 0;
  for (const [source, cell] of Object.entries(report.sheet.cells)) {
    const action = cell.on?.click?.find((each) => isOpen(each) && each.open === 'list');
    if (!action || !isOpen(action)) continue;
    const bind = cell.bind!;
    const query = queryOf(report, bind.dataset);
    const shown = cells.filter((each) => each.source === source);
    for (const each of shown.filter((_cell, index) => index < 4 || index === shown.length - 1)) {
      const [link] = cellLinks(each, () => '');
      const said = `${report.name} ${source} in row ${each.row}`;
      if (!link) throw new Error(`${said} leads nowhere.`);
      const row = { [bind.field!]: each.value } as ResultRow;
      const only = { ...query, select: query.select.filter(({ as }) => as === bind.field) };
      // A figure that a transform made counts the records of the list.
      if (only.select.length === 0) {
        const [behind] = await rowsOf(tools.browser, link.href, action.name, [{ aggregate: 'count', as: 'n' }]);
        expect(behind!['n'], said).to.equal(each.value ?? 0);
        followed++;
        continue;
      }
      await expectSame(tools, { said, href: link.href, entity: action.name }, only, row, new Set([bind.field!]));
      followed++;
    }
  }
  return followed;
}

function expectClose(actual: unknown, expected: unknown, said: string): void {
  if ((expected ?? null) === null) expect(Number(actual ?? 0), said).to.equal(0);
  else expect(Number(actual), said).to.be.closeTo(Number(expected), 1e-4);
}
