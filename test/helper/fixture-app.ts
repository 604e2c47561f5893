/** A small application for browser tests: documents as GET /api/app gives them, and records made by a counter, no chance. */
import type { Document } from '../../metadata/schema/kinds.js';

const id = (number: number) => `01J${String(number).padStart(23, '0')}`;
export const fixtureId = id;
const label = (en: string, zhCN: string, zhTW: string, es: string) => ({ en, 'zh-CN': zhCN, 'zh-TW': zhTW, es });

export const fixtureUser = {
  id: id(1),
  login: 'ann.sales',
  name: 'Ann Sales',
  department: id(900),
  language: 'en',
  roles: ['salesperson'],
};
export const people = ['Ann Sales', 'Bo Manager', 'Cem Yilmaz', 'Dora Klein', '陈晓'].map((name, index) => ({
  id: id(1 + index),
  label: name,
}));

const entities = [
  {
    kind: 'entity', id: id(10), name: 'customer', schema: 1, icon: 'building-2', owner: 'user', nameExpression: 'name', statusField: 'stage',
    label: label('Customer', '客户', '客戶', 'Cliente'), plural: label('Customers', '客户', '客戶', 'Clientes'),
    fields: [
      { id: 'f1', name: 'name', type: 'text', required: true, searchable: true, sortable: true, options: { length: 120 }, label: label('Name', '名称', '名稱', 'Nombre') },
      { id: 'f2', name: 'city', type: 'text', searchable: true, sortable: true, label: label('City', '城市', '城市', 'Ciudad') },
      { id: 'f3', name: 'stage', type: 'choice', options: { dictionary: 'customer_stage' }, label: label('Type', '类型', '類型', 'Tipo') },
      { id: 'f4', name: 'level', type: 'choice', options: { dictionary: 'customer_level' }, label: label('Level', '级别', '級別', 'Nivel') },
      { id: 'f5', name: 'contact', type: 'text', label: label('Contact', '联系人', '聯絡人', 'Contacto') },
      { id: 'f6', name: 'sales', type: 'money', label: label('Sales 12 mo', '近 12 月销售额', '近 12 月銷售額', 'Ventas 12 m') },
      { id: 'f7', name: 'last_order', type: 'date', label: label('Last order', '最近下单', '最近下單', 'Último pedido') },
      { id: 'f8', name: 'email', type: 'email', label: label('E-mail', '电子邮件', '電子郵件', 'Correo') },
      { id: 'f9', name: 'phone', type: 'phone', label: label('Phone', '电话', '電話', 'Teléfono') },
      { id: 'f10', name: 'website', type: 'url', label: label('Website', '网站', '網站', 'Sitio web') },
      { id: 'f11', name: 'repeat', type: 'percent', label: label('Repeat orders', '复购率', '回購率', 'Pedidos repetidos') },
      { id: 'f12', name: 'active', type: 'boolean', label: label('Active', '有效', '有效', 'Activo') },
      { id: 'f13', name: 'notes', type: 'longText', label: label('Notes', '备注', '備註', 'Notas') },
      { id: 'f14', name: 'credit', type: 'money', label: label('Credit limit', '信用额度', '信用額度', 'Límite de crédito') },
    ],
  },
  {
    kind: 'entity', id: id(11), name: 'order', schema: 1, icon: 'shopping-cart', owner: 'user', nameExpression: 'number', statusField: 'state',
    label: label('Order', '订单', '訂單', 'Pedido'), plural: label('Orders', '订单', '訂單', 'Pedidos'),
    fields: [
      { id: 'o1', name: 'number', type: 'autonumber', searchable: true, sortable: true, options: { pattern: 'O-{0000}' }, label: label('Order number', '订单号', '訂單編號', 'Número de pedido') },
      { id: 'o2', name: 'customer', type: 'lookup', required: true, options: { target: 'customer', onDelete: 'restrict' }, label: label('Customer', '客户', '客戶', 'Cliente') },
      { id: 'o3', name: 'ordered_on', type: 'date', required: true, label: label('Ordered on', '下单日期', '下單日期', 'Fecha del pedido') },
      { id: 'o4', name: 'required_by', type: 'date', validIf: 'required_by = null or required_by >= ordered_on', validMessage: label('The required day is before the order day.', '要求日期早于下单日期。', '要求日期早於下單日期。', 'La fecha requerida es anterior al pedido.'), label: label('Required by', '要求日期', '要求日期', 'Requerido para') },
      { id: 'o5', name: 'state', type: 'choice', options: { dictionary: 'order_state' }, label: label('State', '状态', '狀態', 'Estado') },
      { id: 'o6', name: 'freight', type: 'money', label: label('Freight', '运费', '運費', 'Flete') },
      { id: 'o7', name: 'terms', type: 'text', label: label('Payment terms', '付款条件', '付款條件', 'Condiciones de pago') },
      { id: 'o8', name: 'lost_reason', type: 'text', visibleIf: 'state = "lost"', requiredIf: 'state = "lost"', label: label('Reason', '原因', '原因', 'Motivo') },
      { id: 'o9', name: 'lines', type: 'children', options: { entity: 'order_line', field: 'order' }, label: label('Order lines', '订单明细', '訂單明細', 'Líneas del pedido') },
      { id: 'o10', name: 'total', type: 'formula', options: { expression: 'coalesce(freight, 0)', result: 'decimal', scale: 2, stored: true }, label: label('Total', '合计', '合計', 'Total') },
      { id: 'o11', name: 'notes', type: 'longText', label: label('Notes', '备注', '備註', 'Notas') },
      { id: 'o12', name: 'margin', type: 'percent', label: label('Margin', '利润率', '利潤率', 'Margen') },
      { id: 'o13', name: 'called_at', type: 'datetime', label: label('Called at', '致电时间', '致電時間', 'Llamado el') },
      { id: 'o14', name: 'copies', type: 'integer', label: label('Copies', '份数', '份數', 'Copias') },
    ],
  },
  {
    kind: 'entity', id: id(12), name: 'order_line', schema: 1, icon: 'list', owner: 'none', nameExpression: 'product',
    label: label('Order line', '订单明细', '訂單明細', 'Línea del pedido'), plural: label('Order lines', '订单明细', '訂單明細', 'Líneas del pedido'),
    fields: [
      { id: 'l1', name: 'order', type: 'lookup', required: true, options: { target: 'order', onDelete: 'cascade', owns: true }, label: 'Order' },
      { id: 'l2', name: 'product', type: 'lookup', required: true, options: { target: 'product', onDelete: 'restrict' }, label: label('Product', '产品', '產品', 'Producto') },
      { id: 'l3', name: 'quantity', type: 'integer', required: true, label: label('Quantity', '数量', '數量', 'Cantidad') },
      { id: 'l4', name: 'price', type: 'money', label: label('Unit price', '单价', '單價', 'Precio') },
      { id: 'l5', name: 'discount', type: 'percent', label: label('Discount', '折扣', '折扣', 'Descuento') },
      { id: 'l6', name: 'amount', type: 'formula', options: { expression: 'quantity * price * (1 - coalesce(discount, 0))', result: 'decimal', scale: 2, stored: true }, label: label('Amount', '金额', '金額', 'Importe') },
    ],
  },
  {
    kind: 'entity', id: id(13), name: 'product', schema: 1, icon: 'package', owner: 'none', nameExpression: 'name',
    label: label('Product', '产品', '產品', 'Producto'), plural: label('Products', '产品', '產品', 'Productos'),
    fields: [{ id: 'p1', name: 'name', type: 'text', required: true, searchable: true, sortable: true, label: label('Name', '名称', '名稱', 'Nombre') }, { id: 'p2', name: 'price', type: 'money', label: label('Unit price', '单价', '單價', 'Precio') }],
  },
  {
    kind: 'entity', id: id(14), name: 'campaign', schema: 1, icon: 'package', owner: 'none', nameExpression: 'name',
    label: label('Campaign', '营销活动', '行銷活動', 'Campaña'), plural: label('Campaigns', '营销活动', '行銷活動', 'Campañas'),
    fields: [{ id: 'c1', name: 'name', type: 'text', required: true, searchable: true, sortable: true, label: label('Name', '名称', '名稱', 'Nombre') }],
  },
  {
    kind: 'entity', id: id(15), name: 'user', schema: 1, icon: 'user', owner: 'none', nameExpression: 'name', label: label('Person', '人员', '人員', 'Persona'),
    fields: [{ id: 'u1', name: 'name', type: 'text', searchable: true, sortable: true, label: label('Name', '姓名', '姓名', 'Nombre') }],
  },
  {
    kind: 'entity', id: id(16), name: 'department', schema: 1, icon: 'building-2', owner: 'none', nameExpression: 'name', label: label('Department', '部门', '部門', 'Departamento'),
    fields: [{ id: 'd1', name: 'name', type: 'text', searchable: true, sortable: true, label: label('Name', '名称', '名稱', 'Nombre') }],
  },
  {
    kind: 'entity', id: id(17), name: 'secret_thing', schema: 1, icon: 'lock', owner: 'none', nameExpression: 'name', label: 'Secret', plural: 'Secrets',
    fields: [{ id: 's1', name: 'name', type: 'text', searchable: true, label: 'Name' }],
  },
]; // prettier-ignore

const dictionaries = [
  { kind: 'dictionary', id: id(20), name: 'customer_stage', schema: 1, values: [
    { id: 'v1', code: 'existing', colour: 'green', label: label('Existing', '现有客户', '現有客戶', 'Existente') },
    { id: 'v2', code: 'risk', colour: 'amber', label: label('At risk', '流失预警', '流失預警', 'En riesgo') },
    { id: 'v3', code: 'prospect', colour: 'blue', label: label('Prospect', '潜在客户', '潛在客戶', 'Potencial') },
    { id: 'v4', code: 'lost', colour: 'red', label: label('Lost', '已流失', '已流失', 'Perdido') } ] },
  { kind: 'dictionary', id: id(21), name: 'customer_level', schema: 1, values: ['A', 'B', 'C'].map((code, index) => ({ id: `w${index}`, code, label: code })) },
  { kind: 'dictionary', id: id(22), name: 'order_state', schema: 1, values: [
    { id: 'x1', code: 'open', colour: 'blue', label: label('Open', '进行中', '進行中', 'Abierto') },
    { id: 'x2', code: 'waiting', colour: 'amber', label: label('Waiting for approval', '待审批', '待核准', 'Pendiente de aprobación') },
    { id: 'x3', code: 'done', colour: 'green', label: label('Delivered', '已交付', '已交付', 'Entregado') },
    { id: 'x4', code: 'lost', colour: 'red', label: label('Lost', '已丢失', '已遺失', 'Perdido') } ] },
]; // prettier-ignore

const customerColumns = [
  { path: 'name' }, { path: 'city', width: 168 }, { path: 'stage', width: 124 }, { path: 'level', width: 80 }, { path: 'contact', width: 156 },
  { path: 'owner', width: 150 }, { path: 'sales', width: 156, aggregate: 'sum' }, { path: 'last_order', width: 116 },
]; // prettier-ignore
const views = [
  { kind: 'view', id: id(30), name: 'customer_all', schema: 1, entity: 'customer', mode: 'table', position: 0, label: label('All customers', '全部客户', '全部客戶', 'Todos'), columns: customerColumns, sort: [{ by: 'name' }], quickFilters: ['stage'] },
  { kind: 'view', id: id(31), name: 'customer_key', schema: 1, entity: 'customer', mode: 'table', position: 1, label: label('Key accounts', '重点客户', '重點客戶', 'Cuentas clave'), columns: customerColumns, sort: [{ by: 'sales', descending: true }], filter: { and: [{ field: 'level', op: 'in', value: ['A', 'B'] }, { field: 'sales', op: 'gt', value: 10000 }] } },
  { kind: 'view', id: id(32), name: 'customer_mine', schema: 1, entity: 'customer', mode: 'table', position: 2, label: label('My customers', '我的客户', '我的客戶', 'Mis clientes'), columns: customerColumns, filter: { field: 'owner', op: 'eq', value: { expr: 'user.id' } } },
  { kind: 'view', id: id(33), name: 'order_all', schema: 1, entity: 'order', mode: 'table', columns: [{ path: 'number' }, { path: 'customer' }, { path: 'customer.city' }, { path: 'state' }, { path: 'ordered_on' }, { path: 'total', aggregate: 'sum' }], sort: [{ by: 'ordered_on', descending: true }], label: label('All orders', '全部订单', '全部訂單', 'Todos los pedidos') },
  { kind: 'view', id: id(34), name: 'campaign_all', schema: 1, entity: 'campaign', mode: 'table', columns: [{ path: 'name' }] },
  { kind: 'view', id: id(35), name: 'product_all', schema: 1, entity: 'product', mode: 'table', columns: [{ path: 'name' }, { path: 'price' }] },
]; // prettier-ignore

const forms = [
  { kind: 'form', id: id(40), name: 'order_edit', schema: 1, entity: 'order', purpose: ['edit', 'create'], facts: [{ path: 'customer' }, { path: 'total' }, { path: 'ordered_on' }, { path: 'required_by' }, { path: 'owner' }],
    nodes: [
      { id: 't1', type: 'tab', label: label('Details', '详情', '詳情', 'Detalles'), nodes: [
        { id: 's1', type: 'section', label: label('Order', '订单', '訂單', 'Pedido'), nodes: [
          { id: 'n1', type: 'field', field: 'customer', span: 4 }, { id: 'n2', type: 'field', field: 'state', span: 4 }, { id: 'n3', type: 'field', field: 'number', span: 4 },
          { id: 'n4', type: 'field', field: 'ordered_on', span: 4 }, { id: 'n5', type: 'field', field: 'required_by', span: 4 }, { id: 'n6', type: 'field', field: 'margin', span: 4 },
          { id: 'n7', type: 'field', field: 'terms', span: 4 }, { id: 'n8', type: 'field', field: 'freight', span: 4 }, { id: 'n9', type: 'field', field: 'lost_reason', span: 4 }, { id: 'n10', type: 'field', field: 'owner', span: 4 },
        ] },
        { id: 'n11', type: 'subTable', field: 'lines', columns: [{ field: 'product' }, { field: 'quantity', width: 104 }, { field: 'price', width: 136 }, { field: 'discount', width: 104 }, { field: 'amount', width: 120 }], totals: ['freight', 'total'] },
        { id: 's2', type: 'section', label: label('Notes', '备注', '備註', 'Notas'), nodes: [{ id: 'n12', type: 'field', field: 'notes', span: 12 }] },
      ] },
      { id: 't2', type: 'tab', label: label('More', '更多', '更多', 'Más'), nodes: [{ id: 's3', type: 'section', nodes: [{ id: 'n13', type: 'field', field: 'called_at', span: 6 }, { id: 'n14', type: 'field', field: 'copies', span: 6 }] }] },
    ] },
  { kind: 'form', id: id(41), name: 'customer_edit', schema: 1, entity: 'customer', purpose: ['edit', 'create'], facts: [{ path: 'sales' }, { path: 'last_order' }, { path: 'owner' }],
    nodes: [
      { id: 't1', type: 'tab', label: label('Details', '详情', '詳情', 'Detalles'), nodes: [
        { id: 's1', type: 'section', label: label('Customer', '客户', '客戶', 'Cliente'), nodes: ['name', 'city', 'stage', 'level', 'contact', 'email', 'phone', 'website', 'sales', 'repeat', 'last_order', 'owner', 'credit', 'active'].map((field, index) => ({ id: `c${index}`, type: 'field', field, span: 4 })) },
        { id: 's2', type: 'section', label: label('Notes', '备注', '備註', 'Notas'), nodes: [{ id: 'cn', type: 'field', field: 'notes', span: 12 }] },
      ] },
      { id: 't2', type: 'tab', label: label('Orders', '订单', '訂單', 'Pedidos'), nodes: [{ id: 'r1', type: 'related', entity: 'order', field: 'customer', columns: [{ path: 'number' }, { path: 'state' }, { path: 'ordered_on' }, { path: 'total' }] }] },
    ] },
]; // prettier-ignore

const menu = {
  kind: 'menu', id: id(50), name: 'main', schema: 1, home: 'm1',
  entries: [
    { id: 'g1', type: 'group', label: label('Sales', '销售', '銷售', 'Ventas'), entries: [
      { id: 'm1', type: 'list', entity: 'customer' }, { id: 'm2', type: 'list', entity: 'order' }, { id: 'm3', type: 'list', entity: 'product' }, { id: 'm4', type: 'list', entity: 'campaign' } ] },
    { id: 'g2', type: 'group', label: label('Analysis', '分析', '分析', 'Análisis'), entries: [{ id: 'm5', type: 'dashboard', name: 'sales', icon: 'chart-column' }] },
  ],
}; // prettier-ignore

const all = { create: true, read: true, update: true, delete: true, export: true, import: true, bulk: true };
const access: Record<string, typeof all & { fields: Record<string, string> }> = Object.fromEntries(
  entities.map((entity) => [entity.name, { ...all, fields: {} as Record<string, string> }] as const),
);
access['secret_thing'] = { ...all, read: false, create: false, fields: {} };
access['customer']!.fields = { credit: 'mask', sales: 'read' };

export const fixtureApp = {
  release: 41,
  user: fixtureUser,
  rights: ['report.run', 'design'],
  settings: { kind: 'settings', id: id(60), name: 'site', schema: 1, timeZone: 'UTC', currency: 'USD', language: 'en' },
  menu,
  entities,
  access,
  dictionaries,
  forms,
  views,
  dashboards: [{ name: 'sales', label: label('Sales overview', '销售总览', '銷售總覽', 'Resumen de ventas') }],
  reports: [],
};
export type FixtureDocument = Document;

const cities = [
  'Boise, USA',
  'Graz, Austria',
  'Cunewalde, Germany',
  'Cork, Ireland',
  'Rio de Janeiro, Brazil',
  'Albuquerque, USA',
  '上海',
  'Bräcke, Sweden',
  'Montréal, Canada',
  'Genève, Switzerland',
];
const firstNames = [
  'Maple',
  'Harbour',
  'North',
  'Kobalt',
  'Linden',
  'Quartz',
  'Aurora',
  'Sierra',
  'Tulip',
  'Vela',
  '东方',
  'Ernst & Söhne',
];
const lastNames = [
  'Foods',
  'Markets',
  'Trading',
  'Delikatessen',
  'Grocers',
  'Import',
  'Stores',
  '贸易',
  'Bakery',
  'Supplies',
];
const contacts = ['Jose P.', 'Roland M.', 'Horst K.', 'Patricia K.', '王芳', 'Maria L.'];
const products = ['Chang', 'Clam Chowder', 'Valkoinen suklaa', 'Semmelknödel', 'Green tea', 'Olive oil', 'Rye bread'];
const codes = ['existing', 'existing', 'existing', 'risk', 'prospect', 'lost'];
const pad = (value: number) => String(value).padStart(2, '0');
const at = <T>(list: readonly T[], index: number): T => list[index % list.length]!;

export type FixtureRecord = Record<string, unknown> & { id: string; version: number };

/** 240 customers, 60 orders with lines, 7 products, 5 people; campaigns are empty. */
export function fixtureRecords(): Record<string, FixtureRecord[]> {
  const stamp = (index: number) => ({
    version: 1 + (index % 3),
    created_at: `2026-0${1 + (index % 9)}-0${1 + (index % 9)}T08:00:00.000Z`,
    created_by: at(people, index),
    updated_at: `2026-11-0${1 + (index % 9)}T09:30:00.000Z`,
    updated_by: at(people, index + 1),
    owner: at(people, index),
  });
  const customer = Array.from({ length: 240 }, (_, index) => ({
    id: id(1000 + index),
    ...stamp(index),
    name: `${at(firstNames, index * 7)} ${at(lastNames, index * 3)} ${index + 1}`,
    city: at(cities, index * 3),
    stage: at(codes, index * 5),
    level: at(['A', 'B', 'C'], index * 2 + (index % 4)),
    contact: at(contacts, index),
    sales: index % 11 === 0 ? null : Math.round((90000 - index * 371.37 + (index % 7) * 913.11) * 100) / 100,
    last_order: index % 13 === 0 ? null : `2026-${pad(1 + (index % 11))}-${pad(1 + (index % 28))}`,
    email: `office${index}@example.com`,
    phone: `+43 1 ${100000 + index}`,
    website: 'https://example.com',
    repeat: (index % 100) / 100,
    active: index % 5 !== 0,
    credit: '•••',
    notes: index % 2 === 0 ? 'Pays early.' : null,
  }));
  const product = products.map((name, index) => ({
    id: id(3000 + index),
    ...stamp(index),
    name,
    price: 9.5 + index * 4.25,
  }));
  const order = Array.from({ length: 60 }, (_, index) => {
    const lines = Array.from({ length: 2 + (index % 3) }, (_line, line) => {
      const chosen = at(product, index + line);
      const quantity = 4 + line * 6;
      return { id: id(5000 + index * 10 + line), version: 1, product: { id: chosen.id, label: chosen.name }, quantity, price: chosen.price, discount: line === 1 ? 0.05 : 0, amount: Math.round(quantity * chosen.price * (line === 1 ? 0.95 : 1) * 100) / 100 };
    });
    const freight = 20 + index;
    const chosen = customer[index * 3]!;
    return {
      id: id(2000 + index), ...stamp(index), number: `O-${String(index + 1).padStart(4, '0')}`,
      customer: { id: chosen.id, label: chosen.name, city: chosen.city }, ordered_on: `2026-10-${pad(1 + (index % 28))}`, required_by: `2026-11-${pad(1 + (index % 28))}`,
      state: at(['open', 'waiting', 'done'], index), freight, terms: '30 days net', lost_reason: null, lines, margin: 0.22,
      total: Math.round((freight + lines.reduce((sum, line) => sum + line.amount, 0)) * 100) / 100, notes: 'Deliver in two parts; call before the second.', called_at: '2026-10-02T14:05:00.000Z', copies: 2,
    };
  }); // prettier-ignore
  const user = people.map((person, index) => ({ ...stamp(index), id: person.id, name: person.label }));
  return { customer, order, product, campaign: [], user, department: [], secret_thing: [], order_line: [] };
}
