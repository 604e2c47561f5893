/**
 * Reports over 1,000,000 orders against what a person would write by hand over the same rows: the GROUP BY of the same
 * groups, a list narrowed to the rows behind one value. TRELLIS_BENCH_ORDERS states another number of orders,
 * TRELLIS_BENCH_ENGINE one engine.
 */
import { median } from './helper/compare.js';
import { Judge } from './helper/judge.js';
import { openReportSite, type ReportSite } from './helper/report-site.js';
import { megabytes, milliseconds, printHead } from './helper/table.js';

const rounds = 5;
const wanted = process.env['TRELLIS_BENCH_ENGINE'];
const judge = new Judge();

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
}

let days = 0;
/** A period that was not asked for before: no answer of it is kept. */
const newDay = (): string => new Date(Date.UTC(2027, 0, 1) + ++days * 86_400_000).toISOString().slice(0, 10);

interface Answer {
  readonly rowsRead: number;
  readonly cells: readonly { readonly source: string; readonly at?: string; readonly value: unknown }[];
  readonly total: number;
}

async function ask({ server, company }: ReportSite, path: string, body: object): Promise<Answer> {
  const answer = await fetch(`${server.address}/api/reports/${path}`, {
    method: 'POST',
    headers: { Cookie: company.reader, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${text}`);
  return JSON.parse(text) as Answer;
}

const from = 'from d_order where deleted_at is null and ordered_on <= ?';
const month = (engine: ReportSite['engine']) =>
  engine === 'sqlite' ? 'substr(ordered_on, 1, 7)' : "date_format(ordered_on, '%Y-%m')";

async function crossTab(site: ReportSite, name: string, column: string, most: number): Promise<void> {
  const hint = site.engine === 'mariadb' ? 'sql_big_result ' : '';
  const sql = `select ${hint}${column}, ${month(site.engine)}, sum(total) ${from} group by 1, 2`;
  const [hand, first, again]: [number[], number[], number[]] = [[], [], []];
  let answer: Answer | undefined;
  for (let round = 0; round < rounds; round++) {
    const until = newDay();
    hand.push((await timed(() => site.select(sql, [until]))).ms);
    const page = { from: 0, to: 50 };
    const made = await timed(() => ask(site, `${name}/run`, { parameters: { until }, page }));
    first.push(made.ms);
    answer = made.result;
    const sort = [{ cell: 'C2', descending: true }];
    again.push((await timed(() => ask(site, `${name}/run`, { parameters: { until }, page, sort }))).ms);
  }
  const [base, ours, second] = [median(hand), median(first), median(again)];
  judge.figure({ what: `${name}, ${answer!.rowsRead} groups: GROUP BY by hand, first page`, baseline: milliseconds(base), ours: milliseconds(ours), budget: `<= ${most} x`, ok: ours <= most * base }); // prettier-ignore
  judge.figure({ what: '  the same data in another order', ours: milliseconds(second), budget: '<= 0.05 x', ok: second <= base / 20 }); // prettier-ignore
}

/** The first value of the sheet by its rows, and by a list of them with their number. */
async function explain(site: ReportSite): Promise<void> {
  const [hand, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const until = newDay();
    await ask(site, 'bench_cross/run', { parameters: { until } });
    const list = async () => {
      const rows = await site.select(`select * ${from} and ship_city = ? order by id limit 200`, [until, 'City 7']);
      return [rows, await site.select(`select count(*) ${from} and ship_city = ?`, [until, 'City 7'])];
    };
    hand.push((await timed(list)).ms);
    const body = { parameters: { until }, source: 'C2', at: 'A2:9;' };
    const told = await timed(() => ask(site, 'bench_cross/explain', body));
    ours.push(told.ms);
  }
  judge.figure({ what: 'explain a total: list and count by hand', baseline: milliseconds(median(hand)), ours: milliseconds(median(ours)), budget: 'told', ok: true }); // prettier-ignore
}

async function list(site: ReportSite): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const body = { parameters: { until: newDay() }, page: { from: 0, to: 50 } };
    times.push((await timed(() => ask(site, 'bench_long/run', body))).ms);
  }
  const ms = median(times);
  judge.figure({ what: 'grouped list of 100,000 rows, first page', ours: milliseconds(ms), budget: '<= 1 s', ok: ms <= 1000 }); // prettier-ignore
}

for (const engine of ['sqlite', 'mariadb'] as const) {
  if (wanted !== undefined && wanted !== engine) continue;
  const site = await openReportSite(engine);
  if (!site) continue;
  try {
    printHead(`Reports, ${engine}, ${site.company.orders} orders`);
    const most = engine === 'sqlite' ? 1.1 : 1.2;
    await crossTab(site, 'bench_cross', 'ship_city', most);
    await crossTab(site, 'bench_wide', 'customer', most);
    await explain(site);
    await list(site);
    const peak = site.peak();
    judge.figure({ what: 'largest memory of the server', ours: megabytes(peak), budget: '<= 400 MB', ok: peak <= 400 });
  } finally {
    await site.close();
  }
}
process.exitCode = judge.isGood ? 0 : 1;
