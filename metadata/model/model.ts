/**
 * The model: documents of one release compiled into what every interpreter reads. Frozen, plain data and pure
 * functions; made by `compileModel` (compile.ts). Identifiers of tables and columns come only from here.
 */
import type { Column, FieldType, RollUp } from '../contributions.js';
import type { FilterOperator } from '../schema/query.js';
import type { DictionaryDocument, EntityDocument, FieldDocument } from '../schema/entity.js';
import type { DocumentOf, Kind } from '../schema/kinds.js';
import type { Label, ValueType } from '../value.js';

export interface Field {
  /** Name of the entity it belongs to. */
  readonly entity: string;
  readonly id: string;
  readonly name: string;
  readonly label: Label;
  readonly document: FieldDocument;
  readonly type: FieldType;
  readonly valueType: ValueType;
  /** Physical columns, the value first; empty for children, virtual formulas and what reads through a look-up. */
  readonly columns: readonly Column[];
  /** Folded companion that contains, startsWith, endsWith and sort use. */
  readonly keyColumn?: Column;
  readonly operators: readonly FilterOperator[];
  /** Made by the platform: id, version, created_at, created_by, updated_at, updated_by, owner, department. */
  readonly system: boolean;
  /** To-one relation: the entity it points to. */
  readonly target?: string;
  /** Points to one record of any of these entities: its parts are `entity` and `id`. */
  readonly targets?: readonly string[];
  readonly onDelete?: 'restrict' | 'setNull' | 'cascade';
  readonly owns?: boolean;
  /** Points to the record above it: no record may come to stand below itself. */
  readonly tree?: boolean;
  /** To-many relation edited with its parent. */
  readonly children?: { readonly entity: string; readonly field: string };
  /** Plain n-n relation: any number of records of another entity, linked by rows of a hidden one. */
  readonly links?: Links;
  /** Reads a field of another record; type, options and abilities are those of that field, nothing is stored. */
  readonly foreign?: Foreign;
  readonly formula?: { readonly expression: string; readonly stored: boolean };
  readonly rollUp?: RollUp;
  /** The record's place in an order, of all records or of those with the same value of `within`. */
  readonly position?: { readonly within?: string };
  readonly dictionary?: string;
  /** A dictionary whose values are offered; others may be typed. */
  readonly suggestions?: string;
  /** Of a composite: its simple fields in their order, each also a field of the entity by its path. */
  readonly parts?: readonly Field[];
  /** Of a part: the composite's name, and its own within it; `name` is both, `address.city`. */
  readonly partOf?: { readonly field: string; readonly part: string };
  /** Never leaves the server (FieldType.sealed). */
  readonly sealed?: boolean;
  /** May be sorted by: false for folded text that is neither searchable nor sortable, children, json. */
  readonly sortable: boolean;
  /** Bodies may never carry it: system fields, formulas, generated ones. */
  readonly computed: boolean;
}

/** What a field reads that has no value of its own: `source`, at the end of the look-ups `hops`. */
export interface Foreign {
  readonly path: string;
  readonly hops: readonly Field[];
  /** Fields on the way that read through others themselves; their rights count, too. */
  readonly through: readonly Field[];
  readonly source: Field;
}

/** Where the links of a field are kept: each row of `entity` says by `own` whose it is, by `other` what is linked. */
export interface Links {
  /** The hidden entity, `<entity>_<field>`. */
  readonly entity: string;
  readonly own: string;
  readonly other: string;
  /** The entity whose records are linked. */
  readonly target: string;
  /** The same links seen from the target: shown, never written. */
  readonly inverse?: true;
}

/** Rows of `entity` whose `field` points to this record: `some`, `none`, `measure` and related lists go along it. */
export interface Relation {
  /** Name to reach it by: the children field's name, or `<entity>_<field>` for look-ups without one. */
  readonly name: string;
  readonly entity: string;
  readonly field: string;
  /** Of links: the look-up that leads on from a link to the record linked; conditions speak of that record. */
  readonly through?: string;
}

export interface Entity {
  readonly name: string;
  readonly document: EntityDocument;
  readonly label: Label;
  readonly plural: Label;
  /** `d_` + name; `l_` + name of links. */
  readonly table: string;
  /** All fields that are not archived, system fields first; parts follow their composite under their paths. */
  readonly fields: ReadonlyMap<string, Field>;
  readonly relations: ReadonlyMap<string, Relation>;
  readonly owner: 'none' | 'user' | 'department';
  /** Path to the field that says whose the record is, along owning look-ups: `owner`, `order.owner`; none for `none`. */
  readonly ownerPath?: string;
  /** Paths that nameExpression reads; the first is the field to sort a look-up's label by. */
  readonly nameFields: readonly string[];
  /** In a preview of drafts only: what its table has of all this; the rest reads as nothing. */
  readonly readFrom?: { readonly columns: readonly ColumnRead[]; readonly isThere: boolean };
  /** Its rows are the links of this field: read and written with the records on both sides, never by themselves. */
  readonly link?: LinkOf;
}

/** A column, and whether the table has it as the model means it. */
export interface ColumnRead {
  readonly name: string;
  readonly isThere: boolean;
}

export interface LinkOf {
  readonly entity: string;
  readonly field: string;
  readonly target: string;
}

export interface Model {
  readonly entities: ReadonlyMap<string, Entity>;
  readonly dictionaries: ReadonlyMap<string, Dictionary>;
  /** Documents by kind and name, current format version. */
  find<K extends Kind>(kind: K, name: string): DocumentOf<K> | undefined;
  list<K extends Kind>(kind: K): readonly DocumentOf<K>[];
  /** The `settings` document named `site`, or its defaults. */
  readonly settings: DocumentOf<'settings'>;
}

export interface Dictionary {
  readonly document: DictionaryDocument;
  /** Values by code, in their order. */
  readonly values: ReadonlyMap<string, DictionaryDocument['values'][number]>;
}
