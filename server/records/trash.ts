/**
 * Deleted records of one entity that a person may bring back: those they could see and delete. When and by whom comes
 * from the deletion itself, which stamps the row as any change does.
 */
import type { Query } from '../../metadata/schema/query.js';
import { countFailures } from '../access/tell-failures.js';
import type { Context } from '../context.js';
import { ApiError } from '../errors.js';
import { countCap } from './count-cap.js';
import { entityToRead } from './entity.js';
import { prepareFor, systemView, toolsFor } from './prepare.js';
import { readLabels } from './read/labels.js';
import { restoreRecord } from './restore.js';
import { compileCount, compileQuery } from './sql/compile-query.js';
import { selectRows } from './sql/fragment.js';
import type { HistoryChanges } from './write/history-changes.js';
import { notAllowed } from './write/reach.js';

export interface TrashRow {
  readonly id: string;
  readonly label: string | null;
  readonly deletedAt: string;
  readonly deletedBy: { readonly id: string; readonly label: string | null } | null;
  /**
   * Of a record that went by being merged: the one that stayed, null where the reader may not see it (or it was taken out
   * for good). `deleted`: it lies in the trash itself.
   */
  readonly mergedInto?: { readonly id: string; readonly label: string | null; readonly deleted: boolean } | null;
}

/** Newest first. Throws 403 ACTION_NOT_ALLOWED for somebody who may delete nothing here. */
export async function listTrash(
  context: Context,
  name: string,
  request: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly TrashRow[]; readonly total: number }> {
  const entity = entityToRead(context, name);
  const { access, database } = context;
  if (!access.mayEver('delete', name)) throw notAllowed(entity, 'delete');
  const query: Query = {
    entity: name,
    select: ['id', 'updated_at', 'updated_by', 'version'].map((path) => ({ path })),
    // The rules themselves may speak of fields that the person does not see: they are asked by the system.
    where: { and: [access.filter('read', name), access.filter('delete', name)] },
    sort: [{ by: 'updated_at', descending: true }],
    ...request,
  };
  const bound = prepareFor(context, query, { access: systemView(context) });
  const tools = toolsFor(context);
  const compiled = compileQuery(tools, bound, { deleted: 'only' });
  const found = await selectRows(database.read, compiled.statement);
  const rows = found.map((row) => compiled.read(row).map((value) => (value === null ? null : String(value))));
  const [count] = await selectRows(database.read, compileCount(tools, bound, countCap + 1, { deleted: 'only' }));
  const labels = await readLabels(context, name, rows.map(([id]) => id!), database.read, { deleted: 'only' }); // prettier-ignore
  const people = await readLabels(context, 'user', rows.flatMap(([, , by]) => by ?? [])); // prettier-ignore
  const survivors = await survivorsOf(context, name, new Map(rows.map(([id, , , version]) => [id!, Number(version)])));
  return {
    rows: rows.map(([id, at, by]) => ({
      id: id!,
      label: labels.get(id!) ?? null,
      deletedAt: at!,
      deletedBy: by ? { id: by, label: people.get(by) ?? null } : null,
      ...(survivors.has(id!) ? { mergedInto: survivors.get(id!)! } : {}),
    })),
    total: Number(Object.values(count ?? {})[0] ?? 0),
  };
}

/** Of those of these records that were merged when they went, by id; the history says so of the version they have. */
async function survivorsOf(
  context: Context,
  name: string,
  versions: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, NonNullable<TrashRow['mergedInto']> | null>> {
  const lines = await context.database
    .read('sys_history')
    .where({ entity: name, action: 'merged' })
    .whereIn('record_id', [...versions.keys()])
    .select<{ record_id: string; version: number; changes: string }[]>('record_id', 'version', 'changes');
  const into = new Map<string, string>();
  for (const { record_id: id, version, changes } of lines) {
    if (versions.get(id) !== Number(version)) continue;
    into.set(id, (JSON.parse(changes) as HistoryChanges).merge!.into!);
  }
  if (into.size === 0) return new Map();
  const names = await readLabels(context, name, into.values(), undefined, { deleted: 'with' });
  const there = await readLabels(context, name, names.keys());
  return new Map([...into].map(([id, other]) => [id, names.has(other) ? { id: other, label: names.get(other) ?? null, deleted: !there.has(other) } : null])); // prettier-ignore
}

export interface RestoreResult {
  readonly id: string;
  readonly restored: boolean;
  /** Why not, as an answer to the single restoration would say. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** Each for itself: what cannot come back is told, the others do. */
export async function restoreMany(
  context: Context,
  name: string,
  ids: readonly string[],
): Promise<readonly RestoreResult[]> {
  const results: RestoreResult[] = [];
  const refused = countFailures(context);
  for (const id of ids) {
    try {
      await restoreRecord(context, name, id);
      results.push({ id, restored: true });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) throw error;
      refused.add([error]);
      results.push({ id, restored: false, error: { code: error.code, message: error.message } });
    }
  }
  refused.tell();
  return results;
}
