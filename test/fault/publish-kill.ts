/** Kills a publish at one of its points and looks at what is left; for the short test and for the drill of every point. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { build } from 'esbuild';
import type { Database } from '../../server/database/database.js';
import { openDatabase } from '../../server/database/open.js';
import { tableInfo } from '../../server/database/schema.js';
import { findDrift } from '../../server/releases/drift.js';
import { isContract, isFill, type Step } from '../../server/releases/step.js';
import { atExit } from '../helper/at-exit.js';
import { quietLog, type DatabaseFixture } from '../helper/databases.js';
import { openWorkshop, recordRow } from '../server/releases/workshop.js';
import { firstDocuments, secondDocuments } from './publish-documents.js';
import { stored } from './publish-writer.js';

/** Records of each entity: more than one batch. */
const held = 510;

async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url, log: quietLog() });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

let built: Promise<string> | undefined;

/** The child as one file: reading its sources anew for each kill takes longer than the publish. */
export const childFile = (): Promise<string> => (built ??= buildChild());

async function buildChild(): Promise<string> {
  const root = join(import.meta.dirname, '../..');
  const cache = join(root, 'node_modules/.cache/trellis');
  mkdirSync(cache, { recursive: true });
  // Node finds the packages from where it lies.
  const folder = mkdtempSync(join(cache, 'publish-'));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'child.mjs');
  const entryPoints = [join(import.meta.dirname, 'publish-child.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20.19', packages: 'external', logLevel: 'error' }); // prettier-ignore
  return outfile;
}

export interface PreparedSite {
  /** The steps of the release that is killed. */
  readonly steps: readonly Step[];
  /** The URL of a site of its own with release 1 and the records. */
  another(): Promise<string>;
}

/** On SQLite the site is made once and its file copied. */
export async function prepareSite(fixture: Pick<DatabaseFixture, 'engine' | 'freshUrl'>): Promise<PreparedSite> {
  const first = await fixture.freshUrl();
  const steps = await fillSite(first);
  const file = (url: string) => url.slice('sqlite:'.length);
  return {
    steps,
    async another() {
      const url = await fixture.freshUrl();
      if (fixture.engine === 'sqlite') copyFileSync(file(first), file(url));
      else await fillSite(url);
      return url;
    },
  };
}

const fillSite = (url: string): Promise<readonly Step[]> =>
  withDatabase(url, async (database) => {
    const shop = await openWorkshop(database);
    await shop.publish(firstDocuments);
    const rows = (values: (i: number) => Record<string, unknown>) =>
      Array.from({ length: held }, (_, i) => recordRow(shop.newId(), values(i)));
    const customers = rows((i) => ({ name: `C ${i}` }));
    const orders = rows((i) => ({ number: `N ${i}`, discount: stored(database, i + 0.25) }));
    await database.write(async (transaction) => {
      for (let i = 0; i < held; i += 100) {
        await transaction('d_customer').insert(customers.slice(i, i + 100));
        await transaction('d_order').insert(orders.slice(i, i + 100));
      }
    });
    return (await shop.publisher.plan({ documents: secondDocuments() })).steps;
  });

/** A failpoint by what the plan has there: `mid-fill convertColumn` is `mid-fill:5`. */
export function failpointOf(point: string, steps: readonly Step[]): string {
  const [name = '', action] = point.split(' ');
  if (action === undefined) return name;
  const index = steps.findIndex((step) => step.action === action);
  if (index < 0) throw new Error(`The plan has no ${action}.`);
  return `${name}:${index}`;
}

/** Every point at which this publish can be killed. */
export const everyFailpoint = (steps: readonly Step[]): readonly string[] => [
  ...steps.flatMap((step, index) => {
    const within = isFill(step) ? 'mid-fill' : 'in-step';
    const points = isContract(step) ? ['before-step', within] : ['before-step', within, 'after-step'];
    return step.action === 'archiveColumn' ? [] : points.map((name) => `${name}:${index}`);
  }),
  'before-switch',
  'in-switch',
  'after-switch',
];

/** Runs the child; gives how it ended, a signal or an exit code, and the writes that it told. */
function runChild(file: string, url: string, failpoint: string): Promise<{ ended: string; told: readonly number[] }> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [file, url, failpoint], {
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 40_000,
    });
    let text = '';
    running.stdout.on('data', (data: Buffer) => (text += data.toString()));
    running.on('error', reject);
    running.on('close', (code, signal) =>
      resolve({ ended: signal ?? String(code), told: text.split('\n').slice(0, -1).map(Number) }),
    );
  });
}

/**
 * Before the restart readers see the old release or the new one, whole; after it the publish is finished and nothing is
 * missing, lost or double, what was written meanwhile among it. Gives how many writes were told.
 */
export async function killAndLook(url: string, failpoint: string): Promise<number> {
  const { ended, told } = await runChild(await childFile(), url, failpoint);
  expect(ended).to.equal('SIGKILL');
  await withDatabase(url, async (database) => {
    const shop = await openWorkshop(database);
    const seen = shop.store.current();
    const rows = (await database.read('sys_release').select('number').where({ state: 'live' })) as object[];
    expect(seen.number).to.equal(rows.length);
    // Whichever release is live, all it reads is there.
    const missing = (await findDrift(shop.tools, seen)).filter((drift) => drift.kind !== 'missingIndex');
    expect(missing).to.deep.equal([]);

    await shop.publisher.resume();
    expect(shop.store.current().number).to.equal(2);
    expect(await findDrift(shop.tools, shop.store.current())).to.deep.equal([]);
    expect((await tableInfo(database, 'd_customer'))!.indexes.has('i_d_customer_name_since')).to.equal(false);
    await lookAtRows(database, told);
    // A second start finds nothing to do, and the same documents plan nothing.
    expect(await shop.publisher.resume()).to.deep.equal([]);
    expect((await shop.publisher.plan({ documents: secondDocuments() })).changes).to.deep.equal([]);
  });
  return told.length;
}

/** Each write that was told is there once, and each value was carried over; one more may have been under way. */
async function lookAtRows({ read }: Database, told: readonly number[]): Promise<void> {
  const names = (await read('d_customer').select('name', 'vat').orderBy('id')) as { name: string; vat: string }[];
  const orders = (await read('d_order').select('number', 'number_k', 'discount_2').orderBy('id')) as {
    number: string;
    number_k: string;
    discount_2: string | null;
  }[];
  const written = orders.length - held;
  expect(written).to.be.within(told.length, told.length + 1);
  const numbered = (letter: string, count: number) => Array.from({ length: count }, (_, i) => `${letter} ${i}`);
  expect(names.map(({ name }) => name)).to.deep.equal([...numbered('C', held), ...numbered('W', written)]);
  expect(names.filter(({ vat }) => vat !== 'none')).to.deep.equal([]);
  expect(orders.filter((order) => order.number_k !== order.number.toLowerCase())).to.deep.equal([]);
  expect(orders.map(({ number, discount_2 }) => `${number}: ${discount_2}`)).to.deep.equal([
    ...numbered('N', held).map((number, i) => `${number}: ${i < written ? 5000 + i : i + 0.25}`),
    ...numbered('W', written).map((number, i) => `${number}: ${i + 0.5}`),
  ]);
}
