import { expect } from 'chai';
import fc from 'fast-check';
import { freezeColumns, fromSetting, putColumn, removeColumn, setColumn, setGrain, setMode, setOption, shiftColumn, sortBy, toggleGroup, toggleQuick, viewOperation } from '../../../designer/view/gestures.js'; // prettier-ignore
import type { ViewDocument } from '../../../metadata/schema/entity.js';
import { goesThereAndBack } from '../edits.js';

const view = (more: Partial<ViewDocument> = {}): ViewDocument => ({
  ...{ kind: 'view', id: '01KAJ0QX00T2N8C9SEPKXK1000', name: 'v', schema: 1, label: 'V', entity: 'e', mode: 'table' },
  columns: [{ path: 'a', width: 200 }, { path: 'b', aggregate: 'sum' }, { path: 'c' }, { path: 'd', label: 'Day' }],
  ...more,
}) as ViewDocument; // prettier-ignore
const order = (of: ViewDocument | undefined) => of?.columns.map(({ path }) => path).join('');

describe('designer/view gestures', () => {
  it('puts a column where it is let go, a new one too', () => {
    expect(order(putColumn(view(), 'x', 1))).to.equal('axbcd');
    expect(order(putColumn(view(), 'x'))).to.equal('abcdx');
    expect(order(putColumn(view(), 'd', 1))).to.equal('adbc');
    expect(order(putColumn(view(), 'a', 3))).to.equal('bcad');
    for (const at of [1, 2]) expect(putColumn(view(), 'b', at)).to.equal(undefined);
    expect(order(shiftColumn(view(), 'b', 2))).to.equal('acdb');
    expect(shiftColumn(view(), 'd', 1)).to.equal(undefined);
    const full = view({ columns: Array.from({ length: 60 }, (_, i) => ({ path: `p${i}` })) });
    expect(putColumn(full, 'x')).to.equal(undefined);
  });

  it('takes a column out, never the last one, and the frozen stay frozen', () => {
    expect(removeColumn(view({ freeze: 2 }), 'a')?.freeze).to.equal(1);
    expect(removeColumn(view({ freeze: 2 }), 'c')?.freeze).to.equal(2);
    expect(removeColumn(view({ columns: [{ path: 'a' }] }), 'a')).to.equal(undefined);
  });

  it('takes order and widths from the table, and keeps all that the table does not know', () => {
    const held = view({ columns: [...view().columns, { path: 'gone' }] });
    const reported = { columns: [{ path: 'c', width: 90 }, { path: 'b' }, { path: 'a' }, { path: 'd' }], freeze: 1 };
    expect(fromSetting(held, reported)?.columns).to.deep.equal([
      { path: 'c', width: 90 }, { path: 'b', aggregate: 'sum' }, { path: 'a' }, { path: 'd', label: 'Day' }, { path: 'gone' },
    ]); // prettier-ignore
    expect(fromSetting(view(), { columns: view().columns.map(({ path, width }) => ({ path, ...(width ? { width } : {}) })) })).to.equal(undefined); // prettier-ignore
  });

  it('orders, groups and freezes, and says nothing of what is usual', () => {
    expect(sortBy(view(), 'b', true).sort).to.deep.equal([{ by: 'b', descending: true }]);
    const two = sortBy(view({ sort: [{ by: 'a' }] }), 'b', false, true);
    expect(two.sort).to.deep.equal([{ by: 'a' }, { by: 'b' }]);
    expect(sortBy(two, 'a', true, true).sort).to.deep.equal([{ by: 'a', descending: true }, { by: 'b' }]);
    expect(sortBy(view({ sort: [{ by: 'a' }] }), 'a', undefined)).not.to.have.property('sort');
    const grouped = toggleGroup(view(), 'd', 'month')!;
    expect(grouped.group).to.deep.equal([{ path: 'd', grain: 'month' }]);
    expect(setGrain(grouped, 'd', 'year').group).to.deep.equal([{ path: 'd', grain: 'year' }]);
    expect(toggleGroup(grouped, 'd')).not.to.have.property('group');
    expect(toggleGroup(view({ group: [{ path: 'a' }, { path: 'b' }, { path: 'c' }] }), 'd')).to.equal(undefined);
    expect(freezeColumns(view(), 3).freeze).to.equal(3);
    expect(freezeColumns(view({ freeze: 3 }), 1)).not.to.have.property('freeze');
  });

  it('changes a column and takes a key away', () => {
    expect(setColumn(view(), 'b', { aggregate: undefined })?.columns[1]).to.deep.equal({ path: 'b' });
    expect(setColumn(view(), 'b', { aggregate: 'sum' })).to.equal(undefined);
  });

  it('goes there and back over thirty edits', () => {
    const path = fc.constantFrom('a', 'b', 'c', 'd', 'x', 'y');
    const edit = fc.oneof(
      fc.tuple(path, fc.nat(6)).map(([p, at]) => (v: ViewDocument) => putColumn(v, p, at)),
      path.map((p) => (v: ViewDocument) => removeColumn(v, p)),
      fc.tuple(path, fc.integer({ min: 40, max: 800 })).map(([p, width]) => (v: ViewDocument) => setColumn(v, p, { width })),
      fc.tuple(path, fc.constantFrom(true, false, undefined), fc.boolean()).map(([p, d, adds]) => (v: ViewDocument) => sortBy(v, p, d, adds)),
      path.map((p) => (v: ViewDocument) => toggleGroup(v, p)),
      path.map((p) => (v: ViewDocument) => toggleQuick(v, p)),
      fc.nat(8).map((n) => (v: ViewDocument) => freezeColumns(v, n)),
      path.map((p) => (v: ViewDocument) => setMode(v, 'board', { by: p })),
      path.map((p) => (v: ViewDocument) => setOption(v, 'cards', [p])),
      fc.constant((v: ViewDocument) => setMode(v, 'table', {})),
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) =>
        goesThereAndBack(
          view(),
          edits.map((each) => (document) => viewOperation(document as ViewDocument, each(document as ViewDocument) ?? (document as ViewDocument))), // prettier-ignore
        ),
      ),
      { numRuns: 30 },
    );
  });
});
