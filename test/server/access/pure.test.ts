import { expect } from 'chai';
import fc from 'fast-check';
import type { RoleDocument } from '../../../metadata/schema/app.js';
import { addressBlock } from '../../../server/access/address-block.js';
import { covers } from '../../../server/access/covers.js';
import { makePassword } from '../../../server/access/password.js';
import { languages } from '../../../metadata/value.js';
import { firstStrings } from '../../helper/strings.js';
import { passwordProblem, shortestPassword } from '../../../server/access/password-rules.js';
import { hashSessionId, isSessionId, newSessionId } from '../../../server/access/session.js';
import { testRole } from '../../helper/http.js';

type Grants = RoleDocument['grants'];
const grants = (...list: Grants) => testRole('x', { grants: list });
const clerk = grants({ entity: 'customer', actions: { read: 'department', update: 'own', create: true }, fields: { cost: 'read' } }); // prettier-ignore

describe('access/covers', () => {
  const yes: readonly [string, readonly RoleDocument[], RoleDocument][] = [
    ['a role covers itself', [clerk], clerk],
    ['everything covers anything', [testRole('a', { all: true })], clerk],
    ['a wider scope covers a narrower one', [clerk], grants({ entity: 'customer', actions: { read: 'own' }, fields: { cost: 'mask' } })],
    ['nothing needs nothing', [], grants({ entity: 'customer', actions: { read: 'none', create: false } })],
    ['roles add up', [grants({ entity: 'a', actions: { read: 'all' } }), testRole('r', { rights: ['report.run'] })], testRole('x', { rights: ['report.run'], grants: [{ entity: 'a', actions: { read: 'subtree' } }] })],
    ['the same condition is covered', [grants({ entity: 'a', actions: { read: { field: 'x', op: 'eq', value: 1 } } })], grants({ entity: 'a', actions: { read: { field: 'x', op: 'eq', value: 1 } } })],
  ]; // prettier-ignore
  const no: readonly [string, readonly RoleDocument[], RoleDocument][] = [
    ['everything is covered by nothing less', [testRole('a', { rights: ['users', 'grant', 'design', 'operate'] })], testRole('b', { all: true })],
    ['a wider scope', [clerk], grants({ entity: 'customer', actions: { read: 'all' }, fields: { cost: 'hidden' } })],
    ['another action', [clerk], grants({ entity: 'customer', actions: { delete: 'own' }, fields: { cost: 'hidden' } })],
    ['another entity', [clerk], grants({ entity: 'order', actions: { read: 'own' } })],
    ['a field the holder may only read', [clerk], grants({ entity: 'customer', actions: { read: 'own' } })],
    ['a right', [clerk], testRole('x', { rights: ['grant'] })],
    ['another condition', [grants({ entity: 'a', actions: { read: { field: 'x', op: 'eq', value: 1 } } })], grants({ entity: 'a', actions: { read: { field: 'x', op: 'eq', value: 2 } } })],
    ['a condition where a scope is held', [clerk], grants({ entity: 'customer', actions: { update: { field: 'x', op: 'eq', value: 2 } }, fields: { cost: 'hidden' } })],
  ]; // prettier-ignore
  for (const [title, held, role] of yes) it(`yes: ${title}`, () => expect(covers(held, role)).to.equal(true));
  for (const [title, held, role] of no) it(`no: ${title}`, () => expect(covers(held, role)).to.equal(false));

  it('never becomes narrower by holding more', () => {
    const scope = fc.constantFrom('none', 'own', 'department', 'subtree', 'all');
    const grant = fc.record({
      entity: fc.constantFrom('a', 'b'),
      actions: fc.record({ read: scope, update: scope, create: fc.boolean() }),
      fields: fc.dictionary(fc.constantFrom('x', 'y'), fc.constantFrom('hidden', 'mask', 'read', 'write')),
    });
    const role = fc.array(grant, { maxLength: 3 }).map((list) => testRole('r', { grants: list as never }));
    fc.assert(
      fc.property(role, role, role, (wanted, held, more) => {
        if (covers([held], wanted)) expect(covers([held, more], wanted)).to.equal(true);
        expect(covers([wanted, more], wanted)).to.equal(true);
      }),
    );
  });
});

describe('access/password-rules', () => {
  it('is what the page says beside the new password, in every language', () => {
    for (const language of languages) {
      expect(firstStrings(language)['password.rule'], language).to.match(new RegExp(`\\b${shortestPassword}\\b`));
    }
  });

  for (const password of [
    'short',
    'elevenchars',
    'a'.repeat(129),
    'aaaaaaaaaaaaaaaa',
    'password1234',
    '!!!Password123',
    'iloveyou1234',
    'abcabcabcabcabc',
    'qwertyuiop123',
    'abcdefghijklmnop',
    '123456789012',
    'trellistrellis',
    'ann.sales-ann.sales',
    'Ann.Sales!!1',
  ]) {
    it(`refuses ${password.slice(0, 24)}`, () => {
      expect(passwordProblem(password, ['ann.sales', 'Ann Sales'])?.message).to.be.a('string');
    });
  }
  for (const password of [
    'tall-grey-heron-42',
    'correct cow pin table',
    '我的密码是一二三四五六七',
    'k7m2p-a9xq4-zz3rt-8hhn5',
    'x'.repeat(5) + 'y1z2w3v4u5',
  ]) {
    it(`takes ${password}`, () => {
      expect(passwordProblem(password, ['ann.sales', 'Ann Sales'])).to.equal(undefined);
    });
  }
  it('takes every password that we make', () => {
    for (let n = 0; n < 200; n++) expect(passwordProblem(makePassword(), ['admin'])).to.equal(undefined);
  });
});

describe('access/address-block', () => {
  for (const [address, block] of [
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
  ] as const) {
    it(`${address} belongs to ${block}`, () => expect(addressBlock(address)).to.equal(block));
  }
});

describe('access/session', () => {
  it('makes ids that differ, that it knows again, and whose hash does not hold them', () => {
    const ids = Array.from({ length: 1000 }, newSessionId);
    expect(new Set(ids).size).to.equal(1000);
    expect(ids.every(isSessionId)).to.equal(true);
    expect(hashSessionId(ids[0]!)).to.match(/^[0-9a-f]{64}$/);
    for (const other of [undefined, '', 'evil', `${ids[0]}x`, `${ids[0]!.slice(1)}'`]) {
      expect(isSessionId(other)).to.equal(false);
    }
  });
});
