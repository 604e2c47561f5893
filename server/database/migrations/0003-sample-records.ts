/** `sys_sample`: records that came with the sample data, so that one button can take them out again. */
import type { SystemTable } from './system-table.js';

export const sampleTables: readonly SystemTable[] = [
  { name: 'sys_sample', columns: { entity: 'name(60)', record_id: 'id' }, primary: ['entity', 'record_id'] },
];
