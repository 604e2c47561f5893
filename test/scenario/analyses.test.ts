/**
 * Every figure of every analysis that ships, through POST /api/dashboards/:name/data, against SQL written by hand over the
 * tables: on the made-up company for four people with different rights, and on real data. What a click leads to has the
 * figure that was clicked.
 */
import { expect } from 'chai';
import type { ResultColumn, ResultRow } from '../../metadata/contributions.js';
import type { DashboardDocument, WidgetDocument } from '../../metadata/schema/dashboard.js';
import { runImportSet } from '../../server/import/run-set.js';
import { eachDatabase } from '../helper/databases.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';
import { needsRealData, realData } from '../helper/real-data.js';
import { followClicks } from './analyses-clicks.js';
import * as customers from './analyses-customers.js';
import * as homes from './analyses-homes.js';
import * as sales from './analyses-sales.js';
import { write, type Person } from './analyses-sql.js';
import { sqlOf, type Analysis, type Statement } from './analyses-statements.js';
import { orderReports, reportTools, type ReportTools } from './shipped-reports.js';

const analyses: readonly Analysis[] = [...Object.values(sales), ...Object.values(customers), ...Object.values(homes)];
type Values = Readonly<Record<string, string | null>>;
interface WidgetData {
  readonly datasets: Readonly<Record<string, { readonly columns: readonly ResultColumn[]; readonly rows: readonly ResultRow[] }>>;
} // prettier-ignore

/** People of the made-up company by what they may see of it. */
const logins = ['ann.sales', 'ines.manager', 'bo.manager', 'cleo.marketing'] as const;
/** Rights are the same conditions on both engines (scenario/oracle): on the second, one of a team. */
const loginsOn = { sqlite: logins, mysql: ['bo.manager'] } as const;
/** Who follows every click; on the second engine one who sees little: where a click leads is reckoned without an engine. */
const followersOn = { sqlite: ['bo.manager', 'ann.sales'], mysql: ['ann.sales'] } as const;
/** Whose clicks are followed; on the second engine those of dashboards, for reports lead to lists by the same way. */
const clickedOn = { sqlite: ['dashboard', 'report'], mysql: ['dashboard'] } as const;

eachDatabase('scenario/analyses', (fixture) => {
  /** A site and how its tables are read beside it. */
  function readerOf(live: LiveSite) {
    const { database } = live.site.services;
    const select = async (sql: string) => {
      const answer: unknown = await database.read.raw(sql);
      const rows = fixture.engine === 'mysql' ? (answer as [unknown[]])[0] : answer;
      return rows as Record<string, unknown>[];
    };
    const one = async (sql: string) => String(Object.values((await select(sql))[0]!)[0]);
    return {
      select,
      one,
      async person(login: string): Promise<Person> {
        const id = await one(`SELECT id FROM d_user WHERE login = '${login}'`);
        if (login.endsWith('.manager')) return { id, sight: { department: await one(`SELECT department FROM d_user WHERE id = '${id}'`) } }; // prettier-ignore
        return { id, sight: login.endsWith('.sales') ? { owner: id } : { market: id } };
      },
      async narrow(analysis: Analysis): Promise<Record<string, string>> {
        const values = Object.entries(analysis.narrow).map(async ([name, value]) => [
          name,
          value.startsWith('SELECT') ? await one(value) : value,
        ]);
        return Object.fromEntries(await Promise.all(values)) as Record<string, string>;
      },
      expected: (statement: Statement, person: Person, values: Values) =>
        select(write(sqlOf(statement, values), { engine: fixture.engine, person }, values)),
    };
  }
  type Reader = ReturnType<typeof readerOf>;

  const dashboardOf = (live: LiveSite, name: string): DashboardDocument =>
    live.site.releases.current().model.find('dashboard', name)!;

  async function widgetData(browser: Browser, dashboard: string, widget: string, parameters: object): Promise<WidgetData> {
    const answer = await browser.post(`/api/dashboards/${dashboard}/data`, { widget, parameters });
    expect(answer.status, `${dashboard} ${widget} ${answer.text}`).to.equal(200);
    return answer.json as WidgetData;
  } // prettier-ignore

  /** Compares every widget; gives how many rows were compared, so that nothing is proved by empty charts. */
  async function compare(
    { live, reader, browser }: { readonly live: LiveSite; readonly reader: Reader; readonly browser: Browser },
    { analysis, person, values }: { readonly analysis: Analysis; readonly person: Person; readonly values: Values },
  ): Promise<number> {
    const { widgets, datasets, parameters = [] } = dashboardOf(live, analysis.dashboard);
    const declared = new Set(parameters.map((parameter) => parameter.name));
    const known = Object.entries(values).filter(([name]) => declared.has(name));
    const period = declared.has('period') ? { period: `${values['from']}..${values['to']}` } : {};
    const given = { ...Object.fromEntries(known), ...period };
    const seen = new Set<string>();
    let rows = 0;
    // Lists are held to what they lead to, in analyses-clicks.
    for (const widget of widgets.filter(({ type }) => type !== 'list')) {
      // Parts that stand on the same rows get them by the same way; a drill has rows of its own.
      if (!widget.drill && datasetsOf(widget, datasets).every((name) => seen.has(name))) continue;
      const answer = await widgetData(browser, analysis.dashboard, widget.id, given);
      for (const [name, data] of Object.entries(answer.datasets)) {
        const statement = analysis.datasets[name];
        if (!statement) throw new Error(`No statement for ${analysis.dashboard}.${name}.`);
        const expected = await reader.expected(statement, person, { ...values, me: person.id });
        expectRows(`${analysis.dashboard}.${name}`, data, expected, statement);
        seen.add(name);
        rows += data.rows.length;
      }
    }
    expect([...seen], analysis.dashboard).to.have.members(Object.keys(analysis.datasets));
    return rows;
  }

  describe('made up', function () {
    this.timeout(400_000);
    let live: LiveSite;
    let reader: Reader;
    let dates: { from: string; to: string; today: string; quarter: string };
    const browsers = new Map<string, Browser>();

    before(async () => {
      live = await startLiveSite({ url: await fixture.freshUrl(), sample: true });
      reader = readerOf(live);
      const today = live.site.system('test').evaluation.today();
      const start = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 12, 1));
      dates = { from: start.toISOString().slice(0, 10), to: today, today, quarter: threeMonthsBefore(today) };
      for (const login of [...logins, 'sara.service', 'admin']) browsers.set(login, await live.signIn(login));
    });
    after(() => live?.close());

    for (const login of loginsOn[fixture.engine]) {
      for (const analysis of analyses.filter(({ dashboard }) => dashboard !== 'home_service')) {
        it(`${analysis.dashboard} shows ${login} what the tables say`, async () => {
          const person = await reader.person(login);
          const tools = { live, reader, browser: browsers.get(login)! };
          const rows = await compare(tools, { analysis, person, values: dates });
          // Only a salesperson has a day of sales.
          const isOthersDay = analysis.dashboard === 'home_sales' && login !== 'ann.sales';
          expect(rows).to.be.greaterThan(isOthersDay ? 3 : 10);
        });
      }
    }

    // A day of service needs requests of one's department: the service staff's own, and a manager's.
    for (const login of { sqlite: ['sara.service', 'bo.manager'], mysql: ['sara.service'] }[fixture.engine]) {
      it(`home_service shows ${login} what the tables say`, async () => {
        const person = await reader.person(login);
        const tools = { live, reader, browser: browsers.get(login)! };
        expect(await compare(tools, { analysis: homes.homeService, person, values: dates })).to.be.greaterThan(10);
      });
    }

    for (const analysis of analyses.filter(({ narrow }) => Object.keys(narrow).length > 0)) {
      it(`${analysis.dashboard} follows its query pane`, async () => {
        const narrow = await reader.narrow(analysis);
        const person = await reader.person('bo.manager');
        const tools = { live, reader, browser: browsers.get('bo.manager')! };
        expect(await compare(tools, { analysis, person, values: { ...dates, ...narrow } })).to.be.greaterThan(3);
        const months = dashboardOf(live, analysis.dashboard).parameters?.some(({ name }) => name === 'month');
        const month = `${dates.to.slice(0, 4)}-02-01` < dates.from ? dates.from : `${dates.to.slice(0, 4)}-02-01`;
        if (months) await compare(tools, { analysis, person, values: { ...dates, ...narrow, month } });
      });
    }

    it('shows each of them something else: own, of the team, all', async () => {
      const seen = new Map<string, unknown>();
      for (const login of logins) {
        const { datasets } = await widgetData(browsers.get(login)!, 'own_brands', 'k_sales', {});
        seen.set(login, datasets['total']!.rows[0]!['sales']);
      }
      const [ann, ines, bo, cleo] = logins.map((login) => Number(seen.get(login)));
      expect(ann).to.be.within(1, ines! - 1);
      expect(ines).to.be.lessThan(bo!);
      expect(bo, 'the sales department owns every order').to.be.closeTo(cleo!, 1e-6);
    });

    for (const login of followersOn[fixture.engine]) {
      for (const kind of clickedOn[fixture.engine]) {
        it(`leads ${login} from every mark of every ${kind} to lists with the figure that was clicked`, async () => {
          const person = await reader.person(login);
          const system = live.site.system('test');
          const functions = system.registries.function;
          const department = await reader.one(`SELECT department FROM d_user WHERE id = '${person.id}'`);
          const user = ([name]: readonly string[]) => (name === 'department' ? department : person.id);
          const context = { ...system.evaluation, user };
          const { model } = live.site.releases.current();
          const tools = { browser: browsers.get(login)!, model, functions, context };
          const narrow = new Map<string, Values>();
          // What one person's query pane narrows, another's does, too.
          for (const analysis of login === 'bo.manager' ? analyses : [])
            narrow.set(analysis.dashboard, await reader.narrow(analysis));
          const followed = await followClicks(tools, kind, narrow);
          expect(followed.marks).to.be.greaterThan(kind === 'dashboard' ? 200 : 40);
        });
      }
    }
  });

  describe('real', function () {
    this.timeout(600_000);
    let live: LiveSite;
    let reader: Reader;
    let browser: Browser;

    before(async function () {
      needsRealData(this, 'northwind', 'crm_opportunities', 'online_retail', 'campaigns');
      // The same statements are asked of the made-up company on both engines; real-data-sets imports on both.
      if (fixture.engine === 'mysql' && process.env['TRELLIS_DATA_FULL'] !== '1') this.skip();
      live = await startLiveSite({ url: await fixture.freshUrl() });
      reader = readerOf(live);
      const context = live.site.system('import');
      for (const set of ['northwind', 'crm_opportunities']) await runImportSet(context, set, realData);
      await runImportSet(context, 'online_retail', realData, { limit: 6000 });
      browser = await live.signIn('admin');
    });
    after(() => live?.close());

    const spans = {
      Northwind: ['1996-07-01', '1998-05-31'],
      'the opportunities': ['2016-10-01', '2017-12-31'],
      'online retail': ['2009-12-01', '2010-12-31'],
    } as const;
    const asked = analyses.filter(
      ({ dashboard }) => !dashboard.startsWith('home_') && dashboard !== 'network_activity',
    );
    for (const [name, [from, to]] of Object.entries(spans)) {
      it(`every analysis shows ${name} as the tables have it`, async () => {
        const person: Person = { id: 'nobody', sight: { all: true } };
        let rows = 0;
        for (const analysis of asked) {
          rows += await compare({ live, reader, browser }, { analysis, person, values: { from, to, today: to } });
        }
        expect(rows).to.be.greaterThan(60);
      });
    }

    it('every report over orders shows Northwind as the tables have it', async () => {
      const [from, to] = spans.Northwind;
      const person: Person = { id: 'nobody', sight: { all: true } };
      const select: ReportTools['select'] = (text, values) =>
        reader.select(write(text, { engine: fixture.engine, person }, { from, to, ...values }));
      const tools = reportTools({ live, browser, dates: { from, to }, select });
      for (const [name, check] of Object.entries(orderReports)) expect(await check(tools), name).to.be.greaterThan(2);
    });
  });
});

/** The same day three months earlier, or the last of that month. */
function threeMonthsBefore(today: string): string {
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 3, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 4, Math.min(day, last))).toISOString().slice(0, 10);
}

/** Those that a part names anywhere. */
function datasetsOf(widget: WidgetDocument, datasets: DashboardDocument['datasets']): readonly string[] {
  const text = JSON.stringify(widget);
  return datasets.map(({ name }) => name).filter((name) => text.includes(JSON.stringify(name)));
}

/** Rows in any order; of a dataset with a limit those with the largest figures, ties as they come. */
function expectRows(
  name: string,
  { columns, rows }: { readonly columns: readonly ResultColumn[]; readonly rows: readonly ResultRow[] },
  expected: readonly Record<string, unknown>[],
  { groups = 0, top }: Statement,
): void {
  const names = columns.map((column) => column.name);
  const keyOf = (row: Readonly<Record<string, unknown>>) => names.slice(0, groups).map((each) => plain(row[each])).join('|'); // prettier-ignore
  const byKey = new Map(expected.map((row) => [keyOf(row), row]));
  expect(byKey.size, `${name}: groups of the statement`).to.equal(expected.length);
  const count = top === undefined ? expected.length : Math.min(top, expected.length);
  expect(rows.length, `${name}: rows`).to.equal(count);
  for (const row of rows) {
    const other = byKey.get(keyOf(row));
    if (!other) throw new Error(`${name}: ${JSON.stringify(row)} is not in the tables.`);
    byKey.delete(keyOf(row));
    for (const each of names.slice(groups)) expectClose(row[each], other[each], `${name} ${keyOf(row)} ${each}`);
  }
  const figure = Object.keys(expected[0] ?? {}).at(-1)!;
  const least = Math.min(...rows.map((row) => Number(row[figure])));
  for (const left of byKey.values()) expect(Number(left[figure]), `${name}: left out`).to.be.at.most(least + 1e-6);
}

const plain = (value: unknown): string => (value === null || value === undefined ? '–' : String(value).slice(0, 60));

function expectClose(actual: unknown, expected: unknown, said: string): void {
  if (expected === null || expected === undefined) {
    expect(actual ?? null, said).to.equal(null);
    return;
  }
  expect(actual, said).to.be.a('number');
  expect(Number(actual), said).to.be.closeTo(Number(expected), 1e-4);
}
