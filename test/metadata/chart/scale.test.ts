import { expect } from 'chai';
import fc from 'fast-check';
import { evenScale, pairedScales, valueScale } from '../../../metadata/chart/scale.js';

describe('chart/scale', () => {
  it('has round steps, so many that little of the height is empty', () => {
    expect(valueScale([99_415, 123_800]).domain).to.deep.equal([0, 125_000]);
    expect(valueScale([74]).ticks).to.deep.equal([0, 20, 40, 60, 80]);
    expect(valueScale([0.3]).ticks.at(-1)).to.equal(0.3);
    expect(valueScale([2_600]).domain).to.deep.equal([0, 3_000]);
    expect(valueScale([31_200.5]).domain).to.deep.equal([0, 40_000]);
  });

  it('counts in whole steps what is counted', () => {
    expect(valueScale([1]).ticks).to.deep.equal([0, 1]);
    expect(valueScale([3, 2]).ticks).to.deep.equal([0, 1, 2, 3]);
    expect(valueScale([11]).ticks.every(Number.isInteger)).to.equal(true);
    expect(valueScale([0.5]).ticks).to.include(0.1);
  });

  it('has the same number of steps at two axes, so that they share their grid lines', () => {
    const [left, right] = pairedScales([518_000, 220_000], [116, 62]);
    expect(left.domain).to.deep.equal([0, 600_000]);
    expect(right.domain).to.deep.equal([0, 120]);
    expect(left.ticks.length).to.equal(right.ticks.length);
  });

  it('has as many steps as are asked for', () => {
    expect(evenScale([74]).ticks).to.deep.equal([0, 20, 40, 60, 80, 100]);
    expect(evenScale([2, 1]).ticks).to.deep.equal([0, 1, 2, 3, 4, 5]);
  });

  it('stands without values', () => {
    expect(valueScale([])).to.deep.include({ domain: [0, 5] });
    expect(valueScale([0, 0])).to.deep.include({ domain: [0, 5] });
  });

  it('goes below zero in the same steps', () => {
    expect(valueScale([-350, 600]).ticks).to.deep.equal([-400, -200, 0, 200, 400, 600]);
  });

  it('holds every value and always zero', () => {
    const values = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(values, (given) => {
        const { domain, ticks } = valueScale(given);
        expect(ticks).to.include(0);
        expect(ticks.length).to.be.within(2, 9);
        for (const value of given) {
          expect(value).to.be.at.least(domain[0] - 1e-9 - Math.abs(domain[0]) * 1e-9);
          expect(value).to.be.at.most(domain[1] + 1e-9 + Math.abs(domain[1]) * 1e-9);
        }
      }),
    );
  });

  it('pairs hold every value of both and have as many steps above zero', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e12, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(values, values, (first, second) => {
        const [left, right] = pairedScales(first, second);
        expect(left.ticks.length).to.equal(right.ticks.length);
        for (const value of first) expect(value).to.be.at.most(left.domain[1] * (1 + 1e-9) + 1e-9);
        for (const value of second) expect(value).to.be.at.most(right.domain[1] * (1 + 1e-9) + 1e-9);
      }),
    );
  });
});
