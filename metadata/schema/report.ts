/** A sheet over datasets, with parameters (docs/sheets.md). */
import { Type, type Static } from '@sinclair/typebox';
import { EventsSchema } from './action.js';
import { closed, document, IconName, ItemId, LabelSchema, Name, oneOf } from './common.js';
import { DatasetSchema } from './dataset.js';
import { ParameterSchema } from './parameter.js';
import { grains } from './query.js';
import { SheetSchema } from './sheet.js';

/** Besides these keys a chart has the options of its type, as on a dashboard (compose.ts closes them). */
export const reportChartKeys = {
  id: ItemId,
  label: Type.Optional(LabelSchema),
  dataset: Type.String({ maxLength: 41 }),
  /** Where it stands when no cell shows it; above unless stated. */
  place: Type.Optional(oneOf(['above', 'below'])),
  /** Columns from the coarsest to the finest: a click goes a level down, on the last one it does what `on` says. */
  drill: Type.Optional(
    closed({
      levels: Type.Array(
        closed({ column: Name, grain: Type.Optional(oneOf(grains)), label: Type.Optional(LabelSchema) }),
        { minItems: 2, maxItems: 6 },
      ),
    }),
  ),
  on: Type.Optional(EventsSchema),
};
export const ReportChartSchema = Type.Object(
  { ...reportChartKeys, chart: Type.String({ maxLength: 40 }) },
  { additionalProperties: true },
);
export type ReportChart = Static<typeof ReportChartSchema> & Readonly<Record<string, unknown>>;

export const ReportSchema = document('report', 1, {
  icon: Type.Optional(IconName),
  parameters: Type.Optional(Type.Array(ParameterSchema, { maxItems: 40 })),
  datasets: Type.Array(DatasetSchema, { maxItems: 60 }),
  sheet: SheetSchema,
  charts: Type.Optional(Type.Array(ReportChartSchema, { maxItems: 20 })),
  /** What it tells, under its title. */
  summary: Type.Optional(LabelSchema),
});
export type ReportDocument = Static<typeof ReportSchema>;
