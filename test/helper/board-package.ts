/**
 * A package for tests of dashboards and query panes: one dashboard and one report over the entities of the CRM that use
 * every kind of parameter, widget and interaction, and roles with homes.
 */
import type { DashboardDocument } from '../../metadata/schema/dashboard.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { ReportDocument } from '../../metadata/schema/report.js';
import type { RoleDocument } from '../../metadata/schema/app.js';
import type { Filter, Query } from '../../metadata/schema/query.js';
import type { Package } from '../../server/releases/install.js';

const id = (n: number) => `01KB0ARD${String(n).padStart(18, '0')}`;
const label = (en: string, zhCN: string, zhTW: string, es: string) => ({ en, 'zh-CN': zhCN, 'zh-TW': zhTW, es });

const parameters: Parameter[] = [
  { name: 'period', type: 'dateRange', label: label('Period', '期间', '期間', 'Periodo'), default: 'lastMonths:24', required: true },
  { name: 'area', type: 'id', widget: 'tree', label: label('Area', '地区', '地區', 'Zona'), options: { entity: 'region' } },
  {
    name: 'customer', type: 'id', widget: 'multi', multiple: true, label: label('Customers', '客户', '客戶', 'Clientes'),
    options: { entity: 'customer', where: { field: 'region', op: 'under', value: { parameter: 'area' } } }, dependsOn: ['area'],
  },
  { name: 'status', type: 'text', widget: 'choice', label: label('Status', '状态', '狀態', 'Estado'), options: { dictionary: 'order_status' } },
  {
    name: 'seller', type: 'id', widget: 'choice', label: label('Seller', '销售员', '銷售員', 'Vendedor'),
    options: { dataset: 'sellers', value: 'seller' }, dependsOn: ['area'],
  },
  { name: 'least', type: 'number', label: label('At least', '至少', '至少', 'Al menos') },
  { name: 'month', type: 'date', hidden: true, grain: 'month', label: label('Month', '月份', '月份', 'Mes') },
]; // prettier-ignore

/** Every condition of the page on orders; `free` ones are left out of what a click would narrow. */
const conditions = (free: readonly string[] = []): Filter => {
  const leaves: Record<string, Filter> = {
    period: { field: 'ordered_on', op: 'between', value: { parameter: 'period' } },
    area: { field: 'region', op: 'under', value: { parameter: 'area' } },
    customer: { field: 'customer', op: 'in', value: { parameter: 'customer' } },
    status: { field: 'status', op: 'eq', value: { parameter: 'status' } },
    seller: { field: 'owner', op: 'eq', value: { parameter: 'seller' } },
    least: { field: 'total', op: 'gte', value: { parameter: 'least' } },
    from: { field: 'ordered_on', op: 'gte', value: { parameter: 'month' } },
    to: { field: 'ordered_on', op: 'lte', value: { expr: 'if(isNull($month), date(9999, 12, 31), endOf($month, "month"))' } },
  }; // prettier-ignore
  return { and: Object.entries(leaves).flatMap(([name, leaf]) => (free.includes(name) ? [] : [leaf])) };
};

const orders = (select: Query['select'], rest: Partial<Query> = {}, free: readonly string[] = []): Query => ({
  entity: 'order',
  select: [...select, { aggregate: 'count', as: 'orders' }, { path: 'total', aggregate: 'sum', as: 'sales' }],
  where: conditions(free),
  ...rest,
});
const source = (query: Query) => ({ type: 'query' as const, query });

const listed: Filter = {
  and: [
    { field: 'ordered_on', op: 'between', value: { parameter: 'period' } },
    { field: 'region', op: 'under', value: { parameter: 'area' } },
    { field: 'customer', op: 'in', value: { parameter: 'customer' } },
    { field: 'status', op: 'eq', value: { parameter: 'status' } },
    { field: 'ordered_on', op: 'eq', value: { expr: 'datum.at' } },
  ],
};

export const boardDashboard: DashboardDocument = {
  kind: 'dashboard', id: id(1), name: 'test_board', schema: 1, icon: 'layout-dashboard',
  label: label('Test board', '测试面板', '測試面板', 'Panel de prueba'),
  parameters,
  datasets: [
    { name: 'all', source: source(orders([])) },
    { name: 'months', source: source(orders([{ path: 'ordered_on', grain: 'month', as: 'month' }], { sort: [{ by: 'month' }] }, ['from', 'to'])) },
    { name: 'times', source: source(orders([{ path: 'ordered_on', grain: 'year', as: 'at' }], { sort: [{ by: 'at' }] })) },
    { name: 'places', source: source(orders([{ path: 'region', as: 'place' }], { sort: [{ by: 'sales', descending: true }] })) },
    {
      name: 'sellers',
      source: source({ entity: 'order', select: [{ path: 'owner', as: 'seller' }, { aggregate: 'count', as: 'n' }], where: { field: 'region', op: 'under', value: { parameter: 'area' } }, sort: [{ by: 'n', descending: true }] }),
    },
  ],
  tabs: [{ id: 'main', label: label('Overview', '概览', '概覽', 'Resumen') }, { id: 'more', label: label('More', '更多', '更多', 'Más') }],
  refresh: 60,
  phoneOrder: ['c_time', 'k_orders'],
  widgets: [
    { id: 'k_orders', type: 'kpi', label: label('Orders', '订单', '訂單', 'Pedidos'), x: 0, y: 0, w: 3, h: 2, dataset: 'all', options: { value: 'orders' } },
    { id: 'k_sales', type: 'kpi', label: label('Sales', '销售额', '銷售額', 'Ventas'), x: 3, y: 0, w: 3, h: 2, dataset: 'all', options: { value: 'sales' } },
    {
      id: 'c_time', type: 'chart', tab: 'main', label: label('By time', '按时间', '按時間', 'Por fecha'), x: 0, y: 2, w: 6, h: 5, dataset: 'times',
      options: { chart: 'combo', x: 'at', y: ['sales'] },
      drill: { column: 'at', levels: [{ path: 'ordered_on', grain: 'year' }, { path: 'ordered_on', grain: 'quarter' }, { path: 'ordered_on', grain: 'month' }] },
      on: { click: [{ open: 'list', name: 'order', where: listed }] },
    },
    {
      id: 'c_place', type: 'chart', tab: 'main', label: label('By region', '按区域', '按區域', 'Por región'), x: 6, y: 2, w: 6, h: 5, dataset: 'places',
      options: { chart: 'bar', x: 'place', y: ['sales'] },
      drill: { column: 'place', levels: [{ path: 'region', label: label('All regions', '全部区域', '全部區域', 'Todas las regiones') }, { path: 'customer' }] },
      on: { click: [{ open: 'record', name: 'customer', parameters: { id: 'datum.place' } }] },
    },
    {
      id: 'c_month', type: 'chart', tab: 'more', label: label('By month', '按月', '按月', 'Por mes'), x: 0, y: 2, w: 6, h: 5, dataset: 'months',
      options: { chart: 'combo', x: 'month', y: ['sales'] },
      on: { click: [{ set: { month: 'datum.month' } }, { open: 'list', name: 'order', where: { and: [{ field: 'ordered_on', op: 'between', value: { parameter: 'period' } }, { field: 'ordered_on', op: 'eq', value: { expr: 'datum.month' } }] } }] },
    },
    {
      id: 'l_new', type: 'list', tab: 'more', label: label('Newest orders', '最新订单', '最新訂單', 'Pedidos recientes'), x: 6, y: 2, w: 6, h: 5,
      options: { entity: 'order', view: 'order_all', columns: ['number', 'customer', 'ordered_on', 'total'], where: conditions(), limit: 6 },
    },
    {
      id: 't_note', type: 'text', tab: 'more', label: label('How to read this', '如何阅读', '如何閱讀', 'Cómo leer esto'), x: 0, y: 7, w: 4, h: 4,
      options: { text: { en: '## Hello\nClick a **month** to see its orders. See [the manual](https://example.com/manual), not [this](javascript:alert(1)).\n\n<b>no html</b>\n\n- one\n- two', 'zh-CN': '## 你好\n点击**月份**查看订单。' } },
    },
    {
      id: 'q_links', type: 'links', tab: 'more', label: label('Quick links', '快捷入口', '快捷入口', 'Accesos'), x: 4, y: 7, w: 3, h: 4,
      options: {
        links: [
          { label: label('Orders of the period', '本期订单', '本期訂單', 'Pedidos del periodo'), action: { open: 'list', name: 'order', where: { field: 'ordered_on', op: 'between', value: { parameter: 'period' } } } },
          { label: label('Map', '地图', '地圖', 'Mapa'), icon: 'map', action: { open: 'link', name: 'https://maps.example/?q={area}', parameters: { area: '$area' } } },
          { label: label('Only shipped', '仅已发货', '僅已出貨', 'Solo enviados'), action: { set: { status: '"shipped"' } } },
          { label: label('The area', '该地区', '該地區', 'La zona'), action: { open: 'record', name: 'region', parameters: { id: '$area' } } },
        ],
      },
    },
    {
      id: 'r_sheet', type: 'report', tab: 'more', label: label('Sheet', '报表', '報表', 'Hoja'), x: 7, y: 7, w: 5, h: 6,
      options: { report: 'test_sheet', parameters: { period: '$period', place: '$area' } },
    },
  ],
}; // prettier-ignore

export const boardReport: ReportDocument = {
  kind: 'report', id: id(2), name: 'test_sheet', schema: 1, icon: 'table', label: label('Test sheet', '测试报表', '測試報表', 'Hoja de prueba'),
  parameters: [
    { name: 'period', type: 'dateRange', widget: 'relative', label: label('Period', '期间', '期間', 'Periodo'), default: 'lastMonths:24', options: { ranges: ['lastDays:30', 'thisYear', 'lastMonths:24'] } },
    { name: 'place', type: 'id', widget: 'tree', label: label('Area', '地区', '地區', 'Zona'), options: { entity: 'region' } },
    { name: 'status', type: 'text', widget: 'multi', multiple: true, label: label('Status', '状态', '狀態', 'Estado'), options: { dictionary: 'order_status' } },
  ],
  datasets: [{
    name: 'S',
    source: source({
      entity: 'order', select: [{ path: 'region' }, { aggregate: 'count', as: 'n' }, { path: 'total', aggregate: 'sum', as: 'amount' }],
      where: { and: [
        { field: 'ordered_on', op: 'gte', value: { parameter: 'period_from' } },
        { field: 'ordered_on', op: 'lte', value: { expr: '$period_to' } },
        { field: 'region', op: 'under', value: { parameter: 'place' } },
        { field: 'status', op: 'in', value: { parameter: 'status' } },
      ] },
    }),
  }],
  sheet: {
    columns: [{ width: 160 }, { width: 90 }, { width: 130 }], freeze: 'A2', styles: { head: { role: 'header' }, total: { role: 'total' } },
    cells: {
      A1: { text: label('Region', '区域', '區域', 'Región'), style: 'head' },
      B1: { text: label('Orders', '订单', '訂單', 'Pedidos'), style: 'head' },
      C1: { text: label('Sales', '销售额', '銷售額', 'Ventas'), style: 'head' },
      A2: { bind: { dataset: 'S', field: 'region', as: 'group' }, on: { click: [{ set: { place: 'A2.region_id' } }] } },
      B2: {
        bind: { dataset: 'S', field: 'n', as: 'sum' },
        on: { click: [{ open: 'list', name: 'order', where: { and: [{ field: 'region', op: 'eq', value: { expr: 'A2.region_id' } }, { field: 'ordered_on', op: 'between', value: { parameter: 'period' } }] } }] },
      },
      C2: { bind: { dataset: 'S', field: 'amount', as: 'sum' }, format: '#,##0' },
      A3: { text: label('Total', '合计', '合計', 'Total'), style: 'total' },
      B3: { bind: { dataset: 'S', field: 'n', as: 'sum' }, style: 'total' },
      C3: { bind: { dataset: 'S', field: 'amount', as: 'sum' }, format: '#,##0', style: 'total' },
    },
  },
}; // prettier-ignore

const role = (n: number, name: string, rest: Partial<RoleDocument>): RoleDocument => ({
  kind: 'role',
  id: id(n),
  name,
  schema: 1,
  label: name,
  grants: ['order', 'order_line', 'customer', 'region', 'product', 'user'].map((entity) => ({
    entity,
    actions: { read: 'all' as const },
  })),
  rights: ['report.run'],
  ...rest,
});

export const boardPackage: Package = {
  id: 'test',
  documents: [
    boardDashboard,
    boardReport,
    role(3, 'test_reader', { home: { type: 'dashboard', name: 'test_board' }, position: 20 }),
    role(4, 'test_lister', { home: { type: 'list', entity: 'order', view: 'order_open' }, position: 10 }),
    role(5, 'test_blind', {
      grants: [{ entity: 'customer', actions: { read: 'all' } }],
      home: { type: 'list', entity: 'order' },
      position: 5,
    }),
  ],
};
