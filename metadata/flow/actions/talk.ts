/** What is said meanwhile: urge, ask for information (the clock stands still), answer, comment. */
import type { EventOf } from '../events.js';
import { isOpenSlot } from '../state.js';
import { slotsOf } from '../tasks.js';
import { freezeTimers, thawTimers } from '../timers.js';
import { change, note, tellPerson, type Work } from '../work.js';
import { isRefusal, ownPending, type Handled } from './participants.js';

/** Between two of them, of one task. */
const URGE_EVERY = 4 * 3_600_000;

export function urged(work: Work, { task: id, actor }: EventOf<'Urged'>): Handled {
  const task = work.tables.tasks[id];
  if (!task) return { code: 'unknown', what: id };
  if (task.status !== 'open') return { code: 'already_decided' };
  const next = task.urgedAt === null ? '' : new Date(Date.parse(task.urgedAt) + URGE_EVERY).toISOString();
  if (work.env.now < next) return { code: 'too_soon', at: next };
  change(work, 'tasks', id, { urgedAt: work.env.now });
  for (const slot of slotsOf(work, id)) if (slot.status === 'pending') tellPerson(work, slot.assignee, 'urged', task);
  note(work, 'urged', { task: id, actor });
  return undefined;
}

export function infoAsked(work: Work, { slot: id, actor, of, comment = null }: EventOf<'InfoAsked'>): Handled {
  const slot = ownPending(work, id, actor);
  if (isRefusal(slot)) return slot;
  const task = change(work, 'tasks', slot.task, { paused: true });
  freezeTimers(work, task.id);
  tellPerson(work, of, 'info_asked', task);
  note(work, 'info_asked', { task: task.id, actor, of, comment });
  return undefined;
}

export function infoGiven(work: Work, { task: id, actor, comment = null }: EventOf<'InfoGiven'>): Handled {
  const task = work.tables.tasks[id];
  if (!task) return { code: 'unknown', what: id };
  if (task.status !== 'open' || !task.paused) return { code: 'not_allowed' };
  change(work, 'tasks', id, { paused: false });
  thawTimers(work, id);
  for (const slot of slotsOf(work, id)) if (isOpenSlot(slot) && slot.status === 'pending') tellPerson(work, slot.assignee, 'info_given', task); // prettier-ignore
  note(work, 'info_given', { task: id, actor, comment });
  return undefined;
}

export function commented(work: Work, { actor, comment = null }: EventOf<'Commented'>): Handled {
  note(work, 'commented', { actor, comment });
  return undefined;
}
