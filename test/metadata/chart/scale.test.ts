import { expect } from 'chai';
import fc from 'fast-check';
import { valueScale } from '../../../metadata/chart/scale.js';

describe('chart/scale', () => {
  it('has five round steps, so that two axes share their grid lines', () => {
    expect(valueScale([99_415, 123_800]).domain).to.deep.equal([0, 125_000]);
    expect(valueScale([74]).ticks).to.deep.equal([0, 20, 40, 60, 80, 100]);
    expect(valueScale([0.3]).ticks).to.deep.equal([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
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
});
