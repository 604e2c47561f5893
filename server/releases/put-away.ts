/**
 * Values of fields and entities that no document has any more. Their columns and tables are kept: the same field brings
 * them back. After `keptDays`, and once a backup holds them that was verified, whoever operates the site may take them out for
 * good, by their name and the number of values that they saw.
 *
 *   versions of entities in earlier releases -> columns and tables that the live release has no use for
 *     -> those that still stand, with since when -> journaled, taken out, one at a time, under the publish lock
 */
import type { Registries } from '../../metadata/contributions.js';
import { holdsPutAway, purgeName, type LastBackup, type PutAway } from '../../metadata/document/put-away.js';
import { compileModel } from '../../metadata/model/compile.js';
import type { FieldDocument } from '../../metadata/schema/entity.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { say } from '../../metadata/words.js';
import { recordEvent } from '../access/audit.js';
import type { Context } from '../context.js';
import { readLastBackup } from '../backup/last-backup.js';
import type { Database } from '../database/database.js';
import { tableInfo } from '../database/schema.js';
import { conflict, notFound } from '../errors.js';
import { readEarlierVersions, type EntityVersion } from './document-rows.js';
import { physicalTables } from './physical.js';
import { finishPurge, journalPurge } from './purge-journal.js';
import type { LoadedRelease } from './store.js';

export const keptDays = 30;
const dayMs = 86_400_000;

interface Place extends Pick<PutAway, 'id' | 'entity' | 'field' | 'label' | 'archived' | 'was'> {
  readonly table: string;
  /** Empty: the table itself. */
  readonly columns: readonly string[];
  /** The last release that had it. */
  readonly last: number;
}

export interface PurgeRequest {
  readonly id: string;
  /** As many as were seen. */
  readonly values: number;
  /** The consent: `purgeName` of the id, typed. */
  readonly name: string;
}

type Tools = { readonly database: Database; readonly registries: Registries };

/** What is put away and still there, by id. */
export async function listPutAway(tools: Tools, live: LoadedRelease): Promise<readonly PutAway[]> {
  const places = await standing(tools.database, placesOf(await earlierOf(tools, live), live, tools.registries));
  return Promise.all(places.map((place) => describe(tools.database, place)));
}

/**
 * The live documents without an archived field, which is how one is published before its values go; undefined for what no
 * document has. Refuses as `purgePutAway` does.
 */
export async function withoutArchived(
  context: Context,
  live: LoadedRelease,
  request: PurgeRequest,
): Promise<readonly Document[] | undefined> {
  const { place } = await findPlace(context, live, request);
  if (!place.archived) return undefined;
  return live.documents.map(({ document }) =>
    document.kind === 'entity' && document.name === place.entity
      ? { ...document, fields: document.fields.filter(({ name }) => name !== place.field) }
      : document,
  );
}

/**
 * Takes out one of them; the caller holds the publish lock. 409 KEPT_FOR_NOW before its time, BACKUP_NEEDED without a verified
 * backup that is younger than the release without it, CONSENT_REQUIRED for another name, COUNT_CHANGED when it is not as many
 * values as were seen; 404 for what is not put away. There is no way back but that backup.
 */
export async function purgePutAway(context: Context, live: LoadedRelease, request: PurgeRequest): Promise<PutAway> {
  const { database } = context;
  const { place, found, backup } = await findPlace(context, live, request);
  const { id, values } = request;
  // Written first: DDL of MySQL ends any transaction, and what went must not go untold.
  const data = {
    id,
    entity: place.entity,
    ...(place.field === undefined ? {} : { field: place.field }),
    values,
    backup: { at: backup.at, file: backup.file },
  };
  await database.write(async (transaction) => {
    await recordEvent(context, transaction, { type: 'fields.purged', userId: context.principal.id, data });
    await journalPurge(transaction, place);
  });
  await finishPurge(database);
  return found;
}

async function findPlace(
  context: Context,
  live: LoadedRelease,
  { id, values, name }: PurgeRequest,
): Promise<{ readonly place: Place; readonly found: PutAway; readonly backup: LastBackup }> {
  const { database, registries, clock } = context;
  const places = placesOf(await earlierOf(context, live), live, registries);
  const [place] = await standing(database, places.filter((each) => each.id === id)); // prettier-ignore
  if (!place) throw notFound();
  const found = await describe(database, place);
  if (clock.now().toISOString() < found.until) {
    throw conflict('KEPT_FOR_NOW', say`What is put away is kept for ${{ days: keptDays }} days: this may go from ${{ day: found.until.slice(0, 10) }} on.`, { details: found }); // prettier-ignore
  }
  const backup = await readLastBackup(database);
  if (!backup || !holdsPutAway(backup, found)) {
    throw conflict('BACKUP_NEEDED', say`What is put away goes only when a verified backup has it: make one first, with "trellis backup". The last one is of ${{ at: backup?.at ?? '–' }}.`, { details: found }); // prettier-ignore
  }
  if (name !== purgeName(id)) {
    throw conflict('CONSENT_REQUIRED', say`Purging must be agreed to by name: "${{ name: purgeName(id) }}".`, { details: found }); // prettier-ignore
  }
  if (found.values !== values) {
    const words = say`${{ count: found.values }} values would go, not ${{ shown: values }}. Look again and confirm the new number.`;
    throw conflict('COUNT_CHANGED', words, { details: found });
  }
  return { place, found, backup };
}

const earlierOf = ({ database }: Pick<Tools, 'database'>, live: LoadedRelease) =>
  readEarlierVersions(database.read, live.number, live.documents);

/** By id: everything that earlier releases had in the database and the live one has not, or has archived. */
function placesOf(earlier: readonly EntityVersion[], live: LoadedRelease, registries: Registries): readonly Place[] {
  const kept = physicalTables(live.model, registries);
  const found = new Map<string, Place>();
  for (const { document, release: last } of earlier) {
    const model = compileModel([document], registries);
    for (const { entity, table, columns } of physicalTables(model, registries).values()) {
      const link = model.entities.get(entity)?.link;
      const place = link ? { entity: link.entity, field: link.field } : { entity };
      const held = kept.get(table);
      if (!held) {
        const id = link ? `field ${link.entity}.${link.field}` : `entity ${entity}`;
        const label = link ? document.fields.find(({ name }) => name === link.field)?.label : document.label;
        found.set(id, { id, ...place, label: label ?? link?.field ?? entity, table, columns: [], last });
        continue;
      }
      const now = live.model.entities.get(entity)?.document;
      for (const [column, { field: path }] of columns) {
        // Parts go with their composite.
        const field = path.split('.')[0]!;
        const then = document.fields.find(({ name }) => name === field);
        const stated = then && now?.fields.find(({ id }) => id === then.id);
        if (held.columns.has(column) && !stated?.archived) continue;
        const change = changeOf({ entity, field, column }, then, stated);
        if (!change) continue;
        const before = found.get(change.id);
        // A version that had it archived already counts no day anew.
        const since = then?.archived ? (before?.last ?? last) : last;
        found.set(change.id, {
          ...change, entity, field, label: then?.label ?? field, table, columns: [...new Set([...(before?.columns ?? []), column])], last: since,
        }); // prettier-ignore
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What became of a column's field: archived, gone, or live with values of another type; undefined for its companions. */
function changeOf(
  { entity, field, column }: { readonly entity: string; readonly field: string; readonly column: string },
  then: FieldDocument | undefined,
  now: FieldDocument | undefined,
): Pick<Place, 'id' | 'archived' | 'was'> | undefined {
  if (now?.archived) return { id: `field ${entity}.${field}`, archived: true };
  if (!now || !then) return { id: `field ${entity}.${field}` };
  const own = then.column ?? then.name;
  if (own === (now.column ?? now.name)) return undefined;
  return column === own || column.startsWith(`${own}_`) ? { id: `column ${entity}.${own}`, was: then.type } : undefined;
}

/** Those whose table or columns are there, with the columns that are. */
async function standing(database: Database, places: readonly Place[]): Promise<readonly Place[]> {
  const found: Place[] = [];
  for (const place of places) {
    const info = await tableInfo(database, place.table);
    const columns = place.columns.filter((column) => info?.columns.has(column));
    if (info && (place.columns.length === 0 || columns.length > 0)) found.push({ ...place, columns });
  }
  return found;
}

async function describe({ read }: Database, place: Place): Promise<PutAway> {
  const { id, entity, field, label, archived, was, table, columns, last } = place;
  const next = (await read('sys_release')
    .select('created_at')
    .where({ state: 'live' })
    .where('number', '>', last)
    .orderBy('number')
    .first()) as { created_at: string } | undefined;
  const since = next?.created_at ?? '';
  const counting = read(table).count({ n: '*' });
  if (columns.length > 0) void counting.where((any) => columns.forEach((column) => void any.orWhereNotNull(column)));
  const row = (await counting.first()) as { n: unknown } | undefined;
  return {
    id,
    entity,
    ...(field === undefined ? {} : { field }),
    label,
    ...(archived ? { archived } : {}),
    ...(was === undefined ? {} : { was }),
    release: last,
    since,
    until: new Date(Date.parse(since) + keptDays * dayMs).toISOString(),
    values: Number(row?.n ?? 0),
  };
}
