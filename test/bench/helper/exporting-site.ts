/**
 * The built server over a company of 100,000 orders, with somebody who may export them: files ordered as jobs, the longest
 * pause of the server's event loop meanwhile, and the largest memory of its work processes. Of Linux.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodeOptions } from '../../../server/node-options.mjs';
import type { Package } from '../../../server/releases/install.js';
import { buildServer } from '../../helper/server-process.js';
import { addSignedIn, prepareSite, temporaryFolder } from '../../helper/prepared-site.js';
import { startServer } from '../../helper/server-process.js';
import { idOf, installCompany, sellerCount } from './company.js';
import { reportsPackage } from './report-documents.js';
import type { ReportDocument } from '../../../metadata/schema/report.js';

const exporter: Package['documents'][number] = {
  kind: 'role',
  id: '01KAJ0QX00BENCH00000000002',
  name: 'bench_exporter',
  schema: 1,
  label: 'Exporter',
  rights: ['report.run', 'report.export'],
  grants: ['order', 'order_line', 'region', 'customer', 'contact', 'user'].map((entity) => ({ entity, actions: { read: 'all' as const, export: true } })), // prettier-ignore
};

/** Thirty columns of as many rows as may be in a sheet. */
const wide = [
  'number', 'reference', 'customer.name', 'customer.code', 'customer.city', 'customer.phone', 'customer.email', 'contact.name', 'region.name',
  'region.code', 'owner.name', 'owner.login', 'kind', 'status', 'ordered_on', 'required_on', 'shipped_on', 'shipper', 'ship_name', 'ship_city',
  'ship_country', 'lines_total', 'freight', 'total', 'customer.credit_limit', 'customer.employees', 'customer.since', 'customer.level',
  'customer.country', 'id',
]; // prettier-ignore
const letter = (at: number): string => (at < 26 ? String.fromCharCode(65 + at) : `A${String.fromCharCode(39 + at)}`);
const wideReport: ReportDocument = {
  kind: 'report',
  id: '01KAJ0QX00BENCH00000000107',
  name: 'bench_widest',
  schema: 1,
  label: 'Widest',
  datasets: [{ name: 'S', source: { type: 'query', query: { entity: 'order', select: wide.map((path) => ({ path })), limit: 200_000 } } }], // prettier-ignore
  sheet: {
    rows: [{ role: 'header' }, {}],
    cells: Object.fromEntries(
      wide.flatMap((path, at) => [
        [`${letter(at)}1`, { text: path }],
        [`${letter(at)}2`, { bind: { dataset: 'S', field: path.replaceAll('.', '_'), as: at === 0 ? ('list' as const) : ('value' as const) } }], // prettier-ignore
      ]),
    ),
  },
};

export interface Exporting {
  /** While the server has nothing to do. */
  idle(ms: number): Promise<Watched>;
  /** Orders a file and waits for it. */
  make(report: string, format: string): Promise<MadeUp>;
  /** Orders one, cancels it when it is `at` of the way, from 0 to 1. */
  cancel(report: string, format: string, at: number): Promise<Cancelled>;
  close(): Promise<void>;
}

/** Milliseconds: the longest pause of the server's event loop, and what it took of the processor. */
export interface Watched {
  readonly longest: number;
  readonly cpu: number;
}

export interface MadeUp {
  readonly ms: number;
  readonly bytes: number;
  readonly watched: Watched;
  /** Megabytes that the largest work process held for itself (without pages of the database's file), and all of the server's. */
  readonly worker: number;
  readonly server: number;
}

export interface Cancelled {
  /** Milliseconds until the job says so, and until no work process works for it. */
  readonly told: number;
  readonly ended: number;
  readonly filesLeft: number;
}

export async function openExporting(orders = 100_000): Promise<Exporting> {
  const folder = temporaryFolder('bench-exports');
  const url = `sqlite:${join(folder, 'trellis.db')}`;
  const packages = [{ ...reportsPackage, documents: [...reportsPackage.documents, exporter, wideReport] }];
  const [built, cookie] = await Promise.all([
    buildServer(),
    prepareSite({ url, dataFolder: folder, packages }, async (site) => {
      await installCompany(site, { ordersEach: Math.ceil(orders / sellerCount), lineOrders: 10 });
      return addSignedIn(site, { id: idOf('user', 998), login: 'exporter', roles: ['bench_exporter'] });
    }),
  ]);
  const pauses = join(folder, 'pause');
  const watch = new URL('loop-watch.mjs', import.meta.url).pathname;
  const server = await startServer(built, {
    url,
    dataFolder: folder,
    nodeOptions: [...nodeOptions, '--import', watch],
    environment: { TRELLIS_LOOP_WATCH: pauses },
  });
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${server.address}/api${path}`, {
      method,
      headers: { Cookie: cookie, 'Content-Type': 'application/json', Origin: server.address },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const stateOf = async (job: string) =>
    (await (await ask('GET', `/jobs/${job}`)).json()) as {
      state: string;
      done: number;
      total: number | null;
      error: unknown;
    };
  const order = async (report: string, format: string) =>
    ((await (await ask('POST', `/reports/${report}/export`, { format, later: true })).json()) as { job: string }).job;
  const watched = async (): Promise<Watched> => {
    rmSync(pauses, { force: true });
    process.kill(server.pid, 'SIGUSR2');
    while (!existsSync(pauses)) await pause(5);
    return JSON.parse(readFileSync(pauses, 'utf8')) as Watched;
  };
  const children = () => readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === server.pid);
  const ownOf = (pid: string | number) => Number(/RssAnon:\s+(\d+)/.exec(statusOf(pid))?.[1] ?? 0) / 1024;
  const peakOf = (pid: string | number) => Number(/VmHWM:\s+(\d+)/.exec(statusOf(pid))?.[1] ?? 0) / 1024;
  const files = () => readdirSync(join(folder, 'files')).filter((name) => name !== 'prints');
  return {
    async idle(ms) {
      await watched();
      await pause(ms);
      return watched();
    },
    async make(report, format) {
      await watched();
      const began = performance.now();
      const job = await order(report, format);
      let worker = 0;
      for (;;) {
        worker = Math.max(worker, ...children().map(ownOf));
        const { state, error } = await stateOf(job);
        if (state === 'done') break;
        if (state === 'failed') throw new Error(JSON.stringify(error));
        // About as often as a page asks that hears of its job by events.
        await pause(500);
      }
      const ms = performance.now() - began;
      const seen = await watched();
      const bytes = (await (await ask('GET', `/files/${job}`)).arrayBuffer()).byteLength;
      return { ms, bytes, watched: seen, worker, server: peakOf(server.pid) };
    },
    async cancel(report, format, at) {
      const kept = new Set(existsSync(join(folder, 'files')) ? files() : []);
      const job = await order(report, format);
      for (;;) {
        const { state, done, total } = await stateOf(job);
        if (state === 'running' && (at === 0 || (total !== null && total > 0 && done / total >= at))) break;
        if (state !== 'running' && state !== 'queued') throw new Error(`The job was ${state} before it could be cancelled.`); // prettier-ignore
        await pause(20);
      }
      const working = new Set(children());
      const began = performance.now();
      await ask('DELETE', `/jobs/${job}`);
      while ((await stateOf(job)).state !== 'cancelled') await pause(5);
      const told = performance.now() - began;
      while (children().some((pid) => working.has(pid) && isBusy(pid))) await pause(5);
      return { told, ended: performance.now() - began, filesLeft: files().filter((name) => !kept.has(name)).length };
    },
    async close() {
      await server.stop();
      built.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Empty for a process that has ended. */
function statusOf(pid: string | number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
const isBusy = (pid: string): boolean => /State:\s+[RD]/.test(statusOf(pid));
const parentOf = (pid: string): number => Number(/PPid:\s+(\d+)/.exec(statusOf(pid))?.[1]);
