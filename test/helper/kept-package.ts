/**
 * A package in which every kind of document speaks of one entity, two of its fields, a dictionary and a role, and all the
 * places where it does: what a designer who takes one of them away has to be told.
 */
import type { Document } from '../../metadata/schema/kinds.js';
import type { Package } from '../../server/releases/install.js';

const id = (number: number) => `01KEPT0000000000000000${String(number).padStart(4, '0')}`;
const label = (en: string) => ({ en, 'zh-CN': en, 'zh-TW': en, es: en });
const document = (number: number, kind: string, name: string, rest: object): Document =>
  ({ kind, id: id(number), name: `kept_${name}`, schema: 1, label: label(name), ...rest }) as unknown as Document;
const field = (name: string, type: string, rest: object = {}) => ({ id: `f_${name}`, name, type, label: label(name), ...rest }); // prettier-ignore

const large = { field: 'amount', op: 'gt', value: 3 } as const;
const sums = {
  entity: 'kept_item',
  select: [{ path: 'state' }, { path: 'amount', aggregate: 'sum', as: 'amount' }],
  where: large,
};

export const keptPackage: Package = {
  id: 'kept',
  documents: [
    document(1, 'dictionary', 'state', { values: [{ id: 'v1', code: 'new', label: label('New') }] }),
    document(2, 'entity', 'item', {
      plural: label('items'),
      owner: 'none',
      nameExpression: 'name',
      fields: [
        field('name', 'text', { required: true, validIf: 'isNull(amount) or amount >= 0' }),
        field('double', 'formula', { options: { expression: 'amount * 2', result: 'decimal' } }),
        field('amount', 'decimal'),
        field('state', 'choice', { options: { dictionary: 'kept_state' } }),
        field('spare', 'text'),
      ],
    }),
    document(3, 'entity', 'part', {
      plural: label('parts'),
      owner: 'none',
      nameExpression: 'name',
      fields: [
        field('name', 'text', { required: true }),
        field('item', 'lookup', { options: { target: 'kept_item' } }),
        field('item_amount', 'foreign', { options: { path: 'item.amount' } }),
      ],
    }),
    document(4, 'form', 'item_form', {
      entity: 'kept_item',
      purpose: ['detail', 'edit', 'create'],
      nodes: [{ id: 's', type: 'section', nodes: [{ id: 'n1', type: 'field', field: 'name' }, { id: 'n2', type: 'field', field: 'amount', visibleIf: 'amount > 0' }] }], // prettier-ignore
    }),
    document(5, 'view', 'all', {
      entity: 'kept_item',
      mode: 'table',
      columns: [{ path: 'name' }, { path: 'amount' }, { path: 'state' }],
      filter: large,
      sort: [{ by: 'amount' }],
    }),
    document(6, 'segment', 'large', { entity: 'kept_item', filter: large }),
    document(7, 'rule', 'same', {
      type: 'duplicate', entity: 'kept_item', on: ['create'], action: 'warn', where: large,
      match: [{ id: 'm1', all: [{ path: 'name', normalise: 'company' }] }],
    }), // prettier-ignore
    document(8, 'role', 'role', {
      grants: [{ entity: 'kept_item', actions: { read: large }, fields: { amount: 'read' } }],
      home: { type: 'dashboard', name: 'kept_board' },
    }),
    document(9, 'sharing', 'share', { entity: 'kept_item', where: large, to: { roles: ['kept_role'] }, level: 'read' }),
    document(10, 'report', 'sheet', {
      datasets: [{ name: 'S', source: { type: 'query', query: sums } }],
      parameters: [{ name: 'state', type: 'text', widget: 'choice', label: label('State'), options: { dictionary: 'kept_state' } }], // prettier-ignore
      sheet: {
        columns: [{ width: 90 }, { width: 90 }],
        cells: {
          A1: { bind: { dataset: 'S', field: 'state', as: 'group' } },
          B1: { bind: { dataset: 'S', field: 'amount', as: 'sum' }, on: { click: [{ open: 'list', name: 'kept_item', where: large }] } }, // prettier-ignore
        },
      },
    }),
    document(11, 'dashboard', 'board', {
      datasets: [{ name: 'all', source: { type: 'query', query: sums } }],
      widgets: [
        { id: 'k', type: 'kpi', label: label('k'), x: 0, y: 0, w: 3, h: 2, dataset: 'all', options: { value: 'amount' } },
        { id: 'l', type: 'list', label: label('l'), x: 3, y: 0, w: 6, h: 4, options: { entity: 'kept_item', view: 'kept_all', columns: ['name', 'amount'], where: large, limit: 5 } },
        { id: 'r', type: 'report', label: label('r'), x: 0, y: 4, w: 6, h: 4, options: { report: 'kept_sheet' } },
      ],
    }), // prettier-ignore
    document(12, 'menu', 'menu', {
      entries: [
        { id: 'm1', type: 'list', entity: 'kept_item', view: 'kept_all', badge: large, audience: { roles: ['kept_role'] } },
        { id: 'm2', type: 'dashboard', name: 'kept_board' },
        { id: 'm3', type: 'report', name: 'kept_sheet' },
      ],
    }), // prettier-ignore
  ],
};

const amountUses = [
  'dashboard/kept_board /datasets/0/source/query/select/1/path',
  'dashboard/kept_board /datasets/0/source/query/where/field',
  'dashboard/kept_board /widgets/1/options/columns/1',
  'dashboard/kept_board /widgets/1/options/where/field',
  'entity/kept_item /fields/0/validIf',
  'entity/kept_item /fields/1/options/expression',
  'entity/kept_part /fields/2/options/path',
  'form/kept_item_form /nodes/0/nodes/1/field',
  'form/kept_item_form /nodes/0/nodes/1/visibleIf',
  'menu/kept_menu /entries/0/badge/field',
  'report/kept_sheet /datasets/0/source/query/select/1/path',
  'report/kept_sheet /datasets/0/source/query/where/field',
  'report/kept_sheet /sheet/cells/B1/on/click/0/where/field',
  'role/kept_role /grants/0/actions/read/field',
  'role/kept_role /grants/0/fields/amount',
  'rule/kept_same /where/field',
  'segment/kept_large /filter/field',
  'sharing/kept_share /where/field',
  'view/kept_all /columns/1/path',
  'view/kept_all /filter/field',
  'view/kept_all /sort/0/by',
];
const stateUses = [
  'dashboard/kept_board /datasets/0/source/query/select/0/path',
  'report/kept_sheet /datasets/0/source/query/select/0/path',
  'view/kept_all /columns/2/path',
];
const nameUses = [
  'dashboard/kept_board /widgets/1/options/columns/0',
  'form/kept_item_form /nodes/0/nodes/0/field',
  'rule/kept_same /match/0/all/0/path',
  'view/kept_all /columns/0/path',
];

/** Where each is spoken of, `<kind>/<name> <pointer>`. */
export const keptUses: ReadonlyMap<string, readonly string[]> = new Map([
  ['entity/kept_item.amount', amountUses],
  ['entity/kept_item.state', stateUses],
  ['entity/kept_item.name', [...nameUses, 'entity/kept_item /nameExpression']],
  [
    'entity/kept_item',
    [
      // What it says of itself goes with it.
      ...[...amountUses, ...stateUses, ...nameUses].filter((use) => !use.startsWith('entity/kept_item ')),
      'dashboard/kept_board /datasets/0/source/query/entity',
      // The ids of its rows.
      'dashboard/kept_board /widgets/1/options',
      'dashboard/kept_board /widgets/1/options/entity',
      'entity/kept_part /fields/1/options/target',
      'form/kept_item_form /entity',
      'menu/kept_menu /entries/0/entity',
      'report/kept_sheet /datasets/0/source/query/entity',
      'report/kept_sheet /sheet/cells/B1/on/click/0/name',
      'role/kept_role /grants/0/entity',
      'rule/kept_same /entity',
      'segment/kept_large /entity',
      'sharing/kept_share /entity',
      'view/kept_all /entity',
    ],
  ],
  ['dictionary/kept_state', ['entity/kept_item /fields/3/options/dictionary', 'report/kept_sheet /parameters/0/options/dictionary']],
  ['role/kept_role', ['menu/kept_menu /entries/0/audience/roles/0', 'sharing/kept_share /to/roles/0']],
  ['view/kept_all', ['dashboard/kept_board /widgets/1/options/view', 'menu/kept_menu /entries/0/view']],
  ['report/kept_sheet', ['dashboard/kept_board /widgets/2/options/report', 'menu/kept_menu /entries/2/name']],
  ['dashboard/kept_board', ['menu/kept_menu /entries/1/name', 'role/kept_role /home/name']],
]); // prettier-ignore
