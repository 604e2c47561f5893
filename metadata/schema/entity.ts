/** entity, dictionary: what is stored. A field's `options` belong to its type and are checked by the type's own schema. */
import { Type, type Static } from '@sinclair/typebox';
import {
  closed,
  Colour,
  document,
  Expression,
  IconName,
  ItemId,
  LabelSchema,
  Name,
  oneOf,
  Path,
  Ulid,
} from './common.js';
import { EntityActionSchema } from './entity-action.js';
import { FilterSchema, grains } from './query.js';

/** One field. `column` is fixed at creation and defaults to `name`; renaming a label never moves data. */
/** A path that rows are ordered by. */
const SortSchema = closed({ by: Path, descending: Type.Optional(Type.Boolean()) });

/**
 * A value of the first record of another entity that a condition finds. Expressions of the condition read the new record;
 * one that has no value finds nothing.
 */
export const LookUpSchema = closed({
  entity: Name,
  /** The field of the other entity whose value is taken. */
  value: Name,
  where: FilterSchema,
  sort: Type.Optional(Type.Array(SortSchema, { maxItems: 4 })),
});
export type LookUp = Static<typeof LookUpSchema>;

export const FieldSchema = closed({
  id: ItemId,
  name: Name,
  column: Type.Optional(Name),
  type: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,40}$' }),
  label: Type.Optional(LabelSchema),
  help: Type.Optional(LabelSchema),
  options: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  /** A write rule: the value must be present after the write. */
  required: Type.Optional(Type.Boolean()),
  readOnly: Type.Optional(Type.Boolean()),
  createOnly: Type.Optional(Type.Boolean()),
  /** A literal; `{"expr": "…"}` evaluated at creation; or `{"from": […]}`, looked up at creation, else `expr`. */
  default: Type.Optional(
    Type.Union([
      Type.Null(),
      Type.Boolean(),
      Type.Number(),
      Type.String(),
      closed({ expr: Expression }),
      closed({
        from: Type.Array(LookUpSchema, { minItems: 1, maxItems: 4 }),
        expr: Type.Optional(Expression),
      }),
    ]),
  ),
  unique: Type.Optional(Type.Boolean()),
  index: Type.Optional(Type.Boolean()),
  /** Both give the folded companion column `<column>_k`; without them contains, startsWith, endsWith and sort are refused on text. */
  searchable: Type.Optional(Type.Boolean()),
  sortable: Type.Optional(Type.Boolean()),
  personalData: Type.Optional(Type.Boolean()),
  /** False leaves the field out of the change history. */
  history: Type.Optional(Type.Boolean({ default: true })),
  /** Matches existing records on import. */
  importKey: Type.Optional(Type.Boolean()),
  visibleIf: Type.Optional(Expression),
  requiredIf: Type.Optional(Expression),
  readOnlyIf: Type.Optional(Expression),
  validIf: Type.Optional(Expression),
  validMessage: Type.Optional(LabelSchema),
  /** Which values may be chosen: asked of each, as `value`, beside the other fields, as `record.<field>`. */
  optionsIf: Type.Optional(Expression),
  /**
   * Every value this field has had, as a row of `entity` that the record owns by its look-up `of`: `value` holds it, the
   * dates `from` and `to` the days on which it came and went (`to` is empty while it holds). Kept by every write. `since`
   * names a date of this record that says since when the present value holds: today, where a write does not state it.
   */
  periods: Type.Optional(
    closed({ entity: Name, of: Name, value: Name, from: Name, to: Name, since: Type.Optional(Name) }),
  ),
  archived: Type.Optional(Type.Boolean()),
});
export type FieldPeriods = NonNullable<Static<typeof FieldSchema>['periods']>;
export type FieldDocument = Static<typeof FieldSchema>;

export const KeySchema = closed({
  id: Type.Optional(ItemId),
  fields: Type.Array(Name, { minItems: 1, maxItems: 6 }),
  unique: Type.Optional(Type.Boolean()),
});

/** One stage of a pipeline. What it is called, its colour and its place come from the dictionary of the field. */
export const StageSchema = closed({
  /** The code in the dictionary. */
  value: Type.String({ minLength: 1, maxLength: 60 }),
  /** What the stage means for the record; open unless stated. */
  outcome: Type.Optional(oneOf(['open', 'won', 'lost'])),
  /** Chance of winning from here, in per cent. */
  probability: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
  /** Days after which a record stands here too long. */
  ageLimit: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
  /** Fields that may not be empty while the record is here. */
  required: Type.Optional(Type.Array(Name, { maxItems: 20 })),
  /** Must hold, of the record as it is about to be, for the stage to be left; `exitMessage` is said when it does not. */
  exitIf: Type.Optional(Expression),
  exitMessage: Type.Optional(LabelSchema),
});
export type StageDocument = Static<typeof StageSchema>;

/** The stages that a choice leads a record through, and the fields that follow it. */
export const PipelineSchema = closed({
  id: ItemId,
  /** The choice; its dictionary gives the stages their order and names. */
  field: Name,
  /** A figure that takes the probability of the stage. */
  probability: Type.Optional(Name),
  /** A day or a time: since when the record has been in its stage. */
  since: Type.Optional(Name),
  /** A day or a time: when it was won or lost; empty while it is open. */
  closedOn: Type.Optional(Name),
  stages: Type.Array(StageSchema, { minItems: 1, maxItems: 60 }),
});
export type PipelineDocument = Static<typeof PipelineSchema>;

/** Records of another entity that belong to what happened to a record: calls, visits. */
export const TimelineSourceSchema = closed({
  id: ItemId,
  entity: Name,
  /** The look-up of the other entity that points here. */
  field: Name,
  /** Its date with time by which the records stand among what happened. */
  at: Name,
  /** What is shown of each beside its name. */
  show: Type.Optional(Type.Array(Name, { maxItems: 6 })),
});
export type TimelineSource = Static<typeof TimelineSourceSchema>;

export const EntitySchema = document('entity', 1, {
  plural: Type.Optional(LabelSchema),
  icon: Type.Optional(IconName),
  colour: Type.Optional(Colour),
  /** Whose record it is: nobody's, a user's (field `owner`), a department's (field `department`). */
  owner: Type.Optional(oneOf(['none', 'user', 'department'])),
  /** What names a record in look-ups, titles and history: a text field, or an expression over own fields. */
  nameExpression: Expression,
  fields: Type.Array(FieldSchema, { maxItems: 300 }),
  keys: Type.Optional(Type.Array(KeySchema, { maxItems: 30 })),
  statusField: Type.Optional(Name),
  pipelines: Type.Optional(Type.Array(PipelineSchema, { maxItems: 5 })),
  /** Records that stand in the timeline beside comments and changes. */
  timeline: Type.Optional(Type.Array(TimelineSourceSchema, { maxItems: 4 })),
  /** What may be done with a record in one step; offered in its head and in lists, in this order. */
  actions: Type.Optional(Type.Array(EntityActionSchema, { maxItems: 20 })),
  features: Type.Optional(
    closed({
      /** People may talk about a record beside it; on unless false. */
      comments: Type.Optional(Type.Boolean({ default: true })),
      /** Records may be given free words, in a field `tags` that the platform adds unless the entity states one. */
      tags: Type.Optional(Type.Boolean()),
      history: Type.Optional(Type.Boolean({ default: true })),
      import: Type.Optional(Type.Boolean({ default: true })),
      export: Type.Optional(Type.Boolean({ default: true })),
    }),
  ),
});
export type EntityDocument = Static<typeof EntitySchema>;

/** Codes are stable; a retired value (`active: false`) stays readable and can no longer be chosen. */
export const DictionaryValueSchema = closed({
  id: ItemId,
  code: Type.String({ minLength: 1, maxLength: 60 }),
  label: LabelSchema,
  colour: Type.Optional(Colour),
  active: Type.Optional(Type.Boolean({ default: true })),
  /** Code of the value above it, in the same dictionary or in the one this `dependsOn`. */
  parent: Type.Optional(Type.String({ maxLength: 60 })),
});
export const DictionarySchema = document('dictionary', 1, {
  values: Type.Array(DictionaryValueSchema, { maxItems: 5000 }),
  /** The dictionary whose codes are the parents of these: cities of countries. */
  dependsOn: Type.Optional(Name),
});
export type DictionaryDocument = Static<typeof DictionarySchema>;

/** form: the record page of an entity. Nodes nest: tab > section > field | subTable | text | group. */
const FormModule = Type.Module({
  Node: Type.Union([
    closed({
      id: ItemId,
      type: Type.Literal('tab'),
      label: LabelSchema,
      visibleIf: Type.Optional(Expression),
      nodes: Type.Array(Type.Ref('Node'), { maxItems: 100 }),
    }),
    closed({
      id: ItemId,
      type: Type.Literal('section'),
      label: Type.Optional(LabelSchema),
      visibleIf: Type.Optional(Expression),
      collapsed: Type.Optional(Type.Boolean()),
      nodes: Type.Array(Type.Ref('Node'), { maxItems: 100 }),
    }),
    closed({
      id: ItemId,
      type: Type.Literal('field'),
      field: Name,
      /** Of 12 columns; 4 by default. */
      span: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
      label: Type.Optional(LabelSchema),
      visibleIf: Type.Optional(Expression),
      readOnlyIf: Type.Optional(Expression),
      requiredIf: Type.Optional(Expression),
    }),
    closed({
      id: ItemId,
      type: Type.Literal('subTable'),
      /** A `children` field of the entity; rows are edited with their parent and saved in one transaction. */
      field: Name,
      label: Type.Optional(LabelSchema),
      columns: Type.Array(closed({ field: Name, width: Type.Optional(Type.Integer({ minimum: 40, maximum: 800 })) }), {
        minItems: 1,
        maxItems: 30,
      }),
      /** Own fields shown under the columns, right-aligned: `total`. */
      totals: Type.Optional(Type.Array(Name, { maxItems: 6 })),
      visibleIf: Type.Optional(Expression),
    }),
    closed({
      id: ItemId,
      type: Type.Literal('related'),
      /** Records of another entity whose look-up points here; read only, opens the list. */
      entity: Name,
      field: Name,
      label: Type.Optional(LabelSchema),
      columns: Type.Array(closed({ path: Path }), { minItems: 1, maxItems: 12 }),
      /** Only these of them. */
      filter: Type.Optional(FilterSchema),
      /** The newest first, unless stated: by the first date among the columns that every record has, else by creation. */
      sort: Type.Optional(Type.Array(SortSchema, { maxItems: 4 })),
    }),
    closed({
      id: ItemId,
      type: Type.Literal('activities'),
      /** What is to be done about this record: records of another entity whose look-up points here. */
      entity: Name,
      field: Name,
      label: Type.Optional(LabelSchema),
      /** Field of the other entity that says what is to be done; its quick add fills it. */
      subject: Name,
      /** Field and value that mean done, and the value of what is taken up again. */
      done: closed({
        field: Name,
        value: Type.Union([Type.String(), Type.Boolean()]),
        open: Type.Union([Type.String(), Type.Boolean()]),
      }),
      /** A date field: what is past it and not done is marked. */
      due: Type.Optional(Name),
    }),
    closed({ id: ItemId, type: Type.Literal('text'), text: LabelSchema }),
  ]),
});
export const FormNodeSchema = FormModule.Import('Node');
export type FormNode = Static<typeof FormNodeSchema>;

export const FormSchema = document('form', 1, {
  entity: Name,
  /** `detail`: of records that may only be read; `mobile`: of records on a phone. Where there is none, `edit` serves. */
  purpose: Type.Array(oneOf(['detail', 'edit', 'create', 'quick', 'mobile']), {
    minItems: 1,
  }),
  /** Whom it is for: people of one of the roles or departments, on such a device. Absent: everybody, everywhere. */
  for: Type.Optional(
    closed({
      roles: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 50, uniqueItems: true })),
      /** Ids of `department` records: of the department itself, not of those below it. */
      departments: Type.Optional(Type.Array(Ulid, { minItems: 1, maxItems: 100, uniqueItems: true })),
      device: Type.Optional(oneOf(['phone', 'desktop'])),
    }),
  ),
  /** Of several forms that fit, the one with the highest counts; 0 unless stated. */
  priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
  /** Key facts in the record's head, at most 6; shown, never edited there. */
  facts: Type.Optional(Type.Array(closed({ path: Path }), { maxItems: 6 })),
  nodes: Type.Array(FormNodeSchema, { maxItems: 100 }),
});
export type FormDocument = Static<typeof FormSchema>;

/** A column of a list. */
export const ViewColumnSchema = closed({
  path: Path,
  width: Type.Optional(Type.Integer({ minimum: 40, maximum: 800 })),
  label: Type.Optional(LabelSchema),
  /** Shown at the foot of the list for all rows of the filter. */
  aggregate: Type.Optional(oneOf(['sum', 'avg', 'min', 'max'])),
  /** False: this column is read in lists, and edited on the record's page only. */
  inlineEdit: Type.Optional(Type.Boolean({ default: true })),
});
/** Rows under heads with counts and sums; days fall into grains. */
export const ViewGroupSchema = closed({ path: Path, grain: Type.Optional(oneOf(grains)) });

/** How a list looks and what it holds: in a view document and in what a person saves. */
export const viewLook = {
  filter: Type.Optional(FilterSchema),
  sort: Type.Optional(Type.Array(SortSchema, { maxItems: 4 })),
  group: Type.Optional(Type.Array(ViewGroupSchema, { maxItems: 3 })),
  /** Columns at the start that stay when the list is scrolled sideways; 1 by default. */
  freeze: Type.Optional(Type.Integer({ minimum: 0, maximum: 6 })),
};

/** The way the records are shown, by a view mode that is present. */
export const viewMode = {
  mode: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,40}$' }),
  /** The mode's own options, checked by its schema. */
  options: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
};

export const ViewSchema = document('view', 1, {
  entity: Name,
  ...viewMode,
  columns: Type.Array(ViewColumnSchema, { minItems: 1, maxItems: 60 }),
  ...viewLook,
  /** Paths offered as filter chips. */
  quickFilters: Type.Optional(Type.Array(Path, { maxItems: 20 })),
  /** Order among the views of the entity; the lowest is the default. */
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
});
export type ViewDocument = Static<typeof ViewSchema>;

/** segment: records of an entity that share something, by name; used in filters as `{"segment":"name"}`. */
export const SegmentSchema = document('segment', 1, {
  entity: Name,
  help: Type.Optional(LabelSchema),
  filter: FilterSchema,
});
export type SegmentDocument = Static<typeof SegmentSchema>;
