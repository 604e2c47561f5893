import { expect } from 'chai';
import { compileAccess, systemAccess, userValue } from '../../../metadata/access/compile.js';
import { checkRole } from '../../../metadata/access/check-role.js';
import type { Filter } from '../../../metadata/schema/query.js';
import type { RoleDocument } from '../../../metadata/schema/app.js';
import type { Value } from '../../../metadata/value.js';
import { idOf, testPrincipal, testRole } from '../../helper/model.js';
import { accessOf, functions, model } from '../query/query-helper.js';

type Grants = RoleDocument['grants'];
const field = (entity: string, name: string) => model.entities.get(entity)!.fields.get(name)!;
const reading = (values: Readonly<Record<string, Value>>) => (path: string) => values[path] ?? null;
const owned = { field: 'owner', op: 'eq', value: { expr: 'user.id' }, whenEmpty: 'none' };

describe('access/compile', () => {
  describe('scopes become filters', () => {
    const table: readonly (readonly [string, Grants[number]['actions']['read'], object])[] = [
      ['customer', undefined, { or: [] }],
      ['customer', 'none', { or: [] }],
      ['customer', 'all', { and: [] }],
      ['customer', 'own', owned],
      ['customer', 'department', { ...owned, field: 'owner.department', value: { expr: 'user.department' } }],
      ['customer', 'subtree', { field: 'owner.department', op: 'under', value: { expr: 'user.department' }, whenEmpty: 'none' }],
      ['contact', 'own', { ...owned, field: 'customer.owner' }],
      ['order_line', 'department', { ...owned, field: 'order.owner.department', value: { expr: 'user.department' } }],
      ['budget', 'own', { ...owned, field: 'department', value: { expr: 'user.department' } }],
      ['budget', 'department', { ...owned, field: 'department', value: { expr: 'user.department' } }],
      ['budget', 'subtree', { field: 'department', op: 'under', value: { expr: 'user.department' }, whenEmpty: 'none' }],
      ['region', 'own', { or: [] }],
      ['region', 'department', { or: [] }],
      ['region', 'subtree', { or: [] }],
      ['region', { field: 'name', op: 'eq', value: 'x' }, { field: 'name', op: 'eq', value: 'x' }],
      ['region', { field: 'gone', op: 'eq', value: 'x' }, { or: [] }],
      ['region', { field: 'name', op: 'eq', value: { parameter: 'p' } }, { or: [] }],
    ]; // prettier-ignore
    for (const [entity, read, expected] of table) {
      it(`${entity} ${JSON.stringify(read)}`, () => {
        const access = accessOf([testRole([{ entity, actions: read === undefined ? {} : { read } }])]);
        expect(access.filter('read', entity)).to.deep.equal(expected);
        expect(access.mayEver('read', entity)).to.equal(!('or' in expected));
      });
    }

    it('adds up over grants and roles', () => {
      const condition: Filter = { field: 'status', op: 'eq', value: 'lead' };
      const access = accessOf([
        testRole([{ entity: 'customer', actions: { read: 'own' } }]),
        testRole([{ entity: 'customer', actions: { read: condition, update: 'none' } }]),
      ]);
      expect(access.filter('read', 'customer')).to.deep.equal({ or: [condition, owned] });
      expect(access.filter('update', 'customer')).to.deep.equal({ or: [] });
      const wide = accessOf([testRole([{ entity: 'customer', actions: { read: 'own' } }]), testRole([{ entity: 'customer', actions: { read: 'all' } }])]); // prettier-ignore
      expect(wide.filter('read', 'customer')).to.deep.equal({ and: [] });
    });

    it('gives export and bulk the rows that the same grant lets read', () => {
      const access = accessOf([
        testRole([
          { entity: 'customer', actions: { read: 'own', export: true, bulk: true, import: true, create: true } },
        ]),
        testRole([{ entity: 'customer', actions: { read: 'all' } }]),
        testRole([{ entity: 'region', actions: { export: true } }]),
      ]);
      expect(access.filter('export', 'customer')).to.deep.equal(owned);
      expect(access.filter('bulk', 'customer')).to.deep.equal(owned);
      expect(access.filter('create', 'customer')).to.deep.equal({ and: [] });
      expect(access.filter('import', 'customer')).to.deep.equal({ and: [] });
      expect(access.mayEver('export', 'region')).to.equal(false);
      expect(access.mayEver('delete', 'customer')).to.equal(false);
    });
  });

  describe('allows', () => {
    const access = accessOf([
      testRole([
        { entity: 'customer', actions: { read: 'subtree', update: 'own', create: true } },
        { entity: 'order', actions: { read: { field: 'ordered_on', op: 'eq', value: { relative: 'today' } } } },
        { entity: 'region', actions: { read: { some: 'customer_region' } } },
      ]),
    ]);

    it('asks a row by its paths', () => {
      expect(access.allows('update', 'customer', reading({ owner: idOf('user', 1) }))).to.equal(true);
      expect(access.allows('update', 'customer', reading({ owner: idOf('user', 2) }))).to.equal(false);
      expect(access.allows('update', 'customer', reading({}))).to.equal(false);
      expect(access.allows('create', 'customer', reading({}))).to.equal(true);
      expect(access.allows('delete', 'customer', reading({ owner: idOf('user', 1) }))).to.equal(false);
      expect(access.allows('read', 'nothing', reading({}))).to.equal(false);
    });

    it('climbs trees by longer paths', () => {
      const row = (first: number, ...above: number[]) =>
        reading(
          Object.fromEntries(
            [first, ...above].map((number, level) => [
              `owner.department${'.parent'.repeat(level)}`,
              idOf('department', number),
            ]),
          ),
        );
      expect(access.allows('read', 'customer', row(2))).to.equal(true);
      expect(access.allows('read', 'customer', row(3, 2, 1))).to.equal(true);
      expect(access.allows('read', 'customer', row(4, 1))).to.equal(false);
      expect(access.allows('read', 'customer', () => idOf('department', 9))).to.equal(false);
    });

    it('takes the date it is given, and without one the rule is not met', () => {
      const row = reading({ ordered_on: '2026-06-18' });
      expect(access.allows('read', 'order', row)).to.equal(true);
      const roles = [testRole([{ entity: 'order', actions: { read: { field: 'ordered_on', op: 'eq', value: { expr: 'today()' } } } }])] as const; // prettier-ignore
      const blind = compileAccess(roles, testPrincipal(), model, functions);
      expect(blind.allows('read', 'order', row)).to.equal(false);
    });

    it('does not guess about lists', () => {
      expect(access.allows('read', 'region', reading({}))).to.equal(false);
    });
  });

  describe('field classes', () => {
    const access = accessOf([
      testRole([
        { entity: 'customer', actions: { read: 'own', update: 'own' }, fields: { cost: 'hidden', phone: 'mask', code: 'read' } },
        { entity: 'order', actions: { read: 'all' } },
        { entity: 'region', actions: { create: true } },
        { entity: 'user', actions: { read: 'own' } },
      ]),
    ]); // prettier-ignore
    const classes = (entity: string, names: readonly string[]) => names.map((name) => access.fieldClass(entity, name));

    it('are write unless named, and read for what the platform computes', () => {
      expect(classes('customer', ['name', 'cost', 'phone', 'code', 'id', 'created_at', 'owner', 'score', 'gone'])).to.deep.equal(['write', 'hidden', 'mask', 'read', 'read', 'read', 'write', 'read', 'hidden']); // prettier-ignore
    });

    it('are read from a role that writes nothing, and hidden without a grant to read', () => {
      expect(classes('order', ['number', 'discount'])).to.deep.equal(['read', 'read']);
      expect(classes('region', ['name', 'id'])).to.deep.equal(['hidden', 'hidden']);
      expect(classes('user', ['name'])).to.deep.equal(['hidden']);
      expect(classes('contact', ['id'])).to.deep.equal(['hidden']);
    });

    it('decide what may be read, written and shown', () => {
      const may = (name: string) => [access.canRead(field('customer', name)), access.canWrite(field('customer', name))];
      expect(['name', 'code', 'phone', 'cost', 'created_at'].map(may)).to.deep.equal([[true, true], [true, false], [false, false], [false, false], [true, false]]); // prettier-ignore
      const shown = access.visibleFields(model.entities.get('customer')!).map((each) => each.name);
      expect(shown).to.include.members(['id', 'name', 'phone', 'owner']).and.not.include('cost');
    });

    it('take the most permissive of the roles that let read', () => {
      const both = accessOf([
        testRole([{ entity: 'customer', actions: { read: 'own', update: 'own' }, fields: { cost: 'hidden', phone: 'mask', code: 'read', note: 'hidden' } }]),
        testRole([{ entity: 'customer', actions: { read: 'all' }, fields: { cost: 'mask', phone: 'hidden' } }]),
        testRole([{ entity: 'customer', actions: { update: 'all' } }]),
      ]); // prettier-ignore
      expect(['cost', 'phone', 'code', 'note', 'name'].map((name) => both.fieldClass('customer', name))).to.deep.equal(['mask', 'mask', 'read', 'read', 'write']); // prettier-ignore
    });

    it('cannot hide id and version of what may be read', () => {
      const access = accessOf([testRole([{ entity: 'region', actions: { read: 'all' }, fields: { id: 'hidden', version: 'hidden', created_at: 'hidden' } }])]); // prettier-ignore
      expect(['id', 'version', 'created_at'].map((name) => access.fieldClass('region', name))).to.deep.equal(['read', 'read', 'hidden']); // prettier-ignore
    });
  });

  describe('the role with all', () => {
    const admin = accessOf([testRole([], { all: true })]);
    for (const [name, access] of [
      ['administrator', admin],
      ['system', systemAccess(testPrincipal(), model)],
    ] as const) {
      it(`${name} may do everything with what exists`, () => {
        expect(access.filter('delete', 'customer')).to.deep.equal({ and: [] });
        expect(access.mayEver('import', 'budget')).to.equal(true);
        expect(access.allows('update', 'customer', reading({}))).to.equal(true);
        expect(access.fieldClass('customer', 'cost')).to.equal('write');
        expect(access.fieldClass('customer', 'created_at')).to.equal('read');
        expect(access.has('users')).to.equal(true);
        expect(access.filter('read', 'nothing')).to.deep.equal({ or: [] });
        expect(access.mayEver('read', 'nothing')).to.equal(false);
      });
    }
  });

  it('adds up feature rights', () => {
    const access = accessOf([testRole([], { rights: ['report.run'] }), testRole([], { rights: ['design'] })]);
    expect([access.has('report.run'), access.has('design'), access.has('grant')]).to.deep.equal([true, true, false]);
  });

  it('has a fingerprint of who asks and what the roles say', () => {
    const role = testRole([{ entity: 'customer', actions: { read: 'own' } }]);
    const other = testRole([{ entity: 'customer', actions: { read: 'all' } }]);
    const print = (roles: readonly RoleDocument[], principal = testPrincipal()) =>
      accessOf(roles, principal).fingerprint;
    expect(print([role, other])).to.equal(print([other, structuredClone(role)]));
    const prints = [print([role]), print([other]), print([role], testPrincipal({ id: idOf('user', 2) })), print([role], testPrincipal({ department: null }))]; // prettier-ignore
    expect(new Set(prints).size).to.equal(4);
  });

  it('reads user values by name only', () => {
    const read = (...path: string[]) => userValue(testPrincipal(), path);
    expect([read('id'), read('department'), read('toString'), read('id', 'x'), read()]).to.deep.equal([idOf('user', 1), idOf('department', 2), null, null, null]); // prettier-ignore
  });
});

describe('access/check-role', () => {
  const findings = (grants: Grants) => checkRole(testRole(grants), model).map(({ path, code }) => `${path} ${code}`);

  it('finds nothing in a role that hides a formula with its field', () => {
    const fields = { cost: 'hidden', score: 'hidden' } as const;
    expect(findings([{ entity: 'customer', actions: { read: 'all' }, fields }])).to.deep.equal([]);
  });

  it('finds nothing in a role that fits', () => {
    expect(findings([{ entity: 'order_line', actions: { read: 'subtree', update: 'own', delete: 'none', create: true }, fields: { amount: 'read' } }])).to.deep.equal([]); // prettier-ignore
  });

  const table: readonly (readonly [Grants[number], string])[] = [
    [{ entity: 'gone', actions: {} }, '/grants/0/entity UNKNOWN_ENTITY'],
    [{ entity: 'region', actions: { read: 'own' } }, '/grants/0/actions/read ROLE_SCOPE_WITHOUT_OWNER'],
    [{ entity: 'region', actions: { delete: 'subtree' } }, '/grants/0/actions/delete ROLE_SCOPE_WITHOUT_OWNER'],
    [{ entity: 'region', actions: { read: { field: 'gone', op: 'isNull' } } }, '/grants/0/actions/read FIELD_FORBIDDEN'],
    [{ entity: 'region', actions: { read: { field: 'name', op: 'eq', value: { parameter: 'p' } } } }, '/grants/0/actions/read OPERAND_INVALID'],
    [{ entity: 'customer', actions: { read: { field: 'note', op: 'contains', value: 'x' } } }, '/grants/0/actions/read OPERATOR_NOT_ALLOWED'],
    [{ entity: 'customer', actions: { update: { not: { some: 'orders' } } } }, '/grants/0/actions/update ROLE_CONDITION_LISTS'],
    [{ entity: 'customer', actions: { read: 'all' }, fields: { gone: 'hidden' } }, '/grants/0/fields/gone UNKNOWN_FIELD'],
    [{ entity: 'customer', actions: { read: 'all' }, fields: { cost: 'mask' } }, '/grants/0/fields/cost FIELD_SHOWN_BY_FORMULA'],
  ]; // prettier-ignore
  for (const [grant, expected] of table)
    it(`${JSON.stringify(grant)}: ${expected}`, () => expect(findings([grant])).to.deep.equal([expected]));
});
