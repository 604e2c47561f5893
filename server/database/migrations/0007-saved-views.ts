/** `sys_saved_view`: views that people keep for themselves or share; `sys_list_setting`: their columns and default view. */
import type { SystemTable } from './system-table.js';

/* prettier-ignore */
export const savedViewTables: readonly SystemTable[] = [
  { name: 'sys_saved_view',
    columns: { id: 'id', entity: 'name(60)!', name: 'name(120)!', scope: 'name(20)!', target: 'name(60)!', body: 'long!',
      version: 'integer=1', created_by: 'id!', created_at: 'time!', updated_at: 'time!', deleted_at: 'time' },
    primary: ['id'], indexes: [['scope', 'target'], ['created_by']] },
  { name: 'sys_list_setting',
    columns: { user_id: 'id', entity: 'name(60)', view: 'name(60)', body: 'long!', updated_at: 'time!' },
    primary: ['user_id', 'entity', 'view'] },
];
