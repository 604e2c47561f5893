/** What the palette waits for: three letters and more, over 100,000 orders and what belongs to them, on SQLite. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildForBench, prepareSqlite } from './helper/contest.js';
import { Judge } from './helper/judge.js';
import { Loader, type LoadRequest } from './helper/load.js';
import { askForIndex, indexed } from './helper/search-index.js';
import { milliseconds, printHead } from './helper/table.js';
import { startServer } from '../helper/server-process.js';

const [built, { folder, company }] = await Promise.all([buildForBench(), prepareSqlite()]);
const { DatabaseSync } = await import('@photostructure/sqlite');
const file = new DatabaseSync(join(folder, 'trellis.db'));
askForIndex(file);
const server = await startServer(built, { url: `sqlite:${join(folder, 'trellis.db')}`, dataFolder: folder });
const loader = new Loader(built.extra['loader']!);
const judge = new Judge();

/** Beginnings of three letters, whole words, two words, nothing at all; common ones and rare ones. */
const texts = [
  ...['cus', 'off', 'con', 'ref', 'cit', 'pro', 'reg', '+49', 'zzz'],
  ...['customer 12', 'ref 8123', 'SO 000777', 'city 17', 'contact 2040', 'product 7'],
];

try {
  const began = performance.now();
  await indexed(file, server);
  const { n } = file.prepare('select count(*) as n from sys_search').get() as { n: number };
  printHead(
    `Search, SQLite, ${company.orders} orders, ${n} words, indexed in ${milliseconds(performance.now() - began)}`,
  );
  const asks = texts.flatMap((text) =>
    company.sellers.slice(0, 10).map((cookie): LoadRequest => {
      const path = `/api/search?q=${encodeURIComponent(text)}`;
      return { method: 'GET', path, headers: { Cookie: cookie } };
    }),
  );
  await loader.set('search', asks);
  const run = (connections: number) => loader.run({ run: 'search', port: server.port, connections, seconds: 6 });
  await run(1);
  for (const connections of [1, 4]) {
    const { p50, p95, failures } = await run(connections);
    judge.figure({
      what: `95 of 100 searches, ${connections} at once`,
      baseline: `median ${milliseconds(p50)}`,
      ours: milliseconds(p95),
      budget: '<= 150 ms',
      ok: p95 <= 150 && failures.length === 0,
    });
  }
} finally {
  loader.close();
  file.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  built.remove();
}
process.exitCode = judge.isGood ? 0 : 1;
