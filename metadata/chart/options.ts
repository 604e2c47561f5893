/** Options that charts share: one schema each, so that a key means the same on every chart. */
import { Type } from '@sinclair/typebox';
import { closed, LabelSchema, oneOf } from '../schema/common.js';

/** Name of a result column. */
export const columnOption = Type.String({ maxLength: 60 });

/** What columns are called where the field's own name will not do. */
export const labelsOption = Type.Optional(Type.Record(columnOption, LabelSchema));

/** Units of columns, where a column does not bring its currency. */
export const unitsOption = Type.Optional(Type.Record(columnOption, LabelSchema));

/** How figures are written: `full` 99,415, `short` 99.4k, `percent` 57 % of a fraction. */
export const formatOption = Type.Optional(
  closed({
    style: Type.Optional(oneOf(['full', 'short', 'percent'])),
    digits: Type.Optional(Type.Integer({ minimum: 0, maximum: 4 })),
  }),
);

/**
 * Columns of another dataset that stand beside the chart's own, by the name they get here: of its one row, or of the row
 * that has the same value in the column `by` (beside.ts).
 */
export const besideOption = Type.Optional(
  closed({
    dataset: Type.String({ maxLength: 41 }),
    columns: Type.Record(columnOption, columnOption),
    by: Type.Optional(columnOption),
  }),
);

/** On every chart. */
export const commonOptions = { labels: labelsOption, units: unitsOption, format: formatOption, beside: besideOption };

/** A figure to reach: a number, or a column of the same rows. */
export const targetOption = Type.Optional(Type.Union([Type.Number(), columnOption]));

/** Lines across the drawing at a value, or at the average or median of the first series. */
export const referenceOption = Type.Optional(
  Type.Array(
    closed({
      at: Type.Union([Type.Number(), oneOf(['average', 'median'])]),
      label: Type.Optional(LabelSchema),
    }),
    { maxItems: 4 },
  ),
);

/** The first so many categories by figure; the rest is gathered as Others, or left out where `others` is false. */
export const topOptions = {
  top: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  others: Type.Optional(Type.Boolean()),
};

/** Order of categories: as the rows come, by name, or by figure. Periods keep the order of time. */
export const sortOption = Type.Optional(oneOf(['given', 'name', 'rising', 'falling']));

/** Options of charts on a category or time axis: columns, lines, areas. */
export const axisOptions = {
  x: columnOption,
  /** Measures, each a series; with `series` just one. */
  y: Type.Array(columnOption, { minItems: 1, maxItems: 8 }),
  /** A column whose values are the series. */
  series: Type.Optional(columnOption),
  /** The same figure of an earlier time, drawn mute. */
  compare: Type.Optional(columnOption),
  /** What a period without rows is: by default zero for what may be added up, else a gap. */
  missing: Type.Optional(oneOf(['zero', 'gap'])),
  /** Figures beside the marks. */
  figures: Type.Optional(Type.Boolean()),
  target: targetOption,
  reference: referenceOption,
  sort: sortOption,
  ...topOptions,
  ...commonOptions,
};
