/**
 * The whole product with people of every sort, for tests of rights: a manager above two salespeople of one department,
 * another salesperson elsewhere, marketing, a designer, an administrator, and the desk: a role with a hidden, a masked
 * and a read field. Each owns a customer with a contact and an order.
 *
 *     const site = await openRightsSite(url);
 *     await site.as.ann.get(`/api/records/customer/${site.customers.bob}`);
 */
import type { RoleDocument } from '../../metadata/schema/app.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { createRecord } from '../../server/records/create.js';
import type { Browser } from './http.js';
import { becomes } from './eventually.js';
import { siteSettled } from './site-settled.js';
import { everyRefusal } from './refusal-events.js';
import { startLiveSite, type LiveSite } from './live-site.js';

export const deskRole: RoleDocument = {
  kind: 'role',
  id: '01KAJ0QX00R1GHTSDESK000001',
  name: 'rights_desk',
  schema: 1,
  grants: [
    ...['customer', 'contact', 'order', 'order_line'].map((entity) => ({
      entity,
      actions: { create: true, read: 'own', update: 'own', delete: 'own', bulk: true } as const,
      ...(entity === 'customer'
        ? { fields: { credit_limit: 'read', annual_revenue: 'hidden', phone: 'mask' } as const }
        : {}),
    })),
    { entity: 'product', actions: { read: 'all' }, otherwise: 'hidden', fields: { name: 'read' } },
    { entity: 'user', actions: { read: 'all' } },
    { entity: 'department', actions: { read: 'all' } },
  ],
  rights: ['report.run', 'report.export', 'report.share'],
};

export const designerRole: RoleDocument = {
  kind: 'role',
  id: '01KAJ0QX00R1GHTSDES1GN0001',
  name: 'rights_designer',
  schema: 1,
  grants: [],
  rights: ['design'],
};

/** One right each, and no record: of IT, of accounts, of rights. */
const officialRoles: readonly RoleDocument[] = (['operate', 'users', 'grant'] as const).map((right, index) => ({
  kind: 'role',
  id: `01KAJ0QX00R1GHTS0FF1C1A00${index}`,
  name: `rights_${right}`,
  schema: 1,
  grants: [],
  rights: [right],
}));

/** ivy operates the site, uma keeps accounts, gus gives rights; none of them owns a record. */
export const officials = ['ivy', 'uma', 'gus'] as const;
export const logins = ['ann', 'bob', 'cyn', 'mia', 'desk', 'dan', 'max', 'admin'] as const;
type Owner = (typeof logins)[number];
export type Login = Owner | (typeof officials)[number];

export interface RightsSite {
  readonly live: LiveSite;
  readonly users: Readonly<Record<Login, string>>;
  readonly as: Readonly<Record<Login, Browser>>;
  /** `sales` is above `north`; `south` stands beside it. */
  readonly departments: Readonly<Record<'sales' | 'north' | 'south', string>>;
  /** By the login of their owner. */
  readonly customers: Readonly<Record<Owner, string>>;
  readonly contacts: Readonly<Record<Owner, string>>;
  readonly orders: Readonly<Record<Owner, string>>;
  readonly product: string;
}

export interface RightsSiteOptions {
  readonly url?: string;
  readonly documents?: readonly Document[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** ann, bob: salespeople of `north`; cyn: salesperson of `south`; mia: manager of `sales`; max: marketing; dan: designer. */
export async function openRightsSite({
  url,
  documents = [],
  environment,
}: RightsSiteOptions = {}): Promise<RightsSite> {
  const live = await startLiveSite({
    ...(url === undefined ? {} : { url }),
    ...(environment === undefined ? {} : { environment }),
    refusals: everyRefusal,
    packages: [{ id: 'rights', documents: [deskRole, designerRole, ...officialRoles, ...documents] }],
  });
  const system = live.site.system('test');
  const make = async (entity: string, body: object) => (await createRecord(system, entity, body)).id;
  const sales = await make('department', { name: 'Sales' });
  const north = await make('department', { name: 'Sales North', parent: sales });
  const south = await make('department', { name: 'Sales South', parent: sales });
  const roles: Readonly<Record<Exclude<Login, 'admin'>, readonly [string, string]>> = {
    ann: ['salesperson', north], bob: ['salesperson', north], cyn: ['salesperson', south], mia: ['sales_manager', sales],
    desk: ['rights_desk', south], dan: ['rights_designer', sales], max: ['marketing', sales],
    ivy: ['rights_operate', sales], uma: ['rights_users', sales], gus: ['rights_grant', sales],
  }; // prettier-ignore
  const users = { admin: await userOf(live, 'admin') } as Record<Login, string>;
  for (const [login, [role, department]] of Object.entries(roles)) {
    users[login as Login] = await live.addUser({ login, roles: [role], department, name: `Person ${login}` });
  }
  const product = await make('product', { name: 'Tea', list_price: 10, cost: 4 });
  const none = (): Record<string, string> => ({});
  const made = { customers: none(), contacts: none(), orders: none() };
  for (const login of logins) {
    const owner = users[login];
    const name = `Customer of ${login}`;
    const customer = await make('customer', { name, owner, annual_revenue: 700, phone: '+49 30 1234567' });
    made.customers[login] = customer;
    made.contacts[login] = await make('contact', { name: `Contact of ${login}`, customer });
    made.orders[login] = await make('order', { customer, owner, lines: [{ product, quantity: 2 }] });
  }
  const { database } = live.site.services;
  await siteSettled(database);
  // Each owner is told of a customer and an order, behind the answer.
  const told = async () => Number((await database.read('sys_notice').count({ n: '*' }).first())!['n']);
  await becomes(told, 2 * logins.length);
  const as = {} as Record<Login, Browser>;
  for (const login of [...logins, ...officials]) as[login] = await live.signIn(login);
  return { live, users, as, departments: { sales, north, south }, product, ...made } as unknown as RightsSite;
}

async function userOf(live: LiveSite, login: string): Promise<string> {
  const row = (await live.site.services.database.read('sys_account').where({ login }).first('user_id')) as { user_id: string }; // prettier-ignore
  return row.user_id;
}
