/**
 * Expands a sheet template over its datasets into a grid. Pure.
 *
 *   sheet document
 *      |  readTemplate     cells, parents, chains                (template.ts)
 *      |  findBands        which template rows repeat with whom  (bands.ts)
 *      |  expandAxes       instances with their rows             (instances.ts, grouping.ts)
 *      |  emitSlots        rows and columns of the output        (slots.ts)
 *      v  buildGrid        identities -> merged cells -> values  (grid.ts, values.ts, references.ts)
 *   grid JSON
 *
 * Throws SheetError for a mistake in the template and when the budget is passed; mistakes in one cell show in that cell.
 */
import { findBands } from './bands.js';
import { createEvaluator, type Evaluator } from './evaluator.js';
import { buildGrid } from './grid.js';
import { expandAxes } from './instances.js';
import { emitSlots } from './slots.js';
import { readTemplate } from './template.js';
import type { Expansion, Grid, SheetInput, Template } from './types.js';

export interface ExpandedSheet {
  readonly grid: Grid;
  /** Kept for explain: the template and the instances behind the grid. */
  readonly template: Template;
  readonly expansion: Expansion;
  readonly evaluator: Evaluator;
}

export function expandSheet(input: SheetInput): ExpandedSheet {
  const template = readTemplate(input.sheet);
  const rowBands = findBands(template, 'down');
  const columnBands = findBands(template, 'right');
  const evaluator = createEvaluator(template, input);
  const expansion = expandAxes(template, evaluator.scope);
  const columns = emitSlots(template.columns, columnBands, expansion.right);
  const rows = emitSlots(template.rows, rowBands, expansion.down);
  const grid = buildGrid(input.sheet, { rows, columns, template }, evaluator, input.language);
  return { grid, template, expansion, evaluator };
}
