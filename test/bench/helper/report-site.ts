/** The built server over a company of many orders with the reports of report-documents.ts, on either engine. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { createConnection } from 'mysql2/promise';
import { prepareSite, temporaryFolder } from '../../helper/prepared-site.js';
import { startServer, type ServerProcess } from '../../helper/server-process.js';
import { installCompany, sellerCount, type Company } from './company.js';
import { buildForBench } from './contest.js';
import { openMariadb } from './mariadb.js';
import { reportsPackage } from './report-documents.js';

export interface ReportSite {
  readonly engine: 'sqlite' | 'mariadb';
  readonly server: ServerProcess;
  readonly company: Company;
  /** TRELLIS_DATABASE_URL of the server. */
  readonly url: string;
  /** Rows of a statement of one's own over the same file or database, by a connection of this process. */
  select(sql: string, values: readonly string[]): Promise<readonly unknown[]>;
  /** The largest memory that the server has held so far, in MB; of Linux. */
  peak(): number;
  close(): Promise<void>;
}

const copies = 16;

/** TRELLIS_BENCH_ORDERS states another number than a million. Undefined where there is no MariaDB. */
export async function openReportSite(engine: ReportSite['engine']): Promise<ReportSite | undefined> {
  const orders = Number(process.env['TRELLIS_BENCH_ORDERS'] ?? 1_000_000);
  const mariadb = engine === 'mariadb' ? await openMariadb() : undefined;
  if (engine === 'mariadb' && !mariadb) return undefined;
  const folder = temporaryFolder('bench-reports');
  const name = `bench_reports_${process.pid}`;
  const url = mariadb ? `${mariadb.url}${name}` : `sqlite:${join(folder, 'trellis.db')}`;
  const own = mariadb && (await createConnection({ uri: mariadb.url, dateStrings: true }));
  await own?.query(`create database ${name} character set utf8mb4`);
  const [built, company] = await Promise.all([
    buildForBench(),
    prepareSite({ url, dataFolder: folder, packages: [reportsPackage] }, (site) =>
      installCompany(site, { ordersEach: Math.ceil(orders / sellerCount / copies), copies }),
    ),
  ]);
  await own?.query(`use ${name}`);
  const file = own ? undefined : new DatabaseSync(join(folder, 'trellis.db'), { readOnly: true });
  const server = await startServer(built, { url, dataFolder: folder });
  return {
    engine,
    server,
    company,
    url,
    async select(sql, values) {
      if (file) return file.prepare(sql).all(...values);
      const [rows] = await own!.query(sql, [...values]);
      return rows as readonly unknown[];
    },
    peak: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024,
    async close() {
      await server.stop();
      file?.close();
      await own?.query(`drop database ${name}`);
      await own?.end();
      await mariadb?.stop();
      built.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
