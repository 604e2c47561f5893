/** A dashboard and a sheet about won deals, as a designer of the site would make them. */
import type { DashboardDocument } from '../../metadata/schema/dashboard.js';
import type { ReportDocument } from '../../metadata/schema/report.js';

const won = { field: 'stage', op: 'eq', value: 'won' } as const;

export const wonDashboard: DashboardDocument = {
  kind: 'dashboard',
  id: '01KAJ0QX00WXND3A0SDASHB0RD',
  name: 'won_deals',
  schema: 1,
  label: 'Won deals',
  datasets: [
    {
      name: 'total',
      source: {
        type: 'query',
        query: {
          entity: 'opportunity',
          select: [
            { path: 'amount', aggregate: 'sum', as: 'won' },
            { aggregate: 'count', as: 'deals' },
          ],
          where: won,
        },
      },
    },
    {
      name: 'products',
      source: {
        type: 'query',
        query: {
          entity: 'opportunity',
          select: [
            { path: 'product', as: 'product' },
            { path: 'amount', aggregate: 'sum', as: 'won' },
          ],
          where: won,
          sort: [{ by: 'won', descending: true }],
        },
      },
    },
  ],
  widgets: [
    { id: 'k_won', type: 'kpi', label: 'Won', x: 0, y: 0, w: 3, h: 2, dataset: 'total', options: { value: 'won', digits: 0 } },
    { id: 'c_product', type: 'chart', label: 'Won by product', x: 0, y: 2, w: 12, h: 6, dataset: 'products', options: { chart: 'bar', x: 'product', y: ['won'] } },
  ],
}; // prettier-ignore

const head = { style: 'head' } as const;
const amount = { bind: { dataset: 'W', field: 'won', as: 'sum' }, format: '#,##0' } as const;

export const wonReport: ReportDocument = {
  kind: 'report',
  id: '01KAJ0QX00WXND3A0SREP0RT00',
  name: 'won_by_manager',
  schema: 1,
  label: 'Won by manager',
  datasets: [
    {
      name: 'W',
      source: {
        type: 'query',
        query: {
          entity: 'opportunity',
          select: [
            { path: 'owner.manager', as: 'manager' },
            { path: 'owner', as: 'agent' },
            { path: 'amount', aggregate: 'sum', as: 'won' },
          ],
          where: won,
        },
      },
    },
  ],
  sheet: {
    styles: { head: { role: 'header', bold: true }, total: { role: 'total', bold: true } },
    cells: {
      A1: { text: 'Manager', ...head },
      B1: { text: 'Agent', ...head },
      C1: { text: 'Won', ...head },
      A2: { bind: { dataset: 'W', field: 'manager', as: 'group' }, span: [2, 1] },
      B2: { bind: { dataset: 'W', field: 'agent', as: 'group' }, order: [{ by: 'sum(W.won)', descending: true }] },
      C2: amount,
      B3: { text: 'Subtotal', style: 'total' },
      C3: { ...amount, style: 'total' },
      A4: { text: 'Total', span: [1, 2], style: 'total' },
      C4: { ...amount, style: 'total' },
    },
  },
};
