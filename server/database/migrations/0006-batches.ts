/** `sys_batch`, `sys_batch_row`: changes of many records at once, with the old values, so that one undo takes them back. */
import type { SystemTable } from './system-table.js';

/* prettier-ignore */
export const batchTables: readonly SystemTable[] = [
  { name: 'sys_batch',
    columns: { id: 'id', entity: 'name(60)!', action: 'name(20)!', state: 'name(20)!', request: 'long', job_id: 'id',
      total: 'integer=0', changed: 'integer=0', failed: 'integer=0', problems: 'long', position: 'id', created_by: 'id!',
      created_at: 'time!', ended_at: 'time' },
    primary: ['id'], indexes: [['ended_at'], ['created_by', 'created_at']] },
  { name: 'sys_batch_row',
    columns: { batch_id: 'id', record_id: 'id', version: 'integer', before: 'long', undone: 'boolean=0', at: 'time!' },
    primary: ['batch_id', 'record_id'], indexes: [['at']] },
];
