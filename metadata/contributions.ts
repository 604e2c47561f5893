/**
 * The contract of each kind of contribution: a small required part, and abilities that are found by their presence.
 * These are the isomorphic halves (`schema.ts` of a kind's folder). Server halves are in server/api.ts, views in
 * runtime/api.ts; each is looked up by the same id. Longer than most: it is the one file that whoever writes a plugin has
 * to read.
 */
import type { TSchema } from '@sinclair/typebox';
import type { Entity, Field, Model } from './model/model.js';
import type { ChannelType } from './schedule/channel-type.js';
import type { SourceType } from './dataset/source-type.js';
import type { Registry } from './registry.js';
import type { ActionDocument } from './schema/action.js';
import type { Kind } from './schema/kinds.js';
import type { Aggregate, FilterOperator, Query, Filter } from './schema/query.js';
import type { FieldDocument } from './schema/entity.js';
import type { Label, Problem, Scalar, Value, ValueType, Words } from './value.js';

/** Plain JSON Schema, as it stands in OpenAPI and as Ajv and the browser's interpreter read it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What every kind of contribution says of itself. */
export interface Described {
  readonly id: string;
  readonly label: Label;
  /** Name of an icon in runtime/ui/icons. */
  readonly icon: string;
}

/* ---------------------------------------------------------------- field types */

/** Logical column types; the database's dialect decides the physical type and the encoding. */
export type ColumnType = 'id' | 'text' | 'longText' | 'integer' | 'decimal' | 'boolean' | 'date' | 'datetime' | 'json';

/**
 * One column of a record table. `role` tells companions apart: `key` is the folded text of a searchable or sortable
 * field (`<column>_k`), `local` the local date of a date-time (`<column>_l`), `part` belongs to the value itself
 * (currency of a money field).
 */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: 'value' | 'key' | 'local' | 'part';
  /** Characters, of `text`. */
  readonly length?: number;
  /** Text that sorts as it stands, without a folded key: times, codes. */
  readonly exact?: boolean;
  /** Digits in all and after the point, of `decimal`; precision is at most 15. */
  readonly precision?: number;
  readonly scale?: number;
}

/** Result of reading a wire value: the canonical value, or what is wrong with it (the pipeline adds the path). */
export type Parsed = { readonly value: Value } | Finding;

/** What is wrong with a value: a stable code and the words, which a reader gets in their own language. */
export interface Finding extends Words {
  readonly code: string;
}

/** How values are written for people. `choice` finds a dictionary label. Number and date formats follow `locale`. */
export interface TextContext {
  readonly locale: string;
  readonly timeZone: string;
  readonly currency: string;
  choice(dictionary: string, code: string): string | undefined;
  /** The code whose label in any language is this text; for reading what people type. Absent: only codes are read. */
  codeOf?(dictionary: string, label: string): string | undefined;
  /** How dates are written where an import says so, `DD/MM/YYYY`; it takes the place of the locale's order. */
  readonly pattern?: string;
}

/**
 * A figure over the records of a relation, kept in a column by every write. `first` and `last` take the value of one record
 * in the order of `by` (of creation unless stated). `where` and `field` speak of the related record's own stored fields.
 */
export interface RollUp {
  readonly relation: string;
  readonly aggregate: Exclude<Aggregate, 'countDistinct'> | 'first' | 'last';
  readonly field?: string;
  readonly by?: string;
  readonly where?: Filter;
}

/**
 * A field type: storage and meaning. The look is a widget's. Canonical values are those of metadata/value.ts: what the
 * evaluator compares, what JSON carries (references as ids; answers wrap them as `{id,label}`).
 */
export interface FieldType extends Described {
  /** Options of the type, closed; default values stand in the schema's `default`. */
  readonly options: TSchema;
  valueType(field: FieldDocument): ValueType;
  /** Physical columns in the entity's own table, the value first; empty for what is not stored there. */
  columns(field: FieldDocument): readonly Column[];
  /** Filter operators that make sense; text types get contains and the like only when searchable or sortable. */
  operators(field: FieldDocument): readonly FilterOperator[];
  /** JSON Schema of the value in an answer (`read`) and in a body (`write`), without null. */
  jsonSchema(field: FieldDocument, direction: 'read' | 'write'): JsonSchema;
  /**
   * A body's value (never null or undefined) to the canonical one: text in NFC and trimmed, numbers within precision.
   * Checks shape and the type's own limits; that a look-up's target exists is checked by the write pipeline.
   */
  parse(input: unknown, field: FieldDocument): Parsed;
  /** Text typed or imported by a person: `1.234,56`, `31/12/2026`, a choice's label. Absent: `parse` of the text. */
  parseText?(text: string, field: FieldDocument, context: TextContext): Parsed;
  /** Plain text of a non-null value, for exports, history and titles. */
  format(value: Value, field: FieldDocument, context: TextContext): string;
  /** Aggregates besides count and countDistinct. */
  readonly aggregates?: readonly Aggregate[];
  /** Figures in the site's currency: result columns say which. */
  isMoney?(field: FieldDocument): boolean;
  /** Its figures are fractions that people read in per cent: 0.1 is 10 %. */
  isFraction?(field: FieldDocument): boolean;
  /** Has calendar grains (dates and date-times). */
  readonly calendar?: boolean;
  /** The entity a value points to: this is a to-one relation. `entity` is the one whose field it is. */
  target?(field: FieldDocument, entity: string): string;
  /**
   * The entities of which the value points to one record: parts `entity` and `id`. Answers add its label under the reader's
   * rights; filters on the field itself are asked of the id. `onDelete` says what happens to this record.
   */
  targets?(field: FieldDocument): readonly string[];
  /** Points to the record above in a tree of the entity's own: a record below itself is refused. */
  readonly tree?: boolean;
  /** What happens to this record when its target is deleted, of a to-one relation or a link to any record. */
  onDelete?(field: FieldDocument): 'restrict' | 'setNull' | 'cascade';
  /** The record is part of its target: it inherits access from it and is deleted with it. */
  owns?(field: FieldDocument): boolean;
  /** Rows of another entity that point here by `field`: this is a to-many relation edited with its parent. */
  children?(field: FieldDocument): { readonly entity: string; readonly field: string };
  /**
   * The values are records of `target`, any number of them (plain n-n): the links are rows of a hidden entity that the
   * model makes, nothing is stored in the entity's own table. `inverse` gives the target a read view of the same links.
   */
  links?(field: FieldDocument): {
    readonly target: string;
    readonly inverse?: { readonly field: string; readonly label?: Label };
  };
  /**
   * The value is that of another record's field, at the end of this path through look-ups: never stored, never written by
   * a body. The model gives the field the type and options of what it reads.
   */
  foreign?(field: FieldDocument): string;
  /** Computed by this expression over the record: never written by a body. `stored` keeps the result in a column. */
  formula?(field: FieldDocument): { readonly expression: string; readonly stored: boolean };
  /** Kept by the platform from the records of a relation: never written by a body. */
  rollUp?(field: FieldDocument): RollUp;
  /**
   * The value is the record's place in an order of its own, or in that of the records with the same value of `within`: new
   * records go last, moves are requests of their own (server/records/move.ts). Goes with `generated`.
   */
  position?(field: FieldDocument): { readonly within?: string };
  /** The value is made by the server at creation (autonumber): bodies may not carry it. */
  readonly generated?: boolean;
  /** The dictionary whose codes are the values. */
  dictionary?(field: FieldDocument): string;
  /** Only records within this filter may be chosen; its values may be expressions over the record: `{"expr":"record.country"}`. */
  optionFilter?(field: FieldDocument): Filter | undefined;
  /** The field of the same record whose code is the parent of the codes that may be chosen. */
  dependsOn?(field: FieldDocument): string | undefined;
  /**
   * Simple fields of which a value is made (an address: street, city, …), under their short names. The model gives each
   * a column `<column>_<name>` and the path `<field>.<name>`; the composite has no column of its own, its rights are those
   * of its parts, and its value is an object of them.
   */
  parts?(field: FieldDocument): readonly FieldDocument[];
  /** What is wrong with the parts together: an end before its beginning. Parts without a value are null. */
  checkParts?(parts: Readonly<Record<string, Value>>, field: FieldDocument): Finding | undefined;
  /**
   * The value never leaves the server: answers say `{"set":true}` or null, the history that it changed; expressions,
   * filters, sorts, groups and exports cannot read it. The server half seals it before it is stored.
   */
  readonly sealed?: boolean;
  /** A dictionary whose values are offered, of a type that takes others as well. */
  suggestions?(field: FieldDocument): string | undefined;
  /** Findings about the field's document that the options schema cannot say (a missing target, a bad expression). */
  check?(field: FieldDocument, model: Model): readonly Problem[];
}

/* ---------------------------------------------------------------- functions of the expression language */

/** Arguments are typed by `parameters`; the last may repeat. Pure: no clock, no randomness, nothing read from outside. */
export interface FunctionDefinition extends Described {
  readonly parameters: readonly {
    readonly name: string;
    readonly type: ValueType;
    readonly optional?: boolean;
    readonly repeat?: boolean;
  }[];
  readonly returns: ValueType | ((types: readonly ValueType[]) => ValueType);
  /** One sentence and an example, for completion. */
  readonly help: Label;
  readonly example: string;
  /** Null in, null out without a call, unless this is true. */
  readonly acceptsNull?: boolean;
  /** Arguments are values; a list argument is an array. Throws ExpressionError for a wrong argument. */
  call(arguments_: readonly Value[], context: FunctionContext): Value;
  /** SQL for the subset: rendered arguments to one expression of both dialects, or absent. */
  sql?(arguments_: readonly string[], engine: 'sqlite' | 'mysql'): string;
  /**
   * How `sql` treats decimals, which SQLite keeps as scaled integers: `common` brings number arguments to one scale,
   * which the result keeps. Absent: number arguments must be whole, and so is a number that comes out.
   */
  readonly sqlScale?: 'common';
  /** Steps a call spends besides the size of its result, for what takes far longer than an addition. Default 0. */
  readonly cost?: number;
  /** The result depends on `context.today()` or `context.now()`, so it may not be kept over days. */
  readonly readsClock?: boolean;
}

/** What a function may ask of its surroundings: the date of the run, in the site zone. */
export interface FunctionContext {
  today(): string;
  now(): string;
  readonly timeZone: string;
}

/* ---------------------------------------------------------------- charts */

/** A column of a widget's or chart's rows. */
export interface ResultColumn {
  readonly name: string;
  readonly type: ValueType;
  readonly label: string;
  /** The grain a date column was grouped by. */
  readonly grain?: string;
  /** The dictionary of a choice column; `colours` of its codes by name. */
  readonly dictionary?: string;
  /** The entity of an id column; its rows carry the label beside it as `<name>_label`. */
  readonly target?: string;
  /** Digits after the point. */
  readonly scale?: number;
  /** ISO 4217 code when the figures are money. */
  readonly currency?: string;
  /** Figures are fractions that people read in per cent. */
  readonly percent?: true;
  /** Figures may not be added up: averages, extremes, distinct counts. */
  readonly additive?: false;
}
export type ResultRow = Readonly<Record<string, Value>>;

/** Colours and sizes read from the tokens at run time, so that Vega follows the theme. */
export interface ChartTheme {
  readonly series: readonly string[];
  readonly mute: string;
  readonly grid: string;
  readonly axis: string;
  readonly text: string;
  readonly surface: string;
  /** Text of second rank: figures at the end of bars, the unit in a ring. */
  readonly soft: string;
  /** Ground behind what is selected. */
  readonly selected: string;
  readonly font: string;
  /** Magnitude from little to much, five steps; `text` stands on all but the last, `onHeat` on that. */
  readonly heat: readonly string[];
  readonly onHeat: string;
  /** Meaning of bands and marks of a judgement; never series colours. */
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
}

export interface ChartInput<O = Readonly<Record<string, unknown>>> {
  readonly options: O;
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  readonly theme: ChartTheme;
  readonly locale: string;
  readonly timeZone: string;
  /** Values of the x column that are selected; others are drawn muted. Empty: nothing is selected. */
  readonly selected: readonly Scalar[];
  /** Today in the site zone: the period it lies in is not over and is drawn dashed. */
  readonly today?: string;
  readonly width: number;
  readonly height: number;
  /** The map file that `shapes` of the type names. */
  readonly shapes?: unknown;
}

/** One thing that can be pointed at or chosen on a chart, in the order of its axis. Its place is `mark` in a drawn datum. */
export interface ChartMark {
  /** What a click hands to actions, by result column. */
  readonly datum: ResultRow;
  readonly label: string;
  /** Its figures, in words: name and text. */
  readonly figures: readonly { readonly label: string; readonly text: string; readonly colour?: string }[];
  /** Chosen itself; unlike in the drawing, nothing is when there is no selection. */
  readonly selected: boolean;
  readonly colour?: string;
  /** Part of the whole, as a fraction. */
  readonly share?: number;
  /** Stands for several rows ("Others") and cannot be chosen. */
  readonly gathered?: boolean;
}

export interface LegendEntry {
  readonly label: string;
  readonly colour: string;
  readonly shape: 'block' | 'line';
  /** Read on the axis at the end. */
  readonly endAxis?: boolean;
}

/** `compile` is pure: the same input gives the same Vega-Lite specification, rows inlined. Golden-tested. */
export interface ChartType extends Described {
  readonly options: TSchema;
  /** The datum field that a click hands to actions and that `selected` speaks of. */
  selects(options: Readonly<Record<string, unknown>>): string | undefined;
  compile(input: ChartInput): Readonly<Record<string, unknown>>;
  /** One sentence for the label of the picture: "Sales by month, highest July 2026 with 99,415". */
  describe(input: ChartInput): string;
  /** What can be pointed at: tool tips, the keyboard and clicks use it. Drawn data carry their mark's place as `mark`. */
  marks?(input: ChartInput): readonly ChartMark[];
  /** Entries for the card's head. */
  legend?(input: ChartInput): readonly LegendEntry[];
  /** Marks are listed beside the drawing, which is then as wide as it is high. */
  readonly listed?: boolean;
  /** Sentences under the drawing: what of the rows it could not show. */
  notes?(input: ChartInput): readonly string[];
  /** The name of the map file that must be at hand before it compiles. */
  shapes?(options: Readonly<Record<string, unknown>>): string;
  /** Findings about the options that their schema cannot say; paths are relative to the options. */
  check?(options: Readonly<Record<string, unknown>>): readonly Problem[];
  /** For a designer: options that hold columns of another sort than their key says (metadata/chart/wells.ts). */
  readonly takes?: Readonly<Record<string, ChartColumnSort>>;
  /** For a designer: what the options that no column fills begin with, `{"map": "countries"}`. */
  readonly begins?: Readonly<Record<string, unknown>>;
}

/** What a column is to a chart: it tells rows apart, is a day, or a figure. */
export type ChartColumnSort = 'group' | 'date' | 'measure';

/* ---------------------------------------------------------------- transforms */

export interface TransformInput {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  readonly options: Readonly<Record<string, unknown>>;
  /** Today in the site zone, `YYYY-MM-DD`: the only clock. */
  readonly today: string;
  /** Language of labels and of the words in rows. */
  readonly language: string;
  /** Functions of the expression language. */
  readonly functions: Registry<FunctionDefinition>;
}

/**
 * Rows to rows, after a dataset is read (docs/transforms.md). Pure: the same input gives the same rows. What cannot be
 * computed is a TransformError (metadata/transforms/error.ts), never an empty answer.
 */
export interface Transform extends Described {
  readonly options: TSchema;
  /** Rows and columns of the input stay as they are, columns are added; absent: it makes rows of its own. */
  readonly keeps?: true;
  /** The columns its options name, by pointers relative to them: checked, and closed where one may not be read. */
  reads(options: Readonly<Record<string, unknown>>): readonly { readonly at: string; readonly column: string }[];
  /** The columns it gives, from those it gets; `apply` gives the same. */
  columns(
    input: readonly ResultColumn[],
    options: Readonly<Record<string, unknown>>,
    language: string,
  ): readonly ResultColumn[];
  apply(input: TransformInput): { readonly columns: readonly ResultColumn[]; readonly rows: readonly ResultRow[] };
  /** Findings that the schema of the options cannot say; paths are relative to the options. `columns`: where known. */
  check?(
    options: Readonly<Record<string, unknown>>,
    columns?: readonly ResultColumn[],
    functions?: Registry<FunctionDefinition>,
  ): readonly Problem[];
}

/* ---------------------------------------------------------------- widgets, views, jobs */

/** What the options of a widget say about other documents, by pointers relative to the options. */
export interface WidgetMentions {
  readonly documents?: readonly { readonly at: string; readonly kind: Kind; readonly name: string }[];
  readonly actions?: readonly { readonly at: string; readonly action: ActionDocument }[];
  /** Expressions over parameters. */
  readonly expressions?: readonly { readonly at: string; readonly text: string }[];
}

/** Dataset columns a widget reads; the host fetches them and draws loading, empty, error and no-access. */
export interface WidgetType extends Described {
  readonly options: TSchema;
  /** Pure: which datasets this widget asks for. */
  requests(options: Readonly<Record<string, unknown>>, dataset: string | undefined): readonly string[];
  /** Findings about the options that their schema cannot say; paths are relative to the options. */
  check?(options: Readonly<Record<string, unknown>>, registries: Registries): readonly Problem[];
  /**
   * Pure: a query of the widget's own, run as its dataset when it names none; undefined when what the options name is not
   * there. `knows` says whether the reader may see a path.
   */
  query?(
    options: Readonly<Record<string, unknown>>,
    model: Pick<Model, 'find' | 'entities'>,
    knows: (entity: string, path: string) => boolean,
  ): Query | undefined;
  /** Pure: documents, actions and expressions in the options, for where-used and checks. */
  mentions?(options: Readonly<Record<string, unknown>>): WidgetMentions;
}

/** What a mode asks the list for, besides the list's own conditions and order. */
export interface ViewNeeds {
  /** Paths that the rows carry; what names the record comes by itself. */
  readonly fields: readonly string[];
  /** Counts and sums for each value of a path; of at most 200 values unless `most` says how many. */
  readonly groups?: { readonly by: string; readonly sums: readonly string[]; readonly most?: number };
  /** Rows come for a range of days of this path, or those whose days from the path to `end` meet the range. */
  readonly range?: { readonly path: string; readonly end?: string };
}

/** A path in the options of a view mode, by a pointer relative to them; without a `needed` one nothing can be shown. */
export interface ViewModePath {
  readonly at: string;
  readonly path: string;
  readonly needed?: boolean;
}

/**
 * A way to show the records of an entity, beside others as the views of its list. The list hands it filter, order and
 * rights; a mode without a view half (`table`) is drawn by the list itself.
 */
export interface ViewMode extends Described {
  readonly options: TSchema;
  /** Pure: what it asks for; `columns` are the paths that the list shows, the first names the record. */
  needs(options: Readonly<Record<string, unknown>>, columns: readonly string[]): ViewNeeds;
  /** Where the options speak of fields: checked, found by where-used, left out for who may not see them. */
  paths?(options: Readonly<Record<string, unknown>>): readonly ViewModePath[];
  /** Findings about the options of a view of this entity that their schema cannot say; paths are relative to the options. */
  check?(options: Readonly<Record<string, unknown>>, entity: Entity): readonly Problem[];
}

/** A job type: its payload is checked when it is queued. Limits are in seconds. */
export interface JobType extends Described {
  readonly payload: TSchema;
  /** Attempts in all, 3 by default. */
  readonly attempts?: number;
  /** Lease in seconds, renewed by the heartbeat; 60 by default. */
  readonly lease?: number;
}

/** All registries, made and filled by the main programs, frozen, and handed to the engines. */
export interface Registries {
  readonly field: Registry<FieldType>;
  readonly function: Registry<FunctionDefinition>;
  readonly chart: Registry<ChartType>;
  readonly transform: Registry<Transform>;
  readonly source: Registry<SourceType>;
  readonly channel: Registry<ChannelType>;
  readonly widget: Registry<WidgetType>;
  readonly view: Registry<ViewMode>;
  readonly job: Registry<JobType>;
}

export type { ChannelType, Field, Model, SourceType };
