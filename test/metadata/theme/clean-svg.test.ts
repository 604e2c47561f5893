import { expect } from 'chai';
import fc from 'fast-check';
import type { ThemeDocument } from '../../../metadata/schema/theme.js';
import { cleanSvg } from '../../../metadata/theme/clean-svg.js';
import { checkTheme } from '../../../metadata/theme/check-theme.js';
import { pictureAddress, readPicture, takePicture } from '../../../metadata/theme/picture.js';
import { themeSheet } from '../../../metadata/theme/tokens.js';

const svg = (inside: string, on = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"${on}>${inside}</svg>`;
const bytes = (text: string) => new TextEncoder().encode(text);
/** Anything of this in what is kept would be a hole. */
const dangerous = /<script|<foreignobject|<style|<image|<a[ >]|<animate|<set|\son\w+=|javascript:|https?:\/\/(?!www\.w3\.org\/2000\/svg)|data:|<!/i; // prettier-ignore

const hostile: readonly (readonly [what: string, text: string, told: string])[] = [
  ['a script', svg('<script>alert(1)</script><path d="M0 0"/>'), '<script>'],
  ['a script with another prefix', svg('<svg:script xmlns:svg="http://www.w3.org/2000/svg">alert(1)</svg:script>'), '<svg:script>'],
  ['a handler on the root', svg('<path d="M0 0"/>', ' onload="alert(1)"'), 'onload'],
  ['a handler in capitals', svg('<path d="M0 0" ONCLICK="alert(1)"/>'), 'ONCLICK'],
  ['foreign content', svg('<foreignObject><iframe src="https://evil.example"/></foreignObject>'), '<foreignObject>'],
  ['a picture from outside', svg('<image href="https://evil.example/x.png"/>'), '<image>'],
  ['a use of another file', svg('<use xlink:href="https://evil.example/x.svg#a"/>'), 'xlink:href'],
  ['a link that runs', svg('<a href="javascript:alert(1)"><path d="M0 0"/></a>'), '<a>'],
  ['an animation that sets an address', svg('<use href="#x"><set attributeName="href" to="javascript:alert(1)"/></use>'), '<set>'],
  ['a fill from outside', svg('<path fill="url(https://evil.example/x#a)" d="M0 0"/>'), 'fill'],
  ['a style that fetches', svg('<path style="fill:url(//evil.example/x)" d="M0 0"/>'), 'fill'],
  ['an escaped address in a style', svg('<path style="fill:u\\72l(//evil.example)" d="M0 0"/>'), 'fill'],
  ['an address in letters of HTML', svg('<use href="&#106;avascript:alert(1)"/>'), 'href'],
]; // prettier-ignore

const refused: readonly (readonly [what: string, text: string])[] = [
  ['entities', `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('&x;')}`],
  ['a billion laughs', `<!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${svg('&b;')}`],
  ['a page', '<html><body><svg></svg></body></html>'],
  ['something behind the picture', `${svg('')}<script>alert(1)</script>`],
  ['tags that do not close', '<svg><g></svg>'],
  ['a tag with a bare sign', '<svg><path d=M0/></svg>'],
];

describe('theme/clean-svg', () => {
  for (const [what, text, told] of hostile) {
    it(`takes out ${what}`, () => {
      const { svg: kept, removed } = cleanSvg(text);
      expect(kept).to.be.a('string').and.not.match(dangerous);
      expect(removed).to.include(told);
      expect(cleanSvg(kept!)).to.deep.equal({ svg: kept, removed: [] });
    });
  }
  for (const [what, text] of refused) {
    it(`refuses ${what}`, () => expect(cleanSvg(text).svg).to.equal(undefined));
  }

  it('keeps a drawing as drawing programs write it, with its classes', () => {
    const text = `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd"><!-- made by hand -->
${svg('<metadata><x/></metadata><defs><style>.a,.b{fill:#123456}.b{stroke:red}</style><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs><path class="b" d="M0 0h9"/><rect fill="url(#g)" width="9" height="9"/><text>A &amp; B</text>')}`; // prettier-ignore
    const { svg: kept, removed } = cleanSvg(text);
    expect(removed).to.deep.equal([]);
    expect(kept).to.include('<path d="M0 0h9" fill="#123456" stroke="red"/>');
    expect(kept).to.include('fill="url(#g)"').and.to.include('<text>A &amp; B</text>');
  });

  it('never lets through what it does not know, whatever stands between', () => {
    const part = fc.constantFrom('<script>', '</script>', '<g>', '</g>', '<![CDATA[', ']]>', '<!--', '-->', '<svg>', '</svg>', ' onload="x"', '<a href="javascript:1">', '</a>', '<path d="M0"/>', '&lt;', '<style>', '</style>', "'", '"', '>', '<'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const { svg: kept } = cleanSvg(svg(parts.join('')));
        if (kept !== undefined) expect(kept.replaceAll(/&[a-z]+;/g, '')).to.not.match(dangerous);
      }),
      { numRuns: 500 },
    );
  });
});

describe('theme/picture', () => {
  it('goes by what the bytes are, to 64 KB', () => {
    expect(takePicture(bytes('GIF89a'))).to.deep.equal({ fault: { is: 'type' } });
    expect(takePicture(bytes('<html><script></script></html>'))).to.deep.equal({ fault: { is: 'type' } });
    expect(takePicture(bytes(svg(' '.repeat(65_536))))).to.have.nested.property('fault.is', 'large');
    const taken = takePicture(bytes(svg('<path d="M0 0"/>')));
    if ('fault' in taken) throw new Error('refused');
    expect(readPicture(pictureAddress(taken.picture))).to.deep.equal(taken.picture);
  });

  it('stands against a document that holds what was never cleaned, or names another type', () => {
    const theme = (favicon: string) => ({ kind: 'theme', id: '01J00000000000000000000097', name: 'site', schema: 1, favicon }) as ThemeDocument; // prettier-ignore
    const address = (type: string, text: string) => `data:${type};base64,${btoa(text)}`;
    const codes = (favicon: string) => checkTheme(theme(favicon)).map(({ path, code }) => `${path} ${code}`);
    expect(codes(address('image/svg+xml', svg('<script>1</script>')))).to.deep.equal(['/favicon PICTURE_UNSAFE']);
    expect(codes(address('image/png', svg('')))).to.deep.equal(['/favicon PICTURE_TYPE']);
    expect(codes(address('image/svg+xml', svg('')))).to.deep.equal([]);
  });
});

describe('theme/tokens', () => {
  const theme = { kind: 'theme', id: '01J00000000000000000000097', name: 'site', schema: 1 } as const;
  it('says nothing for a theme that says nothing', () => expect(themeSheet(theme, {})).to.equal(''));
  it('writes what is chosen, for both grounds', () => {
    const sheet = themeSheet({ ...theme, accent: '#0a7d5c', corners: 'round', density: 'dense', font: 'serif' }, { logo: { light: '/l', dark: '/d' } }); // prettier-ignore
    expect(sheet).to.include('--tr-accent:light-dark(#0a7d5c, ');
    expect(sheet).to.include('--tr-radius-m:10px');
    expect(sheet).to.match(/:not\(\[data-density\]\)\{--tr-row:32px/);
    expect(sheet).to.match(/:root:lang\(zh-CN\)\{--tr-font:Charter.*PingFang SC/);
    expect(sheet).to.match(/:root\[data-theme=dark\]\{--tr-logo:url\("\/d"\)/);
  });
});
