/** A site for the kill loop: eight salespeople with a customer each, and something to sell. */
import type { Assembly } from '../../server/assemble.js';
import { createRecord } from '../../server/records/create.js';
import { addSignedIn, prepareSite } from '../helper/prepared-site.js';

export interface KillSite {
  readonly cookies: readonly string[];
  readonly customers: readonly string[];
  readonly products: readonly string[];
}

const writers = 8;

export function prepareKillSite(url: string, dataFolder: string): Promise<KillSite> {
  return prepareSite({ url, dataFolder }, async (site) => {
    const context = site.system('kill loop');
    const products: string[] = [];
    for (let n = 0; n < 10; n++) {
      const body = { name: `Product ${n}`, code: `P${n}`, list_price: 10 + n };
      products.push((await createRecord(context, 'product', body)).id);
    }
    const cookies: string[] = [];
    const customers: string[] = [];
    for (let n = 0; n < writers; n++) {
      const id = context.newId();
      cookies.push(await addSignedIn(site, { id, login: `writer${n}`, roles: ['salesperson'] }));
      customers.push((await createRecord(context, 'customer', { name: `Customer ${n}`, owner: id })).id);
    }
    await forgetTrail(site);
    return { cookies, customers, products };
  });
}

/** What was written before anybody counts. */
async function forgetTrail({ services: { database } }: Assembly): Promise<void> {
  await database.write(async (transaction) => {
    await transaction('sys_history').delete();
    await transaction('sys_outbox').delete();
  });
}
