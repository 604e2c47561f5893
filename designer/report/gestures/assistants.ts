/** Whole tables from picked fields: list, grouped, cross-tab, card. Pure. */
import type { CellDocument, SheetDocument } from '../../../metadata/schema/sheet.js';
import { formatAddress } from '../../../metadata/sheet/address.js';
import { bindCell, type FieldPick } from './content.js';
import { clearArea } from './copy-cells.js';
import { placedCells, putCells, untorn, type Change, type Position } from './places.js';
import { withRole } from './styles.js';

export const tableKinds = ['list', 'grouped', 'crossTab', 'card'] as const;
export type TableKind = (typeof tableKinds)[number];

/** Fields that are no numbers make groups; where all are numbers the first one does. */
const split = (picks: readonly FieldPick[]) => {
  const groups = picks.filter(({ type }) => type !== 'number');
  const [first, ...rest] = picks;
  return groups.length > 0
    ? { groups, numbers: picks.filter(({ type }) => type === 'number') }
    : { groups: first ? [first] : [], numbers: rest };
};

/** True when a table can be made of the fields. */
export const canMake = (kind: TableKind, picks: readonly FieldPick[]): boolean =>
  picks.length > 0 &&
  new Set(picks.map(({ dataset }) => dataset)).size === 1 &&
  (kind !== 'crossTab' || (picks.length >= 3 && split(picks).groups.length >= 2 && split(picks).numbers.length > 0)) &&
  (kind !== 'grouped' || picks.length >= 2);

type Cells = Record<string, CellDocument>;

/** The table with its first cell at a place; a sheet that held nothing gets its heads frozen. */
export function makeTable(
  sheet: SheetDocument,
  place: Position,
  kind: TableKind,
  picks: readonly FieldPick[],
): Change | undefined {
  if (!canMake(kind, picks)) return undefined;
  const wasEmpty = placedCells(sheet).length === 0;
  const left = withRole(sheet, 'header');
  const right = withRole(left.sheet, 'header', 'right');
  const heads = { left: left.name, right: right.name };
  const made = makers[kind](picks, heads);
  const area = { top: place.row, left: place.column, bottom: place.row + made.rows - 1, right: place.column + made.columns - 1 };
  const cleared = clearArea(right.sheet, area).sheet;
  const cells = Object.entries(made.cells(place));
  const next = putCells(cleared, Object.fromEntries(cells));
  const freeze = made.heads > 0 ? { freeze: formatAddress(place.row + made.heads, 0) } : {};
  const rows = made.heads > 0 ? { rows: Array.from({ length: place.row + made.heads }, (_, row) => (row < place.row ? {} : { role: 'header' as const })) } : {};
  return untorn({ sheet: wasEmpty ? { ...next, ...freeze, ...rows } : next, select: area });
} // prettier-ignore

interface Made {
  readonly rows: number;
  readonly columns: number;
  /** Rows of heads. */
  readonly heads: number;
  cells(place: Position): Cells;
}

type Make = (picks: readonly FieldPick[], heads: { readonly left: string; readonly right: string }) => Made;

const head = (pick: FieldPick, heads: Parameters<Make>[1], span?: [number, number]): CellDocument => ({
  text: pick.label,
  ...(span ? { span } : {}),
  style: pick.type === 'number' ? heads.right : heads.left,
});

/** Cells by their distance from the first. */
const at = (cells: readonly (readonly [row: number, column: number, cell: CellDocument])[]) => (place: Position) =>
    Object.fromEntries(cells.map(([row, column, cell]) => [formatAddress(place.row + row, place.column + column), cell])); // prettier-ignore

const list: Make = (picks, heads) => ({
  rows: 2,
  columns: picks.length,
  heads: 1,
  cells: at(picks.flatMap((pick, column) => [[0, column, head(pick, heads)], [1, column, bindCell(pick, column === 0 ? 'list' : 'value')]] as const)),
}); // prettier-ignore

const grouped: Make = (picks, heads) => {
  const { groups, numbers } = split(picks);
  const all = [...groups, ...numbers];
  return {
    rows: 2,
    columns: all.length,
    heads: 1,
    cells: at(
      all.flatMap((pick, column) => [
        [0, column, head(pick, heads)],
        [1, column, bindCell(pick, groups.includes(pick) ? 'group' : 'sum')],
      ]),
    ),
  };
};

/** The last group goes right, the others down; each number has a column under it, named where there are several. */
const crossTab: Make = (picks, heads) => {
  const { groups, numbers } = split(picks);
  const down = groups.slice(0, -1);
  const right = groups.at(-1)!;
  const lines = numbers.length > 1 ? 2 : 1;
  const width = down.length;
  const top: CellDocument = {
    ...bindCell(right, 'group', 'right'),
    ...(numbers.length > 1 ? { span: [1, numbers.length] } : {}),
    style: heads.left,
  };
  return {
    rows: lines + 1,
    columns: width + numbers.length,
    heads: lines,
    cells: at([
      ...down.map((pick, column) => [0, column, head(pick, heads, lines > 1 ? [lines, 1] : undefined)] as const),
      [0, width, top],
      ...(lines > 1 ? numbers.map((pick, index) => [1, width + index, head(pick, heads)] as const) : []),
      ...down.map((pick, column) => [lines, column, bindCell(pick, 'group')] as const),
      ...numbers.map((pick, index) => [lines, width + index, bindCell(pick, 'sum')] as const),
    ]),
  };
};

/** A block for each row: names and values, two pairs in a line; the first value is the list on which all the others hang. */
const card: Make = (picks, heads) => {
  const lines = Math.ceil(picks.length / 2);
  return {
    rows: lines + 1,
    columns: 4,
    heads: 0,
    cells: (place) => {
      const anchor = formatAddress(place.row, place.column + 1);
      const cells = picks.flatMap((pick, index) => {
        const [row, column] = [Math.floor(index / 2), (index % 2) * 2];
        const isLast = index === picks.length - 1 && column === 0;
        const value: CellDocument = index === 0 ? { ...bindCell(pick, 'list'), left: 'none' } : { ...bindCell(pick, 'value'), left: anchor };
        const whole: CellDocument = isLast ? { ...value, span: [1, 3] } : value;
        return [
          [row, column, { text: pick.label, left: anchor, style: heads.left }],
          [row, column + 1, whole],
        ] satisfies [number, number, CellDocument][];
      });
      return at([...cells, [lines, 0, { text: '', span: [1, 4], left: anchor }]])(place);
    },
  };
}; // prettier-ignore

const makers: Readonly<Record<TableKind, Make>> = { list, grouped, crossTab, card };
