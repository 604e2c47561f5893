/** A small package for screens: dealers with linked depots, options that follow the country, a tree of areas, roll-ups. */
import type { Document } from '../../metadata/schema/kinds.js';
import type { Package } from '../../server/releases/install.js';

const label = (en: string, zh: string) => ({ en, 'zh-CN': zh, 'zh-TW': zh, es: en });
const id = (number: number) => `01DEA1ERS00000000000000${String(number).padStart(3, '0')}`;

const document = (number: number, kind: string, name: string, rest: object): Document =>
  ({ kind, id: id(number), name: `shop_${name}`, schema: 1, ...rest }) as unknown as Document;

const dictionary = (number: number, name: string, values: readonly (readonly [string, string, string?])[], on?: string) =>
  document(number, 'dictionary', name, {
    label: label(name, name),
    ...(on ? { dependsOn: on } : {}),
    values: values.map(([code, en, parent]) => ({ id: code, code, label: en, ...(parent ? { parent } : {}) })),
  }); // prettier-ignore

const field = (name: string, en: string, zh: string, type: string, rest: object = {}) => ({
  id: `f_${name}`,
  name,
  type,
  label: label(en, zh),
  ...rest,
});

const form = (number: number, entity: string, names: readonly string[], more: readonly object[] = []) =>
  document(number, 'form', `${entity}_form`, {
    entity: `shop_${entity}`,
    purpose: ['detail', 'edit', 'create'],
    nodes: [
      {
        id: 's1',
        type: 'section',
        label: label('Main', '基本信息'),
        nodes: names.map((name) => ({ id: `n_${name}`, type: 'field', field: name, span: name === 'depots' ? 8 : 4 })),
      },
      ...more,
    ],
  });

const byCountry = { field: 'country', op: 'eq', value: { expr: 'record.country' } };

export const dealerPackage: Package = {
  id: 'shop',
  documents: [
    dictionary(1, 'land', [['de', 'Germany'], ['fr', 'France']]),
    dictionary(2, 'part', [['bavaria', 'Bavaria', 'de'], ['hesse', 'Hesse', 'de'], ['alsace', 'Alsace', 'fr']], 'shop_land'),
    document(3, 'entity', 'depot', {
      label: label('Depot', '仓库'),
      plural: label('Depots', '仓库'),
      icon: 'box',
      nameExpression: 'name',
      fields: [
        field('name', 'Name', '名称', 'text', { searchable: true, sortable: true, required: true }),
        field('country', 'Country', '国家', 'choice', { options: { dictionary: 'shop_land' } }),
        field('within', 'Part of', '上级', 'treeParent'),
        field('below', 'Depots below', '下级仓库', 'rollUp', {
          options: { relation: 'shop_depot_within', aggregate: 'count', result: 'number' },
        }),
      ],
    }),
    document(4, 'entity', 'dealer', {
      label: label('Dealer', '经销商'),
      plural: label('Dealers', '经销商'),
      icon: 'store',
      nameExpression: 'name',
      fields: [
        field('name', 'Name', '名称', 'text', { searchable: true, sortable: true, required: true }),
        field('country', 'Country', '国家', 'choice', { options: { dictionary: 'shop_land' } }),
        field('region', 'Region', '地区', 'choice', { options: { dictionary: 'shop_part', dependsOn: 'country' } }),
        field('depots', 'Depots', '仓库', 'lookups', {
          options: { target: 'shop_depot', filter: byCountry, inverse: { field: 'dealers', label: label('Dealers', '经销商') } },
        }),
        field('count', 'Number of depots', '仓库数量', 'rollUp', {
          options: { relation: 'depots', aggregate: 'count', result: 'number' },
        }),
      ],
    }),
    document(8, 'entity', 'ware', {
      label: label('Ware', '商品'),
      plural: label('Wares', '商品'),
      icon: 'package',
      nameExpression: 'name',
      fields: [
        field('name', 'Name', '名称', 'text', { searchable: true, sortable: true, required: true }),
        field('list_price', 'List price', '标价', 'money'),
      ],
    }),
    document(9, 'entity', 'sale', {
      label: label('Sale', '销售'),
      plural: label('Sales', '销售'),
      icon: 'shopping-cart',
      owner: 'user',
      nameExpression: 'number',
      fields: [
        field('number', 'Number', '编号', 'autonumber', { options: { pattern: 'S-{000}' } }),
        field('dealer', 'Dealer', '经销商', 'lookup', { options: { target: 'shop_dealer' }, required: true }),
        field('sold_on', 'Sold on', '销售日期', 'date', { required: true, default: { expr: 'today()' } }),
        field('country', 'Country', '国家', 'choice', {
          options: { dictionary: 'shop_land' },
          default: { expr: 'dealer.country' },
        }),
        field('lines', 'Lines', '明细', 'children', { options: { entity: 'shop_sale_line', field: 'sale' } }),
        field('total', 'Total', '合计', 'formula', {
          options: { expression: 'coalesce(sum(lines.amount), 0)', result: 'decimal', scale: 2, stored: true },
        }),
      ],
    }),
    document(10, 'entity', 'sale_line', {
      label: label('Line', '明细'),
      plural: label('Lines', '明细'),
      nameExpression: '"Line"',
      fields: [
        field('sale', 'Sale', '销售', 'lookup', { options: { target: 'shop_sale', owns: true }, required: true }),
        field('ware', 'Ware', '商品', 'lookup', { options: { target: 'shop_ware' }, required: true }),
        field('quantity', 'Quantity', '数量', 'integer', { required: true, default: 1 }),
        field('price', 'Unit price', '单价', 'money', { required: true, default: { expr: 'ware.list_price' } }),
        field('amount', 'Amount', '金额', 'formula', {
          options: { expression: 'quantity * price', result: 'decimal', scale: 2, stored: true },
        }),
      ],
    }),
    document(11, 'form', 'sale_form', {
      entity: 'shop_sale',
      purpose: ['detail', 'edit', 'create'],
      nodes: [
        {
          id: 's1',
          type: 'section',
          label: label('Sale', '销售'),
          nodes: ['dealer', 'sold_on', 'country'].map((name) => ({ id: `n_${name}`, type: 'field', field: name })),
        },
        {
          id: 'lines',
          type: 'subTable',
          field: 'lines',
          columns: [{ field: 'ware', width: 220 }, { field: 'quantity' }, { field: 'price' }, { field: 'amount' }],
          totals: ['total'],
        },
      ],
    }),
    form(5, 'depot', ['name', 'country', 'within', 'below', 'dealers']),
    form(6, 'dealer', ['name', 'country', 'region', 'depots', 'count'], [
      {
        id: 'r_sales',
        type: 'related',
        entity: 'shop_sale',
        field: 'dealer',
        label: label('Sales', '销售'),
        columns: ['number', 'sold_on', 'total'].map((path) => ({ path })),
      },
    ]),
    document(7, 'view', 'dealer_all', {
      entity: 'shop_dealer',
      label: label('All dealers', '所有经销商'),
      mode: 'table',
      columns: ['name', 'country', 'region', 'depots', 'count'].map((path) => ({ path })),
    }),
  ],
}; // prettier-ignore
