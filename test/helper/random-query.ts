/** Random rows, filters and roles over the test model, for property tests of the query and of rights. */
import fc from 'fast-check';
import type { RoleDocument, Scope } from '../../metadata/schema/app.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { Value } from '../../metadata/value.js';
import { idOf } from './model.js';
import { testRows, type TestRow, type TestRows } from './rows.js';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 4 });
const idIn = (entity: string, count: number) =>
  fc.integer({ min: 1, max: count }).map((number) => idOf(entity, number));
const texts = fc.constantFrom('a', 'A', 'á', 'Ab', 'ß', 'SS', 'zürich', 'B');
const numbers = fc.constantFrom(-1.5, 0, 0.1, 0.2, 1, 7, 100);
const dates = fc.constantFrom('2026-03-28', '2026-03-29', '2026-03-30', '2026-06-18');
const instants = fc.constantFrom(
  '2026-03-28T22:59:59.999Z',
  '2026-03-28T23:00:00.000Z',
  '2026-03-29T21:59:59.999Z',
  '2026-03-29T22:00:00.000Z',
);

/** A field, the values it has, and the operators that are tried on it. */
const columns = {
  name: [texts, ['eq', 'ne', 'in', 'notIn', 'contains', 'startsWith', 'endsWith', 'isNull', 'isNotNull']],
  code: [texts, ['eq', 'ne', 'in', 'notIn', 'isNull']],
  status: [fc.constantFrom('lead', 'active', 'lost'), ['eq', 'ne', 'in', 'notIn', 'isNotNull']],
  credit: [numbers, ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'notIn', 'between', 'isNull']],
  active: [fc.boolean(), ['eq', 'ne', 'isNull']],
  since: [dates, ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'isNotNull']],
  updated_at: [instants, ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between']],
  region: [idIn('region', 4), ['eq', 'ne', 'in', 'notIn', 'under', 'isNull']],
  owner: [idIn('user', 4), ['eq', 'ne', 'isNull']],
} as const satisfies Readonly<Record<string, readonly [fc.Arbitrary<Value>, readonly string[]]>>;

const related = {
  'region.name': [fc.constantFrom('Europe', 'Germany', 'Asia'), ['eq', 'ne', 'in', 'contains', 'isNull']],
  'owner.department': [idIn('department', 4), ['eq', 'ne', 'under', 'isNull']],
  'owner.department.parent.name': [fc.constantFrom('Head', 'Sales'), ['eq', 'ne', 'isNull']],
} as const satisfies Readonly<Record<string, readonly [fc.Arbitrary<Value>, readonly string[]]>>;

/** Customers in place of the fixed ones; what they point to stays. */
export const anyRows: fc.Arbitrary<TestRows> = fc
  .array(fc.record(Object.fromEntries(Object.entries(columns).map(([name, [value]]) => [name, maybe(value as fc.Arbitrary<Value>)]))), { minLength: 1, maxLength: 6 })
  .map((rows) => ({ ...testRows, customer: rows.map((row, index): TestRow => ({ ...row, id: idOf('customer', index + 1) })) })); // prettier-ignore

const leaf: fc.Arbitrary<Filter> = fc
  .constantFrom(...Object.entries({ ...columns, ...related }))
  .chain(([field, [value, operators]]) =>
    fc.constantFrom(...(operators as readonly string[])).chain((op): fc.Arbitrary<unknown> => {
      const values = value as fc.Arbitrary<Value>;
      if (op === 'isNull' || op === 'isNotNull') return fc.constant({ field, op });
      if (op === 'in' || op === 'notIn') return fc.array(values, { maxLength: 3 }).map((list) => ({ field, op, value: list })); // prettier-ignore
      if (op === 'between') return fc.tuple(values, values).map((value) => ({ field, op, value }));
      const days = field === 'updated_at' ? fc.oneof(values, dates) : values;
      return days.map((value) => ({ field, op, value }));
    }),
  )
  .map((made) => made as Filter);

const list: fc.Arbitrary<Filter> = fc.constantFrom<Filter[]>(
  { some: 'orders' },
  { none: 'orders', where: { field: 'discount', op: 'gt', value: 0.1 } },
  { some: 'orders.lines', where: { field: 'product', op: 'contains', value: 'te' } },
);

const tree = (leaves: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> =>
  fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      { arbitrary: leaves, weight: 3 },
      { arbitrary: fc.array(tie('filter'), { maxLength: 3 }).map((and): Filter => ({ and })), weight: 1 },
      { arbitrary: fc.array(tie('filter'), { maxLength: 3 }).map((or): Filter => ({ or })), weight: 1 },
      { arbitrary: tie('filter').map((not): Filter => ({ not })), weight: 1 },
    ),
  })).filter;

/** Filters over customers that speak of the record and what it points to. */
export const anyFilter: fc.Arbitrary<Filter> = tree(leaf);
/** The same with lists (some, none). */
export const anyFilterWithLists: fc.Arbitrary<Filter> = tree(fc.oneof({ arbitrary: leaf, weight: 4 }, { arbitrary: list, weight: 1 })); // prettier-ignore

const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constantFrom<Scope>('none', 'own', 'department', 'subtree', 'all'),
  anyFilter,
);

/** Up to three roles over customers. */
export const anyRoles: fc.Arbitrary<RoleDocument[]> = fc.array(
  fc
    .record({ read: fc.option(scope, { nil: undefined }), update: fc.option(scope, { nil: undefined }) })
    .map(({ read, update }): RoleDocument => ({
      kind: 'role',
      id: idOf('role', 1),
      name: 'random',
      schema: 1,
      grants: [{ entity: 'customer', actions: { ...(read === undefined ? {} : { read }), ...(update === undefined ? {} : { update }) } }],
    })),
  { maxLength: 3 },
); // prettier-ignore

/** Reads a path of a row the plain way: look-up by look-up. */
export function readPath(rows: TestRows, targets: Readonly<Record<string, string>>, row: TestRow, path: string): Value {
  let at: TestRow | undefined = row;
  let entity = 'customer';
  let value: Value = null;
  for (const name of path.split('.')) {
    if (!at) return null;
    value = at[name] ?? null;
    entity = targets[name === 'parent' ? `${entity}.parent` : name] ?? entity;
    const id: Value = value;
    at = (rows[entity] ?? []).find((one) => one['id'] === id);
  }
  return value;
}

/** Look-ups of the test model by the name of their field. */
export const lookupTargets: Readonly<Record<string, string>> = {
  region: 'region',
  owner: 'user',
  department: 'department',
  'region.parent': 'region',
  'department.parent': 'department',
};
