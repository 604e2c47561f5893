/** What grouping and expansion ask of the evaluator (evaluator.ts): rows, fields, conditions, order keys, the budget. */
import type { Value } from '../value.js';
import type { Column } from './columns.js';
import type { Group } from './grouping.js';
import type { CellInstance, Expansion, RowSet, TemplateCell } from './types.js';

export interface Scope {
  readonly language: string;
  /** Called once, when the roots exist and before any instance is made. */
  attach(expansion: Expansion): void;
  /** Cells that must be expanded before this one is: those its rows, its items or its text are made from. */
  cellsBefore(cell: TemplateCell): readonly TemplateCell[];
  /** Value of a cell that is expanded by its formula or text. */
  own(at: CellInstance): Value;
  /** Rows of the cell's dataset it sees: parents, then where and join. */
  rowsOf(at: CellInstance): RowSet;
  column(dataset: string, field: string, cell: TemplateCell): Column;
  /** Rows of the cell's dataset. */
  tableLength(cell: TemplateCell): number;
  aggregate(as: string, cell: TemplateCell, rows: RowSet): Value;
  /** The dataset states an order of its own (R38). */
  isOrdered(dataset: string): boolean;
  /** A key of `order` for each of the groups; `at` is the crossing they are under (R13). */
  orderKeys(at: CellInstance, by: string | undefined, groups: readonly Group[]): readonly Value[];
  rowTest(at: CellInstance, condition: string, row: number): boolean;
  /** Throws a SheetError of code BUDGET naming the cell when a run grows too large. */
  spend(kind: 'rows' | 'cells', amount: number, cell: TemplateCell): void;
}
