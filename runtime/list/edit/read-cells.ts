/**
 * Texts or values for a block of cells to edits and refusals, cell by cell: rights, rules and the field types' own codecs
 * decide here what they can, before anything is sent.
 */
import { isReference, type WireRecord } from '../../data/record.js';
import { rowName } from '../grid-cells.js';
import type { Column } from '../columns.js';
import { valueRefusal } from './cell-permission.js';
import { isSame, type CellSession } from './cell-session.js';
import type { GridPort } from './grid-port.js';
import { readText, type Read } from './read-text.js';

export interface CellEdit {
  readonly row: WireRecord;
  readonly column: Column;
  readonly value: unknown;
}
export interface CellRefusal {
  readonly row: WireRecord;
  readonly column: Column;
  /** What was to be written, as it was given. */
  readonly text: string;
  readonly reason: string;
}
export interface CellVerdicts {
  readonly edits: readonly CellEdit[];
  readonly refusals: readonly CellRefusal[];
}

/** What one cell is to become: typed text, or a value as it is. */
export type Wanted = { readonly text: string } | { readonly value: unknown };
export interface WantedCell {
  readonly row: WireRecord;
  readonly column: Column;
  readonly wanted: Wanted;
}

export async function readCells(
  port: GridPort,
  session: CellSession,
  cells: readonly WantedCell[],
): Promise<CellVerdicts> {
  const edits: CellEdit[] = [];
  const refusals: CellRefusal[] = [];
  const rules = await session.rules();
  const found = new Map<string, Promise<Read>>();
  for (const { row, column, wanted } of cells) {
    const text = 'text' in wanted ? wanted.text : textOf(port, column, wanted.value);
    const { reason, values } = await session.refusal(row, column);
    if (reason !== undefined) {
      refusals.push({ row, column, text, reason });
      continue;
    }
    const read = 'value' in wanted ? wanted : await readText(port, column.field, wanted.text, found);
    if ('reason' in read) {
      refusals.push({ row, column, text, reason: read.reason });
      continue;
    }
    if (isSame(read.value, row[column.path])) continue;
    const after = { ...values, [column.path]: read.value };
    const broken = valueRefusal(rules, port.host, port.entityName, column.field, after);
    if (broken === undefined) edits.push({ row, column, value: read.value });
    else refusals.push({ row, column, text, reason: broken });
  }
  return { edits, refusals };
}

/** A value as a person reads it; nothing is empty text. */
export function textOf(port: GridPort, column: Column, value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  // The currency stands in the head; with it a spreadsheet would read a text.
  if (column.field.valueType === 'number' && typeof value === 'number') {
    const unit = column.view.unit?.(column.field, port.fieldHost);
    const text = column.view.text(value, column.field, port.fieldHost);
    return unit && text.startsWith(`${unit} `) ? text.slice(unit.length + 1) : text;
  }
  if (isReference(value)) return value.label;
  return column.view.text(value, column.field, port.fieldHost);
}

export const nameOf = (port: GridPort, row: WireRecord): string => rowName(port.columns, port.fieldHost, row);
