/** Answers to what was asked inside the transaction: people found, expressions evaluated. */
import type { EventOf } from '../events.js';
import type { Resolution } from '../people.js';
import { isOpenSlot, type Read } from '../state.js';
import { addPeople, afterClosing, applyEmpty, recount, replaceSlot, slotsOf } from '../tasks.js';
import { wake } from '../tokens.js';
import { blockOf } from '../compiled.js';
import { change, nodeOf, note, type Work } from '../work.js';
import type { Handled } from './participants.js';

function take(work: Work, id: string): Read | undefined {
  const read = work.tables.reads[id];
  delete work.tables.reads[id];
  return read;
}

export function evaluated(work: Work, { read: id, values }: EventOf<'Evaluated'>): Handled {
  const read = take(work, id);
  if (read?.need.is !== 'eval') return { code: 'unknown', what: id };
  wake(work, read.token, { is: 'values', values });
  return undefined;
}

export function whoResolved(work: Work, { read: id, resolution }: EventOf<'WhoResolved'>): Handled {
  const read = take(work, id);
  if (!read || read.need.is === 'eval') return { code: 'unknown', what: id };
  const { need, token } = read;
  if (need.is === 'who') wake(work, token, { is: 'people', resolution });
  else if (need.is === 'escalate') escalate(work, need.task, need.tier, resolution);
  else if (need.is === 'substitute') substitute(work, need.slot, resolution);
  else fill(work, need.task, resolution);
  return undefined;
}

function escalate(work: Work, id: string, tier: number, { people }: Resolution): void {
  const task = work.tables.tasks[id]!;
  if (task.status !== 'open') return note(work, 'stale', { task: id });
  const { deadline = [] } = blockOf(nodeOf(work, task.node), 'approve', 'handle');
  const replaces = deadline[tier]?.how === 'replace' && people.length > 0;
  if (replaces)
    for (const slot of slotsOf(work, id))
      if (isOpenSlot(slot)) change(work, 'slots', slot.id, { status: 'moved', decidedAt: work.env.now });
  if (people.length > 0) change(work, 'tasks', id, { ownerless: false });
  const added = addPeople(work, task, people, { via: 'escalate', addedBy: 'system:sla' });
  note(work, 'escalated', { task: id, tier, to: added.map(({ assignee }) => assignee) });
  recount(work, id);
}

/** Somebody left: whoever stands in, else one vote less. */
function substitute(work: Work, id: string, { people: [person] }: Resolution): void {
  const slot = work.tables.slots[id]!;
  if (!isOpenSlot(slot)) return note(work, 'stale', { slot: id });
  const isSigner = slotsOf(work, slot.task).some((other) => other.assignee === person?.user && isOpenSlot(other));
  if (person && !isSigner) {
    replaceSlot(work, slot, person.user, { via: 'ooo', addedBy: 'system:left' });
    return;
  }
  change(work, 'slots', id, { status: 'removed', decidedAt: work.env.now });
  for (const child of slotsOf(work, slot.task)) if (child.parent === id && isOpenSlot(child)) change(work, 'slots', child.id, { status: 'not_needed' }); // prettier-ignore
  afterClosing(work, slot);
}

/** Nobody was left; what the policy found. */
function fill(work: Work, id: string, { people, empty }: Resolution): void {
  const task = work.tables.tasks[id]!;
  if (task.status !== 'open') return;
  if (people.length === 0) return applyEmpty(work, id, empty?.does ?? 'admin');
  addPeople(work, task, people, { via: 'resolved' });
  recount(work, id);
}
