/**
 * A duplicate rule tried on two records before it is published, and why it holds or does not: how each value is read, and how
 * alike the two are. The comparing is that of the server (metadata/duplicates). Pure.
 */
import { createMatcher, type MatchSurroundings } from '../../metadata/access/match.js';
import { agreement, compileDuplicateRules, keysOf, type DuplicateRule, type ReadValue } from '../../metadata/duplicates/compile-rules.js'; // prettier-ignore
import { normalise } from '../../metadata/duplicates/normalise.js';
import type { Field, Model } from '../../metadata/model/model.js';
import type { RuleDocument } from '../../metadata/schema/rule.js';

export interface TriedComparison {
  readonly field: Field;
  /** How the values were read; null: there is nothing to compare. */
  readonly left: string | null;
  readonly right: string | null;
  /** 0 to 1; undefined where a value is missing. */
  readonly score: number | undefined;
  /** The score that is needed. */
  readonly least: number;
  readonly agrees: boolean;
}

export interface TriedAlternative {
  readonly id: string;
  readonly agrees: boolean;
  readonly comparisons: readonly TriedComparison[];
}

export interface Tried {
  readonly isSame: boolean;
  /** Records that the rule is not about. */
  readonly outside: readonly ('left' | 'right')[];
  readonly alternatives: readonly TriedAlternative[];
}

/** The rule alone, also one that is switched off; undefined where it does not fit the model. */
export function compileRule(document: RuleDocument, model: Model): DuplicateRule | undefined {
  const { active: _active, ...rule } = document;
  const alone = { ...model, list: (() => [rule]) as unknown as Model['list'] };
  return compileDuplicateRules(alone).get(document.entity)?.[0];
}

export type Covers = (read: ReadValue) => boolean;

/** Whether a rule is about a record. */
export function coversOf({ document, conditions }: DuplicateRule, surroundings: MatchSurroundings): Covers {
  if (!document.where) return () => true;
  const matches = createMatcher(document.where, document.entity, surroundings);
  const fields = new Map(conditions.map((field) => [field.name, field]));
  return (read) => matches((path) => (fields.has(path) ? read(fields.get(path)!) : null)) === true;
}

export function tryPair(rule: DuplicateRule, covers: Covers, left: ReadValue, right: ReadValue): Tried {
  const outside = [...(covers(left) ? [] : (['left'] as const)), ...(covers(right) ? [] : (['right'] as const))];
  const alternatives = rule.alternatives.map(({ id, all }): TriedAlternative => {
    const comparisons = all.map((comparison): TriedComparison => {
      const { field, by, least } = comparison;
      const read = (value: ReadValue) => normalise(value(field), by);
      const isAlike = least < 1;
      const found = agreement({ id, all: [isAlike ? { ...comparison, least: 0 } : comparison] }, left, right);
      const [a, b] = [read(left), read(right)];
      const score = a === null || b === null ? undefined : (found ?? 0);
      return { field, left: a, right: b, score, least, agrees: score !== undefined && score >= least };
    });
    return { id, comparisons, agrees: comparisons.every(({ agrees }) => agrees) };
  });
  return { isSame: outside.length === 0 && alternatives.some(({ agrees }) => agrees), outside, alternatives };
}

export interface TrialRecord {
  readonly id: string;
  readonly read: ReadValue;
}

export interface FoundPair<T extends TrialRecord> {
  readonly left: T;
  readonly right: T;
  /** Alternatives that agree. */
  readonly by: readonly string[];
}

/** Pairs that are the same, in the order of the records: as the server does, only what shares a key is compared. */
export function findPairs<T extends TrialRecord>(rule: DuplicateRule, covers: Covers, records: readonly T[]): readonly FoundPair<T>[] {
  const places = new Map<string, T[]>();
  const pairs: FoundPair<T>[] = [];
  for (const right of records.filter(({ read }) => covers(read))) {
    const near = new Set<T>();
    for (const alternative of rule.alternatives) {
      const keys = keysOf(alternative, right.read);
      for (const key of keys ? [keys.same, ...keys.alike] : []) {
        const place = `${alternative.id} ${key}`;
        const held = places.get(place) ?? [];
        for (const left of held) near.add(left);
        places.set(place, [...held, right]);
      }
    }
    for (const left of near) {
      const by = rule.alternatives.filter((each) => agreement(each, left.read, right.read) !== undefined).map(({ id }) => id);
      if (by.length > 0) pairs.push({ left, right, by });
    }
  }
  return pairs;
} // prettier-ignore
