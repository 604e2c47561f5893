/** A sheet over datasets, with parameters (docs/sheets.md). */
import { Type, type Static } from '@sinclair/typebox';
import { document, IconName } from './common.js';
import { DatasetSchema } from './dataset.js';
import { ParameterSchema } from './parameter.js';
import { SheetSchema } from './sheet.js';

export const ReportSchema = document('report', 1, {
  icon: Type.Optional(IconName),
  parameters: Type.Optional(Type.Array(ParameterSchema, { maxItems: 40 })),
  datasets: Type.Array(DatasetSchema, { maxItems: 60 }),
  sheet: SheetSchema,
});
export type ReportDocument = Static<typeof ReportSchema>;
