/** A page of widgets over datasets (docs/dashboards.md). */
import { Type, type Static } from '@sinclair/typebox';
import { WidgetEventsSchema } from './action.js';
import { closed, document, IconName, ItemId, LabelSchema, Name, oneOf, Path } from './common.js';
import { DatasetSchema } from './dataset.js';
import { ParameterSchema } from './parameter.js';
import { grains } from './query.js';

/** Levels that a chart goes down in place: the column of the dataset's query that each level puts something else in. */
export const DrillSchema = closed({
  column: Name,
  levels: Type.Array(closed({ path: Path, grain: Type.Optional(oneOf(grains)), label: Type.Optional(LabelSchema) }), {
    minItems: 2,
    maxItems: 6,
  }),
});
export type Drill = Static<typeof DrillSchema>;

export const WidgetSchema = closed({
  id: ItemId,
  /** A registered widget: `kpi`, `chart`. */
  type: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,40}$' }),
  label: Type.Optional(LabelSchema),
  x: Type.Integer({ minimum: 0, maximum: 11 }),
  y: Type.Integer({ minimum: 0, maximum: 1000 }),
  w: Type.Integer({ minimum: 1, maximum: 12 }),
  h: Type.Integer({ minimum: 1, maximum: 40 }),
  /** The tab it stands on; without one it stands on every tab. */
  tab: Type.Optional(ItemId),
  dataset: Type.Optional(Type.String({ maxLength: 41 })),
  options: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  /** A click goes a level down; on the last level it does what `on` says. */
  drill: Type.Optional(DrillSchema),
  on: Type.Optional(WidgetEventsSchema),
});
export type WidgetDocument = Static<typeof WidgetSchema>;

export const DashboardSchema = document('dashboard', 1, {
  icon: Type.Optional(IconName),
  parameters: Type.Optional(Type.Array(ParameterSchema, { maxItems: 40 })),
  datasets: Type.Array(DatasetSchema, { maxItems: 60 }),
  widgets: Type.Array(WidgetSchema, { maxItems: 60 }),
  tabs: Type.Optional(Type.Array(closed({ id: ItemId, label: LabelSchema }), { minItems: 1, maxItems: 12 })),
  /** Seconds after which shown rows are read again, while the page is visible. */
  refresh: Type.Optional(Type.Integer({ minimum: 30, maximum: 86_400 })),
  /** Ids of widgets in the order of a phone; those not named follow as they are read on a large screen. */
  phoneOrder: Type.Optional(Type.Array(ItemId, { maxItems: 60, uniqueItems: true })),
});
export type DashboardDocument = Static<typeof DashboardSchema>;
