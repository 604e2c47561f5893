/**
 * The view half of a field type, and the set of those that are loaded. `display` and `edit` return what Lit can render;
 * what an editor needs of Vaadin it imports itself when it is first used, so that lists load none of it.
 */
import type { TextContext } from '../../metadata/contributions.js';
import type { Field } from '../../metadata/model/model.js';
import type { Filter, FilterOperator } from '../../metadata/schema/query.js';
import type { Label, Language } from '../../metadata/value.js';
import type { Reference } from '../data/record.js';
import type { Formats } from '../ui/formats.js';
import type { StringKey, StringValues } from '../ui/i18n.js';

export interface Choice {
  readonly code: string;
  readonly label: string;
  readonly colour: string | undefined;
  /** False: stays readable, can no longer be chosen. */
  readonly active: boolean;
}

export interface EntityWords {
  readonly name: string;
  readonly label: string;
  readonly icon: string;
}

/** What a view may ask of its surroundings. */
export interface FieldHost {
  readonly language: Language;
  readonly formats: Formats;
  /** What field types' own codecs need to read and write text. */
  readonly context: TextContext;
  /** A finding of a codec or rule in the person's language; the given message where there is no translation. */
  findingText(code: string, message: string, field: Field): string;
  /** The site's currency. */
  readonly currency: string;
  t(key: StringKey, values?: StringValues): string;
  text(label: Label | undefined, fallback?: string): string;
  choice(dictionary: string, code: string): Choice | undefined;
  choices(dictionary: string): readonly Choice[];
  /** An entity whose records the person may read, as it is called. */
  entity(name: string): EntityWords | undefined;
  /** Address of a record's page; undefined when its entity is not to be seen. */
  href(entity: string, id: string): string | undefined;
  /** Records (within a filter) whose name contains the text, a page at a time. Throws ApiFailure. */
  search(
    entity: string,
    text: string,
    page: { readonly offset: number; readonly limit: number },
    within?: Filter,
  ): Promise<SearchResult>;
  /** Making records that look-ups of a form lead to; absent where nothing is made. */
  readonly make?: RecordMaker;
  /** Words in use in a field of free words, the most frequent first. Throws ApiFailure. */
  words(field: Field): Promise<readonly string[]>;
  /** Today in the person's zone, `YYYY-MM-DD`. */
  today(): string;
  now(): Date;
  /** The record around the value, when there is one. */
  readonly record?: Readonly<Record<string, unknown>>;
}

export interface RecordMaker {
  /** The person may make records of this entity. */
  of(entity: string): boolean;
  /** What one of them is called inside a sentence. */
  thing(entity: string): string;
  /** In a dialog, with this name; undefined when it was left. */
  record(entity: string, name: string): Promise<Reference | undefined>;
}

export interface SearchResult {
  readonly rows: readonly Reference[];
  readonly total: number;
}

/** An editor's place: a form (with its label), a cell of a table, a filter or a record's head (with an accessible name only). */
export interface EditHost extends FieldHost {
  readonly place: 'form' | 'cell' | 'filter' | 'head';
  readonly label: string;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly error: string | undefined;
  readonly helper: string | undefined;
  /** The person typed something that cannot be read; undefined takes the finding back. */
  refuse(message: string | undefined): void;
}

export type OnChange = (value: unknown) => void;

export interface FieldView {
  /** Id of the field type. */
  readonly id: string;
  /** Figures stand at the end, the rest at the start. */
  readonly align?: 'start' | 'end' | 'center';
  /** The same, where it depends on the field (a formula's result). */
  alignOf?(field: Field): 'start' | 'end' | 'center';
  /** Said once in a column's head: `Sales 12 mo, USD`. */
  unit?(field: Field, host: FieldHost): string;
  /** Width of a list column in pixels when the view document says none; 160 by default. */
  readonly width?: number;
  /** Drawn as a tag: on phone cards these stand on the third line. */
  readonly tag?: boolean;
  /** A value (never empty) for reading. */
  display(value: unknown, field: Field, host: FieldHost): unknown;
  /** A value in full, on a record's page: formatted text, bars. Absent: `display`. */
  page?(value: unknown, field: Field, host: FieldHost): unknown;
  /** The same in plain words: tool tips, "was …", filters, exports. */
  text(value: unknown, field: Field, host: FieldHost): string;
  /** Absent: the field can only be read. Null is no value. */
  edit?(value: unknown, field: Field, host: EditHost, onChange: OnChange): unknown;
  /** Editor of a filter's value; absent: `edit`, twice for between. */
  filterEditor?(operator: FilterOperator, value: unknown, field: Field, host: EditHost, onChange: OnChange): unknown;
  /** What a body carries for this value; absent: the value itself. */
  toBody?(value: unknown, field: Field): unknown;
}

export class FieldViews {
  #views = new Map<string, FieldView>();

  add(view: FieldView): void {
    this.#views.set(view.id, view);
  }

  /** The view of a type; one without its own view half is shown as plain text and cannot be edited. */
  get(type: string): FieldView {
    return this.#views.get(type) ?? plain;
  }
}

const plain: FieldView = {
  id: 'plain',
  display: (value) => plainText(value),
  text: (value) => plainText(value),
};

function plainText(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const label = (value as { label?: unknown }).label;
    return typeof label === 'string' ? label : JSON.stringify(value);
  }
  return String(value);
}
