/**
 * The contract of a kind of source: where the rows of a dataset come from (docs/datasets.md). What it says of documents
 * stands here; the half that reads is `SourceServer` (server/api.ts), looked up by the same id.
 */
import type { TSchema } from '@sinclair/typebox';
import type { Described, Registries } from '../contributions.js';
import type { Site } from '../document/site.js';
import type { Model } from '../model/model.js';
import type { FeatureRight } from '../schema/app.js';
import type { Dataset, Source } from '../schema/dataset.js';
import type { Parameter } from '../schema/parameter.js';
import type { Query } from '../schema/query.js';
import type { Problem, ValueType } from '../value.js';

/** A dataset of another document, under a key that is its own: `report/sales.S`, `dataset/revenue`. */
export interface DatasetBehind {
  readonly key: string;
  readonly dataset: Dataset;
  readonly parameters: readonly Parameter[];
}

/** Where a source stands. */
export interface SourcePlace {
  /** JSON pointer of the source. */
  readonly at: string;
  /** Parameters of the document, by type. */
  readonly parameters: ReadonlyMap<string, ValueType>;
  readonly model: Model;
}

/**
 * The parts that designers have for sources: the entity of a query, a table of written rows, an SQL statement, the name of a
 * shared dataset, a report with one of its datasets.
 */
export type SourceEditor = 'query' | 'rows' | 'sql' | 'shared' | 'report';

/** Every function is pure; `source` has passed `schema`, unless another type is said. */
export interface SourceType<S = Source> extends Described {
  /** The whole object as it stands in a document, closed; `type` is the id as a constant. */
  readonly schema: TSchema;
  /** Names outside of it: documents, fields, queries, expressions over parameters. */
  sites?(source: S, place: SourcePlace): readonly Site[];
  /** Columns with their types; undefined where they are not known before it is read, or it is wrong. */
  columns?(source: S, model: Model): ReadonlyMap<string, ValueType> | undefined;
  /** Columns have the types of fields before a row is read; otherwise dates may be texts. */
  readonly typed?: true;
  /** The rows stand in the document itself: they are nobody's records. */
  readonly written?: true;
  /** Entities of which its reader must be able to see records; absent or undefined: it needs none of ours. */
  entities?(source: S, model: Model): readonly string[] | undefined;
  /** The query of records that it is, if it is one. */
  query?(source: S): Query;
  /** Parameters it reads besides those in `{"parameter":…}` and `{"expr":…}`. */
  reads?(source: S, registries: Pick<Registries, 'function'>): readonly string[];
  /** The part of the designer that edits it, over sources of the shape that the part reads; absent: by its schema. */
  readonly editor?: SourceEditor;
  /** What a new one begins with, where the smallest value of the schema says nothing. */
  readonly begin?: S;
  /** Rights that whoever writes it needs, besides that to design. */
  rights?(source: S): readonly FeatureRight[];
  /** What those see of it who lack these rights: same columns and parameters, none of what they could not write. Absent: all. */
  standIn?(source: S): S;
  /** Findings that the schema cannot say; paths are relative to the source. */
  check?(source: S): readonly (Problem & { readonly from?: number; readonly to?: number })[];
  /**
   * It stands for a dataset of another document: that one's columns, entities and rows are its own, parameters are given
   * by `parameters` of the source. Then it has no server half. Undefined: there is no such dataset.
   */
  behind?(source: S, model: Model): DatasetBehind | undefined;
}

/** A type that is written over its own shape of source; the schema vouches for it. */
export const sourceType = <S extends { readonly type: string }>(type: SourceType<S>): SourceType =>
  type as unknown as SourceType;
