/** Tasks and their slots: opened with the people found, counted after every change, closed by the verdict. */
import { blockOf } from './compiled.js';
import type { Resolution, ResolvedPerson } from './people.js';
import { isAdvice, isOpenSlot, type Overlay, type Slot, type Task, type Token } from './state.js';
import { armAfter } from './timers.js';
import { cancelToken, closeTask, endInstance, wake } from './tokens.js';
import { needsOf, verdictOf, type Vote, type VoteRule } from './verdict.js';
import { ask, change, changeInstance, nextId, nodeOf, note, rows, save, tellPerson, wait, type Work } from './work.js';

export const slotsOf = (work: Work, task: string): readonly Slot[] =>
  rows(work, 'slots').filter((slot) => slot.task === task);

/** The task of a step, with the people that were found for it. */
export function openTask(work: Work, token: Token, resolution: Resolution): void {
  const block = blockOf(nodeOf(work, token.node), 'approve', 'handle');
  const rule: VoteRule = block.type === 'approve' ? ruleOf(block) : { mode: block.mode ?? 'all' };
  const task = newTask(work, token, rule);
  addPeople(work, task, resolution.people, { via: 'resolved' });
  (block.deadline ?? []).forEach((tier, i) => {
    armAfter(work, { owner: { table: 'tasks', id: task.id }, node: task.node, visit: task.visit, tier: i, does: tier.do }, tier.after); // prettier-ignore
  });
  note(work, 'task_opened', { task: task.id, node: task.node, visit: task.visit, people: resolution.people.length });
  if (resolution.empty) applyEmpty(work, task.id, resolution.empty.does);
  else recount(work, task.id);
}

/** The task of signers behind a step; they decide on its behalf. */
export function openOverlayTask(work: Work, token: Token, { id, to, mode, by }: Overlay): void {
  change(work, 'overlays', id, { state: 'taken' });
  const task = newTask(work, token, { mode });
  const people = to.map((user) => ({ user, reason: { by: 'add_after', for: by } }));
  addPeople(work, task, people, { via: 'add_after', addedBy: by });
  recount(work, task.id);
}

function ruleOf(block: VoteRule): VoteRule {
  const { mode = 'all', percent, count, weight, veto, firstDecides, groups } = block;
  const stated = Object.entries({ percent, count, weight, veto, firstDecides, groups }).filter(([, value]) => value !== undefined); // prettier-ignore
  return { mode, ...Object.fromEntries(stated) };
}

function newTask(work: Work, { id, node, visit }: Token, rule: VoteRule): Task {
  wait(work, id, 'task');
  const { round, seq } = work.instance;
  return save(work, 'tasks', { id: nextId(work), token: id, node, visit, round, rule, needs: [], status: 'open', ownerless: false, decidedBy: null, seq, urgedAt: null, paused: false }); // prettier-ignore
}

interface Adding {
  readonly via: Slot['via'];
  readonly addedBy?: string;
  /** The slot that waits for their advice. */
  readonly parent?: string;
  /** Queue them one after the other behind this place. */
  readonly after?: Slot;
}

/** Slots for these people; those who have one already that is open are left out. */
export function addPeople(work: Work, task: Task, people: readonly ResolvedPerson[], adding: Adding): readonly Slot[] {
  const { via, addedBy = null, parent = null } = adding;
  const inSequence = task.rule.mode === 'sequence' && parent === null;
  const added: Slot[] = [];
  for (const person of people) {
    const others = slotsOf(work, task.id);
    if (others.some((slot) => slot.assignee === person.user && isOpenSlot(slot))) continue;
    const isQueued = inSequence && others.some((slot) => !isAdvice(slot) && isOpenSlot(slot));
    const { user, reason, origin, decided, group, weight } = person;
    const slot: Slot = {
      id: nextId(work),
      task: task.id,
      order: Math.max(0, ...others.map(({ order }) => order)) + 1,
      assignee: user,
      origin: origin ?? null,
      via: origin !== undefined && via === 'resolved' ? 'ooo' : via,
      parent,
      ...(group === undefined ? {} : { group }),
      ...(weight === undefined ? {} : { weight }),
      generation: others.filter(({ assignee }) => assignee === user).length + 1,
      status: decided ?? (isQueued ? 'queued' : 'pending'),
      reason,
      addedBy,
      comment: null,
      decidedAt: decided ? work.env.now : null,
    };
    added.push(save(work, 'slots', slot));
    if (slot.status === 'pending') tellPerson(work, user, 'asked', task);
  }
  return added;
}

const voteOf = ({ status, group, weight }: Slot): readonly Vote[] => {
  if (status === 'approved' || status === 'rejected') return [{ vote: status, group, weight }];
  return status === 'pending' || status === 'held' || status === 'queued' ? [{ vote: 'open', group, weight }] : [];
};

/** Counts anew and acts on the verdict: the one place where a task is decided by votes. */
export function recount(work: Work, id: string, by: string | null = null): void {
  const task = work.tables.tasks[id]!;
  if (task.status !== 'open') return;
  const needs = needsOf(task.rule, slotsOf(work, id).filter((slot) => !isAdvice(slot)).flatMap(voteOf)); // prettier-ignore
  const total = (some: Task['needs']) => some.reduce((sum, { n }) => sum + n, 0);
  if (task.needs.length > 0 && total(task.needs) !== total(needs))
    note(work, 'recounted', { task: id, before: total(task.needs), now: total(needs) });
  const isNew = task.needs.length === 0;
  change(work, 'tasks', id, { needs });
  const verdict = verdictOf(needs);
  if (verdict === 'open') return openNext(work, task);
  if (verdict !== 'empty') return decideTask(work, id, verdict, by);
  // An ownerless one stays with the administrators until they give it to somebody.
  if (task.ownerless || (isNew && slotsOf(work, id).length === 0)) return;
  const { onEmpty } = blockOf(nodeOf(work, task.node), 'approve', 'handle');
  ask(work, task.token, { is: 'empty', node: task.node, task: id, policy: onEmpty ?? work.def.settings.onEmpty });
}

/** In a sequence the next one is asked once nobody else is. */
function openNext(work: Work, task: Task): void {
  if (task.rule.mode !== 'sequence') return;
  const counting = slotsOf(work, task.id).filter((slot) => !isAdvice(slot));
  if (counting.some(({ status }) => status === 'pending' || status === 'held')) return;
  const [next] = counting.filter(({ status }) => status === 'queued').sort((a, b) => a.order - b.order);
  if (!next) return;
  change(work, 'slots', next.id, { status: 'pending' });
  tellPerson(work, next.assignee, 'asked', task);
}

export function decideTask(work: Work, id: string, verdict: 'approved' | 'rejected' | 'skipped', by: string | null): void {
  const task = work.tables.tasks[id]!;
  if (task.status !== 'open') return;
  closeTask(work, task, verdict, by);
  note(work, 'task_decided', { task: id, node: task.node, verdict, by });
  wake(work, task.token, { is: 'verdict', verdict, task: id });
} // prettier-ignore

/** Nobody is there (any more): what the policy says. A task without people is never approved unless that is stated. */
export function applyEmpty(work: Work, id: string, does: NonNullable<Resolution['empty']>['does']): void {
  note(work, 'nobody_found', { task: id, does });
  if (does === 'skip') return decideTask(work, id, 'skipped', 'system:empty');
  if (does === 'auto_approve') return decideTask(work, id, 'approved', 'system:empty');
  if (does === 'fail') return endInstance(work, 'rejected', 'no_approver');
  const task = change(work, 'tasks', id, { ownerless: true });
  tellPerson(work, 'role:flow_admin', 'ownerless', task);
}

/** Whoever took the place of a slot: same place in the order, same weight; advice that was asked for stays asked for. */
export function replaceSlot(work: Work, slot: Slot, to: string, how: Pick<Slot, 'via' | 'addedBy'>): Slot {
  const generation = slotsOf(work, slot.task).filter(({ assignee }) => assignee === to).length + 1;
  const reason = { by: how.via, for: slot.assignee };
  change(work, 'slots', slot.id, { status: 'moved', decidedAt: work.env.now });
  const made = save(work, 'slots', { ...slot, ...how, id: nextId(work), assignee: to, origin: slot.origin ?? slot.assignee, generation, reason, comment: null, decidedAt: null }); // prettier-ignore
  for (const child of slotsOf(work, slot.task)) if (child.parent === slot.id) change(work, 'slots', child.id, { parent: made.id }); // prettier-ignore
  if (made.status === 'pending') tellPerson(work, to, 'asked', work.tables.tasks[slot.task]);
  return made;
}

/** Once those asked for advice have reached their own verdict, whoever waits for it decides, either way. */
export function settleHeld(work: Work, id: string): void {
  const slot = work.tables.slots[id]!;
  if (slot.status !== 'held') return;
  const advice = slotsOf(work, slot.task).filter(({ parent }) => parent === id);
  if (verdictOf(needsOf({ mode: 'all' }, advice.flatMap(voteOf))) === 'open') return;
  for (const child of advice) if (isOpenSlot(child)) change(work, 'slots', child.id, { status: 'not_needed' });
  change(work, 'slots', id, { status: 'pending' });
  tellPerson(work, slot.assignee, 'asked', work.tables.tasks[slot.task]);
}

/** After a slot was closed: its parent is told, or the task counted. */
export function afterClosing(work: Work, slot: Slot): void {
  if (slot.parent === null) recount(work, slot.task, slot.id);
  else settleHeld(work, slot.parent);
}

/** Opens a decided task again at a new token, with the votes it had but for one that is taken back. */
export function reopenTask(work: Work, task: Task, token: Token, takenBack: string): void {
  const again = newTask(work, token, task.rule);
  for (const slot of slotsOf(work, task.id)) {
    if (isAdvice(slot) || slot.status === 'moved' || slot.status === 'removed') continue;
    const isAsked = slot.id === takenBack || slot.status === 'not_needed';
    const status = isAsked
      ? task.rule.mode === 'sequence' && slot.id !== takenBack
        ? 'queued'
        : 'pending'
      : slot.status;
    save(work, 'slots', { ...slot, id: nextId(work), task: again.id, status, ...(isAsked ? { comment: null, decidedAt: null } : {}) }); // prettier-ignore
    if (isAsked && status === 'pending') tellPerson(work, slot.assignee, 'asked', again);
  }
  const { deadline = [] } = blockOf(nodeOf(work, task.node), 'approve', 'handle');
  if (token.overlay === null)
    deadline.forEach((tier, i) => armAfter(work, { owner: { table: 'tasks', id: again.id }, node: again.node, visit: again.visit, tier: i, does: tier.do }, tier.after)); // prettier-ignore
  recount(work, again.id);
}

/** The whole run stands still as failed; its tokens stay, so that it can go on. */
export function failInstance(work: Work, token: Token, reason: string): void {
  changeInstance(work, { status: 'failed', reason });
  note(work, 'failed', { node: token.node, reason });
  tellPerson(work, 'role:flow_admin', 'failed', token);
}

/** A task leaves with its token, as returned. */
export function returnTask(work: Work, slot: Slot): void {
  change(work, 'slots', slot.id, { status: 'returned', decidedAt: work.env.now });
  const task = work.tables.tasks[slot.task]!;
  closeTask(work, task, 'returned', slot.id);
  cancelToken(work, work.tables.tokens[task.token]!);
}
