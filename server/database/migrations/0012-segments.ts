/** `sys_segment`: named filters that people keep for themselves or share; what they are called in filters is made of the id. */
import type { SystemTable } from './system-table.js';

/* prettier-ignore */
export const segmentTables: readonly SystemTable[] = [
  { name: 'sys_segment',
    columns: { id: 'id', entity: 'name(60)!', label: 'name(120)!', help: 'long!', scope: 'name(20)!', target: 'name(60)!',
      filter: 'long!', version: 'integer=1', created_by: 'id!', created_at: 'time!', updated_at: 'time!', deleted_at: 'time' },
    primary: ['id'], indexes: [['created_by']] },
];
