/**
 * What people say and are told about records: comments with their earlier texts, who follows what, notices and what each
 * person wants to be told of.
 */
import type { SystemTable } from './system-table.js';

/* prettier-ignore */
export const activityTables: readonly SystemTable[] = [
  { name: 'sys_comment',
    columns: { id: 'id', entity: 'name(60)!', record_id: 'id!', parent_id: 'id', author_id: 'id', text: 'long!', mentions: 'long',
      revision: 'integer=1', created_at: 'time!', edited_at: 'time', deleted_at: 'time' },
    primary: ['id'], indexes: [['entity', 'record_id', 'id'], ['parent_id']] },
  { name: 'sys_comment_text',
    columns: { comment_id: 'id', revision: 'integer', text: 'long!', at: 'time!' },
    primary: ['comment_id', 'revision'] },
  /* `state` is `on` or `off`: who said no is not made a follower again by the platform. An owner needs no row. */
  { name: 'sys_follow',
    columns: { user_id: 'id', entity: 'name(60)', record_id: 'id', state: 'name(10)!', since: 'time!' },
    primary: ['user_id', 'entity', 'record_id'], indexes: [['entity', 'record_id']] },
  { name: 'sys_notice',
    columns: { id: 'id', user_id: 'id!', kind: 'name(20)!', entity: 'name(60)', record_id: 'id', comment_id: 'id', job_id: 'id',
      actor_id: 'id', fields: 'long', times: 'integer=1', created_at: 'time!', updated_at: 'time!', read_at: 'time' },
    primary: ['id'], indexes: [['user_id', 'updated_at'], ['user_id', 'read_at'], ['entity', 'record_id']] },
  { name: 'sys_notice_setting',
    columns: { user_id: 'id', body: 'long!' },
    primary: ['user_id'] },
];
