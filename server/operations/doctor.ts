/** What `doctor` looks at: configuration, database, drift of the schema, orphans, sample data. Reads only. */
import { statfs } from 'node:fs/promises';
import { readLastBackup } from '../backup/last-backup.js';
import type { Config } from '../config.js';
import type { Entity } from '../../metadata/model/model.js';
import type { Context } from '../context.js';
import { findDrift } from '../releases/drift.js';
import type { LoadedRelease } from '../releases/store.js';
import { sampleState } from './sample-data.js';

export interface DoctorFinding {
  readonly level: 'ok' | 'note' | 'problem';
  readonly text: string;
}

/** Under this many free bytes a write may soon be refused. */
const LITTLE_SPACE = 1_000_000_000;

export async function examine(
  context: Context,
  release: LoadedRelease,
  config: Config,
): Promise<readonly DoctorFinding[]> {
  return [
    ...(await examineDatabase(context, release)),
    ...(await examineOrphans(context)),
    ...examineConfig(config),
    await examineJobs(config),
    await examineSpace(config),
    await examineBackup(context),
    { level: 'note', text: `Sample data: ${(await sampleState(context)) ?? 'never installed'}.` },
  ];
}

async function examineDatabase(context: Context, release: LoadedRelease): Promise<readonly DoctorFinding[]> {
  const { database, registries } = context;
  const drift = await findDrift({ database, registries }, release);
  const found: DoctorFinding[] = [
    { level: 'ok', text: `Database: ${database.engine}. Live release: ${release.number}.` },
  ];
  if (drift.length === 0)
    found.push({ level: 'ok', text: 'Tables, columns and indexes are as the release needs them.' });
  for (const { message } of drift) found.push({ level: 'problem', text: message });
  return found;
}

/** Look-ups that point to a record that is not there: record tables have no foreign keys, so somebody must look. */
export async function examineOrphans(context: Context): Promise<readonly DoctorFinding[]> {
  const found: DoctorFinding[] = [];
  for (const entity of context.release.model.entities.values()) {
    for (const field of entity.fields.values()) {
      const target = field.target === undefined ? undefined : context.release.model.entities.get(field.target);
      const column = field.columns[0];
      if (!target || !column) continue;
      const count = await countOrphans(context, entity, { column: column.name, table: target.table });
      if (count === 0) continue;
      const { link } = entity;
      const text = link
        ? `${count} links of ${link.entity}.${link.field} have no ${target.name} any more on one side.`
        : `${count} records of ${entity.name} point by ${field.name} to a ${target.name} that does not exist.`;
      found.push({ level: 'problem', text });
    }
  }
  return found.length > 0 ? found : [{ level: 'ok', text: 'Every look-up points to a record that exists.' }];
}

/** A link is also lost when the record it leads to is deleted: links go with either side. */
async function countOrphans(
  { database }: Context,
  entity: Entity,
  target: { readonly column: string; readonly table: string },
): Promise<number> {
  const query = database
    .read(`${entity.table} as a`)
    .leftJoin(`${target.table} as b`, 'b.id', `a.${target.column}`)
    .whereNotNull(`a.${target.column}`)
    .whereNot(`a.${target.column}`, 'system')
    .count({ n: '*' });
  if (!entity.link) void query.whereNull('b.id');
  else
    void query
      .whereNull('a.deleted_at')
      .where((either) => void either.whereNull('b.id').orWhereNotNull('b.deleted_at'));
  const row = (await query.first()) as { readonly n: number | string } | undefined;
  return Number(row?.n ?? 0);
}

function examineConfig(config: Config): readonly DoctorFinding[] {
  const found: DoctorFinding[] = [];
  if (config.demo === 'open')
    found.push({ level: 'note', text: 'TRELLIS_DEMO=open: the sample logins may sign in from everywhere.' });
  if (config.insecureHttp)
    found.push({
      level: 'note',
      text: 'TRELLIS_INSECURE_HTTP=1: passwords travel unencrypted unless a proxy adds https.',
    });
  if (config.url === undefined)
    found.push({
      level: 'note',
      text: 'TRELLIS_URL is not set: links in mails and the origin check follow the Host header.',
    });
  found.push({
    level: 'note',
    text:
      config.mailUrl === undefined
        ? 'TRELLIS_MAIL_URL is not set: nothing is sent by mail, schedules included.'
        : `Mails go through ${new URL(config.mailUrl).host}.`,
  });
  if (config.embedOrigins.length > 0)
    found.push({ level: 'note', text: `Shared links may be framed by ${config.embedOrigins.join(', ')}.` });
  for (const name of config.unknown)
    found.push({ level: 'problem', text: `The variable ${name} is not known: is its name misspelt?` });
  return found;
}

/** What carries jobs, and whether it answers. */
async function examineJobs({ redisUrl, role }: Config): Promise<DoctorFinding> {
  const of = role === 'all' ? '' : ` TRELLIS_ROLE=${role}.`;
  if (redisUrl === undefined) return { level: 'ok', text: `Jobs are carried by the database.${of}` };
  const { examineRedis } = await import('../redis/examine.js');
  const found = await examineRedis(redisUrl);
  if (found.state === 'fit') return { level: 'ok', text: `Jobs are carried by Redis ${found.version}.${of}` };
  return { level: 'problem', text: `Jobs are carried by the database, for Redis cannot: ${found.problem}${of}` };
}

async function examineSpace(config: Config): Promise<DoctorFinding> {
  const { bavail, bsize } = await statfs(config.dataFolder);
  const free = bavail * bsize;
  const text = `Free space for the data folder: ${Math.floor(free / 1_000_000)} MB.`;
  return { level: free < LITTLE_SPACE ? 'problem' : 'ok', text };
}

/** Older than this, a site that is used has lost too much if it were needed. */
const OLD_BACKUP = 7 * 86_400_000;

export async function examineBackup({ database, clock }: Pick<Context, 'database' | 'clock'>): Promise<DoctorFinding> {
  const last = await readLastBackup(database);
  const advice = 'Make one: npm run trellis -- backup <folder>';
  if (!last) return { level: 'note', text: `No backup of this site has been verified yet. ${advice}` };
  const text = `The last verified backup is of ${last.at.slice(0, 16).replace('T', ' ')} UTC, release ${last.release} (${last.file}).`;
  const isOld = clock.now().getTime() - Date.parse(last.at) > OLD_BACKUP;
  return isOld ? { level: 'problem', text: `${text} ${advice}` } : { level: 'ok', text };
}
