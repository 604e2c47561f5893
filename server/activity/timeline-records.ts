/** Records of other entities in a timeline (`timeline` of an entity): calls and visits, newest first, as their reader may see them. */
import type { Entity } from '../../metadata/model/model.js';
import { encodeCursor } from '../../metadata/query/cursor.js';
import type { TimelineSource } from '../../metadata/schema/entity.js';
import type { Context } from '../context.js';
import { listRecords } from '../records/list.js';
import { readLabels } from '../records/read/labels.js';

/** A record as a timeline shows it; `values` are of the fields that its source shows, references as everywhere. */
export interface TimelineRecord {
  readonly entity: string;
  readonly id: string;
  readonly label: string | null;
  /** Whose it is; absent where its owner may not be seen or nobody is. */
  readonly by?: { readonly id: string; readonly label: string | null };
  readonly values: Readonly<Record<string, unknown>>;
}

export interface DatedRecord {
  readonly at: string;
  readonly record: TimelineRecord;
}

/** The last record of a source that was shown. */
export interface SourcePlace {
  readonly at: string;
  readonly id: string;
}

/** Sources whose entity, look-up and time this reader may see, in the document's order. */
export function readableSources({ access, release }: Context, { document }: Entity): readonly TimelineSource[] {
  return (document.timeline ?? []).filter(({ entity, field, at }) => {
    const from = release.model.entities.get(entity);
    const named = [from?.fields.get(field), from?.fields.get(at)];
    return access.mayEver('read', entity) && named.every((each) => each !== undefined && access.canRead(each));
  });
}

/** At most `limit` records behind the place, those without a time left out. */
export async function readSource(
  context: Context,
  { entity, field, at, show = [] }: TimelineSource,
  { id, limit, after }: { readonly id: string; readonly limit: number; readonly after?: SourcePlace | undefined },
): Promise<readonly DatedRecord[]> {
  const { fields } = context.release.model.entities.get(entity)!;
  const may = (name: string): boolean => {
    const found = fields.get(name);
    return found !== undefined && context.access.canRead(found);
  };
  const shown = show.filter(may);
  const sort = [{ by: at, descending: true }];
  const { rows } = await listRecords(context, entity, {
    fields: [...new Set([at, ...shown, ...(may('owner') ? ['owner'] : [])])],
    filter: {
      and: [
        { field, op: 'eq', value: id },
        { field: at, op: 'isNotNull' },
      ],
    },
    sort,
    limit,
    ...(after ? { after: encodeCursor({ keys: [after.at], id: after.id }, [{ as: at, descending: true }]) } : {}),
  });
  const labels = await readLabels(
    context,
    entity,
    rows.map((row) => String(row['id'])),
  );
  return rows.map((row) => {
    const owner = row['owner'] as TimelineRecord['by'] | null | undefined;
    return {
      at: String(row[at]),
      record: {
        entity,
        id: String(row['id']),
        label: labels.get(String(row['id'])) ?? null,
        ...(owner ? { by: { id: owner.id, label: owner.label } } : {}),
        values: Object.fromEntries(shown.map((name) => [name, row[name] ?? null])),
      },
    };
  }); // prettier-ignore
}
