/** Signers added before one's own vote or beside it, and taken off again. (Behind it: with the approval, decide.ts.) */
import type { EventOf } from '../events.js';
import { isAdvice, isOpenSlot } from '../state.js';
import { addPeople, afterClosing, recount, slotsOf } from '../tasks.js';
import { change, note, type Work } from '../work.js';
import { hold } from './move.js';
import { isRefusal, ownPending, type Handled } from './participants.js';

export function slotAdded(work: Work, { slot: id, actor, how, to }: EventOf<'SlotAdded'>): Handled {
  const slot = ownPending(work, id, actor);
  if (isRefusal(slot)) return slot;
  const open = slotsOf(work, slot.task).filter(isOpenSlot).map(({ assignee }) => assignee); // prettier-ignore
  const others = [...new Set(to)];
  const taken = others.find((user) => open.includes(user));
  if (taken !== undefined) return { code: 'already_signer', what: taken };
  if (others.length === 0) return { code: 'not_allowed' };
  if (how === 'before') hold(work, slot, others, 'add_before');
  else {
    // Whoever is asked for advice asks for advice beside them, too.
    const { parent } = slot;
    const group = slot.group === undefined ? {} : { group: slot.group };
    const people = others.map((user) => ({ user, reason: { by: 'add_parallel', for: actor }, ...group }));
    const adding = { via: 'add_parallel', addedBy: actor, ...(parent === null ? {} : { parent }) } as const;
    addPeople(work, work.tables.tasks[slot.task]!, people, adding);
    recount(work, slot.task);
  }
  note(work, `add_${how}`, { slot: id, actor, to: others });
  return undefined;
}

/** By whoever added it or an administrator; never the last one who is asked. */
export function slotRemoved(work: Work, { slot: id, actor, asAdmin = false }: EventOf<'SlotRemoved'>): Handled {
  const slot = work.tables.slots[id];
  if (!slot) return { code: 'unknown', what: id };
  if (!asAdmin && slot.addedBy !== actor) return { code: 'not_yours' };
  if (!isOpenSlot(slot) || work.tables.tasks[slot.task]!.status !== 'open') return { code: 'already_decided' };
  const counting = slotsOf(work, slot.task).filter((other) => !isAdvice(other) && isOpenSlot(other));
  if (!isAdvice(slot) && counting.length === 1) return { code: 'last_signer' };
  for (const child of slotsOf(work, slot.task))
    if (child.parent === id && isOpenSlot(child)) change(work, 'slots', child.id, { status: 'not_needed' });
  change(work, 'slots', id, { status: 'removed', decidedAt: work.env.now });
  note(work, 'remove', { slot: id, actor });
  afterClosing(work, slot);
  return undefined;
}
