/**
 * How long publishing may take: rows of each step by the rows a millisecond that such steps did here before, or by a cautious
 * guess where none was measured. Learned from each publish (server/releases/publish-speeds.ts). Pure.
 */

export interface PublishEstimate {
  readonly milliseconds: number;
  /** False: for some step with rows nothing was measured yet. */
  readonly measured: boolean;
}

/** Of one kind of step: all rows that were measured, and how long they took. */
export interface MeasuredSpeed {
  readonly rows: number;
  readonly milliseconds: number;
}

/** By the action of a step. */
export type PublishSpeeds = Readonly<Record<string, MeasuredSpeed>>;

interface CountedAction {
  readonly action: string;
  readonly rows: number;
}

/** Rows a millisecond of steps that work on rows, on a slow disk; the others are over at once. */
const cautious: Readonly<Record<string, number>> = {
  convertColumn: 0.5,
  fillDefault: 0.5,
  fillCompanions: 0.5,
  fillComputed: 0.5,
  addIndex: 50,
  widenColumn: 20,
};

/** Of any step: its statement, its journal row, waiting for those who write. */
const perStep = 20;

/** Fewer rows tell how long a step takes to begin, not how fast it is. */
export const leastMeasured = 500;

/** From here on what was measured earlier counts for half, so that a faster disk shows. */
const mostRemembered = 2_000_000;

export const takesRows = (action: string): boolean => Object.hasOwn(cautious, action);

export function estimatePublish(steps: readonly CountedAction[], speeds: PublishSpeeds): PublishEstimate {
  let milliseconds = 0;
  let measured = true;
  for (const { action, rows } of steps) {
    milliseconds += perStep;
    const guess = cautious[action];
    if (guess === undefined || rows === 0) continue;
    const speed = Object.hasOwn(speeds, action) ? speeds[action] : undefined;
    if (!speed) measured = false;
    milliseconds += speed ? (rows * speed.milliseconds) / speed.rows : rows / guess;
  }
  return { milliseconds: Math.round(milliseconds), measured };
}

export function learnSpeeds(
  speeds: PublishSpeeds,
  observed: readonly (CountedAction & { readonly milliseconds: number })[],
): PublishSpeeds {
  const learned: Record<string, MeasuredSpeed> = { ...speeds };
  for (const { action, rows, milliseconds } of observed) {
    if (!takesRows(action) || rows < leastMeasured || !(milliseconds > 0)) continue;
    const held = learned[action] ?? { rows: 0, milliseconds: 0 };
    const weight = held.rows > mostRemembered ? 0.5 : 1;
    learned[action] = { rows: held.rows * weight + rows, milliseconds: held.milliseconds * weight + milliseconds };
  }
  return learned;
}

export interface DurationWords {
  readonly unit: 'moment' | 'seconds' | 'halfMinute' | 'minutes' | 'hours';
  /** Of minutes and hours. */
  readonly count: number;
}

/** How a person would say it. */
export function durationWords(milliseconds: number): DurationWords {
  const seconds = milliseconds / 1000;
  if (seconds < 1) return { unit: 'moment', count: 0 };
  if (seconds < 15) return { unit: 'seconds', count: 0 };
  if (seconds < 45) return { unit: 'halfMinute', count: 0 };
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes < 90 ? { unit: 'minutes', count: minutes } : { unit: 'hours', count: Math.round(minutes / 60) };
}
