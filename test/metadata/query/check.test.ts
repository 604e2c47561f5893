import { expect } from 'chai';
import { checkFilter, checkQuery } from '../../../metadata/query/check.js';
import type { Filter, Query } from '../../../metadata/schema/query.js';
import { codes, model } from './query-helper.js';

const problemsOf = (query: unknown): string => {
  const result = checkQuery(query as Query, model);
  return 'problems' in result ? codes(result.problems) : 'fine';
};
const select = [{ path: 'name' }];
const where = (filter: unknown, entity = 'customer'): string =>
  problemsOf({ entity, select: entity === 'customer' ? select : [{ path: 'id' }], where: filter });

describe('query/check', () => {
  describe('paths', () => {
    it('resolves hop by hop and joins each row once, parents first', () => {
      const result = checkQuery(
        {
          entity: 'order_line',
          select: [{ path: 'order.customer.region.name' }, { path: 'order.number' }],
          where: { field: 'order.customer.name', op: 'isNotNull' },
        },
        model,
      );
      if ('problems' in result) throw new Error(codes(result.problems));
      expect(result.query.joins.map((join) => `${join.parent} > ${join.path} : ${join.entity.name}`)).to.deep.equal([
        ' > order : order',
        'order > order.customer : customer',
        'order.customer > order.customer.region : region',
      ]);
      expect(result.query.select.map((item) => `${item.as} ${item.path?.row} ${item.type}`)).to.deep.equal([
        'order_customer_region_name order.customer.region text',
        'order_number order text',
      ]);
    });

    const table: readonly (readonly [string, string, string])[] = [
      ['an unknown field', 'nothing', '403 FIELD_FORBIDDEN nothing'],
      ['an unknown field of a look-up', 'region.nothing', '403 FIELD_FORBIDDEN region.nothing'],
      ['a path through a plain field', 'name.length', '403 FIELD_FORBIDDEN name.length'],
      ['a name of the prototype', 'constructor', '403 FIELD_FORBIDDEN constructor'],
      ['the physical deletion mark', 'deleted_at', '403 FIELD_FORBIDDEN deleted_at'],
      ['a path through a list', 'orders.number', '422 QUERY_INVALID orders.number'],
      ['a list', 'orders', '422 OPERATOR_NOT_ALLOWED orders'],
    ];
    for (const [what, path, expected] of table)
      it(`refuses ${what}`, () => expect(where({ field: path, op: 'isNull' })).to.equal(expected));

    it('answers an unknown entity with 404', () => {
      expect(problemsOf({ entity: 'nothing', select })).to.equal('404 NOT_FOUND /entity');
    });
  });

  describe('operators and operands', () => {
    const table: readonly (readonly [Filter, string])[] = [
      [{ field: 'name', op: 'contains', value: 'a' }, 'fine'],
      [{ field: 'note', op: 'contains', value: 'a' }, '422 OPERATOR_NOT_ALLOWED note'],
      [{ field: 'name', op: 'under', value: 'a' }, '422 OPERATOR_NOT_ALLOWED name'],
      [{ field: 'region', op: 'under', value: 'a' }, 'fine'],
      [{ field: 'id', op: 'under', value: 'a' }, '422 OPERATOR_NOT_ALLOWED id'],
      [{ field: 'owner', op: 'under', value: 'a' }, '422 OPERATOR_NOT_ALLOWED owner'],
      [{ field: 'owner.department', op: 'under', value: 'a' }, 'fine'],
      [{ field: 'status', op: 'gt', value: 'a' }, '422 OPERATOR_NOT_ALLOWED status'],
      [{ field: 'credit', op: 'gt', value: 'a' }, '422 OPERAND_INVALID credit'],
      [{ field: 'credit', op: 'gt', value: [1] }, '422 OPERAND_INVALID credit'],
      [{ field: 'credit', op: 'gt' }, '422 OPERAND_INVALID credit'],
      [{ field: 'credit', op: 'eq', value: null }, '422 OPERAND_INVALID credit'],
      [{ field: 'credit', op: 'in', value: [1, 2.5] }, 'fine'],
      [{ field: 'credit', op: 'in', value: [] }, 'fine'],
      [{ field: 'credit', op: 'in', value: [1, null] }, '422 OPERAND_INVALID credit'],
      [{ field: 'credit', op: 'in', value: [1, 'x'] }, '422 OPERAND_INVALID credit'],
      [{ field: 'credit', op: 'in', value: 1 }, '422 OPERAND_INVALID credit'],
      [{ field: 'credit', op: 'between', value: [1, 2] }, 'fine'],
      [{ field: 'credit', op: 'between', value: [1] }, '422 OPERAND_INVALID credit'],
      [{ field: 'credit', op: 'isNull', value: 1 }, '422 OPERAND_INVALID credit'],
      [{ field: 'active', op: 'eq', value: 1 }, '422 OPERAND_INVALID active'],
      [{ field: 'since', op: 'eq', value: '2026-02-30' }, '422 OPERAND_INVALID since'],
      [{ field: 'since', op: 'eq', value: { relative: 'today' } }, 'fine'],
      [{ field: 'since', op: 'lt', value: { relative: 'today' } }, '422 OPERAND_INVALID since'],
      [{ field: 'name', op: 'eq', value: { relative: 'today' } }, '422 OPERAND_INVALID name'],
      [{ field: 'created_at', op: 'between', value: ['2026-01-01', '2026-02-01T00:00:00Z'] }, 'fine'],
      [{ some: 'orders', where: { field: 'number', op: 'contains', value: 'a' } }, 'fine'],
      [{ some: 'orders', where: { field: 'nothing', op: 'isNull' } }, '403 FIELD_FORBIDDEN orders.nothing'],
      [{ some: 'orders.lines', where: { field: 'nothing', op: 'isNull' } }, '403 FIELD_FORBIDDEN orders.lines.nothing'],
      [{ none: 'region' }, '422 QUERY_INVALID region'],
      [{ none: 'nothing' }, '403 FIELD_FORBIDDEN nothing'],
      [{ measure: { relation: 'orders', aggregate: 'count' }, op: 'gt', value: 1 }, 'fine'],
      [{ measure: { relation: 'orders', aggregate: 'sum' }, op: 'gt', value: 1 }, '422 QUERY_INVALID orders'],
      [
        { measure: { relation: 'orders', aggregate: 'sum', field: 'number' }, op: 'gt', value: 1 },
        '422 QUERY_INVALID orders.number',
      ],
      [
        { measure: { relation: 'orders.lines', aggregate: 'sum', field: 'amount' }, op: 'gt', value: 1 },
        '422 QUERY_INVALID orders.lines',
      ],
      [
        { measure: { relation: 'orders', aggregate: 'count' }, op: 'contains', value: 'x' },
        '422 OPERATOR_NOT_ALLOWED orders',
      ],
      [{ measure: { relation: 'orders', aggregate: 'count' }, op: 'gt', value: 'x' }, '422 OPERAND_INVALID orders'],
    ];
    for (const [filter, expected] of table)
      it(`${JSON.stringify(filter)} is ${expected}`, () => expect(where(filter)).to.equal(expected));

    it('says how unsearchable text becomes searchable', () => {
      const result = checkFilter({ field: 'note', op: 'contains', value: 'x' }, 'customer', model);
      expect('problems' in result && result.problems[0]?.message).to.include('mark the field searchable');
    });

    it('walks a tree from its own record id', () => {
      expect(where({ field: 'id', op: 'under', value: 'x' }, 'region')).to.equal('fine');
    });

    it('refuses a node that is no filter', () => {
      expect(where({ nothing: 1 })).to.equal('422 QUERY_INVALID /where');
      expect(where({ and: [null] })).to.equal('422 QUERY_INVALID /where');
    });
  });

  describe('select, groups, having, sort', () => {
    const count = { aggregate: 'count', as: 'n' };
    const table: readonly (readonly [string, object, string])[] = [
      ['two columns of one name', { select: [{ path: 'name' }, { path: 'code', as: 'name' }] }, '422 QUERY_INVALID /select/1'],
      ['a column of nothing', { select: [{ as: 'x' }] }, '422 QUERY_INVALID /select/0'],
      ['no columns', { select: [] }, '422 QUERY_INVALID /select'],
      ['a list as a column', { select: [{ path: 'orders' }] }, '422 QUERY_INVALID orders'],
      ['a sum of text', { select: [{ path: 'name', aggregate: 'sum' }] }, '422 QUERY_INVALID name'],
      ['a sum without a field', { select: [{ aggregate: 'sum' }] }, '422 QUERY_INVALID /select/0'],
      ['the least date', { select: [{ path: 'since', aggregate: 'min' }] }, 'fine'],
      ['a sum of dates', { select: [{ path: 'since', aggregate: 'sum' }] }, '422 QUERY_INVALID since'],
      ['a grain of text', { select: [{ path: 'name', grain: 'month' }] }, '422 QUERY_INVALID name'],
      ['hours of a date', { select: [{ path: 'since', grain: 'hour' }] }, '422 QUERY_INVALID since'],
      ['hours of a date-time', { select: [{ path: 'created_at', grain: 'hour' }] }, 'fine'],
      ['a condition of a count', { select: [{ aggregate: 'count', where: { field: 'credit', op: 'gt', value: 1 } }] }, 'fine'],
      ['a condition of a value', { select: [{ path: 'name', where: { field: 'credit', op: 'gt', value: 1 } }] }, '422 QUERY_INVALID /select/0'],
      ['a condition by an unknown field', { select: [{ aggregate: 'count', where: { field: 'nothing', op: 'isNull' } }] }, '403 FIELD_FORBIDDEN nothing'],
      ['a grain with an aggregate', { select: [{ path: 'since', grain: 'month', aggregate: 'min' }] }, '422 QUERY_INVALID since'],
      ['having without groups', { select, having: { field: 'name', op: 'isNull' } }, '422 QUERY_INVALID /having'],
      ['having over a column', { select: [count], having: { field: 'n', op: 'gt', value: 1 } }, 'fine'],
      ['having over a field', { select: [count], having: { field: 'credit', op: 'gt', value: 1 } }, '422 QUERY_INVALID /having'],
      ['having with the wrong type', { select: [count], having: { field: 'n', op: 'gt', value: 'x' } }, '422 OPERAND_INVALID /having'],
      ['having over a list', { select: [count], having: { some: 'orders' } }, '422 QUERY_INVALID /having'],
      ['sort by a path', { select, sort: [{ by: 'region.name' }] }, 'fine'],
      ['sort by a look-up', { select, sort: [{ by: 'region' }] }, 'fine'],
      ['sort by unsortable text', { select, sort: [{ by: 'note' }] }, '422 QUERY_INVALID note'],
      ['sort by nothing known', { select, sort: [{ by: 'nothing' }] }, '403 FIELD_FORBIDDEN nothing'],
      ['sort of groups by a column', { select: [{ path: 'status' }, count], sort: [{ by: 'n' }, { by: 'status' }] }, 'fine'],
      ['sort of groups by another field', { select: [{ path: 'status' }, count], sort: [{ by: 'name' }] }, '422 QUERY_INVALID /sort'],
      ['after and offset', { select, after: 'x', offset: 1 }, '422 QUERY_INVALID /after'],
      ['after of groups', { select: [count], after: 'x' }, '422 QUERY_INVALID /after'],
      ['a cursor of nothing', { select, after: 'e30' }, '400 CURSOR_INVALID /after'],
      ['a limit of nothing', { select, limit: 0 }, '422 QUERY_INVALID /limit'],
    ]; // prettier-ignore
    for (const [what, query, expected] of table)
      it(`${what}: ${expected}`, () => expect(problemsOf({ entity: 'customer', ...query })).to.equal(expected));

    it('sorts a look-up by the name of its record', () => {
      const result = checkQuery({ entity: 'order', select: [{ path: 'number' }], sort: [{ by: 'customer' }] }, model);
      expect('query' in result && result.query.sort[0]?.path?.text).to.equal('customer.name');
    });
  });

  describe('budgets', () => {
    const leaf = { field: 'credit', op: 'gt', value: 1 };
    const nest = (depth: number, make: (inner: unknown) => unknown): unknown => {
      let filter: unknown = leaf;
      for (let i = 0; i < depth; i++) filter = make(filter);
      return filter;
    };
    const makers: Readonly<Record<string, (inner: unknown) => unknown>> = {
      and: (inner) => ({ and: [inner] }),
      or: (inner) => ({ or: [inner] }),
      not: (inner) => ({ not: inner }),
      some: (inner) => ({ some: 'orders', where: inner }),
      measure: (inner) => ({ measure: { relation: 'orders', aggregate: 'count', where: inner }, op: 'gt', value: 1 }),
    };
    for (const [kind, make] of Object.entries(makers)) {
      it(`refuses 2,000 and 100,000 nested ${kind} without overflowing`, () => {
        expect(where(nest(2000, make))).to.equal('400 QUERY_BUDGET /where');
        expect(where(nest(100_000, make))).to.equal('400 QUERY_BUDGET /where');
      });
    }

    it('takes ten levels and refuses eleven', () => {
      expect(where(nest(9, makers['not']!))).to.equal('fine');
      expect(where(nest(10, makers['not']!))).to.equal('400 QUERY_BUDGET /where');
    });

    it('counts nodes of where and having together', () => {
      const many = (count: number) => ({ and: Array.from({ length: count }, () => leaf) });
      expect(where(many(99))).to.equal('fine');
      expect(where(many(100))).to.equal('400 QUERY_BUDGET /where');
      const having = { and: Array.from({ length: 60 }, () => ({ field: 'n', op: 'gt', value: 1 })) };
      const query = { entity: 'customer', select: [{ aggregate: 'count', as: 'n' }], where: many(60), having };
      expect(problemsOf(query)).to.equal('400 QUERY_BUDGET /where');
    });

    it('counts values of lists', () => {
      const list = (count: number) => ({
        field: 'credit',
        op: 'in',
        value: Array.from({ length: count }, (_, i) => i),
      });
      expect(where(list(1000))).to.equal('fine');
      expect(where(list(1001))).to.equal('400 QUERY_BUDGET /where');
      expect(where({ or: [list(600), list(600)] })).to.equal('400 QUERY_BUDGET /where');
    });

    it('counts joins of all clauses and of lists', () => {
      const paths = ['region', 'region.parent', 'region.parent.parent', 'owner', 'owner.department', 'created_by', 'created_by.department', 'updated_by', 'updated_by.department']; // prettier-ignore
      const leaves = paths.map((path) => ({ field: `${path}.name`, op: 'isNull' }));
      expect(where({ and: leaves.slice(0, 8) })).to.equal('fine');
      expect(where({ and: leaves })).to.equal('400 QUERY_BUDGET /where');
      const inner = { some: 'orders', where: { field: 'region.name', op: 'isNull' } };
      expect(where({ and: [...leaves.slice(0, 7), inner] })).to.equal('fine');
      expect(where({ and: [...leaves.slice(0, 8), inner] })).to.equal('400 QUERY_BUDGET /where');
    });
  });
});
