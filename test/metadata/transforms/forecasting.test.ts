/** Holt-Winters and the linear trend against published figures. */
import { expect } from 'chai';
import fc from 'fast-check';
import { fitHoltWinters, holtWintersAhead } from '../../../metadata/transforms/holt-winters.js';
import { fitLinearTrend, linearAhead, studentQuantile } from '../../../metadata/transforms/linear-trend.js';

/** Monthly airline passengers 1949 to 1960 in thousands: Box, Jenkins and Reinsel, Time Series Analysis, series G. */
const airline = [
  112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140,
  145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194,
  196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229,
  242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306,
  315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337,
  360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
]; // prettier-ignore

describe('transforms/holt-winters', () => {
  /** What `HoltWinters(AirPassengers, seasonal = "mult")` of R's stats package prints (its example of the series). */
  const published = {
    given: { alpha: 0.2755925, beta: 0.03269295, gamma: 0.8707292 },
    level: 469.3232206,
    trend: 3.0215391,
    season: [
      0.9464611, 0.8829239, 0.9717369, 1.0304825, 1.0476884, 1.1805272, 1.3590778, 1.3331706, 1.1083381, 0.9868813,
      0.8361333, 0.9209877,
    ],
  };

  it('gives the published level, trend and season of the airline passengers', () => {
    const model = fitHoltWinters(airline, { period: 12, seasonal: 'multiplicative', given: published.given });
    expect(model.level).to.be.closeTo(published.level, 5e-5);
    expect(model.trend).to.be.closeTo(published.trend, 5e-6);
    model.season.forEach((each, at) => expect(each).to.be.closeTo(published.season[at]!, 5e-7));
  });

  it('finds smoothing parameters at least as good as the published ones', () => {
    const stated = fitHoltWinters(airline, { period: 12, seasonal: 'multiplicative', given: published.given });
    const found = fitHoltWinters(airline, { period: 12, seasonal: 'multiplicative' });
    expect(found.sse).to.be.at.most(stated.sse * (1 + 1e-6));
    expect(found.alpha).to.be.closeTo(published.given.alpha, 0.01);
  });

  it('forecasts the published next month: (level + trend) × season', () => {
    const model = fitHoltWinters(airline, { period: 12, seasonal: 'multiplicative', given: published.given });
    expect(holtWintersAhead(model, 1).value).to.be.closeTo((469.3232206 + 3.0215391) * 0.9464611, 1e-3);
    expect(holtWintersAhead(model, 13).value).to.be.closeTo((469.3232206 + 13 * 3.0215391) * 0.9464611, 1e-3);
  });

  it('repeats an exact season, added or multiplied, without an error', () => {
    const part = fc.integer({ min: -40, max: 40 });
    const smoothing = fc.constantFrom({ alpha: 0.4, beta: 0.3, gamma: 0.2 }, { alpha: 1, beta: 0, gamma: 1 });
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 500 }), part, part, smoothing, (level, a, b, given) => {
        const season = [a, b, -a - b];
        const ways = {
          additive: (t: number) => level + season[t % 3]!,
          multiplicative: (t: number) => level * (1 + season[t % 3]! / 100),
        };
        for (const seasonal of ['additive', 'multiplicative'] as const) {
          const series = Array.from({ length: 14 }, (_, t) => ways[seasonal](t));
          const model = fitHoltWinters(series, { period: 3, seasonal, given });
          for (const h of [1, 2, 3, 4, 7]) {
            const next = holtWintersAhead(model, h);
            expect(next.value).to.be.closeTo(ways[seasonal](13 + h), 1e-6);
            expect(next.error).to.be.closeTo(0, 1e-6);
          }
        }
      }),
    );
  });

  it('is less sure the farther it looks', () => {
    for (const seasonal of ['additive', 'multiplicative'] as const) {
      const model = fitHoltWinters(airline, { period: 12, seasonal });
      const errors = Array.from({ length: 6 }, (_, year) => holtWintersAhead(model, 1 + 12 * year).error);
      errors.slice(1).forEach((error, at) => expect(error).to.be.greaterThan(errors[at]!));
    }
  });
});

describe('transforms/linear-trend', () => {
  it('gives the line computed by hand', () => {
    // t 1 2 3 4 5, y 1 3 2 5 4: t̄ 3, ȳ 3, Sxy 8, Sxx 10; residuals -0.4 0.8 -1 1.2 -0.6, their squares 3.6.
    const line = fitLinearTrend([1, 3, 2, 5, 4]);
    expect(line.slope).to.be.closeTo(0.8, 1e-12);
    expect(line.intercept).to.be.closeTo(0.6, 1e-12);
    expect(line.sigma).to.be.closeTo(Math.sqrt(3.6 / 3), 1e-12);
    // At 6: 0.6 + 4.8; s √(1 + 1/5 + 9/10).
    expect(linearAhead(line, 1).value).to.be.closeTo(5.4, 1e-12);
    expect(linearAhead(line, 1).error).to.be.closeTo(Math.sqrt(1.2 * 2.1), 1e-12);
  });

  it('knows the t distribution as its tables do', () => {
    // Two-sided 0.20 and 0.05, as in the tables of every textbook.
    const tables: readonly (readonly [number, number, number])[] = [
      [1, 3.0777, 12.7062], [2, 1.8856, 4.3027], [3, 1.6377, 3.1824], [4, 1.5332, 2.7764], [5, 1.4759, 2.5706],
      [10, 1.3722, 2.2281], [30, 1.3104, 2.0423], [120, 1.2886, 1.9799],
    ]; // prettier-ignore
    for (const [degrees, p80, p95] of tables) {
      expect(studentQuantile(0.2, degrees), `${degrees}`).to.be.closeTo(p80, 3e-4);
      expect(studentQuantile(0.05, degrees), `${degrees}`).to.be.closeTo(p95, 3e-4);
    }
  });
});
