/**
 * The sample company, one function of (seed, today):
 *
 *   people -> regions -> catalogue -> customers and contacts -> orders and lines -> opportunities and tasks
 *
 * About 12,000 rows. Nothing is read from outside, so the same seed and day give the same rows everywhere; dates lie
 * around `today`, so that lists and dashboards are full on the first day. Departments come first among the tables; the
 * users' records refer to them.
 */
import type { SampleData } from '../../../server/api.js';
import { makeCatalogue } from './catalogue.js';
import { makeCustomers } from './customers.js';
import { makeOrders } from './orders.js';
import { departmentTable, users } from './people.js';
import { makePipeline } from './pipeline.js';
import { regions } from './places.js';
import { createRandom } from './random.js';
import type { Table } from './rows.js';

export function makeCompany(seed: number, today: string): SampleData {
  const random = createRandom(seed);
  const regionTable: Table = {
    entity: 'region',
    rows: regions.map(([code, name]) => ({ key: `region:${code}`, values: { code, name } })),
  };
  const catalogue = makeCatalogue(random, today);
  const { tables: customerTables, customers } = makeCustomers(random, today);
  const orders = makeOrders(random, today, customers, catalogue.products);
  const pipeline = makePipeline(random, today, customers, catalogue.products);
  return {
    users,
    tables: [departmentTable, regionTable, ...catalogue.tables, ...customerTables, ...orders, ...pipeline],
  };
}
