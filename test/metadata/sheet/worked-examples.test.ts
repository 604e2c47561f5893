/** Worked examples: templates and the grids they must give, in a notation of their own (sheet-helper.ts). */
import { expect } from 'chai';
import type { CellDocument } from '../../../metadata/schema/sheet.js';
import type { Value } from '../../../metadata/value.js';
import { expandText, table } from './sheet-helper.js';

const S = table(
  'region rep product qty amt',
  'East Ann Pen 2 10 · East Bob Ink 1 20 · West Cid Pen 3 30 · East Ann Ink 1 40 · West Cid Ink 2 50',
);
const withoutWestPen = { ...S, rows: S.rows.filter((_, index) => index !== 2) };
const firstTwo = { ...S, rows: S.rows.slice(0, 2) };
const Y = table('y m amt', '2023 1 100 · 2023 2 120 · 2024 1 150 · 2024 2 90 · 2024 3 70');

const group = (field: string, more: Partial<CellDocument> = {}, dataset = 'S'): CellDocument => ({
  bind: { dataset, field, as: 'group' },
  ...more,
});
const list = (field: string, more: Partial<CellDocument> = {}, dataset = 'S'): CellDocument => ({
  bind: { dataset, field, as: 'list' },
  ...more,
});
const value = (field: string, more: Partial<CellDocument> = {}): CellDocument => ({
  bind: { dataset: 'S', field, as: 'value' },
  ...more,
});
const sum = (field: string, dataset = 'S'): CellDocument => ({ bind: { dataset, field, as: 'sum' } });
const text = (words: string, more: Partial<CellDocument> = {}): CellDocument => ({ text: words, ...more });
const formula = (expression: string): CellDocument => ({ formula: expression });

interface Example {
  readonly name: string;
  readonly cells: Readonly<Record<string, CellDocument>>;
  readonly data?: Readonly<
    Record<string, { columns: readonly string[]; rows: readonly (readonly Value[])[]; ordered: boolean }>
  >;
  readonly grid: string;
}

const yearly = { A1: group('y', {}, 'Y'), B1: group('m', {}, 'Y'), C1: sum('amt', 'Y') };

const examples: readonly Example[] = [
  {
    name: 'E1 grouped list',
    cells: { A1: group('region'), B1: list('rep'), C1: value('amt') },
    grid: `East(3x1) | Ann | 10
           ^ | Bob | 20
           ^ | Ann | 40
           West(2x1) | Cid | 30
           ^ | Cid | 50`,
  },
  {
    name: 'E2 subtotal and total',
    cells: {
      A1: group('region', { span: [2, 1] }), B1: list('rep'), C1: value('amt'),
      B2: text('Subtotal'), C2: sum('amt'), A3: text('Total', { span: [1, 2] }), C3: sum('amt'),
    }, // prettier-ignore
    grid: `East(4x1) | Ann | 10
           ^ | Bob | 20
           ^ | Ann | 40
           ^ | Subtotal | 70
           West(3x1) | Cid | 30
           ^ | Cid | 50
           ^ | Subtotal | 80
           Total(1x2) | ^ | 150`,
  },
  {
    name: 'E3 three levels',
    cells: {
      A1: group('region', { span: [3, 1] }), B1: group('rep', { span: [2, 1] }), C1: group('product'), D1: sum('amt'),
      C2: text('rep total'), D2: sum('amt'), B3: text('region total', { span: [1, 2] }), D3: sum('amt'),
    }, // prettier-ignore
    grid: `East(6x1) | Ann(3x1) | Pen | 10
           ^ | ^ | Ink | 40
           ^ | ^ | rep total | 50
           ^ | Bob(2x1) | Ink | 20
           ^ | ^ | rep total | 20
           ^ | region total(1x2) | ^ | 70
           West(4x1) | Cid(3x1) | Pen | 30
           ^ | ^ | Ink | 50
           ^ | ^ | rep total | 80
           ^ | region total(1x2) | ^ | 80`,
  },
  {
    name: 'E4 cross-tab with totals',
    cells: crossTab(),
    grid: `R/P | Pen | Ink | Total
           East | 10 | 60 | 70
           West | 30 | 50 | 80
           Total | 40 | 110 | 150`,
  },
  {
    name: 'E4b a missing crossing is null, not zero',
    cells: crossTab(),
    data: { S: withoutWestPen },
    grid: `R/P | Pen | Ink | Total
           East | 10 | 60 | 70
           West | null | 50 | 50
           Total | 10 | 110 | 120`,
  },
  {
    name: 'E5 two measures, two header rows',
    cells: {
      A1: text('Region', { span: [2, 1] }), B1: group('product', { expand: 'right', span: [1, 2] }),
      B2: text('Qty'), C2: text('Amt'), A3: group('region'), B3: sum('qty'), C3: sum('amt'),
    }, // prettier-ignore
    grid: `Region(2x1) | Pen(1x2) | ^ | Ink(1x2) | ^
           ^ | Qty | Amt | Qty | Amt
           East | 2 | 10 | 2 | 60
           West | 3 | 30 | 2 | 50`,
  },
  {
    name: 'E6 list beside summary',
    cells: { A1: list('rep'), C1: group('region', { left: 'none' }), D1: sum('amt') },
    grid: `Ann | . | East | 70
           Bob | . | West | 80
           Cid | . | blank | blank
           Ann | . | blank | blank
           Cid | . | blank | blank`,
  },
  {
    name: 'E7 ratio by coordinate',
    cells: {
      A1: group('region'), B1: group('rep'), C1: sum('amt'),
      D1: formula('C1/sum(C1[A1:0])'), E1: formula('C1/sum(C1[!0])'),
    }, // prettier-ignore
    grid: `East(2x1) | Ann | 50 | 0.7143 | 0.3333
           ^ | Bob | 20 | 0.2857 | 0.1333
           West | Cid | 80 | 1 | 0.5333`,
  },
  {
    name: 'E8 rank',
    cells: {
      A1: group('region'), B1: group('rep'), C1: sum('amt'), D1: formula('rank(C1)'), E1: formula('rank(C1, A1)'),
    }, // prettier-ignore
    grid: `East(2x1) | Ann | 50 | 2 | 1
           ^ | Bob | 20 | 3 | 2
           West | Cid | 80 | 1 | 1`,
  },
  {
    name: 'E9 previous and year over year',
    cells: {
      ...yearly, D1: formula('offset(C1,B1,-1)'), E1: formula('offset(C1,B1,-1,across)'),
      F1: formula('C1/C1[A1:-1]{it.B1=B1}-1'),
    }, // prettier-ignore
    data: { Y },
    grid: `2023(2x1) | 1 | 100 | null | null | null
           ^ | 2 | 120 | 100 | 100 | null
           2024(3x1) | 1 | 150 | null | 120 | 0.5
           ^ | 2 | 90 | 150 | 150 | -0.25
           ^ | 3 | 70 | 90 | 90 | null`,
  },
  {
    name: 'E9b previous column',
    cells: {
      A1: text('m'), B1: group('y', { expand: 'right', span: [1, 2] }, 'Y'), A2: group('m', {}, 'Y'),
      B2: sum('amt', 'Y'), C2: formula('B2-offset(B2,B1,-1)'),
    }, // prettier-ignore
    data: { Y },
    grid: `m | 2023(1x2) | ^ | 2024(1x2) | ^
           1 | 100 | null | 150 | 50
           2 | 120 | null | 90 | -30
           3 | null | null | 70 | null`,
  },
  {
    name: 'E10 cumulative',
    cells: { ...yearly, D1: formula('running(C1,A1)'), E1: formula('running(C1)') },
    data: { Y },
    grid: `2023(2x1) | 1 | 100 | 100 | 100
           ^ | 2 | 120 | 220 | 220
           2024(3x1) | 1 | 150 | 150 | 370
           ^ | 2 | 90 | 240 | 460
           ^ | 3 | 70 | 310 | 530`,
  },
  {
    name: 'E11 three datasets',
    cells: {
      A1: list('name', {}, 'Dept'),
      B1: { bind: { dataset: 'Emp', as: 'count' }, join: [{ key: 'dept', to: 'A1.id' }] },
      C1: { ...sum('pay', 'Emp'), join: [{ key: 'dept', to: 'A1.id' }] },
      D1: { bind: { dataset: 'Target', field: 't', as: 'first' }, join: [{ key: 'dept', to: 'A1.id' }] },
      A2: text('Total'), B2: { bind: { dataset: 'Emp', as: 'count' } }, C2: sum('pay', 'Emp'), D2: sum('t', 'Target'),
    }, // prettier-ignore
    data: {
      Dept: table('id name', '1 Sales · 2 R&D · 3 Ops'),
      Emp: table('dept pay', '1 10 · 1 20 · 2 40'),
      Target: table('dept t', '1 25 · 3 5'),
    },
    grid: `Sales | 2 | 30 | 25
           R&D | 1 | 40 | null
           Ops | 0 | null | 5
           Total | 3 | 70 | 30`,
  },
  {
    name: 'E12 free-form card',
    cells: {
      A1: text('Rep', { left: 'B1' }), A2: text('Product', { left: 'B1' }), A3: text('', { span: [1, 4], left: 'B1' }),
      B1: list('rep', { left: 'none' }), C1: text('Amt'), D1: value('amt'), B2: value('product', { span: [1, 3], left: 'B1' }),
    }, // prettier-ignore
    data: { S: firstTwo },
    grid: `Rep | Ann | Amt | 10
           Product | Pen(1x3) | ^ | ^
           (1x4) | ^ | ^ | ^
           Rep | Bob | Amt | 20
           Product | Ink(1x3) | ^ | ^
           (1x4) | ^ | ^ | ^`,
  },
  {
    name: 'E13 ragged list under a column group',
    cells: { A1: group('region', { expand: 'right' }), A2: list('rep', { top: 'A1' }) },
    grid: `East | West
           Ann | Cid
           Bob | Cid
           Ann | blank`,
  },
];

function crossTab(): Readonly<Record<string, CellDocument>> {
  return {
    A1: text('R/P'), B1: group('product', { expand: 'right' }), C1: text('Total'),
    A2: group('region'), B2: sum('amt'), C2: sum('amt'),
    A3: text('Total'), B3: sum('amt'), C3: sum('amt'),
  }; // prettier-ignore
}

describe('sheet/worked examples', () => {
  for (const example of examples) {
    it(example.name, () => {
      // given a template and its data, when it is expanded
      const shown = expandText(example.cells, example.data ?? { S });
      // then the grid reads as in the manual
      expect(shown).to.equal(
        example.grid
          .split('\n')
          .map((line) => line.trim())
          .join('\n'),
      );
    });
  }

  it('keeps a title over a cross-tab whole', () => {
    const cells = Object.fromEntries(
      Object.entries(crossTab()).map(([address, cell]) => [
        address.replace(/\d/, (row) => String(Number(row) + 1)),
        cell,
      ]),
    );
    const shown = expandText({ ...cells, A1: text('Title', { span: [1, 3] }) }, { S });
    expect(shown.split('\n')[0]).to.equal('Title(1x4) | ^ | ^ | ^');
  });
});
