/**
 * Reads a sheet document into a template: cells with spans and axes, parents (default or stated) and the chains of
 * expanding ancestors. Rules: docs/sheets.md, "Default parent", R1, R3, R4.
 */
import type { CellDocument, SheetDocument } from '../schema/sheet.js';
import { say } from '../words.js';
import { parseAddress } from './address.js';
import { SheetError, type Axis, type Template, type TemplateCell } from './types.js';

interface Draft {
  ordinal: number;
  readonly address: string;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  readonly document: CellDocument;
  readonly axis: Axis | undefined;
  left?: Draft | undefined;
  top?: Draft | undefined;
  leftChain: readonly Draft[];
  topChain: readonly Draft[];
}

export function readTemplate(sheet: SheetDocument): Template {
  const drafts = Object.entries(sheet.cells).map(([address, document]) => readCell(address, document));
  drafts.sort((a, b) => a.row - b.row || a.column - b.column);
  drafts.forEach((draft, index) => (draft.ordinal = index));
  const byAddress = new Map(drafts.map((draft) => [draft.address, draft]));
  const covering = coverPositions(drafts);
  for (const draft of drafts) {
    draft.left = parentOf(draft, 'left', draft.document.left, drafts, byAddress);
    draft.top = parentOf(draft, 'top', draft.document.top, drafts, byAddress);
  }
  for (const draft of drafts) {
    draft.leftChain = chainOf(draft, 'left', 'down');
    draft.topChain = chainOf(draft, 'top', 'right');
  }
  for (const draft of drafts) checkRagged(draft);
  const rows = Math.max(sheet.rows?.length ?? 0, ...drafts.map((draft) => draft.row + draft.rows), 1);
  const columns = Math.max(sheet.columns?.length ?? 0, ...drafts.map((draft) => draft.column + draft.columns), 1);
  return {
    rows,
    columns,
    cells: drafts as readonly TemplateCell[],
    find: (address) => byAddress.get(address) as TemplateCell | undefined,
    at: (row, column) => covering.get(row * 10_000 + column) as TemplateCell | undefined,
  };
}

function readCell(address: string, document: CellDocument): Draft {
  const position = parseAddress(address);
  if (!position) throw new SheetError('BAD_ADDRESS', [address], say`"${{ address }}" is no cell address such as B2.`);
  const [rows, columns] = document.span ?? [1, 1];
  const groups = document.bind?.as === 'group' || document.bind?.as === 'list';
  const stated = document.expand ?? (groups ? 'down' : 'none');
  const axis = stated === 'none' ? undefined : stated;
  return { ordinal: 0, address, ...position, rows, columns, document, axis, leftChain: [], topChain: [] };
}

function coverPositions(drafts: readonly Draft[]): ReadonlyMap<number, Draft> {
  const covering = new Map<number, Draft>();
  for (const draft of drafts) {
    for (let row = draft.row; row < draft.row + draft.rows; row++) {
      for (let column = draft.column; column < draft.column + draft.columns; column++) {
        const other = covering.get(row * 10_000 + column);
        if (other) {
          const words = say`${{ cell: other.address }} and ${{ other: draft.address }} cover the same position. Make one of them smaller.`;
          throw new SheetError('OVERLAP', [other.address, draft.address], words);
        }
        covering.set(row * 10_000 + column, draft);
      }
    }
  }
  return covering;
}

function parentOf(
  cell: Draft,
  side: 'left' | 'top',
  stated: string | undefined,
  drafts: readonly Draft[],
  byAddress: ReadonlyMap<string, Draft>,
): Draft | undefined {
  if (stated === 'none') return undefined;
  if (stated !== undefined) {
    const parent = byAddress.get(stated);
    if (parent) return parent;
    throw new SheetError(
      'UNKNOWN_PARENT',
      [cell.address],
      side === 'left'
        ? say`${{ cell: cell.address }}: its left parent ${{ parent: stated }} does not exist. Name a cell that does.`
        : say`${{ cell: cell.address }}: its top parent ${{ parent: stated }} does not exist. Name a cell that does.`,
    );
  }
  let nearest: Draft | undefined;
  for (const other of drafts) {
    if (side === 'left') {
      if (other.axis !== 'down' || other.column + other.columns > cell.column) continue;
      if (cell.row < other.row || cell.row >= other.row + other.rows) continue;
      if (!nearest || other.column > nearest.column) nearest = other;
    } else {
      if (other.axis !== 'right' || other.row + other.rows > cell.row) continue;
      if (cell.column < other.column || cell.column >= other.column + other.columns) continue;
      if (!nearest || other.row > nearest.row) nearest = other;
    }
  }
  return nearest;
}

/** A parent that does not expand on the axis passes the question on to its own parent (R3). */
function chainOf(cell: Draft, side: 'left' | 'top', axis: Axis): readonly Draft[] {
  const chain: Draft[] = [];
  const seen = new Set<Draft>([cell]);
  for (let at = cell[side]; at; at = at[side]) {
    if (seen.has(at)) {
      const names = [...seen].map((each) => each.address);
      const cells = names.join(', ');
      const words =
        side === 'left'
          ? say`The left parents of ${{ cells }} go in a circle. Give one of them another parent.`
          : say`The top parents of ${{ cells }} go in a circle. Give one of them another parent.`;
      throw new SheetError('PARENT_CIRCLE', names, words);
    }
    seen.add(at);
    if (at.axis === axis) chain.unshift(at);
  }
  return chain;
}

/** What hangs on a ragged list must stand under the same parent on the other axis (R4). */
function checkRagged(cell: Draft): void {
  const ragged = (above: Draft, side: 'leftChain' | 'topChain') => {
    const needed = above[side].at(-1);
    if (!needed || cell[side].includes(needed) || cell === needed) return;
    throw new SheetError(
      'RAGGED_PARENT',
      [cell.address, above.address],
      say`${{ cell: cell.address }} hangs on ${{ above: above.address }}, which stands under ${{ needed: needed.address }}; so must ${{ cell: cell.address }}.`,
    );
  };
  for (const above of cell.leftChain) ragged(above, 'topChain');
  for (const above of cell.topChain) ragged(above, 'leftChain');
}
