import { expect } from 'chai';
import fc from 'fast-check';
import type { DashboardDocument, WidgetDocument } from '../../../metadata/schema/dashboard.js';
import {
  choose,
  clearParameters,
  dashboardQuery,
  drillTo,
  emptyState,
  goesDown,
  isChosenRow,
  keepSteps,
  readDashboardState,
  setParameters,
  type DashboardState,
} from '../../../runtime/dashboard/dashboard-state.js';
import { testContext, testRegistries } from '../../metadata/sheet/sheet-helper.js';

const widget = (id: string, set: Record<string, string>) => ({
  id,
  type: 'chart',
  x: 0,
  y: 0,
  w: 6,
  h: 5,
  on: { click: [{ set }] },
});
const months = widget('c_month', { month: 'datum.month' });
const regions = widget('c_region', { region: 'datum.region' });
const both = widget('c_both', { month: 'datum.month', region: 'datum.region' });
const down = {
  ...widget('c_down', {}),
  drill: { column: 'x', levels: [{ path: 'a' }, { path: 'b' }, { path: 'c' }] },
} as WidgetDocument;
const document = {
  parameters: [
    { name: 'from', type: 'date', default: '2026-01-01' },
    { name: 'month', type: 'date', hidden: true },
    { name: 'region', type: 'id' },
  ],
  widgets: [months, regions, both, down],
  tabs: [
    { id: 'one', label: 'One' },
    { id: 'two', label: 'Two' },
  ],
} as unknown as DashboardDocument;
const { function: functions } = testRegistries();
const tools = (state: DashboardState) => ({
  functions,
  context: testContext,
  parameters: state.given,
  stated: state.given,
});
const click = (state: DashboardState, on: typeof months, row: Record<string, string | null>) =>
  choose(state, on, row, tools(state));

describe('dashboard/dashboard-state', () => {
  it('is the same again after the address', () => {
    const chosen = click(click(emptyState, months, { month: '2026-07-01' }), regions, { region: 'r1' });
    expect(readDashboardState(document, dashboardQuery(chosen))).to.deep.equal(chosen);
  });

  it('says nothing in the address when nothing is set', () => {
    expect(dashboardQuery(emptyState)).to.deep.equal({});
    expect(readDashboardState(document, {})).to.deep.equal(emptyState);
  });

  it('selects with one click and takes the selection back with the next on the same mark', () => {
    const once = click(emptyState, months, { month: '2026-07-01' });
    expect(once.given).to.deep.equal({ month: '2026-07-01' });
    expect(once.steps).to.deep.equal([{ widget: 'c_month', parameters: ['month'] }]);
    expect(click(once, months, { month: '2026-07-01' })).to.deep.equal(emptyState);
  });

  it('moves the selection to another mark without a second step', () => {
    const moved = click(click(emptyState, months, { month: '2026-07-01' }), months, { month: '2026-08-01' });
    expect(moved.given).to.deep.equal({ month: '2026-08-01' });
    expect(moved.steps).to.have.length(1);
  });

  it('keeps a trail over several parts and goes back along it', () => {
    const two = click(click(emptyState, months, { month: '2026-07-01' }), regions, { region: 'r1' });
    expect(two.steps.map((step) => step.widget)).to.deep.equal(['c_month', 'c_region']);
    expect(keepSteps(two, 1).given).to.deep.equal({ month: '2026-07-01' });
    expect(keepSteps(two, 0)).to.deep.equal(emptyState);
    expect(clearParameters(two, ['month']).steps).to.deep.equal([{ widget: 'c_region', parameters: ['region'] }]);
  });

  it('takes over a parameter that another part had set', () => {
    const state = click(click(emptyState, months, { month: '2026-07-01' }), both, {
      month: '2026-08-01',
      region: 'r1',
    });
    expect(state.steps).to.deep.equal([{ widget: 'c_both', parameters: ['month', 'region'] }]);
  });

  it('is no selection any more when the query pane sets the parameter', () => {
    const state = setParameters(click(emptyState, regions, { region: 'r1' }), { region: 'r2' });
    expect(state).to.deep.equal({ ...emptyState, given: { region: 'r2' } });
  });

  it('forgets steps that the address names wrongly', () => {
    const query = { month: '2026-07-01', _by: 'c_gone:month,c_month:month,c_region:region' };
    expect(readDashboardState(document, query).steps).to.deep.equal([{ widget: 'c_month', parameters: ['month'] }]);
  });

  it('shows a parameter that no field shows as chosen, when a link from elsewhere sets it', () => {
    const { steps } = readDashboardState(document, { month: '2026-07-01', region: 'r1' });
    expect(steps).to.deep.equal([{ widget: 'c_month', parameters: ['month'] }]);
  });

  it('goes down level by level, keeps the way in the address, and comes back up', () => {
    expect(goesDown(emptyState, down)).to.equal(true);
    const first = drillTo(emptyState, 'c_down', ['2026-01-01']);
    const second = drillTo({ ...first, tab: 'two', full: 'c_down' }, 'c_down', ['2026-01-01', 'a|b,c:d']);
    expect(goesDown(second, down)).to.equal(false);
    expect(goesDown(second, months)).to.equal(false);
    expect(readDashboardState(document, dashboardQuery(second))).to.deep.equal(second);
    expect(drillTo(second, 'c_down', []).drill).to.deep.equal({});
  });

  it('keeps the tab and the levels when something is chosen, and forgets unknown ones', () => {
    const state = { ...drillTo(emptyState, 'c_down', ['a']), tab: 'two' };
    const chosen = click(state, months, { month: '2026-07-01' });
    expect(chosen).to.deep.include({ tab: 'two', drill: { c_down: ['a'] } });
    const query = { _tab: 'gone', _full: 'gone', _drill: 'c_down:a|b|c,c_month:x,gone:1,c_down' };
    expect(readDashboardState(document, query)).to.deep.equal(emptyState);
  });

  it('does not take a row without a value for the chosen one', () => {
    expect(isChosenRow(regions, { region: null }, tools(emptyState))).to.equal(false);
  });

  it('keeps any values on the way down', () => {
    const value = fc.oneof(fc.string(), fc.constant(null), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 2 }), (values) => {
        const state = drillTo(
          emptyState,
          'c_down',
          values.map((each) => (each === '' ? null : each)),
        );
        expect(readDashboardState(document, dashboardQuery(state))).to.deep.equal(state);
      }),
    );
  });

  it('survives any text in the address', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('month', 'region', 'from', '_by', '_drill', '_tab', '_full', 'x'), fc.string()),
        (query) => {
          const state = readDashboardState(document, query);
          expect(readDashboardState(document, dashboardQuery(state))).to.deep.equal(state);
        },
      ),
    );
  });
});
