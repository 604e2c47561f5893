import { expect } from 'chai';
import fc from 'fast-check';
import { parseTabText, toHtmlTable, toTabText } from '../../../../runtime/list/edit/clipboard-text.js';

describe('list/clipboard-text', () => {
  it('reads back every table of texts', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', '\r', ' ', '客', ',') });
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        // A last row of nothing but one empty value is a line end to every spreadsheet.
        fc.pre(rows.length === 1 || rows.at(-1)!.some((cell) => cell !== ''));
        expect(parseTabText(toTabText(rows))).to.deep.equal(rows);
      }),
    );
  });

  for (const [what, text, rows] of [
    [
      'a line end at the end',
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['line ends of Unix', 'a\nb', [['a'], ['b']]],
    ['empty values', 'a\t\tb', [['a', '', 'b']]],
    ['a quote inside', '5" pipe\t"a ""b"""', [['5" pipe', 'a "b"']]],
    ['a quote that never ends', '"open\tb', [['"open', 'b']]],
    ['lines inside a value', '"one\ntwo"\tb', [['one\ntwo', 'b']]],
  ] as const) {
    it(`reads ${what}`, () => expect(parseTabText(text)).to.deep.equal(rows));
  }

  it('lets no value become HTML', () => {
    expect(toHtmlTable([['<img src=x onerror=alert(1)>&']])).to.equal(
      '<table><tr><td>&lt;img src=x onerror=alert(1)&gt;&amp;</td></tr></table>',
    );
  });
});
