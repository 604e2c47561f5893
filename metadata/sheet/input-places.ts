/**
 * Cells that a reader may type into, and which record each stands for: the `input` of a template cell, its key read at every
 * crossing where the cell stands. Pure; whether the reader may write is asked where it is written.
 */
import type { Value } from '../value.js';
import type { ExpandedSheet } from './expand.js';
import { pathOf } from './grid.js';
import { allSpots, listSpots } from './references.js';
import { aggregateRows } from './row-sets.js';
import type { Column } from './columns.js';
import { CellError, SheetError, type CellInstance, type Instance, type TemplateCell } from './types.js';

export interface InputPlace {
  /** Address in the template, and the instance path as the grid names it. */
  readonly source: string;
  readonly at: string;
  readonly entity: string;
  readonly field: string;
  /** Values that the record has, by field; undefined where the cell stands for no one record. */
  readonly key: Readonly<Record<string, Value>> | undefined;
  /** Where the cell shows a name: the id of the record, the code of the choice that stands behind it. */
  readonly stored?: Value;
}

/**
 * Every place of a cell with `input`. One without a key is shown and not written: `when` does not hold, part of the key is
 * null, several or not to be read, or it stands for the rest that `others` gathers.
 */
export function inputPlaces({ template, expansion, evaluator }: ExpandedSheet): readonly InputPlace[] {
  return template.cells.flatMap((cell) => {
    const { input } = cell.document;
    if (!input) return [];
    const behind = columnBehind(cell, evaluator);
    return listSpots(allSpots(cell, expansion)).map((at) => {
      const key = isOpen(at, input.when, evaluator) ? keyAt(at, input.key, evaluator) : undefined;
      return {
        source: cell.address,
        at: `${pathOf(at.down)};${pathOf(at.right)}`,
        entity: input.entity,
        field: input.field,
        key,
        ...(key && behind ? { stored: storedAt(at, behind, evaluator) } : {}),
      };
    });
  });
}

type Evaluator = ExpandedSheet['evaluator'];

function isOpen(at: CellInstance, when: string | undefined, evaluator: Evaluator): boolean {
  for (const path of [at.down, at.right])
    for (let each: Instance | undefined = path; each; each = each.parent)
      if (each.others || each.blank || each.failed) return false;
  return when === undefined || readAt(when, at, evaluator) === true;
}

function keyAt(
  at: CellInstance,
  key: Readonly<Record<string, string>>,
  evaluator: Evaluator,
): Readonly<Record<string, Value>> | undefined {
  const values = Object.entries(key).map(([field, text]) => [field, readAt(text, at, evaluator)] as const);
  return values.every(([, value]) => value !== undefined && value !== null && !Array.isArray(value))
    ? Object.fromEntries(values as [string, Value][])
    : undefined;
}

/** `region_id` of a look-up `region`, `stage_code` of a choice: columns beside the names that a cell shows. */
function columnBehind({ document: { bind }, axis, ...cell }: TemplateCell, { scope }: Evaluator): Column | undefined {
  if (axis || bind?.field === undefined || !['value', 'first', 'last'].includes(bind.as)) return undefined;
  for (const name of [`${bind.field}_id`, `${bind.field}_code`])
    try {
      return scope.column(bind.dataset, name, { document: { bind }, axis, ...cell });
    } catch (error) {
      if (!(error instanceof SheetError || error instanceof CellError)) throw error;
    }
  return undefined;
}

/** Null where it stands for none or for several. */
function storedAt(at: CellInstance, column: Column, { scope }: Evaluator): Value {
  const value = aggregateRows(at.cell.document.bind!.as, column, scope.rowsOf(at));
  return Array.isArray(value) ? null : value;
}

/** Undefined where it cannot be computed or read. */
function readAt(text: string, at: CellInstance, evaluator: Evaluator): Value | undefined {
  try {
    return evaluator.evaluate(text, at);
  } catch (error) {
    if (error instanceof CellError) return undefined;
    throw error;
  }
}
