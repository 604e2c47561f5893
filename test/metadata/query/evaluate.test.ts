import { expect } from 'chai';
import { evaluateTest, type Truth } from '../../../metadata/query/condition.js';
import { roundAverage } from '../../../metadata/query/average.js';
import type { Bound } from '../../../metadata/query/types.js';
import type { Filter, FilterOperator, Query } from '../../../metadata/schema/query.js';
import type { Value } from '../../../metadata/value.js';
import { idOf, testFold } from '../../helper/model.js';
import { passing, run } from './query-helper.js';

const values = (query: Query): Value[][] => {
  const { columns, rows } = run(query);
  return rows.map((row) => columns.map((column) => row[column.name] ?? null));
};

describe('query/evaluate', () => {
  describe('one test, three values', () => {
    const table: readonly (readonly [Value, FilterOperator, Bound, Truth])[] = [
      [1, 'eq', 1, true],
      [1, 'eq', 2, false],
      [null, 'eq', 1, null],
      [1, 'eq', null, null],
      [null, 'eq', null, null],
      [1, 'ne', 2, true],
      [null, 'ne', 2, null],
      [1, 'ne', null, null],
      [1, 'lt', 2, true],
      [2, 'lte', 2, true],
      [null, 'gte', 2, null],
      [0, 'in', { list: [0, 1] }, true],
      [2, 'in', { list: [0, 1] }, false],
      [2, 'in', { list: [0, null] }, null],
      [0, 'in', { list: [0, null] }, true],
      [null, 'in', { list: [0] }, null],
      [2, 'notIn', { list: [0, 1] }, true],
      [2, 'notIn', { list: [0, null] }, null],
      [0, 'notIn', { list: [0, null] }, false],
      [null, 'notIn', { list: [0] }, null],
      [2, 'between', { from: 1, to: 2 }, true],
      [2, 'between', { from: 1, to: 2, upperOpen: true }, false],
      [null, 'between', { from: 1, to: 2 }, null],
      [null, 'isNull', null, true],
      [0, 'isNull', null, false],
      ['', 'isNotNull', null, true],
      ['a', 'eq', 'A', false],
      ['é', 'eq', 'e', false],
      ['Été', 'contains', 'ETE', true],
      ['straße', 'endsWith', 'SSE', true],
      [null, 'contains', 'a', null],
      ['a', 'contains', null, null],
      ['Ｔｅａ', 'startsWith', 'te', true],
      [true, 'eq', false, false],
      [false, 'ne', true, true],
      ['\u{1F600}', 'gt', '\uffff', true],
    ];
    for (const [value, op, bound, expected] of table)
      it(`${JSON.stringify(value)} ${op} ${JSON.stringify(bound)} is ${expected}`, () =>
        expect(evaluateTest(value, op, bound, testFold)).to.equal(expected));

    it('throws on an operator it does not know', () => {
      expect(() => evaluateTest(1, 'like' as FilterOperator, 1, testFold)).to.throw('like');
    });
  });

  describe('filters over rows', () => {
    const gt = (field: string, value: number): Filter => ({ field, op: 'gt', value });
    const table: readonly (readonly [string, Filter, string])[] = [
      ['customer', { and: [] }, '1 2 3 4 5'],
      ['customer', { or: [] }, ''],
      ['customer', { not: { or: [] } }, '1 2 3 4 5'],
      ['customer', gt('credit', 100), '1 2'],
      ['customer', { not: gt('credit', 100) }, '4 5'],
      ['customer', { field: 'credit', op: 'ne', value: 200.2 }, '1 4 5'],
      ['customer', { field: 'status', op: 'notIn', value: ['lead'] }, '1 3 5'],
      ['customer', { not: { field: 'status', op: 'in', value: ['lead'] } }, '1 3 5'],
      ['customer', { field: 'status', op: 'in', value: [] }, ''],
      ['customer', { field: 'status', op: 'notIn', value: [] }, '1 2 3 5'],
      ['customer', { or: [gt('credit', 100), gt('cost', 20)] }, '1 2 3'],
      ['customer', { not: { and: [gt('credit', 100), gt('cost', 20)] } }, '1 4 5'],
      ['customer', { not: { or: [gt('credit', 100), gt('cost', 20)] } }, '4 5'],
      ['customer', { field: 'region.name', op: 'eq', value: 'Bavaria' }, '1'],
      ['customer', { field: 'region.name', op: 'ne', value: 'Bavaria' }, '2 3 5'],
      ['customer', { field: 'region.parent.name', op: 'isNull' }, '3 4 5'],
      ['customer', { field: 'region', op: 'under', value: idOf('region', 1) }, '1 2 5'],
      ['customer', { not: { field: 'region', op: 'under', value: idOf('region', 1) } }, '3'],
      ['region', { field: 'id', op: 'under', value: idOf('region', 2) }, '2 3'],
      ['region', { field: 'parent', op: 'under', value: idOf('region', 2) }, '3'],
      ['customer', { field: 'owner.department', op: 'under', value: idOf('department', 1) }, '1 2'],
      ['customer', { field: 'code', op: 'eq', value: 'B' }, '3'],
      ['customer', { field: 'name', op: 'startsWith', value: 'ZÜ' }, '1'],
      ['customer', { field: 'name', op: 'eq', value: '  apple ' }, '2'],
      ['customer', { some: 'orders' }, '1 2'],
      ['customer', { none: 'orders' }, '3 4 5'],
      ['customer', { some: 'orders', where: { field: 'discount', op: 'gt', value: 0.1 } }, '1'],
      ['customer', { none: 'orders', where: { field: 'discount', op: 'gt', value: 0.1 } }, '2 3 4 5'],
      ['customer', { some: 'orders.lines', where: { field: 'product', op: 'contains', value: 'cafe' } }, '2'],
      ['customer', { none: 'orders.lines', where: { field: 'quantity', op: 'gt', value: 0 } }, '2 3 4 5'],
      ['order', { some: 'customer.contacts' }, '1 2'],
      ['order', { none: 'customer.contacts' }, '3 4'],
      ['region', { some: 'customer_region' }, '1 2 3 4'],
      ['region', { some: 'region_parent' }, '1 2'],
      ['order', { measure: { relation: 'lines', aggregate: 'sum', field: 'amount' }, op: 'eq', value: 0.3 }, '1'],
      ['order', { measure: { relation: 'lines', aggregate: 'sum', field: 'amount' }, op: 'isNull' , value: null }, '3 4'],
      ['order', { measure: { relation: 'lines', aggregate: 'sum', field: 'amount' }, op: 'lt', value: 1000 }, '1 2'],
      ['order', { measure: { relation: 'lines', aggregate: 'count' }, op: 'eq', value: 0 }, '4'],
      ['order', { measure: { relation: 'lines', aggregate: 'count', field: 'amount' }, op: 'eq', value: 0 }, '3 4'],
      [
        'customer',
        { measure: { relation: 'orders', aggregate: 'max', field: 'ordered_on' }, op: 'gte', value: '2026-02-01' },
        '1 2',
      ],
      [
        'customer',
        {
          measure: { relation: 'orders', aggregate: 'count', where: { field: 'region.name', op: 'eq', value: 'Asia' } },
          op: 'between',
          value: [1, 2],
        },
        '1',
      ],
    ]; // prettier-ignore
    for (const [entity, filter, expected] of table)
      it(`${JSON.stringify(filter)} of ${entity}: ${expected || 'none'}`, () =>
        expect(passing(entity, filter)).to.equal(expected));

    it('ends on a loop in a tree', () => {
      const [a, b] = [idOf('region', 1), idOf('region', 2)];
      const rows = { region: [{ id: a, name: 'a', parent: b }, { id: b, name: 'b', parent: a }] }; // prettier-ignore
      expect(passing('region', { field: 'id', op: 'under', value: a }, { rows })).to.equal('1 2');
      expect(passing('region', { field: 'id', op: 'under', value: idOf('region', 3) }, { rows })).to.equal('');
    });
  });

  describe('order and pages', () => {
    const names = (sort: Query['sort'], rest: Partial<Query> = {}) =>
      values({ entity: 'customer', select: [{ path: 'name' }], sort, ...rest } as Query).map(([name]) => name);

    it('puts nulls first ascending and sorts text by its folded key', () => {
      expect(names([{ by: 'name' }])).to.deep.equal([null, 'apple', 'Banana', 'zebra', 'Zürich Möbel']);
      expect(names([{ by: 'name', descending: true }])).to.deep.equal([
        'Zürich Möbel',
        'zebra',
        'Banana',
        'apple',
        null,
      ]);
    });

    it('breaks ties by the next sort and at last by id', () => {
      expect(names([{ by: 'active', descending: true }])).to.deep.equal([
        'Zürich Möbel',
        'zebra',
        'apple',
        null,
        'Banana',
      ]);
      expect(names([{ by: 'active' }, { by: 'credit' }])).to.deep.equal([
        'Banana',
        null,
        'apple',
        'zebra',
        'Zürich Möbel',
      ]);
    });

    it('sorts look-ups by their name', () => {
      const regions = names([{ by: 'region' }], { select: [{ path: 'region.name' }] });
      expect(regions).to.deep.equal([null, 'Asia', 'Bavaria', 'Europe', 'Germany']);
    });

    it('cuts by offset and limit and counts before the cut', () => {
      const page = run({ entity: 'customer', select: [{ path: 'id' }], sort: [{ by: 'name' }], limit: 2, offset: 1, count: true }); // prettier-ignore
      expect(page.rows.map((row) => row['id'])).to.deep.equal([idOf('customer', 2), idOf('customer', 3)]);
      expect(page.total).to.equal(5);
    });

    for (const sort of [
      [],
      [{ by: 'active' }],
      [{ by: 'name', descending: true }],
      [{ by: 'region' }, { by: 'credit' }],
    ]) {
      it(`walks all rows once by cursor, sorted by ${JSON.stringify(sort)}`, () => {
        const query: Query = { entity: 'customer', select: [{ path: 'id' }], sort, count: true };
        const whole = run(query).rows;
        const walked: unknown[] = [];
        let after: string | undefined;
        do {
          const page = run({ ...query, limit: 2, ...(after === undefined ? {} : { after }) });
          expect(page.total).to.equal(5);
          walked.push(...page.rows);
          after = page.next;
        } while (after !== undefined);
        expect(walked).to.deep.equal(whole);
      });
    }
  });

  describe('groups', () => {
    it('groups by value, null being a group, and aggregates exactly without nulls', () => {
      const query: Query = {
        entity: 'customer',
        select: [
          { path: 'active' },
          { aggregate: 'count', as: 'n' },
          { path: 'credit', aggregate: 'count', as: 'with_credit' },
          { path: 'credit', aggregate: 'sum', as: 'credit' },
          { path: 'credit', aggregate: 'avg', as: 'mean' },
          { path: 'credit', aggregate: 'min', as: 'least' },
          { path: 'since', aggregate: 'max', as: 'latest' },
          { path: 'status', aggregate: 'countDistinct', as: 'states' },
        ],
      };
      expect(values(query)).to.deep.equal([
        [null, 1, 0, null, null, null, null, 1],
        [false, 2, 2, 200.3, 100.15, 0.1, '2026-06-01', 2],
        [true, 2, 2, 94.55, 47.275, -5.55, '2026-06-18', 1],
      ]);
    });

    it('makes a figure of those rows that its own condition leaves, and the groups of all', () => {
      const query: Query = {
        entity: 'customer',
        select: [
          { path: 'active' },
          { aggregate: 'count', as: 'n' },
          { aggregate: 'count', as: 'rich', where: { field: 'credit', op: 'gt', value: 100 } },
          { path: 'credit', aggregate: 'sum', as: 'riches', where: { field: 'credit', op: 'gt', value: 100 } },
        ],
      };
      const found = values(query);
      expect(found.map(([, n]) => n)).to.deep.equal([1, 2, 2]);
      expect(found.map(([, , rich, riches]) => [rich, riches])).to.deep.equal([[0, null], [1, 200.2], [1, 100.1]]); // prettier-ignore
    });

    it('gives one row of totals, also over nothing', () => {
      const select = [
        { aggregate: 'count' as const, as: 'n' },
        { path: 'credit', aggregate: 'sum' as const, as: 's' },
      ];
      expect(values({ entity: 'customer', select, where: { or: [] } })).to.deep.equal([[0, null]]);
      expect(values({ entity: 'customer', select: [{ path: 'active' }, ...select], where: { or: [] } })).to.deep.equal(
        [],
      );
    });

    it('keeps texts apart that fold to the same', () => {
      const query: Query = { entity: 'customer', select: [{ path: 'code' }, { aggregate: 'count', as: 'n' }] };
      expect(values(query)).to.deep.equal([[null, 1], ['A', 1], ['B', 1], ['b', 1], ['Å', 1]]); // prettier-ignore
    });

    it('groups date-times by local days and months', () => {
      const by = (grain: 'day' | 'month' | 'hour') =>
        values({
          entity: 'order',
          select: [
            { path: 'shipped_at', grain, as: 'at' },
            { aggregate: 'count', as: 'n' },
          ],
        });
      expect(by('day')).to.deep.equal([[null, 1], ['2026-03-29', 1], ['2026-03-30', 1], ['2026-10-25', 1]]); // prettier-ignore
      expect(by('month')).to.deep.equal([[null, 1], ['2026-03-01', 2], ['2026-10-01', 1]]); // prettier-ignore
      expect(by('hour')[3]).to.deep.equal(['2026-10-25T00:00:00.000Z', 1]);
    });

    it('groups through look-ups and filters groups by having, in three values', () => {
      const query: Query = {
        entity: 'order_line',
        select: [
          { path: 'order.customer.name', as: 'customer' },
          { path: 'amount', aggregate: 'sum', as: 's' },
        ],
      };
      expect(values(query)).to.deep.equal([[null, 9.99], ['Zürich Möbel', 100.3], ['apple', null]]); // prettier-ignore
      const having = (filter: Filter) => values({ ...query, having: filter }).map(([name]) => name);
      expect(having({ field: 's', op: 'gt', value: 50 })).to.deep.equal(['Zürich Möbel']);
      expect(having({ not: { field: 's', op: 'gt', value: 50 } })).to.deep.equal([null]);
      expect(having({ or: [{ field: 's', op: 'isNull' }, { field: 'customer', op: 'isNull' }] })).to.deep.equal([null, 'apple']); // prettier-ignore
    });

    it('sorts and pages groups and counts them', () => {
      const query: Query = {
        entity: 'customer',
        select: [{ path: 'status' }, { aggregate: 'count', as: 'n' }],
        sort: [
          { by: 'n', descending: true },
          { by: 'status', descending: true },
        ],
        limit: 2,
        count: true,
      };
      expect(values(query)).to.deep.equal([['active', 2], ['lost', 1]]); // prettier-ignore
      expect(run(query).total).to.equal(4);
    });
  });

  it('rounds averages half away from zero at ten digits', () => {
    expect(roundAverage(1, 3)).to.equal(0.3333333333);
    expect(roundAverage(-2, 3)).to.equal(-0.6666666667);
    expect(roundAverage('0.00000000005', 1)).to.equal(0.0000000001);
    expect(roundAverage('-0.00000000005', 1)).to.equal(-0.0000000001);
    expect(roundAverage('123456789012345678', 3)).to.equal(41152263004115200);
    expect(roundAverage(null, 0)).to.equal(null);
    expect(Object.is(roundAverage('-0.00000000001', 1), 0)).to.equal(true);
  });
});
