import { expect } from 'chai';
import fc from 'fast-check';
import type { Parsed } from '../../../../metadata/contributions.js';
import { plainText } from '../../../../metadata/markup.js';
import { barWidths } from '../../../../metadata/print/codes/bars.js';
import { checkDigit } from '../../../../metadata/print/codes/digits.js';
import type { FieldDocument } from '../../../../metadata/schema/entity.js';
import { definition as barcode } from '../../../../plugins/core/fields/barcode/schema.js';
import { definition as code } from '../../../../plugins/core/fields/code/schema.js';
import { definition as colour } from '../../../../plugins/core/fields/colour/schema.js';
import { definition as json } from '../../../../plugins/core/fields/json/schema.js';
import { cleanMarkup } from '../../../../plugins/core/fields/richText/server.js';
import { openText, sealText } from '../../../../plugins/core/fields/secret/server.js';
import { createSiteKeys } from '../../../../server/site-keys.js';

const field = (options: Record<string, unknown> = {}): FieldDocument => ({ id: 'f', name: 'f', type: 'x', options });
const codeOf = (parsed: Parsed | undefined) => (parsed && 'code' in parsed ? parsed.code : undefined);
const context = { locale: 'en', timeZone: 'UTC', currency: 'USD', choice: () => undefined };

describe('fields: formatted text', () => {
  it('keeps what the editor makes, and leaves out what runs, loads or looks', () => {
    const kept =
      '<h2>One</h2><p>two <strong>three</strong> <a href="https://example.com">four</a></p><ul><li>five</li></ul>';
    expect(cleanMarkup(kept)).to.equal(kept);
    const cases: readonly (readonly [string, string | null])[] = [
      ['<img src=x onerror="alert(1)">', null],
      ['a<img src=x onerror="alert(1)">', 'a'],
      ['<p onclick="x()" style="color:red" class="y">a</p>', '<p>a</p>'],
      ['<script>alert(1)</script><p>a</p>', '<p>a</p>'],
      ['<a href="javascript:alert(1)">a</a>', '<a>a</a>'],
      ['<a href="//evil.example">a</a><a href="/record/x">b</a>', '<a>a</a><a>b</a>'],
      ['<svg><a xlink:href="javascript:alert(1)"><text>a</text></a></svg>', '<a>a</a>'],
      ['<b>a</b><div>b</div>', '<strong>a</strong><p>b</p>'],
      ['<p></p> ', null],
      ['<p><svg/onload=1><p>">', '<p></p><p>"&gt;</p><p></p>'],
      ['<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>', null],
    ];
    for (const [dirty, clean] of cases) expect(cleanMarkup(dirty), dirty).to.equal(clean);
  });

  it('is clean once it was cleaned', () => {
    const pieces = fc.constantFrom('<p>', '</p>', '<b>', '<img src=x onerror=1>', 'a', '&lt;', '<', '"', '<a href="', 'javascript:', '">', '<!--', '-->', '<svg/onload=1>'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const clean = cleanMarkup(parts.join('')) ?? '';
        expect(cleanMarkup(clean) ?? '').to.equal(clean);
        expect(clean).not.to.match(/<(?:img|svg|script)|\son\w+=/i);
      }),
      { numRuns: 500 },
    );
  });

  it('is told in plain words', () => {
    expect(plainText('<p>a &amp; b</p><ul><li>c</li><li>d&nbsp;e</li></ul>')).to.equal('a & b\nc\nd e');
    expect(plainText('&amp;lt;b&amp;gt;')).to.equal('&lt;b&gt;');
  });
});

describe('fields: secrets', () => {
  const keys = { siteKey: createSiteKeys(() => 'one secret of the tests, long enough') };
  const place = { entity: 'customer', id: 'f1' };

  it('opens what it sealed, and never seals the same text the same way', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const sealed = sealText(keys, text, place);
        if (text.length > 8) expect(sealed).not.to.contain(text);
        expect(openText(keys, sealed, place)).to.equal(text);
        expect(sealText(keys, text, place)).not.to.equal(sealed);
      }),
      { numRuns: 50 },
    );
  });

  it('opens nothing that was changed, moved, or sealed under another key', () => {
    const sealed = sealText(keys, 'hunter2', place);
    const body = Buffer.from(sealed.slice(3), 'base64url');
    body[body.length - 1]! ^= 1;
    expect(() => openText(keys, `v1.${body.toString('base64url')}`, place)).to.throw();
    expect(() => openText(keys, sealed, { ...place, id: 'f2' })).to.throw();
    expect(() => openText(keys, sealed.replace('v1', 'v9'), place)).to.throw('unknown form');
    const others = { siteKey: createSiteKeys(() => 'another secret of the tests, as long') };
    expect(() => openText(others, sealed, place)).to.throw();
  });
});

describe('fields: json', () => {
  it('takes JSON of any kind, so large and so deep', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
    expect(json.parse(nested(20), field())).to.have.property('value');
    expect(codeOf(json.parse(nested(21), field()))).to.equal('TOO_DEEP');
    expect(json.parse('x'.repeat(65_534), field())).to.have.property('value');
    expect(codeOf(json.parse('x'.repeat(65_535), field()))).to.equal('TOO_LONG');
    expect(codeOf(json.parse('客'.repeat(22_000), field())), 'bytes count').to.equal('TOO_LONG');
    expect(codeOf(json.parse({ constructor: 1 }, field()))).to.equal('FORBIDDEN_KEY');
  });

  it('keeps every value and reads its own text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, noUnicodeString: false } as object), (value) => {
        fc.pre(!/"(__proto__|constructor|prototype)":/.test(JSON.stringify(value)));
        const plain = JSON.parse(JSON.stringify(value)) as never;
        expect(json.parse(plain, field())).to.deep.equal({ value: plain });
        if (plain !== null) expect(json.parseText!(json.format(plain, field(), context), field(), context)).to.deep.equal({ value: plain }); // prettier-ignore
      }),
    );
    expect(codeOf(json.parseText!('{a:1}', field(), context))).to.equal('NOT_JSON');
  });
});

describe('fields: codes', () => {
  it('checks the last digit of a bar code', () => {
    expect(checkDigit('400638133393')).to.equal(1);
    expect(barcode.parse('4006381333931', field({ format: 'ean13' }))).to.deep.equal({ value: '4006381333931' });
    expect(codeOf(barcode.parse('4006381333932', field({ format: 'ean13' })))).to.equal('WRONG_CHECK_DIGIT');
    expect(codeOf(barcode.parse('400638133393', field({ format: 'ean13' })))).to.equal('NOT_A_BARCODE');
    expect(barcode.parse('96385074', field({ format: 'ean8' }))).to.have.property('value');
    expect(barcode.parse('036000291452', field({ format: 'upc' }))).to.have.property('value');
    expect(barcode.parseText!('978-0-201-37962-4', field({ format: 'ean13' }), context)).to.deep.equal({
      value: '9780201379624',
    });
    expect(codeOf(barcode.parse('Größe', field()))).to.equal('NOT_A_BARCODE');
  });

  it('draws bars of the width each code has', () => {
    const modules = (value: string, format: 'ean13' | 'ean8' | 'upc' | 'free') =>
      [...barWidths(value, format)].reduce((sum, width) => sum + Number(width), 0);
    expect(modules('4006381333931', 'ean13')).to.equal(95);
    expect(modules('96385074', 'ean8')).to.equal(67);
    expect(modules('036000291452', 'upc')).to.equal(95);
    // Start, each sign and the check are 11 wide, the end is 13.
    expect(modules('AB-12', 'free')).to.equal(11 * 7 + 13);
    // The first digit is the parity of the left half: two codes that differ in it differ in bars.
    expect(barWidths('4006381333931', 'ean13')).not.to.equal(barWidths('5006381333930', 'ean13'));
  });

  it('reads colours as people type them', () => {
    for (const [typed, value] of [
      ['#1E90FF', '#1e90ff'],
      ['1e90ff', '#1e90ff'],
      [' #09f ', '#0099ff'],
    ] as const) {
      expect(colour.parseText!(typed, field(), context), typed).to.deep.equal({ value });
    }
    expect(codeOf(colour.parseText!('red', field(), context))).to.equal('NOT_A_COLOUR');
    expect(codeOf(colour.parse('#1E90FF', field()))).to.equal('NOT_A_COLOUR');
  });

  it('keeps the indentation of program text', () => {
    expect(code.parse('\n  a\r\n\tb  \n\n', field())).to.deep.equal({ value: '  a\n\tb' });
    expect(code.parse('  \n ', field())).to.deep.equal({ value: null });
  });
});
