/**
 * What stands where rows would, on every kind of screen: nothing there, still loading, failed, not allowed. Each is seen and
 * says what it is, no right is told apart from no data, and what is empty or failed has one next step. The answers are
 * made up on the way; axe looks at each.
 */
import { expect } from 'chai';
import type { Locator, Page, Route } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { follow, withLivePages } from '../helper/live-page.js';
import { hasFocus } from '../helper/page-signs.js';

type StateName = 'empty' | 'loading' | 'failed' | 'forbidden';

interface Answer {
  readonly status?: number;
  readonly json: unknown;
}

interface StateScreen {
  readonly name: string;
  readonly path: string;
  /** Requests that bring its data. */
  readonly data: readonly (string | RegExp)[];
  /** Answers of a server that has nothing. */
  readonly nothing: (route: Route) => Answer | Promise<Answer>;
  /** What it says where there is nothing. */
  readonly empty: RegExp;
  readonly failed: RegExp;
  readonly forbidden: RegExp;
  readonly loading?: (page: Page) => Locator;
  /** Loaded for each state, where a link would not close what stands above the page. */
  readonly anew?: true;
  /** Done once the page stands, where the state comes after that. */
  readonly act?: (page: Page) => Promise<unknown>;
  /** The part that says it, and its next steps. */
  readonly state?: (page: Page) => Locator;
  readonly steps?: (state: Locator, name: StateName) => Locator;
}

const noRecords = { rows: [], total: 0 };
/** Of an entity that has no records: counts are 0, groups are none. */
const noRows = (route: Route) => {
  if (!route.request().url().endsWith('/api/query')) return { json: noRecords };
  const { select } = route.request().postDataJSON() as { select: { as: string; path?: string; aggregate?: string }[] };
  const isTotal = select.every(({ aggregate }) => aggregate !== undefined);
  return { json: { columns: select.map(({ as }) => ({ name: as })), rows: isTotal ? [{ n: 0 }] : [] } };
};
const list = (name: string, entity: string, view: string): StateScreen => ({
  name,
  path: `/list/${entity}?view=${view}`,
  data: [new RegExp(`/api/records/${entity}\\?`), '**/api/query'],
  nothing: noRows,
  empty: /^No .* yet$/,
  failed: /could not be loaded|could not be read/,
  forbidden: /^You may not/,
});
const primary = (state: Locator) => state.locator('vaadin-button[theme~="primary"]');

/** What draws the rows of a list in another way than a table: axe looks at the words of their states in the table's. */
const modes: readonly StateScreen[] = [
  list('a board', 'opportunity', 'opportunity_board'),
  { ...list('a calendar', 'task', 'task_calendar'), loading: (page) => page.locator('tr-calendar [aria-busy=true]') },
  {
    ...list('a timeline', 'campaign', 'campaign_timeline'),
    loading: (page) => page.locator('tr-timeline-mode [aria-busy=true]'),
  },
  list('a tree', 'area', 'area_tree'),
  list('a gallery', 'network', 'network_gallery'),
  list('a map', 'customer', 'customer_map'),
];

const screens: readonly StateScreen[] = [
  // A table remembers its rows.
  { ...list('a table', 'customer', 'customer_all'), anew: true },
  {
    name: 'a record',
    path: '/record/customer/01ARZ3NDEKTSV4RRFFQ69G5FAV',
    data: [/\/api\/records\/customer\/01ARZ3NDEKTSV4RRFFQ69G5FAV(\?|$)/],
    nothing: () => ({ status: 404, json: { error: { code: 'NOT_FOUND', message: 'Not found.', requestId: 'r-1' } } }),
    // Whether a record is not there or may not be seen is not told apart: that would tell that it exists.
    empty: /not here/,
    forbidden: /not here/,
    failed: /could not be/,
  },
  {
    name: 'a part of a dashboard',
    path: '/dashboard/sales_overview',
    data: ['**/api/dashboards/sales_overview/data'],
    async nothing(route) {
      const answer = (await (await route.fetch()).json()) as { datasets: Record<string, object> };
      const datasets = Object.entries(answer.datasets).map(([key, data]) => [key, { ...data, rows: [] }] as const);
      return { json: { ...answer, datasets: Object.fromEntries(datasets) } };
    },
    empty: /nothing|no rows/i,
    failed: /could not|failed/i,
    forbidden: /^No access/,
    loading: (page) => page.locator('tr-widget-card[aria-busy=true]').first(),
    state: (page) => page.locator('tr-widget-card .state').first(),
    steps: (state, name) => state.locator(name === 'failed' ? 'button' : 'button.none'),
  },
  {
    name: 'a report',
    path: '/report/sales_by_region',
    data: ['**/api/reports/sales_by_region/run'],
    nothing: () => ({
      json: { rows: [], columns: [], cells: [], styles: [], merges: [], parameters: {}, rowsRead: 0, inputs: {} },
    }),
    empty: /^The report has no rows$/,
    failed: /^The report could not be run$/,
    forbidden: /^You may not run this report$/,
  },
  {
    name: 'the search',
    path: '/search?q=quokka',
    data: ['**/api/search?*'],
    nothing: () => ({ json: { groups: [] } }),
    empty: /^Nothing found$/,
    failed: /^The search did not work$/,
    forbidden: /^No access$/,
  },
  {
    name: 'the notices',
    path: '/notices',
    data: [/\/api\/notices\?/],
    nothing: () => ({ json: { rows: [], unread: 0 } }),
    empty: /^No notices yet$/,
    failed: /^The notices could not be read$/,
    forbidden: /^No access$/,
  },
  {
    name: 'the trash',
    path: '/trash/customer',
    data: [/\/api\/records\/customer\/trash\?/],
    nothing: () => ({ json: { rows: [], total: 0 } }),
    empty: /empty|nothing/i,
    failed: /could not/,
    forbidden: /may not/,
  },
  {
    name: 'the palette',
    anew: true,
    path: '/list/network',
    data: ['**/api/search?*'],
    nothing: () => ({ json: { groups: [] } }),
    empty: /^Nothing found/,
    failed: /could not be searched/,
    forbidden: /could not be searched/,
    async act(page) {
      await page.keyboard.press('Control+k');
      await hasFocus(page.getByRole('combobox', { name: 'Search and commands' }));
      await page.keyboard.type('quokkazz');
    },
    loading: (page) => page.locator('tr-palette [role=listbox][aria-busy=true]'),
    state: (page) => page.locator('tr-palette .state'),
    // The keyboard is in its box: the next step is another word.
    steps: (state) =>
      state.page().getByRole('combobox', { name: 'Search and commands' }).and(state.page().locator(':focus')),
  },
];

const refusals = {
  failed: { status: 500, json: { error: { code: 'INTERNAL', message: 'Something broke.', requestId: 'r-500' } } },
  forbidden: { status: 403, json: { error: { code: 'ACCESS_DENIED', message: 'Your roles do not allow it.', requestId: 'r-403' } } }, // prettier-ignore
};

/** Where a page waits between two states: another screen is made for each of them. */
const quiet = { path: '/schedules', ready: 'tr-schedules-page' };

describe('browser/states', function () {
  this.timeout(60_000);
  const pages = withLivePages({ sample: true });

  /** A screen of a server that has nothing. */
  const openEmpty = (name: string): Promise<Page> => {
    const screen = screens.find((each) => each.name === name)!;
    const answer = async (route: Route) => route.fulfill(await screen.nothing(route));
    return pages.open(screen.path, {
      first: async (page) => {
        for (const url of screen.data) await page.route(url, answer);
      },
    });
  };
  const stateOf = ({ state }: StateScreen, page: Page) => state?.(page) ?? page.locator('main tr-state').first();
  /** The heading, where the state has one: it comes a moment after its frame. */
  const words = async (state: Locator, wanted: RegExp): Promise<string> => {
    const said = state.locator('h1, h2, b').or(state).filter({ hasText: wanted }).last();
    await said.waitFor();
    return (await said.innerText()).trim();
  };

  for (const screen of [...screens, ...modes]) {
    it(`tells nothing, a failure and no right apart on ${screen.name}, and shows that it is loading`, async () => {
      pages.expectProblems(/40[34]|500/);
      const isMode = modes.includes(screen);
      let answering: StateName = 'empty';
      const answer = async (route: Route) => {
        // A request that nobody answers loads until the page is closed.
        if (answering === 'loading') return;
        return route.fulfill(answering === 'empty' ? await screen.nothing(route) : refusals[answering]);
      };
      const page = await pages.open(quiet.path);
      for (const url of screen.data) await page.route(url, answer);
      const said: Partial<Record<StateName, string>> = {};
      for (const name of ['empty', 'failed', 'forbidden', 'loading'] as const) {
        answering = name;
        await page.locator(quiet.ready).first().waitFor();
        if (screen.anew) await page.goto(pages.live.address + screen.path);
        else await follow(page, screen.path);
        if (screen.act) {
          await page.locator('tr-list-grid a.name:visible').first().waitFor();
          await screen.act(page);
        }
        if (name === 'loading') {
          await (screen.loading?.(page) ?? page.locator('main tr-skeleton').first()).waitFor();
          expect(await page.locator('main tr-state:visible').count()).to.equal(0);
          expect(await axeFindings(page)).to.deep.equal([]);
          break;
        }
        const state = stateOf(screen, page);
        await state.waitFor();
        said[name] = await words(state, screen[name]);
        const steps = await (screen.steps?.(state, name) ?? primary(state)).count();
        if (name === 'failed' || (name === 'empty' && !screen.steps))
          expect(steps, `next steps of ${name}`).to.equal(1);
        if (!isMode) expect(await axeFindings(page), name).to.deep.equal([]);
        if (screen.anew) await page.goto(pages.live.address + quiet.path);
        else await follow(page, quiet.path);
      }
      expect(said.failed).not.to.equal(said.empty);
      if (!['a record', 'the palette'].includes(screen.name)) expect(new Set(Object.values(said)).size).to.equal(3);
      await page.context().close();
    });
  }

  it('leads on from where nothing is: shows all notices, searches again, chooses parameters, clears filters', async () => {
    const notices = await openEmpty('the notices');
    await notices.getByRole('button', { name: 'Unread', exact: true }).click();
    await notices.locator('tr-state').getByRole('button', { name: 'All' }).click();
    await notices.getByText('No notices yet').waitFor();
    await notices.locator('tr-state').getByRole('button', { name: 'What you are told of' }).click();
    await notices.locator('tr-notices-page aside input:focus').waitFor();

    const search = await openEmpty('the search');
    await search.locator('tr-state').getByRole('button', { name: 'Search' }).click();
    await hasFocus(search.getByRole('searchbox', { name: 'Search' }));

    const report = await openEmpty('a report');
    await report.locator('tr-state').getByRole('button', { name: 'Choose the parameters' }).click();
    await report.locator('tr-query-fields .field:first-child :focus').first().waitFor();

    const filter = encodeURIComponent('{"field":"city","op":"eq","value":"Nowhere at all"}');
    const filtered = await pages.open(`/list/customer?view=customer_all&filter=${filter}`);
    await primary(filtered.locator('main tr-state')).click();
    await filtered.locator('tr-list-grid a.name:visible').first().waitFor();
  });
});
