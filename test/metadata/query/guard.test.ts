import { expect } from 'chai';
import type { Access } from '../../../metadata/access/types.js';
import type { Filter, Query } from '../../../metadata/schema/query.js';
import { idOf, testPrincipal, testRole } from '../../helper/model.js';
import { accessOf, codes, passing, refusal, run } from './query-helper.js';

const all = { read: 'all' } as const;
const others = ['region', 'user', 'department'].map((entity) => ({ entity, actions: all }));

/** Reads own customers; cost hidden, phone masked; orders and lines as stated. */
const seller = accessOf([
  testRole([
    { entity: 'customer', actions: { read: 'own' }, fields: { cost: 'hidden', phone: 'mask', contacts: 'hidden' } },
    { entity: 'order', actions: { read: 'own' }, fields: { discount: 'hidden' } },
    { entity: 'order_line', actions: { read: 'all' } },
    ...others,
  ]),
]);

const query = (rest: Partial<Query>): Query => ({ entity: 'customer', select: [{ path: 'name' }], ...rest });
const refused = (rest: Partial<Query>, access: Access = seller): string => codes(refusal(query(rest), { access }));

describe('query/guard', () => {
  describe('fields, in every clause', () => {
    const hidden = (field: string): readonly (readonly [string, Partial<Query>, string])[] => [
      ['select', { select: [{ path: field }] }, field],
      ['aggregate', { select: [{ path: field, aggregate: 'max' }] }, field],
      ['count', { select: [{ path: field, aggregate: 'count' }] }, field],
      ['the condition of a count', { select: [{ aggregate: 'count', where: { field, op: 'isNull' } }] }, field],
      [
        'the condition of a count, through a list',
        {
          entity: 'region',
          select: [{ aggregate: 'count', where: { some: 'customer_region', where: { field, op: 'isNull' } } }],
        },
        `customer_region.${field}`,
      ],
      ['group', { select: [{ path: field }, { aggregate: 'count' }] }, field],
      ['where', { where: { field, op: 'isNull' } }, field],
      ['deep where', { where: { or: [{ not: { and: [{ field, op: 'isNotNull' }] } }] } }, field],
      ['sort', { sort: [{ by: field }] }, field],
      ['a wrong operator', { where: { field, op: 'under', value: 'x' } }, field],
      ['a wrong operand', { where: { field, op: 'eq', value: { relative: 'today' } } }, field],
      ['through a look-up', { entity: 'order', select: [{ path: `customer.${field}` }] }, `customer.${field}`],
      [
        'sort through a look-up',
        { entity: 'order', select: [{ path: 'number' }], sort: [{ by: `customer.${field}` }] },
        `customer.${field}`,
      ],
      [
        'a list',
        { entity: 'region', where: { some: 'customer_region', where: { field, op: 'isNull' } } },
        `customer_region.${field}`,
      ],
      [
        'a measure',
        {
          entity: 'region',
          where: { measure: { relation: 'customer_region', aggregate: 'countDistinct', field }, op: 'gt', value: 5 },
        },
        `customer_region.${field}`,
      ],
    ];
    for (const field of ['cost', 'unknown_field']) {
      for (const [clause, rest, path] of hidden(field)) {
        it(`${field} in ${clause} is FIELD_FORBIDDEN`, () => {
          expect(refused(rest)).to.equal(`403 FIELD_FORBIDDEN ${path}`);
        });
      }
    }

    it('answers a hidden and an unknown field with the same words', () => {
      const words = (field: string) => refusal(query({ select: [{ path: field }] }), { access: seller })[0]!.message;
      expect(words('cost').replaceAll('cost', 'x')).to.equal(words('unknown_field').replaceAll('unknown_field', 'x'));
    });

    it('shows a masked field masked and refuses every other use', () => {
      const result = run(query({ select: [{ path: 'phone' }, { path: 'name' }] }), { access: seller });
      expect(result.rows).to.deep.equal([{ phone: '•••', name: 'Zürich Möbel' }]);
      for (const [clause, rest] of hidden('phone')) {
        // A wrong use of a field that may be shown is told as what it is.
        if (
          clause === 'aggregate' ||
          clause === 'select' ||
          clause === 'through a look-up' ||
          clause.startsWith('a wrong')
        )
          continue;
        expect(refused(rest), clause).to.match(/^403 FIELD_FORBIDDEN (customer_region\.|customer\.)?phone$/);
      }
    });

    it('shows a masked field of another record only to who may read the look-up', () => {
      const path: Partial<Query> = { entity: 'order', select: [{ path: 'customer.phone' }] };
      const through = (order: Readonly<Record<string, 'hidden' | 'mask' | 'read'>>) =>
        accessOf([
          testRole([
            { entity: 'order', actions: all, fields: order },
            { entity: 'customer', actions: all, fields: { phone: 'mask' } },
          ]),
        ]);
      expect(run(query(path), { access: through({}) }).rows[0]).to.deep.equal({ customer_phone: '•••' });
      expect(refused(path, through({ customer: 'hidden' }))).to.equal('403 FIELD_FORBIDDEN customer.phone');
      expect(refused(path, through({ customer: 'mask' }))).to.equal('403 FIELD_FORBIDDEN customer.phone');
    });

    it('refuses lists whose field or whose look-up is hidden', () => {
      expect(refused({ where: { some: 'contacts' } })).to.match(/^403 FIELD_FORBIDDEN contacts/);
      const blind = accessOf([testRole([{ entity: 'customer', actions: all }])]);
      expect(refused({ where: { none: 'orders' } }, blind)).to.equal('403 FIELD_FORBIDDEN orders');
      expect(refused({ where: { measure: { relation: 'orders', aggregate: 'count' }, op: 'gt', value: 0 } }, blind)).to.equal('403 FIELD_FORBIDDEN orders'); // prettier-ignore
      expect(refused({ where: { some: 'orders.lines' } }, blind)).to.match(/^403 FIELD_FORBIDDEN orders/);
    });

    it('refuses the name of a look-up that may not be read as a sort', () => {
      const blind = accessOf([testRole([{ entity: 'customer', actions: all }])]);
      expect(refused({ sort: [{ by: 'region' }] }, blind)).to.equal('403 FIELD_FORBIDDEN region.name');
    });

    it('answers an entity without any grant like one that does not exist', () => {
      const nobody = accessOf([]);
      expect(refused({}, nobody)).to.equal('404 NOT_FOUND /entity');
      expect(refused({ entity: 'nothing' }, nobody)).to.equal('404 NOT_FOUND /entity');
      expect(refused({ select: [{ path: 'unknown_field' }] }, nobody)).to.equal('404 NOT_FOUND /entity');
      expect(refusal(query({}), { access: nobody })).to.deep.equal(
        refusal(query({ entity: 'nothing' }), { access: nobody }),
      );
    });
  });

  describe('rows', () => {
    const mine = (access: Access) => passing('customer', undefined, { access });

    it('lets through what the rule allows, and a filter cannot widen it', () => {
      expect(mine(seller)).to.equal('1');
      expect(passing('customer', { or: [{ and: [] }, { field: 'credit', op: 'gt', value: 0 }] }, { access: seller })).to.equal('1'); // prettier-ignore
      expect(passing('customer', { not: { or: [] } }, { access: seller })).to.equal('1');
    });

    it('counts and aggregates only rows that may be seen', () => {
      const result = run(query({ select: [{ aggregate: 'count', as: 'n' }, { path: 'credit', aggregate: 'sum', as: 's' }], count: true }), { access: seller }); // prettier-ignore
      expect(result.rows).to.deep.equal([{ n: 1, s: 100.1 }]);
      expect(run(query({ count: true }), { access: seller }).total).to.equal(1);
    });

    it('reads a looked-up row that may not be seen as absent', () => {
      const reader = accessOf([
        testRole([
          { entity: 'order', actions: all },
          { entity: 'customer', actions: { read: 'own' } },
          { entity: 'region', actions: { read: { field: 'name', op: 'ne', value: 'Bavaria' } } },
        ]),
      ]);
      const rows = (path: string) =>
        run({ entity: 'order', select: [{ path }] }, { access: reader }).rows.map((row) => Object.values(row)[0]);
      expect(rows('customer.name')).to.deep.equal(['Zürich Möbel', 'Zürich Möbel', null, null]);
      expect(rows('customer.region.name')).to.deep.equal([null, null, null, null]);
      expect(rows('region.name')).to.deep.equal([null, 'Asia', 'Germany', null]);
      const where: Filter = { field: 'customer.name', op: 'contains', value: 'a' };
      expect(passing('order', where, { access: reader })).to.equal('');
      expect(passing('order', { not: where }, { access: reader })).to.equal('1 2');
      expect(passing('order', { field: 'region.name', op: 'isNull' }, { access: reader })).to.equal('1 4');
      expect(passing('order', { none: 'customer.orders' }, { access: reader })).to.equal('3 4');
    });

    it('reads a look-up to a record that may not be seen as empty: selected, grouped, counted, tested', () => {
      const reader = accessOf([
        testRole([
          { entity: 'order', actions: all },
          { entity: 'customer', actions: { read: 'own' } },
        ]),
      ]);
      const rows = (select: Query['select'], access = reader) => run({ entity: 'order', select }, { access }).rows;
      const seen = idOf('customer', 1);
      expect(rows([{ path: 'customer' }]).map((row) => row['customer'])).to.deep.equal([seen, seen, null, null]);
      expect(rows([{ path: 'customer' }, { aggregate: 'count', as: 'n' }])).to.deep.equal([
        { customer: null, n: 2 },
        { customer: seen, n: 2 },
      ]);
      expect(rows([{ path: 'customer', aggregate: 'countDistinct', as: 'n' }])).to.deep.equal([{ n: 1 }]);
      expect(rows([{ path: 'customer', aggregate: 'count', as: 'n' }])).to.deep.equal([{ n: 2 }]);
      expect(passing('order', { field: 'customer', op: 'isNull' }, { access: reader })).to.equal('3 4');
      expect(passing('order', { field: 'customer', op: 'isNotNull' }, { access: reader })).to.equal('1 2');
      expect(passing('customer', { some: 'orders', where: { field: 'customer', op: 'isNull' } }, { access: reader })).to.equal(''); // prettier-ignore
      const blind = accessOf([testRole([{ entity: 'order', actions: all }])]);
      expect(rows([{ path: 'customer' }], blind).map((row) => row['customer'])).to.deep.equal([null, null, null, null]);
    });

    it('sees and measures only related rows that may be seen', () => {
      const reader = accessOf([testRole([{ entity: 'customer', actions: all }, { entity: 'order', actions: { read: 'own' } }, { entity: 'order_line', actions: { read: 'own' } }])]); // prettier-ignore
      expect(passing('customer', { some: 'orders' }, { access: reader })).to.equal('1');
      expect(passing('customer', { none: 'orders' }, { access: reader })).to.equal('2 3 4 5');
      expect(passing('customer', { measure: { relation: 'orders', aggregate: 'count' }, op: 'eq', value: 1 }, { access: reader })).to.equal('1'); // prettier-ignore
      expect(passing('customer', { some: 'orders.lines', where: { field: 'amount', op: 'gt', value: 50 } }, { access: reader })).to.equal(''); // prettier-ignore
    });

    it('trusts the rule itself: it reads what its reader may not', () => {
      const condition: Filter = { and: [{ field: 'cost', op: 'lt', value: 20 }, { field: 'region.parent.name', op: 'eq', value: 'Germany' }] }; // prettier-ignore
      const reader = accessOf([testRole([{ entity: 'customer', actions: { read: condition }, fields: { cost: 'hidden' } }])]); // prettier-ignore
      expect(mine(reader)).to.equal('1');
      expect(refused({ select: [{ path: 'region.name' }] }, reader)).to.equal('403 FIELD_FORBIDDEN region.name');
    });

    it('keeps the joins of a rule apart from guarded ones of the same path', () => {
      // The rule reads every region; the reader sees only those of Asia.
      const rule: Filter = { field: 'region.name', op: 'eq', value: 'Bavaria' };
      const reader = accessOf([testRole([{ entity: 'customer', actions: { read: rule } }, { entity: 'region', actions: { read: { field: 'name', op: 'eq', value: 'Asia' } } }])]); // prettier-ignore
      const result = run(query({ select: [{ path: 'name' }, { path: 'region.name', as: 'region' }] }), { access: reader }); // prettier-ignore
      expect(result.rows).to.deep.equal([{ name: 'Zürich Möbel', region: null }]);
    });

    it('lets parts inherit from their whole along the owner path', () => {
      const owner = accessOf([testRole([{ entity: 'order_line', actions: { read: 'own' } }, { entity: 'contact', actions: { read: 'own' } }])]); // prettier-ignore
      expect(passing('order_line', undefined, { access: owner })).to.equal('1 2');
      expect(passing('contact', undefined, { access: owner })).to.equal('1');
    });

    it('lets no row pass when a rule no longer fits the model', () => {
      const broken: Access = { ...seller, filter: () => ({ field: 'gone', op: 'isNull' }) };
      expect(mine(broken)).to.equal('');
    });

    it('sees nothing of departments without a department', () => {
      const grants = [{ entity: 'customer', actions: { read: 'department' as const } }, { entity: 'budget', actions: { read: 'subtree' as const } }]; // prettier-ignore
      const lost = accessOf([testRole(grants)], testPrincipal({ department: null }));
      expect(mine(lost)).to.equal('');
      expect(passing('budget', undefined, { access: lost })).to.equal('');
      expect(mine(accessOf([testRole(grants)]))).to.equal('1');
      expect(passing('budget', undefined, { access: accessOf([testRole(grants)]) })).to.equal('1 2');
    });
  });

  it('finds a reader only by their own id', () => {
    const other = accessOf([testRole([{ entity: 'customer', actions: { read: 'own' } }])], testPrincipal({ id: idOf('user', 3) })); // prettier-ignore
    expect(passing('customer', undefined, { access: other })).to.equal('3');
  });
});
