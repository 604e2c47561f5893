/** approve (also with signers behind), reject, abstain: the owner's own vote. */
import type { EventOf } from '../events.js';
import { afterClosing } from '../tasks.js';
import { change, nextId, note, save, type Work } from '../work.js';
import { isRefusal, ownPending, type Handled } from './participants.js';

const statuses = { approve: 'approved', reject: 'rejected', abstain: 'abstained' } as const;

export function slotDecided(work: Work, event: EventOf<'SlotDecided'>): Handled {
  const { actor, verdict, comment = null, then } = event;
  const slot = ownPending(work, event.slot, actor);
  if (isRefusal(slot)) return slot;
  const task = work.tables.tasks[slot.task]!;
  // Work has no verdict: it is done, or handed on.
  if (verdict === 'reject' && work.def.nodes[task.node]!.kind === 'handle') return { code: 'not_allowed', what: verdict };
  if (then) {
    if (verdict !== 'approve' || slot.parent !== null || then.to.length === 0) return { code: 'not_allowed', what: 'add_after' };
    save(work, 'overlays', { id: nextId(work), task: task.id, by: actor, to: [...new Set(then.to)], mode: then.mode ?? 'all', state: 'waiting' });
  }
  change(work, 'slots', slot.id, { status: statuses[verdict], comment, decidedAt: work.env.now });
  note(work, 'slot_decided', { slot: slot.id, actor, verdict });
  afterClosing(work, slot);
  return undefined;
} // prettier-ignore
