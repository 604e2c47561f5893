/**
 * Builds the keys of rules that are new or were changed, some hundred records to a transaction, while people go on writing:
 * a record under change is waited for. Until a rule is through, it finds what has keys already.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import { ruleSignature, type DuplicateRule } from '../../metadata/duplicates/compile-rules.js';
import type { Entity, Field } from '../../metadata/model/model.js';
import type { Value } from '../../metadata/value.js';
import type { Context, Services } from '../context.js';
import type { Transaction } from '../database/database.js';
import { joinFragments, raw, selectRows, sql, valueList } from '../records/sql/fragment.js';
import { sha256 } from '../sha256.js';
import { forgetKeys, insertKeys, keyRows, type KeyRunner, type KeySource } from './key-rows.js';
import { allDuplicateRules, fieldsRead } from './rules.js';

/** Records of one transaction. */
const batch = 300;

export interface BuildOptions {
  readonly signal?: AbortSignal;
  /** Also those that were built for what they are now: puts right what a fault left. */
  readonly all?: boolean;
  progress?(done: number): void;
}

const signatureOf = (rule: DuplicateRule): string => sha256(ruleSignature(rule));

/** Rules whose keys were not built for what they are now. `context` is the system's. */
async function stale(context: Context, all: boolean): Promise<readonly DuplicateRule[]> {
  const rules = [...allDuplicateRules(context.release.model).values()].flat();
  const rows = (await context.database.read('sys_duplicate_rule').select('rule', 'signature')) as { rule: string; signature: string }[]; // prettier-ignore
  const built = new Map(rows.map((row) => [row.rule, row.signature]));
  return rules.filter((rule) => all || built.get(rule.document.id) !== signatureOf(rule));
}

/** A cancelled run stops between two batches and is begun again by the next start or publish. */
export async function buildKeys(context: Context, options: BuildOptions = {}): Promise<{ readonly records: number }> {
  const rules = await stale(context, options.all === true);
  let done = 0;
  for (const name of new Set(rules.map(({ document }) => document.entity))) {
    const entity = context.release.model.entities.get(name)!;
    const own = rules.filter(({ document }) => document.entity === name);
    for (let after = ''; ;) {
      options.signal?.throwIfAborted();
      const from = after;
      const ids = await context.database.write((transaction) => buildBatch(context, transaction, { entity, rules: own, after: from })); // prettier-ignore
      if (ids.length === 0) break;
      after = ids.at(-1)!;
      done += ids.length;
      options.progress?.(done);
      await breathe();
    }
    await context.database.write(async (transaction) => {
      for (const rule of own) await storeSignature(transaction, rule);
    });
  }
  await context.database.write((transaction) => forgetOthers(context, transaction));
  return { records: done };
}

interface Batch {
  readonly entity: Entity;
  readonly rules: readonly DuplicateRule[];
  readonly after: string;
}

/** Deleted records are passed too: keys that a fault left of them go. */
async function buildBatch(
  { database }: Context,
  transaction: Transaction,
  { entity, rules, after }: Batch,
): Promise<readonly string[]> {
  const table = raw(database.dialect.quote(entity.table));
  const found = await selectRows(transaction, sql`select id from ${table} where id > ${after} order by id limit ${batch}`); // prettier-ignore
  const ids = found.map((row) => String(row['id']));
  await rewriteKeys(
    { database, transaction },
    { entity, rules, ids, only: rules.map(({ document }) => ({ rule: document.id })) },
  );
  return ids;
}

export interface KeysToWrite {
  readonly entity: Entity;
  readonly rules: readonly DuplicateRule[];
  readonly ids: readonly string[];
  /** Leaves the keys of other rules as they are. */
  readonly only?: readonly KeySource[];
}

/** Keys of records as they are stored now, the rows held against other writers; of a deleted one nothing stays. */
export async function rewriteKeys(runner: KeyRunner, { entity, rules, ids, only }: KeysToWrite): Promise<void> {
  if (ids.length === 0) return;
  const { dialect, engine } = runner.database;
  const fields = [...fieldsRead(rules)];
  const columns = ['id', ...fields.map((field) => dialect.quote(field.columns[0]!.name))].join(', ');
  const from = raw(`${columns} from ${dialect.quote(entity.table)}`);
  const lock = raw(engine === 'mysql' ? ' lock in share mode' : '');
  const rows = await selectRows(
    runner.transaction,
    sql`select ${from} where id in ${valueList(ids)} and deleted_at is null order by id${lock}`,
  );
  await forgetKeys(runner, entity.name, ids, only);
  const read = (row: Readonly<Record<string, unknown>>) => (field: Field) => {
    const column = field.columns[0]!;
    return dialect.decode(column, row[column.name]);
  };
  await insertKeys(runner, rows.flatMap((row) => keyRows(rules, String(row['id']), read(row) as (field: Field) => Value))); // prettier-ignore
}

async function storeSignature(transaction: Transaction, rule: DuplicateRule): Promise<void> {
  await transaction('sys_duplicate_rule')
    .insert({ rule: rule.document.id, signature: signatureOf(rule) })
    .onConflict('rule')
    .merge(['signature']);
}

/** Rules that are no longer there, or without effect. */
async function forgetOthers({ release }: Context, transaction: Transaction): Promise<void> {
  const ids = [...allDuplicateRules(release.model).values()].flat().map(({ document }) => document.id);
  const others = ids.length > 0 ? sql` where rule not in ${valueList(ids)}` : sql``;
  for (const table of ['sys_duplicate_key', 'sys_duplicate_rule'])
    await selectRows(transaction, sql`delete from ${raw(table)}${others}`);
}

/* ---------------------------------------------------------------- when */

/** Asked at start and after each publish: where keys are missing a job builds them; a site without records needs none. */
export async function ensureKeys(context: Context): Promise<void> {
  const { database, jobs, release } = context;
  const rules = await stale(context, false);
  if (rules.length === 0) return;
  if (await hasRecords(context, rules)) {
    await jobs.enqueue({ type: 'duplicateKeys', payload: {}, key: `duplicateKeys ${release.number}` });
    return;
  }
  await database.write(async (transaction) => {
    for (const rule of rules) await storeSignature(transaction, rule);
  });
}

async function hasRecords({ database, release }: Context, rules: readonly DuplicateRule[]): Promise<boolean> {
  const names = [...new Set(rules.map(({ document }) => document.entity))];
  const tables = names.map((name) => release.model.entities.get(name)!.table);
  const parts = tables.map((table) => raw(`select exists (select 1 from ${database.dialect.quote(table)}) as found`));
  const rows = await selectRows(database.read, joinFragments(parts, ' union all '));
  return rows.some((row) => Number(row['found']) === 1);
}

export interface KeyKeeper {
  /** Waits for what is under way. */
  close(): Promise<void>;
}

/** Listens for publishes until it is closed. */
export function createKeyKeeper({ events, log }: Pick<Services, 'events' | 'log'>, system: () => Context): KeyKeeper {
  let underWay: Promise<void> = Promise.resolve();
  let isClosed = false;
  const stop = events.subscribe((event) => {
    if (event.type !== 'release') return;
    underWay = underWay
      .then(() => (isClosed ? undefined : ensureKeys(system())))
      .catch((error: unknown) => log.error({ error }, 'Duplicate rules could not be made ready'));
  });
  return {
    async close() {
      isClosed = true;
      stop();
      await underWay;
    },
  };
}
