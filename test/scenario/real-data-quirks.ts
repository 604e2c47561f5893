/** What is known about the further real data sets: their quirks by name and count, keys, and sums. */
import type { Query } from '../../metadata/schema/query.js';
import type { Row } from '../helper/silent-changes.js';

/** One quirk of ../shared/data/README.md and the finding that tells it: a note, or a code at a path. */
export interface Quirk {
  readonly set: string;
  readonly says: string;
  readonly map: string;
  /** In the whole file. */
  readonly count: number;
  readonly note?: string;
  readonly code?: string;
  readonly path?: string;
  readonly from?: string;
  /** The same, said of a row of the file. */
  holds(row: Row): boolean;
}

export interface SetPlan {
  /** Folder below the data. */
  readonly folder: string;
  /** Rows of each file that the ordinary run reads; all of them when it is not stated. */
  readonly limit?: number;
  /** Rows that the whole file has refused, by map. */
  readonly rejected?: Readonly<Record<string, number>>;
  /** How records are found again; of several rows for one record the first or the last counts. */
  readonly keys: Readonly<
    Record<string, { file(row: Row): string; readonly record: readonly string[]; readonly keep: 'first' | 'last' }>
  >;
  readonly sums: readonly {
    readonly says: string;
    readonly query: Query;
    /** Of the whole file. */
    readonly full: Readonly<Record<string, number>>;
    readonly file: { readonly map: string; of(rows: readonly Row[]): Readonly<Record<string, number>> };
  }[];
}

const isCancelled = (row: Row) => row['Invoice']!.startsWith('C');
const distinct = (rows: readonly Row[], name: string) => new Set(rows.map((row) => row[name]!.trim())).size;
const sum = (rows: readonly Row[], value: (row: Row) => number) => rows.reduce((total, row) => total + value(row), 0);
const count = (entity: string, where?: Query['where']): Query => ({ entity, select: [{ aggregate: 'count', as: 'n' }], ...(where ? { where } : {}) }); // prettier-ignore
const retail = { field: 'order.reference', op: 'startsWith', value: 'OR-' } as const;

export const sets: Readonly<Record<string, SetPlan>> = {
  online_retail: {
    folder: 'online_retail',
    limit: 2500,
    rejected: { retail_lines: 14 },
    keys: {
      retail_customers: { file: (row) => (row['Customer ID'] === '' ? 'OR-none' : `OR-${row['Customer ID']}`), record: ['code'], keep: 'first' },
      retail_products: { file: (row) => row['StockCode']!.trim(), record: ['code'], keep: 'first' },
      retail_orders: { file: (row) => `OR-${row['Invoice']}`, record: ['reference'], keep: 'first' },
    },
    sums: [
      // Fourteen lines have a price of a tenth of a cent, 0.014 in all; they are refused by name.
      { says: 'the value of all lines', query: { entity: 'order_line', select: [{ path: 'amount', aggregate: 'sum', as: 'value' }, { path: 'quantity', aggregate: 'sum', as: 'pieces' }], where: retail }, full: { value: 9_539_484.62 },
        file: { map: 'retail_lines', of: (rows) => ({ value: sum(rows, (row) => Number(row['Quantity']) * Number(row['Price'])), pieces: sum(rows, (row) => Number(row['Quantity'])) }) } },
      { says: 'the invoices', query: count('order'), full: { n: 28_816 }, file: { map: 'retail_orders', of: (rows) => ({ n: distinct(rows, 'Invoice') }) } },
      { says: 'the cancellations as their own order type', query: count('order', { field: 'kind', op: 'eq', value: 'cancellation' }), full: {}, file: { map: 'retail_orders', of: (rows) => ({ n: distinct(rows.filter(isCancelled), 'Invoice') }) } },
      { says: 'the customers and one for those without', query: count('customer'), full: { n: 4384 }, file: { map: 'retail_customers', of: (rows) => ({ n: distinct(rows, 'Customer ID') }) } },
    ],
  },
  churn: {
    folder: 'churn',
    keys: {
      telco_customers: { file: (row) => `TELCO-${row['customerID']}`, record: ['code'], keep: 'last' },
      telco_contracts: { file: (row) => `TELCO-${row['customerID']}`, record: ['code'], keep: 'last' },
    },
    sums: [
      { says: 'the customers who left', query: count('customer', { field: 'type', op: 'eq', value: 'lost' }), full: { n: 1869 }, file: { map: 'telco_customers', of: (rows) => ({ n: rows.filter((row) => row['Churn'] === 'Yes').length }) } },
      { says: 'the fees', query: { entity: 'contract', select: [{ path: 'monthly_fee', aggregate: 'sum', as: 'monthly' }, { path: 'total_fee', aggregate: 'sum', as: 'paid' }] }, full: { monthly: 456_116.6, paid: 16_056_168.7 },
        file: { map: 'telco_contracts', of: (rows) => ({ monthly: sum(rows, (row) => Number(row['MonthlyCharges'])), paid: sum(rows, (row) => Number(row['TotalCharges'])) }) } },
    ],
  },
  campaigns: {
    folder: 'campaigns',
    limit: 2400,
    keys: { marketing_customers: { file: (row) => `MC-${row['ID']}`, record: ['code'], keep: 'last' } },
    sums: [
      { says: 'the calls of the bank that were accepted', query: count('campaign_member', { and: [{ field: 'campaign.code', op: 'eq', value: 'BANK' }, { field: 'status', op: 'eq', value: 'accepted' }] }), full: { n: 4640 }, file: { map: 'bank_members', of: (rows) => ({ n: rows.filter((row) => row['y'] === 'yes').length }) } },
      { says: 'the length of the calls', query: { entity: 'campaign_member', select: [{ path: 'seconds', aggregate: 'sum', as: 'seconds' }] }, full: {}, file: { map: 'bank_members', of: (rows) => ({ seconds: sum(rows, (row) => Number(row['duration'])) }) } },
      { says: 'the answers to six campaigns', query: count('campaign_member', { and: [{ field: 'code', op: 'isNotNull' }, { field: 'status', op: 'eq', value: 'accepted' }] }), full: { n: 144 + 30 + 163 + 167 + 163 + 334 }, file: { map: 'marketing_customers', of: () => ({ n: 1001 }) } },
    ],
  },
  service: {
    folder: 'service',
    limit: 2000,
    keys: {
      incidents: { file: (row) => `INC${row['number']}`, record: ['reference'], keep: 'first' },
    },
    sums: [
      { says: 'the incidents that never missed their target: by their last row, which is the same', query: count('service_request', { and: [{ field: 'kind', op: 'eq', value: 'incident' }, { none: 'service_event_request', where: { field: 'sla_met', op: 'eq', value: false } }] }), full: { n: 15_803 },
        file: { map: 'incident_events', of: (rows) => ({ n: [...new Map(rows.map((row) => [row['number'], row])).values()].filter((row) => row['made_sla'] === 'true').length }) } },
      { says: 'the events', query: { entity: 'service_event', select: [{ aggregate: 'count', as: 'n' }, { path: 'reassigned', aggregate: 'sum', as: 'passed' }] }, full: { n: 141_712 }, file: { map: 'incident_events', of: (rows) => ({ n: rows.length, passed: sum(rows, (row) => Number(row['reassignment_count'])) }) } },
      { says: 'the complaints of both years', query: count('service_request', { and: [{ field: 'kind', op: 'eq', value: 'complaint' }, { field: 'reference', op: 'startsWith', value: 'CFPB-' }] }), full: { n: 1268 }, file: { map: 'complaints_2013', of: () => ({ n: 1268 }) } },
      { says: 'the requests to the city that are closed', query: count('service_request', { and: [{ field: 'reference', op: 'startsWith', value: 'NYC-' }, { field: 'closed_at', op: 'isNotNull' }] }), full: { n: 4692 }, file: { map: 'city_requests', of: (rows) => ({ n: rows.filter((row) => row['Closed Date'] !== '').length }) } },
      { says: 'the calls, orders and issues of the call centre', query: { entity: 'call_shift', select: [{ path: 'calls', aggregate: 'sum', as: 'calls' }, { path: 'orders', aggregate: 'sum', as: 'orders' }, { path: 'issues', aggregate: 'sum', as: 'issues' }, { path: 'operators', aggregate: 'sum', as: 'operators' }] }, full: { calls: 43_349, orders: 30_217, issues: 162 },
        file: { map: 'call_shifts', of: (rows) => ({ calls: sum(rows, (row) => Number(row['Calls'])), orders: sum(rows, (row) => Number(row['Orders'])), issues: sum(rows, (row) => Number(row['IssuesRaised'])), operators: sum(rows, (row) => Number(row['LevelOneOperators']) + Number(row['LevelTwoOperators'])) }) } },
    ],
  },
  areas: {
    folder: 'picklists',
    keys: {
      area_countries: { file: (row) => row['ISO3166-1-Alpha-2']!, record: ['code'], keep: 'first' },
      area_provinces: { file: (row) => `CN-${row['code']}`, record: ['code'], keep: 'last' },
      area_cities: { file: (row) => `CN-${row['code']}`, record: ['code'], keep: 'last' },
      area_districts: { file: (row) => `CN-${row['code']}`, record: ['code'], keep: 'last' },
    },
    sums: [
      { says: 'the districts below Beijing, two levels down', query: count('area', { and: [{ field: 'parent.parent.code', op: 'eq', value: 'CN-11' }, { field: 'level', op: 'eq', value: 'district' }] }), full: {}, file: { map: 'area_districts', of: (rows) => ({ n: rows.filter((row) => row['provinceCode'] === '11').length }) } },
      { says: 'the countries', query: count('area', { field: 'level', op: 'eq', value: 'country' }), full: { n: 249 }, file: { map: 'area_countries', of: (rows) => ({ n: rows.length }) } },
    ],
  },
}; // prettier-ignore

const unknownJobs = ['job', 'marital', 'education', 'default', 'housing', 'loan'];
export const quirks: readonly Quirk[] = [
  { set: 'online_retail', says: '107,927 lines without customer', map: 'retail_lines', count: 107_927, note: 'line without a customer', holds: (row) => row['Customer ID'] === '' },
  { set: 'online_retail', says: '10,206 cancellation lines', map: 'retail_lines', count: 10_206, note: 'cancellation line', holds: isCancelled },
  { set: 'online_retail', says: '12,326 negative quantities', map: 'retail_lines', count: 12_326, note: 'negative quantity', holds: (row) => Number(row['Quantity']) < 0 },
  { set: 'online_retail', says: '3,687 zero prices', map: 'retail_lines', count: 3687, note: 'price of zero', holds: (row) => Number(row['Price']) === 0 },
  { set: 'online_retail', says: '3 negative prices', map: 'retail_lines', count: 3, note: 'price below zero', holds: (row) => Number(row['Price']) < 0 },
  { set: 'online_retail', says: '2,928 lines without description', map: 'retail_lines', count: 2928, note: 'line without a description', holds: (row) => row['Description'] === '' },
  { set: 'online_retail', says: 'blanks at either end of descriptions', map: 'retail_lines', count: 99_583, code: 'TRIMMED', path: 'description', holds: (row) => row['Description'] !== row['Description']!.trim() },
  { set: 'online_retail', says: 'prices of a tenth of a cent, refused', map: 'retail_lines', count: 14, code: 'TOO_MANY_DECIMALS', path: 'unit_price', from: '0.001', holds: (row) => row['Price'] === '0.001' },
  { set: 'online_retail', says: 'bad-debt adjustments', map: 'retail_orders', count: 3, note: 'lines of bad-debt adjustments', holds: (row) => row['Invoice']!.startsWith('A') },
  { set: 'online_retail', says: 'negative quantities without a cancellation', map: 'retail_orders', count: 2121, note: 'negative quantity without a cancellation', holds: (row) => row['Quantity']!.startsWith('-') && !isCancelled(row) },
  { set: 'online_retail', says: 'EIRE is Ireland', map: 'retail_orders', count: 9670, code: 'REPLACED', path: 'ship_country', from: 'EIRE', holds: (row) => row['Country'] === 'EIRE' },
  { set: 'online_retail', says: 'Unspecified is no country', map: 'retail_orders', count: 310, code: 'NOT_A_CHOICE', path: 'ship_country', from: 'Unspecified', holds: (row) => row['Country'] === 'Unspecified' },
  { set: 'churn', says: 'Churn Yes 1,869', map: 'telco_customers', count: 1869, note: 'left in the last month', holds: (row) => row['Churn'] === 'Yes' },
  { set: 'churn', says: 'TotalCharges is a single blank in 11 rows', map: 'telco_contracts', count: 11, code: 'BLANK', path: 'total_fee', holds: (row) => row['TotalCharges'] === ' ' },
  { set: 'churn', says: 'blank TotalCharges stand with a tenure of 0', map: 'telco_contracts', count: 11, note: 'total charges blank', holds: (row) => row['TotalCharges'] === ' ' && row['tenure'] === '0' },
  { set: 'churn', says: '"No internet service" is a third value', map: 'telco_contracts', count: 1526, note: '"No internet service"', holds: (row) => row['OnlineSecurity'] === 'No internet service' },
  { set: 'churn', says: 'SeniorCitizen is 0/1', map: 'telco_customers', count: 7043, note: 'senior citizen written as 0 or 1', holds: (row) => row['SeniorCitizen'] === '0' || row['SeniorCitizen'] === '1' },
  { set: 'campaigns', says: '24 without Income', map: 'marketing_customers', count: 24, note: 'no income given', holds: (row) => row['Income'] === '' },
  { set: 'campaigns', says: 'Income 666666', map: 'marketing_customers', count: 1, note: 'income of 666666', holds: (row) => row['Income'] === '666666' },
  { set: 'campaigns', says: 'births before 1901', map: 'marketing_customers', count: 3, note: 'born before 1901', holds: (row) => Number(row['Year_Birth']) < 1901 },
  { set: 'campaigns', says: 'Marital_Status "Absurd", "YOLO", "Alone"', map: 'marketing_customers', count: 7, note: 'marital status', holds: (row) => ['Absurd', 'YOLO', 'Alone'].includes(row['Marital_Status']!) },
  { set: 'campaigns', says: 'Z_CostContact and Z_Revenue are constant', map: 'marketing_customers', count: 2240, note: 'cost of contact and revenue', holds: (row) => row['Z_CostContact'] === '3' && row['Z_Revenue'] === '11' },
  ...[144, 30, 163, 167, 163, 334].map((count, index): Quirk => {
    const head = index < 5 ? `AcceptedCmp${index + 1}` : 'Response';
    return { set: 'campaigns', says: `accepted campaign ${index + 1}`, map: `marketing_members_${index + 1}`, count, note: 'accepted the offer', holds: (row) => row[head] === '1' };
  }),
  { set: 'campaigns', says: 'y = yes 4,640', map: 'bank_members', count: 4640, note: 'subscribed', holds: (row) => row['y'] === 'yes' },
  { set: 'campaigns', says: 'month without year', map: 'bank_members', count: 41_188, note: 'month without a year', holds: (row) => row['month'] !== '' },
  { set: 'campaigns', says: 'pdays 999 = never', map: 'bank_members', count: 39_673, note: 'never called before', holds: (row) => row['pdays'] === '999' },
  { set: 'campaigns', says: '"unknown" means missing', map: 'bank_members', count: 10_700, note: 'something unknown', holds: (row) => unknownJobs.some((name) => row[name] === 'unknown') },
  { set: 'service', says: 'state -100 five times', map: 'incident_events', count: 5, note: 'state -100', holds: (row) => row['incident_state'] === '-100' },
  { set: 'service', says: '`?` is unknown: cmdb_ci nearly all', map: 'incidents', count: 141_267, note: 'configuration item unknown', holds: (row) => row['cmdb_ci'] === '?' },
  { set: 'service', says: 'number keeps leading zeros', map: 'incidents', count: 141_712, note: 'number begins with zero', holds: (row) => row['number']!.startsWith('0') },
  { set: 'service', says: '`?` of the team read as empty', map: 'incident_events', count: 14_213, code: 'READ_AS_EMPTY', path: 'team', from: '?', holds: (row) => row['assignment_group'] === '?' },
  { set: 'service', says: '101 of the 268 have a narrative', map: 'complaints_2019', count: 101, note: 'told in their own words', holds: (row) => row['Consumer complaint narrative'] !== '' },
  { set: 'service', says: 'ZIP masked', map: 'complaints_2019', count: 106, note: 'postal code masked', holds: (row) => row['ZIP code']!.includes('X') },
  { set: 'service', says: 'names masked XXXX', map: 'complaints_2019', count: 76, note: 'names masked', holds: (row) => row['Consumer complaint narrative']!.includes('XXXX') },
  { set: 'service', says: 'consumer_disputed is N/A after 2017', map: 'complaints_2019', count: 266, note: 'dispute not asked', holds: (row) => row['Consumer disputed?'] === 'N/A' },
  { set: 'service', says: 'disputed in 2013', map: 'complaints_2013', count: 211, note: 'disputed by the consumer', holds: (row) => row['consumer_disputed?'] === 'Yes' },
  { set: 'service', says: '277 still open (no Closed Date)', map: 'city_requests', count: 277, note: 'still open', holds: (row) => row['Closed Date'] === '' },
  { set: 'service', says: 'requests without an address', map: 'city_requests', count: 23, note: 'no address', holds: (row) => row['Incident Address'] === '' },
  { set: 'service', says: 'requests without a postal code', map: 'city_requests', count: 24, note: 'no postal code', holds: (row) => row['Incident Zip'] === '' },
  { set: 'service', says: 'requests without coordinates', map: 'city_requests', count: 62, note: 'no coordinates', holds: (row) => row['Latitude'] === '' },
  { set: 'service', says: 'a borough not stated', map: 'city_requests', count: 1, note: 'borough not stated', holds: (row) => row['Borough'] === 'Unspecified' },
  { set: 'service', says: 'no request has a due date', map: 'city_requests', count: 4969, note: 'no due date', holds: (row) => row['Due Date'] === '' },
  { set: 'service', says: '`holiday` marks 10 days, four shifts each', map: 'call_shifts', count: 40, note: 'weekend or holiday', holds: (row) => row['WageType'] === 'holiday' },
  { set: 'service', says: 'the total of operators is not the sum of both lines', map: 'call_shifts', count: 6, note: 'total of operators', holds: (row) => Number(row['TotalOperators']) !== Number(row['LevelOneOperators']) + Number(row['LevelTwoOperators']) },
  { set: 'areas', says: '"NA" is Namibia', map: 'area_countries', count: 1, note: 'NA is Namibia', holds: (row) => row['ISO3166-1-Alpha-2'] === 'NA' },
  { set: 'areas', says: 'a dial code may read 1-684', map: 'area_countries', count: 23, note: 'dial code', holds: (row) => row['Dial']!.includes('-') },
  { set: 'areas', says: '市辖区 stands for the city level of municipalities', map: 'area_cities', count: 4, note: 'stands for the city level', holds: (row) => row['name'] === '市辖区' },
  { set: 'areas', says: 'counties right under their province', map: 'area_cities', count: 3, note: 'counties right under', holds: (row) => row['name'] === '省直辖县级行政区划' },
]; // prettier-ignore
