/** Reports for tests of what is typed into them: cells of several kinds over records, and more cells than one request takes. */
import type { ReportDocument } from '../../metadata/schema/report.js';
import type { Package } from '../../server/releases/install.js';

const id = (n: number) => `01KTYPED${String(n).padStart(18, '0')}`;
const input = (field: string) => ({ entity: 'opportunity', field, key: { name: 'A2' } });
const own = (field: string, rest: object = {}) => ({
  bind: { dataset: 'S', field, as: 'value' },
  input: input(field),
  ...rest,
});
const months = Array.from({ length: 72 }, (_, index) => [
  `${2031 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`,
]);

/** Opportunities whose names begin with "Plan": a day, a look-up, a choice and an amount of each. */
export const kindsReport = {
  kind: 'report', id: id(1), name: 'test_kinds', schema: 1, icon: 'pencil', label: 'Plans',
  datasets: [{ name: 'S', source: { type: 'query', query: {
    entity: 'opportunity', select: ['name', 'expected_on', 'product', 'stage', 'amount'].map((path) => ({ path })),
    where: { field: 'name', op: 'startsWith', value: 'Plan' }, sort: [{ by: 'name' }],
  } } }],
  sheet: {
    columns: [{ width: 160 }, { width: 130 }, { width: 200 }, { width: 140 }, { width: 120 }], rows: [{ role: 'header' }], freeze: 'B2', styles: { head: { role: 'header' } },
    cells: {
      A1: { text: 'Plan', style: 'head' }, B1: { text: 'Expected', style: 'head' }, C1: { text: 'Product', style: 'head' }, D1: { text: 'Stage', style: 'head' }, E1: { text: 'Amount', style: 'head' },
      A2: { bind: { dataset: 'S', field: 'name', as: 'list' } }, B2: own('expected_on', { format: 'yyyy-mm-dd' }), C2: own('product'), D2: own('stage'), E2: own('amount', { format: '#,##0' }),
    },
  },
} as unknown as ReportDocument; // prettier-ignore

/** People down, seventy-two months along: one region's targets of years to come. */
export const wideReport = {
  kind: 'report', id: id(2), name: 'test_wide', schema: 1, icon: 'pencil', label: 'Targets of years to come',
  datasets: [
    { name: 'M', source: { type: 'rows', columns: ['month'], rows: months } },
    { name: 'P', source: { type: 'query', query: { entity: 'sales_target', select: [{ path: 'region' }, { path: 'owner' }, { aggregate: 'count', as: 'targets' }], sort: [{ by: 'owner' }] } } },
    { name: 'T', source: { type: 'query', query: { entity: 'sales_target', select: [{ path: 'region' }, { path: 'owner' }, { path: 'month' }, { path: 'amount' }], where: { field: 'month', op: 'gte', value: '2031-01-01' } } } },
  ],
  sheet: {
    columns: [{ width: 160 }, { width: 160 }, { width: 90 }], rows: [{ role: 'header' }], freeze: 'C2', styles: { head: { role: 'header' } },
    cells: {
      A1: { text: 'Region', style: 'head' }, B1: { text: 'Person', style: 'head' }, C1: { bind: { dataset: 'M', field: 'month', as: 'group' }, expand: 'right', format: 'yyyy-mm', style: 'head' },
      A2: { bind: { dataset: 'P', field: 'region', as: 'group' } }, B2: { bind: { dataset: 'P', field: 'owner', as: 'group' } },
      C2: {
        bind: { dataset: 'T', field: 'amount', as: 'sum' }, format: '#,##0',
        join: [{ key: 'region_id', to: 'A2.region_id' }, { key: 'owner_id', to: 'B2.owner_id' }, { key: 'month', to: 'C1' }],
        input: { entity: 'sales_target', field: 'amount', key: { region: 'A2.region_id', owner: 'B2.owner_id', month: 'C1' } },
      },
    },
  },
} as unknown as ReportDocument; // prettier-ignore

export const typedPackage: Package = { id: 'test', documents: [kindsReport, wideReport] };
