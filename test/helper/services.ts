/**
 * Servers the tests need: the ones `npm test` started (their URLs are in the environment), else one of this process,
 * started when first asked for and stopped when mocha is done. A server that cannot be had skips its suites with the
 * reason, or fails them where CI=true.
 */
import { mariadbMissing, startMariadb } from './mariadb.mjs';
import { redisMissing, startRedis } from './redis.mjs';

interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

const started = new Map<string, Promise<Running>>();

function once(name: string, start: () => Promise<Running>): Promise<Running> {
  const held = started.get(name) ?? start();
  started.set(name, held);
  return held;
}

// While a spec file loads, the suite in force is mocha's root: this runs after everything.
if (typeof after === 'function') {
  after('stop private servers', async function () {
    this.timeout(20_000);
    for (const running of started.values()) await (await running.catch(() => undefined))?.stop();
    started.clear();
  });
}

/** URL of a MariaDB server without a database name, ending with a slash; undefined: skip this suite. */
export async function mariadbUrl(suite: Mocha.Context): Promise<string | undefined> {
  return service(suite, 'TRELLIS_TEST_MYSQL_URL', mariadbMissing(), () => once('mariadb', startMariadb));
}

export async function redisUrl(suite: Mocha.Context): Promise<string | undefined> {
  return service(suite, 'TRELLIS_TEST_REDIS_URL', redisMissing(), () => once('redis', startRedis));
}

async function service(
  suite: Mocha.Context,
  variable: string,
  missing: string | undefined,
  start: () => Promise<Running>,
): Promise<string | undefined> {
  const given = process.env[variable];
  if (given) return given.endsWith('/') || !given.startsWith('mysql:') ? given : `${given}/`;
  if (missing === undefined) return (await start()).url;
  if (process.env['CI'] === 'true') throw new Error(`${missing}; with CI=true this is a failure.`);
  // The reporter of `npm test` tells the reasons at the end.
  const key = Symbol.for('trellis.skipReasons');
  const shared = globalThis as { [key]?: Set<string> };
  (shared[key] ??= new Set()).add(missing);
  suite.skip();
}
