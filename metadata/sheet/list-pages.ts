/**
 * Whether pages of a sheet can be read one by one: where its rows are one list of records, each row is made of its own record,
 * and totals are made by the database, a page needs no rows but its own.
 *
 *   sheet --planListPages--> the list, its band, what totals are made of; or why all must be read, in words
 *         --expandPage--> the rows of a page at their place in the whole grid  (list-window.ts)
 *
 * Pure. The sheet that is expanded has the rows of a page as a dataset of their own (`rows`), beside the one whose name it
 * is, of which only what stands outside of the list is made.
 */
import { parseExpression } from '../expression/parse.js';
import { nodesOf } from '../expression/walk.js';
import type { Query } from '../schema/query.js';
import type { CellDocument, SheetDocument } from '../schema/sheet.js';
import { say } from '../words.js';
import { findBands } from './bands.js';
import { expressionsIn, mapExpressions, withDataset } from './cell-expressions.js';
import { isPushed, planPushDown, type NotPushed, type PushDown } from './push-down.js';
import { readTemplate } from './template.js';
import type { ArrangedCell, TemplateCell } from './types.js';

export interface ListPages {
  /** Address of the cell that lists. */
  readonly list: string;
  readonly dataset: string;
  /** The name of the dataset that holds the rows of a page. */
  readonly rows: string;
  /** The sheet over both datasets. */
  readonly sheet: SheetDocument;
  /** Rows of the template: those of the band stand for each record, `above` and `below` once. */
  readonly lines: { readonly above: number; readonly band: number; readonly below: number };
  /** The list shows an empty frame where there are no records. */
  readonly hasFrame: boolean;
  /** What the database answers for cells outside of the list; none where these read none of its rows. */
  readonly totals: PushDown | undefined;
}

/** Functions that read a cell in other rows than those they stand in. */
const overRows = new Set(['rank', 'share', 'running', 'prev', 'offset', 'samePeriod', 'all']);

export const isPaged = (plan: ListPages | NotPushed): plan is ListPages => 'list' in plan;

/** `queryOf` gives the query of a dataset whose rows are those of the query; `charts` are the datasets that charts draw. */
export function planListPages(
  sheet: SheetDocument,
  queryOf: (dataset: string) => Query | undefined,
  charts: readonly string[] = [],
): ListPages | NotPushed {
  const template = readTemplate(sheet);
  const [list, ...others] = template.cells.filter(({ axis }) => axis !== undefined);
  if (list?.axis !== 'down' || list.document.bind?.as !== 'list')
    return { reason: say`Its rows are no list of records.`, ...(list ? { cell: list.address } : {}) };
  if (others[0]) return because(others[0], say`${{ cell: others[0].address }} repeats beside or below the list.`);
  const { dataset } = list.document.bind;
  if (isChosen(list.document)) return because(list, say`${{ cell: list.address }} chooses its rows or puts them in order.`);
  const query = queryOf(dataset);
  if (!query) return { reason: say`It is no query of records.` };
  if (query.select.some(({ aggregate }) => aggregate !== undefined) || query.having)
    return { reason: say`The query groups its rows itself.` };
  if (query.limit !== undefined || query.offset !== undefined || query.after !== undefined)
    return { reason: say`The query states an order or a number of rows.` };
  if (charts.includes(dataset)) return { reason: say`A chart draws its rows.` };

  const [band] = findBands(template, 'down').get('')!;
  const inList = (cell: TemplateCell) => cell === list || cell.leftChain.includes(list);
  const members = new Set(template.cells.filter(inList).map(({ address }) => address));
  for (const cell of template.cells) {
    const found = inList(cell)
      ? inRow(cell)
      : outside(cell, members, cell.row <= band!.to && cell.row + cell.rows > band!.from);
    if (found) return found;
  }
  const heights = Array.from({ length: template.rows }, (_, row) => sheet.rows?.[row]?.height);
  if (heights.includes(0)) return { reason: say`A row of the sheet has no height.` };

  const rest = Object.fromEntries(Object.entries(sheet.cells).filter(([address]) => !members.has(address)));
  const isRead = Object.values(rest).some((cell) => reads(cell, dataset));
  // Totals are the same in any order.
  const { sort: _sort, ...unsorted } = query;
  const totals = isRead ? planPushDown({ ...sheet, cells: rest }, dataset, unsorted) : undefined;
  if (totals && !isPushed(totals)) return totals;
  const rows = freeName(dataset, sheet);
  return {
    list: list.address,
    dataset,
    rows,
    sheet: {
      ...sheet,
      cells: Object.fromEntries(
        Object.entries(sheet.cells).map(([address, cell]) => [address, members.has(address) ? moved(cell, dataset, rows) : cell]),
      ),
    },
    lines: { above: band!.from, band: band!.to - band!.from + 1, below: template.rows - 1 - band!.to },
    hasFrame: list.document.hideWhenEmpty !== true,
    totals,
  };
} // prettier-ignore

const because = ({ address }: TemplateCell, reason: NotPushed['reason']): NotPushed => ({ cell: address, reason });

const isChosen = ({ where, join, order, arrange, limit, fill, detached }: ArrangedCell): boolean =>
  [where, join, order, arrange, limit, fill].some((key) => key !== undefined) || detached === true;

/** Undefined where the cell is made of its own record alone. */
function inRow(cell: TemplateCell): NotPushed | undefined {
  const { document, address } = cell;
  if (document.detached) return because(cell, say`${{ cell: address }} reads other rows than its own.`);
  if (document.input) return because(cell, say`${{ cell: address }} can be typed into.`);
  const refused = sizedOrBroken(cell);
  if (refused) return refused;
  for (const text of expressionsIn(document))
    for (const node of nodesOf(parseExpression(text, { cells: true }).node)) {
      const isFar = node.type === 'cell' && (node.all || node.left.length + node.top.length > 0 || node.condition);
      if (isFar || (node.type === 'call' && overRows.has(node.name)))
        return because(cell, say`${{ cell: address }} reads other rows than its own.`);
    }
  return undefined;
}

/** Undefined where the cell reads none of the list and leaves its rows alone. */
function outside(cell: TemplateCell, members: ReadonlySet<string>, isBeside: boolean): NotPushed | undefined {
  const { address, document } = cell;
  if (isBeside) return because(cell, say`${{ cell: address }} stands beside the list and does not belong to it.`);
  for (const text of expressionsIn(document))
    for (const node of nodesOf(parseExpression(text, { cells: true }).node)) {
      const names = node.type === 'cell' ? [node.address, ...[...node.left, ...node.top].map((step) => step.address)] : [];
      if (names.some((name) => members.has(name))) return because(cell, say`${{ cell: address }} is made of cells of the list.`);
    }
  return sizedOrBroken(cell);
} // prettier-ignore

/** Sizes are known of rows that are read only; breaks of pages name rows of the whole. */
function sizedOrBroken(cell: TemplateCell): NotPushed | undefined {
  const { page, when = [] } = cell.document;
  if (page === undefined && !when.some((rule) => rule.size ?? rule.page)) return undefined;
  return because(cell, say`${{ cell: cell.address }} sets the size of rows or where pages end.`);
}

const reads = (cell: CellDocument, dataset: string): boolean =>
  cell.bind?.dataset === dataset ||
  expressionsIn(cell).some((text) => withDataset(text, dataset, `${dataset}_`) !== text);

function moved(cell: CellDocument, dataset: string, rows: string): CellDocument {
  const made = mapExpressions(cell, (text) => withDataset(text, dataset, rows));
  return made.bind?.dataset === dataset ? { ...made, bind: { ...made.bind, dataset: rows } } : made;
}

function freeName(dataset: string, { cells }: SheetDocument): string {
  const text = JSON.stringify(cells);
  let name = `${dataset}_rows`;
  while (text.includes(name)) name += '_';
  return name;
}
