/**
 * Texts or values for a block of cells to edits and refusals, cell by cell: rights, rules and the field types' own codecs
 * decide here what they can, before anything is sent.
 */
import type { TextContext } from '../../../metadata/contributions.js';
import { isReference, type WireRecord } from '../../data/record.js';
import type { Host } from '../../host/host.js';
import { refusedText } from '../../ui/refused-text.js';
import { rowName } from '../grid-cells.js';
import type { Column } from '../columns.js';
import { valueRefusal } from './cell-permission.js';
import { isSame, type CellSession } from './cell-session.js';
import type { GridPort } from './grid-port.js';

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
    const read = 'value' in wanted ? wanted : await readText(port, column, wanted.text, found);
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

type Read = { readonly value: unknown } | { readonly reason: string };

async function readText(
  port: GridPort,
  column: Column,
  typed: string,
  found: Map<string, Promise<Read>>,
): Promise<Read> {
  const text = typed.trim();
  if (text === '' || text === '–') return { value: null };
  const { field } = column;
  const { host } = port;
  if (field.target !== undefined) {
    const key = `${field.target} ${text}`;
    const search = found.get(key) ?? findReference(port, column, text);
    found.set(key, search);
    return search;
  }
  const context = readingContext(host, port.fieldHost.context);
  const parsed = field.type.parseText
    ? field.type.parseText(text, field.document, context)
    : field.type.parse(text, field.document);
  if ('value' in parsed) return { value: parsed.value };
  const message = port.fieldHost.findingText(parsed.code, parsed.message, field);
  return { reason: refusedText(port.fieldHost, { code: parsed.code, message }) };
}

/** Labels of choices in any language are read, not only codes. */
export function readingContext(host: Host, context: TextContext): TextContext {
  return {
    ...context,
    codeOf: (dictionary, label) => {
      const wanted = label.toLocaleLowerCase();
      for (const value of host.app.model.dictionaries.get(dictionary)?.values.values() ?? []) {
        const labels = typeof value.label === 'string' ? [value.label] : Object.values(value.label);
        if ([value.code, ...labels].some((each) => each.toLocaleLowerCase() === wanted)) return value.code;
      }
      return undefined;
    },
  };
}

/** The one record of this name. */
async function findReference({ host, fieldHost }: GridPort, { field }: Column, text: string): Promise<Read> {
  const { rows } = await fieldHost.search(field.target!, text, { offset: 0, limit: 20 });
  const same = rows.filter((row) => row.label.toLocaleLowerCase() === text.toLocaleLowerCase());
  const [first, second] = same;
  if (first && !second) return { value: first };
  return { reason: host.i18n.t(second ? 'cell.severalFound' : 'cell.noneFound', { text }) };
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
