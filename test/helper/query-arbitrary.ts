/** Random queries and rows over the test model, for comparing the SQL compiler with the evaluator. */
import fc from 'fast-check';
import type { RoleDocument } from '../../metadata/schema/app.js';
import type { Filter, FilterOperator, Query, Select } from '../../metadata/schema/query.js';
import { compareText, type Value } from '../../metadata/value.js';
import { idOf, testRole } from './model.js';
import type { TestRow, TestRows } from './rows.js';

const counts = { department: 6, user: 5, region: 8, customer: 40, contact: 30, order: 80, order_line: 200, budget: 12 };
type EntityName = keyof typeof counts;

const words = [
  '',
  'Möbel',
  'apple',
  'Äpfel',
  'zebra_50%',
  'a\\b',
  "O'Neil",
  'ﬁne',
  'Straße',
  '客户',
  'Z',
  'z',
  '😀',
  'A B',
  '50',
];
/** Items of lists: signs of JSON, of SQL and of patterns among them, and such as lie inside each other. */
const listed = ['a', 'A', 'ab', 'ä', 'a"b', 'a\\b', "O'Neil", '%', '客户', '😀', '","', 'é', 'e\u0301x', '1', 'null'];
const times = [null, '00:00', '08:30', '12:00', '23:59'];
const money = [null, 0, -5.55, 0.01, 100.1, 0.1, 0.2, 999999999.99, -0.5, 12.34];
const dates = [null, '2024-02-29', '2025-12-31', '2026-01-01', '2026-03-29', '2026-06-18', '2026-06-19', '2023-07-04'];
const instants = [null, '2026-03-28T23:30:00.000Z', '2026-03-29T00:59:59.999Z', '2026-06-17T22:00:00.000Z', '2026-06-17T21:59:59.999Z', '2025-12-31T23:00:00.000Z', '2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']; // prettier-ignore

/** A generator of numbers that gives the same rows every time: both engines and the evaluator hold the same. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export function randomRows(seed = 7): TestRows {
  const next = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[next(list.length)]!;
  const refer = (entity: EntityName): string | null => (next(5) === 0 ? null : idOf(entity, 1 + next(counts[entity])));
  const text = (): string | null => (next(6) === 0 ? null : pick(words.slice(1)));
  const some = (items: readonly string[]): readonly string[] | null => {
    const list = items.filter(() => next(3) === 0);
    return list.length === 0 ? null : [...list].sort(compareText);
  };
  const stamp = (): TestRow => ({
    version: 1 + next(3),
    created_at: pick(instants.slice(1)),
    created_by: refer('user'),
    updated_at: pick(instants.slice(1)),
    updated_by: refer('user'),
  });
  const make: Readonly<Record<EntityName, (number: number) => TestRow>> = {
    // A tree, and a small circle at its end: under must end all the same.
    department: (n) => ({ name: text(), parent: n === 1 ? null : n > 4 ? idOf('department', n === 5 ? 6 : 5) : idOf('department', 1 + next(n - 1)) }),
    user: (n) => ({ name: text(), login: `u${n}`, department: refer('department') }),
    region: (n) => ({ name: text(), parent: n < 3 ? null : idOf('region', 1 + next(n - 1)) }),
    customer: (n) => ({
      name: text(), code: next(4) === 0 ? null : `C${n}`, region: refer('region'), status: pick([null, 'lead', 'active', 'lost']),
      credit: pick(money), cost: pick([null, 0.0001, 10, 0.3333, -2.5]), employees: pick([null, 0, 1, 7, 50, -3]),
      active: pick([null, true, false]), since: pick(dates), note: text(), phone: text(), owner: refer('user'),
      score: pick(money),
    }),
    contact: () => ({
      name: text(), customer: refer('customer'), secret_code: text(), topics: some(['lead', 'active', 'lost']),
      tags: some(listed), 'address.city': text(), 'address.street': text(), 'address.country': pick([null, 'DE', 'CN']),
      'period.from': pick(dates), 'period.to': pick(dates), opens_at: pick(times),
    }),
    order: () => ({
      number: text(), customer: refer('customer'), region: refer('region'), ordered_on: pick(dates),
      shipped_at: pick(instants), discount: pick([null, 0.1, 0.25, 1]), owner: refer('user'),
    }),
    order_line: () => ({ order: refer('order'), product: text(), quantity: pick([null, 1, 2, 3, 10]), amount: pick(money) }),
    budget: () => ({ name: text(), amount: pick(money), department: refer('department') }),
  }; // prettier-ignore
  const rows: Record<string, TestRow[]> = {};
  for (const [entity, count] of Object.entries(counts)) {
    rows[entity] = Array.from({ length: count }, (_, index) => ({
      id: idOf(entity, index + 1),
      ...stamp(),
      ...make[entity as EntityName](index + 1),
    }));
  }
  return rows;
}

/* ---------------------------------------------------------------- paths by entity */

type Kind = 'folded' | 'text' | 'codes' | 'words' | 'time' | 'number' | 'boolean' | 'date' | 'datetime' | 'id' | 'tree';
const own: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  customer: { name: 'folded', code: 'text', status: 'text', credit: 'number', cost: 'number', employees: 'number', active: 'boolean', since: 'date', phone: 'folded', score: 'number', region: 'tree', owner: 'id', created_at: 'datetime', id: 'id', 'region.name': 'folded', 'owner.department': 'tree', 'owner.name': 'folded', 'region.parent': 'tree' },
  order: { number: 'folded', ordered_on: 'date', shipped_at: 'datetime', discount: 'number', customer: 'id', region: 'tree', owner: 'id', 'customer.name': 'folded', 'customer.credit': 'number', 'customer.region': 'tree', 'customer.region.name': 'folded', 'customer.active': 'boolean', 'customer.since': 'date' },
  order_line: { product: 'folded', quantity: 'number', amount: 'number', order: 'id', 'order.ordered_on': 'date', 'order.customer': 'id', 'order.customer.status': 'text', 'order.shipped_at': 'datetime' },
  region: { name: 'folded', parent: 'tree', id: 'tree' },
  contact: { name: 'folded', customer: 'id', 'customer.owner': 'id', topics: 'codes', tags: 'words', 'address.city': 'folded', 'address.country': 'folded', 'period.from': 'date', 'period.to': 'date', opens_at: 'time' },
}; // prettier-ignore
const relations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  customer: { contacts: 'contact', orders: 'order', 'region.customer_region': 'customer' },
  order: { lines: 'order_line', 'customer.orders': 'order' },
  order_line: { 'order.lines': 'order_line' },
  region: { customer_region: 'customer', region_parent: 'region' },
  contact: { 'customer.contacts': 'contact' },
};

const operators: Readonly<Record<Kind, readonly FilterOperator[]>> = {
  folded: ['eq', 'ne', 'in', 'notIn', 'contains', 'startsWith', 'endsWith', 'isNull', 'isNotNull'],
  text: ['eq', 'ne', 'in', 'notIn', 'isNull', 'isNotNull'],
  codes: ['eq', 'in', 'notIn', 'isNull', 'isNotNull'],
  words: ['eq', 'in', 'notIn', 'isNull', 'isNotNull'],
  time: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'notIn', 'between', 'isNull', 'isNotNull'],
  number: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'notIn', 'between', 'isNull', 'isNotNull'],
  boolean: ['eq', 'ne', 'isNull'],
  date: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'between', 'isNull'],
  datetime: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'isNotNull'],
  id: ['eq', 'ne', 'in', 'notIn', 'isNull'],
  tree: ['eq', 'in', 'isNull', 'under'],
};

const someId = fc
  .constantFrom<EntityName>('region', 'department', 'user', 'customer', 'order')
  .chain((entity) => fc.integer({ min: 1, max: counts[entity] + 1 }).map((number) => idOf(entity, number)));
const present = <T>(values: readonly (T | null)[]): fc.Arbitrary<T> =>
  fc.constantFrom(...values.filter((value): value is T => value !== null));
const scalars: Readonly<Record<Kind, fc.Arbitrary<string | number | boolean>>> = {
  folded: fc.oneof(fc.constantFrom(...words), fc.constantFrom('a', 'ö', '_', '%', '\\', 'AP', 'fi', 'ss')),
  text: fc.constantFrom('lead', 'active', 'lost', 'C3', 'C20', 'x'),
  codes: fc.constantFrom('lead', 'active', 'lost', 'other'),
  words: fc.constantFrom(...listed, 'b', '"'),
  time: present<string>(times),
  number: fc.oneof(present<number>(money), fc.constantFrom(1.005, 0.00005, 7, 1e9, -1, 3.14159)),
  boolean: fc.boolean(),
  date: present<string>(dates),
  datetime: fc.oneof(present<string>(instants), present<string>(dates)),
  id: someId,
  tree: someId,
};

const leaf = (entity: string): fc.Arbitrary<Filter> =>
  fc.constantFrom(...Object.entries(own[entity]!)).chain(([field, kind]) =>
    fc.constantFrom(...operators[kind]).chain((op): fc.Arbitrary<Filter> => {
      if (op === 'isNull' || op === 'isNotNull') return fc.constant({ field, op });
      if (op === 'between') return fc.tuple(scalars[kind], scalars[kind]).map((value) => ({ field, op, value }));
      if (op === 'in' || op === 'notIn') {
        return fc.array(scalars[kind], { maxLength: 4 }).map((value) => ({ field, op, value }));
      }
      const relative = fc.constantFrom('thisMonth', 'lastMonths', 'today', 'thisYear').map((word) => ({
        relative: word as 'today',
        ...(word.endsWith('s') ? { n: 3 } : {}),
      }));
      const isCalendar = kind === 'date' || kind === 'datetime';
      return (isCalendar && op === 'eq' ? fc.oneof(scalars[kind], relative) : scalars[kind]).map((value) => ({
        field,
        op,
        value,
      }));
    }),
  );

/** Filters over the paths and relations of one entity, nested at most so deep. */
export const filterArbitrary = (entity: string, depth: number): fc.Arbitrary<Filter> => filter(entity, depth);

const filter = (entity: string, depth: number): fc.Arbitrary<Filter> => {
  if (depth === 0) return leaf(entity);
  const parts = fc.array(filter(entity, depth - 1), { maxLength: 3 });
  const related = fc.constantFrom(...Object.entries(relations[entity]!));
  return fc.oneof(
    { arbitrary: leaf(entity), weight: 4 },
    { arbitrary: parts.map((and): Filter => ({ and })), weight: 1 },
    { arbitrary: parts.map((or): Filter => ({ or })), weight: 1 },
    { arbitrary: filter(entity, depth - 1).map((not): Filter => ({ not })), weight: 1 },
    {
      arbitrary: related.chain(([relation, target]) =>
        fc
          .tuple(fc.boolean(), filter(target, depth - 1))
          .map(([isSome, where]): Filter => (isSome ? { some: relation, where } : { none: relation, where })),
      ),
      weight: 1,
    },
    { arbitrary: related.chain(([relation, target]) => measure(relation, target, depth)), weight: 1 },
  );
};

function measure(relation: string, target: string, depth: number): fc.Arbitrary<Filter> {
  const numbers = Object.entries(own[target]!).flatMap(([field, kind]) =>
    kind === 'number' && !field.includes('.') ? [field] : [],
  );
  const aggregates = [
    'count',
    ...(numbers.length > 0 ? (['sum', 'min', 'max', 'countDistinct'] as const) : []),
  ] as const;
  return fc
    .record({
      aggregate: fc.constantFrom(...aggregates),
      field: fc.constantFrom(...numbers, ''),
      where: filter(target, depth - 1),
      op: fc.constantFrom('eq' as const, 'gt' as const, 'lte' as const, 'isNull' as const),
      value: fc.constantFrom(0, 1, 2, 0.1, 100.1),
    })
    .map(({ aggregate, field, where, op, value }): Filter => {
      const by = aggregate === 'count' ? {} : { field: field || numbers[0]! };
      const compared = op === 'isNull' ? {} : { value };
      return { measure: { relation, aggregate, ...by, where }, op, ...compared } as Filter;
    });
}

/* ---------------------------------------------------------------- queries */

const isList = (entity: string, path: string): boolean => ['codes', 'words'].includes(own[entity]![path]!);

const listQuery = (entity: string): fc.Arbitrary<Query> => {
  const paths = Object.keys(own[entity]!);
  return fc.record(
    {
      entity: fc.constant(entity),
      select: fc
        .uniqueArray(fc.constantFrom(...paths), { minLength: 1, maxLength: 6 })
        .map((list) => list.map((path): Select => ({ path }))),
      where: filter(entity, 2),
      sort: fc
        .uniqueArray(fc.constantFrom(...paths.filter((path) => !path.endsWith('code') && !isList(entity, path))), {
          maxLength: 2,
        })
        .chain((list) =>
          fc
            .tuple(...list.map(() => fc.boolean()))
            .map((flags) => list.map((by, index) => ({ by, descending: flags[index] === true }))),
        ),
      limit: fc.integer({ min: 1, max: 30 }),
      offset: fc.integer({ min: 0, max: 5 }),
      count: fc.constant(true),
    },
    { requiredKeys: ['entity', 'select', 'count'] },
  );
};

const groupQuery = (entity: string): fc.Arbitrary<Query> => {
  const entries = Object.entries(own[entity]!);
  const numbers = entries.filter(([, kind]) => kind === 'number').map(([path]) => path);
  const plain: fc.Arbitrary<Select> = fc.oneof(
    fc.constant<Select>({ aggregate: 'count' }),
    ...(numbers.length > 0
      ? [
          fc.record({
            path: fc.constantFrom(...numbers),
            aggregate: fc.constantFrom('sum', 'avg', 'min', 'max', 'countDistinct', 'count'),
          }),
        ]
      : []),
  );
  const narrowed = fc.tuple(plain, filter(entity, 1)).map(([figure, where]): Select => ({ ...figure, where }));
  const figures = fc.oneof({ arbitrary: plain, weight: 2 }, { arbitrary: narrowed, weight: 1 });
  const groups = fc
    .constantFrom(...entries.filter(([path]) => !isList(entity, path)))
    .chain(([path, kind]): fc.Arbitrary<Select> => {
      if (kind === 'date')
        return fc.constantFrom('year', 'quarter', 'month', 'week', 'day').map((grain) => ({ path, grain }) as Select);
      if (kind === 'datetime')
        return fc.constantFrom('year', 'month', 'week', 'day', 'hour').map((grain) => ({ path, grain }) as Select);
      return fc.constant({ path });
    });
  return fc
    .record(
      {
        groups: fc.array(groups, { maxLength: 2 }),
        figures: fc.array(figures, { minLength: 1, maxLength: 3 }),
        where: filter(entity, 1),
        having: fc.record({ op: fc.constantFrom('gt', 'lte', 'ne', 'isNull'), value: fc.constantFrom(0, 1, 5, 100.1) }),
        descending: fc.boolean(),
        limit: fc.integer({ min: 1, max: 20 }),
      },
      { requiredKeys: ['groups', 'figures'] },
    )
    .map((parts): Query => {
      const select = [
        ...parts.groups.map((group, index) => ({ ...group, as: `g${index}` })),
        ...parts.figures.map((figure, index) => ({ ...figure, as: `f${index}` })),
      ];
      const { op, value } = parts.having ?? {};
      const having = op && { field: 'f0', op, ...(op === 'isNull' ? {} : { value }) };
      return {
        entity,
        select,
        count: true,
        ...(parts.where ? { where: parts.where } : {}),
        ...(having ? { having: having as Filter } : {}),
        ...(parts.descending === undefined ? {} : { sort: [{ by: 'f0', descending: parts.descending }] }),
        ...(parts.limit === undefined ? {} : { limit: parts.limit }),
      };
    });
};

const entities = fc.constantFrom('customer', 'order', 'order_line', 'region', 'contact');
export const queryArbitrary: fc.Arbitrary<Query> = entities.chain((entity) =>
  fc.oneof(listQuery(entity), groupQuery(entity)),
);

/** Who asks: everything, own records, rules that walk look-ups, relations and trees, entities that may not be read. */
export const oracleRoles: readonly (readonly RoleDocument[] | 'system')[] = [
  'system',
  [
    testRole([
      { entity: 'customer', actions: { read: 'own' } },
      { entity: 'order', actions: { read: 'department' } },
      { entity: 'order_line', actions: { read: { field: 'order.customer.status', op: 'ne', value: 'lost' } } },
      { entity: 'region', actions: { read: 'all' } },
      { entity: 'contact', actions: { read: { field: 'customer.owner', op: 'eq', value: { expr: 'user.id' } } } },
      { entity: 'user', actions: { read: { field: 'department', op: 'isNotNull' } } },
      { entity: 'department', actions: { read: 'all' } },
    ]),
  ],
  [
    testRole([
      { entity: 'customer', actions: { read: { some: 'orders', where: { field: 'discount', op: 'gt', value: 0.1 } } } },
      { entity: 'order', actions: { read: { not: { field: 'region', op: 'under', value: idOf('region', 2) } } } },
      { entity: 'order_line', actions: { read: 'all' } },
      { entity: 'region', actions: { read: { field: 'parent', op: 'isNotNull' } } },
      { entity: 'contact', actions: { read: 'all' } },
      { entity: 'user', actions: { read: 'subtree' } },
      { entity: 'department', actions: { read: 'all' } },
    ]),
  ],
];

export type { Value };
