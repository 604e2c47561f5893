/** How fast steps were here, kept in `sys_setting` (metadata/document/publish-estimate.ts). */
import { learnSpeeds, type PublishSpeeds } from '../../metadata/document/publish-estimate.js';
import type { Database } from '../database/database.js';
import type { StepAction } from './step.js';

const setting = 'publish_speeds';

export interface TimedStep {
  readonly action: StepAction;
  readonly rows: number;
  readonly milliseconds: number;
}

export async function readSpeeds({ read }: Pick<Database, 'read'>): Promise<PublishSpeeds> {
  const row = (await read('sys_setting').select('value').where({ name: setting }).first()) as
    { value: string } | undefined;
  return row ? (JSON.parse(row.value) as PublishSpeeds) : {};
}

/** The caller holds the publish lock. */
export async function keepSpeeds(database: Database, timed: readonly TimedStep[]): Promise<void> {
  const before = await readSpeeds(database);
  const value = JSON.stringify(learnSpeeds(before, timed));
  if (value === JSON.stringify(before)) return;
  await database.write((transaction) =>
    transaction('sys_setting').insert({ name: setting, value }).onConflict('name').merge(['value']),
  );
}
