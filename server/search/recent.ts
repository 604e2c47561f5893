/** The records a person opened last, newest first: their own list, of which they see what they may still see. */
import type { Context } from '../context.js';
import { getRecord } from '../records/get.js';
import { readLabels } from '../records/read/labels.js';

export interface RecentRecord {
  readonly entity: string;
  readonly id: string;
  readonly label: string | null;
}
type Kept = Pick<RecentRecord, 'entity' | 'id'>;

const most = 20;
const row = (context: Context) => ({ user_id: context.principal.id, kind: 'recent', name: 'records', what: 'opened' });

/** Text that is none reads as an empty list. */
function parse(text: unknown): readonly Kept[] {
  try {
    return JSON.parse(String(text)) as readonly Kept[];
  } catch {
    return [];
  }
}

export async function readRecent(context: Context): Promise<readonly RecentRecord[]> {
  const held = (await context.database.read('sys_personal').where(row(context)).first('body')) as
    { readonly body: unknown } | undefined;
  const kept = held ? parse(held.body) : [];
  const labels = new Map<string, ReadonlyMap<string, string | null>>();
  for (const name of new Set(kept.map(({ entity }) => entity))) {
    // An entity that was dropped, or that may not be read any more, is left out.
    const { access, release } = context;
    if (!release.model.entities.has(name) || !access.mayEver('read', name)) continue;
    const ids = kept.filter(({ entity }) => entity === name).map(({ id }) => id);
    labels.set(name, await readLabels(context, name, ids));
  }
  return kept.flatMap(({ entity, id }) => {
    const label = labels.get(entity)?.get(id);
    return label === undefined ? [] : [{ entity, id, label }];
  });
}

/** Puts a record first; 404 for one that may not be seen. */
export async function keepRecent(context: Context, record: Kept): Promise<void> {
  await getRecord(context, record.entity, record.id, ['id']);
  await context.database.write(async (transaction) => {
    const key = row(context);
    const held = (await transaction('sys_personal').where(key).first('body')) as { readonly body: unknown } | undefined;
    const others = (held ? parse(held.body) : []).filter(
      ({ entity, id }) => entity !== record.entity || id !== record.id,
    );
    const body = JSON.stringify([record, ...others].slice(0, most));
    const updated_at = context.clock.now().toISOString();
    await transaction('sys_personal')
      .insert({ ...key, body, updated_at })
      .onConflict(['user_id', 'kind', 'name', 'what'])
      .merge(['body', 'updated_at']);
  });
}
