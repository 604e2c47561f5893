/**
 * A small but rich model for tests: customer (owned by a user) with contacts, order with lines, region and department as
 * trees, user. Ids are ULID-like and readable: `idOf('customer', 1)`.
 */
import type { FunctionDefinition } from '../../metadata/contributions.js';
import type { Principal } from '../../metadata/access/types.js';
import type { EvaluationContext } from '../../metadata/expression/environment.js';
import { compileModel } from '../../metadata/model/compile.js';
import type { Model } from '../../metadata/model/model.js';
import type { RowSource } from '../../metadata/query/rows.js';
import type { Share } from '../../metadata/query/share.js';
import { createRegistry, type Registry } from '../../metadata/registry.js';
import type { RoleDocument } from '../../metadata/schema/app.js';
import type { EntityDocument, FieldDocument } from '../../metadata/schema/entity.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { createFold } from '../../metadata/text.js';
import type { Value } from '../../metadata/value.js';
import { testFieldRegistry } from './field-types.js';

/** 26 characters of the ULID alphabet, the same for the same entity and number. */
export function idOf(entity: string, number: number): string {
  const letters = entity.toUpperCase().replace(/[^0-9A-HJKMNP-TV-Z]/g, '0').slice(0, 10); // prettier-ignore
  return `01${letters.padEnd(12, '0')}${String(number).padStart(12, '0')}`;
}

type FieldInput = Omit<FieldDocument, 'id'>;

let documents = 0;
function entity(name: string, fields: readonly FieldInput[], rest: Partial<EntityDocument>): EntityDocument {
  return {
    kind: 'entity',
    id: `01DOCUMENT${String(documents++).padStart(16, '0')}`,
    name,
    schema: 1,
    nameExpression: 'name',
    ...rest,
    fields: fields.map((field, index) => ({ id: `f${index + 1}`, ...field })),
  };
}

const name: FieldInput = { name: 'name', type: 'text', searchable: true, required: true };

export const testDocuments: readonly Document[] = [
  entity('department', [name, { name: 'parent', type: 'lookup', options: { target: 'department' } }], {}),
  entity('user', [name, { name: 'login', type: 'text', unique: true }, { name: 'department', type: 'department' }], {}),
  entity('region', [name, { name: 'parent', type: 'lookup', options: { target: 'region' } }], {}),
  entity(
    'customer',
    [
      name,
      { name: 'code', type: 'text', unique: true },
      { name: 'region', type: 'lookup', options: { target: 'region' } },
      { name: 'status', type: 'choice', options: { dictionary: 'customer_status' } },
      { name: 'credit', type: 'money' },
      { name: 'cost', type: 'decimal', options: { scale: 4 } },
      { name: 'employees', type: 'integer' },
      { name: 'active', type: 'boolean' },
      { name: 'since', type: 'date' },
      { name: 'note', type: 'longText' },
      { name: 'phone', type: 'text', searchable: true },
      { name: 'contacts', type: 'children', options: { entity: 'contact', field: 'customer' } },
      { name: 'orders', type: 'children', options: { entity: 'order', field: 'customer' } },
      {
        name: 'score',
        type: 'formula',
        options: { expression: 'credit - cost', result: 'decimal', stored: true, scale: 2 },
      },
    ],
    { owner: 'user' },
  ),
  entity(
    'contact',
    [
      name,
      { name: 'customer', type: 'lookup', options: { target: 'customer', owns: true } },
      { name: 'secret_code', type: 'text' },
      { name: 'topics', type: 'choices', options: { dictionary: 'customer_status' } },
      { name: 'tags', type: 'tags' },
      { name: 'address', type: 'address', searchable: true },
      { name: 'period', type: 'dateRange' },
      { name: 'opens_at', type: 'time' },
    ],
    {},
  ),
  entity(
    'order',
    [
      { name: 'number', type: 'text', searchable: true },
      { name: 'customer', type: 'lookup', options: { target: 'customer' } },
      { name: 'region', type: 'lookup', options: { target: 'region' } },
      { name: 'ordered_on', type: 'date' },
      { name: 'shipped_at', type: 'datetime' },
      { name: 'discount', type: 'decimal', options: { scale: 2 } },
      { name: 'lines', type: 'children', options: { entity: 'order_line', field: 'order' } },
    ],
    { owner: 'user', nameExpression: 'number' },
  ),
  entity(
    'order_line',
    [
      { name: 'order', type: 'lookup', options: { target: 'order', owns: true } },
      { name: 'product', type: 'text', searchable: true },
      { name: 'quantity', type: 'integer' },
      { name: 'amount', type: 'decimal', options: { scale: 2 } },
    ],
    { nameExpression: 'product' },
  ),
  entity('budget', [name, { name: 'amount', type: 'decimal' }], { owner: 'department' }),
  {
    kind: 'dictionary',
    id: '01DOCUMENT9000000000000000',
    name: 'customer_status',
    schema: 1,
    values: ['lead', 'active', 'lost'].map((code) => ({ id: code, code, label: code })),
  },
];

export function testModel(zone = 'Europe/Berlin'): Model {
  const settings: Document = {
    kind: 'settings',
    id: '01DOCUMENT9100000000000000',
    name: 'site',
    schema: 1,
    timeZone: zone,
    currency: 'EUR',
    language: 'en',
  };
  return compileModel([...testDocuments, settings], { field: testFieldRegistry() });
}

/** Enough functions for conditions. */
export function testFunctions(): Registry<FunctionDefinition> {
  const registry = createRegistry<FunctionDefinition>('function');
  const base = { label: 'Function', icon: 'sigma', help: 'For tests.' };
  registry.add({
    ...base,
    id: 'today',
    parameters: [],
    returns: 'date',
    example: 'today()',
    call: (_arguments, context) => context.today(),
  });
  registry.add({
    ...base,
    id: 'now',
    parameters: [],
    returns: 'datetime',
    example: 'now()',
    call: (_arguments, context) => context.now(),
  });
  return registry;
}

export const testFold = createFold((han) => han);

export function testPrincipal(changes: Partial<Principal> = {}): Principal {
  return {
    kind: 'user',
    id: idOf('user', 1),
    login: 'u1',
    name: 'User 1',
    department: idOf('department', 2),
    roles: [],
    language: 'en',
    ...changes,
  };
}

/** A fixed Thursday noon in Berlin: 2026-06-18. */
export function testContext(changes: Partial<EvaluationContext> = {}, principal = testPrincipal()): EvaluationContext {
  const values: Record<string, Value> = {
    id: principal.id,
    login: principal.login,
    name: principal.name,
    department: principal.department,
    roles: principal.roles,
  };
  return {
    today: () => '2026-06-18',
    now: () => '2026-06-18T10:00:00.000Z',
    timeZone: 'Europe/Berlin',
    user: (path) => values[path.join('.')] ?? null,
    fold: testFold,
    ...changes,
  };
}

let roles = 0;
export function testRole(grants: RoleDocument['grants'], rest: Partial<RoleDocument> = {}): RoleDocument {
  const number = String(roles++).padStart(16, '0');
  return { kind: 'role', id: `01ROLE0000${number}`, name: `role_${roles}`, schema: 1, grants, ...rest };
}

/** Rows by entity: each is its values, `id` among them. */
export function testSource(
  rows: Readonly<Record<string, readonly Readonly<Record<string, Value>>[]>>,
  shares: readonly Share[] = [],
): RowSource {
  return {
    shares: () => shares,
    rows: (name) => (rows[name] ?? []).map((values) => ({ id: String(values['id']), values })),
  };
}
