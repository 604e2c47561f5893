/** Who may act on a slot: shared by everything that its owner does. */
import type { Refusal } from '../events.js';
import { isOpenSlot, type Slot } from '../state.js';
import type { Work } from '../work.js';

/** What a handler gives back when it did nothing. */
export type Handled = Refusal | undefined;

/** The slot, if it is this person's and it is their turn. */
export function ownPending(work: Work, id: string, actor: string, allowHeld = false): Slot | Refusal {
  const slot = work.tables.slots[id];
  if (!slot) return { code: 'unknown', what: id };
  if (slot.assignee !== actor) return { code: 'not_yours' };
  if (slot.status === 'moved' || slot.status === 'removed') return { code: 'not_yours' };
  const task = work.tables.tasks[slot.task]!;
  if (!isOpenSlot(slot) || task.status !== 'open') {
    const decider = work.tables.slots[task.decidedBy ?? ''] ?? slot;
    return { code: 'already_decided', by: decider.assignee, ...(decider.decidedAt ? { at: decider.decidedAt } : {}) };
  }
  if (slot.status === 'queued') return { code: 'not_now' };
  return slot.status === 'held' && !allowHeld ? { code: 'held' } : slot;
}

export const isRefusal = (value: object): value is Refusal => 'code' in value;

export const reasonGiven = (reason: string): Handled => (reason.trim() === '' ? { code: 'reason_needed' } : undefined);
