/**
 * `sys_print`: files that printing made and kept, with the record (`record_id`) or, of a job, for whoever ordered it. The
 * bytes lie beside the database under their hash. `seen` and `needs` say what went into the file: it is handed out only to
 * those who may read that.
 */
import type { SystemTable } from './system-table.js';

/* prettier-ignore */
export const printTables: readonly SystemTable[] = [
  { name: 'sys_print',
    columns: { id: 'id', entity: 'name(60)!', record_id: 'id', template: 'name(60)!', file_name: 'name(200)!', hash: 'name(64)!',
      size: 'integer!', needs: 'long!', seen: 'long!', created_by: 'id!', created_at: 'time!' },
    primary: ['id'], indexes: [['entity', 'record_id'], ['hash'], ['created_at']] },
];
