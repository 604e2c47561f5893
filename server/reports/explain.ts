/** Explains a value: what it is made of, where, by which formula and from which cells, and the rows behind it. */
import type { Evaluator } from '../../metadata/sheet/evaluator.js';
import type { Explanation } from '../../metadata/sheet/explanation.js';
import { flat, textOf } from '../../metadata/sheet/format.js';
import { pathOf } from '../../metadata/sheet/grid.js';
import { isNoAccess, noAccessText } from '../../metadata/sheet/no-access.js';
import { spotAt } from '../../metadata/sheet/paths.js';
import { countOf, listRows, noRows } from '../../metadata/sheet/row-sets.js';
import { CellError, type CellInstance, type Instance, type RowSet } from '../../metadata/sheet/types.js';
import { labelText, type Problem, type Value } from '../../metadata/value.js';
import { problem } from '../../metadata/words.js';
import { notFound } from '../errors.js';
import { partsBy, rowsWithin, type BreakDown } from './explain-parts.js';
import type { ReportRun } from './run-report.js';
import { rowsAt } from './sources/dataset-rows.js';

/** Rows shown behind a value; `total` says how many there are. */
export const SHOWN_ROWS = 200;
/** Cells shown that a formula reads; `readsTotal` says how many there are. */
const SHOWN_READS = 100;

/** The rows behind a value, at most SHOWN_ROWS of them. */
export type Behind = Pick<Explanation, 'columns' | 'rows' | 'total' | 'parts'>;

/**
 * `source` is a template address, `at` the path of a grid cell, nothing for a cell without one (padding); 404 when the
 * sheet has no such instance.
 */
export function explainCell(
  run: Explained,
  source: string,
  at: string,
  language: string,
  down: BreakDown = {},
  behind?: Behind,
): Explanation {
  const { template, expansion } = run.sheet;
  const cell = template.find(source);
  const nothing = { columns: [], rows: [], total: 0 };
  if (cell && at === '') return { source, kind: 'blank', value: null, text: '', where: [], ...nothing };
  const found = cell && spotAt(cell, at, expansion);
  if (!cell || !found) throw notFound();
  const { bind, formula, format } = cell.document;
  const shown = valueAt(run, found);
  const where = [...groupsAbove(run, found.down, language), ...groupsAbove(run, found.right, language)];
  // What may not be read is not named either: no field, no formula, no rows.
  if (shown === 'withheld') return { source, value: null, text: noAccessText(language), where, ...nothing };
  return {
    source,
    value: shown.value,
    text: textOf(shown.value, format, language),
    ...(bind
      ? { bind: { dataset: bind.dataset, as: bind.as, ...(bind.field === undefined ? {} : { field: bind.field }) } }
      : {}),
    ...(formula === undefined ? {} : { formula }),
    ...templateOf(found, language),
    ...readsOf(run, found, language),
    ...(shown.problem ? { problems: [shown.problem] } : {}),
    where,
    ...(behind ?? rowsRead(run, found, language, down)),
  };
}

/** What an explanation needs of a run. */
export type Explained = Pick<ReportRun, 'sheet' | 'tables' | 'datasets'>;

/** The rows behind a value among those that were read. */
function rowsRead(run: Explained, at: CellInstance, language: string, down: BreakDown): Behind {
  const { bind } = at.cell.document;
  const table = bind && run.tables.get(bind.dataset);
  const rows = rowsUnder(run, at, down);
  const dataset = bind && run.datasets.get(bind.dataset);
  const { by } = down;
  return {
    columns: dataset?.columns ?? [],
    rows: dataset ? rowsAt(dataset, listRows(rows, SHOWN_ROWS)) : [],
    total: countOf(rows),
    ...(by === undefined ? {} : { parts: partsBy(by, rows, table, at.cell.document, language) }),
  };
}

function rowsUnder(run: Explained, at: CellInstance, { within = [] }: BreakDown): RowSet {
  const { bind } = at.cell.document;
  const table = bind && run.tables.get(bind.dataset);
  const all = bind ? rowsBehind(at, run.sheet.evaluator) : noRows;
  return within.reduce((left, step) => rowsWithin(left, table, step), all);
}

/** Places of the rows that are shown behind a value; none where nothing of it may be read. */
export function placesBehind(run: Explained, source: string, at: string, down: BreakDown): readonly number[] {
  const cell = run.sheet.template.find(source);
  const found = cell && at !== '' && spotAt(cell, at, run.sheet.expansion);
  return found && valueAt(run, found) !== 'withheld' ? listRows(rowsUnder(run, found, down), SHOWN_ROWS) : [];
}

function templateOf({ cell }: CellInstance, language: string): Pick<Explanation, 'template'> {
  const { text } = cell.document;
  const words = text === undefined ? undefined : labelText(text, language);
  return words?.includes('{{') ? { template: words } : {};
}

/** Each cell that was read for the value, once. */
function readsOf(run: Explained, at: CellInstance, language: string): Pick<Explanation, 'reads' | 'readsTotal'> {
  const read = run.sheet.evaluator.reads(at);
  if (read.length === 0) return {};
  const reads = read.slice(0, SHOWN_READS).map((each) => {
    const shown = valueAt(run, each);
    const value = shown === 'withheld' ? null : shown.value;
    return {
      cell: each.cell.address,
      at: `${pathOf(each.down)};${pathOf(each.right)}`,
      value,
      text: shown === 'withheld' ? noAccessText(language) : textOf(value, each.cell.document.format, language),
    };
  });
  return { reads, readsTotal: read.length };
}

/** None where the cell failed before it had any. */
export function rowsBehind(at: CellInstance, { scope }: Evaluator): RowSet {
  const own = at.cell.axis === 'down' ? at.down : at.cell.axis === 'right' ? at.right : undefined;
  try {
    return own ? (own.rows ?? noRows) : scope.rowsOf(at);
  } catch (error) {
    if (error instanceof CellError) return noRows;
    throw error;
  }
}

type Shown = { readonly value: Value; readonly problem?: Problem };

function valueAt(run: Explained, at: CellInstance): Shown | 'withheld' {
  try {
    return { value: flat(run.sheet.evaluator.values.read(at)) };
  } catch (error) {
    if (isNoAccess(error)) return 'withheld';
    if (!(error instanceof CellError)) throw error;
    return { value: error.code, problem: problem(`/sheet/cells/${at.cell.address}`, error.code, error) };
  }
}

function groupsAbove(run: Explained, instance: Instance, language: string): Explanation['where'] {
  const groups: Explanation['where'][number][] = [];
  for (let at: Instance | undefined = instance; at?.parent; at = at.parent) {
    const { bind, format } = at.cell!.document;
    const withheld = at.failed !== undefined && isNoAccess(at.failed);
    const field = withheld ? undefined : bind?.field;
    const label = run.datasets.get(bind?.dataset ?? '')?.columns.find((column) => column.name === field)?.label;
    groups.unshift({
      cell: at.cell!.address,
      ...(field === undefined ? {} : { field }),
      ...(label === undefined ? {} : { label }),
      value: at.value,
      text: withheld ? noAccessText(language) : textOf(at.value, format, language),
    });
  }
  return groups;
}
