/** The worked examples of reports, made by gestures alone: no formula and no document is written here. */
import { expect } from 'chai';
import type { SheetDocument } from '../../../metadata/schema/sheet.js';
import { formatAddress, parseAddress } from '../../../metadata/sheet/address.js';
import type { DataTable } from '../../../metadata/sheet/types.js';
import { makeTable } from '../../../designer/report/gestures/assistants.js';
import { bindingAt, expandTo, placeField, showAs, typeInto, type FieldPick } from '../../../designer/report/gestures/content.js'; // prettier-ignore
import { deleteLines, insertLines } from '../../../designer/report/gestures/lines.js';
import { addMeasure, measuresAt } from '../../../designer/report/gestures/measures.js';
import { mergeArea } from '../../../designer/report/gestures/merge.js';
import type { Change } from '../../../designer/report/gestures/places.js';
import { addTotal, type TotalWords } from '../../../designer/report/gestures/totals.js';
import { expandText, table } from '../../metadata/sheet/sheet-helper.js';

const S = table(
  'region rep product qty amt',
  'East Ann Pen 2 10 · East Bob Ink 1 20 · West Cid Pen 3 30 · East Ann Ink 1 40 · West Cid Ink 2 50',
);
const Y = table('y m amt', '2023 1 100 · 2023 2 120 · 2024 1 150 · 2024 2 90 · 2024 3 70');
const labels: Readonly<Record<string, string>> = { region: 'Region', product: 'Product', qty: 'Qty', amt: 'Amt', rep: 'Rep' }; // prettier-ignore
const pick = (field: string, dataset = 'S'): FieldPick => ({
  dataset,
  field,
  label: labels[field] ?? field,
  type: field === 'qty' || field === 'amt' ? 'number' : 'other',
});
const words: TotalWords = {
  label: (of, isOnly) => (!of ? 'Total' : isOnly ? 'Subtotal' : `${of.bind!.field!} total`),
  isNumber: (_, field) => field === 'qty' || field === 'amt',
};
const at = (address: string) => parseAddress(address)!;
const area = (from: string, to = from) => ({ top: at(from).row, left: at(from).column, bottom: at(to).row, right: at(to).column }); // prettier-ignore

/** A sheet on which one gesture follows the other. */
class Desk {
  sheet: SheetDocument = { cells: {} };
  actions = 0;
  take(change: Change | undefined): this {
    expect(change, 'the gesture does nothing').not.to.equal(undefined);
    this.sheet = change!.sheet;
    this.actions++;
    return this;
  }
  drop(address: string, field: string, direction?: 'down' | 'right', dataset = 'S'): this {
    return this.take(placeField(this.sheet, at(address), pick(field, dataset), direction ? { direction } : {}));
  }
  type(address: string, text: string): this {
    return this.take(typeInto(this.sheet, at(address), text, 'en'));
  }
  total(address: string): this {
    return this.take(addTotal(this.sheet, at(address), words));
  }
  measure(address: string, kind: string, ...within: string[]): this {
    const offered = measuresAt(this.sheet, at(address)).find((each) => each.kind === kind && each.within.join() === within.join()); // prettier-ignore
    return this.take(addMeasure(this.sheet, at(address), offered!, kind));
  }
  grid(data: Readonly<Record<string, DataTable>> = { S }): string {
    return expandText(this.sheet.cells, data, this.sheet);
  }
}

const lines = (text: string) => text.split('\n').map((line) => line.trim()).join('\n'); // prettier-ignore
const grids = {
  E1: `East(3x1) | Ann | 10
       ^ | Bob | 20
       ^ | Ann | 40
       West(2x1) | Cid | 30
       ^ | Cid | 50`,
  E2: `East(4x1) | Ann | 10
       ^ | Bob | 20
       ^ | Ann | 40
       ^ | Subtotal | 70
       West(3x1) | Cid | 30
       ^ | Cid | 50
       ^ | Subtotal | 80
       Total(1x2) | ^ | 150`,
  E3: `East(6x1) | Ann(3x1) | Pen | 10
       ^ | ^ | Ink | 40
       ^ | ^ | rep total | 50
       ^ | Bob(2x1) | Ink | 20
       ^ | ^ | rep total | 20
       ^ | region total(1x2) | ^ | 70
       West(4x1) | Cid(3x1) | Pen | 30
       ^ | ^ | Ink | 50
       ^ | ^ | rep total | 80
       ^ | region total(1x2) | ^ | 80`,
  E4: `R/P | Pen | Ink | Total
       East | 10 | 60 | 70
       West | 30 | 50 | 80
       Total | 40 | 110 | 150`,
  E5: `Region(2x1) | Pen(1x2) | ^ | Ink(1x2) | ^
       ^ | Qty | Amt | Qty | Amt
       East | 2 | 10 | 2 | 60
       West | 3 | 30 | 2 | 50`,
  E7: `East(2x1) | Ann | 50 | 0.7143 | 0.3333
       ^ | Bob | 20 | 0.2857 | 0.1333
       West | Cid | 80 | 1 | 0.5333`,
};
const withoutHeads = (desk: Desk) => desk.take(deleteLines(desk.sheet, 'row', { at: 0 }));

describe('designer/report/gestures', () => {
  describe('the worked examples', () => {
    it('E1 by dragging: group, list, value of the row', () => {
      const desk = new Desk().drop('A1', 'region').drop('B1', 'rep');
      desk.take(showAs(desk.sheet, area('B1'), 'list')).drop('C1', 'amt');
      expect(desk.sheet.cells['C1']!.bind!.as).to.equal('value');
      expect(desk.grid()).to.equal(lines(grids.E1));
    });

    it('E2: subtotal, then the grand total, one step each', () => {
      const desk = new Desk().drop('A1', 'region').drop('B1', 'rep');
      desk
        .take(showAs(desk.sheet, area('B1'), 'list'))
        .drop('C1', 'amt')
        .total('C1')
        .total('C1');
      expect(desk.grid()).to.equal(lines(grids.E2));
      expect(desk.actions).to.be.at.most(8);
      expect(addTotal(desk.sheet, at('C1'), words), 'there is no third total').to.equal(undefined);
    });

    it('E3 by the assistant and two totals', () => {
      const desk = new Desk();
      desk.take(makeTable(desk.sheet, at('A1'), 'grouped', ['region', 'rep', 'product', 'amt'].map((field) => pick(field)))); // prettier-ignore
      withoutHeads(desk).total('D1').total('D1');
      expect(desk.grid()).to.equal(lines(grids.E3));
    });

    it('E4 by dragging, with totals below and at the right in either order', () => {
      const made = () => new Desk().drop('B1', 'product', 'right').drop('A2', 'region').drop('B2', 'amt').type('A1', 'R/P'); // prettier-ignore
      const desk = made().total('B2').total('B2');
      expect(desk.grid()).to.equal(lines(grids.E4));
      const other = made();
      other.take(addTotal(other.sheet, at('B2'), words, 'right')).take(addTotal(other.sheet, at('B2'), words, 'down'));
      expect(other.grid()).to.equal(lines(grids.E4));
    });

    it('E4 by the assistant, and a title put above it comes out as wide as the table', () => {
      const desk = new Desk();
      desk.take(makeTable(desk.sheet, at('A1'), 'crossTab', [pick('region'), pick('product'), pick('amt')]));
      desk.type('A1', 'R/P').total('B2').total('B2');
      expect(desk.grid()).to.equal(lines(grids.E4));
      desk.take(insertLines(desk.sheet, 'row', { at: 0 })).type('A1', 'Title');
      desk.take(mergeArea(desk.sheet, area('A1', 'C1')));
      expect(desk.grid()).to.equal(lines(`Title(1x4) | ^ | ^ | ^\n${grids.E4}`));
    });

    it('E5 by the assistant and by dragging', () => {
      const desk = new Desk();
      desk.take(makeTable(desk.sheet, at('A1'), 'crossTab', ['region', 'product', 'qty', 'amt'].map((field) => pick(field)))); // prettier-ignore
      expect(desk.grid()).to.equal(lines(grids.E5));
      const dragged = new Desk().drop('A3', 'region').drop('B3', 'qty').drop('C3', 'amt');
      dragged.take(mergeArea(dragged.sheet, area('B1', 'C1'))).drop('B1', 'product', 'right');
      dragged.take(mergeArea(dragged.sheet, area('A1', 'A2')));
      expect(dragged.grid()).to.equal(lines(grids.E5));
    });

    it('E7: share of the region and of all, without a formula', () => {
      const desk = new Desk();
      desk.take(makeTable(desk.sheet, at('A1'), 'grouped', [pick('region'), pick('rep'), pick('amt')]));
      withoutHeads(desk).measure('C1', 'share').measure('C1', 'share', 'A1');
      expect(desk.grid()).to.equal(lines(grids.E7));
    });

    it('E12: the card', () => {
      const desk = new Desk();
      desk.take(makeTable(desk.sheet, at('A1'), 'card', [pick('rep'), pick('amt'), pick('product')]));
      expect(desk.grid({ S: { ...S, rows: S.rows.slice(0, 2) } })).to.equal(
        lines(`Rep | Ann | Amt | 10
               Product | Pen(1x3) | ^ | ^
               (1x4) | ^ | ^ | ^
               Rep | Bob | Amt | 20
               Product | Ink(1x3) | ^ | ^
               (1x4) | ^ | ^ | ^`),
      );
    });
  });

  it('counts a previous period along the innermost group, and the same period of the outer one before', () => {
    const desk = new Desk().drop('A1', 'y', undefined, 'Y').drop('B1', 'm', undefined, 'Y').drop('C1', 'amt', undefined, 'Y'); // prettier-ignore
    desk.measure('C1', 'lastYear', 'A1', 'B1').measure('C1', 'previous', 'B1').measure('C1', 'running', 'A1');
    expect(desk.grid({ Y })).to.equal(
      lines(`2023(2x1) | 1 | 100 | 100 | null | null
             ^ | 2 | 120 | 220 | 100 | null
             2024(3x1) | 1 | 150 | 150 | null | 0.5
             ^ | 2 | 90 | 240 | 150 | -0.25
             ^ | 3 | 70 | 310 | 90 | null`),
    );
  });

  it('gives a ratio the ratio of the totals, and no total to what counts along an order', () => {
    const desk = new Desk().drop('A1', 'region').drop('B1', 'qty').drop('C1', 'amt');
    desk.type('D1', '=C1/B1').measure('C1', 'running').total('C1');
    expect(desk.grid()).to.equal(
      lines(`East | 4 | 70 | 70 | 17.5
             West | 5 | 80 | 150 | 16
             Total | 9 | 150 | . | 16.6667`),
    );
    expect(desk.sheet.cells['E2']!.formula).to.equal('C2/B2');
  });

  it('takes a number below a list as its row has it, else adds it up; to the right all are groups', () => {
    const desk = new Desk().drop('A2', 'region').drop('B2', 'amt').drop('C2', 'qty', 'right');
    expect(desk.sheet.cells['A1']!.text).to.equal('Region');
    expect(desk.sheet.cells['B2']!.bind!.as).to.equal('sum');
    expect(desk.sheet.cells['C2']).to.deep.include({ expand: 'right' });
    expect(desk.sheet.cells['C1'], 'a head that goes right is its own').to.equal(undefined);
    desk.take(showAs(desk.sheet, area('A2'), 'list'));
    expect(bindingAt(desk.sheet, at('B2'), pick('amt'))).to.equal('value');
    desk.take(expandTo(desk.sheet, area('A2'), 'right'));
    expect(desk.sheet.cells['A2']!.expand).to.equal('right');
    desk.take(expandTo(desk.sheet, area('A2'), 'down'));
    expect(desk.sheet.cells['A2']).not.to.have.property('expand');
    expect(formatAddress(at('A2').row, at('A2').column)).to.equal('A2');
  });

  it('makes a list of the picked fields, heads above, frozen', () => {
    const desk = new Desk().take(makeTable({ cells: {} }, at('A1'), 'list', [pick('rep'), pick('amt')]));
    expect(desk.sheet.freeze).to.equal('A2');
    expect(desk.grid()).to.equal('Rep | Amt\nAnn | 10\nBob | 20\nCid | 30\nAnn | 40\nCid | 50');
  });
});
