/**
 * A message is a ticket for a place at work, not for the job it names: whoever holds one takes the most urgent due job of
 * anybody within their share, then the next, and gives the place back when nothing is due. So order and shares are those
 * of the rows, whatever order messages come in, and one that comes twice, late or for nothing finds nothing.
 *
 *   message -> gathered with others -> claim -> run -> result written -> claim again … -> nothing due: message done
 *
 * While jobs are short a place is worth less than the way to Redis: messages are done with their claim, which takes a batch,
 * and the places go on by themselves.
 */
import type { Log } from '../context.js';
import { createBatch } from './batch.js';
import type { ClaimedJob } from './job-store.js';
import type { Ended, JobRunner } from './job-runner.js';

export interface TicketsOptions {
  readonly runner: Pick<JobRunner, 'claim' | 'room' | 'isShort'>;
  readonly log: Log;
  /** Jobs that are claimed at a time while they are short. */
  readonly batch: number;
  /** No place was free for these: others may have one. */
  turnedAway(ids: readonly string[]): void;
}

export interface Tickets {
  /** Holds a place; resolves when nothing is due any more. `isFirst`: the first message of this row. */
  present(id: string, isFirst: boolean): Promise<void>;
  /** Results are written: their places take the next job. */
  goOn(ended: readonly Ended[]): void;
  /** As `goOn`, and their places are given back. */
  giveBack(ended: readonly Ended[]): void;
  /** How many tickets were presented so far. */
  presented(): number;
  /** Claims nothing any more; waits for a claim that is under way. */
  stop(): Promise<void>;
}

interface Ticket {
  /** The row it came for, while it has not looked yet. */
  readonly id?: string;
  done(): void;
}

/** Rows this process has claimed lately, whose first message has nothing to say any more. */
const mostRemembered = 20_000;

export function createTickets({ runner, log, batch: batchSize, turnedAway }: TicketsOptions): Tickets {
  const held = new Map<string, Ticket>();
  const taken = new Set<string>();
  let presented = 0;
  let isStopped = false;

  const batch = createBatch<Ticket>({
    size: batchSize,
    pauseMs: 1,
    async take(tickets) {
      const isShort = runner.isShort();
      const room = isStopped ? 0 : Math.max(0, runner.room());
      // A claim costs the same for one job as for many; what is in hand ends soon and asks again.
      const limit = isShort ? (room >= batchSize / 2 ? room : 0) : Math.min(tickets.length, room);
      const jobs = await claim(limit);
      if (isShort && !isStopped) return tickets.forEach((ticket) => ticket.done());
      tickets.slice(0, jobs.length).forEach((ticket, index) => held.set(jobs[index]!.id, ticket));
      for (const ticket of tickets.slice(jobs.length)) ticket.done();
      const rest = tickets.slice(limit).flatMap(({ id }) => (id === undefined ? [] : [id]));
      if (rest.length > 0) turnedAway(rest);
    },
  });

  async function claim(limit: number): Promise<readonly ClaimedJob[]> {
    if (limit <= 0) return [];
    try {
      const { jobs } = await runner.claim(limit);
      for (const { id } of jobs) remember(id);
      return jobs;
    } catch (error) {
      log.error({ error }, 'The job queue could not be read');
      return [];
    }
  }

  function remember(id: string): void {
    taken.add(id);
    if (taken.size <= mostRemembered) return;
    const [oldest] = taken;
    taken.delete(oldest!);
  }

  /** What was claimed without a ticket has a place all the same. */
  function ticketOf(id: string): Ticket {
    const ticket = held.get(id);
    held.delete(id);
    return { done: () => ticket?.done() };
  }

  return {
    async present(id, isFirst) {
      presented++;
      if (isFirst && taken.has(id)) return;
      await new Promise<void>((resolve) => batch.add({ id, done: resolve }));
    },
    goOn(ended) {
      for (const { job } of ended) batch.add(ticketOf(job.id));
    },
    giveBack(ended) {
      for (const { job } of ended) ticketOf(job.id).done();
    },
    presented: () => presented,
    async stop() {
      isStopped = true;
      await batch.flush();
    },
  };
}
