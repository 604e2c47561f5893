import { expect } from 'chai';
import fc from 'fast-check';
import { breakLines, mayBreak } from '../../../server/print/layout/break-lines.js';
import { layOutBlocks } from '../../../server/print/layout/lay-out.js';
import { paginate } from '../../../server/print/layout/paginate.js';
import { columnWidths } from '../../../server/print/layout/table.js';
import type { Block, Op, Piece, Run } from '../../../server/print/layout/types.js';
import { buildBlocks } from '../../../server/print/render/build-blocks.js';
import { cleanHtml } from '../../../server/print/render/clean-html.js';
import { parseHtml } from '../../../server/print/render/parse-html.js';
import { paintHtml } from '../../../server/print/paint/paint-html.js';
import { paintSvg } from '../../../server/print/paint/paint-svg.js';

const measure = (character: string): number => (/[\u3000-\u9fff\uff00-\uffef]/.test(character) ? 1 : 0.5);
const style = { size: 10, bold: false, italic: false, underline: false, color: '#000000' };
const run = (text: string): Run => ({ text, style });
const textOf = (ops: readonly Op[]): readonly string[] => ops.flatMap((op) => (op.op === 'text' ? [op.text] : []));
const linesOf = (text: string, width: number): readonly string[] =>
  breakLines([run(text)], width, measure).map((line) => line.fragments.map((each) => each.text).join(''));
const blocks = (html: string): readonly Block[] => buildBlocks(parseHtml(cleanHtml(html)), (text) => text);
const pagesOf = (html: string, height: number): readonly (readonly string[])[] =>
  paginate(layOutBlocks(blocks(html), 200, { measure, pageHeight: height }), height).map(textOf);

describe('print/layout lines', () => {
  it('break at blanks, after hyphens, and where they must', () => {
    expect(linesOf('one two three', 40)).to.deep.equal(['one two', 'three']);
    expect(linesOf('well-known', 30)).to.deep.equal(['well-', 'known']);
    expect(linesOf('abcdefghij', 20)).to.deep.equal(['abcd', 'efgh', 'ij']);
    expect(linesOf('one\ntwo', 100)).to.deep.equal(['one', 'two']);
    expect(linesOf('', 100)).to.deep.equal(['']);
  });

  it('of Chinese begin with no closing mark and end with no opening one', () => {
    expect(linesOf('价格为一百元。请付款', 60)).to.deep.equal(['价格为一百', '元。请付款']);
    expect(linesOf('这是一个（说明）文字', 50)).to.deep.equal(['这是一个', '（说明）文', '字']);
    expect(linesOf('产品ABC编号', 30)).to.deep.equal(['产品', 'ABC编', '号']);
  });

  it('hold all of the text, none wider than its place, whatever the text is', () => {
    const piece = fc.constantFrom('word', ' ', '中', '。', '（', '文字', '-', 'a', '「', '」', '3.5', '%');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 15, max: 90 }), (parts, width) => {
        const text = parts.join('');
        const lines = breakLines([run(text)], width, measure);
        const bare = (each: string): string => each.replaceAll(' ', '');
        expect(bare(lines.map((line) => line.fragments.map((each) => each.text).join('')).join(''))).to.equal(bare(text)); // prettier-ignore
        for (const line of lines) {
          const one = [...line.fragments.map((each) => each.text).join('')].length === 1;
          if (!one) expect(line.width).to.be.at.most(width + 0.02);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('keep figures and their signs together', () => {
    expect(mayBreak('5', '%')).to.equal(false);
    expect(mayBreak('（', '中')).to.equal(false);
    expect(mayBreak('-', '5')).to.equal(false);
    expect(mayBreak('中', '文')).to.equal(true);
  });
});

describe('print/layout pages', () => {
  const rows = (count: number): string => Array.from({ length: count }, (_, i) => `<tr><td>r${i + 1}</td></tr>`).join(''); // prettier-ignore

  it('stand again: the head of a table on each page that it goes on', () => {
    const pages = pagesOf(`<table><thead><tr><th>Head</th></tr></thead>${rows(12)}</table>`, 120);
    expect(pages.length).to.be.greaterThan(2);
    for (const page of pages) expect(page[0]).to.equal('Head');
    expect(pages.flat().filter((text) => text !== 'Head')).to.deep.equal(Array.from({ length: 12 }, (_, i) => `r${i + 1}`)); // prettier-ignore
    expect(pages.at(-1)!.length, 'the last row is never alone').to.be.greaterThan(2);
  });

  it('end where they are told to, and keep together what belongs together', () => {
    expect(pagesOf('<p>a</p><p class="page">b</p><p style="break-after: page">c</p><p>d</p>', 500)).to.deep.equal([['a'], ['b', 'c'], ['d']]); // prettier-ignore
    const kept = pagesOf(`<p>${'x<br>'.repeat(6)}x</p><div class="keep"><p>k1</p><p>k2</p></div>`, 130);
    expect(kept.at(-1)).to.deep.equal(['k1', 'k2']);
    // A heading is no last line of a page: it goes on with the table's head and first row.
    const headed = pagesOf(`<p>${'x<br>'.repeat(6)}x</p><h2>H</h2><table><thead><tr><th>Head</th></tr></thead>${rows(8)}</table>`, 145);
    expect([headed[0], headed[1]!.slice(0, 3)]).to.deep.equal([Array(7).fill('x'), ['H', 'Head', 'r1']]);
  }); // prettier-ignore

  it('divide a row that is higher than half a page', () => {
    const pages = pagesOf(`<table><tr><td>${'tall<br>'.repeat(30)}end</td><td>beside</td></tr></table>`, 100);
    expect(pages.length).to.be.greaterThan(3);
    expect(pages.flat()).to.include.members(['end', 'beside']);
  });

  it('hold every piece once and nothing below their end, whatever the heights are', () => {
    const piece = fc.record({ height: fc.integer({ min: 1, max: 40 }), space: fc.integer({ min: 0, max: 10 }), keepNext: fc.boolean(), breakBefore: fc.boolean() }); // prettier-ignore
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (list) => {
        const pieces: Piece[] = list.map((each, i) => ({
          ...each,
          ops: [{ op: 'fill', x: i, y: 0, width: 1, height: each.height, color: '#000000' }],
        }));
        const pages = paginate(pieces, 100);
        expect(pages.flatMap((ops) => ops.map((op) => op.x))).to.deep.equal(list.map((_, i) => i));
        for (const ops of pages) for (const op of ops) if (op.op === 'fill') expect(op.y + op.height).to.be.at.most(100.02); // prettier-ignore
      }),
      { numRuns: 200 },
    );
  });

  it('give columns what they say, and the rest by what they hold', () => {
    const table = blocks('<table><tr><td style="width: 25%">a</td><td>short</td><td>something much longer than that</td></tr></table>')[0]!; // prettier-ignore
    const widths = columnWidths(table.kind === 'table' ? table.rows : [], 400, measure);
    expect(widths[0]).to.be.closeTo(100, 0.01);
    expect(widths[2]).to.be.greaterThan(widths[1]!);
    expect(widths.reduce((sum, each) => sum + each, 0)).to.be.closeTo(400, 0.01);
  });
});

describe('print/markup', () => {
  const cleaned = (html: string): string => paintHtml([parseHtml(cleanHtml(html))], { title: 't', language: 'en' });

  it('keeps tags and styles of the lists, nothing else', () => {
    const hostile = `<script>alert(1)</script><p onclick="x()" style="color: #f00; position: fixed; background: url(http://evil)">a</p>
      <iframe src="http://evil"></iframe><a href="javascript:x">link</a><img src="file:///etc/passwd" alt="photo"><img src="http://evil/x.png">
      <img src="//evil/x.png"><img src="data:image/svg+xml;base64,PHN2Zz4="><style>p{}</style><svg><image href="x"/></svg><object data="x"></object>
      <p style="width: expression(1); color: red">b</p><link rel="stylesheet" href="http://evil"><base href="http://evil"><form><input></form>`;
    const html = cleaned(hostile);
    expect(html.replace(/^.*?<body>/s, '')).to.not.match(/script|onclick|position|evil|javascript|passwd|iframe|svg|object|expression|input|href/i); // prettier-ignore
    expect(html).to.include('color:#f00').and.include('[photo]').and.include('link').and.include('color:red');
    expect(html.match(/<img/g)).to.equal(null);
  });

  it('survives markup that is broken or endless', () => {
    expect(cleaned('<p>a<b>b</p>c</i></div>')).to.include('a').and.include('c');
    expect(blocks('<div>'.repeat(3000) + 'deep' + '</div>'.repeat(3000))).to.have.length(1);
    expect(textOf(layOutBlocks(blocks('a &lt;b&gt; &amp;amp; &nbsp;c &euro;'), 500, { measure, pageHeight: 100 })[0]!.ops).join('')).to.equal('a <b> &amp; \u00a0c €'); // prettier-ignore
  });

  it('writes pictures of pages in which text is only text', () => {
    const ops: Op[] = [{ op: 'text', x: 1, y: 2, width: 30, text: '"<script>&\u0000', style }];
    expect(paintSvg({ width: 100, height: 50, ops }))
      .to.include('&quot;&lt;script&gt;&amp;<')
      .and.not.include('<script');
  });
});
