/**
 * What the index knows of words, by entity and in the fields that the reader may read: how often they are there, and which
 * records hold all of them, the best first. Which of these the reader may see is asked of the gate afterwards (search.ts).
 */
import type { Entity, Field } from '../../metadata/model/model.js';
import { isName } from '../../metadata/search/fields.js';
import type { QueryWord } from '../../metadata/search/tokens.js';
import type { Context } from '../context.js';
import { joinFragments, raw, selectRows, sql, valueList, type Fragment } from '../records/sql/fragment.js';

/** An entity with the fields of it that may be searched by somebody. */
export interface Place {
  readonly entity: Entity;
  readonly fields: readonly Field[];
}

type Runner = Pick<Context, 'database'>;

/** Counts no further than one more than this. */
export const fewHits = 1000;

/** Above every text that begins with what stands before it, in both engines' order of code points. */
const last = '\u{10ffff}';

/** How many index rows each word has in each place, in the order of `places`; one statement. */
export async function countWords(
  { database }: Runner,
  places: readonly Place[],
  words: readonly QueryWord[],
): Promise<readonly (readonly number[])[]> {
  if (places.length === 0 || words.length === 0) return places.map(() => words.map(() => 0));
  const parts = places.flatMap((place, row) =>
    words.map((word, column) => {
      const some = sql`select 1 as one from sys_search where ${holds(place, word)} limit ${fewHits + 1}`;
      const at = raw(`${row} as place, ${column} as word`);
      return sql`select ${at}, count(*) as hits from (${some}) as ${raw(`c${row}_${column}`)}`;
    }),
  );
  const counts = places.map(() => words.map(() => 0));
  for (const row of await selectRows(database.read, joinFragments(parts, ' union all '))) {
    counts[Number(row['place'])]![Number(row['word'])] = Number(row['hits']);
  }
  return counts;
}

/** Words in a place; the one at `rarest` has few hits there. */
export interface PlaceWords {
  readonly place: Place;
  readonly words: readonly QueryWord[];
  readonly rarest: number;
}

interface Hit {
  readonly id: string;
  readonly field: string;
  readonly token: string;
}

/**
 * Ids of the records that hold all words, in the order of `asked`: those of the rarest word, of which the others are
 * looked up. A name counts more than another field, a whole word more than its beginning, then the newest come first.
 */
export async function findCandidates(
  { database }: Runner,
  asked: readonly PlaceWords[],
): Promise<readonly (readonly string[])[]> {
  const select = async (conditions: readonly Fragment[]): Promise<readonly Hit[][]> => {
    const found: Hit[][] = asked.map(() => []);
    if (conditions.length === 0) return found;
    for (const row of await selectRows(database.read, joinFragments(conditions, ' union all '))) {
      const [id, field, token] = [String(row['record_id']), String(row['field']), String(row['token'])];
      found[Number(row['place'])]!.push({ id, field, token });
    }
    return found;
  };
  const from = (index: number, condition: Fragment): Fragment =>
    sql`select ${raw(String(index))} as place, record_id, field, token from sys_search where ${condition}`;
  const rare = await select(asked.map(({ place, words, rarest }, n) => from(n, holds(place, words[rarest]!))));
  const others = await select(
    asked.flatMap(({ place, words, rarest }, n) => {
      const ids = [...new Set(rare[n]!.map(({ id }) => id))];
      if (words.length === 1 || ids.length === 0) return [];
      const rest = words.filter((_, index) => index !== rarest).map((word) => holds(place, word));
      return [from(n, sql`record_id in ${valueList(ids)} and ((${joinFragments(rest, ') or (')}))`)];
    }),
  );
  return asked.map(({ place, words }, n) => ranked(place, words, [...rare[n]!, ...others[n]!]));
}

function holds({ entity, fields }: Place, { token, prefix }: QueryWord): Fragment {
  const among = valueList(fields.map((field) => field.id));
  const matches = prefix ? sql`token >= ${token} and token < ${token + last}` : sql`token = ${token}`;
  return sql`entity = ${entity.name} and ${matches} and field in ${among}`;
}

function ranked({ entity, fields }: Place, words: readonly QueryWord[], hits: readonly Hit[]): readonly string[] {
  const names = new Set(fields.filter((field) => isName(entity, field)).map((field) => field.id));
  /** The best of each word, by record. */
  const best = new Map<string, number[]>();
  for (const { id, field, token } of hits) {
    const points = best.get(id) ?? words.map(() => 0);
    best.set(id, points);
    words.forEach((word, index) => {
      if (word.prefix ? !token.startsWith(word.token) : token !== word.token) return;
      const worth = (token === word.token ? 2 : 1) + (names.has(field) ? 4 : 0);
      points[index] = Math.max(points[index]!, worth);
    });
  }
  const whole = [...best].filter(([, points]) => points.every((each) => each > 0));
  const sum = (points: readonly number[]): number => points.reduce((total, each) => total + each, 0);
  return whole.sort((a, b) => sum(b[1]) - sum(a[1]) || (a[0] < b[0] ? 1 : -1)).map(([id]) => id);
}
