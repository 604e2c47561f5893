/**
 * Reports that are sent by the clock: `sys_schedule` what and when, `sys_schedule_run` each time, `sys_delivery` each mail
 * of a run. `sys_shared_link`: reports and dashboards that are shown without signing in; of the token only its hash is kept.
 */
import type { SystemTable } from './system-table.js';

/* prettier-ignore */
export const scheduleTables: readonly SystemTable[] = [
  { name: 'sys_schedule',
    columns: { id: 'id', owner_id: 'id!', kind: 'name(20)!', target: 'name(60)!', title: 'name(200)!', body: 'long!',
      cron: 'name(120)!', zone: 'name(60)!', next_at: 'time', paused: 'boolean=0', pause_reason: 'name(40)', version: 'integer=1',
      created_at: 'time!', updated_at: 'time!', deleted_at: 'time' },
    primary: ['id'], indexes: [['next_at'], ['owner_id']] },
  /* `due_key` is the schedule with the instant it fell due, so that it runs once however many processes look. */
  { name: 'sys_schedule_run',
    columns: { id: 'id', schedule_id: 'id!', owner_id: 'id!', cause: 'name(20)!', due_key: 'name(80)!', state: 'name(20)!', error: 'long',
      created_at: 'time!', ended_at: 'time' },
    primary: ['id'], unique: [['due_key']], indexes: [['schedule_id', 'created_at'], ['created_at']] },
  { name: 'sys_delivery',
    columns: { id: 'id', run_id: 'id!', schedule_id: 'id!', recipient: 'name(254)!', user_id: 'id', address: 'name(254)', state: 'name(20)!',
      rows: 'integer', files: 'long', error: 'long', message_id: 'name(200)!', attempts: 'integer=0', job_id: 'id', created_at: 'time!', ended_at: 'time' },
    primary: ['id'], unique: [['run_id', 'recipient']], indexes: [['schedule_id', 'created_at'], ['created_at']] },
  { name: 'sys_shared_link',
    columns: { id: 'id', owner_id: 'id!', token_hash: 'name(64)!', kind: 'name(20)!', target: 'name(60)!', title: 'name(200)', body: 'long!',
      expires_at: 'time!', revoked_at: 'time', opened: 'integer=0', last_opened_at: 'time', created_at: 'time!' },
    primary: ['id'], unique: [['token_hash']], indexes: [['owner_id'], ['expires_at']] },
];
