/**
 * A parameter of a report or dashboard: what it is (`type`), how people choose it (`widget`) and from what (`options`).
 *
 * A `dateRange` is one parameter whose value is written `2026-01-01..2026-03-31` (an end may be left open), `thisQuarter`
 * or `lastDays:30`. Filters and expressions read it as the list of its two days (`between`), and each day by itself as
 * `<name>_from` and `<name>_to`.
 */
import { Type, type Static } from '@sinclair/typebox';
import { closed, Expression, LabelSchema, Name, oneOf, Path } from './common.js';
import { FilterSchema } from './query.js';

export const parameterWidgets = [
  'text', 'number', 'boolean', 'date', 'dateRange', 'relative', 'choice', 'multi', 'tree', 'lookup',
] as const; // prettier-ignore
export type ParameterWidget = (typeof parameterWidgets)[number];

/** What can be chosen: values of a dictionary, records of an entity, or rows of a dataset of the document. */
export const ParameterOptionsSchema = closed({
  dictionary: Type.Optional(Name),
  entity: Type.Optional(Name),
  /** Records of the entity that are offered; may read the parameters named in `dependsOn`. */
  where: Type.Optional(FilterSchema),
  dataset: Type.Optional(Type.String({ maxLength: 41 })),
  /** Column of the dataset that is the value. */
  value: Type.Optional(Name),
  /** What is shown: a column of the dataset, or a path of the entity instead of the record's name. */
  label: Type.Optional(Path),
  /** Ranges that are offered by a word, instead of the usual ones: `lastDays:30`. */
  ranges: Type.Optional(
    Type.Array(Type.String({ pattern: '^[a-z][A-Za-z]{2,20}(:[1-9][0-9]{0,2})?$' }), { minItems: 1, maxItems: 20 }),
  ),
});
export type ParameterOptions = Static<typeof ParameterOptionsSchema>;

/** A parameter of a report or dashboard, shown in the query pane unless `hidden`. */
export const ParameterSchema = closed({
  name: Name,
  type: oneOf(['text', 'number', 'boolean', 'date', 'dateRange', 'id']),
  label: Type.Optional(LabelSchema),
  default: Type.Optional(
    Type.Union([
      Type.Null(),
      Type.Boolean(),
      Type.Number(),
      closed({ expr: Expression }),
      Type.String({ maxLength: 400 }),
    ]),
  ),
  required: Type.Optional(Type.Boolean()),
  multiple: Type.Optional(Type.Boolean()),
  /** Not offered in the query pane; set by clicks. */
  hidden: Type.Optional(Type.Boolean()),
  /** How a set value reads in chips: `month` shows `July 2026`. */
  grain: Type.Optional(oneOf(['year', 'quarter', 'month', 'week', 'day'])),
  widget: Type.Optional(oneOf(parameterWidgets)),
  options: Type.Optional(ParameterOptionsSchema),
  /** Parameters that narrow what is offered: values of a dictionary below theirs, or what `where` or the dataset reads. */
  dependsOn: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 6 })),
});
export type Parameter = Static<typeof ParameterSchema>;
