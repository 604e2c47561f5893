/**
 * A short run of the kill loop (R1, R2): the server process dies by SIGKILL in the middle of eight people's saves. The
 * long one is `npm run drill -- R1 --minutes n`.
 */
import { expect } from 'chai';
import { openDatabase } from '../../server/database/open.js';
import { runKillLoop } from '../drill/kill-loop.js';
import { prepareKillSite } from '../drill/kill-site.js';
import { createRandom } from '../drill/random.js';
import { eachDatabase, quietLog } from '../helper/databases.js';
import { temporaryFolder } from '../helper/prepared-site.js';
import { buildServer } from '../helper/server-process.js';

const kills = 6;

eachDatabase('fault/kill', (fixture) => {
  it('loses no acknowledged write and leaves no half one', async function () {
    this.timeout(180_000);
    const dataFolder = temporaryFolder('kill');
    const url = await fixture.freshUrl();
    const seed = Number(process.env['TRELLIS_TEST_SEED'] ?? Date.now() % 1e9);
    const site = await prepareKillSite(url, dataFolder);
    const built = await buildServer();
    try {
      const outcome = await runKillLoop({
        ...site,
        built,
        url,
        dataFolder,
        random: createRandom(seed),
        isDone: (done) => done >= kills,
        open: () => openDatabase({ url, log: quietLog(), exclusive: false }),
      });
      expect(outcome.findings, `seed ${seed}, after ${outcome.kills} kills`).to.deep.equal([]);
      expect(outcome.kills).to.equal(kills);
      // Each life of the server acknowledges one before it is killed.
      expect(outcome.acknowledged).to.be.at.least(kills);
    } finally {
      built.remove();
    }
  });
});
