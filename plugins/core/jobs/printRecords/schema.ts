/** Prints many records by a template; the file is kept for whoever ordered it. */
import { Type, type Static } from '@sinclair/typebox';
import type { JobType } from '../../../../metadata/contributions.js';
import { closed, Name, oneOf, Ulid } from '../../../../metadata/schema/common.js';
import { languages } from '../../../../metadata/value.js';

export const payload = closed({
  template: Name,
  request: closed({
    ids: Type.Array(Ulid, { minItems: 1, maxItems: 500 }),
    output: Type.Optional(oneOf(['pdf'])),
    archive: Type.Optional(Type.Boolean()),
    language: Type.Optional(oneOf(languages)),
    start: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  }),
  address: Type.String({ maxLength: 64 }),
});
export type PrintRecordsPayload = Static<typeof payload>;

export const definition: JobType = {
  id: 'printRecords',
  label: {
    en: 'Print many records',
    'zh-CN': '批量打印记录',
    'zh-TW': '批次列印記錄',
    es: 'Imprimir muchos registros',
  },
  icon: 'printer',
  payload,
  lease: 300,
};
