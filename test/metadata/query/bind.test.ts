import { expect } from 'chai';
import type { Filter } from '../../../metadata/schema/query.js';
import type { Value } from '../../../metadata/value.js';
import { idOf } from '../../helper/model.js';
import { codes, passing, prepare, refusal } from './query-helper.js';

type Parameters = Readonly<Record<string, Value>>;

const select = [{ path: 'id' }];
const bound = (entity: string, where: Filter, parameters: Parameters = {}): unknown =>
  JSON.parse(
    JSON.stringify(prepare({ entity, select, where }, { parameters }).where ?? null, (key, value) =>
      key === 'path' ? (value as { text: string }).text : (value as unknown),
    ),
  );
const refused = (where: Filter, parameters: Parameters = {}): string =>
  codes(refusal({ entity: 'customer', select, where }, { parameters }));
const test = (path: string, op: string, value: unknown) => ({ kind: 'test', path, op, value });

describe('query/bind', () => {
  describe('parameters', () => {
    const leaf = (rest: object = {}): Filter =>
      ({ field: 'status', op: 'eq', value: { parameter: 'p' }, ...rest }) as Filter;

    it('binds one value, and a list as in or notIn', () => {
      expect(bound('customer', leaf(), { p: 'lead' })).to.deep.equal(test('status', 'eq', 'lead'));
      expect(bound('customer', leaf(), { p: ['lead', 'lost'] })).to.deep.equal(
        test('status', 'in', { list: ['lead', 'lost'] }),
      );
      expect(bound('customer', leaf({ op: 'ne' }), { p: ['lead'] })).to.deep.equal(
        test('status', 'notIn', { list: ['lead'] }),
      );
      expect(bound('customer', leaf({ op: 'in' }), { p: 'lead' })).to.deep.equal(
        test('status', 'in', { list: ['lead'] }),
      );
    });

    for (const empty of [null, '', [], [null]] as Value[]) {
      it(`leaves out a leaf whose parameter is ${JSON.stringify(empty)}, with groups that have nothing left`, () => {
        expect(bound('customer', leaf(), { p: empty })).to.equal(null);
        expect(bound('customer', { or: [leaf(), { and: [leaf()] }, { not: leaf() }] }, { p: empty })).to.equal(null);
        expect(passing('customer', { or: [leaf(), { field: 'credit', op: 'gt', value: 100 }] }, { parameters: { p: empty } })).to.equal('1 2'); // prettier-ignore
      });

      it(`matches nothing with whenEmpty none and ${JSON.stringify(empty)}, also under not`, () => {
        const none = leaf({ whenEmpty: 'none' });
        expect(passing('customer', none, { parameters: { p: empty } })).to.equal('');
        expect(passing('customer', { not: none }, { parameters: { p: empty } })).to.equal('');
      });
    }

    it('keeps empty groups that were written empty', () => {
      expect(bound('customer', { or: [] })).to.deep.equal({ kind: 'or', parts: [] });
    });

    it('takes false and 0 as values', () => {
      expect(passing('customer', { field: 'active', op: 'eq', value: { parameter: 'p' } }, { parameters: { p: false } })).to.equal('2 5'); // prettier-ignore
      expect(passing('customer', { field: 'employees', op: 'eq', value: { parameter: 'p' } }, { parameters: { p: 0 } })).to.equal('4'); // prettier-ignore
    });

    it('opens the end of a range that is not set', () => {
      const between: Filter = { field: 'credit', op: 'between', value: { parameter: 'p' } };
      expect(bound('customer', between, { p: [1, null] })).to.deep.equal(test('credit', 'gte', 1));
      expect(bound('customer', between, { p: [null, 2] })).to.deep.equal(test('credit', 'lte', 2));
      expect(bound('customer', between, { p: [null, null] })).to.equal(null);
    });

    it('refuses an unknown parameter, a wrong type and too many values', () => {
      expect(refused(leaf())).to.equal('422 OPERAND_INVALID status');
      expect(refused(leaf(), { toString: 1 })).to.equal('422 OPERAND_INVALID status');
      expect(refused(leaf({ value: { parameter: 'constructor' } }))).to.equal('422 OPERAND_INVALID status');
      expect(refused(leaf(), { p: 5 })).to.equal('422 OPERAND_INVALID status');
      expect(refused({ field: 'name', op: 'contains', value: { parameter: 'p' } }, { p: ['a', 'b'] })).to.equal('422 OPERAND_INVALID name'); // prettier-ignore
      expect(refused(leaf({ op: 'in' }), { p: Array.from({ length: 1001 }, () => 'x') })).to.equal('400 QUERY_BUDGET status'); // prettier-ignore
    });

    it('leaves out conditions inside lists, not the list', () => {
      const some: Filter = { some: 'orders', where: { field: 'number', op: 'eq', value: { parameter: 'p' } } };
      expect(passing('customer', some, { parameters: { p: '' } })).to.equal('1 2');
      expect(passing('customer', some, { parameters: { p: 'O-3' } })).to.equal('2');
    });
  });

  describe('expressions', () => {
    const expr = (text: string, field = 'owner', op: 'eq' | 'ne' | 'lt' | 'gte' = 'eq'): Filter => ({
      field,
      op,
      value: { expr: text },
    });

    it('reads the user, the date and parameters', () => {
      expect(bound('customer', expr('user.id'))).to.deep.equal(test('owner', 'eq', idOf('user', 1)));
      expect(bound('customer', expr('today()', 'since', 'lt'))).to.deep.equal(test('since', 'lt', '2026-06-18'));
      expect(bound('customer', expr('$p * 2', 'credit'), { p: 0.1 })).to.deep.equal(test('credit', 'eq', 0.2));
      expect(bound('customer', expr('now()', 'created_at', 'gte'))).to.deep.equal(
        test('created_at', 'gte', '2026-06-18T10:00:00.000Z'),
      );
      expect(bound('customer', expr('now()', 'since', 'lt'))).to.deep.equal(test('since', 'lt', '2026-06-18'));
    });

    it('compares with nothing as SQL does: neither equal nor unequal', () => {
      expect(passing('customer', expr('null'))).to.equal('');
      expect(passing('customer', expr('null', 'owner', 'ne'))).to.equal('');
      expect(passing('customer', { not: expr('null') })).to.equal('');
    });

    it('leave the leaf out when they give nothing because a parameter is not set', () => {
      expect(bound('customer', expr('$p * 2', 'credit', 'lt'), { p: null })).to.equal(null);
    });

    it('refuses fields, unknown names, syntax and wrong types', () => {
      for (const text of ['name', 'owner.id', '$x', 'user.password', '1 +', 'nothing()', '1 + 1'])
        expect(refused(expr(text)), text).to.equal('422 OPERAND_INVALID owner');
    });
  });

  describe('dates', () => {
    it('turns relative dates into days', () => {
      expect(bound('order', { field: 'ordered_on', op: 'eq', value: { relative: 'lastMonth' } })).to.deep.equal(
        test('ordered_on', 'between', { from: '2026-05-01', to: '2026-05-31' }),
      );
    });

    it('turns days on a date-time into the instants of the zone, over both clock changes', () => {
      const at = (op: string, value: unknown) => bound('order', { field: 'shipped_at', op, value } as Filter);
      const day = { from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z', upperOpen: true };
      expect(at('eq', '2026-03-29')).to.deep.equal(test('shipped_at', 'between', day));
      expect(at('ne', '2026-03-29')).to.deep.equal({ kind: 'not', part: test('shipped_at', 'between', day) });
      expect(at('lt', '2026-03-29')).to.deep.equal(test('shipped_at', 'lt', day.from));
      expect(at('gte', '2026-03-29')).to.deep.equal(test('shipped_at', 'gte', day.from));
      expect(at('lte', '2026-03-29')).to.deep.equal(test('shipped_at', 'lt', day.to));
      expect(at('gt', '2026-03-29')).to.deep.equal(test('shipped_at', 'gte', day.to));
      expect(at('between', ['2026-03-29', '2026-10-25'])).to.deep.equal(
        test('shipped_at', 'between', { from: day.from, to: '2026-10-25T23:00:00.000Z', upperOpen: true }),
      );
      expect(at('between', ['2026-03-29', '2026-03-29T12:00:00+02:00'])).to.deep.equal(
        test('shipped_at', 'between', { from: day.from, to: '2026-03-29T10:00:00.000Z' }),
      );
      expect(at('eq', { relative: 'yesterday' })).to.deep.equal(
        test('shipped_at', 'between', {
          from: '2026-06-16T22:00:00.000Z',
          to: '2026-06-17T22:00:00.000Z',
          upperOpen: true,
        }),
      );
    });

    it('finds rows by their local day', () => {
      const on = (value: string) => passing('order', { field: 'shipped_at', op: 'eq', value });
      expect([on('2026-03-28'), on('2026-03-29'), on('2026-03-30'), on('2026-10-25')]).to.deep.equal(['', '1', '2', '4']); // prettier-ignore
      expect(passing('order', { field: 'shipped_at', op: 'ne', value: '2026-03-29' })).to.equal('2 4');
    });

    it('writes instants in one form', () => {
      const eq = { field: 'shipped_at', op: 'eq', value: '2026-03-29T01:30:00+02:00' } as const;
      expect(bound('order', eq)).to.deep.equal(test('shipped_at', 'eq', '2026-03-28T23:30:00.000Z'));
    });

    it('refuses a day after which there is none', () => {
      expect(codes(refusal({ entity: 'order', select, where: { field: 'shipped_at', op: 'lte', value: '9999-12-31' } }))).to.equal('422 OPERAND_INVALID shipped_at'); // prettier-ignore
    });
  });

  it('brings text to the form it is stored in', () => {
    expect(bound('customer', { field: 'name', op: 'eq', value: ' A\u030a ' })).to.deep.equal(test('name', 'eq', 'Å'));
    expect(bound('customer', { field: 'code', op: 'in', value: ['A\u030a', 'b'] })).to.deep.equal(
      test('code', 'in', { list: ['Å', 'b'] }),
    );
  });

  it('binds having by the type of its column', () => {
    const query = {
      entity: 'order',
      select: [
        { path: 'customer' },
        { path: 'shipped_at', aggregate: 'max' as const, as: 'last' },
        { aggregate: 'count' as const, as: 'n' },
      ],
      having: {
        and: [
          { field: 'last', op: 'gt' as const, value: '2026-03-29' },
          { field: 'n', op: 'gte' as const, value: { parameter: 'p' } },
        ],
      },
    };
    expect(prepare(query, { parameters: { p: null } }).having).to.deep.equal({
      kind: 'and',
      parts: [{ kind: 'test', as: 'last', op: 'gte', value: '2026-03-29T22:00:00.000Z' }],
    });
    expect(codes(refusal(query, { parameters: { p: 'x' } }))).to.equal('422 OPERAND_INVALID n');
  });

  describe('limit', () => {
    const query = { entity: 'customer', select };
    it('is the default unless stated, and refused over the largest', () => {
      const budget = { maxLimit: 200, defaultLimit: 50 };
      expect(prepare(query, { budget }).limit).to.equal(50);
      expect(prepare({ ...query, limit: 200 }, { budget }).limit).to.equal(200);
      expect(codes(refusal({ ...query, limit: 201 }, { budget }))).to.equal('400 QUERY_BUDGET /limit');
      expect(prepare(query).limit).to.equal(undefined);
    });
  });
});
