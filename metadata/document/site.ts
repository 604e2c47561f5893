/**
 * A site is a place in a document that means something outside itself: the name of another document, a field path, an
 * expression, a query. Each kind tells its sites once (sites.ts); where-used, broken references and type checks read the
 * same list.
 */
import type { Registries } from '../contributions.js';
import type { Model } from '../model/model.js';
import type { Kind } from '../schema/kinds.js';
import type { Filter, Query } from '../schema/query.js';
import type { ValueType } from '../value.js';

/** What the names in an expression mean. */
export interface SiteScope {
  /** Bare names are fields of this entity. */
  readonly entity?: string;
  /** `record.x` are fields of this entity, `value` is what might be chosen. */
  readonly record?: string;
  /** Bare names are columns of a dataset; undefined types are any. */
  readonly columns?: ReadonlyMap<string, ValueType>;
  /** `$name`. */
  readonly parameters?: ReadonlyMap<string, ValueType>;
  /** `datum.x`: what was clicked; its columns are known only when the data are. */
  readonly datum?: boolean;
  /** `row.Head` and `row["Unit price"]`: heads of a file, not known here. */
  readonly row?: boolean;
  /** A cell of a sheet: its own engine types it; here it must only be readable. */
  readonly sheet?: boolean;
}

interface At {
  /** JSON pointer. */
  readonly at: string;
}

/** What a document itself declares by a name. */
export type Noun =
  | 'chart'
  | 'code'
  | 'column'
  | 'dataset'
  | 'entry'
  | 'link parameter'
  | 'parameter'
  | 'query'
  | 'step'
  | 'style'
  | 'tab'
  | 'widget';

export type Site = At &
  (
    | { readonly is: 'document'; readonly kind: Kind; readonly name: string }
    /** `relation`: the path leads to a list of records. */
    | { readonly is: 'path'; readonly entity: string; readonly path: string; readonly leads: 'field' | 'relation' }
    | { readonly is: 'expression'; readonly text: string; readonly scope: SiteScope; readonly expects?: ValueType }
    | {
        readonly is: 'query';
        readonly query: Query;
        readonly parameters: ReadonlyMap<string, ValueType>;
        /** The options at `at`, where a type made the query of them: the document holds no such query. */
        readonly madeOf?: unknown;
      }
    | {
        readonly is: 'filter';
        readonly filter: Filter;
        readonly entity: string;
        /** A row rule: no parameters. */
        readonly rule: boolean;
        /** What its operands may read. */
        readonly scope?: SiteScope;
      }
    /** A name that the document itself declares: a parameter, a dataset, a style. */
    | { readonly is: 'name'; readonly name: string; readonly known: readonly string[]; readonly what: Noun }
  );

/** What telling the sites needs: the model of all documents, and what is registered. */
export interface Surroundings {
  readonly model: Model;
  readonly registries: Registries;
}

export const documentSite = (at: string, kind: Kind, name: string): Site => ({ is: 'document', at, kind, name });

export const pathSite = (at: string, entity: string, path: string, leads: 'field' | 'relation' = 'field'): Site => ({
  is: 'path',
  at,
  entity,
  path,
  leads,
});

/** A site for each expression that is there. */
export function expressionSites(
  entries: readonly (readonly [at: string, text: string | undefined, expects?: ValueType])[],
  scope: SiteScope,
): readonly Site[] {
  return entries.flatMap(([at, text, expects]) =>
    text === undefined ? [] : [{ is: 'expression', at, text, scope, ...(expects ? { expects } : {}) } as const],
  );
}
