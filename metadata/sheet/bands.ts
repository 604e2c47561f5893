/**
 * Bands: the row band of a cell that expands down is the smallest interval of template rows covering it and all that
 * hangs on it; columns likewise. Bands of one parent are disjoint or stand side by side as lanes (docs/sheets.md).
 */
import { say } from '../words.js';
import { SheetError, type Axis, type Template, type TemplateCell } from './types.js';

export interface Band {
  readonly owner: TemplateCell;
  /** Template rows (down) or columns (right), both ends included. */
  readonly from: number;
  readonly to: number;
  /** Extent on the other axis: where its lane stands when bands overlap. */
  readonly acrossFrom: number;
  readonly acrossTo: number;
  /** The cell on the other axis under whose instances this list is ragged. */
  readonly cross: TemplateCell | undefined;
}

/** Bands of one axis by the expanding cell above them; '' holds the outermost. */
export type BandTree = ReadonlyMap<string, readonly Band[]>;

export function findBands(template: Template, axis: Axis): BandTree {
  const tree = new Map<string, Band[]>();
  for (const owner of template.cells) {
    if (owner.axis !== axis) continue;
    const chain = axis === 'down' ? owner.leftChain : owner.topChain;
    const key = chain.at(-1)?.address ?? '';
    const siblings = tree.get(key) ?? [];
    siblings.push(bandOf(template, owner, axis));
    tree.set(key, siblings);
  }
  for (const siblings of tree.values()) {
    siblings.sort((a, b) => a.from - b.from || a.acrossFrom - b.acrossFrom);
    checkSideBySide(siblings, axis);
  }
  return tree;
}

function bandOf(template: Template, owner: TemplateCell, axis: Axis): Band {
  const hangs = (cell: TemplateCell) =>
    cell === owner || (axis === 'down' ? cell.leftChain : cell.topChain).includes(owner);
  const members = template.cells.filter(hangs);
  const rows = [
    Math.min(...members.map((cell) => cell.row)),
    Math.max(...members.map((cell) => cell.row + cell.rows - 1)),
  ];
  const columns = [
    Math.min(...members.map((cell) => cell.column)),
    Math.max(...members.map((cell) => cell.column + cell.columns - 1)),
  ];
  const [along, across] = axis === 'down' ? [rows, columns] : [columns, rows];
  const cross = (axis === 'down' ? owner.topChain : owner.leftChain).at(-1);
  return { owner, from: along[0]!, to: along[1]!, acrossFrom: across[0]!, acrossTo: across[1]!, cross };
}

function checkSideBySide(siblings: readonly Band[], axis: Axis): void {
  for (const [index, a] of siblings.entries()) {
    for (const b of siblings.slice(index + 1)) {
      if (b.from > a.to || a.from > b.to) continue;
      if (a.acrossTo < b.acrossFrom || b.acrossTo < a.acrossFrom) continue;
      const names = [a.owner.address, b.owner.address];
      throw new SheetError(
        'BANDS_OVERLAP',
        names,
        axis === 'down'
          ? say`${{ cell: a.owner.address }} and ${{ other: b.owner.address }} both expand down over the same rows and columns. Put one beside the other, or make one the parent of the other.`
          : say`${{ cell: a.owner.address }} and ${{ other: b.owner.address }} both expand right over the same columns and rows. Put one beside the other, or make one the parent of the other.`,
      );
    }
  }
}
