import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { decodeText } from '../../../server/import/decode-text.js';
import { findDelimiter, openCsv, type CsvFile, type BrokenRow } from '../../../server/import/read-csv.js';

const bytes = (text: string) => new TextEncoder().encode(text);
async function rowsOf(file: CsvFile, size = 100) {
  const rows: unknown[] = [];
  const broken: unknown[] = [];
  for await (const portion of file.portions(size)) {
    rows.push(...portion.rows);
    broken.push(...portion.broken);
  }
  return { rows, broken };
}
async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing thrown',
    (error: unknown) => (error as { code: string }).code,
  );
}

describe('import/read-csv', () => {
  it('reads quotes, line ends inside them and any line end after them, with the line each row begins on', async () => {
    const file = await openCsv(bytes('\ufeffa,"b ""c"""\r\n1,"x\r\ny"\r\n\r\n2,\r\n'));
    expect(file.heads).to.deep.equal(['a', 'b "c"']);
    expect((await rowsOf(file)).rows).to.deep.equal([
      { line: 2, cells: { a: '1', 'b "c"': 'x\r\ny' } },
      { line: 5, cells: { a: '2', 'b "c"': '' } },
    ]);
  });

  it('gives rows of a wrong width as broken instead of shifting them', async () => {
    const { rows, broken } = await rowsOf(await openCsv(bytes('a,b\n1\n2,3\n4,5,6\n')));
    expect(rows).to.have.length(1);
    expect((broken as BrokenRow[]).map(({ line, message }) => ({ line, message }))).to.deep.equal([
      { line: 2, message: 'The row has 1 cells, the head has 2.' },
      { line: 4, message: 'The row has 3 cells, the head has 2.' },
    ]);
  });

  it('hands rows out in portions and starts anew when asked again', async () => {
    const file = await openCsv(bytes(`n\n${Array.from({ length: 7 }, (_, index) => index).join('\n')}\n`));
    const sizes: number[] = [];
    for await (const portion of file.portions(3)) sizes.push(portion.rows.length);
    expect(sizes).to.deep.equal([3, 3, 1]);
    expect((await rowsOf(file)).rows).to.have.length(7);
  });

  it('finds the delimiter of the head, quotes aside', () => {
    expect(findDelimiter('a;b;c\n1,2,3,4,5')).to.equal(';');
    expect(findDelimiter('"a,b,c";d\n')).to.equal(';');
    expect(findDelimiter('a\tb\n')).to.equal('\t');
    expect(findDelimiter('single\n')).to.equal(',');
  });

  it('keeps a head called __proto__ a head', async () => {
    const { rows } = await rowsOf(await openCsv(bytes('__proto__,b\nx,y\n')));
    const { cells } = rows[0] as { cells: Record<string, string> };
    expect(Object.hasOwn(cells, '__proto__')).to.equal(true);
    expect(Object.getPrototypeOf(cells)).to.equal(Object.prototype);
    expect(({} as Record<string, unknown>)['x']).to.equal(undefined);
  });

  it('tells a file that cannot be read in plain words', async () => {
    const table: readonly [Uint8Array, string][] = [
      [bytes(''), 'NO_HEAD'],
      [bytes('a,a\n1,2\n'), 'HEAD_TWICE'],
      [bytes('a,,c\n'), 'BLANK_HEAD'],
      [bytes('a,b\n"1,2\n'), 'BAD_CSV'],
      [new Uint8Array([0x1f, 0x8b, 0, 0]), 'BAD_GZIP'],
    ];
    for (const [file, code] of table) {
      const opened = openCsv(file).then((csv) => rowsOf(csv));
      expect(await codeOf(opened)).to.equal(code);
    }
    expect(await codeOf(openCsv(bytes('a\n'), { encoding: 'no-such' }))).to.equal('UNKNOWN_ENCODING');
    expect(await codeOf(openCsv(new Uint8Array([0x61, 0xff, 0x0a]), { encoding: 'utf-8' }))).to.equal('WRONG_ENCODING');
  });
});

describe('import/decode-text', () => {
  it('follows the byte order mark, then UTF-8, then says that it guessed', () => {
    const little = new Uint8Array([0xff, 0xfe, 0x61, 0x00, 0x2d, 0x4e]);
    expect(decodeText(little)).to.deep.equal({ text: 'a中', encoding: 'utf-16le', guessed: false });
    expect(decodeText(bytes('Köln'))).to.include({ text: 'Köln', encoding: 'utf-8', guessed: false });
    const western = new Uint8Array([0x4b, 0xf6, 0x6c, 0x6e]);
    expect(decodeText(western)).to.include({ text: 'Köln', encoding: 'windows-1252', guessed: true });
  });

  it('reads a stated encoding and unpacks gzip', () => {
    const chinese = new Uint8Array([0xd6, 0xd0, 0xce, 0xc4]);
    expect(decodeText(chinese, 'gb18030')).to.include({ text: '中文', guessed: false });
    expect(decodeText(gzipSync(bytes('a,b'))).text).to.equal('a,b');
  });
});
