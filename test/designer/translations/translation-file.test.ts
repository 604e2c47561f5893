import { expect } from 'chai';
import fc from 'fast-check';
import { blockText, readBlock } from '../../../designer/translations/block.js';
import { filterRows, everything, missingCounts, rowsOf, type TextRow } from '../../../designer/translations/rows.js';
import { csvOf, readCsv, readFile, tableOf } from '../../../designer/translations/translation-file.js';
import { warningsOf } from '../../../designer/translations/warnings.js';
import { languages } from '../../../metadata/value.js';
import { schemaOf, shippedDocuments } from './shipped.js';

const rows = shippedDocuments.flatMap((document) =>
  rowsOf({ key: document, value: document, isLocked: false }, schemaOf(document.kind)),
);
const words = { address: 'Address', where: 'Where', language: (each: string) => each };
const where = (row: TextRow) => row.address;
const some = (text: TextRow['text'], name = 'a', most?: number) => ({ address: `view/${name}#label`, key: { kind: 'view', name }, module: 'customer', keys: ['label'], path: ['label'], text, isLocked: false, most }) as TextRow; // prettier-ignore
const shown = { source: 'en', columns: ['es'], where } as const;

describe('designer/translations/translation-file', () => {
  it('brings every shipped text back from a file as it was: nothing to take, nothing lost', () => {
    const table = readCsv(csvOf(tableOf(rows, languages, 'en', words, where)));
    expect(table.length).to.equal(rows.length + 1);
    const plan = readFile(table, rows, 'en')!;
    expect([plan.words, plan.notTaken, plan.unknownHeads]).to.deep.equal([[], [], []]);
    expect(plan.same + plan.empty).to.equal(rows.length * languages.length);
  });

  it('writes and reads any cells, as text with commas and as a block of a spreadsheet', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('=1+1', "'=x", '"', 'a\nb', 'a,b', 'a\tb', ' x '));
    const table = fc.integer({ min: 2, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 })); // prettier-ignore
    fc.assert(
      fc.property(table, (cells) => {
        const lines = cells.map((line) => line.map((text) => text.replace(/\r\n?/g, '\n')));
        expect(readCsv(csvOf([['a', ...lines[0]!.slice(1).map(() => 'b')], ...lines])).slice(1)).to.deep.equal(lines);
        expect(readBlock(`${blockText(lines)}\r\n`)).to.deep.equal(lines);
      }),
    );
    expect(csvOf([['=1+1']])).to.contain("'=1+1");
    expect(readCsv('a;b;c\n1;2,5;3')[1]).to.deep.equal(['1', '2,5', '3']);
  });

  it('takes words, and says of each line that it does not take why', () => {
    const table = [
      ['Address', 'Where', 'English [en]', 'Español [es]', 'Notes'],
      ['view/a#label', '', 'Orders', 'Pedidos', 'x'],
      ['view/b#label', '', 'Old', 'Viejo', ''],
      ['view/gone#label', '', 'Gone', 'Ido', ''],
      ['view/a#label', '', 'Orders', 'Otra vez', ''],
      ['view/c#label', '', 'Short', 'Demasiado largo', ''],
      ['view/d#label', '', 'Same', '', ''],
      ['', '', '', '', ''],
    ];
    const held = [some('Orders'), some('New', 'b'), some('Short', 'c', 6), some({ en: 'Same', es: 'Igual' }, 'd')];
    const plan = readFile(table, held, 'en')!;
    expect(plan.words.map(({ row, language, words: text }) => [row.key.name, language, text])).to.deep.equal([['a', 'es', 'Pedidos']]); // prettier-ignore
    expect(plan.notTaken.map(({ line, language, why }) => [line, language, why])).to.deep.equal([
      [3, 'en', 'sourceChanged'],
      [3, 'es', 'sourceChanged'],
      [4, undefined, 'unknown'],
      [5, undefined, 'twice'],
      [6, 'es', 'tooLong'],
    ]);
    expect([plan.empty, plan.same, plan.unknownHeads]).to.deep.equal([1, 3, ['Notes']]);
    expect(readFile([['Name', 'Price']], held, 'en')).to.equal(undefined);
  });

  it('warns of what a translator overlooks', () => {
    const codes = (source: string, text: string, isHead = false) => warningsOf(source, text, isHead).map((each) => ('names' in each ? `${each.code} ${each.names.join()}` : each.code)); // prettier-ignore
    expect(codes('{count} orders', 'pedidos')).to.deep.equal(['lost {count}']);
    expect(codes('Dear {{customer.name}}', '{{cliente}} y {{ customer.name }}')).to.deep.equal(['unknown {cliente}']);
    expect(codes('{count, plural, one {# row} other {# rows}}', '{count, plural, other {# 行}}')).to.deep.equal([]);
    expect(codes('Orders', 'Orders')).to.deep.equal(['same']);
    expect(codes('100 %', '100 %')).to.deep.equal([]);
    expect(codes('Orders', ' Pedidos')).to.deep.equal(['blanks']);
    expect(codes('Expected', 'Fecha prevista de entrega al cliente', true)).to.deep.equal(['long']);
    expect(codes('Expected', '')).to.deep.equal([]);
  });

  it('filters by what is missing, by warnings, by kind, by module and by words, and counts', () => {
    const held = [some('Orders', 'a'), some({ en: 'Open', es: 'Open' }, 'b'), some({ en: 'Done', es: 'Hecho' }, 'c')];
    const names = (filter: object) => filterRows(held, { ...everything, ...filter }, shown).map(({ key }) => key.name);
    expect(names({ show: 'missing' })).to.deep.equal(['a']);
    expect(names({ show: 'warnings' })).to.deep.equal(['b']);
    expect(names({ search: 'HECHO' })).to.deep.equal(['c']);
    expect(names({ kind: 'form' })).to.deep.equal([]);
    expect(names({ module: 'customer', search: 'o' })).to.deep.equal(['a', 'b', 'c']);
    expect(missingCounts(held, 'en')).to.deep.equal({ en: 0, 'zh-CN': 3, 'zh-TW': 3, es: 1 });
  });
});
