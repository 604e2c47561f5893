/**
 * Carries out a plan so that any death in the middle ends in the old release or in the new one, never between:
 *
 *   sys_release 'applying' with its documents and plan (one transaction, by publish)
 *     -> each step once, journaled -> switch (one transaction: catch up, live, settings, drafts, event)
 *     -> contract steps -> done
 *   a step fails: what this release made is taken back, state 'failed'
 *
 * `resumeReleases` does the same at start for whatever a killed process left.
 */
import type { Registries } from '../../metadata/contributions.js';
import { compileModel } from '../../metadata/model/compile.js';
import { advanceRightsEpoch } from '../access/account-store.js';
import type { Services } from '../context.js';
import type { Database, Transaction } from '../database/database.js';
import { conflict } from '../errors.js';
import { readDocuments } from './document-rows.js';
import { dropDrafts } from './drafts.js';
import { noFailpoint, type Failpoint } from './failpoint.js';
import { readJournal } from './journal.js';
import { releaseContext } from './release-context.js';
import { runDdl, undoDdl, type DdlStep, type StepAt } from './run-ddl.js';
import { catchUp, runFill, type FillTools } from './run-fill.js';
import { isContract, isFill, type FillStep, type Step } from './step.js';
import type { TimedStep } from './publish-speeds.js';
import { liveNumber } from './store.js';

export interface ApplyTools extends Pick<Services, 'database' | 'clock' | 'log' | 'fold' | 'newId'> {
  readonly registries: Registries;
  readonly failpoint?: Failpoint;
}

/** What a release keeps about how it came to be (sys_release.plan). */
export interface StoredPlan {
  /** With the rows of their tables when it was planned; absent in older plans. */
  readonly steps: readonly (Step & { readonly rows?: number })[];
  /** The release it was planned against. */
  readonly base: number;
  /** Drafts that become part of it: removed in the switch unless they were edited meanwhile. */
  readonly drafts: readonly {
    readonly owner: string;
    readonly kind: string;
    readonly name: string;
    readonly revision: number;
  }[];
  /** Settings that become true with it, for example which package it holds. */
  readonly settings?: Readonly<Record<string, string>>;
}

interface ReleaseRow {
  readonly number: number;
  readonly state: 'applying' | 'live' | 'failed';
  readonly plan: string;
  readonly created_by: string | null;
  readonly created_at: string;
}

/**
 * Brings an `applying` release live, or takes it back and throws what went wrong. `timed` takes how long each step took: not
 * of one that is gone on with, since part of it was done before.
 */
export async function applyRelease(tools: ApplyTools, number: number, timed: TimedStep[] = []): Promise<void> {
  const { database } = tools;
  const row = await readRelease(database, number);
  if (row.state === 'failed') throw new Error(`Release ${number} failed before.`);
  const plan = JSON.parse(row.plan) as StoredPlan;
  const fill = await fillTools(tools, number);
  const failpoint = tools.failpoint ?? noFailpoint;
  if (row.state === 'applying') {
    try {
      await expand(tools, fill, { release: number, plan, timed }, failpoint);
      await failpoint('before-switch');
      await database.write(async (transaction) => {
        await switchOver(tools, fill, row, plan, transaction);
        await failpoint('in-switch');
      });
    } catch (error) {
      await goBack(tools, number, plan);
      throw database.dialect.uniqueViolation(error) ? duplicateValues(error) : error;
    }
    await failpoint('after-switch');
  }
  await contract(tools, fill, row, plan, failpoint);
}

/** Two records got the same value between the look at the data and the index. */
const duplicateValues = (cause: unknown) =>
  conflict('DUPLICATE_VALUES', 'Two records have the same value where it must be unique. Plan again to see which.', {
    cause,
  });

async function expand(
  tools: ApplyTools,
  fill: FillTools,
  { release, plan, timed }: { readonly release: number; readonly plan: StoredPlan; readonly timed: TimedStep[] },
  failpoint: Failpoint,
): Promise<void> {
  for (const [index, step] of plan.steps.entries()) {
    if (isContract(step)) continue;
    await failpoint(`before-step:${index}`);
    const began = performance.now();
    await runStep(tools, fill, { release, index, step }, failpoint);
    timed.push({ action: step.action, rows: step.rows ?? 0, milliseconds: performance.now() - began });
    await failpoint(`after-step:${index}`);
  }
}

async function runStep(tools: ApplyTools, fill: FillTools, at: StepAt, failpoint: Failpoint): Promise<void> {
  if (isFill(at.step)) await runFill(fill, at as StepAt<FillStep>, failpoint);
  else await runDdl(tools.database, at as StepAt<DdlStep>, failpoint);
}

async function switchOver(
  tools: ApplyTools,
  fill: FillTools,
  row: ReleaseRow,
  plan: StoredPlan,
  transaction: Transaction,
): Promise<void> {
  const { number } = row;
  // Writers hold this row shared (records/write/live-release.ts): those that began before are waited for, later ones wait.
  await transaction('sys_setting').select('value').where({ name: 'live_release' }).forUpdate().first();
  for (const step of plan.steps) if (isFill(step)) await catchUp(fill, transaction, step, { since: row.created_at });
  await transaction('sys_release').where({ number, state: 'applying' }).update({ state: 'live' });
  for (const [name, value] of Object.entries({ ...plan.settings, live_release: String(number) })) {
    await transaction('sys_setting').insert({ name, value }).onConflict('name').merge(['value']);
  }
  await advanceRightsEpoch(transaction);
  await dropDrafts(transaction, plan.drafts);
  await transaction('sys_event').insert({
    id: tools.newId(),
    at: tools.clock.now().toISOString(),
    user_id: row.created_by,
    type: 'release.published',
    data: JSON.stringify({ number, base: plan.base }),
  });
}

/** After the switch: what only the old release used is dropped. */
async function contract(
  tools: ApplyTools,
  fill: FillTools,
  row: ReleaseRow,
  plan: StoredPlan,
  failpoint: Failpoint,
): Promise<void> {
  for (const [index, step] of plan.steps.entries()) {
    if (!isContract(step)) continue;
    await failpoint(`before-step:${index}`);
    await runStep(tools, fill, { release: row.number, index, step }, failpoint);
  }
}

/** Undoes in reverse what this release made and marks it failed. Never called for a release that was live. */
async function goBack(tools: ApplyTools, number: number, plan: StoredPlan): Promise<void> {
  const { database } = tools;
  for (const [index, step] of [...plan.steps.entries()].reverse()) {
    if (!isFill(step)) await undoDdl(database, { release: number, index, step });
  }
  await database.write((transaction) =>
    transaction('sys_release').where({ number, state: 'applying' }).update({ state: 'failed' }),
  );
  tools.log.warn({ release: number }, 'A release could not be applied and was taken back');
}

/**
 * Finishes what a killed process left: an `applying` release goes live (or back, when a step fails), and contract steps
 * of the live one are done. Gives the numbers it worked on. The caller holds the publish lock.
 */
export async function resumeReleases(tools: ApplyTools): Promise<readonly number[]> {
  const { database, log } = tools;
  const live = await liveNumber(database.read);
  const rows = (await database
    .read('sys_release')
    .select('number', 'state', 'plan')
    .where({ state: 'applying' })
    .orWhere({ number: live })
    .orderBy('number')) as Pick<ReleaseRow, 'number' | 'state' | 'plan'>[];
  const worked: number[] = [];
  for (const row of rows) {
    if (row.state !== 'applying' && !(await hasOpenContract(database, row))) continue;
    log.warn({ release: row.number }, 'A publish was interrupted and is finished now');
    worked.push(Number(row.number));
    await applyRelease(tools, Number(row.number)).catch((error: unknown) => {
      log.error({ release: row.number, error }, 'An interrupted publish could not be finished');
    });
  }
  return worked;
}

async function hasOpenContract(database: Database, row: Pick<ReleaseRow, 'number' | 'plan'>): Promise<boolean> {
  const { steps } = JSON.parse(row.plan) as StoredPlan;
  if (!steps.some(isContract)) return false;
  const journal = await readJournal(database.read, Number(row.number));
  return steps.some((step, index) => isContract(step) && !['done', 'existed'].includes(journal.get(index) ?? ''));
}

async function readRelease(database: Database, number: number): Promise<ReleaseRow> {
  const row = (await database.read('sys_release').where({ number }).first()) as ReleaseRow | undefined;
  if (!row) throw new Error(`There is no release ${number}.`);
  return { ...row, number: Number(row.number) };
}

async function fillTools(tools: ApplyTools, number: number): Promise<FillTools> {
  const documents = (await readDocuments(tools.database.read, number)).map((stored) => stored.document);
  const model = compileModel(documents, tools.registries);
  return {
    database: tools.database,
    model,
    fold: tools.fold,
    context: releaseContext(tools, { number, model, hash: '' }),
  };
}
