/**
 * Which of the timers of one owner fire when some are late: the highest tier that decides something once, everything below
 * it merged into that; of reminders alone one.
 */
import type { Timer } from './state.js';

export interface Firing {
  /** Undefined when none is due. */
  readonly fires: Timer | undefined;
  /** Due as well, and done with by the one that fires. */
  readonly merged: readonly Timer[];
}

export function planFiring(timers: readonly Timer[], now: string): Firing {
  const due = timers.filter(({ state, dueAt }) => state === 'armed' && dueAt <= now).sort((a, b) => a.tier - b.tier);
  const fires = due.findLast((timer) => timer.does !== 'remind') ?? due.at(-1);
  // Reminders of a tier above an escalation are due by themselves, but whoever is new has just been told.
  return { fires, merged: due.filter((timer) => timer !== fires) };
}
