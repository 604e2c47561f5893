/**
 * Computes every roll-up, and every stored formula beside one, again and puts right what differs. Writes keep them, so a
 * difference is a fault somewhere (a row changed behind the server's back): it is reported by field.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Entity } from '../../metadata/model/model.js';
import type { Context } from '../context.js';
import { selectRows, raw, sql } from './sql/fragment.js';
import { changedFields } from './write/draft.js';
import { inWrite } from './write/in-write.js';
import { recompute, touchParents } from './write/parents.js';
import { rollUpsOf } from './write/roll-ups.js';

export interface RollUpRepair {
  /** Records that were looked at. */
  readonly checked: number;
  /** Fields whose value was another one, with the number of their records and one of these to look at. */
  readonly repaired: readonly {
    readonly entity: string;
    readonly field: string;
    readonly records: number;
    readonly example: string;
  }[];
}

/** Records of one transaction. */
const batch = 200;

/** `context` is the system's. A cancelled run stops between two batches; what it repaired stays. */
export async function repairRollUps(
  context: Context,
  options: { readonly signal?: AbortSignal; progress?(checked: number): void } = {},
): Promise<RollUpRepair> {
  const found = new Map<string, { entity: string; field: string; records: number; example: string }>();
  let checked = 0;
  for (const entity of context.release.model.entities.values()) {
    if (rollUpsOf(entity).length === 0) continue;
    for (let after = ''; ;) {
      options.signal?.throwIfAborted();
      const ids = await idsAfter(context, entity, after);
      if (ids.length === 0) break;
      for (const [field, records] of await repairBatch(context, entity, ids)) {
        const key = `${entity.name} ${field}`;
        const held = found.get(key) ?? { entity: entity.name, field, records: 0, example: records[0]! };
        found.set(key, { ...held, records: held.records + records.length });
      }
      after = ids.at(-1)!;
      checked += ids.length;
      options.progress?.(checked);
      await breathe();
    }
  }
  return { checked, repaired: [...found.values()] };
}

async function idsAfter(context: Context, entity: Entity, after: string): Promise<readonly string[]> {
  const table = raw(context.database.dialect.quote(entity.table));
  const where = sql`id > ${after} and deleted_at is null`;
  const rows = await selectRows(context.database.read, sql`select id from ${table} where ${where} order by id limit ${batch}`); // prettier-ignore
  return rows.map((row) => String(row['id']));
}

/** Ids of the repaired records by field. */
async function repairBatch(
  context: Context,
  entity: Entity,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  return inWrite(
    context,
    async (write) => {
      const changed = await recompute(write, entity, ids, rollUpsOf(entity));
      await touchParents(write, changed);
      const fields = new Map<string, string[]>();
      for (const draft of changed) {
        for (const name of changedFields(draft)) {
          if (entity.fields.get(name)?.system) continue;
          fields.set(name, [...(fields.get(name) ?? []), draft.id]);
        }
      }
      return fields;
    },
    { bulk: true },
  );
}
