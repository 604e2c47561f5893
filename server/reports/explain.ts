/** Explains a value: what it is made of, where, by which formula, and the rows behind it. */
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import { flat, type Evaluator } from '../../metadata/sheet/evaluator.js';
import { textOf } from '../../metadata/sheet/format.js';
import { pathOf } from '../../metadata/sheet/grid.js';
import { isNoAccess, noAccessText } from '../../metadata/sheet/no-access.js';
import { allInstances } from '../../metadata/sheet/references.js';
import { aggregateValues, compareKeys, groupKey } from '../../metadata/sheet/row-sets.js';
import {
  CellError,
  type CellInstance,
  type DataTable,
  type Instance,
  type RowSet,
} from '../../metadata/sheet/types.js';
import type { CellDocument } from '../../metadata/schema/sheet.js';
import type { Value } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { badRequest, notFound } from '../errors.js';
import type { ReportRun } from './run-report.js';

/** Rows shown behind a value; `total` says how many there are. */
const SHOWN_ROWS = 200;

export interface Explanation {
  readonly source: string;
  readonly value: Value;
  readonly text: string;
  readonly bind?: { readonly dataset: string; readonly field?: string; readonly as: string };
  readonly formula?: string;
  /** Groups the value stands under, outermost first. */
  readonly where: readonly {
    readonly cell: string;
    readonly field?: string;
    /** What the field is called. */
    readonly label?: string;
    readonly value: Value;
    readonly text: string;
  }[];
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  readonly total: number;
  /** What the value is made of, by the groups of a column; the largest first. */
  readonly parts?: {
    readonly by: string;
    readonly total: number;
    readonly items: readonly {
      readonly value: Value;
      readonly text: string;
      /** The same aggregate over the rows of this group, and how it reads. */
      readonly figure: Value;
      readonly figureText: string;
      readonly rows: number;
    }[];
  };
}

/** The way down from a value: the column to break it down by, below values chosen of others. */
export interface BreakDown {
  readonly by?: string;
  readonly within?: readonly { readonly column: string; readonly value: Value }[];
}

/** `source` is a template address, `at` the path of a grid cell; 404 when the sheet has no such instance. */
export function explainCell(
  run: ReportRun,
  source: string,
  at: string,
  language: string,
  { by, within = [] }: BreakDown = {},
): Explanation {
  const { template, expansion, evaluator } = run.sheet;
  const cell = template.find(source);
  const found =
    cell && allInstances(cell, expansion).find((each) => `${pathOf(each.down)};${pathOf(each.right)}` === at);
  if (!cell || !found) throw notFound();
  const { bind, formula, format } = cell.document;
  const shown = valueAt(run, found);
  const where = [...groupsAbove(run, found.down, language), ...groupsAbove(run, found.right, language)];
  // What may not be read is not named either: no field, no formula, no rows.
  if (shown === 'withheld')
    return { source, value: null, text: noAccessText(language), where, columns: [], rows: [], total: 0 };
  const all = bind ? rowsBehind(found, bind.dataset, evaluator) : [];
  const table = bind && run.tables.get(bind.dataset);
  const rows = within.reduce((left, step) => rowsWithin(left, table, step), all);
  const dataset = bind && run.datasets.get(bind.dataset);
  return {
    source,
    value: shown.value,
    text: textOf(shown.value, format, language),
    ...(bind
      ? { bind: { dataset: bind.dataset, as: bind.as, ...(bind.field === undefined ? {} : { field: bind.field }) } }
      : {}),
    ...(formula === undefined ? {} : { formula }),
    where,
    columns: dataset?.columns ?? [],
    rows: rows.slice(0, SHOWN_ROWS).map((index) => dataset!.rows[index]!),
    total: rows.length,
    ...(by === undefined ? {} : { parts: partsBy(by, rows, table, cell.document, language) }),
  };
}

function columnOf(table: DataTable | undefined, name: string): number {
  const index = table?.columns.indexOf(name) ?? -1;
  if (index < 0) throw badRequest('UNKNOWN_COLUMN', say`There is no column ${{ column: name }} behind this value.`);
  return index;
}

/** What tells two values of a column apart: of a look-up the record, of a choice the code, not how they read. */
function keyColumn(table: DataTable | undefined, name: string): number {
  const own = columnOf(table, name);
  const beside = [`${name}_id`, `${name}_code`].map((each) => table!.columns.indexOf(each)).find((index) => index >= 0);
  return beside ?? own;
}

function rowsWithin(
  rows: RowSet,
  table: DataTable | undefined,
  { column, value }: NonNullable<BreakDown['within']>[number],
): RowSet {
  const at = keyColumn(table, column);
  const key = groupKey(value);
  return rows.filter((row) => groupKey(table!.rows[row]![at] ?? null) === key);
}

function partsBy(
  by: string,
  rows: RowSet,
  table: DataTable | undefined,
  { bind, format }: CellDocument,
  language: string,
): NonNullable<Explanation['parts']> {
  const [shownAt, at] = [columnOf(table, by), keyColumn(table, by)];
  const groups = new Map<string, { value: Value; shown: Value; rows: number[] }>();
  for (const row of rows) {
    const value = table!.rows[row]![at] ?? null;
    const shown = table!.rows[row]![shownAt] ?? null;
    const group = groups.get(groupKey(value)) ?? { value, shown, rows: [] };
    group.rows.push(row);
    groups.set(groupKey(value), group);
  }
  const isFigure = bind?.field !== undefined && !['group', 'list', 'value'].includes(bind.as);
  const figureAt = isFigure ? columnOf(table, bind.field!) : -1;
  const figure = (some: RowSet): Value =>
    isFigure ? aggregateValues(bind.as, some.map((row) => table!.rows[row]![figureAt] ?? null)) : some.length; // prettier-ignore
  const items = [...groups.values()].map((group) => {
    const made = figure(group.rows);
    return {
      value: group.value,
      text: textOf(group.shown, undefined, language),
      figure: made,
      figureText: textOf(made, isFigure ? format : undefined, language),
      rows: group.rows.length,
    };
  });
  items.sort((a, b) => compareKeys(a.figure, b.figure, true));
  return { by, total: items.length, items: items.slice(0, SHOWN_ROWS) };
}

function rowsBehind(at: CellInstance, dataset: string, { scope }: Evaluator): readonly number[] {
  const own = at.cell.axis === 'down' ? at.down : at.cell.axis === 'right' ? at.right : undefined;
  return own?.rows.get(dataset) ?? scope.rowsOf(at);
}

function valueAt(run: ReportRun, at: CellInstance): { readonly value: Value } | 'withheld' {
  try {
    return { value: flat(run.sheet.evaluator.values.read(at)) };
  } catch (error) {
    if (isNoAccess(error)) return 'withheld';
    if (error instanceof CellError) return { value: error.code };
    throw error;
  }
}

function groupsAbove(run: ReportRun, instance: Instance, language: string): Explanation['where'] {
  const groups: Explanation['where'][number][] = [];
  for (let at: Instance | undefined = instance; at?.parent; at = at.parent) {
    const { bind, format } = at.cell!.document;
    const field = at.withheld ? undefined : bind?.field;
    const label = run.datasets.get(bind?.dataset ?? '')?.columns.find((column) => column.name === field)?.label;
    groups.unshift({
      cell: at.cell!.address,
      ...(field === undefined ? {} : { field }),
      ...(label === undefined ? {} : { label }),
      value: at.value,
      text: at.withheld ? noAccessText(language) : textOf(at.value, format, language),
    });
  }
  return groups;
}
