/**
 * One person starts twenty heavy reports at once; somebody else's saves meanwhile take at most a fifth longer than without.
 * Each report is answered, or told that it is too large or when to come back, and the server lives. In the same rounds the
 * same saves beside what any program would cost there: as many processes that walk over memory, and that run the statements
 * of the reports by hand, both at the lower priority of work processes.
 * TRELLIS_BENCH_ORDERS states another number of orders than 1,000,000; TRELLIS_BENCH_ENGINE=mariadb the other engine.
 */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { keepBusy, type Busy, type Statement } from './helper/busy.js';
import { median } from './helper/compare.js';
import { Judge } from './helper/judge.js';
import { openReportSite } from './helper/report-site.js';
import { saver } from './helper/saves.js';
import { megabytes, milliseconds, printHead } from './helper/table.js';

const atOnce = 20;
const rounds = Number(process.env['TRELLIS_BENCH_ROUNDS'] ?? 3);
const engine = process.env['TRELLIS_BENCH_ENGINE'] === 'mariadb' ? 'mariadb' : 'sqlite';
const kinds = ['bench_cross', 'bench_wide', 'bench_list', 'bench_endless'];

const judge = new Judge();
const site = await openReportSite(engine);
if (!site) process.exit(0);
const { server, company } = site;
/** Work processes of one person. */
const workers = 2;

const savesWhile = saver(server, company);
const at95 = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!;

/** The answer as it came: whoever reads reports unpacks them on a machine of their own, not on that of those who save. */
async function post(address: string, body: object): Promise<{ readonly status: number; readonly bytes: Buffer }> {
  const headers = { Cookie: company.reader, 'Content-Type': 'application/json', 'Accept-Encoding': 'gzip' };
  const sent = request(address, { method: 'POST', headers });
  sent.end(JSON.stringify(body));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const pieces = await answer.toArray();
  return { status: answer.statusCode!, bytes: Buffer.concat(pieces as Buffer[]) };
}

let days = 0;
/** Twenty runs, each of another period, by one person. Gives how each was answered. */
async function rush(): Promise<readonly string[]> {
  const run = async (n: number): Promise<string> => {
    const until = new Date(Date.UTC(2027, 0, 1) + ++days * 86_400_000).toISOString().slice(0, 10);
    const kind = kinds[n % kinds.length]!;
    const { status, bytes } = await post(`${server.address}/api/reports/${kind}/run`, { parameters: { until } });
    if (status === 200) return `200 ${kind}`;
    const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString();
    return `${status} ${(JSON.parse(text) as { error: { code: string } }).error.code}`;
  };
  return Promise.all(Array.from({ length: atOnce }, (_, n) => run(n)));
}

/** The statements of the reports as somebody would write them; the rows are only fetched. */
function byHand(): readonly Statement[] {
  const month = engine === 'sqlite' ? 'substr(ordered_on, 1, 7)' : "date_format(ordered_on, '%Y-%m')";
  const hint = engine === 'sqlite' ? '' : 'sql_big_result ';
  const from = 'from d_order as o where o.deleted_at is null and o.ordered_on <= ?';
  const groups = (column: string) => `select ${hint}${column}, ${month}, sum(total) ${from} group by 1, 2`;
  const list = `select r.name, o.number, o.reference, o.status, o.ordered_on, o.shipped_on, o.ship_city, o.freight, o.total
    from d_order as o left join d_region as r on r.id = o.region where o.deleted_at is null and o.ordered_on <= ? limit 50000`;
  return [groups('ship_city'), groups('customer'), list].map((sql) => ({ sql, values: ['2098-12-31'] }));
}

async function savesBeside(start: () => Promise<Busy>): Promise<readonly number[]> {
  const busy = await start();
  try {
    return await savesWhile(undefined, 150);
  } finally {
    await busy.stop();
  }
}

const besides = {
  [`${workers} processes over memory`]: () => keepBusy(workers, ['memory']),
  [`the statements by hand, ${workers} at once`]: () =>
    keepBusy(workers, [engine, site.url.replace(/^sqlite:/, ''), JSON.stringify(byHand())]),
};

function counted(lines: readonly string[]): string {
  const times = new Map<string, number>();
  for (const line of lines) times.set(line, (times.get(line) ?? 0) + 1);
  return [...times].map(([line, count]) => `${count} x ${line}`).join(', ');
}

try {
  printHead(`${atOnce} reports at once by one person, ${engine}, ${company.orders} orders`);
  await savesWhile(undefined, 100);
  const ratios: number[] = [];
  const plain = new Map<string, number[]>();
  const answers: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const idle = await savesWhile(undefined, 150);
    for (const [what, start] of Object.entries(besides)) {
      const beside = await savesBeside(start);
      plain.set(what, [...(plain.get(what) ?? []), at95(beside) / at95(idle)]);
      console.log(`  round ${round + 1}: p95 ${milliseconds(at95(beside))} beside ${what}; longest ${milliseconds(Math.max(...beside))}`); // prettier-ignore
    }
    const work = rush();
    const busy = await savesWhile(work, 150);
    answers.push(...(await work));
    ratios.push(at95(busy) / at95(idle));
    console.log(`  round ${round + 1}: p95 ${milliseconds(at95(idle))} idle, ${milliseconds(at95(busy))} busy; longest ${milliseconds(Math.max(...idle))}, ${milliseconds(Math.max(...busy))}; ${busy.length} saves`); // prettier-ignore
  }
  for (const [what, own] of plain) {
    judge.figure({ what: `saves, p95 against idle, beside ${what}`, ours: `${median(own).toFixed(2)} x`, budget: 'told', ok: true }); // prettier-ignore
  }
  const ratio = median(ratios);
  judge.figure({ what: 'saves of somebody else, p95 against idle', ours: `${ratio.toFixed(2)} x`, budget: '<= 1.20 x', ok: ratio <= 1.2 }); // prettier-ignore
  console.log(`  ${counted(answers)}`);
  const isTold = answers.every((each) => /^(200|422 DATASET_TOO_LARGE|422 WORK_TIMEOUT|429)/.test(each));
  judge.figure({ what: 'each report answered or told why not', ours: isTold ? 'yes' : 'no', budget: 'yes', ok: isTold }); // prettier-ignore
  const big = await fetch(`${server.address}/api/reports/bench_cross/run`, {
    method: 'POST',
    headers: { Cookie: company.reader, 'Content-Type': 'application/json' },
    body: `{"parameters":{"until":"${'x'.repeat(20_000_000)}"}}`,
  });
  judge.figure({ what: 'a template of 20 MB', ours: `${big.status}`, budget: '413', ok: big.status === 413 });
  judge.figure({ what: 'the server lives', ours: `${server.isRunning()}`, budget: 'true', ok: server.isRunning() });
  judge.figure({ what: 'largest memory of the server', ours: megabytes(site.peak()), budget: '', ok: true });
} finally {
  await site.close();
}
process.exitCode = judge.isGood ? 0 : 1;
