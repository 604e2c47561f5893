/** Kills a publish at one of its points and looks at what is left; for the short test and for the drill of every point. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { build } from 'esbuild';
import type { Database } from '../../server/database/database.js';
import { openDatabase } from '../../server/database/open.js';
import { tableInfo } from '../../server/database/schema.js';
import { findDrift } from '../../server/releases/drift.js';
import type { Step } from '../../server/releases/step.js';
import { quietLog } from '../helper/databases.js';
import { openWorkshop, recordRow } from '../server/releases/workshop.js';
import { firstDocuments, secondDocuments } from './publish-documents.js';

/** Records of each entity: more than one batch. */
const held = 600;

export async function withDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ url, log: quietLog() });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** The child as one file: reading its sources anew for each kill takes longer than the publish. */
export async function buildChild(): Promise<{ readonly file: string; remove(): void }> {
  const root = join(import.meta.dirname, '../..');
  const cache = join(root, 'node_modules/.cache/trellis');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'publish-'));
  const file = join(folder, 'child.mjs');
  const entryPoints = [join(import.meta.dirname, 'publish-child.ts')];
  await build({ entryPoints, outfile: file, bundle: true, platform: 'node', format: 'esm', target: 'node20.19', packages: 'external', logLevel: 'error' }); // prettier-ignore
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A site with release 1 and its records; gives the steps of the release that is killed. */
export const prepare = (url: string): Promise<readonly Step[]> =>
  withDatabase(url, async (database) => {
    const shop = await openWorkshop(database);
    await shop.publish(firstDocuments);
    const rows = (values: (i: number) => Record<string, unknown>) =>
      Array.from({ length: held }, (_, i) => recordRow(shop.newId(), values(i)));
    const [customers, orders] = [
      rows((i) => ({ name: `C ${i}` })),
      rows((i) => ({ number: `N ${i}`, discount: i * 100 })),
    ];
    await database.write(async (transaction) => {
      for (let i = 0; i < held; i += 200) {
        await transaction('d_customer').insert(customers.slice(i, i + 200));
        await transaction('d_order').insert(orders.slice(i, i + 200));
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

/** Runs the child; gives how it ended, a signal or an exit code, and the names of the writes that it acknowledged. */
function runChild(file: string, url: string, failpoint: string): Promise<{ ended: string; written: string[] }> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [file, url, failpoint], { stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    running.stdout.on('data', (data: Buffer) => (told += data.toString()));
    running.on('error', reject);
    running.on('close', (code, signal) =>
      resolve({ ended: signal ?? String(code), written: told.split('\n').slice(0, -1) }),
    );
  });
}

/**
 * Before the restart readers see the old release or the new one, whole; after it the publish is finished and nothing is
 * missing, lost or double, what was written meanwhile among it. Gives how many writes were acknowledged.
 */
export async function killAndLook(child: string, url: string, failpoint: string): Promise<number> {
  const { ended, written } = await runChild(child, url, failpoint);
  expect(ended).to.equal('SIGKILL');
  await withDatabase(url, async (database) => {
    const shop = await openWorkshop(database);
    const seen = shop.store.current();
    const isSwitched = failpoint === 'after-switch' || (await isLive(database, 2));
    expect(seen.number).to.equal(isSwitched ? 2 : 1);
    // Whichever release is live, all it reads is there.
    const missing = (await findDrift(shop.tools, seen)).filter((drift) => drift.kind !== 'missingIndex');
    expect(missing).to.deep.equal([]);

    await shop.publisher.resume();
    expect(shop.store.current().number).to.equal(2);
    expect(await findDrift(shop.tools, shop.store.current())).to.deep.equal([]);
    expect((await tableInfo(database, 'd_customer'))!.indexes.has('i_d_customer_name_since')).to.equal(false);
    const first = (letter: string) => Array.from({ length: held }, (_, i) => `${letter} ${i}`);
    const customers = await database.read('d_customer').select('name', 'vat').orderBy('id');
    expect(customers.map((row) => row.name)).to.deep.equal([...first('C'), ...written]);
    expect(customers.every((row) => row.vat === 'none')).to.equal(true);
    const orders = await database.read('d_order').select('number', 'number_k', 'discount_2').orderBy('id');
    expect(orders.map((row) => row.number)).to.deep.equal([...first('N'), ...written]);
    expect(orders.every((row) => row.number_k === String(row.number).toLowerCase())).to.equal(true);
    // Carried over from a number to text: as the column held it, two digits after the point.
    const discounts = [...Array.from({ length: held }, (_, i) => i), ...written.map(() => 7)];
    const scale = database.engine === 'sqlite' ? 1 : 100;
    expect(orders.map((row) => Number(row.discount_2))).to.deep.equal(discounts.map((discount) => discount * scale));
    // A second start finds nothing to do, and the same documents plan nothing.
    expect(await shop.publisher.resume()).to.deep.equal([]);
    expect((await shop.publisher.plan({ documents: secondDocuments() })).changes).to.deep.equal([]);
  });
  return written.length;
}

async function isLive(database: Database, number: number): Promise<boolean> {
  const row = (await database.read('sys_release').where({ number }).first('state')) as { state: string } | undefined;
  return row?.state === 'live';
}
