/** How the words of a search are looked for in each place: by the index where it has few hits, else by the gate. */
import type { QueryWord } from '../../metadata/search/tokens.js';
import type { Context } from '../context.js';
import { countWords, fewHits, findCandidates, type Place } from './candidates.js';

/** Words to look for in a place; ids of candidates where the index has few. */
export interface Look {
  readonly place: Place;
  readonly words: readonly QueryWord[];
  readonly ids?: readonly string[];
}

/**
 * Places that have all words. Where a beginning is of few, whole words come first by their rank; where it is of many, they are
 * looked for by themselves before.
 */
export async function looksOf(
  context: Context,
  places: readonly Place[],
  words: readonly QueryWord[],
): Promise<readonly Look[]> {
  const whole = words.map((word) => ({ ...word, prefix: false }));
  const end = words.at(-1)!;
  const counts = await countWords(context, places, end.prefix ? [...whole, end] : whole);
  const asks = places.flatMap((place, row) => {
    const hits = counts[row]!;
    const first = { place, words: whole, hits: hits.slice(0, whole.length) };
    if (!end.prefix) return [first];
    const begun = { place, words, hits: [...hits.slice(0, whole.length - 1), hits.at(-1)!] };
    return Math.min(...begun.hits) <= fewHits ? [begun] : [first, begun];
  });
  const found = asks
    .filter(({ hits }) => hits.every((count) => count > 0))
    .map((ask) => ({ ...ask, rarest: ask.hits.indexOf(Math.min(...ask.hits)) }));
  const few = found.filter(({ hits, rarest }) => hits[rarest]! <= fewHits);
  const ids = new Map((await findCandidates(context, few)).map((each, index) => [few[index], each]));
  return found.map((ask) => {
    const own = ids.get(ask);
    return { place: ask.place, words: ask.words, ...(own ? { ids: own } : {}) };
  });
}
