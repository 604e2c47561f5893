/**
 * A publish killed by SIGKILL at each step (R4 on SQLite, R5 on MariaDB): before the restart readers see the old release
 * or the new one, whole; after it the publish is finished and nothing is missing, lost or double.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { openDatabase } from '../../server/database/open.js';
import type { Database } from '../../server/database/database.js';
import { tableInfo } from '../../server/database/schema.js';
import { findDrift } from '../../server/releases/drift.js';
import { eachDatabase, quietLog } from '../helper/databases.js';
import { openWorkshop, recordRow } from '../server/releases/workshop.js';
import { firstDocuments, secondDocuments } from './publish-documents.js';

const child = join(import.meta.dirname, 'publish-child.ts');

/** Runs the child and gives how it ended: a signal or an exit code. */
const runChild = (url: string, failpoint: string) =>
  new Promise<string>((resolve, reject) => {
    const running = spawn(process.execPath, ['--import', 'tsx', child, url, failpoint], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    running.on('error', reject);
    running.on('exit', (code, signal) => resolve(signal ?? String(code)));
  });

/** Failpoints by what the plan has there; `in-step` is after the statement, before its journal row. */
const points = [
  'in-step:0', 'after-step:1', 'mid-fill:3', 'mid-fill:4', 'in-step:5', 'before-switch', 'in-switch', 'after-switch',
  'in-step:last',
]; // prettier-ignore

eachDatabase('fault/publish', (fixture) => {
  const withDatabase = async <T>(url: string, work: (database: Database) => Promise<T>): Promise<T> => {
    const database = await openDatabase({ url, log: quietLog() });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };

  /** A site with release 1 and 600 customers and orders: more than one batch. */
  const prepare = (url: string) =>
    withDatabase(url, async (database) => {
      const shop = await openWorkshop(database);
      await shop.publish(firstDocuments);
      await database.write(async (transaction) => {
        for (let i = 0; i < 600; i += 100) {
          const ids = Array.from({ length: 100 }, () => shop.newId());
          await transaction('d_customer').insert(ids.map((id, j) => recordRow(id, { name: `C ${i + j}` })));
          await transaction('d_order').insert(ids.map((id, j) => recordRow(id, { number: `N ${i + j}` })));
        }
      });
      return (await shop.publisher.plan({ documents: secondDocuments() })).steps;
    });

  it('has every kind of step in its plan', async () => {
    const steps = await prepare(await fixture.freshUrl());
    expect(new Set(steps.map((step) => step.action))).to.include.all.keys(
      'createTable', 'addColumn', 'fillDefault', 'fillCompanions', 'addIndex', 'dropIndex',
    ); // prettier-ignore
    expect(steps.map((step) => step.action).slice(3, 5)).to.have.members(['fillDefault', 'fillCompanions']);
  });

  for (const point of points) {
    it(`ends in the old release or the new one when killed at ${point}`, async function () {
      this.timeout(60_000);
      const url = await fixture.freshUrl();
      const steps = await prepare(url);
      const failpoint = point.replace('last', String(steps.length - 1));
      expect(await runChild(url, failpoint)).to.equal('SIGKILL');
      await withDatabase(url, async (database) => {
        const shop = await openWorkshop(database);
        const seen = shop.store.current();
        expect(seen.number).to.equal(/after-switch|last/.test(point) ? 2 : 1);
        // Whichever release is live, all it reads is there.
        const missing = (await findDrift(shop.tools, seen)).filter((drift) => drift.kind !== 'missingIndex');
        expect(missing).to.deep.equal([]);

        await shop.publisher.resume();
        expect(shop.store.current().number).to.equal(2);
        expect(await findDrift(shop.tools, shop.store.current())).to.deep.equal([]);
        expect((await tableInfo(database, 'd_customer'))!.indexes.has('i_d_customer_name_since')).to.equal(false);
        const customers = await database.read('d_customer').select('name', 'vat').orderBy('id');
        expect(customers.map((row) => row.name)).to.deep.equal(Array.from({ length: 600 }, (_, i) => `C ${i}`));
        expect(customers.every((row) => row.vat === 'none')).to.equal(true);
        const orders = await database.read('d_order').select('number', 'number_k');
        expect(orders.every((row) => row.number_k === String(row.number).toLowerCase())).to.equal(true);
        // A second start finds nothing to do, and the same documents plan nothing.
        expect(await shop.publisher.resume()).to.deep.equal([]);
        expect((await shop.publisher.plan({ documents: secondDocuments() })).changes).to.deep.equal([]);
      });
    });
  }
});
