/**
 * Every report that ships, against SQL written by hand over the tables or reckoned here from its rows, for people of the
 * made-up company: the tables of their own, and the sheets that stand on dashboards beside their charts. Nothing here knows
 * a transform or how a sheet is expanded. The same reports on real data, and that every click leads to as many records as
 * its figure says, are in scenario/analyses.
 */
import { execFileSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import type { Grid, GridCell } from '../../metadata/sheet/types.js';
import { eachDatabase } from '../helper/databases.js';
import { eventually } from '../helper/eventually.js';
import { tableOfHtml } from '../helper/file-readers.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';
import { comparePdf } from '../helper/pdf-cells.js';
import { labelText } from '../../metadata/value.js';
import { picturesOfWorkbook, readWorkbook, shownGrid } from '../helper/workbook.js';
import { readingAs } from '../../server/work/reading-context.js';
import { write, type Person } from './analyses-sql.js';
import { buyerCount, orderCount } from './analyses-statements.js';
import { orderReports, otherReports, reportTools, type ReportTools, type Row } from './shipped-reports.js';

const readPdf = (bytes: ArrayBuffer): string =>
  execFileSync('pdftotext', ['-raw', '-bbox', '-', '-'], { input: Buffer.from(bytes), encoding: 'utf8' });

const steps = ['prospecting', 'engaging', 'qualified', 'proposal', 'negotiation', 'won'] as const;

eachDatabase('scenario/shipped-reports', function (fixture) {
  let live: LiveSite;
  let dates: { readonly from: string; readonly to: string };
  let period: string;
  let browser: Browser;
  let tools: ReportTools;
  before(async function () {
    this.timeout(240_000);
    live = await startLiveSite({ url: await fixture.freshUrl(), sample: true });
    const to = live.site.system('test').evaluation.today();
    dates = { from: `${Number(to.slice(0, 4)) - 1}-${to.slice(5, 7)}-01`, to };
    period = `${dates.from}..${dates.to}`;
    browser = await live.signIn('bo.manager');
    const person = await personOf('bo.manager');
    tools = reportTools({
      live,
      browser,
      dates,
      select: (text, values) => select(text, person, { ...dates, ...values }),
    });
  });
  after(() => live?.close());

  async function select(text: string, person: Person, values: Readonly<Record<string, string | null>>) {
    const answer: unknown = await live.site.services.database.read.raw(write(text, { engine: fixture.engine, person }, values)); // prettier-ignore
    return (fixture.engine === 'mysql' ? (answer as [unknown[]])[0] : answer) as readonly Row[];
  }
  const all: Person = { id: 'nobody', sight: { all: true } };
  const valueOf = async (sql: string) => String(Object.values((await select(sql, all, {}))[0]!)[0]);

  async function personOf(login: 'ann.sales' | 'bo.manager'): Promise<Person> {
    const id = await valueOf(`SELECT id FROM d_user WHERE login = '${login}'`);
    if (login === 'ann.sales') return { id, sight: { owner: id } };
    return { id, sight: { department: await valueOf(`SELECT department FROM d_user WHERE id = '${id}'`) } };
  }

  async function gridOf(login: string, report: string, parameters: object): Promise<Grid> {
    const browser = await live.signIn(login);
    const answer = await browser.post(`/api/reports/${report}/run`, { parameters });
    expect(answer.status, answer.text).to.equal(200);
    return answer.json as Grid;
  }
  /** Values of one template row by the first of them, one list for each instance. */
  function rowsOf(grid: Grid, line: number): readonly (readonly unknown[])[] {
    const found = new Map<number, unknown[]>();
    for (const cell of grid.cells) {
      const [, letter, number] = /^([A-Z])(\d+)$/.exec(cell.source)!;
      if (Number(number) !== line) continue;
      const row = found.get(cell.row) ?? [];
      row[letter!.charCodeAt(0) - 65] = cell.value;
      found.set(cell.row, row);
    }
    return [...found.entries()].sort(([a], [b]) => a - b).map(([, row]) => row);
  }
  const expectClose = (actual: unknown, expected: number | null, said: string): void => {
    if (expected === null) expect(actual ?? null, said).to.equal(null);
    else expect(Number(actual), said).to.be.closeTo(expected, 1e-4);
  };

  for (const login of ['ann.sales', 'bo.manager'] as const) {
    for (const narrow of [false, true]) {
      it(`shows ${login} the stages, what passed on and the days${narrow ? ' of one salesperson' : ''}`, async () => {
        const person = await personOf(login);
        const owner = narrow ? (await personOf('ann.sales')).id : null;
        const values = { ...dates, owner };
        const own = `d.engaged_on BETWEEN :from AND :to${narrow ? ' AND d.owner = :owner' : ''}`;
        const counts = await select(`SELECT d.stage stage, COUNT(*) deals FROM {opportunity} d WHERE ${own} GROUP BY 1`, person, values); // prettier-ignore
        const days = await select(
          `SELECT t.stage stage, SUM(t.days) total, COUNT(t.days) count FROM d_opportunity_stage t
            JOIN {opportunity} d ON d.id = t.opportunity
            WHERE t.deleted_at IS NULL AND t.left_on IS NOT NULL AND ${own} GROUP BY 1`,
          person,
          values,
        );
        const here = (stage: string) => Number(counts.find((row) => row['stage'] === stage)?.['deals'] ?? 0);
        const meanOf = (stage: string): number | null => {
          const row = days.find((each) => each['stage'] === stage);
          return row ? Number(row['total']) / Number(row['count']) : null;
        };
        const known = steps.filter((stage) => here(stage) > 0);
        const name = (stage: string) => stage.charAt(0).toUpperCase() + stage.slice(1);
        const came = known.map((_, index) => known.slice(index).reduce((sum, stage) => sum + here(stage), 0));
        const passed = came.map((count, index) => (index === 0 ? null : count / came[index - 1]!));
        const weakest = Math.min(...passed.filter((each) => each !== null));
        const longest = Math.max(...known.map((stage) => meanOf(stage) ?? 0));

        const parameters = { period, ...(narrow ? { owner } : {}) };
        const rows = rowsOf(await gridOf(login, 'funnel_stages', parameters), 2);

        expect(rows.map(([stage]) => stage)).to.deep.equal(known.map(name));
        expect(rows.map((row) => row[1])).to.deep.equal(known.map(here));
        expect(rows.map((row) => row[2])).to.deep.equal(came);
        rows.forEach(([stage, , , share, mean, mark], index) => {
          expectClose(share, passed[index]!, `${String(stage)} passed on`);
          expectClose(mean, meanOf(known[index]!), `${String(stage)} days`);
          expect(String(mark ?? '').includes('▾'), `${String(stage)} weakest`).to.equal(passed[index] === weakest);
          expect(String(mark ?? '').includes('▴'), `${String(stage)} longest`).to.equal(meanOf(known[index]!) === longest);
        }); // prettier-ignore
        expect(rows.length).to.be.greaterThan(3);
        expect(longest).to.be.greaterThan(1);
      });
    }

    it(`shows ${login} the areas of all countries and of one`, async () => {
      const person = await personOf(login);
      for (const country of [null, login === 'ann.sales' ? 'DE' : 'US']) {
        const expected = await select(
          `SELECT c.country country, c.area area, ${buyerCount}, ${orderCount}, SUM({money o.total 4}) sales
            FROM {order} o LEFT JOIN {customer} c ON c.id = o.customer
            WHERE o.status <> 'cancelled' AND o.ordered_on BETWEEN :from AND :to${country ? ' AND c.country = :country' : ''} GROUP BY 1, 2`,
          person,
          { ...dates, country },
        );
        const parameters = { period, ...(country ? { country } : {}) };
        const rows = rowsOf(await gridOf(login, 'area_details', parameters), 3);
        expect(rows).to.have.length(expected.length);
        expect(rows.length).to.be.greaterThan(0);
        const figures = (list: readonly (readonly unknown[])[]) => list.map((row) => row.map((each) => Number(each).toFixed(4)).join(' ')).sort(); // prettier-ignore
        expect(figures(rows.map((row) => row.slice(2)))).to.deep.equal(
          figures(expected.map((row) => [row['customers'], row['orders'], row['sales']])),
        );
      }
    });
  }

  for (const [name, check] of Object.entries({ ...orderReports, ...otherReports })) {
    it(`${name} has the figures of the tables`, async () => {
      expect(await check(tools)).to.be.greaterThan(2);
    });
  }

  it('leads from a field of the RFM grid, and from a segment, to just those customers', async () => {
    const lists: readonly (readonly [string, string])[] = [['rfm_grid', 'B3'], ['rfm_grid', 'C3'], ['rfm_grid', 'C4'], ['rfm_segments', 'B3']]; // prettier-ignore
    for (const [report, source] of lists) {
      const shown = (await tools.run(report)).cells.filter((cell) => cell.source === source && Number(cell.value) > 0);
      for (const cell of [shown[0]!, shown.at(-1)!]) {
        const [{ open, name, parameters }] = (cell.on as { click: [{ open: string; name: string; parameters: Row }] }).click; // prettier-ignore
        expect([open, name]).to.deep.equal(['report', 'rfm_customers']);
        const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== null));
        const period = given['period'] as readonly string[];
        const grid = await tools.run(name, { ...given, period: Array.isArray(period) ? period.join('..') : period });
        expect(grid.cells.filter((each) => each.source === 'A3'), `${report} ${source}`).to.have.length(Number(cell.value)); // prettier-ignore
      }
    }
  });

  it('tells a salesperson, who may not see costs, net sales beside "no access"', async () => {
    const ann = await live.signIn('ann.sales');
    const answer = await ann.post('/api/reports/contribution/run', { parameters: {} });
    const cells = (answer.json as Grid).cells.filter(({ source }) => /^[A-I][34]$/.test(source));
    const shut = (cell: GridCell) => cell.kind === 'noAccess';
    expect(new Set(cells.filter(shut).map(({ source }) => source))).to.deep.equal(new Set(['G3', 'H3', 'I3', 'G4', 'H4', 'I4'])); // prettier-ignore
    expect(cells.filter(({ source, value }) => source === 'D3' && typeof value === 'number').length).to.be.greaterThan(
      3,
    );
  });

  const fileOf = async (report: string, format: string, parameters: object): Promise<ArrayBuffer> => {
    const answer = await fetch(`${live.address}/api/reports/${report}/export`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: browser.cookie! },
      body: JSON.stringify({ format, parameters }),
    });
    expect(answer.status, `${report} ${format}`).to.equal(200);
    return answer.arrayBuffer();
  };

  /** In three languages and with Chinese names; those with groups and totals, and a cross-tab, also as text and as a page. */
  const exported = [
    'activity_details', 'area_details', 'bought_together', 'churn_watch', 'composition', 'contribution', 'customer_behaviour',
    'customer_cohorts', 'funnel_conversion', 'funnel_details', 'funnel_stages', 'last_contacts', 'launch_details',
    'ranking_details', 'region_months', 'rfm_customers', 'rfm_grid', 'rfm_segments', 'sales_by_region', 'sales_forecast',
    'service_performance', 'supplier_ranking', 'target_entry', 'top_customers',
  ]; // prettier-ignore
  const asText = new Set(['contribution', 'region_months', 'sales_by_region', 'target_entry']);
  const languageOf = (report: string) => (report === 'contribution' || report === 'region_months' ? 'en' : report === 'rfm_grid' ? 'es' : 'zh-CN'); // prettier-ignore

  it('makes the same file in a work process that reads by itself, with the rights of whoever ordered it and no others', async () => {
    const { work } = live.site.services;
    const asked: string[] = [];
    const run = work.run.bind(work);
    work.run = (task, input, options) => (asked.push(task), run(task, input, options));
    try {
      for (const [login, report] of Object.entries({ 'ann.sales': 'contribution', 'bo.manager': 'churn_watch' })) {
        const person = await live.signIn(login);
        const path = `/api/reports/${report}/export`;
        const atOnce = await person.post(path, { format: 'csv' });
        asked.length = 0;
        const { job } = (await person.post(path, { format: 'csv', later: true })).json as { job: string };
        const isDone = async () => ((await person.get(`/api/jobs/${job}`)).json as { state: string }).state === 'done' || undefined; // prettier-ignore
        await eventually(isDone, `the file of ${report}`, 30_000);
        expect(asked, 'nothing was read here').to.deep.equal(['report.export']);
        const later = await person.get(`/api/files/${job}`);
        expect(later.text).to.equal(atOnce.text);
        expect(later.text.split('\r\n').length).to.be.above(10);
      }
    } finally {
      work.run = run;
    }
    const as = readingAs(await live.site.services.asPerson!((await personOf('ann.sales')).id, 'test'))!;
    const more = { ...as, shared: ['customer'] };
    const told = await work.run('report.export', { as: more, report: 'contribution', request: { format: 'csv' } }, { timeoutMs: 60_000 }).catch((error: Error) => error); // prettier-ignore
    expect(told).to.include({ status: 403, code: 'PERMISSION_CHANGED' });
    expect(readingAs(live.site.system('test')), 'rights that nobody holds').to.equal(undefined);
  });

  // The writers do not know which engine the rows came from.
  if (fixture.engine !== 'sqlite') return;

  it('knows every report that ships', () => {
    const shipped = live.site.releases.current().model.list('report').map(({ name }) => name); // prettier-ignore
    expect([...exported]).to.have.members(shipped);
  });

  for (const report of exported) {
    const language = languageOf(report);
    it(`says the same of ${report} in every file (${language})`, async () => {
      await browser.send('PUT', '/api/session/preferences', { language });
      const grid = await tools.run(report);
      const hasPeriod = live.site.releases.current().model.find('report', report)!.parameters!.some(({ name }) => name === 'period'); // prettier-ignore
      const parameters = hasPeriod ? { period: `${tools.dates.from}..${tools.dates.to}` } : {};
      const wanted = shownGrid(grid.cells);
      expect(wanted.length).to.be.above(10);

      const charts = live.site.releases.current().model.find('report', report)!.charts ?? [];
      const xlsx = await fileOf(report, 'xlsx', parameters);
      // Charts stand below the sheet.
      expect((await readWorkbook(xlsx)).filter(([row]) => row < grid.rows.length)).to.deep.equal(wanted);
      expect(await picturesOfWorkbook(xlsx)).to.equal(charts.length);
      const below = comparePdf(grid, readPdf(await fileOf(report, 'pdf', parameters)));
      if (charts.length === 0) expect(below).to.equal('');
      // Drawn, not told that it cannot be: its axis names what the sheet names.
      else expect(grid.cells.filter(({ source, text }) => /^[AB]3$/.test(source) && text !== '' && below.includes(text.replace(/\s+/g, ''))), below).to.have.length.above(4); // prettier-ignore
      for (const { label } of charts) expect(below).to.include(labelText(label, language, ''));
      if (!asText.has(report)) return;

      const page = tableOfHtml(Buffer.from(await fileOf(report, 'html', parameters)).toString('utf8'));
      const text = parse(Buffer.from(await fileOf(report, 'csv', parameters)), { bom: true }) as string[][];
      expect([page.length, text.length]).to.deep.equal([grid.rows.length, grid.rows.length]);
      const covered = new Set<string>();
      for (const { row, column, rowSpan = 1, columnSpan = 1, value, text: shown } of grid.cells) {
        for (let at = 0; at < rowSpan * columnSpan; at++) covered.add(`${row + Math.floor(at / columnSpan)},${column + (at % columnSpan)}`); // prettier-ignore
        expect(page[row]![column], `${row},${column}`).to.equal(shown);
        expect(text[row]![column], `${row},${column}`).to.equal(typeof value === 'number' ? String(value) : shown.replace(/^(?=[=+\-@])/, "'")); // prettier-ignore
      }
      expect(text.flatMap((line, row) => line.filter((each, column) => each !== '' && !covered.has(`${row},${column}`)))).to.deep.equal([]); // prettier-ignore
    });
  }
});
