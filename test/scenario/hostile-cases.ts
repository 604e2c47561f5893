/** The requests of the hostile suite: what is sent, and what must come back. A long file, for it is one table. */
import { mostIds } from '../../server/records/batch/bulk-request.js';
import type { Places } from './hostile-site.js';

export interface HostileCase {
  readonly title: string;
  /** `POST /api/records/customer`; `:customer`, `:other`… stand for ids of the site. */
  readonly to: string;
  /** Text and bytes go as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whose session: ann's unless said; '' is none. */
  readonly as?: 'ann' | 'admin' | '';
  readonly chunked?: boolean;
  /** Status and code. */
  readonly gives: string;
}

type More = Partial<Omit<HostileCase, 'title' | 'to' | 'gives'>>;
const row = (title: string, to: string, gives: string, more: More = {}): HostileCase => ({ title, to, gives, ...more });
const bodyRow = (title: string, to: string, body: unknown, gives: string, more: More = {}): HostileCase =>
  row(title, to, gives, { ...more, body });
const listRow = (query: string, gives: string): HostileCase =>
  row(query.slice(0, 80), `GET /api/records/customer?${query}`, gives);
const filterRow = (filter: unknown, gives: string): HostileCase =>
  listRow(`filter=${encodeURIComponent(typeof filter === 'string' ? filter : JSON.stringify(filter))}`, gives);

const unknownId = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const newCustomer = 'POST /api/records/customer';
const newOrder = 'POST /api/records/order';
const changeCustomer = 'PATCH /api/records/customer/:customer';
const seen = { headers: { 'If-Match': '"1"' } };

const odd = ["na'me", 'na"me', 'na`me', 'name;', 'name; drop table x', 'name as y', 'name x', 'id); DROP TABLE x--', 'name\u0000', 'ｎame', '../name', 'NAME', '__proto__', 'constructor', 'customer.__proto__', '*', '1', '']; // prettier-ignore
const deep = (open: string, close: string, levels: number, inner: string): string =>
  open.repeat(levels) + inner + close.repeat(levels);
const leaf = '{"field":"name","op":"isNull"}';
const query = (rest: object): object => ({ entity: 'customer', select: [{ path: 'name' }], ...rest });

const prototypes: readonly HostileCase[] = [
  ...['__proto__', 'constructor', 'prototype'].flatMap((key) => [
    bodyRow(`body key ${key}`, newCustomer, `{"name":"x","${key}":{"x":1}}`, '400 FORBIDDEN_KEY'),
    bodyRow(`body key ${key} of a child row`, newOrder, `{"customer":"${unknownId}","lines":[{"${key}":{"x":1}}]}`, '400 FORBIDDEN_KEY'), // prettier-ignore
    bodyRow(`body key ${key} inside a value`, newCustomer, `{"name":{"a":{"${key}":{"x":1}}}}`, '400 FORBIDDEN_KEY'),
    bodyRow(`body key ${key} in a query`, 'POST /api/query', `{"entity":"customer","select":[{"path":"name"}],"where":{"and":[{"${key}":1}]}}`, '400 FORBIDDEN_KEY'), // prettier-ignore
    bodyRow(`body key ${key} in a document`, 'PUT /api/documents/view/x', `{"kind":"view","${key}":{"x":1}}`, '400 FORBIDDEN_KEY', { as: 'admin' }), // prettier-ignore
    bodyRow(`body key ${key} in report parameters`, 'POST /api/reports/sales_by_region/run', `{"parameters":{"${key}":1}}`, '400 FORBIDDEN_KEY'), // prettier-ignore
    bodyRow(`body key ${key} in preferences`, 'PUT /api/session/preferences', `{"${key}":{"x":1}}`, '400 FORBIDDEN_KEY'), // prettier-ignore
    listRow(`${key}=1`, '400 FORBIDDEN_KEY'),
    filterRow(`{"${key}":{"x":1}}`, '400 FORBIDDEN_KEY'),
    filterRow(`{"and":[{"field":"name","op":"eq","value":{"${key}":1}}]}`, '400 FORBIDDEN_KEY'),
  ]),
  listRow('__pro%74o__=1', '400 FORBIDDEN_KEY'),
  bodyRow('an escaped __proto__', newCustomer, '{"name":"x","\\u005f_proto__":{"x":1}}', '400 FORBIDDEN_KEY'),
  row('an entity named __proto__', 'GET /api/records/__proto__', '404 NOT_FOUND'),
  row('an entity named constructor', 'GET /api/records/constructor', '404 NOT_FOUND'),
];

/** Text that looks like a day and lies outside every calendar. */
const days: readonly HostileCase[] = ['0000-00-00', '9999-99-99'].flatMap((day) => [
  bodyRow(
    `the day ${day} as a value`,
    newOrder,
    { customer: ':customer', ordered_on: day, lines: [] },
    '422 NOT_A_DATE',
  ),
  filterRow({ field: 'created_at', op: 'gte', value: day }, '422 OPERAND_INVALID'),
  bodyRow(`the day ${day} as a parameter of a report`, 'POST /api/reports/target_entry/run', { parameters: { year: day } }, '422 BAD_PARAMETER'), // prettier-ignore
  bodyRow(`the day ${day} as a level of a chart`, 'POST /api/dashboards/sales_overview/data', { widget: 'c_time', drill: [day] }, '422 BAD_DRILL'), // prettier-ignore
]);

const parameters: readonly HostileCase[] = [
  listRow('x=1', '400 UNKNOWN_PARAMETER'),
  listRow('a[b]=1', '400 UNKNOWN_PARAMETER'),
  listRow('filter[name]=admin', '400 UNKNOWN_PARAMETER'),
  listRow('limit[]=1', '400 UNKNOWN_PARAMETER'),
  listRow('limit=1&limit=2', '400 DUPLICATE_PARAMETER'),
  listRow('limit=1&%6cimit=2', '400 DUPLICATE_PARAMETER'),
  listRow('Limit=1', '400 UNKNOWN_PARAMETER'),
  listRow(Array.from({ length: 101 }, (_, n) => `p${n}=1`).join('&'), '400 TOO_MANY_PARAMETERS'),
  ...['-1', '0', '1e9', 'abc', '201', '', '1.5', '0x10', '1;2', '٣'].map((limit) =>
    listRow(`limit=${encodeURIComponent(limit)}`, '400 INVALID_PARAMETER'),
  ),
  ...['-1', 'abc', '1.5', '9999999999'].map((offset) => listRow(`offset=${offset}`, '400 INVALID_PARAMETER')),
  ...['nonsense', 'e30', 'bnVsbA', '%00', "'"].map((cursor) => listRow(`after=${cursor}`, '400 CURSOR_INVALID')),
  listRow('after=eyJfX3Byb3RvX18iOnsieCI6MX19', '400 CURSOR_INVALID'),
  listRow('count=1', '400 INVALID_PARAMETER'),
  row('a parameter where none is', 'GET /api/app?x=1', '400 UNKNOWN_PARAMETER'),
  row('a parameter on a record', 'GET /api/records/customer/:customer?limit=1', '400 UNKNOWN_PARAMETER'),
  row('%E0%A4%A in a path', 'GET /api/records/%E0%A4%A', '400 MALFORMED_URL'),
  row('%E0%A4%A as an id', 'GET /api/records/customer/%E0%A4%A', '400 MALFORMED_URL'),
  listRow('filter=%E0%A4%A', '400 MALFORMED_URL'),
  row('%00 in a path', 'GET /api/records/customer%00', '404 NOT_FOUND'),
  row('steps up in a path', 'GET /api/records/..%2f..%2fsys_account', '404 NOT_FOUND'),
  row('a method that is none here', 'PUT /api/records/customer/:customer', '405 METHOD_NOT_ALLOWED'),
];

const identifiers: readonly HostileCase[] = [
  ...odd.map((name) => listRow(`sort=${encodeURIComponent(name)}`, pathOutcome(name))),
  ...odd.map((name) => listRow(`fields=${encodeURIComponent(name)}`, pathOutcome(name))),
  ...odd.map((name) => filterRow({ field: name, op: 'eq', value: 'x' }, pathOutcome(name))),
  ...odd
    .filter((name) => name !== '' && name !== '../name')
    .map((name) => row(`entity ${JSON.stringify(name)}`, `GET /api/records/${encodeURIComponent(name)}`, '404 NOT_FOUND')), // prettier-ignore
  ...odd
    .filter((name) => name !== '')
    .map((name) => row(`document ${JSON.stringify(name)}`, `GET /api/documents/view/${encodeURIComponent(name)}`, '404 NOT_FOUND', { as: 'admin' })), // prettier-ignore
  ...["a'b", 'a`b', 'a b', 'x as y', 'id); DROP TABLE x--'].flatMap((name) => [
    bodyRow(`a document named ${name}`, `PUT /api/documents/entity/${encodeURIComponent(name)}`, entityDocument(name, 'title'), '422 DOCUMENT_INVALID', { as: 'admin', headers: { 'If-Match': '0' } }), // prettier-ignore
    bodyRow(`a field named ${name}`, 'PUT /api/documents/entity/thing', entityDocument('thing', name), '422 DOCUMENT_INVALID', { as: 'admin', headers: { 'If-Match': '0' } }), // prettier-ignore
    bodyRow(
      `a query of ${name}`,
      'POST /api/query',
      { entity: name, select: [{ path: 'name' }] },
      '400 INVALID_PARAMETER',
    ),
    bodyRow(
      `a query selecting ${name}`,
      'POST /api/query',
      query({ select: [{ path: name }] }),
      '400 INVALID_PARAMETER',
    ),
    bodyRow(`a query naming a column ${name}`, 'POST /api/query', query({ select: [{ path: 'name', as: name }] }), '400 INVALID_PARAMETER'), // prettier-ignore
    bodyRow(`a query sorting by ${name}`, 'POST /api/query', query({ sort: [{ by: name }] }), '403 FIELD_FORBIDDEN'),
    row(`a report named ${name}`, `POST /api/reports/${encodeURIComponent(name)}/run`, '404 NOT_FOUND', { body: {} }),
    row(`documents of kind ${name}`, `GET /api/documents?kind=${encodeURIComponent(name)}`, '400 UNKNOWN_KIND', { as: 'admin' }), // prettier-ignore
  ]),
  bodyRow('a field named constructor', 'PUT /api/documents/entity/thing', entityDocument('thing', 'constructor'), '422 DOCUMENT_INVALID', { as: 'admin', headers: { 'If-Match': '0' } }), // prettier-ignore
];

function pathOutcome(name: string): string {
  return name === 'constructor' ? '403 FIELD_FORBIDDEN' : '400 INVALID_PARAMETER';
}

function entityDocument(name: string, field: string): object {
  const fields = [{ id: 'f1', name: field, type: 'text' }];
  return { kind: 'entity', id: '01KAJ0QX00H0ST1ETH1NG00001', name, schema: 1, owner: 'none', fields };
}

/** The other doors that take a name of a field. */
const fieldNames: readonly HostileCase[] = odd
  .filter((name) => name !== 'constructor')
  .flatMap((path) => {
    const named = JSON.stringify(path);
    return [
      bodyRow(`an export of ${named}`, 'POST /api/records/customer/export', { format: 'csv', columns: [{ path }] }, '400 INVALID_PARAMETER', { as: 'admin' }), // prettier-ignore
      bodyRow(`a print of ${named}`, 'POST /api/records/customer/print', { columns: [{ path }] }, '400 INVALID_PARAMETER', { as: 'admin' }), // prettier-ignore
      bodyRow(`a saved view of ${named}`, 'POST /api/views', { entity: 'customer', name: 'x', scope: 'personal', look: { columns: [{ path }] } }, '422 INVALID'), // prettier-ignore
      bodyRow(`many changes of ${named}`, 'POST /api/records/customer/bulk', { action: 'update', ids: [':customer'], values: { [path]: 1 } }, path === '__proto__' ? '400 FORBIDDEN_KEY' : '200'), // prettier-ignore
      ...(path === '' || path === '../name' ? [] : [row(`words of ${named}`, `GET /api/records/customer/words/${encodeURIComponent(path)}`, '404 NOT_FOUND')]), // prettier-ignore
      row(`uses of ${named}`, `GET /api/documents/entity/customer/uses?field=${encodeURIComponent(path)}`, '400 INVALID_PARAMETER', { as: 'admin' }), // prettier-ignore
    ];
  });

const pages: readonly HostileCase[] = ['-1', '0', '1e9', 'abc', '201', '1.5'].flatMap((limit) =>
  [
    ['users', 'admin'],
    ['jobs', 'admin'],
    ['notices', 'ann'],
    ['records/customer/trash', 'ann'],
    ['records/customer/:customer/history', 'ann'],
    ['records/customer/:customer/timeline', 'ann'],
    ['search?q=acme', 'ann'],
  ].map(
    ([path, as]) =>
    row(`${limit} of ${path}`, `GET /api/${path}${path!.includes('?') ? '&' : '?'}limit=${limit}`, '400 INVALID_PARAMETER', { as: as as 'ann' }), // prettier-ignore
  ),
);

const filters: readonly HostileCase[] = [
  filterRow('{', '400 NOT_JSON'),
  filterRow('[]', '400 INVALID_PARAMETER'),
  filterRow('"name"', '400 INVALID_PARAMETER'),
  filterRow({ name: { name: 'admin' } }, '400 INVALID_PARAMETER'),
  filterRow({ field: 'name', op: 'eq', value: { name: 'admin' } }, '400 INVALID_PARAMETER'),
  filterRow({ field: 'name', op: 'in', value: [{ name: 'admin' }] }, '400 INVALID_PARAMETER'),
  filterRow({ field: 'name', op: 'in', value: [['a']] }, '400 INVALID_PARAMETER'),
  filterRow({ field: 'name', op: 'raw', value: '1=1' }, '400 INVALID_PARAMETER'),
  filterRow({ field: 'name', op: 'eq', value: 'x', more: 1 }, '400 INVALID_PARAMETER'),
  filterRow({ field: 'annual_revenue', op: 'gt', value: 1 }, '403 FIELD_FORBIDDEN'),
  filterRow({ field: 'nothing', op: 'eq', value: 1 }, '403 FIELD_FORBIDDEN'),
  filterRow({ field: 'owner.password_hash', op: 'isNull' }, '403 FIELD_FORBIDDEN'),
  filterRow({ field: 'employees', op: 'eq', value: 'ten' }, '422 OPERAND_INVALID'),
  filterRow({ field: 'region', op: 'eq', value: "' or 1=1" }, '200'),
  filterRow({ field: 'name', op: 'contains', value: "%' or '1'='1" }, '200'),
  filterRow({ field: 'name', op: 'in', value: Array.from({ length: 1001 }, () => 1) }, '400 QUERY_BUDGET'),
  filterRow(deep('{"not":', '}', 800, leaf), '400 TOO_DEEP'),
  filterRow(deep('{"not":', '}', 30, leaf), '400 QUERY_BUDGET'),
  ...['annual_revenue', 'nothing', 'id.id', 'owner.password_hash'].flatMap((path) => [
    listRow(`sort=${path}`, '403 FIELD_FORBIDDEN'),
    listRow(`fields=${path}`, '403 FIELD_FORBIDDEN'),
  ]),
  bodyRow('a query 2,000 deep', 'POST /api/query', `{"entity":"customer","select":[{"path":"name"}],"where":${deep('{"not":', '}', 2000, leaf)}}`, '400 TOO_DEEP'), // prettier-ignore
  bodyRow('a query 2,000 ands deep', 'POST /api/query', `{"entity":"customer","select":[{"path":"name"}],"where":${deep('{"and":[', ']}', 2000, leaf)}}`, '400 TOO_DEEP'), // prettier-ignore
  bodyRow('a query 30 deep', 'POST /api/query', `{"entity":"customer","select":[{"path":"name"}],"where":${deep('{"and":[', ']}', 30, leaf)}}`, '400 QUERY_BUDGET'), // prettier-ignore
  bodyRow('1,001 values of in', 'POST /api/query', query({ where: { field: 'name', op: 'in', value: Array.from({ length: 1001 }, (_, n) => `n${n}`) } }), '400 QUERY_BUDGET'), // prettier-ignore
  bodyRow('a query of 500 conditions', 'POST /api/query', query({ where: { and: Array.from({ length: 50 }, () => ({ or: Array.from({ length: 10 }, () => JSON.parse(leaf) as object) })) } }), '400 QUERY_BUDGET'), // prettier-ignore
  bodyRow('an expression of 900 brackets', 'POST /api/query', query({ where: { field: 'name', op: 'eq', value: { expr: deep('(', ')', 900, '1') } } }), '422 OPERAND_INVALID'), // prettier-ignore
  bodyRow('an expression of 2,000 brackets', 'POST /api/query', query({ where: { field: 'name', op: 'eq', value: { expr: deep('(', ')', 2000, '1') } } }), '400 INVALID_PARAMETER'), // prettier-ignore
  bodyRow('an unknown key of a query', 'POST /api/query', query({ nonsense: 1 }), '400 UNKNOWN_FIELD'),
  bodyRow('a hidden column of a query', 'POST /api/query', query({ select: [{ path: 'annual_revenue', aggregate: 'sum' }] }), '403 FIELD_FORBIDDEN'), // prettier-ignore
  bodyRow('a hidden column in where', 'POST /api/query', query({ where: { field: 'annual_revenue', op: 'gt', value: 1 } }), '403 FIELD_FORBIDDEN'), // prettier-ignore
  bodyRow('a hidden column in sort', 'POST /api/query', query({ sort: [{ by: 'annual_revenue' }] }), '403 FIELD_FORBIDDEN'), // prettier-ignore
  bodyRow('a hidden column of another entity', 'POST /api/query', { entity: 'order_line', select: [{ path: 'product.cost' }] }, '403 FIELD_FORBIDDEN'), // prettier-ignore
  ...[-1, 0, 1e9, 'abc', 1.5].map((limit) => bodyRow(`a query with limit ${limit}`, 'POST /api/query', query({ limit }), limit === 1e9 ? '400 QUERY_BUDGET' : '400 INVALID_PARAMETER')), // prettier-ignore
];

/** Every door that takes a filter, and what must not reach a statement through one. */
const manyNames = Array.from({ length: 10_000 }, (_, n) => `n${n}`);
const walks = ['customer.region.name', 'contact.customer.name', 'campaign.name', 'request.order.network.agent.name', 'request.product.category.name', 'opportunity.competitor.area.name', 'opportunity.region.name', 'request.contact.customer.parent.name']; // prettier-ignore
const tooMuch: readonly (readonly [title: string, filter: string, gives: string])[] = [
  ['1,000 nested ands', deep('{"and":[', ']}', 1000, leaf), '400 TOO_DEEP'],
  ['20 nested ands', deep('{"and":[', ']}', 20, leaf), '400 QUERY_BUDGET'],
  ['20 look-ups', JSON.stringify({ and: walks.map((field) => ({ field, op: 'isNotNull' })) }), '400 QUERY_BUDGET'],
  ['10,000 values of in', JSON.stringify({ field: 'subject', op: 'in', value: manyNames }), '400 QUERY_BUDGET'],
];
const admin = { as: 'admin' } as const;
export const budgetCases: readonly HostileCase[] = tooMuch.flatMap(([title, filter, gives]) => [
  // So many values have no room in an address.
  ...(filter.length > 20_000 ? [] : [row(`${title} in a list`, `GET /api/records/interaction?filter=${filter.replaceAll(' ', '%20')}`, gives, admin)]), // prettier-ignore
  bodyRow(`${title} in a query`, 'POST /api/query', `{"entity":"interaction","select":[{"path":"id"}],"where":${filter}}`, gives, admin), // prettier-ignore
  bodyRow(`${title} in an export`, 'POST /api/records/interaction/export', `{"format":"csv","columns":[{"path":"subject"}],"filter":${filter}}`, gives, admin), // prettier-ignore
  bodyRow(`${title} on paper`, 'POST /api/records/interaction/print', `{"columns":[{"path":"subject"}],"filter":${filter}}`, gives, admin), // prettier-ignore
  bodyRow(`${title} in bulk`, 'POST /api/records/interaction/bulk', `{"action":"delete","filter":${filter}}`, gives, admin), // prettier-ignore
  bodyRow(`${title} in a saved view`, 'POST /api/views', `{"entity":"interaction","name":"x","scope":"personal","look":{"filter":${filter}}}`, gives, admin), // prettier-ignore
]);

/** Values that one field does not take, by the code of the refusal. */
function valueRows(field: string, refused: Readonly<Record<string, readonly unknown[]>>, to = newCustomer) {
  const rest = to === newCustomer ? { name: 'x' } : {};
  return Object.entries(refused).flatMap(([code, list]) =>
    list.map((value) => bodyRow(`${field}: ${JSON.stringify(value)}`, to, { ...rest, [field]: value }, `422 ${code}`)),
  );
}

const values: readonly HostileCase[] = [
  bodyRow('an unknown key', newCustomer, { name: 'x', nonsense: 1 }, '400 UNKNOWN_FIELD'),
  bodyRow('a hidden key', newCustomer, { name: 'x', annual_revenue: 1 }, '400 UNKNOWN_FIELD'),
  bodyRow('a hidden key of a change', changeCustomer, { annual_revenue: 1 }, '400 UNKNOWN_FIELD', seen),
  bodyRow('a column that is no field', newCustomer, { name: 'x', name_k: 'y' }, '400 UNKNOWN_FIELD'),
  bodyRow('deleted_at', newCustomer, { name: 'x', deleted_at: null }, '400 UNKNOWN_FIELD'),
  ...['id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'credit_limit'].flatMap((key) => [
    bodyRow(`writing ${key}`, newCustomer, { name: 'x', [key]: 1 }, '422 FIELD_READONLY'),
    bodyRow(`changing ${key}`, changeCustomer, { [key]: 1 }, '422 FIELD_READONLY', seen),
  ]),
  bodyRow('a formula', newOrder, { customer: ':customer', total: 1, lines_total: 1, number: 'SO-1' }, '422 FIELD_READONLY'), // prettier-ignore
  bodyRow('a formula of a child row', newOrder, { customer: ':customer', lines: [{ product: ':product', amount: 1 }] }, '422 FIELD_READONLY'), // prettier-ignore
  bodyRow('an unknown key of a child row', newOrder, { customer: ':customer', lines: [{ product: ':product', nonsense: 1 }] }, '400 UNKNOWN_FIELD'), // prettier-ignore
  ...valueRows('name', { WRONG_TYPE: [1, true, [], ['x'], [[{}]]], INVALID_VALUE: [{}, { name: 'admin' }] }),
  ...valueRows('employees', {
    WRONG_TYPE: ['ten', '1; drop table x', [1], true],
    INVALID_VALUE: [{}],
    TOO_MANY_DECIMALS: [1.5],
    TOO_MANY_DIGITS: [1e300],
  }),
  ...valueRows('since', {
    NOT_A_DATE: ['yesterday', '2026-02-30', '2026-01-01T00:00:00Z'],
    WRONG_TYPE: [20260101, []],
    INVALID_VALUE: [{}],
  }),
  ...valueRows('type', {
    NOT_A_CHOICE: ['nothing', 'constructor', '__proto__'],
    WRONG_TYPE: [1, ['prospect']],
    INVALID_VALUE: [{}],
  }),
  ...valueRows('website', { NOT_AN_ADDRESS: ['javascript:alert(1)'], WRONG_TYPE: [1], INVALID_VALUE: [{}] }),
  ...valueRows('owner', { REFERENCE_NOT_FOUND: [unknownId, ':order'], NOT_AN_ID: ["' or 1=1"], INVALID_VALUE: [{}] }),
  bodyRow('a name of 121 letters', newCustomer, { name: 'x'.repeat(121) }, '422 TOO_LONG'),
  bodyRow('no name', newCustomer, {}, '422 REQUIRED'),
  bodyRow('a name of NUL', newCustomer, { name: 'a\u0000b' }, '422 CONTROL_CHARACTER'),
  bodyRow('half a character', newCustomer, '{"name":"\\ud800"}', '422 CONTROL_CHARACTER'),
  ...valueRows(
    'customer',
    {
      REFERENCE_NOT_FOUND: [unknownId, ':order', ':other'],
      NOT_AN_ID: ['no id', "' or 1=1"],
      WRONG_TYPE: [1, [':customer']],
      INVALID_VALUE: [{}],
    },
    newOrder,
  ),
  bodyRow('a line of an unknown product', newOrder, { customer: ':customer', lines: [{ product: unknownId, quantity: 1, unit_price: 1 }] }, '422 REFERENCE_NOT_FOUND'), // prettier-ignore
  bodyRow('a line that is another record', newOrder, { customer: ':customer', lines: [{ id: ':line', product: ':product' }] }, '422 REFERENCE_NOT_FOUND'), // prettier-ignore
  bodyRow('lines that are an object', newOrder, { customer: ':customer', lines: { 0: {} } }, '422 INVALID_VALUE'), // prettier-ignore
  bodyRow('lines that are texts', newOrder, { customer: ':customer', lines: ['x', null, []] }, '400 INVALID_BODY'),
  bodyRow('lines without end', newOrder, { customer: ':customer', lines: Array.from({ length: 5000 }, () => ({})) }, '422 TOO_MANY_ROWS'), // prettier-ignore
];

const bodies: readonly HostileCase[] = [
  bodyRow('30 MB', newCustomer, Buffer.alloc(30_000_000, 0x61), '413 BODY_TOO_LARGE'),
  bodyRow('30 MB without a length', newCustomer, Buffer.alloc(30_000_000, 0x61), '413 BODY_TOO_LARGE', { chunked: true }), // prettier-ignore
  bodyRow('one byte too many', newCustomer, sized(1_048_577), '413 BODY_TOO_LARGE'),
  bodyRow('one byte too many without a length', newCustomer, sized(1_048_577), '413 BODY_TOO_LARGE', { chunked: true }),
  bodyRow('as much as is taken', newCustomer, sized(1_048_576), '422 TOO_LONG'),
  bodyRow('an open brace', newCustomer, '{', '400 NOT_JSON'),
  bodyRow('no JSON', newCustomer, 'name=x', '400 NOT_JSON'),
  bodyRow('two values', newCustomer, '{}{}', '400 NOT_JSON'),
  bodyRow('bytes that are no UTF-8', newCustomer, Buffer.from('{"name":"\xff"}', 'latin1'), '400 NOT_JSON'),
  bodyRow('an empty body', newCustomer, '', '400 NOT_JSON'),
  row('no body at all', newCustomer, '415 UNSUPPORTED_MEDIA_TYPE'),
  ...['[]', '[{"name":"x"}]', '"x"', '1', 'null', 'true'].flatMap((text) => [
    bodyRow(`${text} as a record`, newCustomer, text, '400 INVALID_BODY'),
    bodyRow(`${text} as a change`, changeCustomer, text, '400 INVALID_BODY', seen),
    bodyRow(`${text} as a query`, 'POST /api/query', text, '400 INVALID_PARAMETER'),
  ]),
  bodyRow('10,000 deep', newCustomer, deep('[', ']', 10_000, ''), '400 TOO_DEEP'),
  bodyRow('300,000 values', newCustomer, `[${'1,'.repeat(300_000)}1]`, '400 TOO_MANY_VALUES'),
  bodyRow('a body where none is', 'GET /api/records/customer', {}, '400 BODY_NOT_EXPECTED'),
  ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json; charset=utf-16', 'application/xml', ''].map((type) => bodyRow(`content of type "${type}"`, newCustomer, '{"name":"x"}', type.includes('charset') ? '415 UNSUPPORTED_CHARSET' : '415 UNSUPPORTED_MEDIA_TYPE', { headers: { 'Content-Type': type } })), // prettier-ignore
  bodyRow('a packed body', newCustomer, '{"name":"x"}', '415 UNSUPPORTED_ENCODING', { headers: { 'Content-Encoding': 'gzip' } }), // prettier-ignore
];

function sized(bytes: number): string {
  return `{"name":"${'x'.repeat(bytes - '{"name":""}'.length)}"}`;
}

const foreign = { Origin: 'https://evil.example' };
const headers: readonly HostileCase[] = [
  bodyRow('text/plain from another site', newCustomer, '{"name":"x"}', '403 ORIGIN_DENIED', { headers: { ...foreign, 'Content-Type': 'text/plain' } }), // prettier-ignore
  bodyRow('JSON from another site', newCustomer, { name: 'x' }, '403 ORIGIN_DENIED', { headers: foreign }),
  bodyRow('JSON from nowhere', newCustomer, { name: 'x' }, '403 ORIGIN_DENIED', { headers: { Origin: 'null' } }),
  bodyRow('JSON marked cross-site', newCustomer, { name: 'x' }, '403 ORIGIN_DENIED', { headers: { 'Sec-Fetch-Site': 'cross-site' } }), // prettier-ignore
  row('reading from another site', 'GET /api/records/customer', '403 ORIGIN_DENIED', { headers: foreign }),
  bodyRow('a change without If-Match', changeCustomer, { city: 'x' }, '428 VERSION_REQUIRED'),
  row('a deletion without If-Match', 'DELETE /api/records/customer/:customer', '428 VERSION_REQUIRED'),
  bodyRow('a change of what another changed', 'PATCH /api/records/customer/:changed', { city: 'x' }, '409 VERSION_CONFLICT', seen), // prettier-ignore
  row('a deletion of an old version', 'DELETE /api/records/customer/:changed', '409 VERSION_CONFLICT', seen),
  bodyRow('a version still to come', changeCustomer, { city: 'x' }, '409 VERSION_CONFLICT', { headers: { 'If-Match': '"99"' } }), // prettier-ignore
  ...['*', 'abc', '"-1"', '1.5', '"1","2"', '0x1', "1' or 1=1"].map((tag) =>
    bodyRow(`If-Match ${tag}`, changeCustomer, { city: 'x' }, '400 INVALID_HEADER', { headers: { 'If-Match': tag } }),
  ),
  bodyRow('a key of 201 letters', newCustomer, { name: 'x' }, '400 INVALID_HEADER', { headers: { 'Idempotency-Key': 'k'.repeat(201) } }), // prettier-ignore
  bodyRow('a key with blanks', newCustomer, { name: 'x' }, '400 INVALID_HEADER', { headers: { 'Idempotency-Key': 'a b' } }), // prettier-ignore
  row('no session', 'GET /api/records/customer', '401 UNAUTHENTICATED', { as: '' }),
  bodyRow('no session and 30 MB', newCustomer, Buffer.alloc(30_000_000, 0x61), '401 UNAUTHENTICATED', { as: '' }),
  row('a made-up session', 'GET /api/records/customer', '401 UNAUTHENTICATED', { as: '', headers: { Cookie: "sid=' or 1=1" } }), // prettier-ignore
  row('a bearer that is none', 'GET /api/records/customer', '401 UNAUTHENTICATED', { as: '', headers: { Authorization: 'Bearer x' } }), // prettier-ignore
  bodyRow('a login that is an object', 'POST /api/session', { login: { $ne: 1 }, password: ['x'] }, '422 INVALID', { as: '' }), // prettier-ignore
];

const rights: readonly HostileCase[] = [
  row("another person's record", 'GET /api/records/customer/:other', '404 NOT_FOUND'),
  row("another person's history", 'GET /api/records/customer/:other/history', '404 NOT_FOUND'),
  bodyRow("a change of another person's record", 'PATCH /api/records/customer/:other', { city: 'x' }, '404 NOT_FOUND', seen), // prettier-ignore
  row("a deletion of another person's record", 'DELETE /api/records/customer/:other', '404 NOT_FOUND', seen),
  row("a restoring of another person's record", 'POST /api/records/customer/:other/restore', '404 NOT_FOUND'),
  row('a record under another entity', 'GET /api/records/customer/:order', '404 NOT_FOUND'),
  row('an entity without a grant', 'GET /api/records/opportunity', '404 NOT_FOUND'),
  row('a table that is no entity', 'GET /api/records/sys_account', '404 NOT_FOUND'),
  bodyRow('creating where one may not', 'POST /api/records/product', { name: 'x' }, '403 ACTION_NOT_ALLOWED'),
  bodyRow(
    'changing where one may not',
    'PATCH /api/records/product/:product',
    { name: 'x' },
    '403 ACTION_NOT_ALLOWED',
    seen,
  ),
  bodyRow('making oneself a role', 'PATCH /api/users/:user', { roles: ['administrator'] }, '403 RIGHT_MISSING'),
  bodyRow('making oneself a user', 'POST /api/users', { login: 'eve', roles: ['administrator'] }, '403 RIGHT_MISSING'),
  bodyRow('roles among the preferences', 'PUT /api/session/preferences', { roles: ['administrator'] }, '400 UNKNOWN_FIELD'), // prettier-ignore
  bodyRow('writing a document', 'PUT /api/documents/role/hostile_desk', {}, '403 RIGHT_MISSING'),
  bodyRow('publishing', 'POST /api/releases', {}, '403 RIGHT_MISSING'),
  bodyRow('previewing a dataset', 'POST /api/datasets/preview', { dataset: {} }, '403 RIGHT_MISSING'),
  bodyRow('previewing a report', 'POST /api/reports/preview', { report: {} }, '403 RIGHT_MISSING'),
  bodyRow('bulk with an object as id', 'POST /api/records/customer/bulk', { action: 'delete', ids: [{ ne: 1 }] }, '422 INVALID'), // prettier-ignore
  bodyRow('bulk of more ids than it takes', 'POST /api/records/customer/bulk', { action: 'delete', ids: Array.from({ length: mostIds + 1 }, (_, n) => `01ARZ3NDEKTSV4RRFFQ69${String(n).padStart(5, '0')}`) }, '422 INVALID'), // prettier-ignore
  bodyRow("bulk on another person's record", 'POST /api/records/customer/bulk', { action: 'update', ids: [':other'], values: { city: 'x' } }, '200'), // prettier-ignore
];

export const hostileCases: readonly HostileCase[] = [
  ...prototypes, ...days, ...parameters, ...identifiers, ...fieldNames, ...pages, ...filters, ...values, ...bodies, ...headers, ...rights,
]; // prettier-ignore

/** `:customer` to the id it stands for, in a path or anywhere in a body. */
export function fillPlaces(text: string, places: Places): string {
  return text.replace(/:(customer|changed|other|order|line|product|user)(?![\w-])/g, (_, name) => places[name as keyof Places]); // prettier-ignore
}
