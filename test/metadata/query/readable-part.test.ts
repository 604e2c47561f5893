/** What is left of a stored query for a reader: columns go, rows that come from what may not be read take all with them. */
import { expect } from 'chai';
import { readablePart } from '../../../metadata/query/readable-part.js';
import type { Query } from '../../../metadata/schema/query.js';
import { testRole } from '../../helper/model.js';
import { accessOf, model, run, system } from './query-helper.js';

const seller = accessOf([
  testRole([
    { entity: 'customer', actions: { read: 'all' }, fields: { cost: 'hidden', phone: 'mask' } },
    { entity: 'region', actions: { read: 'all' } },
    { entity: 'user', actions: { read: 'all' } },
  ]),
]);
const query = (rest: Partial<Query>): Query => ({ entity: 'customer', select: [{ path: 'name' }], ...rest });
const part = (rest: Partial<Query>) => readablePart(query(rest), model, seller);
const names = ({ query: left }: ReturnType<typeof part>) => left?.select.map((item) => item.as ?? item.path);

describe('query/readable-part', () => {
  it('leaves a query alone that may be read, and one that asks for what is not there', () => {
    for (const rest of [{}, { select: [{ path: 'phone' }] }, { select: [{ path: 'nothing' }, { path: 'name' }] }])
      expect(part(rest)).to.deep.equal({ query: query(rest), withheld: [] });
    const all = query({ select: [{ path: 'cost' }], sort: [{ by: 'cost' }] });
    expect(readablePart(all, model, system)).to.deep.equal({ query: all, withheld: [] });
  });

  it('takes out columns, aggregates among them', () => {
    const rows = part({ select: [{ path: 'name' }, { path: 'cost', as: 'c' }], sort: [{ by: 'name' }] });
    expect([names(rows), rows.withheld]).to.deep.equal([['name'], ['c']]);
    const groups = part({
      select: [{ path: 'region' }, { path: 'cost', aggregate: 'max', as: 'top' }, { aggregate: 'count', as: 'n' }],
    });
    expect([names(groups), groups.withheld]).to.deep.equal([['region', 'n'], ['top']]);
    const masked = part({ select: [{ path: 'region' }, { path: 'phone', aggregate: 'countDistinct', as: 'p' }, { aggregate: 'count' }] }); // prettier-ignore
    expect(masked.withheld, 'masked is not to be reckoned with').to.deep.equal(['p']);
  });

  it('keeps groups when their only figure goes', () => {
    const wanted: Partial<Query> = { select: [{ path: 'region' }, { path: 'cost', aggregate: 'sum', as: 'rows_counted' }] };
    const left = part(wanted);
    expect(left.helper).to.be.a('string').and.not.equal('rows_counted');
    const grouped = run(left.query!, { access: seller }).rows.map((row) => row['region']);
    expect(grouped).to.deep.equal(run(query(wanted)).rows.map((row) => row['region']));
  }); // prettier-ignore

  const cost = [
    { path: 'cost', aggregate: 'sum' as const, as: 'c' },
    { aggregate: 'count' as const, as: 'n' },
  ];
  const closed: Readonly<Record<string, Partial<Query>>> = {
    'the filter': { where: { field: 'cost', op: 'gt', value: 1 } },
    'a filter deep within': { where: { or: [{ not: { and: [{ field: 'cost', op: 'isNull' }] } }] } },
    'the order': { sort: [{ by: 'cost' }] },
    'the order by its column': { select: [{ path: 'name' }, { path: 'cost', as: 'c' }], sort: [{ by: 'c' }] },
    'an order that would fall to another field of that name': {
      select: [{ path: 'status' }, { path: 'cost', as: 'name' }],
      sort: [{ by: 'name' }],
    },
    'the order of groups': { select: [{ path: 'region' }, ...cost], sort: [{ by: 'c' }] },
    having: { select: [{ path: 'region' }, ...cost], having: { field: 'c', op: 'gt', value: 1 } },
    'a group': { select: [{ path: 'cost' }, { aggregate: 'count', as: 'n' }] },
    'a masked group': { select: [{ path: 'phone' }, { aggregate: 'count', as: 'n' }] },
    'a masked filter': { where: { field: 'phone', op: 'isNotNull' } },
    'every column': { select: [{ path: 'cost' }] },
    'its entity': { entity: 'order', select: [{ path: 'number' }] },
  };
  for (const [what, rest] of Object.entries(closed))
    it(`leaves nothing where ${what} may not be read`, () => {
      expect(part(rest).query).to.equal(undefined);
      // None of them is refused to who may read all: what is tested is the right.
      expect(readablePart(query(rest), model, system)).to.deep.equal({ query: query(rest), withheld: [] });
    });
});
