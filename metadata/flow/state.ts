/**
 * All there is of one run, as plain data: rows by their ids, as the tables hold them. Ids are
 * `<instance>.<journal number>.<ordinal>`, so that the same events give the same rows. Rows are never changed in place.
 */
import { canonicalHash } from '../document/canonical.js';
import type { Deadline, EmptyPolicy, Join } from '../schema/flow.js';
import type { Value } from '../value.js';
import type { Resolution } from './people.js';
import type { Need, VoteRule } from './verdict.js';

export type InstanceStatus =
  | 'draft' | 'running' | 'returned' | 'suspended' | 'approved' | 'rejected' | 'withdrawn' | 'terminated' | 'failed'; // prettier-ignore

export interface Instance {
  readonly id: string;
  readonly status: InstanceStatus;
  /** Why it ended or stands still: `max_visits`, `no_approver`, a reason somebody gave. */
  readonly reason: string | null;
  readonly round: number;
  /** Number of the last journal entry. */
  readonly seq: number;
  readonly initiator: string;
  /** 1 of a flow that nobody called. */
  readonly depth: number;
  /** How often each step was entered, by step and iteration. */
  readonly visits: Readonly<Record<string, number>>;
  /** The step that the next resubmit goes to, instead of the first. */
  readonly straightBack: string | null;
}

export interface Scope {
  readonly id: string;
  readonly parent: string | null;
  /** `split` is one passage of a split, `arm` one of its arms. */
  readonly is: 'root' | 'split' | 'arm';
  /** Of root and arm: a key of the compiled scopes. */
  readonly path: string;
  readonly node: string | null;
  readonly arm: string | null;
  /** Which repetition of the loops around it, as text: part of visits and of effect keys. */
  readonly iteration: string;
  /** Of a repetition for each item of a list. */
  readonly item?: Value;
  /** Of `split`: the token that goes on when enough arms have arrived. */
  readonly token: string | null;
  readonly expected: number;
  readonly arrived: number;
  readonly join: Join;
  readonly status: 'open' | 'done' | 'cancelled';
}

/** What a token waits for; `read` never outlives its transaction. */
export type Wait = 'read' | 'task' | 'timer' | 'signal' | 'condition' | 'child' | 'effect';

/** What a waiting step is told when it goes on. */
export type Resume =
  | { readonly is: 'people'; readonly resolution: Resolution }
  | { readonly is: 'values'; readonly values: Readonly<Record<string, Value>> }
  | { readonly is: 'verdict'; readonly verdict: 'approved' | 'rejected' | 'skipped'; readonly task: string }
  | { readonly is: 'joined' }
  | { readonly is: 'timer' }
  | { readonly is: 'signal' }
  | { readonly is: 'child'; readonly result: string }
  | { readonly is: 'effect'; readonly failed: boolean };

export interface Token {
  readonly id: string;
  readonly scope: string;
  readonly node: string;
  readonly visit: number;
  readonly state: 'ready' | 'waiting' | 'at_join' | 'done' | 'cancelled';
  readonly wait: Wait | null;
  readonly resume: Resume | null;
  /** Journal number of when it was placed. */
  readonly seq: number;
  /** The step to go to after this one, of a return that comes straight back. */
  readonly backTo: string | null;
  /** Further signers behind the step, instead of its own people. */
  readonly overlay: string | null;
  /** Of `loop`: which repetition, and how many there are in all. */
  readonly index?: number;
  readonly total?: number;
  readonly items?: readonly Value[];
  /** Of `action`: the key of what was sent out, and how often it was tried by hand. */
  readonly effect?: string;
  readonly retry?: number;
}

export interface Task {
  readonly id: string;
  readonly token: string;
  readonly node: string;
  readonly visit: number;
  readonly round: number;
  readonly rule: VoteRule;
  readonly needs: readonly Need[];
  readonly status: 'open' | 'approved' | 'rejected' | 'returned' | 'cancelled' | 'skipped';
  /** Nobody has it: administrators of flows see it. */
  readonly ownerless: boolean;
  /** The slot, or `system:sla`, `system:empty`. */
  readonly decidedBy: string | null;
  readonly seq: number;
  readonly urgedAt: string | null;
  /** Its clock stands still while somebody is asked. */
  readonly paused: boolean;
}

export type Via =
  | 'resolved' | 'transfer' | 'delegate' | 'add_before' | 'add_after' | 'add_parallel' | 'escalate' | 'ooo' | 'reassign'; // prettier-ignore

export type SlotStatus =
  | 'queued' | 'pending' | 'held' | 'approved' | 'rejected' | 'returned' | 'abstained' | 'moved' | 'removed' | 'not_needed'; // prettier-ignore

export interface Slot {
  readonly id: string;
  readonly task: string;
  readonly order: number;
  readonly assignee: string;
  /** Whose place this is, where it is another's. */
  readonly origin: string | null;
  readonly via: Via;
  /** The slot that waits for this one; such a vote is advice and counts nothing. */
  readonly parent: string | null;
  readonly group?: string;
  readonly weight?: number;
  readonly generation: number;
  readonly status: SlotStatus;
  readonly reason: Reason;
  readonly addedBy: string | null;
  readonly comment: string | null;
  readonly decidedAt: string | null;
}

/** Why somebody has a slot, as data: words are made of it where it is shown. */
export interface Reason {
  readonly by: string;
  /** Which entry of `who`, from 1. */
  readonly rule?: number;
  /** A role, a field, a level, a person it stands for. */
  readonly key?: string;
  readonly for?: string;
}

export interface Timer {
  readonly id: string;
  readonly owner: { readonly table: 'tasks' | 'tokens'; readonly id: string };
  readonly node: string;
  readonly visit: number;
  readonly tier: number;
  /** `go_on` of a step that waits. */
  readonly does: Deadline['do'] | 'go_on';
  readonly dueAt: string;
  readonly state: 'armed' | 'fired' | 'cancelled' | 'frozen';
  /** Of a frozen one: milliseconds (of work, where there are working hours) that are left. */
  readonly left: number | null;
}

export interface Child {
  readonly id: string;
  readonly token: string;
  readonly flow: string;
  readonly waits: boolean;
  readonly status: 'running' | 'ended' | 'terminated';
  readonly result: string | null;
}

/** A question that was asked and is answered in the same transaction. */
export interface Read {
  readonly id: string;
  readonly token: string;
  readonly need: ReadNeed;
}
export type ReadNeed =
  | { readonly is: 'who'; readonly node: string }
  | { readonly is: 'escalate'; readonly node: string; readonly task: string; readonly tier: number }
  | { readonly is: 'empty'; readonly node: string; readonly task: string; readonly policy: EmptyPolicy }
  | { readonly is: 'substitute'; readonly slot: string; readonly user: string }
  | { readonly is: 'eval'; readonly expressions: Readonly<Record<string, string>>; readonly scope: string };

/** Signers that somebody put behind their own approval: a step of this run alone. */
export interface Overlay {
  readonly id: string;
  readonly task: string;
  readonly by: string;
  readonly to: readonly string[];
  readonly mode: 'all' | 'any' | 'sequence';
  readonly state: 'waiting' | 'taken' | 'cancelled';
}

export interface Copy {
  readonly id: string;
  readonly node: string;
  readonly visit: number;
  readonly user: string;
}

export interface Tables {
  readonly scopes: Scope;
  readonly tokens: Token;
  readonly tasks: Task;
  readonly slots: Slot;
  readonly timers: Timer;
  readonly children: Child;
  readonly reads: Read;
  readonly overlays: Overlay;
  readonly copies: Copy;
}
export type TableName = keyof Tables;
export const tableNames: readonly TableName[] = [
  'scopes', 'tokens', 'tasks', 'slots', 'timers', 'children', 'reads', 'overlays', 'copies',
]; // prettier-ignore

export type Rows = { readonly [T in TableName]: Readonly<Record<string, Tables[T]>> };
export interface State extends Rows {
  readonly instance: Instance;
}

/** A run that has not begun. `depth` is that of the caller and one. */
export function draftState({ id, initiator, depth = 1 }: { id: string; initiator: string; depth?: number }): State {
  const instance: Instance = { id, status: 'draft', reason: null, round: 0, seq: 0, initiator, depth, visits: {}, straightBack: null }; // prettier-ignore
  return { instance, scopes: {}, tokens: {}, tasks: {}, slots: {}, timers: {}, children: {}, reads: {}, overlays: {}, copies: {} }; // prettier-ignore
}

export const stateHash = (state: State): string => canonicalHash(state);

export const isOpenSlot = ({ status }: Slot): boolean =>
  status === 'pending' || status === 'held' || status === 'queued';
/** Advice is asked for by the owner of another slot. */
export const isAdvice = ({ parent }: Slot): boolean => parent !== null;
export const isLive = ({ state }: Token): boolean => state === 'ready' || state === 'waiting' || state === 'at_join';
export const hasEnded = ({ status }: Instance): boolean =>
  status === 'approved' || status === 'rejected' || status === 'withdrawn' || status === 'terminated';
