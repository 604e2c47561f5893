/** What is put on paper for records: letters, quotes, lists, envelopes, sheets of labels (docs/print.md). Lengths in millimetres. */
import { Type, type Static } from '@sinclair/typebox';
import { closed, document, LabelSchema, Name, oneOf } from './common.js';

/** Handlebars: one text for all languages, or one for each; English stands in for those that are missing. */
const templateText = (maxLength: number) =>
  Type.Union([
    Type.String({ maxLength }),
    Type.Object(
      {
        en: Type.Optional(Type.String({ maxLength })),
        'zh-CN': Type.Optional(Type.String({ maxLength })),
        'zh-TW': Type.Optional(Type.String({ maxLength })),
        es: Type.Optional(Type.String({ maxLength })),
      },
      { additionalProperties: false, minProperties: 1 },
    ),
  ]);

const length = (minimum: number, maximum: number) => Type.Number({ minimum, maximum });

export const pageSizes = ['A3', 'A4', 'A5', 'A6', 'Letter', 'Legal', 'DL', 'C5', 'C6'] as const;

export const PageSchema = closed({
  /** A4 unless stated. Envelopes (DL, C5, C6) lie on their long side. */
  size: Type.Optional(oneOf(pageSizes)),
  /** Instead of a named size. */
  width: Type.Optional(length(20, 1200)),
  height: Type.Optional(length(20, 1200)),
  orientation: Type.Optional(oneOf(['portrait', 'landscape'])),
  /** 20 each unless stated, 25 on the left. */
  margins: Type.Optional(
    closed({
      top: Type.Optional(length(0, 200)),
      right: Type.Optional(length(0, 200)),
      bottom: Type.Optional(length(0, 200)),
      left: Type.Optional(length(0, 200)),
    }),
  ),
});
export type PageDocument = Static<typeof PageSchema>;

/** A sheet of labels: each record fills one, row by row. */
export const LabelSheetSchema = closed({
  columns: Type.Integer({ minimum: 1, maximum: 20 }),
  rows: Type.Integer({ minimum: 1, maximum: 50 }),
  width: length(5, 600),
  height: length(5, 600),
  /** Between columns and between rows; 0 unless stated. */
  gapX: Type.Optional(length(0, 100)),
  gapY: Type.Optional(length(0, 100)),
  /** From the edges of the sheet to the first label; in the middle of the sheet unless stated. */
  left: Type.Optional(length(0, 200)),
  top: Type.Optional(length(0, 200)),
  /** Inside of each label; 3 unless stated. */
  padding: Type.Optional(length(0, 50)),
  /** The label that is filled first, 1 being the upper left one; whoever prints may say another. */
  start: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
});
export type LabelSheetDocument = Static<typeof LabelSheetSchema>;

const PlaceSchema = closed({
  left: length(0, 1000),
  top: length(0, 1000),
  width: length(5, 1000),
  height: length(5, 1000),
});

/** Where the address stands on an envelope, and the sender (the template's header). */
export const EnvelopeSchema = closed({ window: PlaceSchema, sender: Type.Optional(PlaceSchema) });
export type EnvelopeDocument = Static<typeof EnvelopeSchema>;

export const PrintTemplateSchema = document('print_template', 1, {
  entity: Name,
  description: Type.Optional(LabelSchema),
  /** Among the templates of its entity, the lowest first; 500 unless stated. */
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
  output: Type.Optional(oneOf(['pdf', 'html'])),
  /** `each` (unless stated): a document for each record. `list`: one document, its records are `{{#each records}}`. */
  mode: Type.Optional(oneOf(['each', 'list'])),
  page: Type.Optional(PageSchema),
  labels: Type.Optional(LabelSheetSchema),
  envelope: Type.Optional(EnvelopeSchema),
  /** On top of every page, and at its foot; `{{@page}}` and `{{@pages}}` are known here. */
  header: Type.Optional(templateText(100_000)),
  footer: Type.Optional(templateText(100_000)),
  body: templateText(200_000),
  /** Name of the file without its ending, a template of one line: `Quote {{number}}`. */
  fileName: Type.Optional(LabelSchema),
  /** Keeping the file with the record is offered as the first choice. */
  archive: Type.Optional(Type.Boolean()),
});
export type PrintTemplateDocument = Static<typeof PrintTemplateSchema>;
