/** What the history keeps of one version of a record, as `sys_history.changes` holds it. */
import type { Entity } from '../../../metadata/model/model.js';
import type { Share } from '../../../metadata/query/share.js';
import type { Value } from '../../../metadata/value.js';
import type { WriteAction } from './draft.js';

/** `fields`: name -> [from, to]; `quiet`: names of changed fields whose values the history does not keep. */
export interface HistoryChanges {
  readonly fields?: Readonly<Record<string, readonly [Value, Value]>>;
  readonly quiet?: readonly string[];
  /** Rows of children fields that this version changed. */
  readonly children?: Readonly<Record<string, readonly ChildChange[]>>;
  /** Linked records by field, as ids. */
  readonly links?: Readonly<Record<string, LinkChange>>;
  /** Of the actions `share` and `unshare`. */
  readonly share?: Pick<Share, 'kind' | 'grantee' | 'level' | 'until'>;
  /** Of the actions `merge` and `merged`: ids of records of the same entity. */
  readonly merge?: { readonly from?: readonly string[]; readonly into?: string };
}
export interface LinkChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}
export interface ChildChange {
  readonly id: string;
  readonly entity: string;
  readonly action: WriteAction;
  readonly fields?: Readonly<Record<string, readonly [Value, Value]>>;
}

export interface TrailEntry {
  readonly entity: Entity;
  readonly id: string;
  readonly version: number;
  readonly action: WriteAction;
  readonly changes: HistoryChanges;
  /** Search finds the record by other words now. */
  readonly toIndex?: boolean;
  /** Whose record it is after the change, where its entity has owners. */
  readonly owner: string | null;
}
