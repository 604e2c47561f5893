/**
 * Search over everything a person may see:
 *
 *   text -> words -> index (readable fields only) -> candidates by entity
 *        -> the one gate (rows, fields) -> do they still hold every word? -> excerpts -> groups in the order of the menu
 *
 * The index proposes, the gate decides: a hit in a field that may not be read counts as none.
 */
import type { Entity } from '../../metadata/model/model.js';
import type { MenuEntry } from '../../metadata/schema/app.js';
import { excerptOf, type Mark } from '../../metadata/search/excerpt.js';
import { isName } from '../../metadata/search/fields.js';
import { holdsWord, indexTokens, queryWords, type QueryWord } from '../../metadata/search/tokens.js';
import type { Label } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { badRequest } from '../errors.js';
import { menuOf } from '../records/app/app.js';
import { entityToRead } from '../records/entity.js';
import { listRecords } from '../records/list.js';
import { readLabels } from '../records/read/labels.js';
import { findCandidates, type Place } from './candidates.js';
import { indexedFields, searchFold } from './index-rows.js';

export interface SearchRequest {
  readonly text: string;
  /** Only records of this entity. */
  readonly entity?: string;
  /** Results of one entity: 5 unless stated. */
  readonly limit?: number;
}

export interface SearchHit {
  readonly entity: string;
  readonly id: string;
  readonly label: string | null;
  readonly excerpt: readonly {
    readonly field: string;
    readonly label: Label;
    readonly text: string;
    readonly marks: readonly Mark[];
  }[];
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
/** Records of one entity that the gate is asked about: pages of a list at most so many. */
const pageSize = 200;
const mostPages = 5;
const shortGroup = 5;

export async function searchRecords(context: Context, request: SearchRequest): Promise<SearchAnswer> {
  const words = queryWords(request.text, searchFold);
  if (words.length > mostWords) {
    const words = say`A search may have ${{ most: mostWords }} words; a run of Chinese characters counts one for each pair. Use fewer.`;
    throw badRequest('TOO_MANY_WORDS', words, { path: 'q' });
  }
  const places = placesOf(context, request.entity);
  const limit = request.limit ?? shortGroup;
  // What the gate leaves out must not push out what it lets through.
  const candidates = await findCandidates(context, places, words, pageSize * mostPages);
  const groups = await Promise.all(
    places
      .filter(({ entity }) => candidates.has(entity.name))
      .map((place) => readGroup(context, place, { ids: candidates.get(place.entity.name)!, words, limit })),
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

interface Wanted {
  readonly ids: readonly string[];
  readonly words: readonly QueryWord[];
  readonly limit: number;
}

async function readGroup(context: Context, place: Place, { ids, words, limit }: Wanted) {
  const { entity } = place;
  const hits: Omit<SearchHit, 'label'>[] = [];
  for (let from = 0; from < ids.length && hits.length <= limit; from += pageSize) {
    const page = ids.slice(from, from + pageSize);
    const { rows } = await listRecords(context, entity.name, {
      filter: { field: 'id', op: 'in', value: [...page] },
      fields: place.fields.map((field) => field.name),
      limit: pageSize,
    });
    const seen = new Map(rows.map((row) => [String(row['id']), row]));
    for (const id of page) {
      const row = seen.get(id);
      const excerpt = row && explainHit(place, row, words);
      if (excerpt) hits.push({ entity: entity.name, id, excerpt });
    }
  }
  const shown = hits.slice(0, limit);
  const labels = await readLabels(context, entity.name, shown.map(({ id }) => id)); // prettier-ignore
  const rows = shown.map((hit) => ({ ...hit, label: labels.get(hit.id) ?? null }));
  return { entity: entity.name, rows, more: hits.length > limit };
}

type Row = Readonly<Record<string, unknown>>;

/** Undefined when the record, as the reader sees it now, does not hold every word: the index may be older than it. */
function explainHit(
  { entity, fields }: Place,
  row: Row,
  words: readonly QueryWord[],
): SearchHit['excerpt'] | undefined {
  const texts = fields.flatMap((field) => {
    const value = field.name.split('.').reduce<unknown>((at, name) => (at as Row | null | undefined)?.[name], row);
    return typeof value === 'string' ? [{ field, value, tokens: indexTokens(value, searchFold) }] : [];
  });
  if (!words.every((word) => texts.some(({ tokens }) => holdsWord(tokens, word)))) return undefined;
  const named = texts.sort((a, b) => Number(isName(entity, b.field)) - Number(isName(entity, a.field)));
  return named.flatMap(({ field, value }) => {
    const excerpt = excerptOf(value, words, searchFold);
    return excerpt ? [{ field: field.name, label: field.label, ...excerpt }] : [];
  });
}
