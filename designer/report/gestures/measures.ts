/**
 * Figures beside a figure in one step: its share, its rank, its running total, the period before. Pure; the groups that are
 * offered are those under which the engine sees the cell.
 */
import type { CellDocument, SheetDocument } from '../../../metadata/schema/sheet.js';
import { formatAddress } from '../../../metadata/sheet/address.js';
import type { TemplateCell } from '../../../metadata/sheet/types.js';
import type { Label } from '../../../metadata/value.js';
import { insertLines } from './lines.js';
import { placedCells, putCells, sizeOf, untorn, type Change, type PlacedCell, type Position } from './places.js';
import { templateOf } from './template-of.js';

export type MeasureKind = 'share' | 'rank' | 'running' | 'previous' | 'change' | 'lastYear';

export interface Measure {
  readonly kind: MeasureKind;
  /** Groups of the figure, by address: of `share`, `rank` and `running` where it is counted, of the others along what. */
  readonly within: readonly string[];
}

/** What can stand beside a figure: each kind with the groups it may be counted in. */
export function measuresAt(sheet: SheetDocument, place: Position): readonly Measure[] {
  const cell = templateOf(sheet)?.at(place.row, place.column);
  if (!cell || !isFigure(cell.document)) return [];
  const groups = [...cell.leftChain, ...cell.topChain];
  if (groups.length === 0) return [];
  // The innermost group would hold the figure alone.
  const outer = groups.filter((each) => each !== cell.leftChain.at(-1) || cell.topChain.length > 0);
  const counted = (['share', 'rank', 'running'] as const).flatMap((kind) => [
    { kind, within: [] },
    ...outer.map(({ address }) => ({ kind, within: [address] })),
  ]);
  const along = cell.topChain.length > 0 ? cell.topChain : cell.leftChain;
  const inner = along.at(-1)!.address;
  const stepped: Measure[] = [
    { kind: 'previous', within: [inner] },
    { kind: 'change', within: [inner] },
  ];
  const nested = along.length > 1 ? [{ kind: 'lastYear' as const, within: [along.at(-2)!.address, inner] }] : [];
  return [...counted, ...stepped, ...nested];
}

const isFigure = ({ bind, formula }: CellDocument): boolean =>
  formula !== undefined || (bind !== undefined && bind.as !== 'group' && bind.as !== 'list');

/** Adds the figure in a column of its own right of the cell, under the same groups, with a head where the cell has one. */
export function addMeasure(
  sheet: SheetDocument,
  place: Position,
  { kind, within }: Measure,
  label: Label,
): Change | undefined {
  const template = templateOf(sheet);
  const cell = template?.at(place.row, place.column);
  if (!template || !cell || !isFigure(cell.document)) return undefined;
  const column = cell.column + cell.columns;
  const opened = isFree(sheet, column) && cell.topChain.length === 0 ? { sheet, lost: [] } : openColumn(sheet, template.cells, cell); // prettier-ignore
  const cells: Record<string, CellDocument> = {};
  const look = lookOf(kind);
  const put = (of: Pick<PlacedCell, 'row' | 'column' | 'rows' | 'cell' | 'address'>, groups: readonly string[]) => {
    cells[formatAddress(of.row, column)] = {
      formula: formulaOf(kind, formatAddress(of.row, of.column), groups),
      ...(of.rows > 1 ? { span: [of.rows, 1] } : {}),
      ...(look === undefined ? copied(of.cell, 'format') : { format: look }),
      ...copied(of.cell, 'style'),
    };
  };
  const placed = placedCells(opened.sheet);
  const own = placed.find((each) => each.row === cell.row && each.column === cell.column)!;
  put(own, within);
  // A share of all stands beside each total too; the other figures mean nothing there.
  if (kind === 'share' && within.length === 0) {
    for (const each of placed) {
      const isTotal = each.column === own.column && each.row > own.row && isFigure(each.cell) && isAbove(template.cells, cell, each); // prettier-ignore
      if (isTotal) put(each, []);
    }
  }
  const head = placed.findLast((each) => each.row < own.row && each.column === own.column && each.columns === own.columns && each.cell.text !== undefined); // prettier-ignore
  if (head) {
    cells[formatAddress(head.row, column)] = {
      text: label,
      ...(head.rows > 1 ? { span: [head.rows, 1] } : {}),
      ...copied(head.cell, 'style'),
    };
  }
  const select = { top: cell.row, left: column, bottom: cell.row, right: column };
  return untorn({ ...opened, sheet: putCells(opened.sheet, cells), select });
}

function formulaOf(kind: MeasureKind, figure: string, within: readonly string[]): string {
  const groups = [figure, ...within].join(', ');
  switch (kind) {
    case 'share':
    case 'rank':
    case 'running':
      return `${kind}(${groups})`;
    case 'previous':
      return `prev(${groups})`;
    case 'change':
      return `${figure} / prev(${groups}) - 1`;
    case 'lastYear':
      return `${figure} / samePeriod(${groups}) - 1`;
  }
}

/** Undefined: as the figure itself. */
function lookOf(kind: MeasureKind): string | undefined {
  if (kind === 'share') return '0.0%';
  if (kind === 'change' || kind === 'lastYear') return '+0.0%;-0.0%';
  return kind === 'rank' ? '0' : undefined;
}

const copied = (cell: CellDocument, key: 'format' | 'style') => (cell[key] === undefined ? {} : { [key]: cell[key] });

const isFree = (sheet: SheetDocument, column: number): boolean =>
  column >= sizeOf(sheet).columns || placedCells(sheet).every((each) => each.column > column || each.column + each.columns <= column); // prettier-ignore

/** Groups above the figure reach over the new column, and titles that ended with it. */
function openColumn(sheet: SheetDocument, all: readonly TemplateCell[], cell: TemplateCell): Change {
  const end = cell.column + cell.columns;
  const grow = all.filter((each) => each !== cell && each.row + each.rows <= cell.row && each.column + each.columns === end && (cell.topChain.includes(each) || each.column < cell.column)); // prettier-ignore
  return insertLines(sheet, 'column', { at: end, grow: grow.map(({ address }) => address) });
}

/** A total of the figure: it hangs on fewer groups. */
function isAbove(all: readonly TemplateCell[], cell: TemplateCell, each: PlacedCell): boolean {
  const other = all.find(({ address }) => address === each.address);
  return other !== undefined && other.leftChain.length < cell.leftChain.length && other.leftChain.every((group) => cell.leftChain.includes(group)); // prettier-ignore
}
