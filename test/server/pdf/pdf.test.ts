import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { drawSvg } from '../../../server/pdf/draw-svg.js';
import { createPdf, pdfBytes, pdfFonts, printable } from '../../../server/pdf/fonts.js';

describe('pdf: fonts and pictures', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-pdf-'));
  after(() => rmSync(folder, { recursive: true }));
  const textOf = (bytes: Uint8Array, ...options: string[]): string => {
    const file = join(folder, 'a.pdf');
    writeFileSync(file, bytes);
    return execFileSync('pdftotext', [...options, file, '-'], { encoding: 'utf8' });
  };

  it('embeds subsets of both fonts; Latin and Chinese are text that can be found', async () => {
    const pdf = await createPdf({ size: 'A4' });
    pdf.addPage().text('Año, Zürich: 1,234.50 €', 40, 40);
    pdf.font(pdfFonts.bold).text('按地区销售 報表', 40, 60);
    const bytes = await pdfBytes(pdf);
    expect(textOf(bytes)).to.contain('Año, Zürich: 1,234.50 €').and.contain('按地区销售 報表');
    expect(bytes.length).to.be.below(40_000);
    const fonts = execFileSync('pdffonts', [join(folder, 'a.pdf')], { encoding: 'utf8' });
    expect(fonts.match(/NotoSansSC-(Regular|Bold) +CID TrueType +Identity-H +yes yes yes/g)).to.have.length(2);
    expect(fonts).not.to.contain('Helvetica');
  });

  it('writes letters that the fonts lack in their plain form', async () => {
    await createPdf();
    expect(printable('Łódź, Ñandú 客户')).to.equal('Lódz, Ñandú 客户');
    expect(printable('a\u200bb\tc\u{1F600}')).to.equal('ab c?');
  });

  it('draws pictures as vectors, without reading a file or address that one names', async () => {
    const secret = join(folder, 'secret.png');
    // A real picture: it would be drawn if it were read.
    const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    writeFileSync(secret, Buffer.from(pixel, 'base64'));
    const drawn = async (link: string) => {
      const pdf = await createPdf({ size: 'A4', compress: false });
      pdf.addPage();
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><image href="${link}" width="9" height="9"/><text y="19" font-size="9">Norte</text></svg>`;
      drawSvg(pdf, svg, { x: 40, y: 40, width: 200, height: 100 });
      return pdfBytes(pdf);
    };
    const images = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1').split('/Subtype /Image').length - 1;
    expect(images(await drawn(`data:image/png;base64,${pixel}`))).to.be.above(0);
    for (const link of [secret, `file://${secret}`, 'http://127.0.0.1:9/a.png', 'data:text/html;base64,PGI+'])
      expect(images(await drawn(link)), link).to.equal(0);
    expect(textOf(await drawn(secret))).to.contain('Norte');
  });
});
