/**
 * The sample company, one function of (seed, today):
 *
 *   people -> regions, areas -> catalogue -> networks -> customers and contacts -> orders and lines -> opportunities, tasks
 *          -> marketing -> quotes, payments, targets -> service, calls
 *
 * About 22,000 rows. Nothing is read from outside, so the same seed and day give the same rows everywhere; dates lie
 * around `today`, so that lists and dashboards are full on the first day. Departments come first among the tables; the
 * users' records refer to them. Tables follow their references: what is pointed to is written before what points to it.
 */
import type { SampleData } from '../../../server/api.js';
import { makeAreas } from './areas.js';
import { makeCalls } from './calls.js';
import { makeCatalogue } from './catalogue.js';
import { makeCustomers } from './customers.js';
import { deskTasks } from './desk.js';
import { makeMarketing } from './marketing.js';
import { makeNetworks } from './networks.js';
import { makeOrders } from './orders.js';
import { departmentTable, users } from './people.js';
import { makePipeline } from './pipeline.js';
import { regions } from './places.js';
import { createRandom } from './random.js';
import type { Table } from './rows.js';
import { makeSelling } from './selling.js';
import { makeService } from './service.js';

const withDesk = ({ entity, rows }: Table, today: string): Table => ({
  entity,
  rows: [...rows, ...deskTasks(today)],
});

export function makeCompany(seed: number, today: string): SampleData {
  const random = createRandom(seed);
  const regionTable: Table = {
    entity: 'region',
    rows: regions.map(([code, name]) => ({ key: `region:${code}`, values: { code, name } })),
  };
  const { tables: catalogue, products } = makeCatalogue(random, today);
  const { tables: networkTables, networks } = makeNetworks(random, today, products);
  const { tables: customerTables, customers } = makeCustomers(random, today);
  const { tables: orderTables, orders } = makeOrders(random, today, { customers, products, networks });
  const { tables: pipeline, deals } = makePipeline(random, today, customers, products);
  return {
    users,
    tables: [
      departmentTable,
      regionTable,
      makeAreas(),
      ...catalogue,
      ...networkTables,
      ...customerTables,
      ...orderTables,
      ...pipeline.map((table) => (table.entity === 'task' ? withDesk(table, today) : table)),
      ...makeMarketing(random, today, { customers, deals }),
      ...makeSelling(random, today, { deals, orders }),
      ...makeService(random, today, { customers, deals, products }),
      makeCalls(random, today),
    ],
  };
}
