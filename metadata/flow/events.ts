/** What may happen to a run, and why it may be refused. Actors come from the session, never from what was sent. */
import type { Value } from '../value.js';
import type { Resolution } from './people.js';

/** Who did it; `reason` is asked of administrators, who act for others. */
interface By {
  readonly actor: string;
  readonly comment?: string | null;
}
interface ByAdmin extends By {
  readonly reason: string;
}

export type FlowEvent =
  | ({ readonly type: 'Started' } & By)
  | ({ readonly type: 'Resubmitted' } & By)
  | ({ readonly type: 'Withdrawn'; readonly to?: 'end' | 'draft' } & By)
  | ({ readonly type: 'SlotDecided'; readonly slot: string; readonly verdict: 'approve' | 'reject' | 'abstain'; readonly then?: Added } & By)
  | ({ readonly type: 'SlotMoved'; readonly slot: string; readonly how: 'transfer' | 'delegate'; readonly to: string } & By)
  | ({ readonly type: 'SlotReassigned'; readonly slot?: string; readonly task?: string; readonly to: string } & ByAdmin)
  | ({ readonly type: 'SlotAdded'; readonly slot: string; readonly how: 'before' | 'parallel' } & Added & By)
  | ({ readonly type: 'SlotRemoved'; readonly slot: string; readonly asAdmin?: boolean } & By)
  | ({ readonly type: 'Returned'; readonly slot: string; readonly to: string } & By)
  | ({ readonly type: 'Reclaimed'; readonly slot: string } & By)
  | ({ readonly type: 'Urged'; readonly task: string } & By)
  | ({ readonly type: 'InfoAsked'; readonly slot: string; readonly of: string } & By)
  | ({ readonly type: 'InfoGiven'; readonly task: string } & By)
  | ({ readonly type: 'Commented' } & By)
  | ({ readonly type: 'Suspended' } & ByAdmin)
  | ({ readonly type: 'Resumed' } & ByAdmin)
  | ({ readonly type: 'Terminated' } & ByAdmin)
  | ({ readonly type: 'Jumped'; readonly to: string } & ByAdmin)
  | { readonly type: 'Retried'; readonly token: string; readonly actor: string }
  | { readonly type: 'UserDeactivated'; readonly user: string }
  | { readonly type: 'TimerFired'; readonly timer: string }
  | { readonly type: 'WhoResolved'; readonly read: string; readonly resolution: Resolution }
  | { readonly type: 'Evaluated'; readonly read: string; readonly values: Readonly<Record<string, Value>> }
  | { readonly type: 'EffectDone'; readonly token: string; readonly effect: string }
  | { readonly type: 'EffectFailed'; readonly token: string; readonly effect: string; readonly error: string }
  | { readonly type: 'ChildEnded'; readonly child: string; readonly result: string }
  | { readonly type: 'SignalArrived'; readonly signal: string }
  | { readonly type: 'RecordChanged' }
  | { readonly type: 'Continued' }; // prettier-ignore

export type EventType = FlowEvent['type'];
export type EventOf<T extends EventType> = Extract<FlowEvent, { type: T }>;

/** Further signers. */
export interface Added {
  readonly to: readonly string[];
  readonly mode?: 'all' | 'any' | 'sequence';
}

export type RefusalCode =
  /** The run is in no state for this. */
  | 'not_running'
  | 'suspended'
  | 'ended'
  | 'not_ended'
  /** What was named is not there, or not any more: `by` and `at` say who was first. */
  | 'unknown'
  | 'already_decided'
  /** Somebody else's to do. */
  | 'not_yours'
  | 'not_now'
  | 'held'
  | 'not_allowed'
  | 'reason_needed'
  | 'already_signer'
  | 'last_signer'
  | 'too_soon'
  | 'not_due'
  | 'acted_on'
  | 'no_place';

export interface Refusal {
  readonly code: RefusalCode;
  readonly by?: string;
  readonly at?: string;
  readonly what?: string;
}
