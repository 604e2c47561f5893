/** What resolving the people of a step gives: shapes shared by the resolver and the engine. */
import type { Reason } from './state.js';

export interface ResolvedPerson {
  readonly user: string;
  readonly reason: Reason;
  /** Whom they stand in for, who is out of office. */
  readonly origin?: string;
  readonly group?: string;
  readonly weight?: number;
  /** Has approved this already, so is not asked again. */
  readonly decided?: 'approved';
}

export type SkipReason =
  | 'unknown' | 'inactive' | 'away' | 'self' | 'no_access' | 'no_superior' | 'no_head' | 'nobody' | 'not_picked' | 'repeated'; // prettier-ignore

/** Somebody or some rule that gave nobody, and why. */
export interface Skipped {
  readonly rule: number;
  readonly why: SkipReason;
  readonly user?: string;
  readonly key?: string;
}

export interface Resolution {
  readonly people: readonly ResolvedPerson[];
  readonly skipped: readonly Skipped[];
  /** Nobody is left: what the policy says (a person or superior it found stands in `people`). */
  readonly empty?: { readonly does: 'admin' | 'skip' | 'auto_approve' | 'fail'; readonly why: 'empty' | 'self' };
}
