/** Each ruling of docs/sheets.md by a template whose grid was worked out by hand; no ruling is without one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CellDocument, SheetDocument } from '../../../metadata/schema/sheet.js';
import { SheetError, type DataTable } from '../../../metadata/sheet/types.js';
import { expand, expandText, table } from './sheet-helper.js';

type Bind = NonNullable<CellDocument['bind']>;
const bind = (as: Bind['as'], field?: string, more: Partial<CellDocument> = {}, dataset = 'S'): CellDocument => ({
  bind: { dataset, as, ...(field === undefined ? {} : { field }) },
  ...more,
});
const formula = (text: string, more: Partial<CellDocument> = {}): CellDocument => ({ formula: text, ...more });
const text = (words: string, more: Partial<CellDocument> = {}): CellDocument => ({ text: words, ...more });

const S = table('region amt', 'East 10 · East 20 · West 30 · North 5 · null 7');
const L = table('a g n', 'p G 1 · q G 2 · r H 3');
const Y = table('y m amt', '2023 1 100 · 2023 2 120 · 2024 1 150 · 2024 2 90 · 2024 3 70');
const P = table(
  'region product qty amt',
  'East Pen 2 10 · East Ink 1 20 · West Pen 3 30 · East Ink 1 40 · West Ink 2 50',
);
const region = (more: Partial<CellDocument> = {}) => bind('group', 'region', more);
const amount = bind('sum', 'amt');
const years = { A1: bind('group', 'y'), B1: bind('group', 'm'), C1: amount };
/** Products to the right, regions down: East 10 60, West 30 50. */
const cross = (width: number) => ({
  B1: bind('group', 'product', { expand: 'right', span: [1, width] }),
  A2: region(),
  B2: amount,
});
const mixed: DataTable = {
  columns: ['v'],
  rows: [[true], ['a'], [1], ['1'], ['A'], [null], [''], [false]],
  ordered: false,
};

interface Case {
  readonly name: string;
  readonly cells: Readonly<Record<string, CellDocument>>;
  readonly data?: DataTable;
  readonly more?: Readonly<Record<string, DataTable>>;
  readonly sheet?: Partial<SheetDocument>;
  readonly grid: string;
}

const cases: readonly Case[] = [
  { name: 'R1 rows and columns without cells count', cells: { A1: text('a') }, sheet: { rows: [{}, {}, {}], columns: [{}, {}] }, grid: `a | .
    . | .
    . | .` },
  { name: 'R3 a parent that stays passes the question on', cells: { A1: region({ limit: 2 }), B1: text('x'), C1: text('y', { left: 'B1' }) }, grid: `East | x | y
    West | x | y` },
  { name: 'R5 lanes of different height share slots; the leftmost of equals leads', data: L,
    cells: { A1: bind('list', 'a'), A2: text('end'), C1: bind('group', 'g', { left: 'none', span: [2, 1] }), D1: bind('sum', 'n'), D2: text('sub') },
    grid: `p | . | G(2x1) | 3
    q | . | ^ | sub
    r | . | H(2x1) | 3
    end | . | ^ | sub` },
  { name: 'R6 a padded slot has a blank for each cell, as wide as it is', data: L, cells: { A1: bind('list', 'a'), B1: bind('group', 'g', { left: 'none' }), C1: text('w', { span: [1, 2] }) },
    grid: `p | G | w(1x2) | ^
    q | H | w(1x2) | ^
    r | blank | blank(1x2) | ^` },
  { name: 'R7 what does not touch the first piece is empty; two instances never merge', data: table('a', 'p · p'),
    cells: { A1: bind('list', 'a'), A2: text('c', { left: 'A1' }), B1: text('n', { left: 'none' }) }, grid: `p | n
    c | .
    p | null
    c | .` },
  { name: 'R36 hidden rows go before cells merge, formulas still read them', data: L, sheet: { rows: [{ height: 0 }, {}] },
    cells: { A1: bind('group', 'g', { span: [2, 1] }), B1: bind('list', 'a'), B2: formula('count(B1)') }, grid: `G | 2
    H | 1` },
  { name: 'R8 null in comparisons, logic and arithmetic', cells: { A1: formula('null = null'), B1: formula('null = 1'), C1: formula('null < 1'), D1: formula('if(null, 1, 2)'), E1: formula('null in (null, 1)'), F1: formula('7 % 4'), G1: formula('null + 1'), H1: formula('null and false') },
    grid: 'true | false | null | 2 | true | 3 | null | false' },
  { name: 'R8 a null group joins the rows whose key is null', cells: { A1: region(), B1: bind('sum', 't', { join: [{ key: 'region', to: 'A1' }] }, 'T') }, more: { T: table('region t', 'East 1 · null 2') }, grid: `East | 1
    West | null
    North | null
    null | 2` },
  { name: 'R9 a field of the first row of an instance', data: table('id name', '1 Sales · 2 Ops'), cells: { A1: bind('list', 'name'), B1: formula('A1.id') }, grid: `Sales | 1
    Ops | 2` },
  { name: 'R10 aggregates leave nulls out, first and last do not', data: table('g v', 'a null · a 10 · b null'),
    cells: { A1: bind('group', 'g'), B1: bind('count', 'v'), C1: bind('count'), D1: bind('countDistinct', 'v'), E1: bind('sum', 'v'), F1: bind('first', 'v'), G1: bind('last', 'v') },
    grid: `a | 1 | 2 | 1 | 10 | null | 10
    b | 0 | 1 | 0 | null | null | null` },
  { name: 'R11 an aggregate of rows in a formula', cells: { A1: region(), B1: formula('sum(S.amt) + count(S)') }, grid: `East | 32
    West | 31
    North | 6
    null | 8` },
  { name: 'R12 a detached cell sees all rows, a formula too', cells: { A1: region({ limit: 2 }), B1: bind('sum', 'amt', { detached: true }), C1: formula('sum(S.amt)', { detached: true }), D1: bind('sum', 'amt', { detached: true, where: 'amt > 20' }) },
    grid: `East | 72 | 72 | 30
    West | 72 | 72 | 30` },
  { name: 'R13 order by the own value, nulls last also when descending', cells: { A1: region({ order: [{ descending: true }] }) }, grid: `West
    North
    East
    null` },
  { name: 'R13 order by a field of the first row', cells: { A1: region({ order: [{ by: 'amt' }] }) }, grid: `North
    null
    East
    West` },
  { name: 'R13 the own address in an expression is the own value', data: L, cells: { A1: bind('list', 'n', { order: [{ by: '0 - A1' }] }) }, grid: `3
    2
    1` },
  { name: 'R14 false, true, numbers, then text by code point; null last', data: mixed, cells: { A1: bind('group', 'v'), B1: bind('count') }, grid: `false | 1
    true | 1
    1 | 1
     | 1
    1 | 1
    A | 1
    a | 1
    null | 1` },
  { name: 'R15 others is a full sibling with its rows', cells: { A1: region({ limit: 2, others: 'Others' }), B1: amount, C1: formula('index(A1)'), D1: formula('rank(B1)'), B2: amount },
    grid: `East | 30 | 1 | 1
    West | 30 | 2 | 1
    Others | 12 | 3 | 3
    . | 72 | . | .` },
  { name: 'R15 others without a limit is none, and lists have it too', data: L, cells: { A1: bind('list', 'a', { limit: 1, others: 'Rest' }), B1: bind('sum', 'n'), A2: bind('group', 'g', { others: 'No' }) }, grid: `p | 1
    Rest | 5
    G | .
    H | .` },
  { name: 'R16 dates by month', data: table('d', '2024-02-29 · 2024-03-04 · 2024-02-01 · null'), cells: { A1: { bind: { dataset: 'S', field: 'd', as: 'group', mode: 'bucket', grain: 'month' } }, B1: bind('count') }, grid: `2024-02-01 | 2
    2024-03-01 | 1
    null | 1` },
  { name: 'R16 weeks begin on Monday', data: table('d', '2024-03-03 · 2024-03-04'), cells: { A1: { bind: { dataset: 'S', field: 'd', as: 'group', mode: 'bucket', grain: 'week' } } }, grid: `2024-02-26
    2024-03-04` },
  { name: 'R16 numbers by the lower bound, negative ones too', data: table('n', '-1 · 5 · 10 · -10'), cells: { A1: { bind: { dataset: 'S', field: 'n', as: 'group', mode: 'bucket', step: 10 } }, B1: bind('count') }, grid: `-10 | 2
    0 | 1
    10 | 1` },
  { name: 'R17 rows that meet no condition are one null group at the end', cells: { A1: { bind: { dataset: 'S', as: 'group', mode: 'custom', conditions: [{ name: 'none', if: 'amt > 99' }, { name: 'small', if: 'amt < 10' }] } }, B1: amount, B2: amount }, grid: `small | 12
    null | 60
    . | 72` },
  { name: 'R27 where of an expanding cell narrows all below it, of another only itself', cells: { A1: region({ where: 'amt > 5' }), B1: amount, C1: bind('sum', 'amt', { where: 'amt > 10' }), D1: amount }, grid: `East | 30 | 20 | 30
    West | 30 | 30 | 30
    null | 7 | null | 7` },
  { name: 'R29 what a parent spans includes the fill below it', data: L, cells: { A1: bind('group', 'g'), B1: bind('list', 'a', { fill: 2 }), C1: text('t') }, grid: `G(2x1) | p | t
    ^ | q | t
    H(2x1) | r | t
    ^ | blank | blank` },
  { name: 'R29 a blank instance keeps the shape of its band, its own fill too', data: table('g a', 'G p'), cells: { A1: bind('group', 'g', { fill: 2 }), B1: bind('list', 'a', { fill: 2 }) }, grid: `G(2x1) | p
    ^ | blank
    blank(2x1) | blank
    ^ | blank` },
  { name: 'R30 a parent without a slot is not shown, and still counted', data: table('region', 'East · West'), more: { T: table('region x', 'East 1') },
    cells: { A1: region(), B1: bind('list', 'x', { hideWhenEmpty: true, join: [{ key: 'region', to: 'A1' }] }, 'T'), A2: text('n'), B2: formula('count(A1[!0])') }, grid: `East | 1
    n | 2` },
  { name: 'R19 coordinates: several on one axis, absolute, next', data: Y, cells: { ...years, D1: formula('C1[A1:-1,B1:0]'), E1: formula('C1[A1:1]'), F1: formula('C1[B1:+1]') },
    grid: `2023(2x1) | 1 | 100 | null | 100, 120 | 120
    ^ | 2 | 120 | null | 100, 120 | null
    2024(3x1) | 1 | 150 | 100 | 100, 120 | 90
    ^ | 2 | 90 | 120 | 100, 120 | 70
    ^ | 3 | 70 | null | 100, 120 | null` },
  { name: 'R19 coordinates that name no ancestor, or not outermost first, are #VALUE', data: Y, cells: { ...years, A2: formula('C1[B1:1,A1:1]'), B2: formula('C1[C1:1]'), C2: formula('C1[;A1:1]') },
    grid: `2023(2x1) | 1 | 100
    ^ | 2 | 120
    2024(3x1) | 1 | 150
    ^ | 2 | 90
    ^ | 3 | 70
    #VALUE | #VALUE | #VALUE` },
  { name: 'R20 [!0;B1:0] frees the rows only', data: P, cells: { ...cross(2), C2: formula('B2/sum(B2[!0;B1:0])') }, grid: `. | Pen(1x2) | ^ | Ink(1x2) | ^
    East | 10 | 0.25 | 60 | 0.5455
    West | 30 | 0.75 | 50 | 0.4545` },
  { name: 'R21 several come row by row', data: P, cells: { ...cross(1), A3: formula('B2[!0]') }, grid: `. | Pen | Ink
    East | 10 | 60
    West | 30 | 50
    10, 60, 30, 50 | . | .` },
  { name: 'R22 shares of the row and of the column', data: P, cells: { ...cross(3), C2: formula('share(B2, A2)'), D2: formula('share(B2, B1)') },
    grid: `. | Pen(1x3) | ^ | ^ | Ink(1x3) | ^ | ^
    East | 10 | 0.1429 | 0.25 | 60 | 0.8571 | 0.5455
    West | 30 | 0.375 | 0.75 | 50 | 0.625 | 0.4545` },
  { name: 'R22 texts have a rank too, null has none', cells: { A1: region(), B1: formula('rank(A1)') }, grid: `East | 3
    West | 1
    North | 2
    null | null` },
  { name: 'R23 a running sum repeats at a null', data: table('v', 'null · 5 · null · 7'), cells: { A1: bind('list', 'v'), B1: formula('running(A1)') }, grid: `null | null
    5 | 5
    null | 5
    7 | 12` },
  { name: 'R24 the share of a sum of 0 is null, so is a remainder by 0', data: table('v', '1 · -1'), cells: { A1: bind('list', 'v'), B1: formula('share(A1)'), C1: formula('A1 % 0') }, grid: `1 | null | null
    -1 | null | null` },
  { name: 'R25 the same period of the year before; everything below what is stepped along', data: Y, cells: { ...years, D1: formula('samePeriod(C1, A1, B1)'), E1: formula('offset(C1, A1, -1)'), F1: formula('index(C1)') },
    grid: `2023(2x1) | 1 | 100 | null | null | 1
    ^ | 2 | 120 | null | null | 2
    2024(3x1) | 1 | 150 | 100 | 100, 120 | 1
    ^ | 2 | 90 | 120 | 100, 120 | 2
    ^ | 3 | 70 | null | 100, 120 | 3` },
  { name: 'R25 the same period where the years stand across', data: Y, cells: { B1: bind('group', 'y', { expand: 'right', span: [1, 2] }), A2: bind('group', 'm'), B2: amount, C2: formula('samePeriod(B2, B1, A2)') },
    grid: `. | 2023(1x2) | ^ | 2024(1x2) | ^
    1 | 100 | null | 150 | 100
    2 | 120 | null | 90 | 120
    3 | null | null | 70 | null` },
  { name: 'R26 a mistake in an expansion is one instance that shows it, and what reads it', cells: { A1: region({ where: 'amt > "x"' }), B1: amount, C1: formula('A1 & "!"'), B2: amount }, grid: `#VALUE | #VALUE | #VALUE
    . | 72 | .` },
  { name: 'R28 a group that stays is a value; a formula makes an instance of each item, in order', cells: { A1: bind('list', 'region', { expand: 'none' }), A2: formula('B4[!0]', { expand: 'down', order: [{ descending: true }], limit: 2 }), B4: region({ left: 'none' }) },
    grid: `East, West, North | .
    West | .
    North | .
    . | .
    . | East
    . | West
    . | North
    . | null` },
  { name: 'R31 text is always text', cells: { A1: text('{{null}}x'), B1: text('{{1 + 1}}') }, grid: 'x | 2' },
  { name: 'R32 a field that looks like a cell is written with its dataset', data: table('Q1 amt', '1 10 · 2 20'), cells: { A1: bind('list', 'amt', { where: 'S.Q1 > 1' }) }, grid: '20' },
  { name: 'R33 without stretch the first slots are the cell, the rest single empty ones', data: table('g a', 'G p · G q · G s · H r'), cells: { A1: bind('group', 'g', { stretch: [false, true] }), B1: bind('list', 'a') }, grid: `G | p
    null | q
    null | s
    H | r` },
  { name: 'R34 a place of a template cell has a cell, one without has none', cells: { A1: {}, C1: text('x') }, grid: 'null | . | x' },
  { name: 'R41 when shows another value, which formulas do not read', cells: { A1: { ...region({ limit: 2 }) }, B1: { ...amount, when: [{ if: 'A1 = "West"', value: 'B1 * 2' }] }, C1: formula('B1 + 1') }, grid: `East | 30 | 31
    West | 60 | 31` },
  { name: 'R41 when takes rows and columns out', cells: { A1: region({ when: [{ if: 'isNull(A1)', size: { height: 0 } }] }), B1: amount, C1: text('c', { when: [{ if: 'true', size: { width: 0 } }] }), D1: text('d') }, grid: `East | 30 | d
    West | 30 | d
    North | 5 | d` },
  { name: 'R42 lanes on both axes: four cross-tabs, each with its own rows and columns', data: P,
    cells: {
      B1: bind('group', 'product', { expand: 'right' }), A2: region(), B2: amount,
      E1: bind('group', 'region', { expand: 'right' }), D2: bind('group', 'product', { left: 'none' }), E2: bind('sum', 'qty'),
      B4: bind('group', 'region', { expand: 'right', top: 'none' }), A5: bind('group', 'product', { left: 'none' }), B5: bind('count'),
      E4: bind('group', 'product', { expand: 'right', top: 'none' }), D5: bind('group', 'region', { left: 'none' }), E5: bind('max', 'amt'),
    },
    grid: `. | Pen | Ink | . | . | East | West
    East | 10 | 60 | . | Pen | 2 | 3
    West | 30 | 50 | . | Ink | 2 | 2
    . | . | . | . | . | . | .
    . | East | West | . | . | Pen | Ink
    Pen | 1 | 1 | . | East | 10 | 40
    Ink | 2 | 1 | . | West | 30 | 50` },
  { name: 'two tables and two cross-tabs in one sheet', data: P,
    cells: {
      A1: text('By region', { span: [1, 2] }), A2: region(), B2: amount, D2: bind('group', 'product', { left: 'none' }), E2: bind('sum', 'qty'),
      B4: bind('group', 'product', { expand: 'right' }), A5: region({ left: 'none' }), B5: amount, A6: text('All'), B6: amount,
      B8: bind('group', 'region', { expand: 'right', top: 'none' }), A9: bind('group', 'product', { left: 'none' }), B9: bind('sum', 'qty'),
    },
    // Column B stands twice, for the cross-tabs have two columns there: what is above them spans both.
    grid: `By region(1x3) | ^ | ^ | . | . | .
    East | 70(1x2) | ^ | . | Pen | 5
    West | 80(1x2) | ^ | . | Ink | 4
    . | . | . | . | . | .
    . | Pen | Ink | . | . | .
    East | 10 | 60 | . | . | .
    West | 30 | 50 | . | . | .
    All | 40 | 110 | . | . | .
    . | . | . | . | . | .
    . | East | West | . | . | .
    Pen | 2 | 3 | . | . | .
    Ink | 2 | 2 | . | . | .` },
  { name: 'ratios in totals are ratios of sums', data: P, cells: { A1: region({ span: [2, 1] }), B1: bind('group', 'product'), C1: formula('sum(S.amt) / sum(S.qty)'), B2: text('All'), C2: formula('sum(S.amt) / sum(S.qty)'), B3: text('Total'), C3: formula('sum(S.amt) / sum(S.qty)') },
    grid: `East(3x1) | Pen | 5
    ^ | Ink | 30
    ^ | All | 17.5
    West(3x1) | Pen | 10
    ^ | Ink | 25
    ^ | All | 16
    . | Total | 16.6667` },
]; // prettier-ignore

describe('sheet/rulings by hand', () => {
  for (const { name, cells, data = S, more = {}, sheet = {}, grid } of cases)
    it(name, () => {
      const expected = grid.split('\n').map((line, i) => (i === 0 ? line : line.replace(/^ {4}/, '')));
      expect(expandText(cells, { S: data, ...more }, sheet)).to.equal(expected.join('\n'));
    });

  it('R4 refuses what hangs on a ragged list and does not stand under its group', () => {
    const cells = { A1: region({ expand: 'right' }), A2: bind('list', 'amt', { top: 'A1' }), B2: text('x') };
    const refusal = 'B2 hangs on A2, which stands under A1; so must B2.';
    expect(() => expand(cells, { S })).to.throw(SheetError, refusal);
  });

  it('R43 keeps page breaks as data of rows: before, after, by condition', () => {
    const paged = (rest: Partial<CellDocument>) =>
      expand({ A1: region(rest) }, { S }).rows.map(({ page = {} }) => Object.keys(page).join());
    expect(paged({ page: 'before' })).to.deep.equal(['before', 'before', 'before', 'before']);
    expect(paged({ when: [{ if: 'index(A1) = 3', page: 'before' }] })).to.deep.equal(['', '', 'before', '']);
    expect(paged({ when: [{ if: 'A1 = "West"', page: 'after' }] })).to.deep.equal(['', 'after', '', '']);
  });

  it('R44 names the cell of an expression, a dataset or a field that is not there, whatever the data are', () => {
    const empty = { S: { ...S, rows: [] } };
    const refused = (cell: CellDocument) => () => expand({ A1: region(), B3: { ...cell, left: 'none' } }, empty);
    expect(refused(formula('if(false, sum(S.nothing), 1)'))).to.throw(SheetError, 'B3: S has no field nothing.');
    expect(refused(formula('A1.nothing'))).to.throw(SheetError, 'B3: S has no field nothing.');
    expect(refused(bind('sum', 'amt', { where: 'nothing = 1' }))).to.throw(SheetError, 'B3: S has no field nothing.');
    expect(refused(bind('sum', 'amt', {}, 'T'))).to.throw(SheetError, 'B3: there is no dataset T.');
    expect(refused({ ...amount, when: [{ if: 'B3 >' }] })).to.throw(SheetError, /^B3: .*"B3 >"/);
  });

  it('has a test for each ruling', () => {
    const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8');
    const rulings = [...read('../../../docs/sheets.md').matchAll(/^- \*\*(R\d+)\*\*/gm)].map((match) => match[1]!);
    const titles = [
      'rulings.test.ts',
      'no-access.test.ts',
      'rulings-by-hand.test.ts',
      'reader-changes.test.ts',
    ].flatMap((file) =>
      [...read(file).matchAll(/(?:it\(|describe\(|name:)\s*['`]([^'`]*)['`]/g)].map((match) => match[1]!),
    );
    const tested = new Set(titles.flatMap((title) => title.match(/R\d+/g) ?? []));
    expect(rulings).to.include.members(['R1', 'R40', 'R44']);
    expect(rulings.filter((ruling) => !tested.has(ruling))).to.deep.equal([]);
  });
});
