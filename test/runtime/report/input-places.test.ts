import { expect } from 'chai';
import type { GridCell } from '../../../metadata/sheet/types.js';
import { layoutGrid } from '../../../runtime/report/grid-layout.js';
import { cellName, fillDown, nextOpen, openIn, placeTexts } from '../../../runtime/report/input-places.js';
import { expand, table } from '../../metadata/sheet/sheet-helper.js';

/** Two regions with two people each and a total below each region; B and C are typed into. */
const S = table('region rep jan feb', 'East Ann 1 2 · East Bob 3 4 · West Cid 5 6 · West Dan 7 8');
const grid = expand(
  {
    A1: { text: 'Region' },
    B1: { text: 'Person' },
    C1: { text: 'January' },
    D1: { text: 'February' },
    A2: { bind: { dataset: 'S', field: 'region', as: 'group' } },
    B2: { bind: { dataset: 'S', field: 'rep', as: 'list' } },
    C2: { bind: { dataset: 'S', field: 'jan', as: 'value' } },
    D2: { bind: { dataset: 'S', field: 'feb', as: 'value' } },
    B3: { text: 'Total', left: 'A2' },
    C3: { bind: { dataset: 'S', field: 'jan', as: 'sum' }, left: 'A2' },
  },
  { S },
);
const layout = layoutGrid({ ...grid, freeze: { rows: 1, columns: 2 } });
const isOpen = ({ source }: GridCell): boolean => source === 'C2' || source === 'D2';
const textAt = (cell: GridCell | undefined) => cell?.text;
const at = (text: string): GridCell => layout.grid.cells.find((cell) => cell.text === text)!;
const whole = { top: 0, left: 0, bottom: layout.grid.rows.length - 1, right: 3 };

describe('report/input-places', () => {
  it('leads from one open cell to the next: down over totals, along to the next row, nowhere beyond the last', () => {
    expect(textAt(nextOpen(layout, at('3'), 'down', isOpen))).to.equal('5');
    expect(textAt(nextOpen(layout, at('5'), 'up', isOpen))).to.equal('3');
    expect(textAt(nextOpen(layout, at('2'), 'next', isOpen))).to.equal('3');
    expect(textAt(nextOpen(layout, at('5'), 'back', isOpen))).to.equal('4');
    expect(nextOpen(layout, at('8'), 'next', isOpen)).to.equal(undefined);
    expect(nextOpen(layout, at('7'), 'down', isOpen)).to.equal(undefined);
    const hidden = layoutGrid(layout.grid, { hidden: new Set([at('3').row]) });
    expect(textAt(nextOpen(hidden, at('1'), 'down', isOpen))).to.equal('5');
  });

  it('pastes a table row by row, and counts what falls on closed cells or outside', () => {
    const texts = [['10', '20', '30'], ['11', '21', ''], ['12', '22', '']]; // prettier-ignore
    const { placed, left, total } = placeTexts(layout, { at: at('1'), table: texts }, isOpen);
    expect(placed.map(({ cell, text }) => `${cell.text}=${text}`)).to.deep.equal(['1=10', '2=20', '3=11', '4=21']);
    // The third column is beyond the sheet, the third row is a total: an empty text there is no value.
    expect({ left, total }).to.deep.equal({ left: 3, total: 7 });
  });

  it('passes over rows of a collapsed group', () => {
    const folded = layoutGrid(layout.grid, { hidden: new Set([at('3').row]) });
    const { placed } = placeTexts(folded, { at: at('1'), table: [['10'], ['x'], ['12']] }, isOpen);
    expect(placed.map(({ cell, text }) => `${cell.text}=${text}`)).to.deep.equal(['1=10', '5=12']);
  });

  it('begins a table at the corner of the range, and fills a range with one value', () => {
    const one = placeTexts(layout, { at: at('8'), range: whole, table: [['9']] }, isOpen);
    expect(one).to.deep.include({ left: 0, total: 8 });
    expect(one.placed.map(({ text }) => text)).to.deep.equal(Array(8).fill('9'));
    const { row, column } = at('1');
    const range = { top: row, left: column, bottom: row + 1, right: column };
    const two = placeTexts(layout, { at: at('3'), range, table: [['9', '8']] }, isOpen);
    expect(two.placed.map(({ cell, text }) => `${cell.text}=${text}`)).to.deep.equal(['1=9', '2=8']);
    expect(placeTexts(layout, { at: at('Ann'), table: [['9']] }, isOpen)).to.deep.equal({ placed: [], left: 1, total: 1 }); // prettier-ignore
  });

  it('fills down from the first open cell of each column of the range', () => {
    expect(fillDown(layout, whole, isOpen).map(({ from, to }) => `${from.text}>${to.text}`)).to.deep.equal(
      ['1>3', '2>4', '1>5', '2>6', '1>7', '2>8'],
    ); // prettier-ignore
    expect(openIn(layout, { top: 0, left: 0, bottom: 0, right: 3 }, isOpen)).to.deep.equal([]);
  });

  it('calls a cell by the labels of its row and the heads above it', () => {
    expect(cellName(layout, at('4'))).to.equal('East, Bob, February');
  });
});
