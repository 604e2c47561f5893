/** A small package for screens: notes about firms or people, with what they read through a look-up. */
import type { Document } from '../../metadata/schema/kinds.js';
import type { Package } from '../../server/releases/install.js';

const label = (en: string, zh: string) => ({ en, 'zh-CN': zh, 'zh-TW': zh, es: en });
const id = (number: number) => `01DESK000000000000000000${String(number).padStart(2, '0')}`;

const document = (number: number, kind: string, name: string, rest: object): Document =>
  ({ kind, id: id(number), name: `desk_${name}`, schema: 1, ...rest }) as unknown as Document;

const field = (name: string, en: string, zh: string, type: string, rest: object = {}) => ({
  id: `f_${name}`,
  name,
  type,
  label: label(en, zh),
  ...rest,
});
const name = field('name', 'Name', '名称', 'text', { searchable: true, sortable: true, required: true });

const entity = (
  number: number,
  of: string,
  en: string,
  plural: string,
  zh: string,
  icon: string,
  fields: readonly object[],
  rest: object = {},
) =>
  document(number, 'entity', of, {
    label: label(en, zh),
    plural: label(plural, zh),
    icon,
    nameExpression: 'name',
    fields: [name, ...fields],
    ...rest,
  });

const fieldNode = (of: string, span = 4) => ({ id: `n_${of}`, type: 'field', field: of, span });

export const deskPackage: Package = {
  id: 'desk',
  documents: [
    entity(1, 'area', 'Area', 'Areas', '地区', 'map-pin', []),
    entity(2, 'firm', 'Firm', 'Firms', '公司', 'building-2', [
      field('area', 'Area', '地区', 'lookup', { options: { target: 'desk_area' } }),
      field('size', 'Employees', '员工数', 'integer'),
    ]),
    entity(3, 'person', 'Person', 'People', '人员', 'user-round', []),
    entity(4, 'note', 'Note', 'Notes', '记录', 'message-square', [
      field('firm', 'Firm', '公司', 'lookup', { options: { target: 'desk_firm' } }),
      field('firm_area', 'Area of the firm', '公司地区', 'foreign', { options: { path: 'firm.area' } }),
      field('firm_size', 'Employees of the firm', '公司员工数', 'foreign', { options: { path: 'firm.size' } }),
      field('about', 'About', '关于', 'anyLookup', { options: { targets: ['desk_firm', 'desk_person'], onDelete: 'setNull' } }),
      field('steps', 'Steps', '步骤', 'children', { options: { entity: 'desk_step', field: 'note' } }),
    ], { features: { tags: true } }),
    entity(7, 'step', 'Step', 'Steps', '步骤', 'list-checks', [
      field('note', 'Note', '记录', 'lookup', { options: { target: 'desk_note', owns: true } }),
      field('rank', 'Place', '位置', 'position', { options: { within: 'note' } }),
    ]),
    document(5, 'form', 'note_form', {
      entity: 'desk_note',
      purpose: ['detail', 'edit', 'create'],
      nodes: [
        {
          id: 's1',
          type: 'section',
          label: label('Main', '基本信息'),
          nodes: [...['name', 'firm', 'firm_area', 'firm_size'].map((each) => fieldNode(each)), fieldNode('about', 8)],
        },
        { id: 't1', type: 'subTable', field: 'steps', columns: [{ field: 'name' }] },
      ],
    }),
    document(6, 'view', 'note_all', {
      entity: 'desk_note',
      label: label('All notes', '所有记录'),
      mode: 'table',
      columns: ['name', 'firm', 'firm_area', 'firm_size', 'about', 'tags'].map((path) => ({ path })),
    }),
  ],
}; // prettier-ignore
