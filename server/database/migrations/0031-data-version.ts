/** `sys_data_version`: on MySQL, how many transactions have changed records, by slots (server/database/mysql-version.ts). */
import type { SystemTable } from './system-table.js';

/* prettier-ignore */
export const dataVersionTables: readonly SystemTable[] = [
  { name: 'sys_data_version', columns: { slot: 'integer=0', version: 'integer=0' }, primary: ['slot'] },
];
