/** A record on its way through the write pipeline: what it was, what the body asks for, what it becomes. */
import type { Entity } from '../../../metadata/model/model.js';
import type { Problem, Value } from '../../../metadata/value.js';

/** Canonical values by field name, of every field that has a column. */
export type Values = Readonly<Record<string, Value>>;

export interface StoredRow {
  readonly id: string;
  readonly version: number;
  readonly deletedAt: string | null;
  readonly values: Values;
}

export type WriteAction = 'create' | 'update' | 'delete' | 'restore';

/** Rows of a children field as the body gives them; all of them: what is missing is deleted. */
export interface ChildDrafts {
  readonly field: string;
  readonly drafts: readonly Draft[];
  /** Of links: ids of linked records that stay as they are, those the writer cannot see among them. */
  readonly kept?: readonly string[];
  /** Of links: ids of the records that were linked before, as far as the writer sees them. */
  readonly before?: readonly string[];
}

export interface Draft {
  readonly entity: Entity;
  readonly id: string;
  readonly action: WriteAction;
  /** JSON pointer of the record in the body: '' or `/lines/0`; problems stand below it. */
  readonly pointer: string;
  readonly before?: StoredRow;
  /** Fields the body carries (and the parent's look-up of a child). */
  readonly given: ReadonlySet<string>;
  /** Fields that are put back as they were, whatever would follow for them. */
  readonly restored?: ReadonlySet<string>;
  /** Sealed fields whose value is as it is stored: it is not sealed again. */
  readonly asStored?: ReadonlySet<string>;
  /** What the record becomes; defaults and formulas are filled in by their phases. */
  readonly values: Record<string, Value>;
  readonly children: ChildDrafts[];
  readonly problems: Problem[];
  /** Part of its parent's write: told in the parent's history too. */
  readonly parent?: { readonly draft: Draft; readonly field: string };
}

export const isSame = (a: Value | undefined, b: Value | undefined): boolean => {
  if (a === b) return true;
  if ((a ?? null) === null || (b ?? null) === null) return (a ?? null) === (b ?? null);
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);
};

/** Names of stored fields whose value differs from before; on creation those with a value. */
export function changedFields(draft: Draft): readonly string[] {
  return Object.keys(draft.values).filter((name) => !isSame(draft.before?.values[name], draft.values[name]));
}

/** Where a finding about a field of a draft belongs: a link has no fields that a body could name. */
export const pointerTo = (draft: Draft, field: string): string =>
  draft.entity.link ? draft.pointer : `${draft.pointer}/${field}`;

/** The draft, its children, their children. */
export function* draftsOf(draft: Draft): Generator<Draft> {
  yield draft;
  for (const { drafts } of draft.children) for (const child of drafts) yield* draftsOf(child);
}
