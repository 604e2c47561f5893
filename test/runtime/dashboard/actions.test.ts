import { expect } from 'chai';
import { destinationOf, evaluateAction, type OpenAction } from '../../../runtime/dashboard/actions.js';
import { testContext, testRegistries } from '../../metadata/sheet/sheet-helper.js';

const { function: functions } = testRegistries();
const parameters = {
  region: 'r1',
  owner: null,
  tags: ['a', 'b'],
  period: ['2026-01-05', '2026-03-31'],
  half: ['2026-01-05', null],
};
const tools = { functions, context: testContext, parameters, stated: parameters };
const columns = [
  { name: 'month', type: 'date', label: 'Month', grain: 'month' },
  { name: 'customer', type: 'id', label: 'Customer', target: 'customer' },
] as const;
const row = { month: '2026-02-01', customer: 'c1' };
const open = (to: Partial<OpenAction>) =>
  destinationOf({ open: 'list', name: 'order', ...to } as OpenAction, row, columns, tools);

describe('dashboard/actions', () => {
  it('opens a list with the days of a clicked period, and leaves out what has no value', () => {
    const to = open({ parameters: { ordered_on: 'datum.month', region: '$region', owner: '$owner' } })!;
    expect(to.entity).to.equal('order');
    expect(to.filter).to.deep.equal({
      and: [
        { field: 'ordered_on', op: 'between', value: ['2026-02-01', '2026-02-28'] },
        { field: 'region', op: 'eq', value: 'r1' },
      ],
    });
    expect(to.href).to.equal(
      `/list/order?filter=${encodeURIComponent(JSON.stringify(to.filter)).replaceAll('%20', '+')}`,
    );
  });

  it('needs no "and" for one condition, and no filter for none', () => {
    expect(open({ parameters: { customer: 'datum.customer' } })!.filter).to.deep.equal({
      field: 'customer',
      op: 'eq',
      value: 'c1',
    });
    expect(open({ parameters: { owner: '$owner' } })).to.deep.equal({ href: '/list/order', entity: 'order' });
    expect(open({ parameters: { tag: '$tags' } })!.filter).to.deep.equal({ field: 'tag', op: 'in', value: ['a', 'b'] });
  });

  it('opens a record only with an id', () => {
    expect(open({ open: 'record', name: 'customer', parameters: { id: 'datum.customer' } })).to.deep.equal({
      href: '/record/customer/c1',
    });
    expect(open({ open: 'record', name: 'customer', parameters: { id: '$owner' } })).to.equal(undefined);
  });

  it('hands parameters to reports and dashboards', () => {
    const parameters = { from: 'datum.month', region: '$region', owner: '$owner' };
    expect(open({ open: 'report', name: 'sales', parameters })).to.deep.equal({
      href: '/report/sales?from=2026-02-01&region=r1',
    });
    expect(open({ open: 'dashboard', name: 'sales' })).to.deep.equal({ href: '/dashboard/sales' });
  });

  it('carries a date range of the page to a list beside what was clicked, and leaves out what is empty', () => {
    const where = {
      and: [
        { field: 'ordered_on', op: 'between', value: { parameter: 'period' } },
        { field: 'ordered_on', op: 'eq', value: { expr: 'datum.month' } },
        { field: 'due', op: 'between', value: { parameter: 'half' } },
        { field: 'owner', op: 'eq', value: { parameter: 'owner' } },
        { field: 'tag', op: 'in', value: { parameter: 'tags' } },
        { field: 'region', op: 'under', value: { parameter: 'region' } },
      ],
    } as NonNullable<OpenAction['where']>;
    expect(open({ where })!.filter).to.deep.equal({
      and: [
        { field: 'ordered_on', op: 'between', value: ['2026-01-05', '2026-03-31'] },
        { field: 'ordered_on', op: 'between', value: ['2026-02-01', '2026-02-28'] },
        { field: 'due', op: 'gte', value: '2026-01-05' },
        { field: 'tag', op: 'in', value: ['a', 'b'] },
        { field: 'region', op: 'under', value: 'r1' },
      ],
    });
    expect(open({ where: { field: 'owner', op: 'eq', value: { parameter: 'owner' } } })).to.deep.equal({
      href: '/list/order',
      entity: 'order',
    });
  });

  it('leads from the mark of those without a value to the rows without one', () => {
    const where = { field: 'region', op: 'eq', value: { expr: 'datum.region' } } as const;
    const lead = (datum: Readonly<Record<string, null>>) => destinationOf({ open: 'list', name: 'order', where }, datum, [], tools)!; // prettier-ignore
    expect(lead({ region: null }).filter).to.deep.equal({ field: 'region', op: 'isNull' });
    expect(lead({}).filter).to.equal(undefined);
  });

  it('links to other sites with encoded values, and only by addresses that run nothing', () => {
    const link = (name: string, given: Readonly<Record<string, string>> = {}) =>
      destinationOf(
        { open: 'link', name, parameters: given },
        { q: 'a b&c', site: 'javascript:alert(1)', ok: 'https://x.example' },
        [],
        tools,
      );
    expect(link('https://maps.example/?q={q}', { q: 'datum.q' })).to.deep.equal({
      href: 'https://maps.example/?q=a%20b%26c',
      away: true,
    });
    expect(link('mailto:{q}', { q: 'datum.q' })!.href).to.equal('mailto:a%20b%26c');
    expect(link('{site}', { site: 'datum.ok' })!.href).to.equal('https://x.example');
    expect(link('{site}', { site: 'datum.site' })).to.equal(undefined);
    expect(link('{site}')).to.equal(undefined);
  });

  it('evaluates expressions over the row, parameters and functions', () => {
    expect(evaluateAction('endOf(datum.month, "month")', row, tools)).to.equal('2026-02-28');
    expect(evaluateAction('datum.nothing', row, tools)).to.equal(null);
    expect(evaluateAction('datum.customer +', row, tools)).to.equal(null);
  });
});
