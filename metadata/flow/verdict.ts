/**
 * When the votes of a step decide. In counted modes as many approvals pass as (n - fail + 1): pass + fail = n + 1, so
 * exactly one of the two is reached and there are no ties. Only `veto` and `firstDecides` (fail = 1) break that sum; there
 * the first to be reached counts. Votes that no longer count (abstained, taken off, left) are simply not handed in: the
 * numbers are then derived anew. Integers only.
 */
import type { BlockOf } from '../schema/flow.js';

export type Mode = NonNullable<BlockOf<'approve'>['mode']>;
/** A step's rule; `all` where it says none. */
export type VoteRule = Pick<
  BlockOf<'approve'>,
  'mode' | 'percent' | 'count' | 'weight' | 'veto' | 'firstDecides' | 'groups'
>;

export interface Vote {
  readonly vote: 'approved' | 'rejected' | 'open';
  readonly group?: string | undefined;
  /** 1 unless stated; read in mode `weight` only. */
  readonly weight?: number | undefined;
}

/** What one group of votes (all of them, but for `per_group`) needs, and has. In mode `weight` all figures are weights. */
export interface Need {
  readonly group: string | null;
  readonly n: number;
  readonly pass: number;
  readonly fail: number;
  readonly approved: number;
  readonly rejected: number;
}

/** `empty`: there is no vote left that counts, so the policy for nobody found decides. */
export type Verdict = 'approved' | 'rejected' | 'open' | 'empty';

type Shares = Pick<VoteRule, 'percent' | 'count' | 'weight'>;

/** How many must approve of n; between 1 and n. */
const passOf: Readonly<Record<Mode, (n: number, shares: Shares) => number>> = {
  all: (n) => n,
  any: () => 1,
  ratio: (n, { percent = 100 }) => Math.ceil((percent * n) / 100),
  count: (n, { count = n }) => Math.min(count, n),
  sequence: (n, { percent, count }) =>
    count !== undefined ? Math.min(count, n) : percent !== undefined ? Math.ceil((percent * n) / 100) : n,
  per_group: (n) => n,
  // More than all of them together could never be reached: then all must approve, as with `count`.
  weight: (n, { weight = n }) => Math.min(weight, n),
};

/** One entry, but for `per_group`: one per group in the order of the votes. No entry: nobody is left to vote. */
export function needsOf(rule: VoteRule, votes: readonly Vote[]): readonly Need[] {
  const mode = rule.mode ?? 'all';
  if (mode !== 'per_group') return votes.length === 0 ? [] : [needOf(rule, mode, null, votes)];
  const groups = [...new Set(votes.map(({ group }) => group ?? ''))];
  return groups.map((group) => {
    const own = rule.groups?.[group];
    const shares = { ...own, veto: rule.veto ?? false };
    return needOf(shares, own?.mode ?? 'all', group, votes.filter((vote) => (vote.group ?? '') === group)); // prettier-ignore
  });
}

function needOf(rule: VoteRule, mode: Mode, group: string | null, votes: readonly Vote[]): Need {
  const sizeOf = ({ weight = 1 }: Vote) => (mode === 'weight' ? weight : 1);
  const sum = (some: readonly Vote[]) => some.reduce((total, vote) => total + sizeOf(vote), 0);
  const n = sum(votes);
  const pass = passOf[mode](n, rule);
  const oneIsEnough = rule.veto === true || (mode === 'any' && rule.firstDecides === true);
  return {
    group,
    n,
    pass,
    fail: oneIsEnough ? 1 : n - pass + 1,
    approved: sum(votes.filter(({ vote }) => vote === 'approved')),
    rejected: sum(votes.filter(({ vote }) => vote === 'rejected')),
  };
}

/** Passes when all groups pass, fails when one of them fails. */
export function verdictOf(needs: readonly Need[]): Verdict {
  if (needs.length === 0) return 'empty';
  // Asked first: with a veto both may be reached, by approvals that no longer count for enough.
  if (needs.some(({ rejected, fail }) => rejected >= fail)) return 'rejected';
  return needs.every(({ approved, pass }) => approved >= pass) ? 'approved' : 'open';
}
