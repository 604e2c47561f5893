import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../../../../metadata/time.js';
import type { Entry } from '../../../../../plugins/core/views/entry.js';
import { axisOf } from '../../../../../plugins/core/views/timeline/axis.js';
import { barsOf, lanesOf, nextBar, rowsOf, spreadOf } from '../../../../../plugins/core/views/timeline/lanes.js';
import { wordsWidth } from '../../../../../plugins/core/views/timeline/words-width.js';

const axis = axisOf({ zoom: 'month', first: '2026-01-01' });
const entry = (id: string, first: string, days: number, lane = 'a'): Entry => ({
  ...{ row: { id, version: 1, lane }, first, last: addDays(first, days), at: undefined },
});
const head = ({ row }: Entry) => ({ key: String(row['lane']), label: String(row['lane']), order: 0 });

describe('views/timeline/lanes', () => {
  it('packs bars and their words so that none covers another, and loses none', () => {
    const some = fc.array(
      fc.record({
        start: fc.integer({ min: -40, max: 380 }),
        days: fc.integer({ min: 0, max: 120 }),
        lane: fc.constantFrom('a', 'b'),
        need: fc.integer({ min: 0, max: 20 }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(some, (rows) => {
        const entries = rows.map(({ start, days, lane }, n) => entry(String(n), addDays('2026-01-01', start), days, lane)); // prettier-ignore
        const room = ({ row }: Entry) => rows[Number(row.id)]!.need;
        const bars = barsOf(entries, axis, room);
        const lanes = lanesOf(bars, head, room);
        expect(lanes.flatMap((lane) => lane.bars)).to.have.length(bars.length);
        for (const lane of lanes) {
          for (const bar of lane.bars) {
            expect(bar.line).to.be.within(0, lane.lines - 1);
            const here = spreadOf(bar, room(bar.entry));
            for (const other of lane.bars) {
              if (other === bar || other.line !== bar.line) continue;
              const there = spreadOf(other, room(other.entry));
              expect(here.to <= there.from || there.to <= here.from).to.equal(true);
            }
          }
        }
      }),
    );
  });

  it('writes on a bar, after it, or before it where the axis ends', () => {
    const words = (first: string, days: number) => barsOf([entry('1', first, days)], axis, () => 10)[0]?.words;
    expect([words('2026-02-01', 60), words('2026-02-01', 3), words('2026-12-20', 3)]).to.deep.equal(['on', 'after', 'before']); // prettier-ignore
    expect(words('2025-01-01', 3)).to.equal(undefined);
  });

  it('sorts lanes by the order of the choices, then by their names', () => {
    const bars = barsOf(['c', 'a', 'b'].map((lane, n) => entry(String(n), '2026-02-01', 3, lane)), axis, () => 0); // prettier-ignore
    const orders: Record<string, number> = { c: 0, a: 1, b: 1 };
    const lanes = lanesOf(bars, (each) => ({ ...head(each), order: orders[String(each.row['lane'])]! }), () => 0); // prettier-ignore
    expect(lanes.map((lane) => lane.key)).to.deep.equal(['c', 'a', 'b']);
  });

  it('goes from bar to bar through the rows', () => {
    const entries = ['x', 'y', 'z'].map((id) => entry(id, '2026-02-01', 3));
    const rows = rowsOf(barsOf(entries, axis, () => 0), ({ row }) => row.id); // prettier-ignore
    expect(rows.map(({ label, lines }) => [label, lines])).to.deep.equal([['x', 1], ['y', 1], ['z', 1]]); // prettier-ignore
    const goes = ['ArrowDown', 'ArrowUp', 'Home', 'End', 'a'].map((key) => nextBar(rows, 'y', key));
    expect(goes).to.deep.equal(['z', 'x', 'x', 'z', undefined]);
    expect(nextBar(rows, 'z', 'ArrowDown')).to.equal(undefined);
  });

  it('takes Han signs for wider than Latin ones', () => {
    expect(wordsWidth('中文')).to.be.greaterThan(wordsWidth('ab'));
    expect(wordsWidth('')).to.equal(0);
  });
});
