/** A small application in documents: every kind once or more, all of it valid together. */
import type { Document } from '../../../metadata/schema/kinds.js';

/** A ULID that is easy to tell: `ulid(7)`. */
export const ulid = (n: number) => `01J${String(n).padStart(23, '0')}`;

const head = <K extends string>(kind: K, n: number, name: string) => ({ kind, id: ulid(n), name, schema: 1 as const });

export const sampleDocuments: readonly Document[] = [
  {
    ...head('entity', 1, 'user'),
    nameExpression: 'name',
    fields: [
      { id: 'f1', name: 'name', type: 'text' },
      { id: 'f2', name: 'login', type: 'text', unique: true },
    ],
  },
  {
    ...head('entity', 2, 'department'),
    nameExpression: 'name',
    fields: [{ id: 'f1', name: 'name', type: 'text' }],
  },
  {
    ...head('dictionary', 3, 'status'),
    values: [
      { id: 'v1', code: 'open', label: 'Open' },
      { id: 'v2', code: 'done', label: { en: 'Done', 'zh-CN': '完成' }, colour: 'green' },
    ],
  },
  {
    ...head('entity', 4, 'customer'),
    label: { en: 'Customer', es: 'Cliente' },
    nameExpression: 'name',
    owner: 'user',
    fields: [
      { id: 'f1', name: 'name', type: 'text', required: true, sortable: true, options: { length: 120 } },
      { id: 'f2', name: 'status', type: 'choice', options: { dictionary: 'status' }, default: 'open' },
      { id: 'f3', name: 'credit', type: 'decimal', validIf: 'credit >= 0' },
      { id: 'f4', name: 'since', type: 'date' },
    ],
    keys: [{ id: 'k1', fields: ['name', 'since'] }],
    statusField: 'status',
  },
  {
    ...head('entity', 5, 'order'),
    nameExpression: 'number',
    fields: [
      { id: 'f1', name: 'number', type: 'text', unique: true },
      { id: 'f2', name: 'customer', type: 'lookup', options: { target: 'customer', owns: true } },
      { id: 'f3', name: 'lines', type: 'children', options: { entity: 'line', field: 'order' } },
      { id: 'f4', name: 'discount', type: 'decimal', visibleIf: 'customer.status = "open"' },
    ],
  },
  {
    ...head('entity', 6, 'line'),
    nameExpression: 'product',
    fields: [
      { id: 'f1', name: 'order', type: 'lookup', options: { target: 'order', owns: true, onDelete: 'cascade' } },
      { id: 'f2', name: 'product', type: 'text' },
      { id: 'f3', name: 'quantity', type: 'decimal' },
      { id: 'f4', name: 'price', type: 'decimal' },
      { id: 'f5', name: 'amount', type: 'formula', options: { expression: 'quantity * price' } },
    ],
  },
  {
    ...head('form', 7, 'order_edit'),
    entity: 'order',
    purpose: ['edit', 'create'],
    facts: [{ path: 'customer.name' }],
    nodes: [
      {
        id: 't1',
        type: 'tab',
        label: 'Main',
        nodes: [
          { id: 'n1', type: 'field', field: 'number', span: 6 },
          {
            id: 's1',
            type: 'section',
            nodes: [{ id: 'n2', type: 'field', field: 'customer', readOnlyIf: 'number = "1"' }],
          },
          {
            id: 'n3',
            type: 'subTable',
            field: 'lines',
            columns: [{ field: 'product' }, { field: 'amount', width: 90 }],
          },
        ],
      },
    ],
  },
  {
    ...head('form', 8, 'customer_edit'),
    entity: 'customer',
    purpose: ['detail'],
    nodes: [
      { id: 'n1', type: 'field', field: 'name' },
      { id: 'n2', type: 'related', entity: 'order', field: 'customer', columns: [{ path: 'number' }] },
      { id: 'n3', type: 'text', text: 'Hello' },
      {
        id: 'n4',
        type: 'activities',
        entity: 'order',
        field: 'customer',
        subject: 'number',
        done: { field: 'discount', value: 'done', open: 'open' },
      },
    ],
  },
  {
    ...head('view', 9, 'order_all'),
    entity: 'order',
    mode: 'table',
    columns: [{ path: 'number', width: 100 }, { path: 'customer.name' }],
    filter: {
      and: [
        { field: 'customer.status', op: 'eq', value: 'open' },
        { some: 'lines', where: { field: 'quantity', op: 'gt', value: 0 } },
        { not: { field: 'discount', op: 'isNull' } },
      ],
    },
    quickFilters: ['customer.status'],
    sort: [{ by: 'created_at', descending: true }],
  },
  {
    ...head('dashboard', 10, 'sales'),
    parameters: [{ name: 'month', type: 'date', grain: 'month' }],
    datasets: [
      {
        name: 'S',
        source: {
          type: 'query',
          query: {
            entity: 'line',
            select: [
              { path: 'order.customer.since', grain: 'month', as: 'month' },
              { path: 'amount', aggregate: 'sum', as: 'amt' },
            ],
            where: { field: 'order.customer.since', op: 'gte', value: { parameter: 'month' } },
          },
        },
      },
    ],
    widgets: [
      {
        id: 'w1',
        type: 'kpi',
        x: 0,
        y: 0,
        w: 6,
        h: 4,
        dataset: 'S',
        options: { value: 'amt' },
        on: {
          click: [
            { set: { month: 'datum.month' } },
            { open: 'report', name: 'by_customer', parameters: { from: 'datum.month' } },
          ],
        },
      },
      { id: 'w2', type: 'note', x: 6, y: 0, w: 6, h: 4, options: { text: 'Read me' } },
    ],
  },
  {
    ...head('report', 11, 'by_customer'),
    parameters: [{ name: 'from', type: 'date' }],
    datasets: [
      {
        name: 'S',
        source: {
          type: 'query',
          query: {
            entity: 'line',
            select: [
              { path: 'order.customer.name', as: 'customer' },
              { path: 'amount', as: 'amt' },
            ],
          },
        },
      },
    ],
    sheet: {
      columns: [{ width: 120 }],
      styles: { head: { bold: true } },
      cells: {
        A1: { text: 'Customer', style: 'head' },
        A2: { bind: { dataset: 'S', field: 'customer', as: 'group' } },
        B2: { bind: { dataset: 'S', field: 'amt', as: 'sum' }, where: 'amt > 0', span: [1, 1] },
      },
    },
  },
  {
    ...head('dataset', 79, 'amounts'),
    parameters: [{ name: 'least', type: 'number' }],
    source: {
      type: 'sql',
      sql: 'select l.amount, o.customer_id as customer from line l join "order" o on o.id = l.order_id where l.amount >= :least',
      rows: [{ entity: 'customer', key: 'customer' }],
      fields: { amount: 'line.amount' },
    },
  },
  {
    ...head('connection', 80, 'warehouse'),
    type: 'mysql',
    host: 'db.example.org',
    port: 3306,
    database: 'warehouse',
    user: 'reader',
    secret: { environment: 'TRELLIS_CONNECTION_WAREHOUSE' },
  },
  {
    ...head('menu', 12, 'main'),
    home: 'e2',
    entries: [
      {
        id: 'g1',
        type: 'group',
        label: 'Sales',
        entries: [
          { id: 'e1', type: 'list', entity: 'order', view: 'order_all' },
          { id: 'e2', type: 'dashboard', name: 'sales' },
        ],
      },
      { id: 'e3', type: 'separator' },
      { id: 'e4', type: 'report', name: 'by_customer' },
    ],
  },
  {
    ...head('role', 13, 'salesperson'),
    grants: [
      {
        entity: 'customer',
        actions: { read: 'own', update: { field: 'status', op: 'eq', value: 'open' }, create: true },
        fields: { credit: 'hidden' },
      },
      { entity: 'order', actions: { read: 'own' } },
    ],
    rights: ['report.run'],
  },
  {
    ...head('sharing', 17, 'open_customers'),
    entity: 'customer',
    where: { field: 'status', op: 'eq', value: 'open' },
    to: { roles: ['salesperson'] },
    level: 'read',
  },
  {
    ...head('import_map', 14, 'customers'),
    entity: 'customer',
    match: ['name'],
    columns: [
      { path: 'name', column: 'Name' },
      { path: 'status', value: 'row.Status' },
    ],
    notes: [{ id: 'n1', if: 'row.Status = ""', label: 'No status' }],
  },
  {
    ...head('print_template', 94, 'order_letter'),
    entity: 'order',
    page: { size: 'A4' },
    body: '<h1>{{number}}</h1>{{#each lines}}<p>{{amount}}</p>{{/each}}',
  },
  {
    ...head('theme', 97, 'site'),
    title: 'Wild Toys',
    accent: '#0a7d5c',
    corners: 'round',
    density: 'dense',
    font: 'humanist',
  },
  {
    ...head('rule', 78, 'customer_duplicates'),
    type: 'duplicate',
    entity: 'customer',
    match: [{ id: 'm1', all: [{ path: 'name', normalise: 'company', similarity: 0.85 }] }],
    where: { field: 'status', op: 'eq', value: 'open' },
    on: ['create', 'update', 'import'],
    action: 'warn',
  },
  {
    ...head('segment', 77, 'named_customers'),
    entity: 'customer',
    filter: { field: 'name', op: 'isNotNull' },
  },
  { ...head('job', 15, 'nightly'), handler: 'cleanSessions', cron: '0 3 * * *', arguments: { days: 3 } },
  { ...head('settings', 16, 'site'), timeZone: 'UTC', currency: 'EUR', language: 'en', menu: 'main' },
];

/** A sample document by kind and name, as a copy that may be changed. */
export function sample<K extends Document['kind']>(kind: K, name: string): Extract<Document, { kind: K }> {
  const found = sampleDocuments.find((document) => document.kind === kind && document.name === name);
  return structuredClone(found) as Extract<Document, { kind: K }>;
}
