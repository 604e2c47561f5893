/** Writes that would succeed for one person, and who is refused the same: none of those may send a statement that writes. */
import type { Answer, Browser } from '../helper/http.js';
import type { Login, RightsSite } from '../helper/rights-site.js';
import type { MatrixPlaces } from './trust-matrix-cases.js';

export interface WritingCase {
  readonly what: string;
  readonly by: Login;
  /** Refused. */
  readonly but: readonly Login[];
  ask(browser: Browser): Promise<Answer>;
}

/** In an order in which each still succeeds after the ones before it. */
export function writingCases(site: RightsSite, { lead }: MatrixPlaces): readonly WritingCase[] {
  const { customers, contacts, orders, users } = site;
  const record = (entity: string, id: string) => `/api/records/${entity}/${id}`;
  const change =
    (method: 'PATCH' | 'DELETE', path: string, body?: object) =>
    async (browser: Browser): Promise<Answer> => {
      const { version } = (await site.as.admin.get(path)).json as { version: number };
      return browser.send(method, path, body, { 'If-Match': `"${version}"` });
    };
  const post = (path: string, body?: object) => (browser: Browser) => browser.post(path, body);
  const strangers = ['cyn', 'dan', 'ivy'] as const;
  const customer = record('customer', customers.ann);
  const contact = record('contact', contacts.ann);
  const merge = async (browser: Browser): Promise<Answer> => {
    const read = async (id: string) =>
      (await site.as.admin.get(record('contact', id))).json as { id: string; version: number };
    const [kept, { id, version }] = await Promise.all([read(contacts.ann), read(contacts.mia)]);
    return browser.send('POST', `${contact}/merge`, { from: [{ id, version }] }, { 'If-Match': `"${kept.version}"` });
  };
  const to = { to: { user: users.bob }, level: 'read' };
  return [
    { what: 'create', by: 'ann', but: ['dan', 'ivy', 'uma', 'gus'], ask: post('/api/records/customer', { name: 'Quite new', type: 'prospect' }) },
    { what: 'create with rows', by: 'ann', but: ['dan', 'ivy'], ask: post('/api/records/order', { customer: customers.ann, lines: [{ product: site.product, quantity: 1 }] }) },
    { what: 'create without the right to', by: 'admin', but: ['ann', 'cyn', 'dan'], ask: post('/api/records/product', { name: 'Coffee', list_price: 3 }) },
    { what: 'update', by: 'ann', but: strangers, ask: change('PATCH', customer, { city: 'Graz' }) },
    { what: 'update of rows', by: 'ann', but: strangers, ask: change('PATCH', record('order', orders.ann), { lines: [{ product: site.product, quantity: 5 }] }) },
    { what: 'delete without the right to', by: 'admin', but: ['ann', 'cyn', 'dan'], ask: change('DELETE', record('order', orders.bob)) },
    { what: 'delete', by: 'ann', but: strangers, ask: change('DELETE', contact) },
    { what: 'restore', by: 'ann', but: strangers, ask: post(`${contact}/restore`) },
    { what: 'merge', by: 'mia', but: ['ann', ...strangers], ask: merge },
    { what: 'many at once', by: 'ann', but: ['dan', 'ivy'], ask: post('/api/records/customer/bulk', { action: 'update', ids: [customers.ann], values: { city: 'Wien' } }) },
    { what: 'share', by: 'ann', but: strangers, ask: (browser) => browser.send('PUT', `${customer}/shares`, to) },
    { what: 'comment', by: 'ann', but: strangers, ask: post(`${customer}/comments`, { text: 'Hello' }) },
    { what: 'action', by: 'ann', but: strangers, ask: post(`/api/records/lead/${lead}/actions/convert`, { version: 1 }) },
    { what: 'draft', by: 'dan', but: ['ann', 'max', 'ivy'], ask: (browser) => browser.send('DELETE', '/api/documents/view/order_open?remove=true', undefined, { 'If-Match': '"1"' }) },
    { what: 'draft about rights', by: 'admin', but: ['ann', 'dan', 'gus'], ask: (browser) => browser.send('DELETE', '/api/documents/role/rights_desk?remove=true', undefined, { 'If-Match': '"1"' }) },
    { what: 'roles of a person', by: 'admin', but: ['ann', 'dan', 'ivy', 'uma'], ask: (browser) => browser.send('PATCH', `/api/users/${users.bob}`, { roles: ['salesperson', 'marketing'] }) },
  ]; // prettier-ignore
}
