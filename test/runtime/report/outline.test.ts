import { expect } from 'chai';
import fc from 'fast-check';
import type { CellDocument } from '../../../metadata/schema/sheet.js';
import { layoutGrid, moveFrom } from '../../../runtime/report/grid-layout.js';
import { foldedAt, foldRows, groupAt, levelOf, outlineOf } from '../../../runtime/report/outline.js';
import { expand, table } from '../../metadata/sheet/sheet-helper.js';

const S = table('region rep amt', 'East Ann 10 · East Ann 20 · East Bob 30 · West Cid 40 · West Cid 50');
/** Regions with a subtotal, in each the reps without one, in each their sales; a total. */
const cells: Record<string, CellDocument> = {
  A1: { text: 'Region' },
  A2: { bind: { dataset: 'S', field: 'region', as: 'group' }, span: [2, 1] },
  B2: { bind: { dataset: 'S', field: 'rep', as: 'group' } },
  C2: { bind: { dataset: 'S', field: 'amt', as: 'list' } },
  B3: { text: 'Subtotal' },
  C3: { bind: { dataset: 'S', field: 'amt', as: 'sum' } },
  A4: { text: 'Total' },
  C4: { bind: { dataset: 'S', field: 'amt', as: 'sum' } },
};
const grid = expand(cells, { S }, { freeze: 'B2' });
const outline = outlineOf(grid);
const shown = (folded: ReadonlySet<string>) => {
  const { hidden } = foldRows(outline, folded);
  return grid.rows.map((_, row) => row).filter((row) => !hidden.has(row));
};

describe('report/outline', () => {
  it('finds groups over several rows, outer ones first, with the labels down to them', () => {
    expect(outline.groups.map(({ key, depth, hides, stub }) => [key, depth, hides, stub])).to.deep.equal([
      ['/A2:East', 1, [1, 2, 3], undefined],
      ['/A2:East/B2:Ann', 2, [2], 1],
      ['/A2:West', 1, [5, 6], undefined],
      ['/A2:West/B2:Cid', 2, [6], 5],
    ]);
    expect(outline.depth).to.equal(2);
  });

  it('leaves the own row of a folded group, else its first with the label alone', () => {
    expect(shown(foldedAt(outline, 1))).to.deep.equal([0, 4, 7, 8]);
    expect(shown(foldedAt(outline, 2))).to.deep.equal([0, 1, 3, 4, 5, 7, 8]);
    expect(shown(foldedAt(outline, 3))).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const { stubs } = foldRows(outline, foldedAt(outline, 2));
    expect([...stubs].map(([row, cell]) => [row, cell.text])).to.deep.equal([[1, 'Ann'], [5, 'Cid']]); // prettier-ignore
  });

  it('knows the level that is shown, none where groups of one depth differ', () => {
    for (const level of [1, 2, 3]) expect(levelOf(outline, foldedAt(outline, level))).to.equal(level);
    expect(levelOf(outline, new Set(['/A2:East']))).to.equal(undefined);
    expect(groupAt(outline, 2)?.key).to.equal('/A2:East/B2:Ann');
    expect([groupAt(outline, 4)?.key, groupAt(outline, 8)]).to.deep.equal(['/A2:East', undefined]);
  });

  it('keeps what is folded when the sheet is sorted, and ignores groups that are gone', () => {
    const again = expand({ ...cells, A2: { ...cells['A2'], order: [{ descending: true }] } }, { S }, { freeze: 'B2' });
    const { hidden } = foldRows(outlineOf(again), new Set(['/A2:East', '/A2:Nowhere']));
    expect([...hidden]).to.deep.equal([4, 5, 6]);
  });

  it('never leads a key to a row that is not seen', () => {
    const keys = outline.groups.map(({ key }) => key);
    const move = fc.constantFrom('up', 'down', 'left', 'right', 'home', 'end', 'pageUp', 'pageDown' as const);
    fc.assert(
      fc.property(fc.subarray(keys), fc.array(move), (folded, moves) => {
        const layout = layoutGrid(grid, foldRows(outline, new Set(folded)));
        let at = { row: 0, column: 0 };
        for (const each of moves) at = moveFrom(layout, at, each, 3);
        expect(layout.shows(at.row)).to.equal(true);
        expect(layout.at(at.row, at.column)).to.not.equal(undefined);
      }),
    );
  });
});
