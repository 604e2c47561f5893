/** `sys_apart_pair`: two records that somebody has said are not the same, as they stood then; ids in their order. */
import type { SystemTable } from './system-table.js';

/* prettier-ignore */
export const apartTables: readonly SystemTable[] = [
  { name: 'sys_apart_pair',
    columns: { entity: 'name(60)!', first_id: 'id!', second_id: 'id!', first_version: 'integer=1', second_version: 'integer=1',
      user_id: 'id!', at: 'time!' },
    primary: ['first_id', 'second_id'], indexes: [['second_id']] },
];
