import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { siteCommands } from '../../../server/command/site-commands.js';
import { readConfig } from '../../../server/config.js';
import { startLiveSite, type LiveSite } from '../../helper/live-site.js';
import { temporaryFolder } from '../../helper/prepared-site.js';

describe('command/site-commands', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let folder: string;

  before(async () => {
    live = await startLiveSite();
    folder = temporaryFolder('sets');
    await mkdir(join(folder, 'northwind'));
    const rows = ['1,Beverages,Tea', '2,Spices,Salt', '3,Oils,Olive oil'];
    await writeFile(join(folder, 'northwind/categories.csv'), `CategoryID,CategoryName,Description\n${rows.join('\n')}\n`);
  }); // prettier-ignore
  after(() => live?.close());

  const demo = async (...arguments_: string[]) => {
    const lines: string[] = [];
    const config = readConfig({ TRELLIS_DATA: folder });
    const print = (line: string) => void lines.push(line);
    const code = await siteCommands['demo']!.run({ site: live.site, config, plugins: [], print }, arguments_);
    return { code, text: lines.join('\n') };
  };

  it('demo --from --limit reads the first rows of each file only', async () => {
    const { text } = await demo('--from', folder, '--limit', '2', 'northwind');
    expect(text).to.contain('2 rows: 2 created');
    expect((await demo('--from', folder, 'northwind')).text).to.contain('3 rows: 1 created, 2 updated');
  });

  for (const wrong of [['--limit'], ['--limit', '0'], ['--limit', 'all', 'northwind'], ['--rows', '2']]) {
    it(`demo --from … ${wrong.join(' ')} says how it is used`, async () => {
      const { code, text } = await demo('--from', folder, ...wrong);
      expect(code).to.equal(2);
      expect(text).to.contain('--limit <rows>');
    });
  }
});
