/**
 * Work processes stand back where processors are few: those who wait for an answer of the server itself come first.
 *
 * `low` is a lower priority: it gets a tenth of what others get. A process that wakes up beside it still waits until the turn
 * of the other one is over, a millisecond and more, at each step of a save. `idle` is Linux's SCHED_IDLE: only what nobody
 * else wants, and given up at once. A machine whose processors are always taken never gives it any, so a pool that sees that
 * goes on with `low`.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism, platform, setPriority } from 'node:os';

export type WorkPriority = 'idle' | 'low';

/** What starts a program: itself, or a shell that becomes it. */
export interface Start {
  readonly execPath: string;
  readonly execArgv: readonly string[];
}

/** Node cannot set it. Where there is no `chrt` (util-linux, busybox) or it is refused, the program starts all the same. */
const standBack = 'chrt -i -p 0 $$ >/dev/null 2>&1; exec "$0" "$@"';

/** With one processor a busy server would leave nothing at all. */
const isPossible = platform() === 'linux' && availableParallelism() > 1;

/** How node is started with these options at this priority; its process id is the one that was started. */
export function startBehind(execArgv: readonly string[], priority: WorkPriority): Start {
  if (priority === 'low' || !isPossible) return { execPath: process.execPath, execArgv };
  return { execPath: '/bin/sh', execArgv: ['-c', standBack, process.execPath, ...execArgv] };
}

/** Whether processes can be told to stand still, and need be: with a processor for each and one for the server they need not. */
export const standsStill = (tasks: number, processors: number): boolean =>
  (platform() === 'linux' || platform() === 'darwin') && processors <= tasks;

export function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, 10);
  } catch {
    // It has ended, or the system has no such thing.
  }
}

/** Whether a process is at work, waits for a processor or is held, and the milliseconds that it has had one; undefined but on Linux. */
export function processorOf(pid: number | undefined): { readonly isReady: boolean; readonly ms: number } | undefined {
  try {
    // proc(5): the state is the third value, times in user and system are the 14th and 15th, in hundredths of a second.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]!.split(' ');
    return { isReady: fields[0] === 'R' || fields[0] === 'T', ms: (Number(fields[11]) + Number(fields[12])) * 10 };
  } catch {
    return undefined;
  }
}
