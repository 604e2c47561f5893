/** The history of one record in plain entries, through the rights of who asks: fields they may not read are left out. */
import { maskValue } from '../../metadata/access/mask.js';
import type { Entity, Field } from '../../metadata/model/model.js';
import { labelText, type Value } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { getRecord } from './get.js';
import { seesThrough } from './read/blind.js';
import { isAnyReference } from './read/any-references.js';
import { readLabels } from './read/labels.js';
import type { ChildChange, HistoryChanges, LinkChange } from './write/history-changes.js';
import { describeShares, type ShareView } from './shares.js';

export interface HistoryChange {
  readonly field: string;
  readonly label: string;
  /** Values as answers show them; look-ups as `{id,label}`. Absent where the history keeps no values. */
  readonly from?: unknown;
  readonly to?: unknown;
  /** Of linked records instead: those added and removed that the reader may see. */
  readonly added?: readonly LinkedRecord[];
  readonly removed?: readonly LinkedRecord[];
}

export interface LinkedRecord {
  readonly id: string;
  readonly label: string | null;
}

export interface HistoryEntry {
  readonly version: number;
  readonly at: string;
  readonly by: { readonly id: string; readonly label: string | null } | null;
  readonly action: string;
  readonly changes: readonly HistoryChange[];
  /** Rows of children fields that changed with this version. */
  readonly rows?: readonly {
    readonly field: string;
    readonly label: string;
    readonly id: string;
    readonly action: string;
    readonly changes: readonly HistoryChange[];
  }[];
  /** Of the actions `share` and `unshare`: with whom. */
  readonly share?: Pick<ShareView, 'kind' | 'to' | 'level' | 'until'>;
  /** Of the actions `merge` and `merged`: the other records, of those that the reader may see or could before they went. */
  readonly merge?: readonly LinkedRecord[];
}

export interface HistoryRequest {
  /** 1 to 200, 50 unless stated; newest first. */
  readonly limit?: number;
  /** Only versions before this one. */
  readonly before?: number;
}

interface Stored {
  readonly id: string;
  readonly version: number;
  readonly at: string;
  readonly userId: string | null;
  readonly action: string;
  readonly changes: HistoryChanges;
}

export async function readHistory(
  context: Context,
  name: string,
  id: string,
  request: HistoryRequest = {},
): Promise<{ readonly entries: readonly HistoryEntry[]; readonly more: boolean }> {
  await getRecord(context, name, id, ['id']);
  const entity = context.release.model.entities.get(name)!;
  const limit = request.limit ?? 50;
  const rows = await readStored(context, name, id, { ...request, limit: limit + 1 });
  const stored = rows.slice(0, limit);
  const last = stored.at(-1);
  // Shares stand beside the version they were made on: a page never ends between the two, for it goes on by version.
  if (last && rows.length > limit && rows[limit]!.version === last.version) {
    const known = new Set(stored.map((entry) => entry.id));
    const same = await readStored(context, name, id, { before: last.version + 1, from: last.version });
    stored.push(...same.filter((entry) => !known.has(entry.id)));
  }
  const more = rows.length > limit && (stored.length === limit || (last?.version ?? 0) > 1);
  const names = await namesOf(context, entity, stored);
  const others = await readLabels(context, name, stored.flatMap(({ changes }) => mergedWith(changes)), undefined, { deleted: 'with' }); // prettier-ignore
  const teller = new HistoryTeller(context, names, await sharesOf(context, stored), others);
  return { entries: stored.map((entry) => teller.tell(entity, entry)), more };
}

async function readStored(
  context: Context,
  entity: string,
  id: string,
  { before, from, limit }: HistoryRequest & { readonly from?: number },
): Promise<Stored[]> {
  const rows = await context.database
    .read('sys_history')
    .where({ entity, record_id: id })
    .modify((query) => {
      if (before !== undefined) void query.andWhere('version', '<', before);
      if (from !== undefined) void query.andWhere('version', '>=', from);
      if (limit !== undefined) void query.limit(limit);
    })
    .orderBy('version', 'desc')
    .orderBy('id', 'desc')
    .select<
      { id: string; version: number; at: string; user_id: string | null; action: string; changes: string | null }[]
    >('id', 'version', 'at', 'user_id', 'action', 'changes');
  return rows.map((row) => ({
    id: row.id,
    version: Number(row.version),
    at: row.at,
    userId: row.user_id,
    action: row.action,
    changes: JSON.parse(row.changes ?? '{}') as HistoryChanges,
  }));
}

/** Shares by the id of their entry, with names as the reader may see them. */
async function sharesOf(context: Context, entries: readonly Stored[]): Promise<ReadonlyMap<string, ShareView>> {
  const shares = entries.flatMap(({ id, at, changes: { share } }) =>
    share ? [{ ...share, id, entity: '', record: '', by: null, at }] : [],
  );
  if (shares.length === 0) return new Map();
  return new Map((await describeShares(context, shares)).map((share) => [share.id, share]));
}

const mergedWith = ({ merge }: HistoryChanges): readonly string[] => [
  ...(merge?.from ?? []),
  ...(merge?.into === undefined ? [] : [merge.into]),
];

type Names = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

/** Names of all records the entries speak of, one statement for each entity. */
async function namesOf(context: Context, entity: Entity, entries: readonly Stored[]): Promise<Names> {
  const ids = new Map<string, Set<string>>([['user', new Set()]]);
  const note = (target: string, value: Value): void => {
    const held = ids.get(target) ?? new Set();
    if (typeof value === 'string') held.add(value);
    ids.set(target, held);
  };
  const noteFields = (of: Entity | undefined, fields: HistoryChanges['fields']): void => {
    for (const [name, [from, to]] of Object.entries(fields ?? {})) {
      const { target, targets } = of?.fields.get(name) ?? {};
      for (const value of [from, to]) {
        if (target !== undefined) note(target, value);
        if (targets && isAnyReference(value)) note(value.entity, value.id);
      }
    }
  };
  for (const { userId, changes } of entries) {
    note('user', userId);
    noteFields(entity, changes.fields);
    for (const [name, { added, removed }] of Object.entries(changes.links ?? {})) {
      const target = entity.fields.get(name)?.links?.target;
      if (target !== undefined) for (const id of [...added, ...removed]) note(target, id);
    }
    for (const rows of Object.values(changes.children ?? {})) {
      for (const row of rows) noteFields(context.release.model.entities.get(row.entity), row.fields);
    }
  }
  const names = new Map<string, ReadonlyMap<string, string | null>>();
  for (const [target, wanted] of ids) if (wanted.size > 0) names.set(target, await readLabels(context, target, wanted));
  return names;
}

class HistoryTeller {
  readonly #context: Context;
  readonly #names: Names;
  readonly #shares: ReadonlyMap<string, ShareView>;
  readonly #merged: ReadonlyMap<string, string | null>;

  constructor(
    context: Context,
    names: Names,
    shares: ReadonlyMap<string, ShareView>,
    merged: ReadonlyMap<string, string | null>,
  ) {
    this.#context = context;
    this.#names = names;
    this.#shares = shares;
    this.#merged = merged;
  }

  tell(entity: Entity, { id, version, at, userId, action, changes }: Stored): HistoryEntry {
    const share = this.#shares.get(id);
    const merge = mergedWith(changes).flatMap((other) =>
      this.#merged.has(other) ? [{ id: other, label: this.#merged.get(other) ?? null }] : [],
    );
    const rows = Object.entries(changes.children ?? {}).flatMap(([name, list]) => this.#rows(entity, name, list));
    return {
      version,
      at,
      by: userId === null ? null : { id: userId, label: this.#names.get('user')?.get(userId) ?? null },
      action,
      changes: this.#changes(entity, changes),
      ...(rows.length > 0 ? { rows } : {}),
      ...(share ? { share: { kind: share.kind, to: share.to, level: share.level, until: share.until } } : {}),
      ...(merge.length > 0 ? { merge } : {}),
    };
  }

  #rows(entity: Entity, name: string, list: readonly ChildChange[]) {
    const field = entity.fields.get(name);
    const child = this.#context.release.model.entities.get(field?.children?.entity ?? '');
    if (!field || !child || !this.#isVisible(field) || !this.#context.access.mayEver('read', child.name)) return [];
    const { language } = this.#context.principal;
    return list.map((row) => ({
      field: name,
      label: labelText(field.label, language, name),
      id: row.id,
      action: row.action,
      changes: this.#changes(child, row),
    }));
  }

  #changes(entity: Entity, changes: Pick<HistoryChanges, 'fields' | 'quiet' | 'links'>): readonly HistoryChange[] {
    const { language } = this.#context.principal;
    const told: HistoryChange[] = [];
    for (const [name, [from, to]] of Object.entries(changes.fields ?? {})) {
      const field = entity.fields.get(name);
      if (!field || !this.#isVisible(field)) continue;
      const label = labelText(field.label, language, name);
      told.push({ field: name, label, from: this.#value(field, from), to: this.#value(field, to) });
    }
    for (const name of changes.quiet ?? []) {
      const field = entity.fields.get(name);
      if (field && this.#isVisible(field)) told.push({ field: name, label: labelText(field.label, language, name) });
    }
    for (const [name, change] of Object.entries(changes.links ?? {})) {
      const field = entity.fields.get(name);
      if (field?.links && this.#isVisible(field)) told.push(...this.#links(field, change));
    }
    return told;
  }

  /** Records that may not be seen are not told; a change of nothing else is none. */
  #links(field: Field, { added, removed }: LinkChange): readonly HistoryChange[] {
    const names = this.#names.get(field.links!.target);
    const seen = (ids: readonly string[]): readonly LinkedRecord[] =>
      ids.filter((id) => names?.has(id)).map((id) => ({ id, label: names?.get(id) ?? null }));
    const change = { added: seen(added), removed: seen(removed) };
    if (change.added.length + change.removed.length === 0) return [];
    return [
      { field: field.name, label: labelText(field.label, this.#context.principal.language, field.name), ...change },
    ];
  }

  #isVisible(field: Field): boolean {
    if (this.#context.access.fieldClass(field.entity, field.name) === 'hidden') return false;
    return seesThrough(this.#context, field);
  }

  #value(field: Field, value: Value): unknown {
    if (this.#context.access.fieldClass(field.entity, field.name) === 'mask') return maskValue(value);
    if (field.targets && isAnyReference(value)) {
      const known = this.#names.get(value.entity);
      const { entity, id } = value;
      return known?.has(id) ? { entity, id, label: known.get(id) ?? null } : null;
    }
    if (field.target === undefined || typeof value !== 'string') return value;
    const names = this.#names.get(field.target);
    // As in answers: a record that may not be seen is not there.
    return names?.has(value) ? { id: value, label: names.get(value) ?? null } : null;
  }
}
