/** Deletes what has served its time: ended sessions, kept answers, old events, notices and jobs. Days are counted from the end. */
import { Type, type Static } from '@sinclair/typebox';
import type { JobType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';

const Days = (days: number) => Type.Optional(Type.Integer({ minimum: 1, maximum: 3650, default: days }));

export const payload = closed({
  /** Ended jobs. */
  jobs: Days(30),
  /** What people were told, read or not. */
  notices: Days(180),
  /** Security and operation log. */
  events: Days(365),
  /** Old values of changes of many records: so long they can be undone. */
  batches: Days(30),
  /** Runs of schedules with their mails, ended links. */
  schedules: Days(90),
});
export type CleanupPayload = Static<typeof payload>;

export const definition: JobType = {
  id: 'cleanup',
  label: { en: 'Clean up', 'zh-CN': '清理', 'zh-TW': '清理', es: 'Limpieza' },
  icon: 'trash',
  payload,
};
