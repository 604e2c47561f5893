/** dashboard, report, and what they share: datasets, widgets, charts (docs/dashboards.md, docs/sheets.md). */
import { Type, type Static } from '@sinclair/typebox';
import { EventsSchema, WidgetEventsSchema } from './action.js';
import { closed, document, Expression, IconName, ItemId, LabelSchema, Name, oneOf, Path } from './common.js';
import { ParameterSchema } from './parameter.js';
import { grains, QuerySchema } from './query.js';

export type { ActionDocument } from './action.js';
export type { Parameter } from './parameter.js';

export const RowsSourceSchema = closed({
  type: Type.Literal('rows'),
  columns: Type.Array(Name, { minItems: 1, maxItems: 100 }),
  rows: Type.Array(Type.Array(Type.Union([Type.Null(), Type.Boolean(), Type.Number(), Type.String()])), {
    maxItems: 5000,
  }),
});
export const QuerySourceSchema = closed({ type: Type.Literal('query'), query: QuerySchema });
export const DatasetSchema = closed({
  /** A letter or a name; capital letters and digits would read as a cell address and are refused. */
  name: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,40}$' }),
  source: Type.Union([QuerySourceSchema, RowsSourceSchema]),
});
export type Dataset = Static<typeof DatasetSchema>;

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

/** `A1`, `AB12`. */
export const Address = Type.String({ pattern: '^[A-Z]{1,3}[1-9][0-9]{0,3}$' });

export const bindings = [
  'group', 'list', 'value', 'sum', 'avg', 'count', 'countDistinct', 'min', 'max', 'first', 'last',
] as const; // prettier-ignore
export type Binding = (typeof bindings)[number];

const Parent = Type.String({ pattern: '^([A-Z]{1,3}[1-9][0-9]{0,3}|none)$' });

export const CellSchema = closed({
  text: Type.Optional(LabelSchema),
  bind: Type.Optional(
    closed({
      dataset: Type.String({ maxLength: 41 }),
      field: Type.Optional(Type.String({ maxLength: 60 })),
      as: oneOf(bindings),
      mode: Type.Optional(oneOf(['adjacent', 'bucket', 'custom'])),
      grain: Type.Optional(oneOf(['day', 'week', 'month', 'quarter', 'year'])),
      step: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
      conditions: Type.Optional(
        Type.Array(closed({ name: Type.String({ maxLength: 200 }), if: Expression }), { maxItems: 100 }),
      ),
    }),
  ),
  formula: Type.Optional(Expression),
  span: Type.Optional(
    Type.Tuple([Type.Integer({ minimum: 1, maximum: 500 }), Type.Integer({ minimum: 1, maximum: 200 })]),
  ),
  expand: Type.Optional(oneOf(['down', 'right', 'none'])),
  left: Type.Optional(Parent),
  top: Type.Optional(Parent),
  where: Type.Optional(Expression),
  join: Type.Optional(
    Type.Array(closed({ key: Type.String({ maxLength: 60 }), to: Type.String({ maxLength: 80 }) }), { maxItems: 6 }),
  ),
  order: Type.Optional(
    Type.Array(closed({ by: Type.Optional(Expression), descending: Type.Optional(Type.Boolean()) }), { maxItems: 6 }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1 })),
  others: Type.Optional(LabelSchema),
  fill: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  hideWhenEmpty: Type.Optional(Type.Boolean()),
  detached: Type.Optional(Type.Boolean()),
  stretch: Type.Optional(Type.Tuple([Type.Boolean(), Type.Boolean()])),
  style: Type.Optional(Type.String({ maxLength: 40 })),
  format: Type.Optional(Type.String({ maxLength: 80 })),
  when: Type.Optional(
    Type.Array(closed({ if: Expression, style: Type.Optional(Type.String({ maxLength: 40 })) }), { maxItems: 20 }),
  ),
  on: Type.Optional(EventsSchema),
});
export type CellDocument = Static<typeof CellSchema>;

export const StyleSchema = closed({
  bold: Type.Optional(Type.Boolean()),
  italic: Type.Optional(Type.Boolean()),
  color: Type.Optional(Type.String({ pattern: '^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$' })),
  fill: Type.Optional(Type.String({ pattern: '^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$' })),
  align: Type.Optional(oneOf(['left', 'center', 'right'])),
  /** What the reader's theme paints: a header, a subtotal, a total. */
  role: Type.Optional(oneOf(['header', 'subtotal', 'total'])),
});
export type SheetStyle = Static<typeof StyleSchema>;

export const SheetSchema = closed({
  columns: Type.Optional(
    Type.Array(closed({ width: Type.Optional(Type.Number({ minimum: 0, maximum: 2000 })) }), { maxItems: 200 }),
  ),
  rows: Type.Optional(
    Type.Array(
      closed({
        height: Type.Optional(Type.Number({ minimum: 0, maximum: 2000 })),
        role: Type.Optional(oneOf(['title', 'header', 'footer', 'summary'])),
      }),
      { maxItems: 500 },
    ),
  ),
  freeze: Type.Optional(Address),
  styles: Type.Optional(Type.Record(Type.String({ maxLength: 40 }), StyleSchema)),
  cells: Type.Record(Type.String({ pattern: '^[A-Z]{1,3}[1-9][0-9]{0,3}$' }), CellSchema),
});
export type SheetDocument = Static<typeof SheetSchema>;

export const ReportSchema = document('report', 1, {
  icon: Type.Optional(IconName),
  parameters: Type.Optional(Type.Array(ParameterSchema, { maxItems: 40 })),
  datasets: Type.Array(DatasetSchema, { maxItems: 60 }),
  sheet: SheetSchema,
});
export type ReportDocument = Static<typeof ReportSchema>;
