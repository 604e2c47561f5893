import { expect } from 'chai';
import { along, wholesOf } from '../../../metadata/access/along.js';
import { checkSharing } from '../../../metadata/access/check-sharing.js';
import { checkRole } from '../../../metadata/access/check-role.js';
import { compileAccess } from '../../../metadata/access/compile.js';
import { effectiveRights } from '../../../metadata/access/effective.js';
import { sayReason, type Reason } from '../../../metadata/access/explain.js';
import { rulesOf } from '../../../metadata/access/rules.js';
import { receives, type Share } from '../../../metadata/query/share.js';
import type { Receiver } from '../../../metadata/query/types.js';
import type { RoleDocument } from '../../../metadata/schema/app.js';
import type { Model } from '../../../metadata/model/model.js';
import type { SharingDocument } from '../../../metadata/schema/sharing.js';
import { languages } from '../../../metadata/value.js';
import { idOf, testFunctions, testModel, testPrincipal, testRole } from '../../helper/model.js';

const plain = testModel();
const withRules = (...rules: readonly SharingDocument[]): Model => ({
  ...plain,
  list: ((kind: string) => (kind === 'sharing' ? rules : plain.list(kind as 'role'))) as Model['list'],
});
const rule = (rest: Partial<SharingDocument>): SharingDocument => ({
  kind: 'sharing', id: '01SHARING00000000000000001', name: 'some_rule', schema: 1, entity: 'order', to: {}, level: 'read', ...rest,
}); // prettier-ignore
const functions = testFunctions();
const seller = testRole(
  [
    { entity: 'order', actions: { read: 'own', update: 'own', export: true, print: 'department', bulk: false } },
    { entity: 'order_line', actions: { read: 'own' } },
    { entity: 'region', actions: { read: 'all' } },
  ],
  { name: 'seller' },
);
const me = testPrincipal({ id: idOf('user', 1), department: idOf('department', 2) });

/** The filter of an action for the seller under one sharing rule. */
const filterUnder = (
  rules: readonly SharingDocument[],
  action: 'read' | 'update' | 'export' | 'print',
  entity = 'order',
) => compileAccess([seller], me, withRules(...rules), functions).filter(action, entity);
const own = { field: 'owner', op: 'eq', value: { expr: 'user.id' }, whenEmpty: 'none' };
const open = { field: 'number', op: 'eq', value: 'O-1' } as const;

describe('access/sharing', () => {
  it('adds its rows to those of the role, at its own level only', () => {
    const rules = [rule({ to: { roles: ['seller'] }, where: open })];
    expect(filterUnder(rules, 'read')).to.deep.equal({ or: [open, own] });
    expect(filterUnder(rules, 'update')).to.deep.equal(own);
    const stronger = [rule({ to: { roles: ['seller'] }, where: open, level: 'update' })];
    expect(filterUnder(stronger, 'update')).to.deep.equal({ or: [open, own] });
  });

  it('goes with what follows reading, not with a scope of its own', () => {
    const rules = [rule({ to: { users: [me.id] }, where: open })];
    expect(filterUnder(rules, 'export')).to.deep.equal({ or: [open, own] });
    expect(filterUnder(rules, 'print')).to.not.deep.include(open);
  });

  it('reaches by user, role, department, and departments below as a question', () => {
    const reaches = (to: SharingDocument['to']) => JSON.stringify(filterUnder([rule({ to, where: open })], 'read'));
    const isOpen = (text: string) => text.includes('O-1');
    expect([
      isOpen(reaches({ users: [idOf('user', 2)] })), isOpen(reaches({ roles: ['other'] })),
      isOpen(reaches({ departments: [{ id: idOf('department', 1) }] })), isOpen(reaches({ departments: [{ id: idOf('department', 2) }] })),
    ]).to.deep.equal([false, false, false, true]);
    expect(reaches({ departments: [{ id: idOf('department', 1), below: true }] })).to.include('memberOf');
  }); // prettier-ignore

  it('does nothing when it is not active, for who has no grant, or where all is granted anyway', () => {
    const to = { users: [me.id] };
    expect(filterUnder([rule({ to, active: false })], 'read')).to.deep.equal(own);
    expect(filterUnder([rule({ to, entity: 'budget' })], 'read', 'budget')).to.deep.equal({ or: [] });
    expect(filterUnder([rule({ to, entity: 'region', where: { field: 'name', op: 'eq', value: 'x' } })], 'read', 'region')).to.deep.equal({ and: [] });
  }); // prettier-ignore

  it('travels to the parts of what is shared', () => {
    const filter = filterUnder([rule({ to: { users: [me.id] }, where: open })], 'read', 'order_line');
    expect(JSON.stringify(filter)).to.include('"field":"order.number"');
    const shared = compileAccess([seller], me, plain, functions, { shared: new Set(['order']) });
    expect(shared.filter('read', 'order_line')).to.deep.include({ or: [{ shared: 'read', along: 'order' }, { ...own, field: 'order.owner' }] }); // prettier-ignore
    expect(shared.filter('read', 'order')).to.deep.equal({ or: [{ shared: 'read' }, own] });
    expect(wholesOf(plain.entities.get('order_line')!, plain).map(({ path }) => path)).to.deep.equal(['', 'order']);
  });

  it('rewrites every kind of condition along a way', () => {
    const filter = along(
      { and: [open, { not: { some: 'lines', where: open } }, { none: 'lines' }, { measure: { relation: 'lines', aggregate: 'count' }, op: 'gt', value: 1 }, { or: [{ shared: 'read' }, { shared: 'read', along: 'customer' }, { memberOf: me.id }] }] },
      'order',
    );
    expect(filter).to.deep.equal({
      and: [
        { ...open, field: 'order.number' }, { not: { some: 'order.lines', where: open } }, { none: 'order.lines' },
        { measure: { relation: 'order.lines', aggregate: 'count' }, op: 'gt', value: 1 },
        { or: [{ shared: 'read', along: 'order' }, { shared: 'read', along: 'order.customer' }, { memberOf: me.id }] },
      ],
    });
  }); // prettier-ignore

  it('is checked: receivers, condition, and roles it gives nothing', () => {
    const codes = (document: SharingDocument, model = plain) => checkSharing(document, model).map(({ path, code }) => `${path} ${code}`); // prettier-ignore
    expect(codes(rule({}))).to.deep.equal(['/to SHARING_FOR_NOBODY']);
    expect(codes(rule({ to: { users: [me.id] }, where: { field: 'nothing', op: 'isNull' } }))).to.deep.equal(['/where FIELD_FORBIDDEN']); // prettier-ignore
    expect(codes(rule({ to: { users: [me.id] }, level: 'update', where: { some: 'lines' } }))).to.deep.equal(['/where ROLE_CONDITION_LISTS']); // prettier-ignore
    const known: Model = { ...plain, find: ((kind: string, name: string) => (kind === 'role' && name === 'seller' ? seller : undefined)) as Model['find'] }; // prettier-ignore
    expect(codes(rule({ to: { roles: ['seller'] } }), known)).to.deep.equal([]);
    expect(codes(rule({ entity: 'budget', to: { roles: ['seller'] } }), known)).to.deep.equal(['/to/roles/0 SHARING_WITHOUT_GRANT']); // prettier-ignore
  });
});

describe('query/share', () => {
  const receiver: Receiver = { user: 'u', roles: ['seller'], department: 'd', today: '2026-06-18' };
  const share: Omit<Share, 'entity' | 'record'> = { kind: 'user', grantee: 'u', level: 'read', until: null };
  const never = () => false;
  const gets = (changes: Partial<Share>, level: 'read' | 'update' = 'read') => receives({ ...share, ...changes }, receiver, level, never); // prettier-ignore

  it('is received through its own day, at its level and those it contains', () => {
    expect([gets({}), gets({ until: '2026-06-18' }), gets({ until: '2026-06-17' })]).to.deep.equal([true, true, false]);
    expect([gets({}, 'update'), gets({ level: 'update' }), gets({ level: 'update' }, 'update')]).to.deep.equal([false, true, true]); // prettier-ignore
  });

  it('is received by person, role or department, and by nobody without one', () => {
    expect([gets({ grantee: 'v' }), gets({ kind: 'role', grantee: 'seller' }), gets({ kind: 'department', grantee: 'd' })]).to.deep.equal([false, true, true]); // prettier-ignore
    const homeless = { ...receiver, department: null };
    expect(receives({ ...share, kind: 'below', grantee: 'd' }, homeless, 'read', () => true)).to.equal(false);
    expect(receives({ ...share, kind: 'below', grantee: 'top' }, receiver, 'read', (mine, above) => mine === 'd' && above === 'top')).to.equal(true); // prettier-ignore
  });
});

describe('access/effective', () => {
  it('tells the widest scope of all roles, what adds to it, and classes of fields that are named or not', () => {
    const wide = testRole([{ entity: 'order', actions: { read: 'subtree' }, otherwise: 'hidden', fields: { number: 'read' } }], { name: 'wide' }); // prettier-ignore
    const narrow = testRole([{ entity: 'customer', actions: { read: 'own', update: 'own' }, otherwise: 'read', fields: { name: 'write', phone: 'mask' } }], { name: 'narrow' }); // prettier-ignore
    const roles: readonly RoleDocument[] = [wide, narrow, seller];
    const model = withRules(rule({ to: { users: [me.id] } }));
    const shared = new Set(['order']);
    const access = compileAccess(roles, me, model, functions, { shared });
    const told = effectiveRights({ roles, principal: me, model, shared }, access);
    const of = (entity: string) => told.find((each) => each.entity === entity)!;
    expect(of('order').actions.read).to.deep.equal({ scope: 'subtree', roles: ['wide', 'seller'], rules: ['some_rule'], byHand: true }); // prettier-ignore
    expect(of('order').actions.export).to.deep.equal({ scope: 'own', roles: ['seller'], rules: ['some_rule'], byHand: true }); // prettier-ignore
    expect(of('order').actions).to.not.have.property('delete');
    expect(of('customer').fields).to.include({ phone: 'mask', code: 'read' }).and.not.have.property('name');
    expect(told.map(({ entity }) => entity)).to.not.include('budget');
  });

  it('keeps fields that come later shut where a role says so', () => {
    const access = compileAccess([testRole([{ entity: 'customer', actions: { read: 'all', update: 'all' }, otherwise: 'hidden', fields: { name: 'read' } }])], me, plain, functions); // prettier-ignore
    expect(['name', 'code', 'id', 'version'].map((field) => access.fieldClass('customer', field))).to.deep.equal(['read', 'hidden', 'read', 'read']); // prettier-ignore
  });
});

describe('access/explain', () => {
  it('has a sentence for every reason in every language, with nothing left to fill in', () => {
    const reasons: readonly Reason[] = [
      { kind: 'all', role: 'r' }, { kind: 'none' }, { kind: 'sharing', rule: 's', whole: 'order' },
      ...(['all', 'own', 'department', 'subtree', 'condition'] as const).map((scope) => ({ kind: 'role' as const, role: 'r', scope })),
      { kind: 'role', role: 'r', scope: 'subtree', departments: ['A', 'B'] },
      { kind: 'share', to: 'Ann', by: null, until: null }, { kind: 'share', to: 'Ann', by: 'Bo', until: '2026-01-01', whole: 'order' },
    ];
    for (const reason of reasons) {
      for (const holds of [true, false]) {
        const said = sayReason(reason, holds, plain);
        expect(Object.keys(said)).to.deep.equal([...languages]);
        for (const text of Object.values(said)) expect(text, JSON.stringify(reason)).to.match(/^[^{}]{8,}$/);
      }
    }
  }); // prettier-ignore
});

describe('access/rules', () => {
  it('keeps for each rule where it comes from', () => {
    const sources = rulesOf({ roles: [seller], principal: me, model: withRules(rule({ to: { users: [me.id] } })), shared: new Set(['order']) })
      .filter(({ entity, action }) => entity === 'order_line' && action === 'read')
      .map(({ source }) => source);
    expect(sources).to.deep.equal([
      { kind: 'role', role: 'seller', scope: 'own' }, { kind: 'sharing', rule: 'some_rule', along: 'order' }, { kind: 'share', level: 'read', along: 'order' },
    ]);
  }); // prettier-ignore

  it('checks the scopes of every action that has one', () => {
    const role = testRole([{ entity: 'region', actions: { read: 'all', share: 'own', print: 'own', assign: { some: 'customer_region' } } }]);
    expect(checkRole(role, plain).map(({ path, code }) => `${path} ${code}`)).to.have.members([
      '/grants/0/actions/share ROLE_SCOPE_WITHOUT_OWNER', '/grants/0/actions/print ROLE_SCOPE_WITHOUT_OWNER',
      '/grants/0/actions/assign ROLE_CONDITION_LISTS',
    ]);
  }); // prettier-ignore
});
