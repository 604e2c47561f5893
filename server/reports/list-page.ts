/**
 * A page of a report whose rows are one list of records: only the records of the page are read, and totals by the database
 * (metadata/sheet/list-pages.ts). The page after another goes on from its last record, any other is counted to.
 */
import { expandPage, rowsInAll, windowOfList } from '../../metadata/sheet/list-window.js';
import type { GridPage, PageOfRows } from '../../metadata/sheet/grid-page.js';
import { isPaged, planListPages, type ListPages } from '../../metadata/sheet/list-pages.js';
import type { PlanStep } from '../../metadata/sheet/plan.js';
import { pagesStep } from '../../metadata/sheet/plan.js';
import type { NotPushed } from '../../metadata/sheet/push-down.js';
import { readablePart } from '../../metadata/query/readable-part.js';
import type { ReaderChanges } from '../../metadata/schema/reader-changes.js';
import type { Query } from '../../metadata/schema/query.js';
import type { Value } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { runQuery } from '../records/query.js';
import { loadDataset, loadReadable, parametersOf, rowCount, type DatasetRows } from './datasets.js';
import { groupFor } from './push-down.js';
import { planOf } from './report-plan.js';
import { answerAround, sheetErrors, tablesOf, type AnswerAround, type RunnableReport } from './run-report.js';
import { mayGroup } from './sources/query.js';

/** Rows of other datasets up to which a page is made at once. */
const OTHER_ROWS = 4000;

export interface ListPage {
  readonly page: GridPage;
  readonly around: AnswerAround & { readonly plan: readonly PlanStep[] };
}

export interface ListRequest extends ReaderChanges {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly page: PageOfRows;
}

/** Why a report cannot be read by pages; else how. `queryOf` is the query behind a dataset. */
export function listPagesOf({ sheet, datasets, charts = [] }: RunnableReport): ListPages | NotPushed {
  const queryOf = (name: string): Query | undefined => {
    const dataset = datasets.find((each) => each.name === name);
    return dataset?.source.type === 'query' && !dataset.transforms?.length
      ? (dataset.source as { readonly query: Query }).query
      : undefined;
  };
  const drawn = charts.map(({ dataset }) => dataset);
  return sheetErrors(() => planListPages(sheet, queryOf, drawn));
}

/** Or in words why all data must be read first. */
export async function readListPage(
  context: Context,
  report: RunnableReport,
  { parameters: given, page, sort = [], filter = [] }: ListRequest,
): Promise<ListPage | NotPushed> {
  if (sort.length + filter.length > 0) return { reason: say`The reader has chosen rows or their order.` };
  const plan = listPagesOf(report);
  if (!isPaged(plan)) return plan;
  const { source } = report.datasets.find(({ name }) => name === plan.dataset)!;
  const { query } = source as { readonly query: Query };
  const part = readablePart(query, context.release.model, context.access);
  if (!part.query || part.withheld.length > 0) return { reason: say`A part of it may not be read.` };
  if (plan.totals && !mayGroup(context, plan.totals.query)) return { reason: say`One of its columns cannot be grouped.` };
  const parameters = parametersOf(context, report.parameters ?? [], given);
  const total = await countOf(context, query, parameters);
  if (rowsInAll(plan, total) <= (page.orAll ?? 0)) return { reason: say`The sheet is so small that it is answered whole.` };
  const others = new Map<string, DatasetRows>();
  const group = groupFor(report, []);
  for (const dataset of report.datasets)
    if (dataset.name !== plan.dataset) others.set(dataset.name, await loadReadable(context, dataset, parameters, { group }));
  const otherRows = [...others.values()].reduce((sum, read) => sum + rowCount(read), 0);
  if (otherRows > OTHER_ROWS) return { reason: say`Its other datasets are too large for each page.` };
  const totals = await totalsOf(context, report, plan, parameters);
  const window = windowOfList(plan, total, page);
  const { rows: listed, next } = await readRows(context, query, parameters, { ...window, after: page.after });
  const datasets = new Map([...others, [plan.dataset, totals ?? { ...listed, rows: [] }], [plan.rows, listed]]);
  const { principal, evaluation, registries } = context;
  const made = sheetErrors(() =>
    expandPage(
      plan,
      total,
      window,
      {
        sheet: plan.sheet,
        datasets: tablesOf(context, { datasets, parameters, sheet: plan.sheet }),
        parameters,
        functions: registries.function,
        context: evaluation,
        language: principal.language,
        charts: new Map((report.charts ?? []).map(({ id, dataset }) => [id, dataset])),
      },
      page,
    ),
  );
  const around = answerAround({ report, datasets: new Map([...others, [plan.dataset, listed]]), parameters });
  const steps = planOf({ datasets: others });
  return {
    page: { ...made, ...(next === undefined ? {} : { next }) },
    around: { ...around, rowsRead: total + otherRows, plan: [...steps, pagesStep(plan.dataset, undefined)] },
  };
} // prettier-ignore

type Parameters = Readonly<Record<string, Value>>;

async function countOf(context: Context, { entity, where }: Query, parameters: Parameters): Promise<number> {
  const query: Query = { entity, ...(where ? { where } : {}), select: [{ aggregate: 'count', as: 'counted' }] };
  const { rows } = await runQuery(context, query, parameters);
  return Number(rows[0]?.['counted'] ?? 0);
}

function totalsOf(
  context: Context,
  { datasets }: RunnableReport,
  { dataset, totals }: ListPages,
  parameters: Parameters,
): Promise<DatasetRows> | undefined {
  const document = datasets.find(({ name }) => name === dataset)!;
  if (!totals) return undefined;
  // The order of the list is none of its totals'.
  const { sort: _sort, ...query } = (document.source as { readonly query: Query }).query;
  return loadDataset(context, { ...document, source: { type: 'query', query } }, parameters, { group: () => totals });
}

interface Slice {
  readonly offset: number;
  readonly limit: number;
  readonly after: string | undefined;
}

/** `next` names the record that comes then: `500~cursor`. A cursor for another record than the first is not used. */
async function readRows(
  context: Context,
  query: Query,
  parameters: Parameters,
  { offset, limit, after }: Slice,
): Promise<{ readonly rows: DatasetRows; readonly next: string | undefined }> {
  const [place, cursor] = after?.split('~') ?? [];
  const from = cursor !== undefined && Number(place) === offset ? { after: cursor } : { offset };
  const { columns, rows, next } = await runQuery(context, { ...query, ...from, limit }, parameters);
  return {
    rows: { columns, rows, ordered: (query.sort?.length ?? 0) > 0 },
    next: next === undefined ? undefined : `${offset + rows.length}~${next}`,
  };
}
