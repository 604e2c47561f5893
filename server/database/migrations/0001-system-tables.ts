/** The platform's own tables. Never edited after a release: a change is a new migration. */
import type { SystemTable } from './system-table.js';

/* prettier-ignore */
export const systemTables: readonly SystemTable[] = [
  /* ---- people: accounts, sessions, roles */
  { name: 'sys_account',
    columns: { user_id: 'id', login: 'name(190)!', password_hash: 'long', must_change: 'boolean=0', epoch: 'integer=0',
      disabled: 'boolean=0', failed: 'integer=0', locked_until: 'time', sample: 'boolean=0' },
    primary: ['user_id'], unique: [['login']] },
  { name: 'sys_session',
    columns: { id_hash: 'name(64)', user_id: 'id!', epoch: 'integer=0', created_at: 'time!', seen_at: 'time',
      expires_at: 'time!', address: 'name(64)', agent: 'long' },
    primary: ['id_hash'], indexes: [['user_id'], ['expires_at']] },
  { name: 'sys_user_role',
    columns: { user_id: 'id', role: 'name(60)' },
    primary: ['user_id', 'role'], indexes: [['role']] },

  /* ---- documents and releases */
  { name: 'sys_document',
    columns: { release: 'integer', kind: 'name(40)', name: 'name(100)', id: 'id!', layer: 'name(60)', revision: 'integer=1',
      hash: 'name(64)', body: 'long!' },
    primary: ['release', 'kind', 'name'], indexes: [['release', 'id']] },
  { name: 'sys_draft',
    columns: { owner_id: 'id', kind: 'name(40)', name: 'name(100)', id: 'id!', body: 'long', base_revision: 'integer',
      revision: 'integer=1', updated_at: 'time!' },
    primary: ['owner_id', 'kind', 'name'], indexes: [['kind', 'name']] },
  { name: 'sys_release',
    columns: { number: 'integer', state: 'name(20)!', hash: 'name(64)', note: 'long', created_by: 'id', created_at: 'time!',
      plan: 'long' },
    primary: ['number'], indexes: [['state']] },
  { name: 'sys_journal',
    columns: { release: 'integer', step: 'integer', action: 'long!', state: 'name(20)!' },
    primary: ['release', 'step'] },

  /* ---- what happened to records, and what must still be told */
  { name: 'sys_history',
    columns: { id: 'id', entity: 'name(60)!', record_id: 'id!', version: 'integer', at: 'time!', user_id: 'id',
      action: 'name(40)!', changes: 'long' },
    primary: ['id'], indexes: [['entity', 'record_id', 'version'], ['at']] },
  { name: 'sys_outbox',
    columns: { id: 'id', topic: 'name(100)!', payload: 'long', ordering_key: 'name(120)', state: 'name(20)!',
      available_at: 'time!', lease_until: 'time', attempts: 'integer=0' },
    primary: ['id'], indexes: [['state', 'available_at'], ['ordering_key', 'state']] },

  /* ---- jobs. unique_key is set to null when a job ends, so that its key is free again. */
  { name: 'sys_job',
    columns: { id: 'id', type: 'name(60)!', state: 'name(20)!', payload: 'long', result: 'long', error: 'long',
      done: 'integer=0', total: 'integer', message: 'long', attempts: 'integer=0', max_attempts: 'integer=3',
      unique_key: 'name(200)', priority: 'integer=0', not_before: 'time', lease_until: 'time', lease_by: 'name(100)',
      cancel_requested: 'boolean=0', principal_id: 'id', created_by: 'id', created_at: 'time!', started_at: 'time',
      ended_at: 'time' },
    primary: ['id'], unique: [['unique_key']],
    indexes: [['state', 'priority', 'not_before'], ['state', 'lease_until'], ['created_by', 'created_at'], ['ended_at']] },

  /* ---- requests and operation */
  { name: 'sys_idempotency',
    columns: { user_id: 'id', key: 'name(200)', request_hash: 'name(64)!', status: 'integer', body: 'long', location: 'long',
      created_at: 'time!' },
    primary: ['user_id', 'key'], indexes: [['created_at']] },
  { name: 'sys_event',
    columns: { id: 'id', at: 'time!', user_id: 'id', address: 'name(64)', request_id: 'name(64)', type: 'name(60)!',
      data: 'long' },
    primary: ['id'], indexes: [['at'], ['user_id', 'at'], ['type', 'at']] },
  { name: 'sys_sequence',
    columns: { name: 'name(120)', value: 'integer=0' },
    primary: ['name'] },
  { name: 'sys_setting',
    columns: { name: 'name(120)', value: 'long' },
    primary: ['name'] },
];
