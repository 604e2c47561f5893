/**
 * The first step of a row:  cell -> blanks cut off -> replacements -> texts that mean no value; or a computed value. Every
 * change is told.
 */
import { ExpressionError } from '../expression/errors.js';
import type { Problem, Value } from '../value.js';
import { say } from '../words.js';
import type { ColumnPlan, ImportPlan } from './plan.js';
import { about, cellText, refuse, type ConvertEnvironment, type ReadRow, type SourceRow, type Tell } from './row.js';

export function readRow(plan: ImportPlan, row: SourceRow, environment: ConvertEnvironment): ReadRow {
  const problems: Problem[] = [];
  const cells = plan.columns.map((column) => {
    const tell: Tell = (finding) => environment.findings.add({ ...about(column), ...finding }, row.line);
    const value =
      column.head === undefined
        ? compute(column, row, environment, problems, tell)
        : readCell(row.cells[column.head], tell);
    return typeof value === 'string' ? replaceText(column, value, tell) : value;
  });
  return { row, cells, problems };
}

/** The text of a cell without blanks around it; cutting them off is told, and so is a cell of nothing but blanks. */
function readCell(raw: string | undefined, tell: Tell): Value {
  if (raw === undefined || raw === '') {
    tell({ code: 'EMPTY', severity: 'note', message: 'The cell is empty; the field has no value.' });
    return null;
  }
  const text = raw.trim();
  if (text === '') {
    tell({ code: 'BLANK', severity: 'note', message: 'The cell holds blanks only; it was read as empty.' });
    return null;
  }
  if (text !== raw) {
    tell({ code: 'TRIMMED', severity: 'note', message: 'Blanks at either end were cut off.' });
  }
  return text;
}

function replaceText(column: ColumnPlan, text: string, tell: Tell): Value {
  const to = column.replace.get(text);
  if (to !== undefined) {
    const words =
      to === null ? say`"${{ text }}" was read as no value.` : say`"${{ text }}" was replaced by "${{ to }}".`;
    tell({ code: 'REPLACED', severity: 'note', from: text, to, ...words });
    return to;
  }
  if (!column.empty.has(text)) return text;
  tell({ code: 'READ_AS_EMPTY', severity: 'note', from: text, to: null, ...say`"${{ text }}" means no value here.` });
  return null;
}

function compute(
  column: ColumnPlan,
  row: SourceRow,
  environment: ConvertEnvironment,
  problems: Problem[],
  tell: Tell,
): Value {
  try {
    const value = column.value!.evaluate({
      context: environment.evaluation,
      field: (path) => cellText(row, path.slice(1).join('.')),
    });
    if (value === null && column.key) {
      tell({ code: 'EMPTY', severity: 'note', message: 'There is no key here; the look-up has no value.' });
    }
    return value;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    refuse(column, error.code, error, problems, tell);
    return null;
  }
}
