/** R40: what may not be read is said in the cells that would need it, and nowhere else. */
import { expect } from 'chai';
import type { CellDocument } from '../../../metadata/schema/sheet.js';
import type { DataTable } from '../../../metadata/sheet/types.js';
import { expand, showGrid, table } from './sheet-helper.js';

const S: DataTable = { ...table('region amt', 'East 10 · West 30 · East 20'), withheld: new Set(['pay']) };
const closed: DataTable = { columns: [], rows: [], ordered: true, closed: true };
const T = table('region plan', 'East 5 · West 7');

const bind = (field: string | undefined, as: NonNullable<CellDocument['bind']>['as'], dataset = 'S'): CellDocument => ({
  bind: { dataset, as, ...(field === undefined ? {} : { field }) },
});
/** Cells without access as `#`. */
function shown(cells: Readonly<Record<string, CellDocument>>, data: Readonly<Record<string, DataTable>> = { S, T }) {
  const grid = expand(cells, data);
  for (const cell of grid.cells.filter(({ kind }) => kind === 'noAccess')) {
    expect([cell.value, cell.text]).to.deep.equal([null, 'No access']);
    Object.assign(cell, { value: '#' });
  }
  expect(grid.cells.filter(({ kind }) => kind === 'error')).to.deep.equal([]);
  return showGrid(grid);
}

describe('sheet/no-access (R40)', () => {
  it('says so in cells and totals of the field, and shows the others', () => {
    const cells = { A1: bind('region', 'group'), B1: bind('amt', 'sum'), C1: bind('pay', 'sum'), A2: { text: 'All' }, B2: bind('amt', 'sum'), C2: bind('pay', 'avg') }; // prettier-ignore
    expect(shown(cells)).to.equal('East | 30 | #\nWest | 30 | #\nAll | 60 | #');
    const none = { ...S, rows: [] };
    expect(shown(cells, { S: none }), 'whether there are rows or not').to.equal('null | null | #\nAll | null | #');
  });

  it('passes it on to formulas, texts, ranks and shares, but not to branches that are not taken', () => {
    const row = {
      A1: bind('region', 'group'),
      B1: bind('pay', 'sum'),
      C1: { formula: 'B1 + 1' },
      D1: { formula: 'rank(B1)' },
      E1: { formula: 'share(B1)' },
      F1: { text: 'Pay {{B1}}' },
      G1: { formula: 'if(B1 > 0, 1, 2)' },
      H1: { formula: 'if(1 = 2, B1, 7)' },
      I1: { formula: 'sum(S.pay)' },
      J1: { formula: 'count(S.amt)' },
      K1: { formula: 'A1.pay' },
    };
    expect(shown(row)).to.equal(
      'East | # | # | # | # | # | # | 7 | # | 2 | #\nWest | # | # | # | # | # | # | 7 | # | 1 | #',
    );
  });

  const expansions: Readonly<Record<string, CellDocument>> = {
    'groups by': bind('pay', 'group'),
    lists: bind('pay', 'list'),
    'is ordered by': { ...bind('region', 'group'), order: [{ by: 'sum(S.pay)', descending: true }] },
    'is limited after an order by': { ...bind('region', 'group'), order: [{ by: 'max(S.pay)' }], limit: 1 },
    'is filtered by': { ...bind('region', 'group'), where: 'pay > 5' },
    'is joined by': { ...bind('region', 'group'), join: [{ key: 'pay', to: '1' }] },
    'groups by conditions on': {
      bind: { dataset: 'S', as: 'group', field: 'region', mode: 'custom', conditions: [{ name: 'High', if: 'pay > 5' }] },
    },
  }; // prettier-ignore
  for (const [what, cell] of Object.entries(expansions))
    it(`has one instance, and no figure below it, where an expansion ${what} the field`, () => {
      const cells = { A1: cell, B1: bind('amt', 'sum'), C1: bind(undefined, 'count'), D1: bind('plan', 'sum', 'T'), A2: { text: 'All' }, B2: bind('amt', 'sum') }; // prettier-ignore
      expect(shown(cells)).to.equal('# | # | # | 12\nAll | 60 | . | .');
    });

  it('leaves a condition out that needs the field, and a way that leads by it; the cell is shown', () => {
    const cell: CellDocument = {
      ...bind('region', 'group'),
      style: 'plain',
      when: [{ if: 'A1.pay > 5', style: 'high' }, { if: 'A1.amt > 5', style: 'some' }],
      on: { click: [{ open: 'list', name: 'customer', parameters: { pay: 'A1.pay' } }, { set: { region: 'A1' } }] },
    }; // prettier-ignore
    const grid = expand({ A1: cell }, { S }, { styles: { plain: {}, high: { bold: true }, some: { italic: true } } });
    expect(grid.cells.map(({ text, style }) => `${text} ${style}`)).to.deep.equal(['East plain+some', 'West plain+some']);
    expect(grid.cells[0]!.on).to.deep.equal({ click: [{ set: { region: 'East' } }] });
  }); // prettier-ignore

  it('knows nothing of a closed dataset, not even how many rows', () => {
    const cells = { A1: bind('any', 'group', 'X'), B1: bind(undefined, 'count', 'X'), C1: { formula: 'count(X)' }, D1: { ...bind(undefined, 'count', 'X'), detached: true }, A2: { ...bind('any', 'list', 'X'), hideWhenEmpty: true, fill: 3 }, B2: bind('amt', 'sum') }; // prettier-ignore
    expect(shown(cells, { S, X: closed })).to.equal(
      '# | # | # | #\n# | 60 | . | .\nblank | blank | . | .\nblank | blank | . | .',
    );
  });

  it('speaks the language of its reader', () => {
    const told = (language: string) => expand({ A1: bind('pay', 'sum') }, { S }, {}, { language }).cells[0]!.text;
    expect(['en', 'zh-CN', 'zh-TW', 'es'].map(told)).to.deep.equal(['No access', '无权访问', '無權存取', 'Sin acceso']);
  });
});
