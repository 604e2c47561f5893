/** Whom people report to and who stands in for them, over facts that are handed in; every walk ends at a circle. */

export interface Person {
  readonly active: boolean;
  readonly title?: string;
  readonly supervisor?: string | null;
  readonly department?: string | null;
  /** Out of office; `to` is who stands in. */
  readonly away?: { readonly to?: string | null } | null;
  /** False: may not see the record. */
  readonly reads?: boolean;
}

/** What resolving may know: plain data, gathered by the caller in the transaction that opens the task. */
export interface PeopleFacts {
  readonly people: Readonly<Record<string, Person>>;
  readonly departments: Readonly<Record<string, { readonly head?: string | null; readonly parent?: string | null }>>;
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly positions: Readonly<Record<string, readonly string[]>>;
  /** Users in fields of the record. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly owner: string | null;
  /** Whom the starter chose by step, and whom the last step chose. */
  readonly picks: Readonly<Record<string, readonly string[]>>;
  readonly previousPicks: readonly string[];
  readonly expressions: Readonly<Record<string, readonly string[]>>;
  /** When the record last changed: approvals before that are no reason not to ask again. */
  readonly changedAt: string | null;
}

const isGiven = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;
const known = <T>(table: Readonly<Record<string, T>>, key: string | null | undefined): T | undefined =>
  isGiven(key) && Object.hasOwn(table, key) ? table[key] : undefined;

export const personOf = (facts: PeopleFacts, user: string): Person | undefined => known(facts.people, user);
export const listOf = (table: Readonly<Record<string, readonly string[]>>, key: string): readonly string[] => known(table, key) ?? []; // prettier-ignore
export const isActive = (facts: PeopleFacts, user: string): boolean => personOf(facts, user)?.active === true;

/** Superiors from the direct one up, each once; ends at the top or at a circle. */
export function superiorsOf(facts: PeopleFacts, user: string): readonly string[] {
  const chain: string[] = [];
  const seen = new Set([user]);
  for (let at = personOf(facts, user)?.supervisor; isGiven(at) && !seen.has(at); at = personOf(facts, at)?.supervisor) {
    seen.add(at);
    chain.push(at);
  }
  return chain;
}

/** Heads of the department of somebody and of those above it, null where there is none. */
export function headsOf(facts: PeopleFacts, user: string): readonly (string | null)[] {
  const heads: (string | null)[] = [];
  const seen = new Set<string>();
  for (let at = personOf(facts, user)?.department; isGiven(at) && !seen.has(at); at = known(facts.departments, at)?.parent) {
    seen.add(at);
    heads.push(known(facts.departments, at)?.head ?? null);
  }
  return heads;
} // prettier-ignore

const MOST_SUBSTITUTES = 5;

/** Who stands in, at the end of the chain; undefined when nobody who is there can be found. */
export function substituteOf(facts: PeopleFacts, user: string): string | undefined {
  let at = user;
  for (let step = 0; step < MOST_SUBSTITUTES; step++) {
    const next = personOf(facts, at)?.away?.to;
    if (!isGiven(next) || !isActive(facts, next)) return undefined;
    if (!personOf(facts, next)!.away) return next;
    at = next;
  }
  return undefined;
}
