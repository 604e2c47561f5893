/**
 * A package for tests of the report reader: a cross-tab with subtotals, charts above it and in a cell, a report that opens
 * another. Its period holds all of the sample company's orders.
 */
import type { ReportDocument } from '../../metadata/schema/report.js';
import type { CellDocument } from '../../metadata/schema/sheet.js';
import type { Package } from '../../server/releases/install.js';

const id = (n: number) => `01KSHEET${String(n).padStart(18, '0')}`;
const label = (en: string, zhCN: string, zhTW: string, es: string) => ({ en, 'zh-CN': zhCN, 'zh-TW': zhTW, es });
const sum = (field: string, format: string, style?: string): CellDocument => ({
  bind: { dataset: 'S', field, as: 'sum' },
  format,
  ...(style ? { style } : {}),
});

const sales = label('Sales', '销售额', '銷售額', 'Ventas');
const orders = label('Orders', '订单数', '訂單數', 'Pedidos');
const all = label('All quarters', '全部季度', '全部季度', 'Todos los trimestres');

export const crossTab: ReportDocument = {
  kind: 'report',
  id: id(1),
  name: 'test_cross',
  schema: 1,
  icon: 'table',
  label: label('Sales by region and quarter', '各区域各季度销售额', '各區域各季度銷售額', 'Ventas por región y trimestre'),
  summary: label('Orders that were not called off', '未取消的订单', '未取消的訂單', 'Pedidos no anulados'),
  parameters: [
    { name: 'period', type: 'dateRange', label: label('Period', '期间', '期間', 'Periodo'), default: 'lastMonths:12', required: true },
    { name: 'region', type: 'id', widget: 'tree', label: label('Region', '区域', '區域', 'Región'), options: { entity: 'region' } },
    { name: 'month', type: 'date', hidden: true, grain: 'month', label: label('Month', '月份', '月份', 'Mes') },
  ],
  datasets: [
    {
      name: 'S',
      source: {
        type: 'query',
        query: {
          entity: 'order',
          select: [
            { path: 'region' }, { path: 'customer.country', as: 'country' }, { path: 'ordered_on', grain: 'quarter', as: 'quarter' },
            { path: 'status' }, { path: 'total', aggregate: 'sum', as: 'sales' }, { aggregate: 'count', as: 'orders' },
          ],
          where: { and: [
            { field: 'ordered_on', op: 'between', value: { parameter: 'period' } },
            { field: 'region', op: 'under', value: { parameter: 'region' } },
            { field: 'ordered_on', op: 'gte', value: { parameter: 'month' } },
          ] },
        },
      },
    },
    {
      name: 'months',
      source: {
        type: 'query',
        query: {
          entity: 'order', select: [{ path: 'ordered_on', grain: 'month', as: 'month' }, { path: 'total', aggregate: 'sum', as: 'sales' }],
          where: { and: [{ field: 'ordered_on', op: 'between', value: { parameter: 'period' } }, { field: 'region', op: 'under', value: { parameter: 'region' } }] },
          sort: [{ by: 'month' }],
        },
      },
    },
  ],
  charts: [
    { id: 'c1', chart: 'column', dataset: 'months', x: 'month', y: ['sales'], label: label('Sales by month', '各月销售额', '各月銷售額', 'Ventas por mes'), on: { click: [{ set: { month: 'datum.month' } }] } },
  ],
  sheet: {
    page: { size: 'Letter', orientation: 'landscape', header: '&title', footer: 'Page &page of &pages' },
    columns: [{ width: 150 }, { width: 130 }, { width: 110 }, { width: 76 }, { width: 120 }, { width: 84 }],
    rows: [{ role: 'header' }, { role: 'header' }],
    freeze: 'C3',
    styles: {
      head: { role: 'header', bold: true }, mid: { role: 'header', bold: true, align: 'center' }, right: { role: 'header', align: 'right' },
      sub: { role: 'subtotal' }, total: { role: 'total' }, high: { fill: '#93aef0' }, low: { fill: '#fde8e7' },
    },
    cells: {
      A1: { text: label('Region', '区域', '區域', 'Región'), span: [2, 1], style: 'head' },
      B1: { text: label('Country', '国家/地区', '國家/地區', 'País'), span: [2, 1], style: 'head' },
      C1: { bind: { dataset: 'S', field: 'quarter', as: 'group' }, expand: 'right', span: [1, 2], format: 'yyyy-mm', style: 'mid' },
      C2: { text: sales, style: 'right' }, D2: { text: orders, style: 'right' },
      E1: { text: all, span: [1, 2], style: 'mid' }, E2: { text: sales, style: 'right' }, F2: { text: orders, style: 'right' },
      A3: { bind: { dataset: 'S', field: 'region', as: 'group' }, span: [2, 1], page: 'before' },
      B3: { bind: { dataset: 'S', field: 'country', as: 'group' } },
      C3: { ...sum('sales', '#,##0'), when: [{ if: 'C3 > 200000', style: 'high' }, { if: 'C3 < 0', style: 'low' }] },
      D3: sum('orders', '0'),
      E3: { ...sum('sales', '#,##0'), on: { click: [{ open: 'report', name: 'sales_by_region', parameters: { region: 'A3.region_id' } }] } },
      F3: sum('orders', '0'),
      B4: { text: label('Subtotal', '小计', '小計', 'Subtotal'), style: 'sub' },
      C4: sum('sales', '#,##0', 'sub'), D4: sum('orders', '0', 'sub'), E4: sum('sales', '#,##0', 'sub'), F4: sum('orders', '0', 'sub'),
      A5: { text: label('Total', '合计', '合計', 'Total'), span: [1, 2], style: 'total' },
      C5: sum('sales', '#,##0', 'total'), D5: sum('orders', '0', 'total'), E5: sum('sales', '#,##0', 'total'), F5: sum('orders', '0', 'total'),
    },
  },
} as unknown as ReportDocument; // prettier-ignore

/** A chart beside each region's label, another report and a picture in cells. */
export const partsReport: ReportDocument = {
  kind: 'report', id: id(2), name: 'test_parts', schema: 1, icon: 'table', label: label('Regions at a glance', '区域概览', '區域概覽', 'Regiones de un vistazo'),
  parameters: [{ name: 'period', type: 'dateRange', label: label('Period', '期间', '期間', 'Periodo'), default: 'lastMonths:12', required: true }],
  datasets: [{
    name: 'S',
    source: { type: 'query', query: {
      entity: 'order', select: [{ path: 'region' }, { path: 'ordered_on', grain: 'month', as: 'month' }, { path: 'total', aggregate: 'sum', as: 'sales' }],
      where: { field: 'ordered_on', op: 'between', value: { parameter: 'period' } }, sort: [{ by: 'month' }],
    } },
  }],
  charts: [
    { id: 'own', chart: 'column', dataset: 'S', x: 'month', y: ['sales'], label: label('Sales by month', '各月销售额', '各月銷售額', 'Ventas por mes') },
  ],
  sheet: {
    columns: [{ width: 180 }, { width: 140 }, { width: 480 }, { width: 320 }], rows: [{ role: 'header' }, { height: 200 }], freeze: 'B2',
    styles: { head: { role: 'header', bold: true }, right: { role: 'header', align: 'right' } },
    cells: {
      A1: { text: label('Region', '区域', '區域', 'Región'), style: 'head' }, B1: { text: sales, style: 'right' },
      C1: { text: label('By month', '按月', '依月', 'Por mes'), style: 'head' }, D1: { text: label('Customers', '客户', '客戶', 'Clientes'), style: 'head' },
      A2: { bind: { dataset: 'S', field: 'region', as: 'group' } }, B2: sum('sales', '#,##0'), C2: { chart: 'own' },
      D2: { report: { name: 'sales_by_region', parameters: { region: 'A2.region_id', period: '$period' } } },
    },
  },
} as unknown as ReportDocument; // prettier-ignore

/** A query pane with one of each: a list that narrows another, several, a tree, a look-up, days; a chart with levels. */
export const askReport: ReportDocument = {
  kind: 'report', id: id(3), name: 'test_ask', schema: 1, icon: 'table', label: label('Sales by customer', '各客户销售额', '各客戶銷售額', 'Ventas por cliente'),
  parameters: [
    { name: 'country', type: 'text', widget: 'choice', required: true, label: label('Country', '国家/地区', '國家/地區', 'País'), options: { dictionary: 'country' } },
    { name: 'city', type: 'text', widget: 'multi', multiple: true, dependsOn: ['country'], label: label('City', '城市', '城市', 'Ciudad'), options: { dataset: 'cities', value: 'city', label: 'city' } },
    { name: 'period', type: 'dateRange', default: 'lastMonths:120', required: true, label: label('Period', '期间', '期間', 'Periodo') },
    { name: 'since', type: 'date', label: label('Customer since', '成为客户始于', '成為客戶始於', 'Cliente desde') },
    { name: 'customer', type: 'id', widget: 'lookup', label: label('Customer', '客户', '客戶', 'Cliente'), options: { entity: 'customer' } },
    { name: 'region', type: 'id', widget: 'tree', label: label('Region', '区域', '區域', 'Región'), options: { entity: 'region' } },
    { name: 'least', type: 'number', label: label('At least', '不少于', '不少於', 'Al menos') },
  ],
  datasets: [
    {
      name: 'S',
      source: { type: 'query', query: {
        entity: 'order',
        select: [{ path: 'customer' }, { path: 'ordered_on', grain: 'month', as: 'month' }, { path: 'total', aggregate: 'sum', as: 'sales' }, { aggregate: 'count', as: 'orders' }],
        where: { and: [
          { field: 'ordered_on', op: 'between', value: { parameter: 'period' } },
          { field: 'customer.country', op: 'eq', value: { parameter: 'country' } },
          { field: 'customer.city', op: 'in', value: { parameter: 'city' } },
          { field: 'customer.since', op: 'gte', value: { parameter: 'since' } },
          { field: 'customer', op: 'eq', value: { parameter: 'customer' } },
          { field: 'region', op: 'under', value: { parameter: 'region' } },
          { field: 'total', op: 'gte', value: { parameter: 'least' } },
        ] },
        sort: [{ by: 'month' }],
      } },
    },
    { name: 'cities', source: { type: 'query', query: { entity: 'customer', select: [{ path: 'city' }, { aggregate: 'count', as: 'customers' }], where: { field: 'country', op: 'eq', value: { parameter: 'country' } }, sort: [{ by: 'city' }] } } },
  ],
  charts: [
    {
      id: 'times', chart: 'column', dataset: 'S', x: 'month', y: ['orders'], label: label('Orders by time', '按时间的订单数', '按時間的訂單數', 'Pedidos por fecha'),
      drill: { levels: [{ column: 'month', grain: 'year' }, { column: 'month', grain: 'quarter' }, { column: 'month', grain: 'month' }] },
      on: { click: [{ open: 'list', name: 'order', where: { and: [{ field: 'customer.country', op: 'eq', value: { parameter: 'country' } }, { field: 'ordered_on', op: 'eq', value: { expr: 'datum.month' } }] } }] },
    },
    {
      id: 'own', chart: 'column', dataset: 'S', x: 'month', y: ['sales'], label: sales,
      drill: { levels: [{ column: 'month', grain: 'year' }, { column: 'month', grain: 'month' }] },
    },
  ],
  sheet: {
    columns: [{ width: 220 }, { width: 120 }, { width: 90 }, { width: 420 }], rows: [{ role: 'header' }, { height: 180 }], freeze: 'B2',
    styles: { head: { role: 'header', bold: true }, right: { role: 'header', align: 'right' }, total: { role: 'total' } },
    cells: {
      A1: { text: label('Customer', '客户', '客戶', 'Cliente'), style: 'head' }, B1: { text: sales, style: 'right' },
      C1: { text: label('Share', '占比', '占比', 'Cuota'), style: 'right' }, D1: { text: label('By time', '按时间', '按時間', 'Por fecha'), style: 'head' },
      A2: { bind: { dataset: 'S', field: 'customer', as: 'group' } }, B2: sum('sales', '#,##0'), C2: { formula: 'B2 / B3', format: '0.0%' }, D2: { chart: 'own' },
      A3: { text: label('Total', '合计', '合計', 'Total'), style: 'total' }, B3: sum('sales', '#,##0', 'total'), C3: { formula: 'B2 + 1', style: 'total' },
    },
  },
} as unknown as ReportDocument; // prettier-ignore

/** A list of all order lines, thousands of rows, with their number and a total. */
export const lineReport: ReportDocument = {
  kind: 'report', id: id(4), name: 'test_lines', schema: 1, icon: 'table', label: label('Order lines', '订单行', '訂單明細', 'Líneas de pedido'),
  datasets: [{
    name: 'S',
    source: { type: 'query', query: { entity: 'order_line', select: [{ path: 'order' }, { path: 'product' }, { path: 'amount', as: 'amt' }], sort: [{ by: 'amount', descending: true }] } },
  }],
  sheet: {
    columns: [{ width: 160 }, { width: 80 }, { width: 220 }, { width: 120 }], rows: [{ role: 'header' }], freeze: 'B2',
    styles: { head: { role: 'header', bold: true }, right: { role: 'header', align: 'right' }, total: { role: 'total' } },
    cells: {
      A1: { text: label('Order', '订单', '訂單', 'Pedido'), style: 'head' }, B1: { text: label('Number', '编号', '編號', 'Número'), style: 'right' },
      C1: { text: label('Product', '产品', '產品', 'Producto'), style: 'head' }, D1: { text: sales, style: 'right' },
      A2: { bind: { dataset: 'S', field: 'order', as: 'list' } }, B2: { formula: 'index(A2)', format: '#,##0' },
      C2: { bind: { dataset: 'S', field: 'product', as: 'value' } }, D2: sum('amt', '#,##0.00'),
      A3: { text: label('Total', '合计', '合計', 'Total'), span: [1, 3], style: 'total' }, D3: sum('amt', '#,##0.00', 'total'),
    },
  },
} as unknown as ReportDocument; // prettier-ignore

export const sheetPackage: Package = { id: 'test', documents: [crossTab, partsReport, askReport, lineReport] };
