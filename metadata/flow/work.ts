/** The working copy of a state during one step: rows are replaced, effects and journal lines gathered, ids handed out. */
import type { Value } from '../value.js';
import type { Calendar } from './calendar.js';
import type { Compiled, CompiledNode } from './compiled.js';
import type { DbOp, Effect, LogEntry } from './effects.js';
import type { Instance, ReadNeed, State, TableName, Tables, Token } from './state.js';

export interface Env {
  /** ISO 8601 in UTC. */
  readonly now: string;
  readonly calendar: Calendar;
  /** How an action runs: in the transaction, or outside. Absent: `record.…` in the transaction, all others outside. */
  readonly actionClass?: (use: string) => 'db' | 'out';
  /** Steps of tokens before the transaction is ended and the rest continued; 200 unless stated. */
  readonly microSteps?: number;
}

type WorkingTables = { -readonly [T in TableName]: Record<string, Tables[T]> };

export interface Work {
  readonly def: Compiled;
  readonly env: Env;
  instance: Instance;
  readonly tables: WorkingTables;
  readonly effects: Effect[];
  readonly log: LogEntry[];
  ordinal: number;
}

export function beginWork(def: Compiled, { instance, ...rows }: State, env: Env): Work {
  const tables = Object.fromEntries(Object.entries(rows).map(([name, table]) => [name, { ...table }])) as WorkingTables;
  return { def, env, instance: { ...instance, seq: instance.seq + 1 }, tables, effects: [], log: [], ordinal: 0 };
}

export const endWork = ({ instance, tables }: Work): State => ({ instance, ...tables });

export function nextId(work: Work): string {
  work.ordinal += 1;
  return `${work.instance.id}.${work.instance.seq}.${work.ordinal}`;
}

export function save<T extends TableName>(work: Work, table: T, row: Tables[T]): Tables[T] {
  (work.tables[table] as Record<string, Tables[T]>)[row.id] = row;
  return row;
}

/** The row with some of its columns changed, as it stands now. */
export function change<T extends TableName>(work: Work, table: T, id: string, columns: Partial<Tables[T]>): Tables[T] {
  return save(work, table, { ...(work.tables[table] as Record<string, Tables[T]>)[id]!, ...columns });
}

export function rows<T extends TableName>(work: Work, table: T): readonly Tables[T][] {
  return Object.values(work.tables[table]) as unknown as readonly Tables[T][];
}

export const changeInstance = (work: Work, columns: Partial<Instance>): void => {
  work.instance = { ...work.instance, ...columns };
};

export const nodeOf = (work: Work, id: string): CompiledNode => work.def.nodes[id]!;

export const note = (work: Work, code: string, data: Readonly<Record<string, Value>> = {}): void => {
  work.log.push({ code, ...data });
};

export const database = (work: Work, op: DbOp): void => void work.effects.push({ k: 'db', op });

/** Sent once however often it is asked for in this step. */
export function send(work: Work, topic: string, key: string, body: Readonly<Record<string, Value>>): void {
  const whole = `${work.instance.id}:${topic}:${key}`;
  if (work.effects.some((effect) => effect.k === 'out' && effect.key === whole)) return;
  work.effects.push({ k: 'out', key: whole, topic, body });
}

/** Tells somebody something about a step; the journal number keeps a second message apart from a repeated one. */
export function tellPerson(work: Work, user: string, what: string, token?: Pick<Token, 'node' | 'visit'>): void {
  const place = token ? `${token.node}:${token.visit}` : 'flow';
  send(work, 'notify', `${place}:${what}:${user}:${work.instance.seq}`, { user, what, node: token?.node ?? null });
}

/** The token waits until the answer has come. */
export function ask(work: Work, token: string, need: ReadNeed): void {
  const id = nextId(work);
  save(work, 'reads', { id, token, need });
  work.effects.push({ k: 'read', read: id, token, need });
}

export const wait = (work: Work, token: string, on: NonNullable<Token['wait']>): void =>
  void change(work, 'tokens', token, { state: 'waiting', wait: on, resume: null });
