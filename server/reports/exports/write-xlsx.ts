/**
 * A grid to a workbook: values typed, number formats, merges, styles, frozen panes, sizes. Text never becomes a formula.
 * Covered cells of a merge carry its style too, else their borders are missing.
 */
import { writeXlsx, type Cell, type CellStyle } from 'hucre';
import type { SheetDocument, SheetStyle } from '../../../metadata/schema/sheet.js';
import type { Grid, GridCell } from '../../../metadata/sheet/types.js';
import { serialDate } from '../../../metadata/sheet/format.js';

/** Fills of the roles a style may have: what the reader's theme shows as head, subtotal and total. */
const roleStyles: Readonly<Record<string, CellStyle>> = {
  header: { font: { bold: true }, fill: solid('F1F3F5') },
  subtotal: { font: { bold: true }, fill: solid('F6F7F9') },
  total: { font: { bold: true }, border: { top: { style: 'medium', color: { rgb: '4C5560' } } } },
};
const line = { style: 'thin', color: { rgb: 'E4E7EB' } } as const;
const border = { top: line, right: line, bottom: line, left: line };

function solid(rgb: string): NonNullable<CellStyle['fill']> {
  return { type: 'pattern', pattern: 'solid', fgColor: { rgb } };
}

export interface WorkbookOptions {
  /** Written above the grid when the reader gave one. */
  readonly title?: string;
  readonly sheetName: string;
}

export async function writeGridXlsx(grid: Grid, sheet: SheetDocument, options: WorkbookOptions): Promise<Uint8Array> {
  const top = options.title ? 2 : 0;
  const cells = new Map<string, Partial<Cell>>();
  if (options.title) {
    cells.set('0,0', { value: options.title, type: 'string', style: { font: { bold: true, size: 14 } } });
  }
  for (const cell of grid.cells) placeCell(cells, cell, top, sheet, grid.styles);
  const merges = grid.cells
    .filter((cell) => (cell.rowSpan ?? 1) * (cell.columnSpan ?? 1) > 1)
    .map((cell) => ({
      startRow: cell.row + top,
      startCol: cell.column,
      endRow: cell.row + top + (cell.rowSpan ?? 1) - 1,
      endCol: cell.column + (cell.columnSpan ?? 1) - 1,
    }));
  return writeXlsx({
    sheets: [
      {
        name: sheetName(options.sheetName),
        columns: grid.columns.map((column) => ({ width: Math.max(4, Math.round((column.width / 7) * 10) / 10) })),
        rowDefs: new Map(grid.rows.map((row, index) => [index + top, { height: Math.round(row.height * 0.75) }])),
        cells,
        merges,
        ...(grid.freeze ? { freezePane: { rows: grid.freeze.rows + top, columns: grid.freeze.columns } } : {}),
      },
    ],
  });
}

function placeCell(
  cells: Map<string, Partial<Cell>>,
  cell: GridCell,
  top: number,
  sheet: SheetDocument,
  styles: Readonly<Record<string, SheetStyle>>,
): void {
  const format = sheet.cells[cell.source]?.format;
  const style = cellStyle(cell.style === undefined ? undefined : styles[cell.style], format, cell);
  for (let row = cell.row; row < cell.row + (cell.rowSpan ?? 1); row++) {
    for (let column = cell.column; column < cell.column + (cell.columnSpan ?? 1); column++) {
      const first = row === cell.row && column === cell.column;
      cells.set(`${row + top},${column}`, { style, ...(first ? typed(cell, format) : { value: null, type: 'empty' }) });
    }
  }
}

/** A date with a format is written as a date's number, so that a spreadsheet can reckon with it. */
function typed(cell: GridCell, format: string | undefined): Pick<Cell, 'value' | 'type'> {
  const { value } = cell;
  if (cell.kind === 'noAccess') return { value: cell.text, type: 'string' };
  if (value === null) return { value: null, type: 'empty' };
  if (typeof value === 'number') return { value, type: 'number' };
  if (typeof value === 'boolean') return { value, type: 'boolean' };
  const text = String(value);
  if (format !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text)) return { value: serialDate(text), type: 'number' };
  return { value: text, type: 'string' };
}

function cellStyle(style: SheetStyle | undefined, format: string | undefined, cell: GridCell): CellStyle {
  const role = style?.role === undefined ? {} : (roleStyles[style.role] ?? {});
  const rgb = (hex: string) => {
    const digits = hex.slice(1);
    return (digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits).toUpperCase();
  };
  const horizontal = style?.align ?? (typeof cell.value === 'number' ? 'right' : 'left');
  return {
    font: {
      ...role.font,
      ...(style?.bold ? { bold: true } : {}),
      ...(style?.italic || cell.kind === 'noAccess' ? { italic: true } : {}),
      ...(cell.kind === 'noAccess'
        ? { color: { rgb: '6B7280' } }
        : style?.color
          ? { color: { rgb: rgb(style.color) } }
          : {}),
    },
    ...(style?.fill ? { fill: solid(rgb(style.fill)) } : role.fill ? { fill: role.fill } : {}),
    border: { ...border, ...role.border },
    alignment: { horizontal, vertical: (cell.rowSpan ?? 1) > 1 ? 'top' : 'center' },
    ...(format === undefined ? {} : { numFmt: format }),
  };
}

/** Excel allows 31 characters and refuses some. */
function sheetName(name: string): string {
  return (
    name
      .replace(/[\\/?*[\]:]/g, ' ')
      .trim()
      .slice(0, 31) || 'Report'
  );
}
