/** transfer, delegate, reassign, and what becomes of the slots of somebody who left. */
import type { EventOf } from '../events.js';
import { isOpenSlot, type Slot } from '../state.js';
import { addPeople, recount, replaceSlot, slotsOf } from '../tasks.js';
import { ask, change, note, rows, type Work } from '../work.js';
import { isRefusal, ownPending, reasonGiven, type Handled } from './participants.js';

const hasOpen = (work: Work, task: string, user: string): boolean =>
  slotsOf(work, task).some((slot) => slot.assignee === user && isOpenSlot(slot));

export function slotMoved(work: Work, { slot: id, actor, how, to, comment = null }: EventOf<'SlotMoved'>): Handled {
  const slot = ownPending(work, id, actor, how === 'transfer');
  if (isRefusal(slot)) return slot;
  if (hasOpen(work, slot.task, to)) return { code: 'already_signer', what: to };
  change(work, 'slots', id, { comment });
  if (how === 'transfer') replaceSlot(work, slot, to, { via: 'transfer', addedBy: actor });
  else hold(work, slot, [to], 'delegate');
  note(work, how, { slot: id, actor, to });
  return undefined;
}

/** The slot waits until these have given their advice. */
export function hold(work: Work, slot: Slot, to: readonly string[], via: 'delegate' | 'add_before'): void {
  change(work, 'slots', slot.id, { status: 'held' });
  const people = to.map((user) => ({ user, reason: { by: via, for: slot.assignee } }));
  addPeople(work, work.tables.tasks[slot.task]!, people, { via, addedBy: slot.assignee, parent: slot.id });
}

/** An administrator gives a slot, or a task that nobody has, to somebody. */
export function slotReassigned(work: Work, event: EventOf<'SlotReassigned'>): Handled {
  const { actor, to, reason } = event;
  const slot = event.slot === undefined ? undefined : work.tables.slots[event.slot];
  const task = work.tables.tasks[slot?.task ?? event.task ?? ''];
  if (!task) return { code: 'unknown' };
  if (task.status !== 'open' || (slot && !isOpenSlot(slot))) return { code: 'already_decided' };
  if (!slot && !task.ownerless) return { code: 'not_allowed' };
  if (hasOpen(work, task.id, to)) return { code: 'already_signer', what: to };
  const refused = reasonGiven(reason);
  if (refused) return refused;
  if (slot) replaceSlot(work, slot, to, { via: 'reassign', addedBy: actor });
  else {
    change(work, 'tasks', task.id, { ownerless: false });
    addPeople(work, task, [{ user: to, reason: { by: 'reassign', for: actor } }], { via: 'reassign', addedBy: actor });
    recount(work, task.id);
  }
  note(work, 'reassign', { task: task.id, actor, to, reason });
  return undefined;
}

/** Each open slot of theirs asks for who stands in: delegate, superior, or the policy for nobody. */
export function userDeactivated(work: Work, { user }: EventOf<'UserDeactivated'>): Handled {
  for (const slot of rows(work, 'slots'))
    if (slot.assignee === user && isOpenSlot(slot))
      ask(work, work.tables.tasks[slot.task]!.token, { is: 'substitute', slot: slot.id, user });
  return undefined;
}
