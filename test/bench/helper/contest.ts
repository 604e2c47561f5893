/**
 * The two servers and the loader, each a process, on two copies of one database. The SQLite file is made once and kept
 * in the cache of node_modules until documents, schema or the company change.
 */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { prepareSite, readPackage, temporaryFolder } from '../../helper/prepared-site.js';
import {
  buildServer,
  startProcess,
  startServer,
  type BuiltServer,
  type ServerProcess,
} from '../../helper/server-process.js';
import { benchPackage, installCompany, type Company, type CompanySize } from './company.js';
import type { Contest } from './compare.js';
import { Loader } from './load.js';

const root = join(import.meta.dirname, '../../..');

export interface OpenContest extends Contest {
  readonly company: Company;
  readonly built: BuiltServer;
  close(): Promise<void>;
}

export function buildForBench(): Promise<BuiltServer> {
  return buildServer({ baseline: 'test/bench/helper/baseline.ts', loader: 'test/bench/helper/loader.ts' });
}

/** The folder holds `trellis.db` and `baseline.db`, the same rows in both. */
export async function prepareSqlite(): Promise<{ readonly folder: string; readonly company: Company }> {
  const folder = temporaryFolder('bench');
  const cache = join(root, 'node_modules/.cache/trellis/bench', fingerprint());
  if (!existsSync(join(cache, 'company.json'))) {
    console.log('Making 100,000 orders (kept for later runs) …');
    const making = `${cache}.making-${process.pid}`;
    mkdirSync(making, { recursive: true });
    const url = `sqlite:${join(making, 'trellis.db')}`;
    const company = await prepareSite({ url, dataFolder: making, packages: [benchPackage] }, (site) =>
      installCompany(site),
    );
    writeFileSync(join(making, 'company.json'), JSON.stringify(company));
    rmSync(cache, { recursive: true, force: true });
    renameSync(making, cache);
  }
  const company = JSON.parse(readFileSync(join(cache, 'company.json'), 'utf8')) as Company;
  for (const name of ['trellis.db', 'baseline.db']) copyFileSync(join(cache, 'trellis.db'), join(folder, name));
  await freshSessions(folder);
  return { folder, company };
}

/** Sessions of a kept file are of another day. */
async function freshSessions(folder: string): Promise<void> {
  const { DatabaseSync } = await import('@photostructure/sqlite');
  const now = Date.now();
  for (const name of ['trellis.db', 'baseline.db']) {
    const file = new DatabaseSync(join(folder, name));
    file
      .prepare('update sys_session set seen_at = ?, expires_at = ?')
      .run(new Date(now).toISOString(), new Date(now + 86_400_000).toISOString());
    file.close();
  }
}

/** A company of another size: made anew each time, since such a file is too large to keep. */
export async function makeSqlite(size: CompanySize): Promise<{ readonly folder: string; readonly company: Company }> {
  const folder = temporaryFolder('bench');
  const url = `sqlite:${join(folder, 'trellis.db')}`;
  const company = await prepareSite({ url, dataFolder: folder, packages: [benchPackage] }, (site) =>
    installCompany(site, size),
  );
  copyFileSync(join(folder, 'trellis.db'), join(folder, 'baseline.db'));
  return { folder, company };
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const id of ['core', 'crm']) hash.update(JSON.stringify(readPackage(id)));
  const migrations = join(root, 'server/database/migrations');
  for (const file of readdirSync(migrations).sort()) hash.update(readFileSync(join(migrations, file)));
  for (const file of ['server/fold.ts', 'test/bench/helper/company.ts']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

export const startBaseline = (built: BuiltServer, url: string): Promise<ServerProcess> =>
  startProcess([built.extra['baseline']!], {
    environment: { BASELINE_DATABASE: url },
    ready: /Baseline is ready: http:\/\/[^\s:]+:(\d+)/,
  });

export async function openSqliteContest(nodeOptions?: readonly string[], size?: CompanySize): Promise<OpenContest> {
  const [built, { folder, company }] = await Promise.all([buildForBench(), size ? makeSqlite(size) : prepareSqlite()]);
  const ours = await startServer(built, {
    url: `sqlite:${join(folder, 'trellis.db')}`,
    dataFolder: folder,
    ...(nodeOptions ? { nodeOptions } : {}),
  });
  const baseline = await startBaseline(built, `sqlite:${join(folder, 'baseline.db')}`);
  return contest({
    built,
    company,
    ours,
    baseline,
    clean: async () => rmSync(folder, { recursive: true, force: true }),
  });
}

/** Both servers on one MariaDB, each with a database of its own. `server` names none. */
export async function openMariadbContest(server: string, size: CompanySize): Promise<OpenContest> {
  const built = await buildForBench();
  const names = { ours: `bench_ours_${process.pid}`, baseline: `bench_base_${process.pid}` };
  const folder = temporaryFolder('bench');
  const connection = await createConnection(server);
  for (const name of Object.values(names)) await connection.query(`create database ${name}`);
  const prepare = (name: string) =>
    prepareSite({ url: `${server}${name}`, dataFolder: folder, packages: [benchPackage] }, (site) =>
      installCompany(site, size),
    );
  const company = await prepare(names.ours);
  await prepare(names.baseline);
  const ours = await startServer(built, { url: `${server}${names.ours}`, dataFolder: folder });
  const baseline = await startBaseline(built, `${server}${names.baseline}`);
  const clean = async (): Promise<void> => {
    for (const name of Object.values(names)) await connection.query(`drop database ${name}`);
    await connection.end();
  };
  return contest({ built, company, ours, baseline, clean });
}

function contest(
  parts: Pick<OpenContest, 'built' | 'company' | 'ours' | 'baseline'> & { clean(): Promise<void> },
): OpenContest {
  const { clean, ...rest } = parts;
  const loader = new Loader(parts.built.extra['loader']!);
  return {
    ...rest,
    loader,
    async close() {
      loader.close();
      await parts.ours.stop();
      await parts.baseline.kill();
      await clean();
      parts.built.remove();
    },
  };
}
