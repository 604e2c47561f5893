/** Random people with random roles over the test model: every scope, filters that walk relations, classes of fields. */
import fc from 'fast-check';
import type { Principal } from '../../metadata/access/types.js';
import type { RoleDocument, Scope } from '../../metadata/schema/app.js';
import { idOf, testRole } from './model.js';
import { filterArbitrary } from './query-arbitrary.js';

/** Entities that roles may grant, with the fields that a class may be set for. */
const fields: Readonly<Record<string, readonly string[]>> = {
  customer: ['code', 'status', 'credit', 'cost', 'since', 'phone', 'region'],
  order: ['number', 'discount', 'ordered_on', 'customer'],
  order_line: ['product', 'quantity', 'amount'],
  region: ['parent', 'name'],
  contact: ['name', 'secret_code'],
};
const scoped: Readonly<Record<string, readonly Scope[]>> = {
  customer: ['own', 'department', 'subtree', 'all', 'none'],
  order: ['own', 'department', 'subtree', 'all', 'none'],
  order_line: ['own', 'department', 'subtree', 'all', 'none'],
  region: ['all', 'none'],
  contact: ['own', 'department', 'subtree', 'all', 'none'],
};

const grant = (entity: string): fc.Arbitrary<RoleDocument['grants'][number]> =>
  fc
    .record({
      scope: fc.oneof(
        { arbitrary: fc.constantFrom(...scoped[entity]!), weight: 3 },
        { arbitrary: filterArbitrary(entity, 1), weight: 2 },
      ),
      classes: fc.dictionary(fc.constantFrom(...fields[entity]!), fc.constantFrom('hidden', 'read', 'write', 'mask'), {
        maxKeys: 2,
        noNullPrototype: true,
      }),
      isPlain: fc.boolean(),
      update: fc.option(fc.constantFrom(...scoped[entity]!), { nil: undefined }),
      otherwise: fc.option(fc.constantFrom('read' as const, 'write' as const), { nil: undefined }),
    })
    .map(({ scope, classes, isPlain, update, otherwise }) => ({
      entity,
      actions: { read: scope, ...(update === undefined ? {} : { update }) },
      ...(isPlain ? {} : { fields: classes }),
      ...(otherwise === undefined ? {} : { otherwise }),
    }));

const entities = Object.keys(fields);
const whole: RoleDocument['grants'] = ['user', 'department'].map((entity) => ({ entity, actions: { read: 'all' } }));

const role: fc.Arbitrary<RoleDocument> = fc
  .tuple(...entities.map((entity) => fc.option(grant(entity), { freq: 8, nil: undefined })))
  .map((grants) => testRole([...grants.filter((each) => each !== undefined), ...whole]));

export interface Person {
  readonly principal: Partial<Principal>;
  readonly roles: readonly RoleDocument[];
}

/** Mostly one role, sometimes two that add up; users and departments of the random rows. */
export const personArbitrary: fc.Arbitrary<Person> = fc
  .record({
    user: fc.integer({ min: 1, max: 5 }),
    department: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    roles: fc.array(role, { minLength: 1, maxLength: 2 }),
  })
  .map(({ user, department, roles }) => ({
    principal: {
      id: idOf('user', user),
      department: department === undefined ? null : idOf('department', department),
    },
    roles: roles.map((each, index) => ({ ...each, name: `role_${index}` })),
  }));
