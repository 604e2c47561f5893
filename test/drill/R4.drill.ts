/**
 * `npm run drill -- R4`: a publish killed at every point of every step while somebody writes, on SQLite and (where it can be
 * had) MariaDB (R4, R5). Takes about two minutes whatever `--minutes` says.
 */
import { createConnection } from 'mysql2/promise';
import { everyFailpoint, killAndLook, prepareSite } from '../fault/publish-kill.js';
import { mariadbMissing, startMariadb } from '../helper/mariadb.mjs';
import { temporaryFolder } from '../helper/prepared-site.js';

const mariadb = mariadbMissing() ? undefined : await startMariadb();
if (!mariadb) console.log(`${mariadbMissing()}: SQLite only.`);
const folder = temporaryFolder('drill');
let made = 0;
const urls = {
  sqlite: async () => `sqlite:${folder}/${made++}.db`,
  mysql: async () => {
    const name = `drill_r4_${made++}`;
    const connection = await createConnection(mariadb!.url);
    await connection.query(`create database ${name}`);
    await connection.end();
    return `${mariadb!.url}${name}`;
  },
};
let isGood = true;
for (const engine of mariadb ? (['sqlite', 'mysql'] as const) : (['sqlite'] as const)) {
  const site = await prepareSite({ engine, freshUrl: urls[engine] });
  const points = everyFailpoint(site.steps);
  let told = 0;
  for (const point of points) {
    try {
      told += await killAndLook(await site.another(), point);
    } catch (error) {
      isGood = false;
      console.error(`${engine}, killed at ${point}:`, error);
    }
  }
  console.log(`${engine}: killed at ${points.length} points, ${told} writes answered before the kills`);
}
await mariadb?.stop();
process.exit(isGood ? 0 : 1);
