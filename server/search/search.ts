/**
 * Search over everything a person may see:
 *
 *   text -> words -> how often are they there, in readable fields?
 *        -> few: the index names the records, the gate says which may be seen
 *           many: the gate lists what may be seen and says so, the newest first
 *        -> do they still hold every word? -> excerpts -> groups in the order of the menu
 *
 * The index proposes, the gate decides: a hit in a field that may not be read counts as none.
 */
import type { Entity } from '../../metadata/model/model.js';
import type { MenuEntry } from '../../metadata/schema/app.js';
import { queryWords } from '../../metadata/search/tokens.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { badRequest } from '../errors.js';
import { menuOf } from '../records/app/app.js';
import { entityToRead } from '../records/entity.js';
import type { Place } from './candidates.js';
import { indexedFields, searchFold } from './index-rows.js';
import { looksOf } from './looks.js';
import { readGroup, type SearchHit } from './read-group.js';
import { settleIndex } from './settle-index.js';

export interface SearchRequest {
  readonly text: string;
  /** Only records of this entity. */
  readonly entity?: string;
  /** Results of one entity: 5 unless stated. */
  readonly limit?: number;
}

export interface SearchAnswer {
  readonly groups: readonly {
    readonly entity: string;
    readonly rows: readonly SearchHit[];
    /** There are others beside these. */
    readonly more: boolean;
  }[];
}

const mostWords = 12;
const shortGroup = 5;

export async function searchRecords(context: Context, request: SearchRequest): Promise<SearchAnswer> {
  const words = queryWords(request.text, searchFold);
  if (words.length > mostWords) {
    const words = say`A search may have ${{ most: mostWords }} words; a run of Chinese characters counts one for each pair. Use fewer.`;
    throw badRequest('TOO_MANY_WORDS', words, { path: 'q' });
  }
  const places = placesOf(context, request.entity);
  const limit = request.limit ?? shortGroup;
  if (words.length === 0) return { groups: [] };
  await settleIndex(context);
  const looks = await looksOf(context, places, words);
  const groups = await Promise.all(
    places.map((place) => readGroup(context, { place, limit, looks: looks.filter((look) => look.place === place) })),
  );
  return { groups: groups.filter((group) => group.rows.length > 0) };
}

/** Entities in the order of the menu, then the others; each with the fields that the reader may read. */
function placesOf(context: Context, only: string | undefined): readonly Place[] {
  const { access, release } = context;
  const all = [...release.model.entities.values()];
  const order = new Map(listsOf(menuOf(context)?.entries ?? []).map((name, index) => [name, index]));
  const placeOf = (entity: Entity): number => order.get(entity.name) ?? order.size;
  const entities = only === undefined ? all : [entityToRead(context, only)];
  return entities
    .filter((entity) => !entity.link && access.mayEver('read', entity.name))
    .sort((a, b) => placeOf(a) - placeOf(b))
    .map((entity) => ({ entity, fields: indexedFields(entity).filter((field) => access.canRead(field)) }))
    .filter(({ fields }) => fields.length > 0);
}

function listsOf(entries: readonly MenuEntry[]): readonly string[] {
  const names = entries.flatMap((entry) =>
    entry.type === 'list' ? [entry.entity] : entry.type === 'group' ? listsOf(entry.entries) : [],
  );
  return [...new Set(names)];
}
