/** What the canvas of a job changes: when it runs, what it does, whether it is on. Pure. */
import type { Operation } from '../../metadata/document/operations.js';
import { cronOf, cycleOf, type Cycle } from '../../metadata/schedule/cycle.js';
import { setOperation } from '../session/set-value.js';
import { textAt } from '../session/text-at.js';

/** The choices of how often: the cycles that people send reports by, and the two that only programs want. */
export const cycleNames = ['minutes', 'hour', 'day', 'weekday', 'week', 'month', 'lastDay', 'cron'] as const;
export type CycleName = (typeof cycleNames)[number];

export type JobCycle = Cycle | { readonly every: 'minutes'; readonly count: number } | { readonly every: 'hour'; readonly minute: number }; // prettier-ignore

/** Steps that divide an hour. */
export const minuteSteps = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30] as const;

export function jobCycleOf(cron: string): JobCycle {
  const step = /^\*\/(\d{1,2}) \* \* \* \*$/.exec(cron)?.[1] ?? (cron === '* * * * *' ? '1' : undefined);
  if (step !== undefined && (minuteSteps as readonly number[]).includes(Number(step))) return { every: 'minutes', count: Number(step) }; // prettier-ignore
  const minute = /^(\d{1,2}) \* \* \* \*$/.exec(cron)?.[1];
  if (minute !== undefined && Number(minute) < 60) return { every: 'hour', minute: Number(minute) };
  return cycleOf(cron);
}

export function jobCronOf(cycle: JobCycle): string {
  if (cycle.every === 'minutes') return cycle.count === 1 ? '* * * * *' : `*/${cycle.count} * * * *`;
  if (cycle.every === 'hour') return `${cycle.minute} * * * *`;
  return cronOf(cycle);
}

/** Another choice, with what the last one had of the same. */
export function turned(cycle: JobCycle, every: CycleName): JobCycle {
  const time = 'time' in cycle ? cycle.time : '03:00';
  const made: Readonly<Record<CycleName, JobCycle>> = {
    minutes: { every: 'minutes', count: 15 },
    hour: { every: 'hour', minute: 0 },
    day: { every: 'day', time },
    weekday: { every: 'weekday', time },
    week: { every: 'week', time, weekday: 1 },
    month: { every: 'month', time, day: 1 },
    lastDay: { every: 'lastDay', time },
    cron: { every: 'cron', cron: jobCronOf(cycle) },
  };
  return made[every];
}

export const setCron = (document: unknown, cron: string): Operation => setOperation(document, ['cron'], cron);
/** Empty: that of the site. */
export const setZone = (document: unknown, zone: string): Operation =>
  setOperation(document, ['zone'], zone === '' ? undefined : zone);
/** Another handler takes other arguments: those of the first go. */
export const setHandler = (document: unknown, handler: string): Operation => ({
  op: 'group',
  operations: [
    setOperation(document, ['handler'], handler),
    ...(textAt(document, 'handler') === handler ? [] : [setOperation(document, ['arguments'], undefined)]),
  ],
});
/** Absent is on, and absent is left out of the document. */
export const setActive = (document: unknown, isActive: boolean): Operation =>
  setOperation(document, ['active'], isActive ? undefined : false);
export const setOverlap = (document: unknown, overlap: 'skip' | 'queue'): Operation =>
  setOperation(document, ['overlap'], overlap);

/** Whether the clocks of a zone change between two of these moments: the hours between them are not those that one reckons. */
export function clocksChange(zone: string, moments: readonly string[]): boolean {
  const offset = (moment: string): string =>
    new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(new Date(moment)).find(({ type }) => type === 'timeZoneName')?.value ?? ''; // prettier-ignore
  return new Set(moments.map(offset)).size > 1;
}
