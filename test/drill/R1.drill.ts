/**
 * `npm run drill -- R1 --minutes n`: the kill loop for so long, on SQLite and (where it can be had) MariaDB, half the
 * time each. Prints its seed; `TRELLIS_TEST_SEED=…` makes the same choices again.
 */
import { createConnection } from 'mysql2/promise';
import { openDatabase } from '../../server/database/open.js';
import { createLog } from '../../server/log.js';
import { mariadbMissing, startMariadb } from '../helper/mariadb.mjs';
import { temporaryFolder } from '../helper/prepared-site.js';
import { buildServer } from '../helper/server-process.js';
import { runKillLoop } from './kill-loop.js';
import { prepareKillSite } from './kill-site.js';
import { createRandom } from './random.js';

const at = process.argv.indexOf('--minutes');
const minutes = at > 0 ? Number(process.argv[at + 1]) : 1;
if (!(minutes > 0)) throw new Error('--minutes takes a number of minutes.');
const seed = Number(process.env['TRELLIS_TEST_SEED'] ?? Date.now() % 1e9);
console.log(`R1 for ${minutes} minutes, seed ${seed}`);

const log = createLog({ level: 'error' });
const given = process.env['TRELLIS_TEST_MYSQL_URL'];
const mariadb = given
  ? { url: given.endsWith('/') ? given : `${given}/`, stop: async () => undefined }
  : mariadbMissing()
    ? undefined
    : await startMariadb();
const name = `drill_r1_${process.pid}`;
if (mariadb) {
  const connection = await createConnection(mariadb.url);
  await connection.query(`create database ${name}`);
  await connection.end();
} else console.log(`${mariadbMissing()}: SQLite only.`);

const built = await buildServer();
let isGood = true;
for (const engine of mariadb ? ['SQLite', 'MariaDB'] : ['SQLite']) {
  const dataFolder = temporaryFolder('drill');
  const url = engine === 'SQLite' ? `sqlite:${dataFolder}/trellis.db` : `${mariadb!.url}${name}`;
  const site = await prepareKillSite(url, dataFolder);
  const end = performance.now() + (minutes * 60_000) / (mariadb ? 2 : 1);
  const outcome = await runKillLoop({
    ...site, built, url, dataFolder,
    random: createRandom(seed),
    isDone: () => performance.now() >= end,
    open: () => openDatabase({ url, log, exclusive: false }),
  }); // prettier-ignore
  const { kills, acknowledged, cutOff, findings } = outcome;
  const lost = findings.filter((finding) => finding.startsWith('LOST')).length;
  console.log(
    `${engine}: ${kills} kills, ${acknowledged} writes acknowledged, ${cutOff.done + cutOff.undone} cut off ` +
      `(${cutOff.done} wholly done, ${cutOff.undone} not at all), ${lost} lost, ${findings.length - lost} half or otherwise wrong`,
  );
  for (const finding of findings) console.error(`  ${finding}`);
  isGood &&= findings.length === 0;
}
built.remove();
await mariadb?.stop();
if (!isGood)
  console.error(`Again with the same choices: TRELLIS_TEST_SEED=${seed} npm run drill -- R1 --minutes ${minutes}`);
process.exit(isGood ? 0 : 1);
