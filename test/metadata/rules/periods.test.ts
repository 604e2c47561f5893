import { expect } from 'chai';
import fc from 'fast-check';
import { planPeriods, type Period, type PeriodChange } from '../../../metadata/rules/periods.js';

const dayOf = (number: number): string => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);
const daysFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

let made = 0;
function apply(rows: readonly Period[], change: PeriodChange): readonly Period[] {
  const { changed, removed, begins } = planPeriods(rows, change);
  const kept = rows
    .filter((row) => !removed.includes(row))
    .map((row) => changed.find(({ id }) => id === row.id) ?? row);
  const next = { id: String(made++).padStart(6, '0'), value: change.value, from: change.day, to: null };
  return begins ? [...kept, next] : kept;
}

describe('rules/periods', () => {
  const move = fc.record({ value: fc.constantFrom('a', 'b', 'c'), day: fc.nat({ max: 30 }) });

  it('one row holds, none overlaps another, and the days add up to the age, whatever is moved, put right or taken back', () => {
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 12 }), (moves) => {
        let rows: readonly Period[] = [];
        let held: unknown;
        for (const { value, day } of moves) {
          rows = apply(rows, { value, day: dayOf(day), isOther: value !== held });
          held = value;
          const lasting = rows
            .filter(({ from, to }) => to === null || to > from)
            .sort((a, b) => (a.from < b.from ? -1 : 1));
          expect(rows.filter(({ to }) => to === null).map((row) => row.value)).to.deep.equal([value]);
          expect(lasting.every(({ to }, index) => to === (lasting[index + 1]?.from ?? null))).to.equal(true);
          const spent = lasting.map(({ from, to }) => daysFrom(from, to ?? dayOf(40)));
          expect(spent.reduce((sum, days) => sum + days, 0)).to.equal(daysFrom(lasting[0]!.from, dayOf(40)));
        }
      }),
    );
  });

  it('a move and what takes it back leave the rows as they were', () => {
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 6 }), fc.constantFrom('a', 'b', 'c'), (moves, value) => {
        const sorted = moves.map(({ day }) => day).sort((a, b) => a - b);
        let rows: readonly Period[] = [];
        moves.forEach((each, index) => {
          const held = rows.find(({ to }) => to === null)?.value;
          if (each.value !== held) rows = apply(rows, { value: each.value, day: dayOf(sorted[index]!), isOther: true });
        });
        const open = rows.find(({ to }) => to === null)!;
        fc.pre(value !== open.value);
        const moved = apply(rows, { value, day: dayOf(31), isOther: true });
        expect(apply(moved, { value: open.value, day: open.from, isOther: true })).to.deep.equal(rows);
      }),
    );
  });

  it('no value ends what held, and begins nothing', () => {
    const [row] = apply([], { value: 'a', day: '2026-01-01', isOther: true });
    expect(apply([row!], { value: null, day: '2026-01-05', isOther: true })).to.deep.equal([
      { ...row, to: '2026-01-05' },
    ]);
  });
});
