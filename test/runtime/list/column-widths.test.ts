import { expect } from 'chai';
import fc from 'fast-check';
import { columnWidths, type ColumnNeed } from '../../../runtime/list/column-widths.js';

const need = (path: string, natural: number | undefined, more: Partial<ColumnNeed> = {}): ColumnNeed => ({
  path,
  naming: false,
  rigid: false,
  stated: 160,
  fixed: false,
  natural,
  ...more,
});
const sum = (widths: ReadonlyMap<string, number>) => [...widths.values()].reduce((total, width) => total + width, 0);

describe('list/column-widths', () => {
  it('takes what is stated until there are rows', () => {
    const widths = columnWidths([need('name', undefined, { naming: true }), need('city', undefined)], 0);
    expect([...widths]).to.deep.equal([
      ['name', 200],
      ['city', 160],
    ]);
  });

  it('cuts words a little to save scrolling, never figures and tags', () => {
    const needs = [need('name', 240, { naming: true }), need('city', 200), need('total', 120, { rigid: true })];
    const widths = columnWidths(needs, 480);
    expect(sum(widths)).to.be.within(477, 480);
    expect(widths.get('total')).to.equal(120);
    expect(widths.get('name')).to.be.lessThan(240);
    expect(widths.get('city')).to.be.lessThan(200);
  });

  it('cuts nothing when it would have to scroll all the same', () => {
    const needs = [need('name', 240, { naming: true }), need('city', 200), need('total', 120, { rigid: true })];
    expect([...columnWidths(needs, 300).values()]).to.deep.equal([240, 200, 120]);
  });

  it('gives room that is left to words, most of it to the name', () => {
    const needs = [need('name', 200, { naming: true }), need('city', 100), need('total', 120, { rigid: true })];
    const widths = columnWidths(needs, 620);
    expect(sum(widths)).to.be.within(618, 620);
    expect(widths.get('total')).to.equal(120);
    expect(widths.get('name')! - 200).to.be.greaterThan(widths.get('city')! - 100);
  });

  it('keeps a width that a document states', () => {
    const needs = [need('name', 300, { naming: true }), need('city', 300, { fixed: true, stated: 90 })];
    for (const room of [200, 380, 900]) expect(columnWidths(needs, room).get('city')).to.equal(90);
  });

  it('is never wider than the room by its own doing, and never too narrow to say anything', () => {
    const any = fc.array(fc.record({ natural: fc.integer({ min: 20, max: 700 }), rigid: fc.boolean() }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(any, fc.integer({ min: 300, max: 2000 }), (columns, room) => {
        const needs = columns.map((each, index) =>
          need(`c${index}`, each.natural, { ...each, naming: index === 0 && !each.rigid }),
        );
        const plain = sum(columnWidths(needs, 0));
        const widths = columnWidths(needs, room);
        expect(sum(widths)).to.be.at.most(Math.max(room, plain));
        for (const width of widths.values()) expect(width).to.be.at.least(71);
      }),
    );
  });
});
