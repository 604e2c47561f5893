/**
 * A publish killed by SIGKILL at its steps while somebody writes (R4 on SQLite, R5 on MariaDB): it ends in the old release
 * or the new one, no acknowledged write is lost. Every point of every step is `npm run drill -- R4`.
 */
import { expect } from 'chai';
import { eachDatabase } from '../helper/databases.js';
import { buildChild, failpointOf, killAndLook, prepare } from './publish-kill.js';

/** `in-step` is after the statement, before its journal row: on SQLite both are one transaction, on MySQL they are not. */
const points = {
  sqlite: ['in-step addColumn', 'mid-fill convertColumn', 'before-switch', 'in-switch', 'in-step dropIndex'],
  mysql: ['in-step createTable', 'in-step addColumn', 'mid-fill convertColumn', 'mid-fill fillCompanions', 'in-step addIndex', 'in-switch', 'after-switch', 'in-step dropIndex'],
}; // prettier-ignore
const kinds = ['createTable', 'addColumn', 'convertColumn', 'fillDefault', 'fillCompanions', 'addIndex', 'dropIndex'];

let building: ReturnType<typeof buildChild> | undefined;
after(async () => (await building)?.remove());

eachDatabase('fault/publish', (fixture) => {
  for (const point of points[fixture.engine]) {
    it(`ends in the old release or the new one, with all that was written, when killed at ${point}`, async function () {
      this.timeout(60_000);
      const url = await fixture.freshUrl();
      const steps = await prepare(url);
      expect(new Set(steps.map(({ action }) => action))).to.include.all.keys(...kinds);
      building ??= buildChild();
      const written = await killAndLook((await building).file, url, failpointOf(point, steps));
      expect(written).to.be.at.least(point.startsWith('in-step createTable') ? 1 : 2);
    });
  }
});
