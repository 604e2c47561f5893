import { expect } from 'chai';
import fc from 'fast-check';
import type { DashboardDocument } from '../../../metadata/schema/report.js';
import {
  choose,
  clearParameters,
  dashboardQuery,
  emptyState,
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
const document = {
  parameters: [
    { name: 'from', type: 'date', default: '2026-01-01' },
    { name: 'month', type: 'date', hidden: true },
    { name: 'region', type: 'id' },
  ],
  widgets: [months, regions, both],
} as unknown as DashboardDocument;
const { function: functions } = testRegistries();
const tools = (state: DashboardState) => ({ functions, context: testContext, parameters: state.given });
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
    expect(state).to.deep.equal({ given: { region: 'r2' }, steps: [] });
  });

  it('forgets steps that the address names wrongly', () => {
    const query = { month: '2026-07-01', _by: 'c_gone:month,c_month:month,c_region:region' };
    expect(readDashboardState(document, query).steps).to.deep.equal([{ widget: 'c_month', parameters: ['month'] }]);
  });

  it('shows a parameter that no field shows as chosen, when a link from elsewhere sets it', () => {
    const { steps } = readDashboardState(document, { month: '2026-07-01', region: 'r1' });
    expect(steps).to.deep.equal([{ widget: 'c_month', parameters: ['month'] }]);
  });

  it('does not take a row without a value for the chosen one', () => {
    expect(isChosenRow(regions, { region: null }, tools(emptyState))).to.equal(false);
  });

  it('survives any text in the address', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('month', 'region', 'from', '_by', 'x'), fc.string()), (query) => {
        const state = readDashboardState(document, query);
        expect(readDashboardState(document, dashboardQuery(state))).to.deep.equal(state);
      }),
    );
  });
});
