/** Brings the rows of a file in that an application was made of. What is to be done stands with the file. */
import type { Static } from '@sinclair/typebox';
import type { JobType } from '../../../../metadata/contributions.js';
import { closed, Ulid } from '../../../../metadata/schema/common.js';

export const payload = closed({ file: Ulid, batch: Ulid });
export type RowImportPayload = Static<typeof payload>;

export const definition: JobType = {
  id: 'rowImport',
  label: { en: 'Bring in rows', 'zh-CN': '导入行', 'zh-TW': '匯入列', es: 'Traer filas' },
  icon: 'upload',
  payload,
};
