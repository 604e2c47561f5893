/** What the routes of printing take. */
import { Type, type Static } from '@sinclair/typebox';
import { closed, Name, oneOf, Ulid } from '../../metadata/schema/common.js';
import { PrintTemplateSchema } from '../../metadata/schema/print-template.js';
import { languages } from '../../metadata/value.js';

/** Records printed at once in all, and while the caller waits; more of them are a job. */
export const mostRecords = 500;
export const mostAtOnce = 50;

/** `pages`: pictures of the first pages for the screen, as JSON. */
export const outputs = ['pdf', 'html', 'pages'] as const;
export type PrintOutput = (typeof outputs)[number];

const wanted = {
  /** Of the document; the reader's unless stated. */
  language: Type.Optional(oneOf(languages)),
  /** Of a sheet of labels: the one that is filled first, 1 being the upper left one. */
  start: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
};

export const PrintSchema = closed({
  ids: Type.Array(Ulid, { minItems: 1, maxItems: mostRecords, uniqueItems: true }),
  output: Type.Optional(oneOf(outputs)),
  /** Keeps the file with each record. */
  archive: Type.Optional(Type.Boolean()),
  ...wanted,
});
export type PrintRequest = Static<typeof PrintSchema>;

export const PreviewSchema = closed({
  template: PrintTemplateSchema,
  ids: Type.Array(Ulid, { minItems: 1, maxItems: mostAtOnce, uniqueItems: true }),
  output: Type.Optional(oneOf(outputs)),
  ...wanted,
});

export const templatesQuery = closed({ entity: Name });
export const keptQuery = closed({ entity: Name, record: Ulid });
