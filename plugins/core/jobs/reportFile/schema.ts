/** Makes a report into a file that its owner fetches within a day. */
import { Type, type Static } from '@sinclair/typebox';
import type { JobType } from '../../../../metadata/contributions.js';
import { closed, oneOf } from '../../../../metadata/schema/common.js';
import { readerChanges } from '../../../../metadata/schema/reader-changes.js';

export const payload = closed({
  report: Type.String({ maxLength: 41 }),
  format: oneOf(['pdf', 'xlsx', 'html', 'csv']),
  parameters: Type.Optional(Type.Record(Type.String({ maxLength: 41 }), Type.Unknown())),
  title: Type.Optional(Type.String({ maxLength: 200 })),
  summary: Type.Optional(Type.Boolean()),
  liveFormulas: Type.Optional(Type.Boolean()),
  ...readerChanges,
  /** A mark of the owner's rights when it was ordered. */
  rights: Type.String({ maxLength: 80 }),
});
export type ReportFilePayload = Static<typeof payload>;

export const definition: JobType = {
  id: 'reportFile',
  label: { en: 'Report as a file', 'zh-CN': '导出报表文件', 'zh-TW': '匯出報表檔案', es: 'Informe como archivo' },
  icon: 'download',
  payload,
  attempts: 2,
};
