/**
 * How a run moves: tokens are placed at steps, go on to the next one, arrive at the end of their sequence, and are
 * cancelled with the scope they stand in. Each split owns its join, so whoever is cancelled blocks nobody.
 */
import type { Value } from '../value.js';
import type { CompiledArm } from './compiled.js';
import { firstOf } from './compiled.js';
import type { Join } from '../schema/flow.js';
import { isLive, isOpenSlot, type InstanceStatus, type Resume, type Scope, type Task, type Token } from './state.js';
import { cancelTimers } from './timers.js';
import { change, changeInstance, database, nextId, nodeOf, note, rows, save, tellPerson, type Work } from './work.js';

interface Placement {
  readonly scope: string;
  readonly node: string;
  readonly backTo?: string | null;
}

/** A new token at a step; the flow ends as rejected when the step was entered too often. */
export function placeToken(work: Work, { scope, node, backTo = null }: Placement): void {
  const { iteration } = work.tables.scopes[scope]!;
  const key = iteration === '' ? node : `${node}@${iteration}`;
  const visit = (work.instance.visits[key] ?? 0) + 1;
  if (visit > work.def.settings.maxVisits) return endInstance(work, 'rejected', 'max_visits');
  changeInstance(work, { visits: { ...work.instance.visits, [key]: visit } });
  save(work, 'tokens', newToken(work, { scope, node, visit, backTo, overlay: null }));
  note(work, 'entered', { node, visit });
}

type NewToken = Pick<Token, 'scope' | 'node' | 'visit' | 'backTo' | 'overlay'>;
const newToken = (work: Work, token: NewToken): Token => ({
  ...token,
  id: nextId(work),
  state: 'ready',
  wait: null,
  resume: null,
  seq: work.instance.seq,
});

/** The signers that were put behind a step, before the flow goes on from it. */
export function placeOverlay(work: Work, { scope, node, visit, backTo }: Token, overlay: string): void {
  save(work, 'tokens', newToken(work, { scope, node, visit, backTo, overlay }));
}

export const finishToken = (work: Work, id: string): void =>
  void change(work, 'tokens', id, { state: 'done', wait: null, resume: null });

/** The step is done: on to the next one, straight back to where it came from, or the end of the sequence. */
export function advance(work: Work, token: Token): void {
  finishToken(work, token.id);
  const next = token.backTo ?? nodeOf(work, token.node).next;
  if (next === null) arrive(work, token.scope);
  else placeToken(work, { scope: token.scope, node: next });
}

/** The end of a sequence is reached. */
export function arrive(work: Work, id: string): void {
  const scope = change(work, 'scopes', id, { status: 'done' });
  if (scope.is === 'root') return endInstance(work, 'approved', null);
  const split = work.tables.scopes[scope.parent!]!;
  const arrived = split.arrived + 1;
  change(work, 'scopes', split.id, { arrived });
  if (arrived < arrivalsNeeded(split)) return;
  for (const arm of rows(work, 'scopes'))
    if (arm.parent === split.id && arm.status === 'open') cancelScope(work, arm.id);
  change(work, 'scopes', split.id, { status: 'done' });
  wake(work, split.token!, { is: 'joined' });
}

/** Fewer arms than a join asks for are waited for all. */
export const arrivalsNeeded = ({ join, expected }: Pick<Scope, 'join' | 'expected'>): number =>
  join === 'all' ? expected : Math.min(join === 'any' ? 1 : join.count, expected);

export const wake = (work: Work, token: string, resume: Resume): void =>
  void change(work, 'tokens', token, { state: 'ready', wait: null, resume });

/** Takes arms of a split side by side; with none of them it is passed. */
export function openArms(work: Work, token: Token, { arms, join }: { readonly arms: readonly CompiledArm[]; readonly join: Join }): void {
  if (arms.length === 0) return advance(work, token);
  const { iteration } = work.tables.scopes[token.scope]!;
  openSplit(work, token, { arms, join, iteration });
} // prettier-ignore

interface SplitOpening {
  readonly arms: readonly CompiledArm[];
  readonly join: Join;
  readonly iteration: string;
  readonly item?: Value;
}

export function openSplit(work: Work, token: Token, { arms, join, iteration, item }: SplitOpening): void {
  change(work, 'tokens', token.id, { state: 'at_join', wait: null, resume: null });
  const shared = { node: token.node, iteration, arrived: 0, join, status: 'open', ...(item === undefined ? {} : { item }) } as const; // prettier-ignore
  const split = save(work, 'scopes', { ...shared, id: nextId(work), parent: token.scope, is: 'split', path: '', arm: null, token: token.id, expected: arms.length }); // prettier-ignore
  const opened = arms.map((arm) =>
    save(work, 'scopes', { ...shared, id: nextId(work), parent: split.id, is: 'arm', path: arm.scope, arm: arm.id, token: null, expected: 0 }),
  ); // prettier-ignore
  for (const { id, path } of opened) {
    // An empty arm before may have been enough for the join.
    if (work.tables.scopes[id]!.status !== 'open') continue;
    const first = firstOf(work.def, path);
    if (first === null) arrive(work, id);
    else placeToken(work, { scope: id, node: first });
  }
}

/** Everything in it dies: tokens, their tasks, timers and children, the scopes below. */
export function cancelScope(work: Work, id: string): void {
  change(work, 'scopes', id, { status: 'cancelled' });
  cancelInside(work, id);
}

/** Everything in it dies, itself stays open. */
export function cancelInside(work: Work, scope: string): void {
  for (const token of rows(work, 'tokens')) if (token.scope === scope && isLive(token)) cancelToken(work, token);
  for (const inner of rows(work, 'scopes')) if (inner.parent === scope && inner.status === 'open') cancelScope(work, inner.id);
} // prettier-ignore

export function cancelToken(work: Work, { id }: Token): void {
  change(work, 'tokens', id, { state: 'cancelled', wait: null, resume: null });
  cancelTimers(work, id);
  for (const task of rows(work, 'tasks')) if (task.token === id) closeTask(work, task, 'cancelled', null);
  for (const child of rows(work, 'children'))
    if (child.token === id && child.status === 'running') {
      change(work, 'children', child.id, { status: 'terminated' });
      database(work, { op: 'terminateChild', child: child.id });
    }
  for (const read of rows(work, 'reads')) if (read.token === id) delete work.tables.reads[read.id];
}

/** Of an open task: open slots are no longer needed, its clock ends. Tells whoever still had it when it was cancelled. */
export function closeTask(work: Work, task: Task, status: Exclude<Task['status'], 'open'>, decidedBy: string | null): void {
  cancelTimers(work, task.id);
  const held = work.tables.tasks[task.id]!;
  if (held.status !== 'open') {
    return;
  }
  change(work, 'tasks', task.id, { status, decidedBy, ownerless: false, paused: false });
  for (const slot of rows(work, 'slots'))
    if (slot.task === task.id && isOpenSlot(slot)) {
      change(work, 'slots', slot.id, { status: 'not_needed' });
      if (status === 'cancelled' && slot.status === 'pending') tellPerson(work, slot.assignee, 'retracted', task);
    }
  for (const overlay of rows(work, 'overlays'))
    if (overlay.task === task.id && overlay.state === 'waiting' && status !== 'approved')
      change(work, 'overlays', overlay.id, { state: 'cancelled' });
} // prettier-ignore

/** Goes to another step of an open sequence: everything that stands in that sequence or below it dies first. */
export function goTo(work: Work, placement: Placement): void {
  cancelInside(work, placement.scope);
  placeToken(work, placement);
}

/** The open scope of this sequence at or around a scope. */
export function enclosing(work: Work, scope: string | null, path: string): Scope | undefined {
  for (let at = scope; at !== null; at = work.tables.scopes[at]!.parent) {
    const held = work.tables.scopes[at]!;
    if (held.is !== 'split' && held.path === path) return held;
  }
  return undefined;
}

/** The run leaves its steps, for good or until the starter sends it again. */
export function endInstance(work: Work, status: InstanceStatus, reason: string | null): void {
  for (const scope of rows(work, 'scopes')) if (scope.is === 'root' && scope.status === 'open') cancelScope(work, scope.id);
  changeInstance(work, { status, reason });
  database(work, { op: 'unlock' });
  note(work, 'ended', { status, reason });
  tellPerson(work, work.instance.initiator, status);
} // prettier-ignore

/** The first step of a round, or the one that the starter was sent back from. */
export function openRound(work: Work): void {
  const { straightBack, round } = work.instance;
  changeInstance(work, { status: 'running', reason: null, round: round + 1, straightBack: null });
  const root = save(work, 'scopes', { id: nextId(work), parent: null, is: 'root', path: '', node: null, arm: null, iteration: '', token: null, expected: 0, arrived: 0, join: 'all', status: 'open' }); // prettier-ignore
  if (work.def.settings.lock !== 'none') database(work, { op: 'lock' });
  const first = straightBack ?? firstOf(work.def, '');
  if (first === null) arrive(work, root.id);
  else placeToken(work, { scope: root.id, node: first });
}
