/** The template of a report: cells, rows, columns, styles (docs/sheets.md). */
import { Type, type Static } from '@sinclair/typebox';
import { EventsSchema } from './action.js';
import { closed, Expression, ItemId, LabelSchema, Name, oneOf } from './common.js';

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
  /** A chart of the report by its id, over the rows that the cell sees. */
  chart: Type.Optional(ItemId),
  /** Another report's sheet; parameters are expressions over cells and parameters. */
  report: Type.Optional(closed({ name: Name, parameters: Type.Optional(Type.Record(Name, Expression)) })),
  /** A picture as data: png, jpeg, gif or webp, up to 200 KB. */
  image: Type.Optional(
    Type.String({ pattern: '^data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$', maxLength: 280_000 }),
  ),
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
    Type.Array(
      closed({
        if: Expression,
        style: Type.Optional(Type.String({ maxLength: 40 })),
        page: Type.Optional(oneOf(['before', 'after'])),
        /** Shown instead of the cell's own value; formulas still read that. */
        value: Type.Optional(Expression),
        /** Of the rows and columns in which the cell stands; 0 takes them out. */
        size: Type.Optional(
          closed({
            height: Type.Optional(Type.Number({ minimum: 0, maximum: 2000 })),
            width: Type.Optional(Type.Number({ minimum: 0, maximum: 2000 })),
          }),
        ),
      }),
      { maxItems: 20 },
    ),
  ),
  /** A page begins before or after its rows, its rows stay on one page, or stand again on each page its group goes on to. */
  page: Type.Optional(oneOf(['before', 'after', 'keep', 'repeat'])),
  on: Type.Optional(EventsSchema),
  /** What is typed here is written to the record that has this key, or to a new one (docs/write-back.md). */
  input: Type.Optional(
    closed({
      entity: Name,
      field: Name,
      key: Type.Record(Name, Expression, { minProperties: 1, maxProperties: 6 }),
      when: Type.Optional(Expression),
    }),
  ),
});
export type CellDocument = Static<typeof CellSchema>;

const Margin = Type.Number({ minimum: 0, maximum: 60 });

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

/** How the sheet is printed: paper, margins in mm (top, right, bottom, left), rows per page (0: what the paper holds). */
export const PageSchema = closed({
  size: Type.Optional(oneOf(['A3', 'A4', 'A5', 'Letter', 'Legal'])),
  orientation: Type.Optional(oneOf(['portrait', 'landscape'])),
  margins: Type.Optional(Type.Tuple([Margin, Margin, Margin, Margin])),
  rowsPerPage: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
  /** Text on every page, with &page, &pages, &date and &title. */
  header: Type.Optional(LabelSchema),
  footer: Type.Optional(LabelSchema),
});
export type SheetPage = Static<typeof PageSchema>;

export const SheetSchema = closed({
  page: Type.Optional(PageSchema),
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
