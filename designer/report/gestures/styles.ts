/**
 * Looks of cells. A cell names a style of the sheet; what a toggle changes becomes the style that says just that, one that
 * is there already or a new one, so that equal looks share a name. Pure.
 */
import type { CellDocument, SheetDocument, SheetStyle } from '../../../metadata/schema/sheet.js';
import { formatAddress } from '../../../metadata/sheet/address.js';
import { cellAt, cellsIn, covers, putCells, type Area, type Change } from './places.js';

/** What changes; undefined takes it away. */
export type StyleChange = { readonly [K in keyof SheetStyle]?: SheetStyle[K] | undefined };

export const styleOf = (sheet: SheetDocument, cell: CellDocument | undefined): SheetStyle =>
  (cell?.style === undefined ? undefined : sheet.styles?.[cell.style]) ?? {};

/** True when all cells of the area look so; an area without cells does not. */
export function isStyled(sheet: SheetDocument, area: Area, wanted: StyleChange): boolean {
  const cells = cellsIn(sheet, area);
  const keys = Object.keys(wanted) as (keyof SheetStyle)[];
  return cells.length > 0 && cells.every(({ cell }) => keys.every((key) => styleOf(sheet, cell)[key] === wanted[key]));
}

/** Gives the cells of an area another look; places without a cell get an empty one, so that they show it. */
export function styleArea(sheet: SheetDocument, area: Area, change: StyleChange): Change {
  let next = sheet;
  for (const [address, cell] of cellsOver(sheet, area)) {
    const wanted = { ...styleOf(next, cell), ...change };
    const [name, styles] = styleNamed(next, cell.style, clean(wanted));
    next = putCells({ ...next, ...(styles ? { styles } : {}) }, { [address]: withStyle(cell, name) });
  }
  return { sheet: next, select: area };
}

/** Names a style for the cells of an area; undefined: none. */
export function nameStyle(sheet: SheetDocument, area: Area, name: string | undefined): Change {
  const cells = cellsOver(sheet, area).map(([address, cell]) => [address, withStyle(cell, name)] as const);
  return { sheet: putCells(sheet, Object.fromEntries(cells)), select: area };
}

/** A number format for the cells of an area; undefined: the plain one. */
export function formatArea(sheet: SheetDocument, area: Area, format: string | undefined): Change {
  const cells = cellsIn(sheet, area).map(({ address, cell }) => {
    const { format: _format, ...rest } = cell;
    return [address, format === undefined ? rest : { ...rest, format }] as const;
  });
  return { sheet: putCells(sheet, Object.fromEntries(cells)), select: area };
}

/** The styles that totals, subtotals and heads have, made where they are missing. */
export function withRole(
  sheet: SheetDocument,
  role: NonNullable<SheetStyle['role']>,
  align?: SheetStyle['align'],
): { readonly sheet: SheetDocument; readonly name: string } {
  const [name, styles] = styleNamed(sheet, role === 'header' ? 'head' : role, clean({ role, bold: true, align }));
  return { name: name!, sheet: styles ? { ...sheet, styles } : sheet };
}

function cellsOver(sheet: SheetDocument, area: Area): readonly (readonly [string, CellDocument])[] {
  const found: (readonly [string, CellDocument])[] = [];
  const seen = new Set<string>();
  for (let row = area.top; row <= area.bottom; row++) {
    for (let column = area.left; column <= area.right; column++) {
      const held = cellAt(sheet, { row, column });
      const address = held?.address ?? formatAddress(row, column);
      if (seen.has(address) || (held && !covers(area, held))) continue;
      seen.add(address);
      found.push([address, held?.cell ?? { text: '' }]);
    }
  }
  return found;
}

function withStyle(cell: CellDocument, name: string | undefined): CellDocument {
  const { style: _style, ...rest } = cell;
  return name === undefined ? rest : { ...rest, style: name };
}

const clean = (style: StyleChange): SheetStyle =>
  Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined && value !== false)) as SheetStyle;

type Styles = NonNullable<SheetDocument['styles']>;

/** The name of a style that says just this, and the styles when one had to be added. */
function styleNamed(
  { styles = {} }: SheetDocument,
  base: string | undefined,
  wanted: SheetStyle,
): readonly [string | undefined, Styles?] {
  if (Object.keys(wanted).length === 0) return [undefined];
  const same = (style: SheetStyle) => keysOf(style) === keysOf(wanted);
  if (base !== undefined && styles[base] && same(styles[base])) return [base];
  const found = Object.entries(styles).find(([, style]) => same(style));
  if (found) return [found[0]];
  const { role, bold, italic, align, color, fill } = wanted;
  const words = [role === 'header' ? 'head' : role, bold && !role ? 'bold' : '', italic ? 'italic' : '', align, color || fill ? 'colour' : '']; // prettier-ignore
  const plain = words.filter(Boolean).join('_');
  let name = plain;
  for (let count = 2; styles[name]; count++) name = `${plain}_${count}`;
  return [name, { ...styles, [name]: wanted }];
}

const keysOf = (style: SheetStyle): string =>
  JSON.stringify(Object.entries(style).sort(([a], [b]) => (a < b ? -1 : 1)));
