/**
 * `npm run drill -- R24 --minutes n`: backups by the command while eight people save, each restored into an empty place by the
 * command and compared, for so long; on SQLite and (where it can be had) MariaDB, half the time each.
 *
 *   save, save, save … -> backup -> restore elsewhere -> every order that was answered before the backup began is there,
 *                                                        each head is the sum of its lines
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { openDatabase } from '../../server/database/open.js';
import { createLog } from '../../server/log.js';
import { nodeOptions } from '../../server/node-options.mjs';
import { mariadbMissing, startMariadb } from '../helper/mariadb.mjs';
import { temporaryFolder } from '../helper/prepared-site.js';
import { buildServer, startServer } from '../helper/server-process.js';
import { prepareKillSite } from './kill-site.js';

const at = process.argv.indexOf('--minutes');
const minutes = at > 0 ? Number(process.argv[at + 1]) : 1;
if (!(minutes > 0)) throw new Error('--minutes takes a number of minutes.');

const log = createLog({ level: 'error' });
const built = await buildServer();
const command = join(built.main, '../command.js');
const given = process.env['TRELLIS_TEST_MYSQL_URL'];
const mariadb = given
  ? { url: given.endsWith('/') ? given : `${given}/`, stop: async () => undefined }
  : mariadbMissing()
    ? undefined
    : await startMariadb();
if (!mariadb) console.log(`${mariadbMissing()}: SQLite only.`);

async function newDatabase(name: string): Promise<string> {
  const connection = await createConnection(mariadb!.url);
  await connection.query(`create database ${name}`);
  await connection.end();
  return `${mariadb!.url}${name}`;
}

/** Its exit code and what it said. */
function trellis(parameters: readonly string[], environment: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeOptions, command, ...parameters], {
      env: { ...process.env, NODE_ENV: 'production', ...environment },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    child.once('exit', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`${parameters[0]} ended with ${code}: ${said}`)),
    );
  });
}

let isGood = true;
for (const engine of mariadb ? ['SQLite', 'MariaDB'] : ['SQLite']) {
  const dataFolder = temporaryFolder('drill');
  const url = engine === 'SQLite' ? `sqlite:${dataFolder}/trellis.db` : await newDatabase(`drill_r24_${process.pid}`);
  const site = await prepareKillSite(url, dataFolder);
  const server = await startServer(built, { url, dataFolder });
  const answered: string[] = [];
  const waits: { readonly during: boolean; readonly ms: number }[] = [];
  const findings: string[] = [];
  let isBacking = false;
  let isOver = false;
  const save = async (person: number): Promise<void> => {
    for (let count = 1; !isOver; count++) {
      const [customer, product] = [site.customers[person], site.products[count % site.products.length]];
      const lines = [1, 2, 3].map((quantity) => ({ product, quantity, unit_price: count, discount: 0.1 }));
      const began = performance.now();
      const headers = { 'Content-Type': 'application/json', Cookie: site.cookies[person]! };
      const answer = await fetch(`${server.address}/api/records/order`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ customer, freight: 1.5, lines }),
      });
      waits.push({ during: isBacking, ms: performance.now() - began });
      if (answer.status !== 201) findings.push(`A save was answered ${answer.status} ${await answer.text()}`);
      else answered.push(((await answer.json()) as { id: string }).id);
    }
  };
  const people = site.cookies.map((_cookie, person) => save(person));
  const end = performance.now() + (minutes * 60_000) / (mariadb ? 2 : 1);
  const times = { backup: 0, restore: 0 };
  let rounds = 0;
  for (; performance.now() < end; rounds++) {
    const before = [...answered];
    const file = join(dataFolder, 'backups', `${rounds}.tar.gz`);
    let began = performance.now();
    isBacking = true;
    await trellis(['backup', file], { TRELLIS_DATABASE_URL: url, TRELLIS_DATA: dataFolder });
    isBacking = false;
    times.backup += performance.now() - began;
    const place = temporaryFolder('drill-restored');
    const restored =
      engine === 'SQLite' ? `sqlite:${place}/trellis.db` : await newDatabase(`drill_r24_${process.pid}_${rounds}`);
    began = performance.now();
    await trellis(['restore', file], { TRELLIS_DATABASE_URL: restored, TRELLIS_DATA: place });
    times.restore += performance.now() - began;
    const database = await openDatabase({ url: restored, log });
    const there = new Set((await database.read('d_order').pluck('id')) as string[]);
    const lost = before.filter((id) => !there.has(id));
    if (lost.length > 0) findings.push(`LOST ${lost.length} of ${before.length} orders, ${lost[0]} first`);
    const halves = (await database
      .read('d_order as o')
      .leftJoin('d_order_line as l', 'l.order', 'o.id')
      .groupBy('o.id', 'o.lines_total')
      .havingRaw('count(l.id) <> 3 or sum(l.amount) <> o.lines_total')
      .pluck('o.id')) as string[];
    if (halves.length > 0) findings.push(`HALF ${halves.length} orders, ${halves[0]} first`);
    await database.close();
  }
  isOver = true;
  await Promise.all(people);
  await server.stop();
  const median = (during: boolean): string => {
    const sorted = waits
      .filter((wait) => wait.during === during)
      .map(({ ms }) => ms)
      .sort((a, b) => a - b);
    return `${(sorted[sorted.length >> 1] ?? 0).toFixed(0)} ms (p99 ${(sorted[Math.floor(sorted.length * 0.99)] ?? 0).toFixed(0)})`;
  };
  console.log(
    `${engine}: ${rounds} backups of ${(times.backup / rounds / 1000).toFixed(1)} s and restores of ${(times.restore / rounds / 1000).toFixed(1)} s, ` +
      `${answered.length} orders saved; a save took ${median(true)} during a backup, ${median(false)} else; ${findings.length} findings`,
  );
  for (const finding of findings.slice(0, 20)) console.error(`  ${finding}`);
  isGood &&= findings.length === 0;
}
built.remove();
await mariadb?.stop();
process.exit(isGood ? 0 : 1);
