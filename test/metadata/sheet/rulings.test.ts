/** Rulings of docs/sheets.md that two readers would settle differently. */
import { expect } from 'chai';
import { SheetError } from '../../../metadata/sheet/types.js';
import type { CellDocument } from '../../../metadata/schema/sheet.js';
import { expand, expandText, table } from './sheet-helper.js';

const S = table('region amt', 'East 10 · East 20 · West 30 · North 5 · null 7');
const group = (more: Partial<CellDocument> = {}): CellDocument => ({
  bind: { dataset: 'S', field: 'region', as: 'group' },
  ...more,
});
const amount: CellDocument = { bind: { dataset: 'S', field: 'amt', as: 'sum' } };

describe('sheet/rulings', () => {
  it('R13 R15 orders by an aggregate, limits, and gathers the others with their rows', () => {
    const shown = expandText(
      {
        A1: group({ order: [{ by: 'sum(S.amt)', descending: true }], limit: 2, others: 'Others' }),
        B1: amount,
        A2: { text: 'Total' },
        B2: amount,
      },
      { S },
    );
    expect(shown).to.equal('East | 30\nWest | 30\nOthers | 12\nTotal | 72');
  });

  it('R15 leads from the others to all that are not shown by name, and to no record', () => {
    const led = (limit: number) => {
      const click = [
        { open: 'list' as const, name: 'deal', where: { field: 'region', op: 'eq' as const, value: { expr: 'A1.region' } } },
        { open: 'record' as const, name: 'region', parameters: { id: 'A1.region' } },
      ];
      const cells = { A1: group({ order: [{ by: 'sum(S.amt)' }], limit, others: 'Others' }), B1: { ...amount, on: { click } } };
      const { cells: shown } = expand(cells, { S });
      return shown.filter(({ source }) => source === 'B1').map(({ on }) => (on as { click: object[] }).click);
    };
    const [north, , others] = led(2);
    expect(north).to.deep.equal([
      { open: 'list', name: 'deal', parameters: {}, where: { field: 'region', op: 'eq', value: 'North' } },
      { open: 'record', name: 'region', parameters: { id: 'North' } },
    ]);
    const named = { field: 'region', op: 'notIn', value: ['North'] };
    expect(others![0]).to.have.property('where').that.deep.equals({ and: [named, { field: 'region', op: 'isNotNull' }] });
    expect(others![1]).to.deep.include({ parameters: { id: null } });
    const [, only] = led(1);
    expect(only![0]).to.have.property('where').that.deep.equals({ or: [named, { field: 'region', op: 'isNull' }] });
  }); // prettier-ignore

  it('R38 sorts groups by value with nulls last when the dataset states no order', () => {
    const shown = expandText({ A1: group(), B1: amount }, { S: { ...S, ordered: false } });
    expect(shown).to.equal('East | 30\nNorth | 5\nWest | 30\nnull | 7');
  });

  it('keeps the frame for no rows, and drops it with hideWhenEmpty', () => {
    const empty = { S: { ...S, rows: [] } };
    expect(expandText({ A1: group(), B1: amount }, empty)).to.equal('null | null');
    expect(expandText({ A1: group({ hideWhenEmpty: true }), B1: amount }, empty)).to.equal('');
  });

  it('R2 expands first what where, formula and custom groups name, whatever its place', () => {
    // A1 keeps the rows above the average of the regions listed below it; C1 lists those regions by a formula.
    const cells: Record<string, CellDocument> = {
      A1: { bind: { dataset: 'S', field: 'amt', as: 'list' }, where: 'amt > B3' },
      A3: group({ where: 'region <> null' }),
      B3: { formula: 'count(A3[!0]) * 4', left: 'none' },
      C5: { formula: 'A3[!0]', expand: 'right', left: 'none' },
    };
    expect(expandText(cells, { S }).split('\n')[0]).to.match(/^20 /);
    expect(expandText(cells, { S }).split('\n').at(-1)).to.contain('East | West | North');
  });

  it('R2 refuses an expansion that needs itself, through cells that do not expand too', () => {
    const circle = { A1: group({ where: 'amt > B2' }), B2: { formula: 'count(A1[!0])', left: 'none' } } as const;
    expect(() => expand(circle, { S })).to.throw(SheetError, 'The expansion of A1, B2 depends on itself.');
    const inner = { A1: group(), B2: { formula: 'C2 + 1' }, C2: { formula: 'B2 + 1' } } as const;
    expect(expandText(inner, { S }).split('\n').at(-1)).to.contain('#CYCLE');
  });

  it('R13 refuses another cell as an order', () => {
    const cells = { A1: group({ order: [{ by: 'B1' }] }), B1: amount };
    expect(() => expand(cells, { S })).to.throw(SheetError, 'A1 cannot be put in order by the cell B1.');
    expect(expandText({ A1: group({ order: [{ by: 'A1', descending: true }] }) }, { S }).split('\n')[0]).to.equal(
      'West',
    );
  });

  it('R29 fills with blanks that no reference sees', () => {
    const shown = expandText(
      { A1: group({ fill: 3 }), B1: { formula: 'index(A1)' }, A2: { text: 'n' }, B2: { formula: 'count(A1[!0])' } },
      { S },
    );
    expect(shown).to.equal('East | 1\nWest | 2\nNorth | 3\nnull | 4\nblank | blank\nblank | blank\nn | 3');
  });

  it('R17 groups by named conditions, the rest last', () => {
    const bind = {
      dataset: 'S',
      field: 'amt',
      as: 'group',
      mode: 'custom',
      conditions: [
        { name: 'large', if: 'amt >= 20' },
        { name: 'none', if: 'amt > 99' },
      ],
    } as const;
    expect(expandText({ A1: { bind: { ...bind, conditions: [...bind.conditions] } }, B1: amount }, { S })).to.equal(
      'large | 50\nnull | 22',
    );
  });

  it('R18 groups adjacent rows by change', () => {
    const data = { S: table('region amt', 'East 1 · East 2 · West 3 · East 4') };
    expect(
      expandText({ A1: { bind: { dataset: 'S', field: 'region', as: 'group', mode: 'adjacent' } }, B1: amount }, data),
    ).to.equal('East | 3\nWest | 3\nEast | 4');
  });

  it('R26 shows #CYCLE on every cell of a cycle and on what reads it', () => {
    const grid = expand(
      { A1: { formula: 'B1+1' }, B1: { formula: 'A1+1' }, C1: { formula: 'A1' }, D1: { text: 'fine' } },
      { S },
    );
    expect(grid.cells.map((cell) => cell.text)).to.deep.equal(['#CYCLE', '#CYCLE', '#CYCLE', 'fine']);
  });

  it('R26 unwinds a chain over 20,000 instances without recursion', () => {
    const long = { S: { columns: ['n'], rows: Array.from({ length: 20_000 }, () => [1]), ordered: true } };
    const grid = expand(
      {
        A1: { bind: { dataset: 'S', field: 'n', as: 'list' } },
        B1: { formula: 'if(isNull(B1[A1:-1]), A1, B1[A1:-1]+A1)' },
      },
      long,
    );
    expect(grid.cells.at(-1)!.value).to.equal(20_000);
  });

  it('R24 gives null for a division by zero and R10 ignores nulls', () => {
    const data = { S: table('region amt', 'East 10 · East null · West 0') };
    const shown = expandText(
      { A1: group(), B1: { bind: { dataset: 'S', field: 'amt', as: 'avg' } }, C1: { formula: '10/B1' } },
      data,
    );
    expect(shown).to.equal('East | 10 | 1\nWest | 0 | null');
  });

  it('names both cells when bands overlap in one place', () => {
    const cells = {
      A1: group({ left: 'none' }),
      A2: { text: 'x', left: 'A1' },
      B2: group({ left: 'none', span: [1, 1] }),
      B1: { text: 'y', left: 'B2' },
    };
    expect(() => expand({ ...cells, A3: { text: 'z', left: 'B2' } }, { S })).to.throw(
      SheetError,
      /A1 and B2|B2 and A1/,
    );
  });

  it('names the circle of parents', () => {
    expect(() => expand({ A1: { text: 'a', left: 'B1' }, B1: { text: 'b', left: 'A1' } }, { S })).to.throw(
      SheetError,
      /circle/,
    );
  });

  it('stops with the budget and names the cell', () => {
    expect(() => expand({ A1: group() }, { S }, {}, { budget: { rows: 3 } })).to.throw(SheetError, /A1 .*3 rows/);
  });

  it('R35 adds decimals exactly', () => {
    const data = { S: table('region amt', 'East 0.1 · East 0.2') };
    expect(expand({ A1: amount }, data).cells[0]!.value).to.equal(0.3);
  });

  it('R37 gives every cell its source, its path and its conditional style', () => {
    const grid = expand(
      { A1: group(), B1: { ...amount, style: 'n', format: '#,##0.00', when: [{ if: 'B1>20', style: 'big' }] } },
      { S },
      { styles: { n: { align: 'right' }, big: { bold: true } } },
    );
    const cell = grid.cells[1]!;
    expect(cell).to.include({ source: 'B1', at: 'A1:1;', text: '30.00', style: 'n+big' });
    expect(grid.styles['n+big']).to.deep.equal({ align: 'right', bold: true });
  });
});
