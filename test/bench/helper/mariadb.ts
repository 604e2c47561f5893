/** The MariaDB that `npm run bench` started, or a private one of this process; undefined where none can be had. */
import { mariadbMissing, startMariadb } from '../../helper/mariadb.mjs';

export interface BenchMariadb {
  /** Names no database, ends with a slash. */
  readonly url: string;
  stop(): Promise<void>;
}

export async function openMariadb(): Promise<BenchMariadb | undefined> {
  const given = process.env['TRELLIS_TEST_MYSQL_URL'];
  if (given) return { url: given.endsWith('/') ? given : `${given}/`, stop: async () => undefined };
  const missing = mariadbMissing();
  if (missing === undefined) return startMariadb();
  console.log(`${missing}: not measured on MariaDB.`);
  return undefined;
}
