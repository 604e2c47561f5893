/**
 * R1 and R2 of the fault list: a server is killed in the middle of eight people's saves, again and again.
 *
 *   start -> eight writers create and change orders with lines -> first acknowledgement -> 50 to 500 ms -> SIGKILL
 *     -> start -> compare with what was acknowledged … -> at the end compare everything once more
 *
 * A writer knows what was acknowledged and what was under way. After the restart the first must be there exactly as it
 * was answered, the second wholly or not at all; a creation sent again with its key gives one order. Then the tables
 * themselves are read: totals equal their lines, every version has its history and outbox row, nothing is orphaned.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../server/database/database.js';
import { runStatement } from '../../server/database/run-statement.js';
import type { BuiltServer, ServerProcess } from '../helper/server-process.js';
import { startServer } from '../helper/server-process.js';
import type { Random } from './random.js';
import { Writer } from './writer.js';

export interface KillLoopOptions {
  readonly built: BuiltServer;
  /** TRELLIS_DATABASE_URL of a prepared site. */
  readonly url: string;
  readonly dataFolder: string;
  readonly cookies: readonly string[];
  /** Ids of customers, one for each cookie, and of products for everybody. */
  readonly customers: readonly string[];
  readonly products: readonly string[];
  readonly random: Random;
  /** Ends when this says so, asked before each kill. */
  isDone(kills: number): boolean;
  /** Opens the same database beside the server. */
  open(): Promise<Database>;
}

export interface KillOutcome {
  readonly kills: number;
  readonly acknowledged: number;
  /** Writes whose answer the kill cut off: found to be wholly done, or not at all. */
  readonly cutOff: { readonly done: number; readonly undone: number };
  /** Every one is a broken promise. */
  readonly findings: readonly string[];
}

export async function runKillLoop(options: KillLoopOptions): Promise<KillOutcome> {
  const { random, cookies, customers, products } = options;
  const writers = cookies.map(
    (cookie, index) =>
      new Writer({ cookie, customer: customers[index]!, products, random: random.fork(index), name: `w${index}` }),
  );
  const findings: string[] = [];
  let kills = 0;
  let server = await start(options);
  try {
    while (!options.isDone(kills) && findings.length === 0) {
      const { address } = server;
      const stop = new AbortController();
      const working = writers.map((writer) => writer.work(address, stop.signal));
      await firstAcknowledgement(writers, Promise.all(working));
      await pause(50 + random.below(451));
      if (!server.isRunning()) findings.push(`The server ended by itself:\n${server.output().slice(-2000)}`);
      await server.kill();
      kills++;
      stop.abort();
      await Promise.all(working);
      server = await start(options);
      for (const writer of writers) findings.push(...(await writer.verify(server.address)));
      findings.push(...(await inspect(options)));
    }
    const { address } = server;
    findings.push(...(await Promise.all(writers.map((writer) => writer.verifyAll(address)))).flat());
  } finally {
    await server.kill();
  }
  const sum = (read: (writer: Writer) => number): number => writers.reduce((total, writer) => total + read(writer), 0);
  return {
    kills,
    acknowledged: sum((writer) => writer.acknowledged),
    cutOff: { done: sum((writer) => writer.cutOffDone), undone: sum((writer) => writer.cutOffUndone) },
    findings,
  };
}

/** Waits until a write of this life of the server was acknowledged, or nobody writes any more. */
async function firstAcknowledgement(writers: readonly Writer[], working: Promise<unknown>): Promise<void> {
  const count = () => writers.reduce((total, writer) => total + writer.acknowledged, 0);
  const before = count();
  let isOver = false;
  void working.finally(() => (isOver = true));
  while (!isOver && count() === before) await pause(2);
}

const start = ({ built, url, dataFolder }: KillLoopOptions): Promise<ServerProcess> =>
  startServer(built, { url, dataFolder });

/** Rows of each statement break an invariant. */
const invariants: Readonly<Record<string, string>> = {
  'an order whose lines do not add up to its total':
    'select o.id, o.lines_total, (select sum(l.amount) from d_order_line l where l.`order` = o.id and l.deleted_at is null) as really ' +
    'from d_order o where o.lines_total <> coalesce((select sum(l.amount) from d_order_line l where l.`order` = o.id and l.deleted_at is null), 0)',
  'an order without a history row for each of its versions':
    "select o.id, o.version from d_order o where o.version <> (select count(distinct h.version) from sys_history h where h.entity = 'order' and h.record_id = o.id)",
  'a line without a history row for each of its versions':
    "select l.id, l.version from d_order_line l where l.version <> (select count(distinct h.version) from sys_history h where h.entity = 'order_line' and h.record_id = l.id)",
  'a history row of a record that is not there':
    "select h.record_id as id from sys_history h where (h.entity = 'order' and h.record_id not in (select id from d_order)) " +
    "or (h.entity = 'order_line' and h.record_id not in (select id from d_order_line))",
  'a line of an order that is not there':
    'select l.id from d_order_line l where l.`order` not in (select id from d_order)',
  'two orders with one reference': 'select reference as id from d_order group by reference having count(*) > 1',
  'another number of outbox rows than of history rows':
    'select h.n as id, o.n as other from (select count(*) as n from sys_history) h, (select count(*) as n from sys_outbox) o where h.n <> o.n',
  'an order that search neither finds nor has still to index':
    "select o.id from d_order o where o.deleted_at is null and not exists (select 1 from sys_search s where s.entity = 'order' and s.record_id = o.id) " +
    "and not exists (select 1 from sys_outbox b where b.to_index = 1 and b.ordering_key = 'order:' || o.id)",
  'an idempotency key without its answer': 'select `key` as id from sys_idempotency where status <> 201',
};

async function inspect(options: KillLoopOptions): Promise<readonly string[]> {
  const database = await options.open();
  try {
    const findings: string[] = [];
    for (const [what, statement] of Object.entries(invariants)) {
      const rows = await runStatement(database.read, statement, []);
      if (rows.length > 0) findings.push(`${rows.length} x ${what}: ${JSON.stringify(rows.slice(0, 3))}`);
    }
    return findings;
  } finally {
    await database.close();
  }
}
