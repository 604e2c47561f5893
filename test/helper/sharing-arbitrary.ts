/** Random sharing rules and shares by hand over the test model, for people that role-arbitrary.ts makes. */
import fc from 'fast-check';
import type { Share } from '../../metadata/query/share.js';
import type { SharingDocument } from '../../metadata/schema/sharing.js';
import { idOf } from './model.js';
import { filterArbitrary } from './query-arbitrary.js';

const entities = ['customer', 'order', 'order_line', 'contact'] as const;
const sizes = { customer: 40, order: 80, order_line: 200, contact: 30 } as const;

const user = fc.integer({ min: 1, max: 5 }).map((number) => idOf('user', number));
const department = fc.integer({ min: 1, max: 6 }).map((number) => idOf('department', number));
const role = fc.constantFrom('role_0', 'role_1');
const level = fc.constantFrom('read' as const, 'update' as const);

export const sharingArbitrary: fc.Arbitrary<readonly SharingDocument[]> = fc
  .array(
    fc.constantFrom(...entities).chain((entity) =>
      fc.record({
        entity: fc.constant(entity),
        where: fc.option(filterArbitrary(entity, 1), { nil: undefined, freq: 2 }),
        to: fc.record({
          users: fc.array(user, { maxLength: 2 }),
          roles: fc.array(role, { maxLength: 1 }),
          departments: fc.array(fc.record({ id: department, below: fc.boolean() }), { maxLength: 2 }),
        }),
        level,
        active: fc.constantFrom(true, true, false),
      }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((rules) =>
    rules.map(({ where, ...rule }, index) => ({
      kind: 'sharing',
      id: `01SHARING0000000000000000${index}`,
      name: `rule_${index}`,
      schema: 1,
      ...rule,
      ...(where ? { where } : {}),
    })),
  );

const share: fc.Arbitrary<Share> = fc.constantFrom(...entities).chain((entity) =>
  fc.record({
    entity: fc.constant(entity),
    record: fc.integer({ min: 1, max: sizes[entity] }).map((number) => idOf(entity, number)),
    receiver: fc.oneof(
      fc.record({ kind: fc.constant('user' as const), grantee: user }),
      fc.record({ kind: fc.constant('role' as const), grantee: role }),
      fc.record({ kind: fc.constantFrom('department' as const, 'below' as const), grantee: department }),
    ),
    level,
    // The day of the test, the one before, one after.
    until: fc.constantFrom(null, '2026-06-17', '2026-06-18', '2026-07-01'),
  }),
).map(({ receiver, ...rest }) => ({ ...rest, ...receiver })); // prettier-ignore

const keyOf = ({ entity, record, kind, grantee }: Share): string => [entity, record, kind, grantee].join(' ');

/** Many shares, the same for the same seed; at most one for each record and receiver, as the table has it. */
export function randomShares(seed: number): readonly Share[] {
  const made = fc.sample(share, { numRuns: 160, seed });
  return [...new Map(made.map((each) => [keyOf(each), each])).values()];
}
