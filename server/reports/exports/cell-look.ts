/** How a cell looks in a file: its style and what its role adds, as the light theme of the screen paints it. */
import type { SheetStyle } from '../../../metadata/schema/sheet.js';
import type { Grid, GridCell } from '../../../metadata/sheet/types.js';

export interface CellLook {
  readonly bold: boolean;
  readonly italic: boolean;
  /** `#rrggbb`. */
  readonly color: string;
  readonly fill?: string;
  readonly align: 'left' | 'center' | 'right';
  readonly vertical: 'top' | 'middle';
  /** A strong line above: totals. */
  readonly ruled: boolean;
  /** Of the words and charts beside a sheet: no borders, larger. */
  readonly heading?: 'title' | 'text' | 'chart';
}

/** The tokens of runtime/ui/tokens.css in light. */
export const colours = {
  text: '#1b1f24',
  secondary: '#4c5560',
  hint: '#636c77',
  bad: '#c02b2b',
  line: '#d9dde2',
  strong: '#868e98',
  sunken: '#f1f3f5',
  fill: '#edeff2',
} as const;

const roles: Readonly<Record<string, Partial<CellLook>>> = {
  header: { bold: true, color: colours.secondary, fill: colours.sunken },
  subtotal: { bold: true, fill: colours.sunken },
  total: { bold: true, fill: colours.fill, ruled: true },
};

export function cellLook(cell: GridCell, grid: Pick<Grid, 'styles'>): CellLook {
  const style: SheetStyle = (cell.style === undefined ? undefined : grid.styles[cell.style]) ?? {};
  const role = style.role === undefined ? {} : (roles[style.role] ?? {});
  const heading = headingOf(cell.source);
  const isTall = (cell.rowSpan ?? 1) > 1 && style.role !== 'header';
  return {
    bold: style.bold ?? role.bold ?? heading === 'title',
    italic: (style.italic ?? false) || cell.kind === 'noAccess',
    color: full(
      cell.kind === 'noAccess'
        ? colours.hint
        : cell.kind === 'error'
          ? colours.bad
          : (style.color ?? role.color ?? colours.text),
    ),
    ...(style.fill ? { fill: full(style.fill) } : role.fill ? { fill: role.fill } : {}),
    align: style.align ?? (typeof cell.value === 'number' ? 'right' : 'left'),
    vertical: isTall ? 'top' : 'middle',
    ruled: role.ruled ?? false,
    ...(heading ? { heading } : {}),
  };
}

const full = (hex: string): string =>
  hex.length === 4 ? `#${[...hex.slice(1)].map((digit) => digit + digit).join('')}` : hex;

/** Cells that heading.ts and chart-rows.ts put beside a sheet name no cell of its template. */
const headingOf = (source: string): CellLook['heading'] =>
  source.startsWith('#') ? (source.slice(1) as CellLook['heading']) : undefined;
