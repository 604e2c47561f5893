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
import { pagesOfPdf, tableOfHtml } from '../helper/file-readers.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';
import { readWorkbook, shownGrid } from '../helper/workbook.js';
import { write, type Person } from './analyses-sql.js';
import { buyerCount, orderCount } from './analyses-statements.js';
import { orderReports, otherReports, reportTools, type ReportTools, type Row } from './shipped-reports.js';

const readPdf = (bytes: ArrayBuffer): string =>
  execFileSync('pdftotext', ['-bbox', '-', '-'], { input: Buffer.from(bytes), encoding: 'utf8' });

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
        const figures = (list: readonly (readonly unknown[])[]) => list.map((row) => row.map((each) => Number(each).toFixed(3)).join(' ')).sort(); // prettier-ignore
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

  /** Groups with totals, a cross-tab, and one that is read in Chinese. */
  const exported = [
    ['contribution', 'en', 500],
    ['region_months', 'en', 40],
    ['sales_by_region', 'zh-CN', 100],
  ] as const;
  for (const [report, language, least] of exported) {
    it(`says the same of ${report} in every file (${language})`, async () => {
      await browser.send('PUT', '/api/session/preferences', { language });
      const grid = await tools.run(report);
      const parameters = { period: `${tools.dates.from}..${tools.dates.to}` };
      const wanted = shownGrid(grid.cells);
      expect(wanted.length).to.be.above(least);

      const workbook = await readWorkbook(await fileOf(report, 'xlsx', parameters));
      expect(workbook).to.deep.equal(wanted);

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

      const pages = pagesOfPdf(readPdf(await fileOf(report, 'pdf', parameters)));
      const feet = pages.map((words) => words.splice(-3).join(' '));
      expect(feet).to.deep.equal(pages.map((_, index) => `${index + 1} / ${pages.length}`));
      const words = grid.cells.flatMap((cell) => cell.text.split(/\s+/).filter((word) => word !== ''));
      const head = grid.cells.filter((cell) => grid.rows[cell.row]!.role === 'header').flatMap((cell) => cell.text.split(/\s+/)).filter((word) => word !== ''); // prettier-ignore
      for (const shown of pages) expect(head.filter((word) => !shown.includes(word))).to.deep.equal([]);
      // What a page repeats, heads and the names of groups that it cuts, is there more often.
      const times = (list: readonly string[]) => list.reduce((map, word) => map.set(word, (map.get(word) ?? 0) + 1), new Map<string, number>()); // prettier-ignore
      const [drawn, known] = [times(pages.flat()), times(words)];
      for (const [word, count] of known) expect(drawn.get(word) ?? 0, word).to.be.at.least(count);
      expect([...drawn.keys()].filter((word) => !known.has(word))).to.deep.equal([]);
    });
  }
});
