/** Fields the platform adds to every entity. They are ordinary fields of core types, never written by a body. */
import type { EntityDocument, FieldDocument } from '../schema/entity.js';

const text = (en: string, zhCN: string, zhTW: string, es: string) => ({ en, 'zh-CN': zhCN, 'zh-TW': zhTW, es });

const always: readonly FieldDocument[] = [
  { id: 'sys_id', name: 'id', type: 'recordId', label: text('Id', '编号', '編號', 'Id') },
  { id: 'sys_version', name: 'version', type: 'integer', label: text('Version', '版本', '版本', 'Versión') },
  { id: 'sys_created_at', name: 'created_at', type: 'datetime', label: text('Created', '创建时间', '建立時間', 'Creado'), index: true },
  { id: 'sys_created_by', name: 'created_by', type: 'user', label: text('Created by', '创建人', '建立者', 'Creado por') },
  { id: 'sys_updated_at', name: 'updated_at', type: 'datetime', label: text('Changed', '修改时间', '修改時間', 'Modificado'), index: true },
  { id: 'sys_updated_by', name: 'updated_by', type: 'user', label: text('Changed by', '修改人', '修改者', 'Modificado por') },
]; // prettier-ignore

const owner: FieldDocument = {
  id: 'sys_owner', name: 'owner', type: 'user', label: text('Owner', '负责人', '負責人', 'Responsable'), index: true,
}; // prettier-ignore
const department: FieldDocument = {
  id: 'sys_department', name: 'department', type: 'department', label: text('Department', '部门', '部門', 'Departamento'), index: true,
}; // prettier-ignore

const tags: FieldDocument = {
  id: 'sys_tags', name: 'tags', type: 'tags', label: text('Tags', '标签', '標籤', 'Etiquetas'),
}; // prettier-ignore

/** Names no own field may have: those above, and the deletion mark that only the record service reads. */
export const reservedFieldNames: ReadonlySet<string> = new Set([...always.map((field) => field.name), 'deleted_at']);

/** `owner` and `department` may be written (by those with the right), and so may `tags`; the others are the platform's. */
export const writableSystemFields: ReadonlySet<string> = new Set(['owner', 'department', 'tags']);

export function systemFields(entity: EntityDocument): readonly FieldDocument[] {
  return [
    ...always,
    ...(entity.owner === 'user' ? [owner] : []),
    ...(entity.owner === 'department' ? [department] : []),
    ...(entity.features?.tags ? [tags] : []),
  ];
}
