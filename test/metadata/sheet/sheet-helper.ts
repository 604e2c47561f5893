/** Sheets in the manual's notation: `East(3x1) | Ann`, `^` covered, `.` no cell, `null` no value, `blank` padding. */
import { registerSchemas } from '../../../plugins/index/schemas.js';
import { createRegistries } from '../../../metadata/registries.js';
import type { Registries } from '../../../metadata/contributions.js';
import type { EvaluationContext } from '../../../metadata/expression/environment.js';
import { expandSheet } from '../../../metadata/sheet/expand.js';
import type { DataTable, Grid, SheetInput } from '../../../metadata/sheet/types.js';
import type { CellDocument, SheetDocument } from '../../../metadata/schema/sheet.js';
import type { Value } from '../../../metadata/value.js';

export function testRegistries(): Registries {
  const registries = createRegistries();
  registerSchemas(registries);
  return registries;
}

export const testContext: EvaluationContext = {
  today: () => '2026-11-21',
  now: () => '2026-11-21T08:00:00.000Z',
  timeZone: 'UTC',
  user: () => null,
  fold: (text) => text.toLowerCase(),
};

const registries = testRegistries();

/** `2023 1 100 · 2023 2 120`: rows by " · ", values by blanks, numbers where they read as such. */
export function table(columns: string, rows: string): DataTable {
  const read = (text: string): Value => (text === 'null' ? null : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);
  return {
    columns: columns.split(' '),
    rows: rows.split(' · ').map((row) => row.split(' ').map(read)),
    ordered: true,
  };
}

export function expand(
  cells: Readonly<Record<string, CellDocument>>,
  data: Readonly<Record<string, DataTable>>,
  more: Partial<SheetDocument> = {},
  input: Partial<SheetInput> = {},
): Grid {
  return expandSheet({
    sheet: { cells, ...more },
    datasets: new Map(Object.entries(data)),
    parameters: {},
    functions: registries.function,
    context: testContext,
    language: 'en',
    ...input,
  }).grid;
}

export function expandText(
  cells: Readonly<Record<string, CellDocument>>,
  data: Readonly<Record<string, DataTable>>,
  more: Partial<SheetDocument> = {},
): string {
  return showGrid(expand(cells, data, more));
}

export function showGrid(grid: Grid): string {
  const places = grid.rows.map(() => grid.columns.map(() => '.'));
  for (const cell of grid.cells) {
    const height = cell.rowSpan ?? 1;
    const width = cell.columnSpan ?? 1;
    for (let row = cell.row; row < cell.row + height; row++) {
      for (let column = cell.column; column < cell.column + width; column++) places[row]![column] = '^';
    }
    const size = height * width > 1 ? `(${height}x${width})` : '';
    places[cell.row]![cell.column] = `${cell.kind === 'blank' ? 'blank' : show(cell.value)}${size}`;
  }
  return places.map((row) => row.join(' | ')).join('\n');
}

function show(value: Value): string {
  if (value === null) return 'null';
  return typeof value === 'number' ? String(Number(value.toFixed(4))) : String(value);
}
