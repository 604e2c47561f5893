/**
 * A change made on an older version: merged when nobody touched its fields since, else refused with what both sides did
 * to each (base, theirs, mine). History knows who touched what; a gap in it counts as everything touched.
 */
import { sealedValue } from '../../../metadata/access/mask.js';
import type { Field } from '../../../metadata/model/model.js';
import { valueOfField } from '../../../metadata/model/parts.js';
import type { Value } from '../../../metadata/value.js';
import { conflict } from '../../errors.js';
import { isSame, type Draft, type StoredRow } from './draft.js';
import type { HistoryChanges } from './history-changes.js';
import { touchedFields } from './trail.js';
import type { Write } from './write.js';

interface Since {
  readonly changes: HistoryChanges;
  readonly userId: string | null;
  readonly at: string;
}

export async function assertMergeable(write: Write, draft: Draft, version: number): Promise<void> {
  const before = draft.before!;
  if (version === before.version) return;
  const since = await historySince(write, draft, version);
  const isGap = version > before.version || since.length !== before.version - version;
  const touched = new Set(since.flatMap(({ changes }) => touchedFields(changes)));
  const mine = [...draft.given, ...(draft.restored ?? [])].filter((name) => isGap || touched.has(name));
  const fields: Record<string, { base: Value; theirs: unknown; mine: unknown }> = {};
  for (const name of mine) {
    const field = draft.entity.fields.get(name);
    const isChildren = field?.children !== undefined || field?.links !== undefined;
    const theirs = isChildren ? null : valueIn(field, before.values);
    const mineNow = isChildren ? null : valueIn(field, draft.values);
    if (!isChildren && isSame(theirs, mineNow)) continue;
    const base = isChildren ? null : baseOf(name, since, theirs);
    fields[name] = { base: told(field, base), theirs: told(field, theirs), mine: told(field, mineNow) };
  }
  if (Object.keys(fields).length === 0 && version <= before.version) return;
  throw versionConflict(before, since.at(-1), fields);
}

const valueIn = (field: Field | undefined, values: StoredRow['values']): Value =>
  field && !field.children ? valueOfField(field, values) : null;
const told = (field: Field | undefined, value: Value): Value => (field?.sealed ? sealedValue(value) : value);

/** The current version is needed, and nothing can be merged: deleting. */
export async function assertCurrent(write: Write, draft: Draft, version: number): Promise<void> {
  const before = draft.before!;
  if (version === before.version) return;
  const since = await historySince(write, draft, version);
  throw versionConflict(before, since.at(-1), {});
}

function versionConflict(before: StoredRow, last: Since | undefined, fields: object) {
  return conflict('VERSION_CONFLICT', 'Somebody changed this record in the meantime. Nothing was saved.', {
    details: {
      version: before.version,
      by: last?.userId ?? before.values['updated_by'] ?? null,
      at: last?.at ?? before.values['updated_at'] ?? null,
      fields,
    },
  });
}

/** What the field was in the version the writer saw: where the first later change came from. */
function baseOf(name: string, since: readonly Since[], now: Value): Value {
  for (const { changes } of since) {
    const change = changes.fields?.[name];
    if (change) return change[0];
  }
  return since.some(({ changes }) => changes.quiet?.includes(name)) ? null : now;
}

async function historySince(write: Write, draft: Draft, version: number): Promise<readonly Since[]> {
  const rows = await write
    .transaction('sys_history')
    .where({ entity: draft.entity.name, record_id: draft.id })
    .andWhere('version', '>', version)
    // Sharing and merging are told in the history but are no versions of their own.
    .whereNotIn('action', ['share', 'unshare', 'merge', 'merged'])
    .orderBy('version')
    .select<{ changes: string | null; user_id: string | null; at: string }[]>('changes', 'user_id', 'at');
  return rows.map((row) => ({
    changes: JSON.parse(row.changes ?? '{}') as HistoryChanges,
    userId: row.user_id,
    at: row.at,
  }));
}
