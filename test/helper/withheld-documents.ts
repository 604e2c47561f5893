/** Reports and a dashboard over a query of which somebody may not read all: as it is, and made from what is hidden. */
import type { Document } from '../../metadata/schema/kinds.js';
import type { Query } from '../../metadata/schema/query.js';
import type { Dataset } from '../../metadata/schema/dataset.js';
import type { SheetDocument } from '../../metadata/schema/sheet.js';

const sheet: SheetDocument = {
  columns: [{ width: 90 }, { width: 90 }, { width: 90 }],
  cells: {
    A1: { bind: { dataset: 'S', field: 'name', as: 'list' } },
    B1: { bind: { dataset: 'S', field: 'annual_revenue', as: 'value' } },
    C1: { bind: { dataset: 'S', field: 'phone', as: 'value' } },
    A2: { bind: { dataset: 'S', as: 'count' }, expand: 'none' },
    B2: { bind: { dataset: 'S', field: 'annual_revenue', as: 'sum' } },
    C2: { formula: 'B2 / 2' },
  },
};

const query: Query = { entity: 'customer', select: [{ path: 'name' }, { path: 'annual_revenue' }, { path: 'phone' }] };
const grouped = [{ path: 'name' }, { path: 'annual_revenue' }, { aggregate: 'count' as const, as: 'phone' }];

const datasets = (rest: Partial<Query>, transforms?: Dataset['transforms']): readonly Dataset[] => [
  { name: 'S', source: { type: 'query', query: { ...query, ...rest } }, ...(transforms ? { transforms } : {}) },
];
const report = (n: number, name: string, rest: Partial<Query>, transforms?: Dataset['transforms']): Document => ({
  kind: 'report',
  id: `01KAJ0QX00R1GHTSF11ES0000${n}`,
  name: `rights_${name}`,
  schema: 1,
  label: name,
  datasets: [...datasets(rest, transforms)],
  sheet: transforms ? { ...sheet, cells: { ...sheet.cells, B1: { bind: { dataset: 'S', field: 'made', as: 'value' } }, B2: { bind: { dataset: 'S', field: 'made', as: 'sum' } } } } : sheet,
}); // prettier-ignore

/** Of customers `annual_revenue` is what is hidden, `phone` what is masked (the role `rights_desk`). */
export const withheldDocuments: readonly Document[] = [
  report(1, 'files', {}),
  report(2, 'filtered', { where: { field: 'annual_revenue', op: 'gt', value: 1 } }),
  report(3, 'ordered', { sort: [{ by: 'annual_revenue', descending: true }], limit: 5 }),
  report(4, 'grouped', { select: grouped }),
  report(5, 'classed', {}, [{ type: 'bucket', options: { field: 'annual_revenue', as: 'made', quantiles: 4 } }]),
  report(6, 'widened', {}, [
    { type: 'pivot', options: { rows: ['name', 'phone'], column: 'name', values: [{ is: 'x', as: 'x' }], others: 'made', value: 'annual_revenue' } },
  ]),
  {
    kind: 'dashboard',
    id: '01KAJ0QX00R1GHTSB0ARD00001',
    name: 'rights_board',
    schema: 1,
    label: 'Board',
    datasets: [...datasets({ select: [{ path: 'name' }, { path: 'annual_revenue', as: 'worth' }, { path: 'phone' }] })],
    widgets: [
      { id: 'w', type: 'chart', x: 0, y: 0, w: 6, h: 6, dataset: 'S', options: { chart: 'bar', x: 'name', y: ['worth'] } },
    ],
  },
]; // prettier-ignore
