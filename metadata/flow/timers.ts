/** Timers as rows: armed with the calendar of that moment, cancelled with their owner, frozen with what is left of them. */
import { addWorking, dueAfter, workingBetween } from './calendar.js';
import type { Timer } from './state.js';
import { change, nextId, rows, save, type Work } from './work.js';

type NewTimer = Pick<Timer, 'owner' | 'node' | 'visit' | 'tier' | 'does'>;

export function armAfter(work: Work, timer: NewTimer, after: string): Timer {
  return armAt(work, timer, dueAfter(work.env.now, after, work.env.calendar));
}

export const armAt = (work: Work, timer: NewTimer, dueAt: string): Timer =>
  save(work, 'timers', { id: nextId(work), ...timer, dueAt, state: 'armed', left: null });

const isWaiting = ({ state }: Timer): boolean => state === 'armed' || state === 'frozen';

export function cancelTimers(work: Work, owner: string): void {
  for (const timer of rows(work, 'timers'))
    if (timer.owner.id === owner && isWaiting(timer)) change(work, 'timers', timer.id, { state: 'cancelled' });
}

/** Stops the clock of all timers, or those of one owner. */
export function freezeTimers(work: Work, owner?: string): void {
  const { now, calendar } = work.env;
  for (const timer of rows(work, 'timers'))
    if (timer.state === 'armed' && (owner === undefined || timer.owner.id === owner))
      change(work, 'timers', timer.id, { state: 'frozen', left: workingBetween(now, timer.dueAt, calendar) });
}

/** Lets it run on with what was left; timers of tasks whose own clock stands still stay as they are. */
export function thawTimers(work: Work, owner?: string): void {
  const { now, calendar } = work.env;
  for (const timer of rows(work, 'timers')) {
    if (timer.state !== 'frozen' || (owner !== undefined && timer.owner.id !== owner)) continue;
    if (owner === undefined && work.tables.tasks[timer.owner.id]?.paused) continue;
    change(work, 'timers', timer.id, { state: 'armed', dueAt: addWorking(now, timer.left ?? 0, calendar), left: null });
  }
}
