import { expect } from 'chai';
import fc from 'fast-check';
import { addressLines } from '../../../metadata/print/address.js';
import { bodyPlace, isOnPage, labelAt, labelPlaces, pageGeometry, toPoints } from '../../../metadata/print/geometry.js';
import { checkPrintTemplate } from '../../../metadata/print/check-template.js';
import type { PrintTemplateDocument } from '../../../metadata/schema/print-template.js';
import { testModel } from '../../helper/model.js';

describe('print/geometry', () => {
  it('knows paper, turned where it is asked to be', () => {
    expect(pageGeometry()).to.deep.equal({ width: 210, height: 297, margins: { top: 20, right: 20, bottom: 20, left: 25 } });
    expect(pageGeometry({ size: 'A5', orientation: 'landscape' })).to.include({ width: 210, height: 148 });
    expect(pageGeometry({ size: 'DL' }, true)).to.deep.equal({ width: 220, height: 110, margins: { top: 0, right: 0, bottom: 0, left: 0 } });
    expect(bodyPlace(pageGeometry())).to.deep.equal({ x: 25, y: 20, width: 165, height: 257 });
    expect(toPoints(25.4)).to.equal(72);
  }); // prettier-ignore

  it('puts 3 × 8 labels of 70 × 37 mm on A4, half a millimetre from its upper edge', () => {
    const places = labelPlaces({ columns: 3, rows: 8, width: 70, height: 37, padding: 0 }, pageGeometry({}, true));
    expect(places).to.have.length(24);
    expect(places[0]).to.deep.equal({ x: 0, y: 0.5, width: 70, height: 37 });
    expect(places[23]).to.deep.equal({ x: 140, y: 259.5, width: 70, height: 37 });
  });

  it('gives labels that lie on the sheet and never on each other, and fills each once', () => {
    const sheet = fc.record({
      columns: fc.integer({ min: 1, max: 8 }),
      rows: fc.integer({ min: 1, max: 15 }),
      width: fc.integer({ min: 5, max: 25 }),
      height: fc.integer({ min: 5, max: 18 }),
      gapX: fc.integer({ min: 0, max: 1 }),
      gapY: fc.integer({ min: 0, max: 1 }),
      start: fc.integer({ min: 1, max: 200 }),
    });
    const paper = pageGeometry({}, true);
    fc.assert(
      fc.property(sheet, fc.integer({ min: 1, max: 300 }), (labels, count) => {
        const places = labelPlaces({ ...labels, padding: 0 }, paper);
        for (const place of places) expect(isOnPage(place, paper)).to.equal(true);
        places.forEach((a, i) => {
          for (const b of places.slice(i + 1)) {
            const apart = a.x + a.width <= b.x + 1e-9 || b.x + b.width <= a.x + 1e-9 || a.y + a.height <= b.y + 1e-9 || b.y + b.height <= a.y + 1e-9; // prettier-ignore
            expect(apart).to.equal(true);
          }
        });
        const filled = Array.from({ length: count }, (_, i) => labelAt(i, labels));
        expect(new Set(filled.map(({ sheet: on, label }) => `${on} ${label}`)).size).to.equal(count);
        expect(filled[0]).to.deep.equal({ sheet: 0, label: Math.min(labels.start, places.length) - 1 });
      }),
      { numRuns: 60 },
    );
  });

  it('finds what does not fit on the paper', () => {
    const base: PrintTemplateDocument = { kind: 'print_template', id: '01DOCUMENT0000000000000901', name: 'x', schema: 1, entity: 'order', body: '' }; // prettier-ignore
    const codes = (change: Partial<PrintTemplateDocument>): readonly string[] =>
      checkPrintTemplate({ ...base, ...change }, testModel()).map(({ path, code }) => `${path} ${code}`);
    const labels = { columns: 3, rows: 8, width: 70, height: 37 };
    expect(codes({ labels })).to.deep.equal([]);
    expect(codes({ labels: { ...labels, rows: 9 } })).to.deep.equal(['/labels LABELS_OFF_PAGE']);
    expect(codes({ labels, mode: 'list' })).to.deep.equal(['/mode PAGE_KIND']);
    expect(codes({ page: { width: 100 } })).to.deep.equal(['/page PAGE_SIZE']);
    expect(codes({ page: { margins: { left: 120, right: 90 } } })).to.deep.equal(['/page/margins PAGE_MARGINS']);
    const window = { left: 180, top: 50, width: 60, height: 40 };
    expect(codes({ page: { size: 'DL' }, envelope: { window } })).to.deep.equal(['/envelope/window PLACE_OFF_PAGE']);
    expect(codes({ name: 'preview' })).to.deep.equal(['/name BAD_NAME']);
  });
});

describe('print/address', () => {
  const cases: readonly (readonly [string, Parameters<typeof addressLines>[0], readonly string[], string?])[] = [
    ['Germany', { company: 'Acme GmbH', name: 'Ann', street: 'Am Markt 6', postal: '80331', city: 'München', state: 'Bayern', country: 'Germany', code: 'DE' },
      ['Acme GmbH', 'Ann', 'Am Markt 6', '80331 München', 'GERMANY']],
    ['at home', { name: 'Ann', street: 'Am Markt 6', postal: '80331', city: 'München', country: 'Germany', code: 'DE' }, ['Ann', 'Am Markt 6', '80331 München'], 'de'],
    ['the States', { name: 'Bob', street: '1 Main St\nSuite 5', postal: '02134', city: 'Boston', state: 'MA', country: 'United States', code: 'US' },
      ['Bob', '1 Main St', 'Suite 5', 'Boston, MA 02134', 'UNITED STATES']],
    ['Britain', { name: 'Bob', street: '1 High St', postal: 'AB1 2CD', city: 'Leeds', country: 'United Kingdom', code: 'GB' }, ['Bob', '1 High St', 'Leeds', 'AB1 2CD', 'UNITED KINGDOM']],
    ['Spain', { name: 'Pilar', street: 'Calle del Río, 43', postal: '26001', city: 'Logroño', state: 'La Rioja', country: 'España', code: 'ES' },
      ['Pilar', 'Calle del Río, 43', '26001 Logroño, La Rioja', 'ESPAÑA']],
    ['China, in Chinese', { company: '茶叶公司', name: '王芳', street: '中山路88号', postal: '200001', city: '上海市', state: '上海市', country: '中国', code: 'CN' },
      ['200001', '中国', '上海市中山路88号', '茶叶公司', '王芳']],
    ['China, in Latin letters', { name: 'Wang Fang', street: '88 Zhongshan Rd', postal: '200001', city: 'Shanghai', country: 'China', code: 'CN' },
      ['Wang Fang', '88 Zhongshan Rd', '200001 Shanghai', 'CHINA']],
    ['a firm without a person', { company: 'Acme', name: 'Acme', city: 'Oslo', country: '德国', code: 'DE' }, ['Acme', 'Oslo', '德国']],
    ['nothing', {}, []],
  ]; // prettier-ignore
  for (const [title, parts, lines, home] of cases) {
    it(`writes that of ${title}`, () => {
      expect(addressLines(parts, home)).to.deep.equal(lines);
    });
  }
});
