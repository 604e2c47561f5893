import { expect } from 'chai';
import fc from 'fast-check';
import { round } from '../../metadata/expression/decimal.js';
import { roundHalfAway } from '../../metadata/rounding.js';

describe('metadata/rounding', () => {
  it('rounds half away from zero on the number as it is written', () => {
    for (const [value, decimals, rounded] of [
      [1.005, 2, 1.01],
      [-2.5, 0, -3],
      [0.5, 0, 1],
      [0.05, 0, 0],
      [9.996, 2, 10],
      [99.5, 0, 100],
      [1e21, 2, 1e21],
      [1e-9, 2, 0],
      [0, 2, 0],
    ] as const)
      expect(roundHalfAway(value, decimals), `${value}`).to.equal(rounded);
  });

  it('gives what the decimal arithmetic gives', () => {
    const money = fc.integer({ min: -1e12, max: 1e12 }).map((cents) => cents / 1000);
    const any = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 });
    fc.assert(
      fc.property(fc.oneof(money, any), fc.integer({ min: 0, max: 9 }), (value, decimals) => {
        expect(roundHalfAway(value, decimals)).to.equal(round(value, decimals));
      }),
      { numRuns: 2000 },
    );
  });
});
