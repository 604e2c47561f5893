/**
 * What is bought together: rules "who has A (and B) also has C" over rows of a basket and an item, with
 *
 *   support = baskets with all of them ÷ all baskets
 *   confidence = baskets with all of them ÷ baskets with A (and B)
 *   lift = confidence ÷ (baskets with C ÷ all baskets): above 1 more often than by chance
 *
 * Sets are found by Apriori (metadata/transforms/frequent-items.ts). The highest lift comes first, then the most baskets.
 * Sources: R. Agrawal, T. Imieliński and A. Swami, Mining association rules between sets of items in large databases,
 * SIGMOD 1993 (support, confidence); S. Brin and others, Dynamic itemset counting, SIGMOD 1997 (lift).
 */
import { Type, type Static } from '@sinclair/typebox';
import type { ResultColumn, ResultRow, Transform } from '../../../../metadata/contributions.js';
import { divide } from '../../../../metadata/expression/decimal.js';
import { closed } from '../../../../metadata/schema/common.js';
import { columnName, columnOf, copied, keyOf, made } from '../../../../metadata/transforms/columns.js';
import { frequentSets } from '../../../../metadata/transforms/frequent-items.js';
import { compareText, labelText } from '../../../../metadata/value.js';

const options = closed({
  basket: columnName,
  item: columnName,
  /** The least share of baskets, 0.01 by default; at least two baskets. */
  minSupport: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  minConfidence: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  /** Items of a rule in all: 2 (default) or 3. */
  size: Type.Optional(Type.Union([Type.Literal(2), Type.Literal(3)])),
  /** Rules at most, 1000 by default. */
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20_000 })),
});
type Options = Static<typeof options>;
const read = (given: Readonly<Record<string, unknown>>) => given as unknown as Options;

const labels = {
  second: { en: 'and', 'zh-CN': '以及', 'zh-TW': '以及', es: 'y' },
  also: { en: 'Also bought', 'zh-CN': '同时购买', 'zh-TW': '同時購買', es: 'También compran' },
  count: { en: 'Together', 'zh-CN': '同时出现次数', 'zh-TW': '同時出現次數', es: 'Juntos' },
  baskets: { en: 'Baskets', 'zh-CN': '购物篮总数', 'zh-TW': '購物籃總數', es: 'Cestas' },
  support: { en: 'Support', 'zh-CN': '支持度', 'zh-TW': '支持度', es: 'Soporte' },
  confidence: { en: 'Confidence', 'zh-CN': '置信度', 'zh-TW': '信賴度', es: 'Confianza' },
  lift: { en: 'Lift', 'zh-CN': '提升度', 'zh-TW': '提升度', es: 'Lift' },
} as const;

function columns(input: readonly ResultColumn[], given: Readonly<Record<string, unknown>>, language: string) {
  const { item, size = 2 } = read(given);
  const of = columnOf(input, item);
  const named = (name: string, label: string): ResultColumn => ({ ...(of ?? { type: 'any' }), name, label });
  const share = { percent: true, additive: false } as const;
  return [
    named('item', of?.label ?? item),
    ...(size === 3 ? [named('item_2', labelText(labels.second, language))] : []),
    named('also', labelText(labels.also, language)),
    made('count', 'number', labels.count, language, { additive: false }),
    made('baskets', 'number', labels.baskets, language, { additive: false }),
    made('support', 'number', labels.support, language, share),
    made('confidence', 'number', labels.confidence, language, share),
    made('lift', 'number', labels.lift, language, { additive: false }),
  ];
}

/** Baskets as lists of item numbers, each once, and a row for each item; items are numbered in the order of their values. */
function numbered(rows: readonly ResultRow[], { basket, item }: Options) {
  const found = new Map<string, ResultRow>();
  const baskets = new Map<string, Set<string>>();
  for (const row of rows) {
    const key = keyOf([row[item] ?? null]);
    const into = keyOf([row[basket] ?? null]);
    if (key === nothing || into === nothing) continue;
    if (!found.has(key)) found.set(key, row);
    const held = baskets.get(into);
    if (held) held.add(key);
    else baskets.set(into, new Set([key]));
  }
  const sorted = [...found.keys()].sort(compareText);
  const places = new Map(sorted.map((key, place) => [key, place]));
  return {
    samples: sorted.map((key) => found.get(key)!),
    baskets: [...baskets.values()].map((set) => [...set].map((key) => places.get(key)!)),
  };
}

const nothing = keyOf([null]);

interface Rule {
  readonly from: readonly number[];
  readonly to: number;
  readonly count: number;
  readonly confidence: number;
  readonly lift: number;
}

function rulesOf(baskets: readonly (readonly number[])[], items: number, { minSupport = 0.01, minConfidence = 0, size = 2, limit = 1000 }: Options): readonly Rule[] {
  const all = baskets.length;
  // A share of 2 in 100 is 2 of 100 baskets, whatever binary multiplication makes of it.
  const least = Math.max(2, Math.ceil(minSupport * all - 1e-9));
  const sets = frequentSets(baskets, { items, least, size });
  const counts = new Map(sets.map((set) => [set.items.join(','), set.count]));
  const rules = sets.flatMap(({ items: set, count }) => {
    if (set.length < 2) return [];
    return set.map((to): Rule => {
      const from = set.filter((each) => each !== to);
      const confidence = divide(count, counts.get(from.join(','))!)!;
      return { from, to, count, confidence, lift: divide(count * all, counts.get(from.join(','))! * counts.get(String(to))!)! };
    });
  });
  return rules
    .filter(({ confidence }) => confidence >= minConfidence)
    .sort((a, b) => b.lift - a.lift || b.count - a.count || b.confidence - a.confidence || compareLists(a, b))
    .slice(0, limit);
} // prettier-ignore

const compareLists = (a: Rule, b: Rule): number =>
  a.from.length - b.from.length || a.from[0]! - b.from[0]! || (a.from[1] ?? 0) - (b.from[1] ?? 0) || a.to - b.to;

export const definition: Transform = {
  id: 'association',
  label: { en: 'Bought together', 'zh-CN': '关联分析', 'zh-TW': '關聯分析', es: 'Comprado a la vez' },
  icon: 'shopping-cart',
  options,
  reads(given) {
    const { basket, item } = read(given);
    return [
      { at: '/basket', column: basket },
      { at: '/item', column: item },
    ];
  },
  columns,
  apply({ columns: input, rows, options: given, language }) {
    const chosen = read(given);
    const { samples, baskets } = numbered(rows, chosen);
    const named = (place: number | undefined, to: string) =>
      place === undefined ? { [to]: null } : copied(samples[place]!, chosen.item, to);
    return {
      columns: columns(input, given, language),
      rows: rulesOf(baskets, samples.length, chosen).map(({ from, to, count, confidence, lift }) => ({
        ...named(from[0], 'item'),
        ...(chosen.size === 3 ? named(from[1], 'item_2') : {}),
        ...named(to, 'also'),
        count,
        baskets: baskets.length,
        support: divide(count, baskets.length),
        confidence,
        lift,
      })),
    };
  },
};
