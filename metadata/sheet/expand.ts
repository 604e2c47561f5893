/**
 * Expands a sheet template over its datasets into a grid. Pure.
 *
 *   sheet document
 *      |  readTemplate     cells, parents, chains                (template.ts)
 *      |  findBands        which template rows repeat with whom  (bands.ts)
 *      |  expandAxes       instances with their rows             (instances.ts, grouping.ts)
 *      |  emitSlots        rows and columns of the output        (slots.ts)
 *      |  sizedLayout      identities -> merged pieces           (layout.ts, sizes.ts)
 *      v  buildGrid        values, texts, styles                 (grid.ts, values.ts, references.ts)
 *   grid JSON, whole or a window of it
 *
 * Datasets are columns (columns.ts); values are computed when they are asked for, once.
 *
 * Throws SheetError for a mistake in the template and when the budget is passed; mistakes in one cell show in that cell.
 */
import { findBands } from './bands.js';
import { createEvaluator, type Evaluator } from './evaluator.js';
import { buildGrid, buildWindow, type GridSource } from './grid.js';
import { expandAxes } from './instances.js';
import { sizedLayout } from './sizes.js';
import { emitSlots } from './slots.js';
import { readTemplate } from './template.js';
import type { Expansion, Grid, GridWindow, SheetInput, Template } from './types.js';

export interface ExpandedSheet {
  /** The whole grid; made when it is first asked for. */
  readonly grid: Grid;
  /** Kept for explain: the template and the instances behind the grid. */
  readonly template: Template;
  readonly expansion: Expansion;
  readonly evaluator: Evaluator;
  /** For windows. */
  readonly source: GridSource;
}

/** Rows from 0; `toRow` is not included. */
export interface WindowBounds {
  readonly fromRow: number;
  readonly toRow: number;
  /** As GridSource says it. */
  readonly plain?: boolean;
}

export function expandSheet(input: SheetInput): ExpandedSheet {
  const { sheet, language } = input;
  const template = readTemplate(sheet);
  const rowBands = findBands(template, 'down');
  const columnBands = findBands(template, 'right');
  const evaluator = createEvaluator(template, input);
  const expansion = expandAxes(template, evaluator.scope, input.list);
  const columns = emitSlots(template.columns, columnBands, expansion.right, expansion);
  const rows = emitSlots(template.rows, rowBands, expansion.down, expansion);
  const { timeZone } = input.context;
  const source = {
    sheet,
    template,
    evaluator,
    language,
    timeZone,
    ...sizedLayout(sheet, rows, columns, template, evaluator),
  };
  let grid: Grid | undefined;
  return {
    get grid() {
      return (grid ??= buildGrid(source));
    },
    template,
    expansion,
    evaluator,
    source,
  };
}

/**
 * Some rows of the grid, cells at their place in the whole one: values are computed for these rows only, and merged
 * cells that reach over an edge keep their size.
 */
export function gridWindow({ source }: ExpandedSheet, { fromRow, toRow, plain = false }: WindowBounds): GridWindow {
  return buildWindow(plain ? { ...source, plain } : source, fromRow, toRow);
}
