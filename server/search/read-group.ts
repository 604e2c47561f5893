/** What is found in one place: rows that the gate lets through, which hold every word in what the reader sees of them. */
import { excerptOf, type Mark } from '../../metadata/search/excerpt.js';
import { isName } from '../../metadata/search/fields.js';
import { holdsWord, indexTokens, type QueryWord } from '../../metadata/search/tokens.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { Label } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { readingOf } from '../fold.js';
import { listRecords } from '../records/list.js';
import { readLabels } from '../records/read/labels.js';
import type { Place } from './candidates.js';
import { searchFold } from './index-rows.js';
import type { Look } from './looks.js';

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

type Row = Readonly<Record<string, unknown>>;

interface Wanted {
  readonly place: Place;
  readonly limit: number;
  readonly looks: readonly Look[];
}

type Found = Omit<SearchHit, 'label'>;

export async function readGroup(context: Context, { place, limit, looks }: Wanted) {
  const { entity } = place;
  const hits = new Map<string, Found>();
  for (const look of looks) {
    for await (const rows of look.ids ? rowsOf(context, look.ids, look, limit + 1) : newestRows(context, look)) {
      for (const row of rows) {
        const id = String(row['id']);
        const excerpt = hits.has(id) ? undefined : explainHit(place, row, look.words);
        if (excerpt) hits.set(id, { entity: entity.name, id, excerpt });
      }
      if (hits.size > limit) break;
    }
    if (hits.size > limit) break;
  }
  const shown = [...hits.values()].slice(0, limit);
  const labels = await readLabels(context, entity.name, shown.map(({ id }) => id)); // prettier-ignore
  const rows = shown.map((hit) => ({ ...hit, label: labels.get(hit.id) ?? null }));
  return { entity: entity.name, rows, more: hits.size > limit };
}

/** Candidates that one request asks the gate for. */
const asked = 200;

/** Those of the candidates that may be seen, in their order, so many at a time. */
async function* rowsOf(
  context: Context,
  ids: readonly string[],
  { place }: Look,
  size: number,
): AsyncGenerator<readonly Row[]> {
  const { entity, fields } = place;
  const readByIds = async (among: readonly string[], names: readonly string[]) => {
    const filter: Filter = { field: 'id', op: 'in', value: [...among] };
    const { rows } = await listRecords(context, entity.name, { filter, fields: names, limit: asked });
    return new Map<string, Row>(rows.map((row) => [String(row['id']), row]));
  };
  const names = fields.map((field) => field.name);
  for (let from = 0; from < ids.length; from += asked) {
    const page = ids.slice(from, from + asked);
    const seen = page.length > size ? await readByIds(page, ['id']) : undefined;
    const visible = seen ? page.filter((id) => seen.has(id)) : page;
    for (let at = 0; at < visible.length; at += size) {
      const part = visible.slice(at, at + size);
      const rows = await readByIds(part, names);
      yield part.map((id) => rows.get(id)).filter((row) => row !== undefined);
    }
  }
}

/** Records that a person looks through at most, where words are in a great many. */
const mostPages = 20;
const pageSize = 50;

/** What may be seen and holds the words somewhere, the newest first. */
async function* newestRows(context: Context, { place, words }: Look): AsyncGenerator<readonly Row[]> {
  const { entity, fields } = place;
  const names = fields.map((field) => field.name);
  const has = (word: QueryWord): Filter => ({
    or: names.map((field): Filter => ({ field, op: 'contains', value: word.token })),
  });
  const request = {
    filter: { and: words.map(has) },
    fields: names,
    sort: [{ by: 'id', descending: true }],
    limit: pageSize,
  };
  let after: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { rows, next } = await listRecords(context, entity.name, { ...request, ...(after ? { after } : {}) });
    yield rows;
    if (next === undefined) return;
    after = next;
  }
}

/** Undefined when the record, as the reader sees it now, does not hold every word: the index may be older than it. */
function explainHit(
  { entity, fields }: Place,
  row: Row,
  words: readonly QueryWord[],
): SearchHit['excerpt'] | undefined {
  const texts = fields.flatMap((field) => {
    const value = field.name.split('.').reduce<unknown>((at, name) => (at as Row | null | undefined)?.[name], row);
    return typeof value === 'string' ? [{ field, value, tokens: indexTokens(value, searchFold, readingOf) }] : [];
  });
  if (!words.every((word) => texts.some(({ tokens }) => holdsWord(tokens, word)))) return undefined;
  const named = texts.sort((a, b) => Number(isName(entity, b.field)) - Number(isName(entity, a.field)));
  return named.flatMap(({ field, value }) => {
    const excerpt = excerptOf(value, words, searchFold, readingOf);
    return excerpt ? [{ field: field.name, label: field.label, ...excerpt }] : [];
  });
}
