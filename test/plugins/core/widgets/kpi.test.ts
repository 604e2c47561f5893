import { expect } from 'chai';
import { courseOf, figureOf, type CourseInput } from '../../../../plugins/core/widgets/kpi/shared.js';

const rows = [
  { month: '2026-08-01', sales: 80, orders: 4 },
  { month: '2026-09-01', sales: 100, orders: 0 },
  { month: '2026-11-01', sales: 30, orders: 3 },
];
const input: CourseInput = {
  columns: [{ name: 'month', type: 'date', label: 'Month', grain: 'month' }],
  rows,
  x: 'month',
  value: 'sales',
  today: '2026-11-21',
};

describe('widgets/kpi', () => {
  it('divides exactly, and has no value where nothing is divided', () => {
    expect(figureOf({ a: 1, b: 3 }, 'a', undefined)).to.equal(1);
    expect(figureOf({ a: 0.3, b: 0.1 }, 'a', 'b')).to.equal(3);
    expect(figureOf({ a: 1, b: 0 }, 'a', 'b')).to.equal(null);
    expect(figureOf({ a: null, b: 1 }, 'a', 'b')).to.equal(null);
    expect(figureOf(undefined, 'a', undefined)).to.equal(null);
  });

  it('compares the last closed period with the one before, a period without rows being zero', () => {
    const { points, change } = courseOf(input);
    expect(points.map((point) => point.value)).to.deep.equal([80, 100, 0]);
    expect(change).to.deep.equal({ period: '2026-10-01', before: '2026-09-01', difference: -100, ratio: -1 });
  });

  it('compares the chosen period, even one that is not over', () => {
    expect(courseOf({ ...input, chosen: '2026-09-01' })).to.deep.include({
      chosen: 1,
      change: { period: '2026-09-01', before: '2026-08-01', difference: 20, ratio: 0.25 },
    });
    const open = courseOf({ ...input, chosen: '2026-11-01' });
    expect(open.chosen).to.equal(3);
    expect(open.change).to.deep.include({ difference: 30, ratio: null });
  });

  it('has no change for the first period, nor for one that is not there', () => {
    expect(courseOf({ ...input, chosen: '2026-08-01' }).change).to.equal(undefined);
    expect(courseOf({ ...input, chosen: '2020-01-01' }).change).to.equal(undefined);
    expect(courseOf({ ...input, rows: [] })).to.deep.equal({ points: [] });
  });

  it('leaves a quotient without a value out of the change', () => {
    const course = courseOf({ ...input, divide: 'orders', chosen: '2026-09-01' });
    expect(course.points[1]!.value).to.equal(null);
    expect(course.change).to.equal(undefined);
  });
});
