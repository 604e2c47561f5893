/** `sys_personal`: what a person keeps with a document: remembered parameters, an own arrangement. JSON in `body`. */
import type { SystemTable } from './system-table.js';

export const personalTables: readonly SystemTable[] = [
  {
    name: 'sys_personal',
    columns: {
      user_id: 'id',
      kind: 'name(20)',
      name: 'name(60)',
      what: 'name(20)',
      body: 'long!',
      updated_at: 'time!',
    },
    primary: ['user_id', 'kind', 'name', 'what'],
  },
];
