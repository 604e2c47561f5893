import { expect } from 'chai';
import fc from 'fast-check';
import { atLevel, levelRows } from '../../../metadata/chart/drill-levels.js';
import type { ResultColumn, ResultRow } from '../../../metadata/contributions.js';

const columns: readonly ResultColumn[] = [
  { name: 'month', type: 'date', label: 'Month', grain: 'month' },
  { name: 'kind', type: 'text', label: 'Kind' },
  { name: 'who', type: 'id', label: 'Who', target: 'user' },
  { name: 'sales', type: 'number', label: 'Sales' },
];
const levels = [
  { column: 'month', grain: 'year' as const },
  { column: 'month', grain: 'quarter' as const },
  { column: 'month', grain: 'month' as const },
];
const row = (month: string | null, kind: string, sales: number | null): ResultRow => ({ month, kind, sales, who: 'u1', who_label: 'Ann' }); // prettier-ignore
const rows = [
  row('2025-12-01', 'a', 0.1),
  row('2026-01-01', 'a', 0.1),
  row('2026-02-01', 'b', 0.2),
  row('2026-05-01', 'a', null),
  row(null, 'a', 7),
];

describe('metadata/chart/drill-levels', () => {
  it('adds up each level exactly, a null period and null figures for what they are', () => {
    const at = (...chosen: readonly (string | null)[]) => levelRows({ columns, rows }, levels, { chosen, kept: [] });
    expect(at()!.rows).to.deep.equal([
      { month: '2025-01-01', sales: 0.1 },
      { month: '2026-01-01', sales: 0.3 },
      { month: null, sales: 7 },
    ]);
    expect(at()!.columns.map(({ name, grain }) => [name, grain])).to.deep.equal([['month', 'year'], ['sales', undefined]]); // prettier-ignore
    expect(at('2026-01-01')!.rows).to.deep.equal([
      { month: '2026-01-01', sales: 0.3 },
      { month: '2026-04-01', sales: null },
    ]);
    expect(at('2026-01-01', '2026-01-01')!.rows.map(({ month }) => month)).to.deep.equal(['2026-01-01', '2026-02-01']);
    expect(at(null)!.rows).to.deep.equal([{ month: null, sales: 7 }]);
    expect(at('2026-01-01', '2026-01-01', '2026-01-01')).to.equal(undefined);
  });

  it('keeps the series apart, and hands on the names of what was chosen above', () => {
    const series = levelRows({ columns, rows }, levels, { chosen: [], kept: ['kind'] })!;
    expect(series.rows.filter(({ month }) => month === '2026-01-01')).to.deep.equal([
      { month: '2026-01-01', kind: 'a', sales: 0.1 },
      { month: '2026-01-01', kind: 'b', sales: 0.2 },
    ]);
    const people = [{ column: 'who' }, { column: 'kind' }];
    expect(levelRows({ columns, rows }, people, { chosen: ['u1'], kept: [] })!.rows[1]).to.deep.equal({
      who: 'u1', who_label: 'Ann', kind: 'b', sales: 0.2,
    }); // prettier-ignore
  });

  it('has no levels where figures may not be added up, or a column is not there', () => {
    const average = columns.map((column) =>
      column.name === 'sales' ? { ...column, additive: false as const } : column,
    );
    expect(levelRows({ columns: average, rows }, levels, { chosen: [], kept: [] })).to.equal(undefined);
    expect(levelRows({ columns, rows }, [{ column: 'none' }], { chosen: [], kept: [] })).to.equal(undefined);
  });

  it('shows all rows on each level, once', () => {
    const months = fc
      .integer({ min: 0, max: 30 })
      .map((n) => new Date(Date.UTC(2024, n, 1)).toISOString().slice(0, 10));
    const some = fc.array(fc.record({ month: fc.oneof(months, fc.constant(null)), kind: fc.constantFrom('a', 'b'), sales: fc.integer({ min: 0, max: 9 }) }), { minLength: 1 }); // prettier-ignore
    const total = (list: readonly ResultRow[]) => list.reduce((sum, each) => sum + (each['sales'] as number), 0);
    fc.assert(
      fc.property(some, (made) => {
        const top = levelRows({ columns, rows: made }, levels, { chosen: [], kept: [] })!.rows;
        expect(total(top)).to.equal(total(made));
        for (const year of top) {
          const below = levelRows({ columns, rows: made }, levels, { chosen: [atLevel(year, levels[0]!)], kept: ['kind'] })!; // prettier-ignore
          expect(total(below.rows)).to.equal(year['sales']);
        }
      }),
    );
  });
});
