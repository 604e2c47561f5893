/**
 * Two servers under the same requests: five rounds, in each one after the other in changing order, so that whatever else
 * the machine does falls on both. Medians of the rounds are compared; processor time per request stands beside, which
 * neighbours on a busy machine hardly change.
 */
import { readFileSync } from 'node:fs';
import type { ServerProcess } from '../../helper/server-process.js';
import type { LoadRequest, LoadResult, Loader } from './load.js';

export interface Contest {
  readonly loader: Loader;
  readonly baseline: ServerProcess;
  readonly ours: ServerProcess;
}

export interface Side {
  /** Medians over the rounds. */
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Processor time of the server per request in the best round, in microseconds: what neighbours disturb least. */
  readonly cpu: number;
}

export interface Comparison {
  readonly baseline: Side;
  readonly ours: Side;
}

export interface CompareOptions {
  readonly baseline: readonly LoadRequest[];
  readonly ours: readonly LoadRequest[];
  readonly connections?: number;
  readonly rounds?: number;
  readonly seconds?: number;
}

const roundsOf = Number(process.env['TRELLIS_BENCH_ROUNDS'] ?? 5);
const secondsOf = Number(process.env['TRELLIS_BENCH_SECONDS'] ?? 1.5);

export async function compare(contest: Contest, options: CompareOptions): Promise<Comparison> {
  const { connections = 8, rounds = roundsOf, seconds = secondsOf } = options;
  const sides = ['baseline', 'ours'] as const;
  const found: Record<(typeof sides)[number], { load: LoadResult; cpu: number }[]> = { baseline: [], ours: [] };
  for (const side of sides) {
    await contest.loader.set(side, options[side]);
    await contest.loader.run({ run: side, port: contest[side].port, connections, seconds: Math.min(1, seconds) });
  }
  for (let round = 0; round < rounds; round++) {
    for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
      const { pid, port } = contest[side];
      const before = cpuSeconds(pid);
      const load = await contest.loader.run({ run: side, port, connections, seconds });
      if (load.failures.length > 0) throw new Error(`The ${side} failed: ${load.failures.join('; ')}`);
      found[side].push({ load, cpu: ((cpuSeconds(pid) - before) * 1e6) / load.count });
    }
  }
  const summary = (side: (typeof sides)[number]): Side => {
    const all = (read: (each: { load: LoadResult; cpu: number }) => number) => median(found[side].map(read));
    return {
      perSecond: all(({ load }) => load.perSecond),
      p50: all(({ load }) => load.p50),
      p99: all(({ load }) => load.p99),
      cpu: Math.min(...found[side].map(({ cpu }) => cpu)),
    };
  };
  return { baseline: summary('baseline'), ours: summary('ours') };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** User and system time of a process so far. Linux counts in hundredths of a second. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory of a process in megabytes. */
export function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
