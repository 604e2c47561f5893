/**
 * Sample data: a made-up company, written through the product's own bulk write and marked, so that it can be taken out
 * again whole. An installation that was cut short is taken out and begun anew at the next start.
 */
import { forgetBeside } from '../records/beside.js';
import type { SampleData } from '../api.js';
import { createSampleLogins } from '../access/first-admin.js';
import type { Context } from '../context.js';
import { writeMany, type ManyRow } from '../records/bulk.js';

/** The same company on every installation. */
const SEED = 20_26;
const setting = 'sample_data';

export interface InstalledSample {
  readonly records: number;
  readonly logins: readonly { readonly login: string; readonly roles: readonly string[] }[];
}

/** `installing` after a start that was killed, `installed`, `removed`, or undefined when it never was. */
export async function sampleState(context: Pick<Context, 'database'>): Promise<string | undefined> {
  const row = (await context.database.read('sys_setting').where('name', setting).first()) as
    { value?: string } | undefined;
  return row?.value;
}

async function setState(context: Context, value: string): Promise<void> {
  await context.database.write(async (transaction) => {
    await transaction('sys_setting').insert({ name: setting, value }).onConflict('name').merge();
  });
}

/** `context` is the system's. The logins take the password given; they may sign in from this machine only. */
export async function installSample(
  context: Context,
  make: (seed: number, today: string) => SampleData,
  password: string,
): Promise<InstalledSample> {
  if ((await sampleState(context)) === 'installing') await removeSample(context);
  await setState(context, 'installing');
  const data = make(SEED, context.evaluation.today());
  const ids = new Map<string, string>();
  const rows = [...data.tables.flatMap((table) => table.rows), ...data.users];
  for (const row of rows) ids.set(row.key, context.newId());
  const [departments, ...tables] = data.tables;
  let records = departments ? await writeTable(context, departments.entity, departments.rows, ids) : 0;
  const users = data.users.map((user) => ({ key: user.key, values: user.record }));
  records += await writeTable(context, 'user', users, ids);
  await createSampleLogins(
    context,
    data.users.map((user) => ({ userId: ids.get(user.key)!, login: user.login, roles: user.roles })),
    password,
  );
  for (const table of tables) records += await writeTable(context, table.entity, table.rows, ids);
  await setState(context, 'installed');
  return { records, logins: data.users.map(({ login, roles }) => ({ login, roles })) };
}

/** Times and authors that a sample row states, which no person could. */
const stampFields = ['created_at', 'created_by', 'updated_at', 'updated_by'];

async function writeTable(
  context: Context,
  entity: string,
  rows: SampleData['tables'][number]['rows'],
  ids: ReadonlyMap<string, string>,
): Promise<number> {
  const fields = context.release.model.entities.get(entity)?.fields;
  const generated = [...(fields?.values() ?? [])].filter((field) => field.type.generated).map((field) => field.name);
  const many: ManyRow[] = rows.map((row) => ({ id: ids.get(row.key)!, body: resolveReferences(row.values, ids) }));
  const result = await writeMany(context, entity, many, {
    history: false,
    sample: true,
    stamps: [...stampFields, ...generated],
  });
  const [failed] = result.failed;
  if (!failed) return result.created;
  const problem = failed.problems[0];
  throw new Error(
    `The sample data do not fit: ${entity} ${rows[failed.index]?.key} ${problem?.path ?? ''}: ${problem?.message ?? ''}`,
  );
}

function resolveReferences(values: Readonly<Record<string, unknown>>, ids: ReadonlyMap<string, string>) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const key = (value as { readonly $ref?: string } | null)?.$ref;
      if (key === undefined) return [name, value];
      const id = ids.get(key);
      if (id === undefined) throw new Error(`The sample data refer to "${key}", which they do not have.`);
      return [name, id];
    }),
  );
}

export interface RemovedSample {
  readonly records: number;
  /** Look-ups of records that stay and pointed to a sample record: now empty. */
  readonly emptied: number;
}

/** Takes every sample record, its history and the sample logins out for good. `context` is the system's. */
export async function removeSample(context: Context): Promise<RemovedSample> {
  const { model } = context.release;
  let records = 0;
  let emptied = 0;
  await context.database.write(async (transaction) => {
    records = 0;
    emptied = 0;
    const marked = (entity: string) => transaction('sys_sample').select('record_id').where('entity', entity);
    for (const entity of model.entities.values()) {
      for (const field of entity.fields.values()) {
        const column = field.columns[0];
        if (field.target === undefined || !column) continue;
        const pointing = transaction(entity.table)
          .whereIn(column.name, marked(field.target))
          .whereNotIn('id', marked(entity.name));
        // A link without one of its sides is none.
        emptied += await (entity.link ? pointing.delete() : pointing.update({ [column.name]: null }));
      }
    }
    for (const entity of ['user', 'department']) {
      await transaction('sys_share').whereIn('grantee', marked(entity)).delete();
    }
    const users = marked('user');
    await transaction('sys_session').whereIn('user_id', users).delete();
    await transaction('sys_user_role').whereIn('user_id', users).delete();
    for (const own of ['sys_follow', 'sys_notice', 'sys_notice_setting']) {
      await transaction(own).whereIn('user_id', users).delete();
    }
    await transaction('sys_account').where('sample', 1).delete();
    for (const entity of model.entities.values()) {
      records += await transaction(entity.table).whereIn('id', marked(entity.name)).delete();
      await forgetBeside(transaction, entity.name, marked(entity.name));
    }
    await transaction('sys_sample').delete();
    await transaction('sys_setting').insert({ name: setting, value: 'removed' }).onConflict('name').merge();
  });
  return { records, emptied };
}
