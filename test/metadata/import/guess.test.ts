import { expect } from 'chai';
import { ColumnProfiler, type ColumnProfile } from '../../../metadata/import/guess/column-profile.js';
import { choicesOf, guessColumn, guessTable, offeredTypes } from '../../../metadata/import/guess/guess-column.js';
import { findHeads, nameHeads } from '../../../metadata/import/guess/heads.js';
import { typeOfLabel } from '../../../metadata/import/guess/label-words.js';
import { reader, readingsFor } from '../../../metadata/import/guess/readings.js';
import { testRegistries } from '../../designer/registries.js';

const { field } = testRegistries();
const text = { locale: 'en', timeZone: 'UTC', currency: 'USD', choice: () => undefined };

function profile(head: string, cells: readonly string[], language = 'en'): ColumnProfile {
  const readings = readingsFor(language).map((reading) => ({ ...reading, reads: reader(field, reading, text)! }));
  const profiler = new ColumnProfiler(head, readings);
  cells.forEach((cell, i) => profiler.add(cell, i + 2));
  return profiler.profile();
}
const times = (count: number, cells: readonly string[]) => Array.from({ length: count }, () => cells).flat();
const numbered = (count: number, of: (n: number) => string) => Array.from({ length: count }, (_, n) => of(n + 1));

/** head | cells -> type, with what belongs to it. */
const golden: readonly (readonly [string, readonly string[], object])[] = [
  ['E-mail', ['a@b.de', 'c@d.com', 'wrong'].concat(numbered(20, (n) => `p${n}@x.org`)), { type: 'email' }],
  ['电话', ['13800138000', '13900139000', '021-5555 1234'], { type: 'phone' }],
  ['Contact', ['+49 30 123456', '(030) 99 88 77', '+1 (555) 123-4567'], { type: 'phone' }],
  ['Website', ['https://a.com', 'http://b.org/x'], { type: 'url' }],
  ['Bought on', ['2026-01-05', '2026-02-28'], { type: 'date', format: 'en' }],
  ['When', ['31/12/2026', '05/01/2026'], { type: 'date', format: 'en-GB' }],
  ['When', ['12/31/2026', '05/01/2026'], { type: 'date', format: 'en' }],
  ['When', ['05/01/2026', '06/02/2026'], { type: 'date', format: 'en', isAmbiguous: true }],
  ['日期', ['2026年1月5日', '2026年12月31日'], { type: 'date', format: 'en' }],
  ['Last call', ['2026-01-05 08:30', '2026-01-06 17:00'], { type: 'datetime', format: 'en' }],
  ['Opens', ['08:30', '17:00'], { type: 'time' }],
  ['Price', ['1200', '13.5', '7'], { type: 'money', options: { scale: 2 } }],
  ['Rent', ['$1,200.00', '$ 80.125'], { type: 'money', options: { scale: 3 } }],
  ['Importe', ['1.234,56', '12,00', '7.000,10'], { type: 'money', format: 'es', options: { scale: 2 } }],
  ['Discount', ['5%', '12.5 %'], { type: 'percent', options: { scale: 4 } }],
  ['Quantity', ['1', '20', '300'], { type: 'integer' }],
  ['Weight', ['1.5', '20.125', '300'], { type: 'decimal', options: { scale: 3 } }],
  ['Year', ['2024', '2025', '2026'], { type: 'integer', options: { grouping: false } }],
  ['Postcode', ['10115', '01067'], { type: 'text' }],
  ['Part', ['00123', '00456', '00789'], { type: 'text' }],
  ['Asset no.', ['1017', '1022', '1044'], { type: 'text' }],
  ['Asset no.', ['A-1017', 'A-1022', 'A-1044'], { type: 'text' }],
  ['Active', times(4, ['yes', 'no']), { type: 'boolean' }],
  ['是否有效', times(4, ['是', '否']), { type: 'boolean' }],
  ['Flag', times(4, ['0', '1']), { type: 'boolean' }],
  ['Status', times(3, ['Open', 'In progress', 'Done']), { type: 'choice', isStage: true }],
  ['Colour', times(3, ['Red', 'Blue', 'Green']), { type: 'choice' }],
  ['Name', numbered(30, (n) => `Machine ${n}`), { type: 'text' }],
  ['Notes', ['one\ntwo', 'three'], { type: 'longText' }],
  ['Remarks', [`${'word '.repeat(60)}`, 'short'], { type: 'longText' }],
  ['Nothing', ['', ' '], { type: 'text' }],
  ['Mixed', ['1', 'two', '2026-01-01', 'x@y.de'], { type: 'text' }],
];

describe('metadata/import guesses', () => {
  for (const [head, cells, expected] of golden) {
    it(`${head}: ${cells.slice(0, 2).join(' · ').slice(0, 40)} -> ${JSON.stringify(expected)}`, () => {
      expect(guessColumn(profile(head, cells))).to.deep.equal(expected);
    });
  }

  it('says how many cells fit each type, and the first that do not', () => {
    const prices = profile('Price', ['12', '13.50', 'on request', '14']);
    const money = offeredTypes(prices).find(({ type }) => type === 'money')!;
    expect(money).to.deep.include({ count: 3, misfits: [{ line: 4, text: 'on request' }] });
    expect(offeredTypes(prices).filter(({ type }) => type === 'text')).to.deep.equal([{ type: 'text', count: 4, misfits: [] }]); // prettier-ignore
  });

  it('makes one choice of spellings that differ in case, width and blanks', () => {
    expect(choicesOf(profile('Status', ['Open', 'open ', 'ＯＰＥＮ', 'Closed']))).to.deep.equal(['Open', 'Closed']);
  });

  it('finds what names the records and what tells them apart', () => {
    const rows = numbered(12, (n) => `A-${n}`);
    const table = guessTable([profile('Asset no.', rows), profile('Status', times(4, ['new', 'old', 'sold'])), profile('Name', numbered(12, (n) => `Lathe ${n % 9}`))]); // prettier-ignore
    expect(table).to.deep.include({ title: 2, key: 0 });
    expect(guessTable([profile('Price', ['1', '2'])])).to.not.have.any.keys('title', 'key');
  });

  it('finds the line of the heads below a title, and gives every column a name of its own', () => {
    expect(findHeads([['Assets 2026'], ['as of', '2026-11-01'], ['No.', 'Name', 'Price'], ['1', 'Lathe', '5']])).to.equal(2); // prettier-ignore
    expect(
      findHeads([
        ['Name', 'Price'],
        ['Lathe', '5'],
      ]),
    ).to.equal(0);
    const { heads, notes } = nameHeads(['Amount', '', 'Amount'], 4);
    expect(heads).to.deep.equal(['Amount', 'Column B', 'Amount (2)', 'Column D']);
    expect(notes.map(({ code }) => code)).to.deep.equal(['BLANK_HEAD', 'HEAD_TWICE', 'BLANK_HEAD']);
  });

  it('guesses the type of a field by its label alone', () => {
    const labels = ['E-mail', 'Amount', 'Date', 'Due date', 'Delivered on', 'Phone', 'Status', 'Notes', 'Quantity', 'Anything', '金额', '开始日期', '状态', 'Importe', 'Estado']; // prettier-ignore
    expect(labels.map(typeOfLabel)).to.deep.equal(['email', 'money', 'date', 'date', 'date', 'phone', 'choice', 'longText', 'integer', 'text', 'money', 'date', 'choice', 'money', 'choice']); // prettier-ignore
  });
});
