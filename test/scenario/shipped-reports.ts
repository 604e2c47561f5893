/**
 * What the shipped reports must show: statements and reckonings by report. Each check gives how many rows it compared. A list
 * of fifteen of one kind, which is why the file is long.
 */
import { expect } from 'chai';
import type { Grid, GridCell } from '../../metadata/sheet/types.js';
import type { Browser } from '../helper/http.js';
import type { LiveSite } from '../helper/live-site.js';

export type Row = Readonly<Record<string, unknown>>;
type Line = Readonly<Record<string, unknown>>;
export interface ReportTools {
  readonly dates: { readonly from: string; readonly to: string };
  readonly today: string;
  select(text: string, values?: Readonly<Record<string, string | null>>): Promise<readonly Row[]>;
  /** With the dates as its period, where it has one. */
  run(report: string, parameters?: Readonly<Record<string, unknown>>): Promise<Grid>;
  label(dictionary: string, code: unknown): string | null;
}
export type Check = (tools: ReportTools) => Promise<number>;

/** Reads with the rights of whoever the browser is; `select` sees what that person sees. */
export function reportTools({ live, browser, dates, select }: { readonly live: LiveSite; readonly browser: Browser } & Pick<ReportTools, 'dates' | 'select'>): ReportTools {
  const { model } = live.site.releases.current();
  const hasPeriod = (report: string) => model.find('report', report)!.parameters!.some(({ name }) => name === 'period');
  return {
    dates,
    select,
    today: live.site.system('test').evaluation.today(),
    async run(report, given = {}) {
      const parameters = hasPeriod(report) ? { period: `${dates.from}..${dates.to}`, ...given } : given;
      const answer = await browser.post(`/api/reports/${report}/run`, { parameters });
      expect(answer.status, `${report} ${answer.text}`).to.equal(200);
      return answer.json as Grid;
    },
    label(dictionary, code) {
      const label = model.dictionaries.get(dictionary)?.values.get(String(code))?.label;
      return code === null ? null : typeof label === 'object' ? label.en! : (label ?? String(code));
    },
  };
} // prettier-ignore

/* ------------------------------------------------------------ reading grids */

/** Values of one template line by column letter, one for each row of the grid; of several cells in a row the first. */
function linesOf(grid: Grid, line: number): readonly Line[] {
  const found = new Map<number, Record<string, unknown>>();
  for (const { source, row, value } of grid.cells) {
    const [, letter, number] = /^([A-Z])(\d+)$/.exec(source)!;
    if (Number(number) !== line) continue;
    const held = found.get(row) ?? {};
    found.set(row, held);
    held[letter!] ??= value;
  }
  return [...found.entries()].sort(([a], [b]) => a - b).map(([, values]) => values);
}

const cellsOf = (grid: Grid, source: string): readonly GridCell[] =>
  grid.cells.filter((cell) => cell.source === source);

/** Cells of a cross-tab as `left|top` -> value; a head may cover several rows or columns. */
function crossed(grid: Grid, { left, top, cell }: { readonly left: string; readonly top: string; readonly cell: string }) {
  const within = (heads: readonly GridCell[], at: number, axis: 'row' | 'column'): unknown =>
    heads.find((head) => head[axis] <= at && at < head[axis] + ((axis === 'row' ? head.rowSpan : head.columnSpan) ?? 1))?.value; // prettier-ignore
  const [rows, columns] = [cellsOf(grid, left), cellsOf(grid, top)];
  return new Map(
    cellsOf(grid, cell).map(({ row, column, value }) => [
      `${String(within(rows, row, 'row'))}|${String(within(columns, column, 'column'))}`,
      value,
    ]),
  );
} // prettier-ignore

const number = (value: unknown): number => Number(value ?? 0);
function close(actual: unknown, expected: unknown, said: string, within = 1e-4): void {
  if (expected === null || expected === undefined || Number.isNaN(expected))
    expect(actual ?? null, said).to.equal(null);
  else expect(Number(actual), said).to.be.closeTo(Number(expected), within);
}
const total = (rows: readonly Row[], name: string): number => rows.reduce((sum, row) => sum + number(row[name]), 0);
const falling = (rows: readonly Row[], name: string): readonly Row[] =>
  [...rows].sort((a, b) => number(b[name]) - number(a[name]));

/** Each line has its row, found by a name, and the same figures. */
function same(lines: readonly Line[], rows: readonly Row[], by: readonly [letter: string, name: string], figures: Readonly<Record<string, string>>): number {
  expect(lines).to.have.length(rows.length);
  const rest = new Map(rows.map((row) => [String(row[by[1]]), row]));
  expect(rest.size, 'names').to.equal(rows.length);
  for (const line of lines) {
    const row = rest.get(String(line[by[0]]));
    if (!row) throw new Error(`${String(line[by[0]])} is not in the tables.`);
    for (const [letter, name] of Object.entries(figures)) close(line[letter], row[name], `${String(row[by[1]])} ${name}`);
  }
  return lines.length;
} // prettier-ignore

/* ------------------------------------------------------------ reports over orders */

const lines = `FROM {order_line} l JOIN {order} o ON o.id = l.\`order\``;
const kept = `o.status <> 'cancelled' AND o.ordered_on BETWEEN :from AND :to`;
const soldPieces = `CASE WHEN o.kind IN ('sale', 'return', 'cancellation') THEN l.quantity ELSE 0 END`;
const ordersSold = `COUNT(DISTINCT CASE WHEN o.kind = 'sale' THEN o.id END)`;

const topCustomers: Check = async ({ select, run }) => {
  const rows = falling(await select(`SELECT c.name name, ${ordersSold} orders, SUM({amount l}) sales ${lines} JOIN {customer} c ON c.id = o.customer WHERE ${kept} GROUP BY c.id, c.name`), 'sales'); // prettier-ignore
  const grid = await run('top_customers');
  const shown = linesOf(grid, 3);
  const rest = rows.slice(10);
  expect(shown.map((line) => line['B'])).to.deep.equal([...rows.slice(0, 10).map((row) => row['name']), 'Others']);
  let running = 0;
  [...rows.slice(0, 10), { sales: total(rest, 'sales'), orders: total(rest, 'orders') } as Row].forEach((row, at) => {
    running += number(row['sales']);
    close(shown[at]!['A'], at < 10 ? at + 1 : null, 'rank');
    close(shown[at]!['D'], row['orders'], 'orders');
    close(shown[at]!['E'], row['sales'], 'sales');
    close(shown[at]!['F'], number(row['sales']) / total(rows, 'sales'), 'share');
    close(shown[at]!['G'], running / total(rows, 'sales'), 'cumulated');
  });
  close(linesOf(grid, 4)[0]!['E'], total(rows, 'sales'), 'all');
  // The list behind the others has their orders and no others.
  const [others] = cellsOf(grid, 'D3').slice(-1);
  const named = rows.slice(0, 10).length;
  expect(JSON.stringify(others!.on).match(/[0-9A-HJKMNP-TV-Z]{26}/g), 'left out of the others').to.have.length(named);
  return shown.length;
};

const supplierRanking: Check = async ({ select, run }) => {
  const rows = await select(
    `SELECT s.name name, COUNT(DISTINCT CASE WHEN o.kind = 'sale' THEN p.id END) products, SUM(${soldPieces}) pieces, SUM({amount l}) sales,
      SUM(CASE WHEN o.kind = 'return' THEN {amount l} ELSE 0 END) back
      ${lines} JOIN d_product p ON p.id = l.product LEFT JOIN d_supplier s ON s.id = p.supplier WHERE ${kept} GROUP BY s.id, s.name`,
  );
  const grid = await run('supplier_ranking');
  const all = total(rows, 'sales');
  const known = rows.map((row) => ({ ...row, name: row['name'] ?? null, share: number(row['sales']) / all, returned: -number(row['back']) / (number(row['sales']) - number(row['back'])) })); // prettier-ignore
  const ranks = linesOf(grid, 3).map((line) => number(line['A']));
  expect(ranks).to.deep.equal([...ranks].sort((a, b) => a - b));
  return same(linesOf(grid, 3), known, ['B', 'name'], {
    D: 'products',
    E: 'pieces',
    F: 'sales',
    G: 'share',
    H: 'returned',
  });
};

const yearBack = (date: string): string => {
  const back = `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`;
  return back.endsWith('-02-29') ? back.replace('-29', '-28') : back;
};

const regionMonths: Check = async ({ select, run, dates }) => {
  const sql = `SELECT r.name region, {month o.ordered_on} month, SUM({amount l}) sales ${lines} LEFT JOIN d_region r ON r.id = o.region WHERE ${kept} GROUP BY 1, 2`;
  const rows = await select(sql);
  const earlier = await select(sql, { from: yearBack(dates.from), to: yearBack(dates.to) });
  const grid = await run('region_months');
  const sales = crossed(grid, { left: 'A3', top: 'D2', cell: 'D3' });
  const change = crossed(grid, { left: 'A3', top: 'D2', cell: 'D4' });
  for (const row of rows) {
    const key = `${String(row['region'])}|${String(row['month'])}`;
    const before = earlier.find((each) => each['region'] === row['region'] && each['month'] === yearBack(String(row['month'])));
    close(sales.get(key), row['sales'], key);
    close(change.get(key), before && number(before['sales']) !== 0 ? number(row['sales']) / number(before['sales']) - 1 : null, `${key} change`);
  }
  expect([...sales.values()].filter((value) => value !== null)).to.have.length(rows.length);
  const [all] = cellsOf(grid, 'C6');
  close(all!.value, total(rows, 'sales'), 'all');
  close(cellsOf(grid, 'C7')[0]!.value, earlier.length === 0 ? null : total(rows, 'sales') / total(earlier, 'sales') - 1, 'change of all');
  return rows.length;
}; // prettier-ignore

const contribution: Check = async ({ select, run }) => {
  const rows = falling(
    await select(
      `SELECT c.name name, SUM({amount l}) sales, SUM(${soldPieces} * {money p.cost 2}) cost, COUNT(p.cost) costs
        ${lines} JOIN {customer} c ON c.id = o.customer JOIN d_product p ON p.id = l.product WHERE ${kept} GROUP BY c.id, c.name`,
    ),
    'sales',
  );
  const grid = await run('contribution');
  const [sales, profit] = [total(rows, 'sales'), total(rows, 'sales') - total(rows, 'cost')];
  let before = 0;
  const expected = rows.map((row, at): Row => {
    const cumulated = before + number(row['sales']);
    const kind = before / sales < 0.8 ? 'A' : before / sales < 0.95 ? 'B' : 'C';
    before = cumulated;
    const own = number(row['sales']) - number(row['cost']);
    return { ...row, rank: at + 1, kind, share: number(row['sales']) / sales, cumulated: cumulated / sales, profit: own, part: own / profit, margin: own / number(row['sales']) };
  });
  const shown = linesOf(grid, 3);
  const kinds = new Map(expected.map((row) => [row['name'], row['kind']]));
  for (const line of shown) expect(line['C'], String(line['B'])).to.equal(kinds.get(line['B']));
  close(linesOf(grid, 4)[0]!['G'], profit, 'profit of all');
  return same(shown, expected, ['B', 'name'], { D: 'sales', E: 'share', F: 'cumulated', G: 'profit', H: 'part', I: 'margin' });
}; // prettier-ignore

/** Customers with what RFM takes; scores by the rank of SQL: 1 + ⌊5 × (rank − 1) ÷ all⌋. */
const scored = `SELECT name, last_on, orders, sales,
    1 + FLOOR(5 * (RANK() OVER (ORDER BY last_on) - 1) / COUNT(*) OVER ()) r,
    1 + FLOOR(5 * (RANK() OVER (ORDER BY orders) - 1) / COUNT(*) OVER ()) f,
    1 + FLOOR(5 * (RANK() OVER (ORDER BY sales) - 1) / COUNT(*) OVER ()) m
  FROM (SELECT c.name name, MAX(CASE WHEN o.kind = 'sale' THEN o.ordered_on END) last_on,
      SUM(CASE WHEN o.kind = 'sale' THEN 1 ELSE 0 END) orders, SUM({money o.total 4}) sales
    FROM {order} o JOIN {customer} c ON c.id = o.customer WHERE ${kept} GROUP BY c.id, c.name) t WHERE last_on IS NOT NULL`;
const segments = ['New customers', 'Promising', 'About to sleep', 'Hibernating', 'Need attention', 'At risk', 'Potential loyalists', 'Loyal customers', 'Cannot lose them', 'Champions'] as const; // prettier-ignore

const rfm: Check = async ({ select, run, today }) => {
  const rows = await select(scored);
  const list = await run('rfm_customers');
  const shown = linesOf(list, 3);
  const days = (last: unknown) => (Date.parse(today) - Date.parse(String(last).slice(0, 10))) / 86_400_000;
  const known = rows.map((row): Row => ({ ...row, days: days(row['last_on']) }));
  same(shown, known, ['A', 'name'], { C: 'days', D: 'orders', E: 'sales', F: 'r', G: 'f', H: 'm' });
  const names = new Map(rows.map((row) => [row['name'], [number(row['r']), number(row['f'])] as const]));
  for (const line of shown) {
    const [r, f] = names.get(String(line['A']))!;
    const place = r >= 4 ? (f >= 4 ? (r === 5 ? 9 : 7) : f >= 2 ? 6 : r === 5 ? 0 : 1) : r === 3 ? (f >= 4 ? 7 : f === 3 ? 4 : 2) : f <= 2 ? 3 : f === 5 ? 8 : 5; // prettier-ignore
    expect(line['I'], String(line['A'])).to.equal(segments[place]);
  }
  const grid = crossed(await run('rfm_grid'), { left: 'A3', top: 'B2', cell: 'B3' });
  for (let r = 1; r <= 5; r++)
    for (let f = 1; f <= 5; f++) {
      const count = rows.filter((row) => number(row['r']) === r && number(row['f']) === f).length;
      expect(number(grid.get(`${r}|${f}`)), `R ${r} F ${f}`).to.equal(count);
    }
  const parts = linesOf(await run('rfm_segments'), 3);
  for (const part of parts) {
    const own = shown.filter((line) => line['I'] === part['A']);
    close(part['B'], own.length, String(part['A']));
    close(
      part['D'],
      own.reduce((sum, line) => sum + number(line['E']), 0),
      `${String(part['A'])} spending`,
    );
  }
  expect(parts.reduce((sum, part) => sum + number(part['B']), 0)).to.equal(rows.length);
  return rows.length;
};

const cohorts: Check = async ({ select, run }) => {
  const sold = `FROM {order} o WHERE o.status <> 'cancelled' AND o.kind = 'sale' AND o.customer IS NOT NULL`;
  const rows = await select(
    `SELECT first, month, COUNT(DISTINCT customer) customers FROM
      (SELECT o.customer customer, {month o.ordered_on} month ${sold}) t
      JOIN (SELECT o.customer who, MIN({month o.ordered_on}) first ${sold} GROUP BY 1) f ON f.who = t.customer
      WHERE first BETWEEN :from AND :to GROUP BY 1, 2`,
  );
  const grid = await run('customer_cohorts');
  const counts = crossed(grid, { left: 'A4', top: 'C3', cell: 'C4' });
  const shares = crossed(grid, { left: 'A4', top: 'C3', cell: 'C5' });
  const index = (month: unknown) => Number(String(month).slice(0, 4)) * 12 + Number(String(month).slice(5, 7));
  let compared = 0;
  for (const row of rows) {
    const since = index(row['month']) - index(row['first']);
    if (since > 12) continue;
    const size = number(rows.find((each) => each['first'] === row['first'] && each['month'] === row['first'])!['customers']);
    close(counts.get(`${String(row['first'])}|${since}`), row['customers'], `${String(row['first'])} after ${since}`);
    close(shares.get(`${String(row['first'])}|${since}`), number(row['customers']) / size, 'share');
    compared++;
  }
  // Nobody else bought: all other fields are 0 or not known yet.
  expect([...counts.values()].filter((value) => number(value) > 0)).to.have.length(compared);
  return compared;
}; // prettier-ignore

const together: Check = async ({ select, run }) => {
  const sold = `FROM {order_line} l JOIN {order} o ON o.id = l.\`order\` WHERE o.kind = 'sale' AND ${kept}`;
  const pairs = await select(
    `SELECT a.product first, b.product second, x.name one, y.name two, COUNT(DISTINCT a.id) count FROM (SELECT o.id id, l.product product ${sold}) a
      JOIN (SELECT o.id id, l.product product ${sold}) b ON b.id = a.id AND b.product <> a.product
      JOIN d_product x ON x.id = a.product JOIN d_product y ON y.id = b.product GROUP BY 1, 2, 3, 4`,
  );
  const single = new Map((await select(`SELECT l.product product, COUNT(DISTINCT o.id) count ${sold} GROUP BY 1`)).map((row) => [row['product'], number(row['count'])])); // prettier-ignore
  const all = number((await select(`SELECT COUNT(DISTINCT o.id) count ${sold}`))[0]!['count']);
  const rules = pairs
    .map((row): Row => {
      const [count, a, b] = [number(row['count']), single.get(row['first'])!, single.get(row['second'])!];
      return { key: `${String(row['one'])} → ${String(row['two'])}`, count, support: count / all, confidence: count / a, lift: (count * all) / (a * b) }; // prettier-ignore
    })
    .filter(
      (row) => number(row['count']) >= Math.max(2, Math.ceil(0.004 * all - 1e-9)) && number(row['confidence']) >= 0.05,
    );
  const shown = linesOf(await run('bought_together'), 3).map((line) => ({ ...line, K: `${String(line['A'])} → ${String(line['B'])}` })) as readonly Line[]; // prettier-ignore
  expect(shown).to.have.length(Math.min(60, rules.length));
  const keys = new Set(shown.map((line) => line['K']));
  // What is left out has no higher lift than what is shown.
  const least = Math.min(...shown.map((line) => number(line['F'])));
  for (const rule of rules.filter((row) => !keys.has(row['key'])))
    expect(number(rule['lift'])).to.be.at.most(least + 1e-9);
  return same(shown, rules.filter((row) => keys.has(row['key'])), ['K', 'key'], { C: 'count', D: 'support', E: 'confidence', F: 'lift' }); // prettier-ignore
};

export const orderReports: Readonly<Record<string, Check>> = {
  top_customers: topCustomers,
  supplier_ranking: supplierRanking,
  region_months: regionMonths,
  contribution,
  rfm,
  customer_cohorts: cohorts,
  bought_together: together,
};

/* ------------------------------------------------------------ the others */

const funnel: Check = async ({ select, run, label }) => {
  const own = `d.engaged_on BETWEEN :from AND :to`;
  const lost = await select(`SELECT d.loss_reason code, COUNT(*) deals, SUM({money d.amount 2}) amount FROM {opportunity} d WHERE ${own} AND d.stage = 'lost' GROUP BY 1`); // prettier-ignore
  const here = await select(`SELECT d.stage code, COUNT(*) deals, SUM({money d.amount 2}) amount FROM {opportunity} d WHERE ${own} AND d.stage <> 'lost' GROUP BY 1`); // prettier-ignore
  const days = await select(
    `SELECT t.stage code, AVG(t.days * 1.0) days FROM d_opportunity_stage t JOIN {opportunity} d ON d.id = t.opportunity
      WHERE t.deleted_at IS NULL AND t.left_on IS NOT NULL AND ${own} GROUP BY 1`,
  );
  const grid = await run('funnel_conversion');
  const order = ['prospecting', 'engaging', 'qualified', 'proposal', 'negotiation', 'won'];
  const known: readonly Row[] = order.flatMap((code) => here.filter((row) => row['code'] === code));
  const came = known.map((_, at) => total(known.slice(at), 'deals'));
  const passed = came.map((count, at) => (at === 0 ? null : count / came[at - 1]!));
  const stages = linesOf(grid, 3);
  same(stages, known.map((row, at): Row => ({ ...row, name: label('stage', row['code']), came: came[at], passed: passed[at], part: came[at]! / came[0]!, days: days.find((each) => each['code'] === row['code'])?.['days'] })), ['A', 'name'], { B: 'deals', C: 'came', D: 'passed', E: 'part', F: 'days', G: 'amount' }); // prettier-ignore
  const weakest = Math.min(...passed.filter((each) => each !== null));
  const marked = cellsOf(grid, 'A3').map(({ style }) => style === 'bad');
  expect(marked).to.deep.equal(passed.map((each) => each === weakest));
  return same(linesOf(grid, 7), lost.map((row): Row => ({ ...row, name: label('loss_reason', row['code']), share: number(row['deals']) / total(lost, 'deals') })), ['A', 'name'], { B: 'deals', C: 'share', D: 'amount' }); // prettier-ignore
};

const behaviour: Check = async ({ select, run, label }) => {
  const grid = await run('customer_behaviour');
  const blocks = [
    { sql: `SELECT i.channel code, {month i.happened_at_l} month, COUNT(*) n FROM {interaction} i WHERE i.happened_at_l BETWEEN :from AND :to GROUP BY 1, 2`, dictionary: 'contact_channel', line: 3 },
    { sql: `SELECT i.purpose code, {month i.happened_at_l} month, COUNT(*) n FROM {interaction} i WHERE i.happened_at_l BETWEEN :from AND :to GROUP BY 1, 2`, dictionary: 'contact_purpose', line: 5 },
    { sql: `SELECT q.kind code, {month q.opened_at_l} month, COUNT(*) n FROM {service_request} q WHERE q.opened_at_l BETWEEN :from AND :to GROUP BY 1, 2`, dictionary: 'request_kind', line: 7 },
  ]; // prettier-ignore
  let compared = 0;
  for (const { sql, dictionary, line } of blocks) {
    const rows = await select(sql);
    const cells = crossed(grid, { left: `B${line}`, top: 'D2', cell: `D${line}` });
    for (const row of rows) close(cells.get(`${label(dictionary, row['code'])}|${String(row['month'])}`), row['n'], `${String(row['code'])} ${String(row['month'])}`); // prettier-ignore
    expect([...cells.values()].filter((value) => number(value) > 0)).to.have.length(rows.length);
    close(cellsOf(grid, `C${line + 1}`)[0]!.value, total(rows, 'n'), 'all');
    compared += rows.length;
  }
  return compared;
};

const composition: Check = async ({ select, run, label }) => {
  const grid = await run('composition');
  const parts = [
    { column: 'c.type', join: '', line: 3, dictionary: 'customer_type' },
    { column: 'c.level', join: '', line: 7, dictionary: 'customer_level' },
    { column: 'c.industry', join: '', line: 11, dictionary: 'industry' },
    { column: 'r.name', join: 'LEFT JOIN d_region r ON r.id = c.region', line: 15, dictionary: undefined },
  ];
  let compared = 0;
  for (const { column, join, line, dictionary } of parts) {
    const customers = await select(`SELECT ${column} code, COUNT(*) customers FROM {customer} c ${join} GROUP BY 1`);
    const sales = await select(`SELECT ${column} code, SUM({amount l}) sales ${lines} JOIN {customer} c ON c.id = o.customer ${join} WHERE ${kept} GROUP BY 1`); // prettier-ignore
    const all = total(customers, 'customers');
    const known = customers.map((row): Row => {
      const sold = sales.find((each) => each['code'] === row['code'])?.['sales'];
      return { name: dictionary ? label(dictionary, row['code']) : row['code'], customers: row['customers'], share: number(row['customers']) / all, sales: sold, part: sold === undefined ? null : number(sold) / total(sales, 'sales') }; // prettier-ignore
    });
    compared += same(linesOf(grid, line), known, ['A', 'name'], { B: 'customers', C: 'share', D: 'sales', E: 'part' });
  }
  return compared;
};

const hours = (from: unknown, to: unknown): number => (Date.parse(utc(to)) - Date.parse(utc(from))) / 3_600_000;
/** SQLite keeps instants as text, MariaDB as date-times without a zone. */
const utc = (value: unknown): string =>
  value instanceof Date ? value.toISOString() : `${String(value).replace(' ', 'T').replace(/Z$/, '')}Z`;
const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, each) => sum + each, 0) / values.length;

const service: Check = async ({ select, run, label }) => {
  const asked = await select(`SELECT q.* FROM {service_request} q WHERE q.opened_at_l BETWEEN :from AND :to`);
  const events = await select(
    `SELECT q.kind kind, q.opened_at opened, MIN(e.changed_at) answered FROM d_service_event e JOIN {service_request} q ON q.id = e.request
      WHERE e.deleted_at IS NULL AND e.position >= 1 AND q.opened_at_l BETWEEN :from AND :to GROUP BY q.id, q.kind, q.opened_at`,
  );
  const of = (rows: readonly Row[], kind: string | undefined) => rows.filter((row) => kind === undefined || row['kind'] === kind); // prettier-ignore
  const figures = (kind: string | undefined): Row => {
    const own = of(asked, kind);
    const timed = own.filter((row) => row['sla_met'] !== null);
    const rated = own.filter((row) => row['satisfaction'] !== null);
    return {
      requests: own.length,
      open: own.filter((row) => row['status'] !== 'resolved' && row['status'] !== 'closed').length,
      answer: mean(of(events, kind).map((row) => hours(row['opened'], row['answered']))),
      solve: mean(own.filter((row) => row['resolved_at'] !== null).map((row) => hours(row['opened_at'], row['resolved_at']))), // prettier-ignore
      in_time: mean(timed.map((row) => Number(row['sla_met']))),
      again: own.filter((row) => number(row['reopened']) > 0).length,
      rated: rated.length,
      satisfied: mean(rated.map((row) => number(row['satisfaction']))),
    };
  };
  const grid = await run('service_performance');
  const kinds = [...new Set(asked.map((row) => String(row['kind'])))];
  const letters = {
    B: 'requests',
    C: 'open',
    D: 'answer',
    E: 'solve',
    F: 'in_time',
    G: 'again',
    H: 'rated',
    I: 'satisfied',
  };
  same(linesOf(grid, 3), kinds.map((kind): Row => ({ ...figures(kind), name: label('request_kind', kind) })), ['A', 'name'], letters); // prettier-ignore
  for (const [letter, name] of Object.entries(letters))
    close(linesOf(grid, 4)[0]![letter], figures(undefined)[name], name);
  return asked.length;
};

const monthsBack = (date: string, count: number): string => {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - count, Math.min(day, last))).toISOString().slice(0, 10);
};

const churn: Check = async ({ select, run, today }) => {
  const [half, year] = [monthsBack(today, 6), monthsBack(today, 12)];
  const rows = await select(
    `SELECT c.name name, MIN(CASE WHEN o.kind = 'sale' THEN o.ordered_on END) first_on, MAX(CASE WHEN o.kind = 'sale' THEN o.ordered_on END) last_on,
      SUM(CASE WHEN o.kind = 'sale' THEN 1 ELSE 0 END) orders, SUM(CASE WHEN o.ordered_on > :half THEN {money o.total 4} END) recent,
      SUM(CASE WHEN o.ordered_on > :year AND o.ordered_on <= :half THEN {money o.total 4} END) earlier,
      (SELECT COUNT(*) FROM {service_request} q WHERE q.customer = c.id AND q.kind = 'complaint' AND q.opened_at_l >= :year) complaints
    FROM {order} o JOIN {customer} c ON c.id = o.customer
    WHERE o.status <> 'cancelled' AND (c.type NOT IN ('lost', 'competitor', 'blacklist') OR c.type IS NULL) GROUP BY c.id, c.name`,
    { half, year },
  );
  const day = (value: unknown) => Date.parse(String(value).slice(0, 10)) / 86_400_000;
  const own = (row: Row) => (number(row['orders']) < 2 ? null : Math.max(1, (day(row['last_on']) - day(row['first_on'])) / (number(row['orders']) - 1))); // prettier-ignore
  const sorted = rows.flatMap((row) => own(row) ?? []).sort((a, b) => a - b);
  const middle = (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
  const part = (value: number) => 100 * Math.min(1, Math.max(0, value));
  const expected = rows.map((row): Row => {
    const silent = day(today) - day(row['last_on']);
    const recency = part((silent / (own(row) ?? middle) - 1) / 2);
    const trend = number(row['earlier']) > 0 ? part(1 - number(row['recent']) / number(row['earlier'])) : null;
    const complaint = part(number(row['complaints']) / 3);
    const score = trend === null ? (50 * recency + 20 * complaint) / 70 : (50 * recency + 30 * trend + 20 * complaint) / 100; // prettier-ignore
    return { name: row['name'], silent, recency, trend, complaint, score };
  });
  const lines = linesOf(await run('churn_watch', { least: 0 }), 3);
  expect(lines).to.have.length(expected.length);
  for (const row of expected) {
    const line = lines.find((each) => each['A'] === row['name'])!;
    close(line['G'], row['silent'], String(row['name']));
    for (const [letter, name] of [
      ['H', 'recency'],
      ['I', 'trend'],
      ['J', 'complaint'],
      ['B', 'score'],
    ] as const)
      close(line[letter], row[name], `${String(row['name'])} ${name}`, 0.0501);
  }
  const high = linesOf(await run('churn_watch'), 3);
  expect(high.every((line) => number(line['B']) >= 40)).to.equal(true);
  // Scores are rounded to a tenth; none of these lies on the border.
  expect(high).to.have.length(lines.filter((line) => number(line['B']) >= 40).length);
  return lines.length;
};

const forecast: Check = async ({ select, run, today }) => {
  const rows = await select(`SELECT {month o.ordered_on} month, SUM({amount l}) sales ${lines} WHERE o.status <> 'cancelled' AND o.ordered_on >= :start GROUP BY 1`, { start: `${monthsBack(today, 48).slice(0, 7)}-01` }); // prettier-ignore
  const shown = linesOf(await run('sales_forecast'), 4);
  const months = new Map(rows.map((row) => [row['month'], row['sales']]));
  const known = shown.filter((line) => line['B'] !== null);
  expect(known).to.have.length(rows.length);
  for (const line of known) close(line['B'], months.get(line['A']), String(line['A']));
  const ahead = shown.filter((line) => line['D'] !== null);
  expect(ahead.map((line) => line['A'])).to.have.length(6);
  expect(ahead.at(-1)!['A'], 'the month that runs is forecast').to.equal(`${today.slice(0, 7)}-01`);
  for (const line of ahead) expect(['G', 'E', 'D', 'F', 'H'].map((letter) => number(line[letter]))).to.satisfy((list: number[]) => list.every((each, at) => at === 0 || each >= list[at - 1]!)); // prettier-ignore
  return known.length;
};

export const otherReports: Readonly<Record<string, Check>> = {
  funnel_conversion: funnel,
  customer_behaviour: behaviour,
  composition,
  service_performance: service,
  churn_watch: churn,
  sales_forecast: forecast,
};
