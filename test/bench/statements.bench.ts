/** SQL statements of a list request: for eight look-ups, for a to-many path, and when rows double (both engines). */
import { createConnection } from 'mysql2/promise';
import { join } from 'node:path';
import type { Assembly } from '../../server/assemble.js';
import { serve } from '../../server/http/serve.js';
import { createRecord } from '../../server/records/create.js';
import { addSignedIn, prepareSite, temporaryFolder } from '../helper/prepared-site.js';
import { idOf } from './helper/company.js';
import { Judge } from './helper/judge.js';
import { openMariadb } from './helper/mariadb.js';
import { printHead } from './helper/table.js';

const plain = ['number', 'status', 'total'];
const lookups = ['customer', 'contact', 'region', 'owner', 'created_by', 'updated_by', 'customer.region', 'customer.parent']; // prettier-ignore
const judge = new Judge();

async function measure(engine: string, site: Assembly): Promise<void> {
  const owner = idOf('user', 1);
  const cookie = await addSignedIn(site, { id: owner, login: 'ann', roles: ['salesperson'] });
  const system = site.system('bench');
  const product = (await createRecord(system, 'product', { name: 'Tea', list_price: 5 })).id;
  const customer = (await createRecord(system, 'customer', { name: 'Acme', owner })).id;
  const addOrders = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) {
      await createRecord(system, 'order', { customer, owner, lines: [{ product, quantity: 1 + n }] });
    }
  };
  const log = { info: () => undefined, warn: console.warn, error: console.error };
  const served = await serve({ app: site.app, port: 0, host: '127.0.0.1', log, endStreams: () => undefined });
  let seen = 0;
  const note = (): void => void seen++;
  site.services.database.read.on('query', note);
  const count = async (fields: readonly string[]): Promise<number> => {
    seen = 0;
    const query = `fields=${fields.join(',')}&sort=-ordered_on&count=true&limit=50`;
    const answer = await fetch(`http://127.0.0.1:${served.port}/api/records/order?${query}`, {
      headers: { Cookie: cookie },
    });
    if (answer.status !== 200) throw new Error(`A list was answered ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
    return seen;
  };
  /** The least of three, each after a write, for no answer is kept then: the site asks now and then for itself. */
  const least = async (fields: readonly string[]): Promise<number> => {
    const counts: number[] = [];
    for (let n = 0; n < 3; n++) {
      await addOrders(1);
      counts.push(await count(fields));
    }
    return Math.min(...counts);
  };
  await addOrders(30);
  await count(plain);
  const wide = await least([...plain, ...lookups]);
  const nested = await least([...plain, ...lookups, 'lines.quantity']);
  await addOrders(36);
  const doubled = await least([...plain, ...lookups, 'lines.quantity']);
  site.services.database.read.removeListener('query', note);
  await served.close();
  judge.figure({
    what: `${engine}: list, 8 look-ups, count, session included`,
    ours: String(wide),
    budget: '<= 4',
    ok: wide <= 4,
  });
  judge.figure({
    what: `${engine}: a to-many path more`,
    ours: String(nested - wide),
    budget: '<= 1',
    ok: nested - wide <= 1,
  });
  judge.figure({
    what: `${engine}: when rows double, more`,
    ours: String(doubled - nested),
    budget: '0',
    ok: doubled === nested,
  });
}

printHead('SQL statements of a list request');
const dataFolder = temporaryFolder('statements');
await prepareSite({ url: `sqlite:${join(dataFolder, 'trellis.db')}`, dataFolder }, (site) => measure('SQLite', site));
const server = await openMariadb();
if (server) {
  const name = `bench_statements_${process.pid}`;
  const connection = await createConnection(server.url);
  await connection.query(`create database ${name}`);
  await prepareSite({ url: `${server.url}${name}`, dataFolder }, (site) => measure('MariaDB', site));
  await connection.query(`drop database ${name}`);
  await connection.end();
  await server.stop();
}
process.exitCode = judge.isGood ? 0 : 1;
