/**
 * Records that a person may see and that may be the same as the one at hand:
 *
 *   values -> keys -> records that share one, through the gate -> do they agree? -> the best first
 *
 * The gate comes before every limit: how many records there are that may not be seen changes neither which others are found
 * nor how many. At most `mostAlike` records that share a beginning or an end are compared.
 */
import type { Knex } from 'knex';
import { createMatcher } from '../../metadata/access/match.js';
import { agreement, type DuplicateAlternative, type DuplicateRule, type ReadValue } from '../../metadata/duplicates/compile-rules.js'; // prettier-ignore
import type { Entity, Field } from '../../metadata/model/model.js';
import { compareText, type Value } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { prepareFor, toolsFor } from '../records/prepare.js';
import { compileQuery } from '../records/sql/compile-query.js';
import { joinFragments, selectRows, sql, valueList, type Fragment } from '../records/sql/fragment.js';
import { hashedKeys, type HashedKeys } from './key-rows.js';
import { fieldsOf, fieldsRead } from './rules.js';

/** Records with the same values that are looked at for one asked, and such as only share a beginning or an end. */
const mostSame = 100;
const mostAlike = 300;
/** For all asked together. */
const mostRows = 5000;

/** What is asked for: a record as it will be. */
export interface AskedRecord {
  /** Of one that is there: it is no duplicate of itself. */
  readonly id?: string;
  readonly values: Readonly<Record<string, Value | undefined>>;
  /** Alternatives that matter: those of which something changed. All when absent. */
  concerns?(alternative: DuplicateAlternative): boolean;
}

export interface FoundDuplicate {
  readonly id: string;
  readonly values: AskedRecord['values'];
  /** Rules that found it, those that block first. */
  readonly rules: readonly DuplicateRule[];
  /** Fields in which the two agree. */
  readonly fields: readonly Field[];
  /** Greater is more alike. */
  readonly score: number;
}

export interface FindOptions {
  /** Rules that the person is told by (rules.ts). */
  readonly rules: readonly DuplicateRule[];
  /** Inside a transaction: its handle. */
  readonly runner?: Knex;
}

interface Wanted {
  readonly asked: AskedRecord;
  readonly rule: DuplicateRule;
  readonly alternative: DuplicateAlternative;
  readonly keys: HashedKeys;
}

/** In the order of `asked`. Of records that are asked for together each is also compared with those before it. */
export async function findDuplicates(
  context: Context,
  entity: Entity,
  asked: readonly AskedRecord[],
  options: FindOptions,
): Promise<readonly (readonly FoundDuplicate[])[]> {
  const { rules } = options;
  const covers = new Map(rules.map((rule) => [rule, matcherOf(context, rule)]));
  const wanted = asked.map((each) => wantedOf(each, rules, covers));
  if (wanted.every((own) => own.length === 0)) return asked.map(() => []);
  const changed = new Set(asked.map(({ id }) => id));
  const places = new Places(rules, covers);
  for (const stored of await readCandidates(context, entity, wanted.flat(), options)) {
    // What becomes of a record counts, not what it is yet.
    if (!changed.has(stored.id)) places.add(stored);
  }
  return asked.map((each, index) => {
    const found = rank(wanted[index]!, places);
    if (asked.length > 1 && isStored(each)) places.add(each);
    return found;
  });
}

type Covers = ReadonlyMap<DuplicateRule, (read: ReadValue) => boolean>;

/** Whether a rule is about a record. */
function matcherOf({ release, registries, evaluation }: Context, { document, conditions }: DuplicateRule) {
  if (!document.where) return () => true;
  const surroundings = { model: release.model, functions: registries.function, context: evaluation };
  const matches = createMatcher(document.where, document.entity, surroundings);
  const fields = new Map(conditions.map((field) => [field.name, field]));
  return (read: ReadValue) => matches((path) => (fields.has(path) ? read(fields.get(path)!) : null)) === true;
}

const readerOf =
  ({ values }: Pick<AskedRecord, 'values'>): ReadValue =>
  (field) =>
    values[field.name] ?? null;

function wantedOf(asked: AskedRecord, rules: readonly DuplicateRule[], covers: Covers): readonly Wanted[] {
  const read = readerOf(asked);
  return rules.flatMap((rule) => {
    if (!covers.get(rule)!(read)) return [];
    return rule.alternatives.flatMap((alternative) => {
      if (asked.concerns && !asked.concerns(alternative)) return [];
      const keys = hashedKeys(alternative, read);
      return keys ? [{ asked, rule, alternative, keys }] : [];
    });
  });
}

type StoredRecord = AskedRecord & { readonly id: string };

async function readCandidates(
  context: Context,
  entity: Entity,
  wanted: readonly Wanted[],
  { rules, runner = context.database.read }: FindOptions,
): Promise<readonly StoredRecord[]> {
  const fields = [...fieldsRead(rules)];
  const select = ['id', ...fields.map(({ name }) => name)].map((path, index) => ({ path, as: `v${index}` }));
  const bound = prepareFor(context, { entity: entity.name, select });
  const askedCount = new Set(wanted.map(({ asked }) => asked)).size;
  const read = async (
    keys: (keys: HashedKeys) => readonly string[],
    most: number,
  ): Promise<readonly StoredRecord[]> => {
    const among = recordsWith(wanted, keys);
    if (!among) return [];
    const compiled = compileQuery(toolsFor(context), bound, { among, limit: most });
    return (await selectRows(runner, compiled.statement)).map((row) => {
      const [id, ...values] = compiled.read(row);
      return { id: String(id), values: Object.fromEntries(fields.map(({ name }, i) => [name, values[i]])) };
    });
  };
  const atMost = (each: number): number => Math.min(mostRows, each * askedCount + 1);
  // Nearly always there are few, and one statement gives them all; the same ones are asked for apart where it is cut.
  const all = await read(({ same, alike }) => [same, ...alike], atMost(mostAlike));
  if (all.length < atMost(mostAlike)) return all;
  const [same, alike] = [await read(({ same }) => [same], atMost(mostSame)), await read(({ alike }) => alike, atMost(mostAlike))]; // prettier-ignore
  return [...new Map([...same, ...alike].map((record) => [record.id, record])).values()];
}

/** `select record_id …` of all that share a key with one that is wanted; undefined where none has such a key. */
function recordsWith(wanted: readonly Wanted[], keys: (keys: HashedKeys) => readonly string[]): Fragment | undefined {
  const byAlternative = new Map<string, { rule: string; alternative: string; keys: Set<string> }>();
  for (const each of wanted) {
    const [rule, alternative] = [each.rule.document.id, each.alternative.id];
    const held = byAlternative.get(`${rule} ${alternative}`) ?? { rule, alternative, keys: new Set<string>() };
    for (const key of keys(each.keys)) held.keys.add(key);
    byAlternative.set(`${rule} ${alternative}`, held);
  }
  const parts = [...byAlternative.values()].filter((each) => each.keys.size > 0);
  if (parts.length === 0) return undefined;
  const tests = parts.map(({ rule, alternative, keys: own }) => sql`(rule = ${rule} and alternative = ${alternative} and ${keyColumn} in ${valueList([...own])})`); // prettier-ignore
  // One table and no union: MariaDB would ask a union anew for every record.
  return sql`select record_id from sys_duplicate_key where ${joinFragments(tests, ' or ')}`;
}

/** A word of both engines' own, so that it is named through its table. */
const keyColumn: Fragment = { sql: 'sys_duplicate_key.key', bindings: [] };

/** Records by what they share: only those in one place are compared. */
class Places {
  readonly #held = new Map<string, StoredRecord[]>();

  constructor(
    private readonly rules: readonly DuplicateRule[],
    private readonly covers: Covers,
  ) {}

  add(record: StoredRecord): void {
    for (const { rule, alternative, keys } of wantedOf({ values: record.values }, this.rules, this.covers)) {
      for (const place of placesOf(rule, alternative, keys)) {
        const held = this.#held.get(place);
        if (held) held.push(record);
        else this.#held.set(place, [record]);
      }
    }
  }

  near({ rule, alternative, keys }: Wanted): ReadonlySet<StoredRecord> {
    return new Set(placesOf(rule, alternative, keys).flatMap((place) => this.#held.get(place) ?? []));
  }
}

const placesOf = (rule: DuplicateRule, alternative: DuplicateAlternative, { same, alike }: HashedKeys) =>
  [same, ...alike].map((key) => `${rule.document.id} ${alternative.id} ${key}`);

const isStored = (record: AskedRecord): record is StoredRecord => record.id !== undefined;

function rank(wanted: readonly Wanted[], places: Places): readonly FoundDuplicate[] {
  const agreed = new Map<StoredRecord, { rule: DuplicateRule; alternative: DuplicateAlternative; score: number }[]>();
  for (const each of wanted) {
    for (const candidate of places.near(each)) {
      if (candidate.id === each.asked.id) continue;
      const score = agreement(each.alternative, readerOf(each.asked), readerOf(candidate));
      if (score === undefined) continue;
      const held = agreed.get(candidate) ?? [];
      agreed.set(candidate, held);
      held.push({ rule: each.rule, alternative: each.alternative, score });
    }
  }
  const found = [...agreed].map(([{ id, values }, all]) => ({
    id,
    values,
    rules: [...new Set(all.map(({ rule }) => rule))].sort((a, b) => Number(blocks(b)) - Number(blocks(a))),
    fields: [...new Set(all.flatMap(({ alternative }) => fieldsOf(alternative)))],
    // Of two that agree as well, the one that does in more.
    score: Math.max(...all.map(({ score }) => score)) + all.length / 1000,
  }));
  return found.sort((a, b) => b.score - a.score || compareText(b.id, a.id));
}

export const blocks = ({ document }: DuplicateRule): boolean => document.action === 'block';
