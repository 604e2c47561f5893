/** Explains a value: what it is made of, where, by which formula, and the rows behind it. */
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import { flat, type Evaluator } from '../../metadata/sheet/evaluator.js';
import { textOf } from '../../metadata/sheet/format.js';
import { pathOf } from '../../metadata/sheet/grid.js';
import { isNoAccess, noAccessText } from '../../metadata/sheet/no-access.js';
import { allInstances } from '../../metadata/sheet/references.js';
import { CellError, type CellInstance, type Instance } from '../../metadata/sheet/types.js';
import type { Value } from '../../metadata/value.js';
import { notFound } from '../errors.js';
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
}

/** `source` is a template address, `at` the path of a grid cell; 404 when the sheet has no such instance. */
export function explainCell(run: ReportRun, source: string, at: string, language: string): Explanation {
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
  const rows = bind ? rowsBehind(found, bind.dataset, evaluator) : [];
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
  };
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
