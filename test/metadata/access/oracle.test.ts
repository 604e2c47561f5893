import { expect } from 'chai';
import fc from 'fast-check';
import { abilityFilter, createRowAbility, type RowRule } from '../../../metadata/access/ability.js';
import { createMatcher } from '../../../metadata/access/match.js';
import type { Filter } from '../../../metadata/schema/query.js';
import { checkFilter } from '../../../metadata/query/check.js';
import { testContext } from '../../helper/model.js';
import { anyFilter, anyRoles, anyRows, lookupTargets, readPath } from '../../helper/random-query.js';
import { slowTruth } from '../../helper/slow-filter.js';
import { accessOf, functions, model, passing } from '../query/query-helper.js';
import type { TestRow, TestRows } from '../../helper/rows.js';

const numberOf = (row: TestRow): number => Number(String(row['id']).slice(-4));
const reader = (rows: TestRows, row: TestRow) => (path: string) => readPath(rows, lookupTargets, row, path);
const affordable = (filter: Filter): boolean => 'condition' in checkFilter(filter, 'customer', model);

describe('access/oracle', () => {
  it('lets exactly those rows pass a query that the instance check allows, for random roles', () => {
    fc.assert(
      fc.property(anyRoles, anyRows, anyFilter, (roles, rows, where) => {
        const access = accessOf(roles);
        const rule = access.filter('read', 'customer');
        fc.pre(affordable(rule) && affordable(where));
        const allowed = rows['customer']!.filter((row) => access.allows('read', 'customer', reader(rows, row)));
        if (!access.mayEver('read', 'customer')) {
          expect(allowed).to.deep.equal([]);
          return;
        }
        // The list as this reader, of everything and of any filter of theirs over fields they may read.
        expect(passing('customer', undefined, { access, rows })).to.equal(allowed.map(numberOf).join(' '));
        const reading = accessOf([...roles, ...others]);
        const asked = allowed.filter((row) => slowTruth(where, row, rows, '2026-06-18') === 1).map(numberOf);
        expect(passing('customer', where, { access: reading, rows })).to.equal(asked.join(' '));
      }),
      { numRuns: 800 },
    );
  });

  it('lets exactly those rows pass a filter that the ability allows, with denials among the rules', () => {
    const rule = fc.record(
      { filter: anyFilter, inverted: fc.boolean(), action: fc.constantFrom('read', 'manage'), entity: fc.constantFrom('customer', 'all') },
      { requiredKeys: ['action', 'entity'] },
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), anyRows, (rules, rows) => {
        const surroundings = { model, functions, context: testContext() };
        // A rule about every entity is asked as one about customers.
        const match = (filter: Filter) => createMatcher(filter, 'customer', surroundings);
        const ability = createRowAbility(rules as RowRule[], match);
        const filter = abilityFilter(ability, 'read', 'customer');
        fc.pre(affordable(filter));
        const allowed = rows['customer']!.filter((row) =>
          ability.can('read', { entity: 'customer', read: reader(rows, row) }),
        );
        expect(passing('customer', filter, { rows })).to.equal(allowed.map(numberOf).join(' '));
      }),
      { numRuns: 800 },
    );
  });

  it('never lets a row of another entity pass', () => {
    fc.assert(
      fc.property(anyRoles, anyRows, (roles, rows) => {
        const access = accessOf(roles);
        for (const row of rows['customer']!) expect(access.allows('read', 'order', reader(rows, row))).to.equal(false);
        expect(access.filter('read', 'order')).to.deep.equal({ or: [] });
      }),
      { numRuns: 50 },
    );
  });
});

const others = [
  {
    kind: 'role' as const,
    id: '01ROLE9999999999999999999A',
    name: 'targets',
    schema: 1 as const,
    grants: ['region', 'user', 'department'].map((entity) => ({ entity, actions: { read: 'all' as const } })),
  },
];
