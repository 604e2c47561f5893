import { expect } from 'chai';
import { isPushed, planPushDown } from '../../../metadata/sheet/push-down.js';
import type { Query } from '../../../metadata/schema/query.js';
import type { CellDocument } from '../../../metadata/schema/sheet.js';

const query: Query = {
  entity: 'order_line',
  select: [
    { path: 'order.region', as: 'region' },
    { path: 'order.ordered_on', grain: 'month', as: 'month' },
    { path: 'status' },
    { path: 'product.name', as: 'product' },
    { path: 'amount', as: 'amt' },
  ],
  where: { field: 'amount', op: 'gt', value: 0 },
};
const plan = (cells: Record<string, CellDocument>, over: Query = query) => planPushDown({ cells }, 'S', over);
const bind = (as: 'group' | 'sum', field: string, rest: Partial<CellDocument> = {}): CellDocument => ({
  bind: { dataset: 'S', field, as },
  ...rest,
});
/** The select of the grouped query, shortly: `region`, `m0=sum amount`. */
const selected = (cells: Record<string, CellDocument>): readonly string[] => {
  const found = plan(cells);
  if (!isPushed(found)) throw new Error(found.reason.message);
  return found.query.select.map(({ path, as, aggregate }) =>
    aggregate ? `${as}=${aggregate}${path === undefined ? '' : ` ${path}`}` : (as ?? path!),
  );
};
const reason = (cells: Record<string, CellDocument>, over?: Query): string => {
  const found = plan(cells, over);
  return isPushed(found) ? 'pushed' : `${found.cell ?? '-'}: ${found.reason.message}`;
};

describe('sheet/push-down', () => {
  it('groups by what groups, joins, conditions and distinct counts read, and keeps what merges', () => {
    expect(selected({ A1: bind('group', 'region'), B1: bind('sum', 'amt') })).to.deep.equal(['region', 'amt=sum amount']);
    expect(
      selected({
        A1: bind('group', 'region', { where: 'status = "open"', order: [{ by: 'sum(S.amt)', descending: true }], limit: 5, others: 'Others' }),
        B1: bind('group', 'month', { expand: 'right', top: 'none' }),
        C1: { bind: { dataset: 'S', field: 'amt', as: 'avg' } },
        D1: { bind: { dataset: 'S', as: 'count' } },
        E1: { bind: { dataset: 'S', field: 'product', as: 'countDistinct' } },
        F1: { formula: 'max(S.amt) / sum(C1) + count(S.amt)' },
        G1: { text: '{{A1.region_id}} {{min(S.amt)}}' },
      }),
    ).to.deep.equal([
      'region', 'month', 'status', 'product', 'amt=sum amount', 'm1=count amount', 'm2=count', 'm3=max amount', 'm4=min amount',
    ]);
  }); // prettier-ignore

  it('keeps the condition of the query, and counts where nothing else is asked', () => {
    const found = plan({ A1: bind('group', 'region') });
    expect(isPushed(found) && found.query).to.deep.equal({
      ...query,
      select: [query.select[0], { aggregate: 'count', as: 'm0' }],
    });
  });

  it('says from which columns each aggregate is merged', () => {
    const found = plan({
      A1: bind('sum', 'amt'),
      B1: { bind: { dataset: 'S', field: 'amt', as: 'avg' } },
      C1: { bind: { dataset: 'S', as: 'count' } },
    });
    expect(isPushed(found) && [...found.merges]).to.deep.equal([
      ['sum amt', { as: 'sum', figure: 'amt' }],
      ['avg amt', { as: 'avg', figure: 'amt', count: 'm1' }],
      ['count ', { as: 'count', count: 'm2' }],
    ]);
  });

  it('reads other datasets as nothing of its own', () => {
    expect(
      selected({
        A1: { bind: { dataset: 'T', field: 'name', as: 'list' } },
        B1: bind('sum', 'amt', { join: [{ key: 'region_id', to: 'A1.id' }] }),
      }),
    ).to.deep.equal(['region', 'amt=sum amount']);
  });

  const kept: readonly [string, Record<string, CellDocument>, string][] = [
    ['a list', { A1: { bind: { dataset: 'S', field: 'region', as: 'list' } } }, 'A1'],
    ['a value', { A1: { bind: { dataset: 'S', field: 'region', as: 'value' } } }, 'A1'],
    ['the first', { A1: { bind: { dataset: 'S', field: 'amt', as: 'first' } } }, 'A1'],
    ['the last, in a formula', { A1: { formula: 'last(S.amt)' } }, 'A1'],
    ['a group that stays', { A1: bind('group', 'region', { expand: 'none' }) }, 'A1'],
    ['neighbours', { A1: { bind: { dataset: 'S', field: 'region', as: 'group', mode: 'adjacent' } } }, 'A1'],
    ['a column in a formula', { A1: { formula: 'S.amt * 2' } }, 'A1'],
    ['another column of a group', { A1: bind('group', 'region'), B1: { formula: 'A1.amt' } }, 'B1'],
    ['an order by a column', { A1: bind('group', 'region', { order: [{ by: 'amt' }] }) }, 'A1'],
    ['the target of a click', { A1: { text: 'x', on: { click: [{ open: 'list', name: 'order', where: { field: 'region', op: 'eq', value: { expr: 'S.region' } } }] } } }, 'A1'],
    ['a key that is not known here', { A1: { chart: 'S' } }, 'A1'],
  ]; // prettier-ignore
  for (const [title, cells, cell] of kept)
    it(`keeps the rows for ${title}`, () => expect(reason(cells)).to.match(new RegExp(`^${cell}: .+\\.$`)));

  it('keeps the rows of queries that state an order, a limit or groups', () => {
    const cells = { A1: bind('group', 'region') };
    expect(reason(cells, { ...query, sort: [{ by: 'region' }] })).to.match(/^-: .*order/);
    expect(reason(cells, { ...query, limit: 10 })).to.match(/^-: .*number of rows/);
    expect(reason(cells, { ...query, select: [...query.select, { aggregate: 'count', as: 'n' }] })).to.match(/groups/);
  });
});
