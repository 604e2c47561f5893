/** An entity with a field of every type that the CRM's own documents have no use for, its sub-table, dictionary, view and form. */
import type { Document } from '../../metadata/schema/kinds.js';
import type { FieldDocument } from '../../metadata/schema/entity.js';
import type { Package } from '../../server/releases/install.js';

const id = (number: number): string => `01KAJ0QX00SPEC${String(number).padStart(12, '0')}`;

const label = (en: string, zh: string) => ({ en, 'zh-CN': zh, 'zh-TW': zh, es: en });

const fields: readonly FieldDocument[] = [
  { id: 'f1', name: 'name', type: 'text', label: label('Name', '名称'), required: true, searchable: true, importKey: true },
  { id: 'f2', name: 'topics', type: 'choices', label: label('Topics', '主题'), options: { dictionary: 'specimen_topic' } },
  { id: 'f3', name: 'labels', type: 'tags', label: label('Labels', '标签'), options: { dictionary: 'specimen_topic' } },
  { id: 'f4', name: 'score', type: 'rating', label: label('Score', '评分') },
  { id: 'f5', name: 'opens_at', type: 'time', label: label('Opens at', '开门时间') },
  { id: 'f6', name: 'effort', type: 'duration', label: label('Effort', '工时') },
  { id: 'f7', name: 'period', type: 'dateRange', label: label('Period', '期间') },
  { id: 'f8', name: 'address', type: 'address', label: label('Address', '地址'), searchable: true, options: { dictionary: 'country' } },
  { id: 'f9', name: 'person', type: 'personName', label: label('Person', '姓名'), searchable: true },
  { id: 'f10', name: 'story', type: 'richText', label: label('Story', '故事') },
  { id: 'f11', name: 'notes', type: 'markdown', label: label('Notes', '备注'), searchable: true },
  { id: 'f12', name: 'script', type: 'code', label: label('Script', '脚本'), options: { language: 'sql' } },
  { id: 'f13', name: 'shade', type: 'colour', label: label('Shade', '色调') },
  { id: 'f14', name: 'symbol', type: 'icon', label: label('Symbol', '符号') },
  { id: 'f15', name: 'ean', type: 'barcode', label: label('EAN', 'EAN 码'), searchable: true, options: { format: 'ean13' } },
  { id: 'f16', name: 'setup', type: 'json', label: label('Setup', '配置') },
  { id: 'f17', name: 'key', type: 'secret', label: label('Key', '密钥') },
  { id: 'f18', name: 'parts', type: 'children', label: label('Parts', '部件'), options: { entity: 'specimen_part', field: 'thing' } },
  { id: 'f19', name: 'weight', type: 'decimal', label: label('Weight', '重量') },
  { id: 'f20', name: 'starts', type: 'datetime', label: label('Starts', '开始') },
]; // prettier-ignore

const wide = new Set(['address', 'personName', 'richText', 'markdown', 'code', 'json']);

const documents: readonly Document[] = [
  {
    kind: 'dictionary',
    id: id(1),
    name: 'specimen_topic',
    schema: 1,
    label: label('Topic', '主题'),
    values: [
      { id: 'v1', code: 'water', label: label('Water', '水'), colour: 'blue' },
      { id: 'v2', code: 'air', label: label('Air, clean', '空气'), colour: 'teal' },
      { id: 'v3', code: 'earth', label: label('Earth', '土'), colour: 'amber' },
      { id: 'v4', code: 'fire', label: label('Fire', '火'), colour: 'red', active: false },
    ],
  },
  {
    kind: 'entity',
    id: id(2),
    name: 'specimen_thing',
    schema: 1,
    label: label('Thing', '物品'),
    plural: label('Things', '物品'),
    owner: 'none',
    nameExpression: 'name',
    features: { history: true, import: true },
    fields: [...fields],
  },
  {
    kind: 'entity',
    id: id(3),
    name: 'specimen_part',
    schema: 1,
    label: label('Part', '部件'),
    plural: label('Parts', '部件'),
    owner: 'none',
    nameExpression: 'name',
    fields: [
      { id: 'p1', name: 'thing', type: 'lookup', options: { target: 'specimen_thing', owns: true, onDelete: 'cascade' } },
      { id: 'p2', name: 'name', type: 'text', label: label('Name', '名称'), searchable: true },
      { id: 'p3', name: 'topics', type: 'choices', label: label('Topics', '主题'), options: { dictionary: 'specimen_topic' } },
      { id: 'p4', name: 'period', type: 'dateRange', label: label('Period', '期间') },
    ],
  },
  {
    kind: 'view',
    id: id(4),
    name: 'specimen_thing_all',
    schema: 1,
    label: label('All things', '所有物品'),
    entity: 'specimen_thing',
    mode: 'table',
    columns: ['name', 'topics', 'labels', 'score', 'opens_at', 'effort', 'period', 'address.city', 'person'].map((path) => ({ path })),
    sort: [{ by: 'name' }],
  },
  {
    kind: 'role',
    id: id(6),
    name: 'specimen_reader',
    schema: 1,
    label: label('Reader of things', '读者'),
    grants: [
      { entity: 'specimen_thing', actions: { read: 'all' } },
      { entity: 'specimen_part', actions: { read: 'all' } },
    ],
  },
  {
    kind: 'form',
    id: id(5),
    name: 'specimen_thing_form',
    schema: 1,
    entity: 'specimen_thing',
    purpose: ['detail', 'edit', 'create'],
    nodes: [
      {
        id: 'main',
        type: 'section',
        label: label('Everything', '全部'),
        nodes: fields
          .filter((field) => field.type !== 'children')
          .map(({ name, type }) => ({ id: `n_${name}`, type: 'field', field: name, span: wide.has(type) ? 12 : 4 })),
      },
      {
        id: 'table',
        type: 'subTable',
        field: 'parts',
        columns: [{ field: 'name' }, { field: 'topics' }, { field: 'period' }],
      },
    ],
  },
]; // prettier-ignore

/** To be installed beside core and crm. */
export const specimen: Package = { id: 'specimen', documents };

/** A body with a value of every type. */
export const wholeThing = {
  name: 'Alpha',
  topics: ['water', 'air'],
  labels: ['new', 'air'],
  score: 4,
  opens_at: '08:30',
  effort: 90,
  period: { from: '2026-01-01', to: '2026-03-31' },
  address: { street: '12 Rue Mercière', postal_code: '69002', city: 'Lyon', country: 'FR' },
  person: { given: 'Ann', family: 'Miller' },
  story: '<p>Once <strong>upon</strong> a time</p><ul><li>one</li></ul>',
  notes: '# Title\n\n- one\n- two',
  script: 'select 1\n  from thing',
  shade: '#1e90ff',
  symbol: 'shopping-cart',
  ean: '4006381333931',
  setup: { a: [1, null], b: { c: 'd' } },
  key: 'correct horse battery',
  parts: [{ name: 'Wheel', topics: ['earth'], period: { from: '2026-02-01' } }],
};
