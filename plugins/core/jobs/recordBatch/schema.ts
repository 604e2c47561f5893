/** Changes many records as one batch, or takes such a batch back. What is to be done stands in the batch. */
import { Type, type Static } from '@sinclair/typebox';
import type { JobType } from '../../../../metadata/contributions.js';
import { closed, Ulid } from '../../../../metadata/schema/common.js';

export const payload = closed({
  batch: Ulid,
  undo: Type.Optional(Type.Boolean()),
});
export type RecordBatchPayload = Static<typeof payload>;

export const definition: JobType = {
  id: 'recordBatch',
  label: {
    en: 'Change many records',
    'zh-CN': '批量更改记录',
    'zh-TW': '批次變更記錄',
    es: 'Cambiar muchos registros',
  },
  icon: 'pencil',
  payload,
};
