/** Reports over the measured company: a cross-tab that the database groups, and lists that are read row by row. */
import type { ReportDocument } from '../../../metadata/schema/report.js';
import type { Query } from '../../../metadata/schema/query.js';
import type { Package } from '../../../server/releases/install.js';
import { benchPackage } from './company.js';

type Cells = ReportDocument['sheet']['cells'];

const report = (n: number, name: string, query: Query, cells: Cells): ReportDocument => ({
  kind: 'report',
  id: `01KAJ0QX00BENCH0000000010${n}`,
  name,
  schema: 1,
  label: name,
  parameters: [{ name: 'until', type: 'date', default: '2099-01-01' }],
  datasets: [{ name: 'S', source: { type: 'query', query } }],
  sheet: { cells },
});

/** Each run asks with a day of its own, so that no answer is one that was kept. */
const where: Query['where'] = { field: 'ordered_on', op: 'lte', value: { parameter: 'until' } };
const sum = (field: string) => ({ bind: { dataset: 'S', field, as: 'sum' as const } });

/** Groups down, months right, sums with totals on both sides. */
const crossTab = (n: number, name: string, path: string): ReportDocument =>
  report(
    n,
    name,
    {
      entity: 'order',
      select: [{ path, as: 'group' }, { path: 'ordered_on', grain: 'month', as: 'month' }, { path: 'total' }],
      where,
    },
    {
      A1: { text: 'Group' },
      B1: { bind: { dataset: 'S', field: 'month', as: 'group' }, expand: 'right' },
      C1: { text: 'Total' },
      A2: { bind: { dataset: 'S', field: 'group', as: 'group' } },
      B2: sum('total'),
      C2: sum('total'),
      A3: { text: 'Total' },
      B3: sum('total'),
      C3: sum('total'),
    },
  );

const listFields = ['number', 'reference', 'status', 'ordered_on', 'shipped_on', 'ship_city', 'freight', 'total'];

/** A list under regions, with sums. */
const groupedList = (n: number, name: string, rest: Partial<Query>): ReportDocument =>
  report(
    n,
    name,
    { entity: 'order', select: ['region.name', ...listFields].map((path) => ({ path })), where, ...rest },
    {
      A1: { text: 'Region' },
      A2: { bind: { dataset: 'S', field: 'region_name', as: 'group' }, span: [2, 1] },
      B3: { text: 'Subtotal' },
      ...Object.fromEntries(
        listFields.map((field, i) => [
          `${String.fromCharCode(66 + i)}2`,
          { bind: { dataset: 'S', field, as: i === 0 ? ('list' as const) : ('value' as const) } },
        ]),
      ),
      I3: sum('total'),
    },
  );

/** `bench_cross` gives some 200 groups by city, `bench_wide` one by customer; `bench_list` has 50,000 rows. */
export const reportsPackage: Package = {
  id: 'bench',
  documents: [
    ...benchPackage.documents,
    crossTab(1, 'bench_cross', 'ship_city'),
    crossTab(2, 'bench_wide', 'customer'),
    groupedList(3, 'bench_list', { limit: 50_000 }),
    groupedList(4, 'bench_endless', {}),
    groupedList(5, 'bench_long', { limit: 100_000 }),
  ],
};
