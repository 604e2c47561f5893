/**
 * actions of an entity: what a person may do with one record in a single step: "Convert lead", "Make order". An action
 * makes records from the record it is run on (the source) and sets fields of it. docs/actions.md tells how to write one.
 */
import { Type, type Static } from '@sinclair/typebox';
import { closed, Expression, IconName, ItemId, LabelSchema, Name } from './common.js';

/** Field -> expression over the source; `$name` is the record of an earlier step. A null result leaves the default. */
const Values = Type.Record(Name, Expression);

/** Rows of a sub-table: one for each row of the source's sub-table `from`, over whose fields the expressions are. */
export const ActionRowsSchema = closed({ from: Name, values: Values });

/** A record to be made. */
export const ActionStepSchema = closed({
  /** Its name in this action: `$customer` in later steps, its key in requests. */
  as: Name,
  entity: Name,
  /** A look-up of the source: where it is filled, that record is used and none is made; people may choose one, too. */
  unless: Type.Optional(Name),
  /** A condition over the source: none is made where it is not met. */
  onlyIf: Type.Optional(Expression),
  /** People may leave it out. */
  optional: Type.Optional(Type.Boolean()),
  values: Values,
  /** Sub-table of the new record -> its rows. */
  rows: Type.Optional(Type.Record(Name, ActionRowsSchema)),
});
export type ActionStep = Static<typeof ActionStepSchema>;

export const EntityActionSchema = closed({
  id: ItemId,
  name: Name,
  label: LabelSchema,
  icon: Type.Optional(IconName),
  help: Type.Optional(LabelSchema),
  /** When it may be run: offered only then, refused otherwise. */
  visibleIf: Type.Optional(Expression),
  /** In this order. */
  creates: Type.Array(ActionStepSchema, { maxItems: 8 }),
  /** Fields of the source after that. */
  sets: Type.Optional(Values),
  /** The step whose record is shown at the end; the source when there is none. */
  opens: Type.Optional(Name),
});
export type EntityAction = Static<typeof EntityActionSchema>;
