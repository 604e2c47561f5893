/** Files as people bring them, read and looked at as the work process does it, without the process. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { guessTable } from '../../../metadata/import/guess/guess-column.js';
import { ApiError } from '../../../server/errors.js';
import { checkArchive } from '../../../server/start/archive-guard.js';
import { lookTask, mostColumns, type Look } from '../../../server/start/look-task.js';
import { rowSource } from '../../../server/start/row-source.js';
import type { WorkContext } from '../../../server/work/work-context.js';
import { testRegistries } from '../../designer/registries.js';

const megabyte = 1024 * 1024;
const registries = testRegistries();
const context = { registries: () => Promise.resolve(registries) } as unknown as WorkContext;

describe('server/start look', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-start-'));
  const [path, into] = [join(folder, 'source'), join(folder, 'rows.jsonl')];
  after(() => rmSync(folder, { recursive: true, force: true }));

  const look = (bytes: Uint8Array | string, choice: object = {}): Promise<Look> => {
    writeFileSync(path, bytes);
    return lookTask({ path, into, text: { timeZone: 'UTC', currency: 'USD' }, language: 'en', ...choice }, context);
  };
  const workbook = async (fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Uint8Array> => {
    const book = new ExcelJS.Workbook();
    fill(book.addWorksheet('Assets'), book);
    return new Uint8Array(await book.xlsx.writeBuffer());
  };
  const rows = () => readFileSync(into, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as unknown[]); // prettier-ignore
  const refused = async (bytes: Uint8Array | string, choice = {}): Promise<string> =>
    look(bytes, choice).then(
      () => 'taken',
      (error: unknown) => {
        expect(error).to.be.instanceOf(ApiError).with.property('status', 422);
        return (error as ApiError).code;
      },
    );
  const codes = ({ notes }: Look) => notes.map(({ code }) => code);

  it('reads a sheet with a title over merged heads, days, formulas, errors, thirds and empty lines', async () => {
    const bytes = await workbook((sheet, book) => {
      sheet.addRow(['Assets 2026']);
      sheet.mergeCells('A1:D1');
      sheet.addRow([]);
      sheet.addRow(['No.', 'Name', 'Bought', 'Price', '', 'Name']);
      sheet.addRow(['A-1', 'Lathe', new Date('2026-01-05T00:00:00Z'), { formula: '1/3', result: 1 / 3 }, 'x', true]);
      sheet.addRow([]);
      sheet.addRow(['A-2', 'Drill', new Date('2026-02-05T08:30:00Z'), { formula: 'NA()', result: { error: '#N/A' } as never }, '', false]); // prettier-ignore
      book.addWorksheet('Hidden', { state: 'hidden' }).addRow(['secret']);
      book.addWorksheet('Other').addRow(['a', 'b']);
    });
    const found = await look(bytes);
    expect(found).to.deep.include({ kind: 'workbook', sheets: ['Assets', 'Other'], sheet: 'Assets', headLine: 3, rows: 2 }); // prettier-ignore
    expect(found.columns.map(({ head }) => head)).to.deep.equal(['No.', 'Name', 'Bought', 'Price', 'Column E', 'Name (2)']); // prettier-ignore
    expect(codes(found)).to.deep.equal(['ROUNDED', 'FORMULA_FAILED', 'BLANK_HEAD', 'HEAD_TWICE']);
    expect(rows()).to.deep.equal([
      [4, 'A-1', 'Lathe', '2026-01-05', '0.333333', 'x', 'true'],
      [6, 'A-2', 'Drill', '2026-02-05 08:30', '', '', 'false'],
    ]);
    expect(await refused(bytes, { sheet: 'Hidden' })).to.equal('NO_SHEET');
    expect(await refused(bytes, { sheet: 'Other' })).to.equal('NO_ROWS');
    expect((await look(bytes, { headLine: 4 })).columns[1]!.head).to.equal('Lathe');
  });

  it('reads Chinese text in GBK and says so, and western text', async () => {
    // 名称,金额 / 车床,12 in GBK.
    const gbk = Uint8Array.from([0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, 0xb3, 0xb5, 0xb4, 0xb2, 0x2c, 0x31, 0x32, 0x0a]); // prettier-ignore
    const found = await look(gbk);
    expect(found).to.deep.include({ encoding: 'gb18030', rows: 1 });
    expect(found.columns.map(({ head }) => head)).to.deep.equal(['名称', '金额']);
    expect(codes(found)).to.deep.equal(['ENCODING_GUESSED']);
    const western = await look(Uint8Array.from([...Buffer.from('Name;Ort\nJos'), 0xe9, ...Buffer.from(';M'), 0xfc, ...Buffer.from('nchen\n')])); // prettier-ignore
    expect(western).to.deep.include({ encoding: 'windows-1252' });
    expect(rows()).to.deep.equal([[2, 'José', 'München']]);
    expect((await look(gbk, { encoding: 'windows-1252' })).columns[0]!.head).to.not.equal('名称');
  });

  it('tells a row that has more cells than heads, and sheets that are too wide', async () => {
    await look('a,b\n1,2\n1,2,3\n4\n');
    // The widest of the first lines counts: its third column has no head.
    expect(rows()).to.deep.equal([[2, '1', '2', ''], [3, '1', '2', '3'], [4, '4', '', '']]); // prettier-ignore
    await look(`a,b\n${'1,2\n'.repeat(60)}1,2,3\n`);
    expect(rows().at(-1)).to.deep.equal([62, { cells: 3 }]);
    const wide = Array.from({ length: 2000 }, (_, i) => `c${i}`).join(',');
    const found = await look(`${wide}\n${wide}\n`);
    expect(found.columns).to.have.length(mostColumns);
    expect(codes(found)).to.deep.equal(['MANY_COLUMNS']);
  });

  it('refuses what is no table, what is locked, what is damaged and what would unpack to too much', async () => {
    expect(await refused('')).to.equal('NO_HEAD');
    expect(await refused('only heads\n')).to.equal('NO_ROWS');
    expect(await refused('a,b\n"never closed,1\n')).to.equal('BAD_CSV');
    expect(await refused(Uint8Array.from([0x89, 0x50, 0, 0, 0, 1]))).to.equal('NO_TABLE');
    expect(await refused(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]))).to.equal('OLD_WORKBOOK');
    expect(await refused(Buffer.from('PK\u0003\u0004 not an archive'))).to.equal('BAD_WORKBOOK');
    const good = await workbook((sheet) => sheet.addRow(['a']));
    expect(await refused(good.subarray(0, good.length - 200))).to.equal('BAD_WORKBOOK');
    expect(() => checkArchive(bomb(), 7 * megabyte))
      .to.throw('larger than 7 MB')
      .with.property('code', 'FILE_TOO_LARGE');
    expect(() => checkArchive(bomb(), 8 * megabyte)).to.not.throw();
  });

  it('takes any table of texts: every row is there, or told', async () => {
    const cell = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('', '1,5', '=1+1', '"', '\n', '\u2028', '是', '2026-02-30', '__proto__', '1e400')); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }), async (table) => {
        const text = table.map((line) => line.map((each) => `"${each.replaceAll('"', '""').replaceAll('\u0000', '')}"`).join(',')).join('\r\n');
        const filled = table.filter((line) => line.some((each) => each.replaceAll('\u0000', '').trim() !== '')).length;
        let found: Look;
        try {
          found = await look(text);
        } catch (error) {
          expect(error, text).to.be.instanceOf(ApiError).with.property('status', 422);
          return;
        }
        guessTable(found.columns);
        let seen = 0;
        const heads = found.columns.map(({ head }) => head);
        for await (const { rows: taken, broken } of rowSource(into, { heads }).portions(5)) {
          for (const { cells } of taken) expect(Object.keys(cells)).to.have.length(heads.length);
          seen += taken.length + broken.length;
        }
        const before = found.first.findIndex(({ line }) => line === found.headLine);
        expect(seen, text).to.equal(found.rows).and.to.equal(filled - before - 1);
      }),
      { numRuns: 150 },
    );
  }); // prettier-ignore
});

/** An archive of 4 entries that unpack to 2 MB of zeros each, and say that they are small. */
function bomb(): Uint8Array {
  const packed = deflateRawSync(Buffer.alloc(2 * megabyte), { level: 9 });
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const name of ['a.xml', 'b.xml', 'c.xml', 'd.xml']) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(100, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), packed);
    central.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(4, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...central, end]);
}
