/** Moving, copying, merging: what follows, what is told, and that every gesture can be taken back. */
import { expect } from 'chai';
import fc from 'fast-check';
import { applyOperation, type Operation } from '../../../metadata/document/operations.js';
import type { CellDocument, SheetDocument } from '../../../metadata/schema/sheet.js';
import { parseAddress } from '../../../metadata/sheet/address.js';
import { rewriteReferences } from '../../../metadata/sheet/rewrite-references.js';
import { makeTable, tableKinds } from '../../../designer/report/gestures/assistants.js';
import { clipText, readClipboard, styleLooks } from '../../../designer/report/gestures/clipboard.js';
import { placeField, showAs, typeInto, typedOf, type FieldPick } from '../../../designer/report/gestures/content.js';
import { clearArea, clipOf, fillCells, moveCells, pasteCells } from '../../../designer/report/gestures/copy-cells.js';
import { deleteLines, insertLines, moveLines, sizeLines } from '../../../designer/report/gestures/lines.js';
import { addMeasure, measuresAt } from '../../../designer/report/gestures/measures.js';
import { mergeArea, splitArea } from '../../../designer/report/gestures/merge.js';
import { sheetOf, sheetOperation } from '../../../designer/report/gestures/operation.js';
import { areaOf, meet, placedCells, wholeArea, type Area, type Change } from '../../../designer/report/gestures/places.js'; // prettier-ignore
import { formatArea, isStyled, nameStyle, styleArea } from '../../../designer/report/gestures/styles.js';
import { addTotal } from '../../../designer/report/gestures/totals.js';

const at = (address: string) => parseAddress(address)!;
const area = (from: string, to = from): Area => ({ top: at(from).row, left: at(from).column, bottom: at(to).row, right: at(to).column }); // prettier-ignore
const group = (field: string, more: Partial<CellDocument> = {}): CellDocument => ({ bind: { dataset: 'S', field, as: 'group' }, ...more }); // prettier-ignore
const sum = (field: string): CellDocument => ({ bind: { dataset: 'S', field, as: 'sum' } });
const sheet: SheetDocument = {
  freeze: 'B2',
  rows: [{ role: 'header' }, { height: 30 }],
  columns: [{ width: 100 }, { width: 50 }],
  cells: {
    A1: { text: 'Region', span: [1, 2] },
    C1: { text: 'Sum of {{ A2 }}' },
    A2: group('region', { on: { click: [{ open: 'list', name: 'order', parameters: { region: 'A2.id' } }] } }),
    B2: group('rep', { order: [{ by: 'sum(S.A2)', descending: true }] }),
    C2: { ...sum('amt'), left: 'B2', when: [{ if: 'C2 < 0', value: '-C2' }] },
    D2: { formula: 'C2[A2:-1]{it.B2 = B2} & "C2"  + rank(C2, A2)', join: [{ key: 'k', to: 'A2.id' }] },
  },
};

describe('designer/report/gestures (edits)', () => {
  describe('references', () => {
    const down = (text: string) => rewriteReferences(text, (address) => address.replace('2', '3'));
    const table: readonly (readonly [string, string])[] = [
      ['C2[A2:-1;B2:0]{it.B2=B2}', 'C3[A3:-1;B3:0]{it.B3=B3}'],
      ['A2.id  +  S.Q2', 'A3.id  +  S.Q2'],
      ['"C2" & $C2 & LOG2(C2)', '"C2" & $C2 & LOG2(C3)'],
      ['if ( C2 > 0 , C2 , null', 'if ( C3 > 0 , C3 , null'],
    ];
    for (const [before, after] of table) it(`${before} -> ${after}`, () => expect(down(before)).to.equal(after));
  });

  it('puts a row in: formulas, parents, clicks, texts, joins, freeze and heights follow', () => {
    const { sheet: next, lost } = insertLines(sheet, 'row', { at: 1 });
    expect(lost).to.deep.equal([]);
    expect(next.freeze).to.equal('B2');
    expect(next.rows).to.deep.equal([{ role: 'header' }, {}, { height: 30 }]);
    expect(next.cells['D3']).to.deep.equal({ formula: 'C3[A3:-1]{it.B3 = B3} & "C2"  + rank(C3, A3)', join: [{ key: 'k', to: 'A3.id' }] }); // prettier-ignore
    expect(next.cells['C3']).to.deep.include({ left: 'B3', when: [{ if: 'C3 < 0', value: '-C3' }] });
    expect(next.cells['A3']!.on!.click![0]).to.deep.include({ parameters: { region: 'A3.id' } });
    expect(next.cells['B3']!.order, 'S.A2 is a field').to.deep.equal([{ by: 'sum(S.A2)', descending: true }]);
    expect(next.cells['C1']!.text).to.equal('Sum of {{ A3 }}');
    expect(insertLines(sheet, 'row', { at: 0 }).sheet.freeze).to.equal('B3');
    expect(insertLines(sheet, 'column', { at: 1 }).sheet.cells['A1']!.span).to.deep.equal([1, 3]);
  });

  it('takes a column out: what named it says so and is told, a parent that is gone gives way', () => {
    const { sheet: next, lost } = deleteLines(sheet, 'column', { at: 1 });
    expect(lost).to.deep.equal(['C2']);
    expect(next.cells['C2']!.formula).to.equal('B2[A2:-1]{it.#REF! = #REF!} & "C2"  + rank(B2, A2)');
    expect(next.cells['B2']).not.to.have.property('left');
    expect(next.cells['A1']).to.deep.equal({ text: 'Region' });
    expect(next.columns).to.deep.equal([{ width: 100 }]);
    expect(deleteLines(sheet, 'row', { at: 0 }).sheet.freeze).to.equal('B1');
  });

  it('moves a column, and refuses to tear a merged cell', () => {
    const moved = moveLines(sheet, 'column', { at: 3, before: 2 })!;
    expect(moved.sheet.cells['C2']!.formula).to.equal('D2[A2:-1]{it.B2 = B2} & "C2"  + rank(D2, A2)');
    expect(moved.sheet.cells['D1']!.text).to.equal('Sum of {{ A2 }}');
    expect(moveLines(sheet, 'column', { at: 2, before: 1 })).to.equal(undefined);
  });

  it('fills to the right: references go along, one to a group that both share stays', () => {
    const share: SheetDocument = { cells: { A1: group('region'), B1: sum('qty'), C1: sum('amt'), D1: { formula: 'B1/sum(B1[A1:0])' } } }; // prettier-ignore
    const filled = fillCells(share, area('D1'), area('D1', 'E1'))!;
    expect(filled.sheet.cells['E1']!.formula).to.equal('C1/sum(C1[A1:0])');
    const below = fillCells(share, area('A1', 'D1'), area('A1', 'D2'))!;
    expect(below.sheet.cells['D2']!.formula, 'row 2 has a group of its own').to.equal('B2/sum(B2[A2:0])');
    expect(fillCells(share, area('D1'), area('D1', 'D3'))!.sheet.cells['D3']!.formula).to.equal('B3/sum(B3[A3:0])');
  });

  it('cuts and pastes: what named the cell names it where it is; copies leave that alone', () => {
    const moved = moveCells(sheet, area('C2'), at('F5'))!;
    expect(moved.sheet.cells['F5']).to.deep.include({ left: 'B2', when: [{ if: 'F5 < 0', value: '-F5' }] });
    expect(moved.sheet.cells['D2']!.formula).to.contain('F5[A2:-1]');
    const copied = pasteCells(sheet, clipOf(sheet, area('C2')), area('F5'))!;
    expect(copied.sheet.cells['F5']).to.deep.include({ left: 'E5', when: [{ if: 'F5 < 0', value: '-F5' }] });
    expect(copied.sheet.cells['D2']).to.deep.equal(sheet.cells['D2']);
    expect(moveCells(sheet, area('D2'), at('B1')), 'half of a merged cell').to.equal(undefined);
    expect(moveCells(sheet, area('D2'), at('C2'))!.lost, 'it names itself now, and C2 is gone').to.deep.equal(['C2']);
  });

  it('merges over the first content and splits again', () => {
    const merged = mergeArea(sheet, area('B1', 'C1'));
    expect(merged.sheet.cells['A1']).to.deep.equal({ text: 'Region', span: [1, 3] });
    expect(merged.dropped).to.deep.equal(['C1']);
    expect(splitArea(merged.sheet, area('A1')).sheet.cells['A1']).to.deep.equal({ text: 'Region' });
    const empty = mergeArea({ cells: { B2: { formula: 'A9' }, C9: { formula: 'B2' } } }, area('A1', 'B2'));
    expect(empty.sheet.cells).to.deep.equal({ A1: { formula: 'A9', span: [2, 2] }, C9: { formula: 'A1' } });
  });

  it('shares a style between cells that look alike, and gives it back', () => {
    const bold = styleArea(sheet, area('C2', 'D2'), { bold: true });
    expect(Object.keys(bold.sheet.styles!)).to.deep.equal(['bold']);
    expect(isStyled(bold.sheet, area('C2', 'D2'), { bold: true })).to.equal(true);
    const right = styleArea(bold.sheet, area('D2'), { align: 'right' });
    expect(right.sheet.cells['D2']!.style).to.equal('bold_right');
    expect(styleArea(right.sheet, area('D2'), { bold: undefined, align: undefined }).sheet.cells['D2']).not.to.have.property('style'); // prettier-ignore
  });

  it('takes what is typed: formulas, numbers, texts, texts of one language', () => {
    const typed = (text: string) => typeInto({ cells: {} }, at('A1'), text, 'en').sheet.cells['A1'];
    expect(typed('=sum(A1)')).to.deep.equal({ formula: 'sum(A1)' });
    expect(typed('12.5')).to.deep.equal({ formula: '12.5' });
    expect(typed("'12.5")).to.deep.equal({ text: '12.5' });
    expect(typed('')).to.equal(undefined);
    for (const text of ['=sum(A1)', '12.5', "'12.5", 'North', "'=x"]) expect(typedOf(typed(text), 'en')).to.equal(text);
    const label: SheetDocument = { cells: { A1: { text: { en: 'Region', 'zh-CN': '区域' }, style: 'head' } } };
    expect(typeInto(label, at('A1'), '地区', 'zh-CN').sheet.cells['A1']).to.deep.equal({ text: { en: 'Region', 'zh-CN': '地区' }, style: 'head' }); // prettier-ignore
  });

  describe('the clipboard', () => {
    /** As Excel writes it. */
    const excel = `<html><head><style><!--
      .xl65 {font-weight:700; text-align:center; background:#DDEBF7; mso-number-format:General;}
      .xl66 {mso-number-format:"\\#\\,\\#\\#0\\.00";}--></style></head><body><table border=0><!--StartFragment-->
      <col width=64 span=3><tr height=20><td colspan=2 rowspan=1 class=xl65 height=20>Sales &amp; co</td><td class='xl65'>Q1<br>
      2026</td></tr>
      <tr><td rowspan=2>North</td><td class=xl66 align=right x:num="1234.567">1,234.57</td><td align=right>12.5%</td></tr>
      <tr><td>007</td><td>=A1</td></tr><!--EndFragment--></table></body></html>`;

    it('keeps values, merges and looks of a block from Excel', () => {
      const pasted = readClipboard(excel, 'unused')!;
      expect([pasted.rows, pasted.columns]).to.deep.equal([3, 3]);
      const made = pasteCells({ cells: {} }, pasted, area('B2'))!;
      const { sheet: next } = styleLooks(made.sheet, pasted, made.select!);
      expect(next.cells).to.deep.equal({
        B2: { text: 'Sales & co', span: [1, 2], style: 'bold_center_colour' },
        D2: { text: 'Q1\n2026', style: 'bold_center_colour' },
        B3: { text: 'North', span: [2, 1] },
        C3: { formula: '1234.567', format: '#,##0.00', style: 'right' },
        D3: { formula: '0.125', format: '0.0%', style: 'right' },
        C4: { text: '007' },
        D4: { text: '=A1' },
      });
      expect(next.styles!['bold_center_colour']).to.deep.equal({ bold: true, align: 'center', fill: '#ddebf7' });
    });

    it('reads lines and tabs with quotes', () => {
      const pasted = readClipboard('', 'a\t"b ""c""\td\ne"\r\n1\t\t-2.5\r\n')!;
      expect(pasted.cells.map(({ row, column, cell }) => [row, column, cell.text ?? cell.formula])).to.deep.equal([
        [0, 0, 'a'], [0, 1, 'b "c"\td\ne'], [1, 0, '1'], [1, 2, '-2.5'],
      ]); // prettier-ignore
    });

    it('gives our own cells back as they were', () => {
      const clip = clipOf(sheet, area('A1', 'D2'));
      const { html, text } = clipText(clip, 'en');
      expect(readClipboard(html, text)).to.deep.equal({ ...clip, looks: [] });
      expect(text).to.contain('S.region\tS.rep\tS.amt');
    });
  });

  it('30 random gestures, taken back and done again, give equal documents; none breaks the template', () => {
    const place = fc.record({ row: fc.nat(9), column: fc.nat(6) });
    const areas = fc.record({ a: place, high: fc.nat(2), wide: fc.nat(2) }).map(({ a, high, wide }): Area => ({ top: a.row, left: a.column, bottom: a.row + high, right: a.column + wide })); // prettier-ignore
    const pick = fc.constantFrom<FieldPick>(
      { dataset: 'S', field: 'region', label: 'Region', type: 'other' },
      { dataset: 'S', field: 'amt', label: 'Amt', type: 'number' },
      { dataset: 'S', field: 'on', label: 'On', type: 'date' },
    );
    const words = { label: () => 'Total', isNumber: () => true };
    const gestures: readonly fc.Arbitrary<(sheet: SheetDocument) => Change | undefined>[] = [
      fc.tuple(place, pick, fc.constantFrom('down' as const, 'right' as const)).map(([p, f, direction]) => (s) => placeField(s, p, f, { direction })),
      fc.tuple(place, fc.constantFrom('=A1+B2', 'x {{A1}}', '7', '')).map(([p, text]) => (s) => typeInto(s, p, text, 'en')),
      fc.tuple(fc.constantFrom('row' as const, 'column' as const), fc.nat(8)).map(([axis, line]) => (s) => insertLines(s, axis, { at: line })),
      fc.tuple(fc.constantFrom('row' as const, 'column' as const), fc.nat(8)).map(([axis, line]) => (s) => deleteLines(s, axis, { at: line })),
      fc.tuple(fc.constantFrom('row' as const, 'column' as const), fc.nat(6), fc.nat(8)).map(([axis, line, before]) => (s) => moveLines(s, axis, { at: line, before })),
      fc.tuple(fc.constantFrom('row' as const, 'column' as const), fc.nat(6), fc.nat(90)).map(([axis, line, size]) => (s) => sizeLines(s, axis, { at: line, size })),
      areas.map((a) => (s) => mergeArea(s, a)),
      areas.map((a) => (s) => splitArea(s, a)),
      areas.map((a) => (s) => clearArea(s, wholeArea(s, a))),
      fc.tuple(areas, place).map(([a, p]) => (s) => moveCells(s, wholeArea(s, a), p)),
      fc.tuple(areas, areas).map(([a, b]) => (s) => pasteCells(s, clipOf(s, wholeArea(s, a)), b)),
      fc.tuple(areas, fc.nat(3)).map(([a, more]) => (s) => { const from = wholeArea(s, a); return fillCells(s, from, { ...from, bottom: from.bottom + more }); }),
      areas.map((a) => (s) => styleArea(s, a, { bold: true })),
      areas.map((a) => (s) => nameStyle(s, a, undefined)),
      areas.map((a) => (s) => formatArea(s, a, '0.0')),
      areas.map((a) => (s) => showAs(s, a, 'list')),
      place.map((p) => (s) => addTotal(s, p, words)),
      fc.tuple(place, fc.nat(9)).map(([p, index]) => (s) => { const [measure] = measuresAt(s, p).slice(index); return measure && addMeasure(s, p, measure, 'More'); }),
      fc.tuple(place, fc.constantFrom(...tableKinds), fc.array(pick, { minLength: 1, maxLength: 4 })).map(([p, kind, picks]) => (s) => makeTable(s, p, kind, picks)),
    ]; // prettier-ignore
    let made = 0;
    fc.assert(
      fc.property(fc.array(fc.oneof(...gestures), { minLength: 30, maxLength: 30 }), (thirty) => {
        const start: unknown = { kind: 'report', name: 'r', datasets: [], sheet };
        const states = [start];
        const back: Operation[] = [];
        for (const gesture of thirty) {
          const document = states.at(-1)!;
          const change = gesture(sheetOf(document));
          const operation = change && sheetOperation(document, change.sheet);
          if (!operation) continue;
          const applied = applyOperation(document, operation);
          expect(sheetOf(applied.document)).to.deep.equal(change.sheet);
          const cells = placedCells(change.sheet);
          const torn = cells.flatMap((a, i) => cells.slice(i + 1).filter((b) => meet(areaOf(a), areaOf(b))).map((b) => `${a.address} ${b.address}`)); // prettier-ignore
          expect(torn).to.deep.equal([]);
          states.push(applied.document);
          back.push(applied.inverse);
          made++;
        }
        const forth: Operation[] = [];
        let document = states.at(-1)!;
        for (const [index, inverse] of [...back.entries()].reverse()) {
          const applied = applyOperation(document, inverse);
          document = applied.document;
          forth.push(applied.inverse);
          expect(document).to.deep.equal(states[index]);
        }
        for (const operation of forth.reverse()) document = applyOperation(document, operation).document;
        expect(document).to.deep.equal(states.at(-1));
      }),
      { numRuns: 40 },
    );
    expect(made).to.be.greaterThan(400);
  });
});
