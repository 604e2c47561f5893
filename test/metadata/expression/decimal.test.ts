import { expect } from 'chai';
import fc from 'fast-check';
import * as decimal from '../../../metadata/expression/decimal.js';
import { ExpressionError } from '../../../metadata/expression/errors.js';
import { exactAdd, exactDivide, exactMultiply, exactRemainder, exactSum } from './exact.js';

/** Money, whole numbers, rates, and now and then any double at all within reason. */
const figure = fc.oneof(
  fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((cents) => cents / 100),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.integer({ min: -999_999, max: 999_999 }).map((parts) => parts / 1_000_000),
  fc.double({ min: -1e20, max: 1e20, noNaN: true }).map((value) => value + 0),
);

describe('expression/decimal', () => {
  it('computes with decimals, not with binary fractions', () => {
    expect(decimal.add(0.1, 0.2)).to.equal(0.3);
    expect(decimal.subtract(0.3, 0.1)).to.equal(0.2);
    expect(decimal.multiply(1.1, 1.1)).to.equal(1.21);
    expect(decimal.multiply(0.07, 100)).to.equal(7);
    expect(decimal.divide(0.3, 0.1)).to.equal(3);
    expect(decimal.remainder(0.3, 0.1)).to.equal(0);
    expect(decimal.subtract(1.0000001, 1)).to.equal(1e-7);
    expect(decimal.add(1e21, 1)).to.equal(1e21);
  });

  it('rounds to 15 significant digits, half away from zero', () => {
    expect(decimal.divide(2, 3)).to.equal(0.666666666666667);
    expect(decimal.divide(-2, 3)).to.equal(-0.666666666666667);
    expect(decimal.add(999_999_999_999_999, 0.5)).to.equal(1e15);
    expect(decimal.add(-999_999_999_999_999, -0.5)).to.equal(-1e15);
    expect(decimal.normalise(0.1 + 0.2)).to.equal(0.3);
    expect(decimal.normalise(12.5)).to.equal(12.5);
  });

  it('never gives minus zero', () => {
    const results = [decimal.multiply(-1, 0), decimal.subtract(0, 0), decimal.remainder(-4, 2), decimal.round(-0.2)];
    for (const result of results) expect(Object.is(result, 0)).to.equal(true);
  });

  it('divides and takes the remainder by 0 to null', () => {
    expect(decimal.divide(1, 0)).to.equal(null);
    expect(decimal.remainder(1, 0)).to.equal(null);
    expect(decimal.divide(0, 0)).to.equal(null);
  });

  it('keeps the sign of the dividend in a remainder', () => {
    expect(decimal.remainder(-7, 3)).to.equal(-1);
    expect(decimal.remainder(7, -3)).to.equal(1);
    expect(decimal.remainder(5.5, 2)).to.equal(1.5);
  });

  it('raises to powers where there is a number', () => {
    expect(decimal.power(2, 10)).to.equal(1024);
    expect(decimal.power(1.1, 2)).to.equal(1.21);
    expect(decimal.power(2, -2)).to.equal(0.25);
    expect(decimal.power(2, 0.5)).to.equal(1.4142135623731);
    expect(decimal.power(0, 0)).to.equal(1);
    expect(decimal.power(0, -1)).to.equal(null);
    expect(decimal.power(-8, 1 / 3)).to.equal(null);
    expect(decimal.squareRoot(2.25)).to.equal(1.5);
    expect(decimal.squareRoot(-1)).to.equal(null);
  });

  it('refuses what no number can hold', () => {
    expect(() => decimal.multiply(1e200, 1e200))
      .to.throw(ExpressionError)
      .with.property('code', 'RANGE');
    expect(() => decimal.power(10, 400))
      .to.throw(ExpressionError)
      .with.property('code', 'RANGE');
    expect(() => decimal.power(1.5, 1e15))
      .to.throw(ExpressionError)
      .with.property('code', 'RANGE');
    expect(decimal.multiply(1e-200, 1e-200)).to.equal(0);
  });

  it('rounds the decimal that is written, not the double behind it', () => {
    const rows: readonly (readonly [number, number, number])[] = [
      [1.005, 2, 1.01], [2.5, 0, 3], [-2.5, 0, -3], [1250, -2, 1300], [1234.5678, 2, 1234.57], [0.5, 0, 1],
      [1e21, 2, 1e21], [5e-7, 6, 0.000001], [123, 400, 123], [5, -400, 0],
    ]; // prettier-ignore
    for (const [value, digits, expected] of rows) expect(decimal.round(value, digits), `${value}`).to.equal(expected);
    expect(decimal.round(-1.5, 0, 'down')).to.equal(-2);
    expect(decimal.round(-1.5, 0, 'up')).to.equal(-1);
    expect(decimal.round(1301, -2, 'down')).to.equal(1300);
  });

  it('writes numbers in full', () => {
    expect(decimal.plainText(1e21)).to.equal('1000000000000000000000');
    expect(decimal.plainText(1e-7)).to.equal('0.0000001');
    expect(decimal.plainText(-12.5)).to.equal('-12.5');
  });

  it('adds up with one rounding at the end', () => {
    expect(decimal.sum([])).to.equal(null);
    expect(decimal.average([])).to.equal(null);
    expect(decimal.sum(Array.from({ length: 1000 }, () => 0.1))).to.equal(100);
    expect(decimal.sum([1e15, 0.4, 0.4, 0.4, -1e15])).to.equal(1.2);
    expect(decimal.average([1, 2])).to.equal(1.5);
    expect(decimal.average([1, 1, 2])).to.equal(1.33333333333333);
  });

  it('equals arithmetic over whole numbers of any length', () => {
    fc.assert(
      fc.property(figure, figure, (a, b) => {
        expect(decimal.add(a, b)).to.equal(exactAdd(a, b));
        expect(decimal.subtract(a, b)).to.equal(exactAdd(a, -b));
        expect(decimal.multiply(a, b)).to.equal(exactMultiply(a, b));
        expect(decimal.remainder(a, b)).to.equal(exactRemainder(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  it('divides like whole numbers of any length', () => {
    const moderate = figure.filter((value) => value === 0 || Math.abs(value) > 1e-9);
    fc.assert(
      fc.property(moderate, moderate, (a, b) => {
        expect(decimal.divide(a, b)).to.equal(exactDivide(a, b));
      }),
    );
  });

  it('sums in any order to the same exact sum', () => {
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 30 }), (values) => {
        const sum = decimal.sum(values);
        expect(sum).to.equal(exactSum(values));
        expect(decimal.sum([...values].reverse())).to.equal(sum);
      }),
    );
  });

  it('compares like the numbers', () => {
    expect(decimal.compare(0.1, 0.2)).to.equal(-1);
    expect(decimal.compare(2, 2)).to.equal(0);
    expect(decimal.compare(-1, -2)).to.equal(1);
  });
});
