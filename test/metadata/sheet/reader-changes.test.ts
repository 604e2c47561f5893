/** Order and rows as a reader wants them: R45, R46. */
import { expect } from 'chai';
import fc from 'fast-check';
import type { ReaderFilter, ReaderSort } from '../../../metadata/schema/reader-changes.js';
import type { CellDocument, SheetDocument } from '../../../metadata/schema/sheet.js';
import { keepsValue, placeFilters, readerOffers, withReaderOrder } from '../../../metadata/sheet/reader-changes.js';
import { SheetError, type DataTable } from '../../../metadata/sheet/types.js';
import { expand, showGrid, table } from './sheet-helper.js';

const S = table(
  'region rep product qty amt',
  'East Ann Pen 2 10 · East Bob Ink 1 20 · West Cid Pen 3 30 · East Ann Ink 1 40 · West Cid Ink 2 50 · North Dan Pen 1 null',
);

/** Regions, in each the reps with their sum, a subtotal; a total of all. */
const cells: Record<string, CellDocument> = {
  A1: { text: 'Region' },
  B1: { text: 'Rep' },
  C1: { text: 'Amount' },
  D1: { text: 'Share' },
  A2: { bind: { dataset: 'S', field: 'region', as: 'group' }, span: [2, 1] },
  B2: { bind: { dataset: 'S', field: 'rep', as: 'group' } },
  C2: { bind: { dataset: 'S', field: 'amt', as: 'sum' } },
  D2: { formula: 'share(C2)' },
  B3: { text: 'Subtotal' },
  C3: { bind: { dataset: 'S', field: 'amt', as: 'sum' } },
  A4: { text: 'Total', span: [1, 2] },
  C4: { bind: { dataset: 'S', field: 'amt', as: 'sum' } },
};
const sheet: SheetDocument = { cells };
const shown = (sort: readonly ReaderSort[], of: SheetDocument = sheet, data: DataTable = S) =>
  showGrid(expand(withReaderOrder(of, sort).cells, { S: data }));
const names = (sort: readonly ReaderSort[], of: SheetDocument = sheet) =>
  shown(sort, of).split('\n').slice(1).map((line) => line.split(' | ').slice(0, 3).join(' ')); // prettier-ignore

describe('sheet/reader-changes (R45, R46)', () => {
  it('puts the groups a sum hangs on and those above them in order, nulls last either way', () => {
    expect(names([{ cell: 'C2', descending: true }])).to.deep.equal([
      'West(2x1) Cid 80', '^ Subtotal 80', 'East(3x1) Ann 50', '^ Bob 20', '^ Subtotal 70', 'North(2x1) Dan null', '^ Subtotal null', 'Total(1x2) ^ 150',
    ]); // prettier-ignore
    expect(names([{ cell: 'C2' }])).to.deep.equal([
      'East(3x1) Bob 20', '^ Ann 50', '^ Subtotal 70', 'West(2x1) Cid 80', '^ Subtotal 80', 'North(2x1) Dan null', '^ Subtotal null', 'Total(1x2) ^ 150',
    ]); // prettier-ignore
  });

  it('puts a group in order by its own value, and only that group; keys count in turn', () => {
    expect(names([{ cell: 'A2', descending: true }])[0]).to.equal('West(2x1) Cid 80');
    expect(names([{ cell: 'B2', descending: true }]).slice(0, 2)).to.deep.equal(['East(3x1) Bob 20', '^ Ann 50']);
    const both = names([{ cell: 'A2', descending: true }, { cell: 'C2' }]);
    expect([both[0], both[2], both[4], both[5]]).to.deep.equal([
      'West(2x1) Cid 80', 'North(2x1) Dan null', 'East(3x1) Bob 20', '^ Ann 50',
    ]); // prettier-ignore
  });

  it('shows the same ones a limit has chosen, and the rest last', () => {
    const limited: SheetDocument = {
      cells: {
        A1: { bind: { dataset: 'S', field: 'rep', as: 'group' }, order: [{ by: 'sum(S.amt)', descending: true }], limit: 2, others: 'Others' },
        B1: { bind: { dataset: 'S', field: 'amt', as: 'sum' } },
      },
    }; // prettier-ignore
    expect(shown([], limited)).to.equal('Cid | 80\nAnn | 50\nOthers | 20');
    expect(shown([{ cell: 'A1' }], limited)).to.equal('Ann | 50\nCid | 80\nOthers | 20');
    expect(shown([{ cell: 'B1' }], limited)).to.equal('Ann | 50\nCid | 80\nOthers | 20');
  });

  it('sorts the rows of a cross-tab by all of its columns, and its columns by their name', () => {
    const cross: SheetDocument = {
      cells: {
        B1: { bind: { dataset: 'S', field: 'product', as: 'group' }, expand: 'right' },
        A2: { bind: { dataset: 'S', field: 'region', as: 'group' } },
        B2: { bind: { dataset: 'S', field: 'qty', as: 'sum' } },
      },
    };
    expect(shown([{ cell: 'B2', descending: true }, { cell: 'B1' }], cross)).to.equal(
      '. | Ink | Pen\nWest | 2 | 3\nEast | 2 | 2\nNorth | null | 1',
    );
  });

  it('refuses what nothing can be sorted or filtered by, naming the cell', () => {
    for (const cell of ['D2', 'A4', 'C4', 'Z9', 'A1'])
      expect(() => withReaderOrder(sheet, [{ cell }]), cell).to.throw(SheetError, cell);
    for (const cell of ['C2', 'D2', 'A1', 'Z9'])
      expect(() => placeFilters(sheet, [{ cell, op: 'eq', value: 1 }]), cell).to.throw(SheetError, cell);
    const own: SheetDocument = { cells: { ...cells, C2: { ...cells['C2'], where: 'amt > 10' } } };
    expect(() => withReaderOrder(own, [{ cell: 'C2' }])).to.throw(SheetError);
  });

  it('leaves every total and every value alone, whatever the order', () => {
    const value = fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.constant(null));
    const rows = fc.array(
      fc.tuple(value, value, fc.constant('x'), fc.nat(5), fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(null))),
      { maxLength: 30 },
    );
    const sort = fc.array(fc.record({ cell: fc.constantFrom('A2', 'B2', 'C2'), descending: fc.boolean() }), {
      maxLength: 3,
    });
    const lines = (text: string) => text.split('\n');
    fc.assert(
      fc.property(rows, sort, (data, keys) => {
        const of: DataTable = { columns: ['region', 'rep', 'product', 'qty', 'amt'], rows: data, ordered: true };
        const [plain, sorted] = [lines(shown([], sheet, of)), lines(shown(keys, sheet, of))];
        expect(sorted.at(-1)).to.equal(plain.at(-1));
        // The same cells, in other places.
        const values = (all: readonly string[]) => all.flatMap((line) => line.split(' | ')).sort();
        expect(values(sorted)).to.deep.equal(values(plain));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps rows by what their cell shows', () => {
    const fold = (text: string) => text.toLowerCase();
    const keeps = (op: ReaderFilter['op'], value: ReaderFilter['value'], shownValue: string | number | null) =>
      keepsValue({ cell: 'A1', op, value }, shownValue, fold);
    const cases: readonly (readonly [ReaderFilter['op'], ReaderFilter['value'], string | number | null, boolean])[] = [
      ['eq', 'a', 'a', true], ['eq', null, null, true], ['eq', '1', 1, false], ['ne', 'a', null, true], ['ne', 'a', 'a', false],
      ['in', ['a', null], null, true], ['in', ['a'], 'b', false], ['contains', 'OR', 'North', true], ['contains', 'x', null, false],
      ['gt', 5, 5, false], ['gte', 5, 5, true], ['lt', 5, 4, true], ['lte', 5, 6, false], ['gte', 5, null, false], ['gte', 5, '6', false],
      ['between', [1, 3], 3, true], ['between', [null, 3], 9, false], ['between', [1, null], 9, true], ['between', [null, null], null, false],
      ['lte', '2026-01-31', '2026-01-31T10:00:00Z', true], ['gt', '2026-01-31', '2026-01-31T10:00:00Z', false],
    ]; // prettier-ignore
    for (const [op, value, row, kept] of cases)
      expect(keeps(op, value, row), `${String(row)} ${op} ${JSON.stringify(value)}`).to.equal(kept);
  });

  it('offers at each head what the column can do, and nothing of what may not be read', () => {
    expect(readerOffers(sheet)).to.deep.equal({
      A1: { sort: 'A2', filter: 'A2' },
      B1: { sort: 'B2', filter: 'B2' },
      C1: { sort: 'C2' },
    });
    expect(readerOffers(sheet, ({ field }) => field !== 'amt')).to.not.have.property('C1');
  });
});
