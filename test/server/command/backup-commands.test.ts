import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Registries } from '../../../metadata/contributions.js';
import { backupCommands } from '../../../server/command/backup-commands.js';
import { createProgressLine } from '../../../server/command/progress-line.js';
import { readConfig } from '../../../server/config.js';
import { openDatabase } from '../../../server/database/open.js';
import { quietLog } from '../../helper/databases.js';
import { coreRegistries, createTestClock } from '../../helper/http.js';
import { temporaryFolder } from '../../helper/prepared-site.js';

describe('command/backup-commands', () => {
  let registries: Registries;
  const folder = temporaryFolder('backup-commands');
  const data = join(folder, 'data');
  const backups = join(folder, 'backups');
  const key = 'q9Wc1Zt7Lr3Xk5Vb8Nm2Hs6Jd4Fg0PaQz';

  const run = async (call: string, environment: Readonly<Record<string, string>> = {}) => {
    const [name = '', ...rest] = call.split(' ');
    const lines: string[] = [];
    const config = readConfig({ TRELLIS_DATA: data, ...environment });
    const print = (line: string) => void lines.push(line);
    const services = { config, registries, log: quietLog(), clock: createTestClock(), version: '0.1.0', print, progress: () => undefined }; // prettier-ignore
    const code = await backupCommands[name]!.run(services, rest);
    return { code, text: lines.join('\n') };
  };

  before(async () => {
    registries = await coreRegistries();
  });

  it('says how it is called, and makes no site where there is none', async () => {
    for (const call of ['backup', 'backup --verify', 'backup a b', 'backup --now', 'restore', 'restore a --force', 'restore a b']) {
      const { code, text } = await run(call);
      expect([code, text.startsWith('Usage: ')], call).to.deep.equal([2, true]);
    }
    const none = await run(`backup ${backups}/`);
    expect([none.code, none.text]).to.deep.equal([1, `There is no site at sqlite:${data}/trellis.db.`]);
    expect(readdirSync(folder)).to.deep.equal([]);
    expect((await run(`restore ${folder}/nothing`)).text).to.equal(`There is no file ${folder}/nothing.`);
  }); // prettier-ignore

  it('names a file in a folder by its instant, reads it back, notes it down, restores it elsewhere', async () => {
    await (await openDatabase({ url: `sqlite:${data}/trellis.db`, log: quietLog() })).close();
    writeFileSync(join(data, 'secret'), `${key}\n`);
    mkdirSync(backups);
    const plain = await run(`backup ${backups}`);
    expect([plain.code, plain.text]).to.satisfy(([code, text]: [number, string]) => code === 0 && /release 0 as of 2026-11-21 08:00 UTC, .*Read back and compared\.\nIt is not encrypted/.test(text));
    const sealed = await run(`backup ${backups}`, { TRELLIS_BACKUP_KEY: key });
    expect([sealed.code, sealed.text.includes('not encrypted')]).to.deep.equal([0, false]);
    expect(readdirSync(backups)).to.deep.equal(['trellis-20261121T080000Z.tar.gz', 'trellis-20261121T080000Z.tar.gz.sealed']);
    expect((await run(`backup ${backups}`)).text, 'the same second').to.match(/is there already/);

    const file = join(backups, 'trellis-20261121T080000Z.tar.gz.sealed');
    expect(await run(`backup --verify ${file}`)).to.deep.equal({ code: 1, text: 'This backup is encrypted. Set TRELLIS_BACKUP_KEY to the key it was made with.' });
    expect((await run(`backup --verify ${file}`, { TRELLIS_BACKUP_KEY: key })).text).to.match(/whole and encrypted: .*\nNoted down as the last verified backup/);
    const elsewhere = { TRELLIS_BACKUP_KEY: key, TRELLIS_DATA: join(folder, 'elsewhere') };
    expect((await run(`backup --verify ${file}`, elsewhere)).text).to.match(/There is no site here, so nothing was noted down\.$/);
    const restored = await run(`restore ${file}`, elsewhere);
    expect([restored.code, restored.text.split('\n').map((line) => line.slice(0, 40))]).to.deep.equal([0, ['Restored: release 0 as of 2026-11-21 08:', 'note: This place has no secret yet. Set ', 'Everybody signs in anew. Start the serve']]);
    expect(await run(`restore ${file}`, elsewhere)).to.satisfy(({ code, text }: { code: number; text: string }) => code === 1 && text.includes('--replace'));
  }); // prettier-ignore

  it('tells how far it is in one line on a screen, and seldom in a file', () => {
    const written: string[] = [];
    let now = 0;
    const write = (text: string) => written.push(text) > 0;
    const screen = createProgressLine({ write, isTTY: true, columns: 20 }, () => now);
    for (now = 100; now <= 250; now += 50) screen.tell('a line that is longer than the screen');
    screen.clear();
    expect(written).to.deep.equal(['a line that is long', '\r\u001b[K', 'a line that is long', '\r\u001b[K']);
    written.length = 0;
    now = 0;
    const file = createProgressLine({ write }, () => now);
    for (now = 5_000; now <= 25_000; now += 5_000) file.tell('rows');
    expect(written).to.deep.equal(['rows\n', 'rows\n']);
  });
});
