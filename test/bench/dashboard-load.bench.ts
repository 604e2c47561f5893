/**
 * Ninety parts of dashboards asked for at once, by nine people, from another process: a simple save meanwhile is held at
 * most 100 ms longer than on an idle server, and every part is answered.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepareSite, temporaryFolder } from '../helper/prepared-site.js';
import { startServer } from '../helper/server-process.js';
import { median } from './helper/compare.js';
import { benchPackage, installCompany } from './helper/company.js';
import { buildForBench } from './helper/contest.js';
import { Judge } from './helper/judge.js';
import { Loader, type LoadRequest } from './helper/load.js';
import { saver } from './helper/saves.js';
import { milliseconds, perSecond, printHead } from './helper/table.js';

const people = 9;
const parts = ['k_sales', 'k_orders', 'k_average', 'k_customers', 'c_month', 'c_region', 'c_customers', 'c_products'];
const each = 10;
const rounds = 5;

const folder = temporaryFolder('bench-dashboards');
const url = `sqlite:${join(folder, 'trellis.db')}`;
const [built, company] = await Promise.all([
  buildForBench(),
  prepareSite({ url, dataFolder: folder, packages: [benchPackage] }, (site) =>
    installCompany(site, { ordersEach: 1000 }),
  ),
]);
const server = await startServer(built, { url, dataFolder: folder });
const loader = new Loader(built.extra['loader']!);
const judge = new Judge();

/** Parts of one dashboard as nine people with rights of their own ask for them; no two requests ask for the same. */
const requests = Array.from({ length: people * each }, (_, n): LoadRequest => ({
  method: 'POST',
  path: '/api/dashboards/sales_overview/data',
  headers: { Cookie: company.sellers[n % people]!, 'Content-Type': 'application/json' },
  body: JSON.stringify({
    widget: parts[n % parts.length],
    parameters: { period: `2024-01-${10 + (n % 20)}..2026-12-31` },
  }),
}));

const savesWhile = saver(server, company);
const longestWhile = async (work: Promise<unknown> | undefined, least: number) =>
  Math.max(...(await savesWhile(work, least)));

try {
  printHead(`${people * each} dashboard requests at once, SQLite, ${company.orders} orders`);
  await loader.set('parts', requests);
  const rush = () => loader.run({ run: 'parts', port: server.port, connections: people * each, seconds: 1 });
  await rush();
  const [idle, busy, rates, failures]: [number[], number[], number[], string[]] = [[], [], [], []];
  for (let round = 0; round < rounds; round++) {
    idle.push(await longestWhile(undefined, 40));
    const work = rush();
    busy.push(await longestWhile(work, 40));
    const { perSecond: rate, failures: failed } = await work;
    rates.push(rate);
    failures.push(...failed);
  }
  const [before, during] = [median(idle), median(busy)];
  judge.figure({
    what: 'longest simple save meanwhile',
    baseline: milliseconds(before),
    ours: milliseconds(during),
    budget: '<= idle + 100 ms',
    ok: during <= before + 100,
  });
  judge.figure({
    what: 'parts answered, none refused or lost',
    ours: perSecond(median(rates)),
    budget: 'no failure',
    ok: failures.length === 0,
  });
  for (const failure of failures.slice(0, 3)) console.log(failure);
} finally {
  loader.close();
  await server.stop();
  built.remove();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = judge.isGood ? 0 : 1;
