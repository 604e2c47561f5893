/**
 * A publish killed by SIGKILL at its steps while somebody writes (R4 on SQLite, R5 on MariaDB): it ends in the old release
 * or the new one, whole, and no write that was answered is lost. Every point of every step: `npm run drill -- R4`.
 */
import { expect } from 'chai';
import { eachDatabase } from '../helper/databases.js';
import { failpointOf, killAndLook, prepareSite, type PreparedSite } from './publish-kill.js';

/** `in-step` is after the statement, before its journal row: on SQLite both are one transaction, on MariaDB they are not. */
const points = {
  sqlite: [
    'after-step addColumn', 'mid-fill fillDefault', 'mid-fill convertColumn', 'mid-fill fillCompanions',
    'in-step addIndex', 'before-switch', 'in-switch', 'in-step dropIndex',
  ],
  mysql: [
    'in-step createTable', 'before-step convertColumn', 'mid-fill convertColumn', 'after-step convertColumn',
    'mid-fill fillCompanions', 'in-step addIndex', 'in-switch', 'after-switch', 'in-step dropIndex',
  ],
} as const; // prettier-ignore

eachDatabase('fault/publish', (fixture) => {
  let site: PreparedSite;
  before(async () => {
    site = await prepareSite(fixture);
  });

  it('has every kind of step in its plan', () => {
    expect(new Set(site.steps.map((step) => step.action))).to.include.all.keys(
      'createTable', 'addColumn', 'convertColumn', 'fillDefault', 'fillCompanions', 'addIndex', 'dropIndex',
    ); // prettier-ignore
  });

  for (const point of points[fixture.engine]) {
    it(`ends in the old release or the new one, with all that was written, when killed at ${point}`, async function () {
      this.timeout(60_000);
      const told = await killAndLook(await site.another(), failpointOf(point, site.steps));
      // The first point of all lies before the first write.
      expect(told).to.be.at.least(point === 'in-step createTable' ? 0 : 1);
    });
  }
});
