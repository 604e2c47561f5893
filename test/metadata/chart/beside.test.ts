import { expect } from 'chai';
import fc from 'fast-check';
import type { ResultColumn } from '../../../metadata/contributions.js';
import { putBeside } from '../../../metadata/chart/beside.js';

const column = (name: string): ResultColumn => ({ name, type: 'number', label: name });
const own = { columns: [column('bought')], rows: [{ bought: 3 }, { bought: 4 }] };

describe('chart/beside', () => {
  it('sets figures of another dataset beside every row, under the names asked for', () => {
    const other = { columns: [column('customers')], rows: [{ customers: 10 }] };
    const joined = putBeside(own, other, { columns: { all: 'customers' } });
    expect(joined.rows).to.deep.equal([
      { bought: 3, all: 10 },
      { bought: 4, all: 10 },
    ]);
    expect(joined.columns.map(({ name, label }) => [name, label])).to.deep.equal([
      ['bought', 'bought'],
      ['all', 'customers'],
    ]);
  });

  it('has null for a dataset without rows, and nothing for columns that are not there', () => {
    const empty = { columns: [column('customers')], rows: [] };
    expect(putBeside(own, empty, { columns: { all: 'customers' } }).rows[0]).to.deep.equal({ bought: 3, all: null });
    expect(putBeside(own, empty, { columns: { all: 'gone' } })).to.equal(own);
    expect(putBeside(own, undefined, { columns: { all: 'customers' } })).to.equal(own);
  });

  it('matches rows by a column of both, those of the other alone behind', () => {
    const sales = { columns: [column('month'), column('sales')], rows: [{ month: 'a', sales: 3 }, { month: null, sales: 1 }] }; // prettier-ignore
    const other = {
      columns: [column('month'), column('goal')],
      rows: [{ month: 'b', month_label: 'B', goal: 7 }, { month: 'a', goal: 5 }],
    }; // prettier-ignore
    expect(putBeside(sales, other, { columns: { target: 'goal' }, by: 'month' }).rows).to.deep.equal([
      { month: 'a', sales: 3, target: 5 },
      { month: null, sales: 1, target: null },
      { month: 'b', sales: null, target: 7, month_label: 'B' },
    ]);
  });

  it('never changes what the chart has itself', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (figures, figure) => {
        const data = { columns: [column('a')], rows: figures.map((a) => ({ a })) };
        const other = { columns: [column('a'), column('b')], rows: [{ a: figure, b: figure }] };
        const { rows } = putBeside(data, other, { columns: { a: 'a', c: 'b' } });
        expect(rows.map((row) => row['a'])).to.deep.equal(figures);
        expect(rows.every((row) => row['c'] === figure)).to.equal(true);
      }),
    );
  });
});
