/**
 * R24: a backup made while people write, restored into an empty place by one call, is the site of that instant: every record
 * that was answered for before it began, no half transactions, files, and screens that answer. What is refused leaves
 * nothing behind; a restore that fails or is killed leaves the site that was there.
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readLastBackup, recordBackup } from '../../server/backup/last-backup.js';
import { restoreBackup, type RestoreOptions } from '../../server/backup/restore.js';
import { openMysqlTarget } from '../../server/backup/target-mysql.js';
import { writeBackup, type BackupProgress, type BackupTools } from '../../server/backup/write-backup.js';
import { openDatabase } from '../../server/database/open.js';
import { createTableSql } from '../../server/database/schema.js';
import { markRestore } from '../../server/database/restore-mark.js';
import { systemClock } from '../../server/clock.js';
import type { Manifest } from '../../server/backup/manifest.js';
import { examineBackup } from '../../server/operations/doctor.js';
import { eachDatabase, quietLog } from '../helper/databases.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';
import { temporaryFolder } from '../helper/prepared-site.js';

const key = 'q9Wc1Zt7Lr3Xk5Vb8Nm2Hs6Jd4Fg0Pa';
const secret = 'n4Gv8Yx2Kd6Wb1Tr9Zm5Qc7Lh3Jf0Sp';
interface Made {
  readonly file: string;
  readonly manifest: Manifest;
  /** Orders whose writing was answered before it began. */
  readonly answered: readonly string[];
  /** Hash of a kept print. */
  readonly print: string;
}
/** That of SQLite is restored into MariaDB too: a restore there makes some hundred tables and indexes. */
const backups: Made[] = [];

const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done without a complaint',
    (error: Error) => `${error.name}: ${error.message}`,
  );

/** Name, rows and hash of each table but the one that notes down when a backup was made. */
const tablesOf = ({ tables }: Manifest) =>
  tables.filter(({ name }) => name !== 'sys_setting').map(({ name, rows, sha256 }) => `${name} ${rows} ${sha256}`);

eachDatabase('backup', (fixture) => {
  let live: LiveSite;
  let admin: Browser;
  let file: string;
  let manifest: Manifest;
  let answered: readonly string[];
  let print: string;
  const folder = temporaryFolder('backup');

  const toolsOf = (site: LiveSite['site']): BackupTools => ({
    database: site.services.database,
    registries: site.services.registries,
    dataFolder: site.services.dataFolder!,
    log: quietLog(),
    clock: systemClock,
    newId: site.services.newId,
    version: '0.1.0',
    key,
    secret,
  });
  const restore = async (url: string, dataFolder: string, more: Partial<RestoreOptions> = {}) =>
    restoreBackup({
      file, key, secret, dataFolder, databaseUrl: url, replace: false, log: quietLog(), now: () => new Date(), ...more,
    }); // prettier-ignore

  before(async function () {
    this.timeout(120_000);
    live = await startLiveSite({ url: await fixture.freshUrl() });
    admin = await live.signIn('admin');
    const { printFiles } = live.site.services;
    print = await printFiles!.write(Buffer.from('%PDF kept with its record'));
  });
  after(() => live?.close());

  it('is made while people write: all that was answered before it began is in it, and no half of anything', async function () {
    this.timeout(60_000);
    const made = async (path: string, body: object): Promise<string> => {
      const answer = await admin.post(`/api/records/${path}`, body);
      if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
      return (answer.json as { id: string }).id;
    };
    const customer = await made('customer', { name: '深圳 Mills', type: 'prospect' });
    const product = await made('product', { name: 'Wheel', code: 'W1' });
    const orders: string[] = [];
    let isOver = false;
    const writeOne = async (writer: number, index: number): Promise<void> => {
      const lines = [1, 2, 3].map((each) => ({
        product,
        quantity: each,
        unit_price: index + 0.25 * writer,
        discount: 0.1,
      }));
      orders.push(await made('order', { customer, freight: 1.5, lines }));
    };
    const write = async (writer: number): Promise<void> => {
      for (let index = 1; !isOver; index++) await writeOne(writer, index);
    };
    // The first of each, then all at once.
    for (const writer of [1, 2, 3, 4]) await writeOne(writer, 0);
    const writers = [1, 2, 3, 4].map(write);
    answered = [...orders];
    file = join(folder, `${fixture.name}.sealed`);
    const { manifest: told, bytes, notes } = await writeBackup(toolsOf(live.site), file);
    const during = orders.length - answered.length;
    isOver = true;
    await Promise.all(writers);
    manifest = told;
    backups.push({ file, manifest, answered, print });
    expect(during, 'orders written meanwhile').to.be.greaterThan(0);
    expect([notes, statSync(file).size, statSync(file).mode & 0o777]).to.deep.equal([[], bytes, 0o600]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).to.deep.equal([]);
    expect(readFileSync(file).includes(secret), 'the secret itself').to.equal(false);
    expect(manifest.leftOut).to.include('sys_session');
    // Of tables that nobody wrote to meanwhile, counted by the database itself.
    const { read } = live.site.services.database;
    const written = /order|history|outbox|event|setting|sequence|search|duplicate|job|idempotency|follow|notice/;
    for (const { name, rows } of manifest.tables.filter((table) => !written.test(table.name))) {
      expect(await read(name).count({ n: '*' }), name).to.deep.equal([{ n: rows }]);
    }
    expect(manifest.files.map(({ path }) => path)).to.deep.equal([`files/prints/${print.slice(0, 2)}/${print}`]);
  });

  it('never writes over a file that is there, and leaves none when it fails in the middle of a table', async () => {
    expect(await refusal(writeBackup(toolsOf(live.site), file))).to.match(/is there already/);
    const fails = ({ part }: BackupProgress): void => {
      if (part === 'sys_document') throw new Error('The disk is full.');
    };
    const before = readdirSync(folder);
    const half = writeBackup({ ...toolsOf(live.site), progress: fails }, join(folder, 'half'));
    expect(await refusal(half)).to.match(/disk is full/);
    expect(readdirSync(folder)).to.deep.equal(before);
  });

  it('is restored into an empty place, from SQLite into MariaDB too: the same rows, files and answers, and everybody signs in anew', async function () {
    this.timeout(60_000);
    const [url, dataFolder] = [await fixture.freshUrl(), temporaryFolder('restored')];
    const source = backups[0]!;
    const looked = await restore(url, dataFolder, { file: source.file, dryRun: true });
    expect([looked.notes, readdirSync(dataFolder)]).to.deep.equal([[], []]);
    const { notes } = await restore(url, dataFolder, { file: source.file });
    expect(notes).to.deep.equal([]);
    expect(readdirSync(dataFolder)).to.deep.equal(['files']);
    const restored = await startLiveSite({ url, standing: dataFolder });
    try {
      const { services } = restored.site;
      const again = await writeBackup(toolsOf(restored.site), join(folder, `${fixture.name}-again`));
      expect(tablesOf(again.manifest)).to.deep.equal(tablesOf(source.manifest));
      expect([again.manifest.site, again.manifest.release]).to.deep.equal([source.manifest.site, source.manifest.release]);
      expect(Buffer.from((await services.printFiles!.read(source.print))!).toString()).to.equal('%PDF kept with its record');
      expect(await services.database.read('sys_session').count({ n: '*' })).to.deep.equal([{ n: 0 }]);
      expect(await readLastBackup(services.database)).to.include({ at: source.manifest.at, release: source.manifest.release });

      const boss = await restored.signIn('admin');
      for (const id of source.answered) expect((await boss.get(`/api/records/order/${id}`)).status, id).to.equal(200);
      interface Order {
        readonly id: string;
        readonly lines_total: number;
        readonly total: number;
        readonly lines: readonly { readonly amount: number }[];
      }
      const list = await boss.get('/api/records/order?fields=lines_total,total,lines.amount&limit=200');
      const { rows: orders } = list.json as { readonly rows: readonly Order[] };
      expect(orders.length, list.text.slice(0, 300)).to.be.at.least(source.answered.length);
      for (const { id, lines, lines_total, total } of orders) {
        const units = lines.reduce((all, { amount }) => all + Math.round(amount * 10_000), 0);
        expect([lines.length, lines_total, total], id).to.deep.equal([3, units / 10_000, (units + 15_000) / 10_000]);
      }
      const reads = ['/app', '/records/customer?count=true', '/records/order?sort=-total', '/search?q=%E6%B7%B1%E5%9C%B3', '/documents', '/releases', '/jobs', '/log'];
      for (const path of reads) expect((await boss.get(`/api${path}`)).status, path).to.equal(200);
    } finally {
      await restored.close();
    }
  }); // prettier-ignore

  it('is refused with another key, cut, or with one byte changed, and then nothing is written', async () => {
    const [url, dataFolder] = [await fixture.freshUrl(), temporaryFolder('refused')];
    const bytes = readFileSync(file);
    const damagedFile = join(folder, 'damaged');
    const changed = Buffer.from(bytes);
    changed[bytes.length >> 1]! ^= 1;
    for (const [what, content, more, words] of [
      ['another key', bytes, { key: `${key.slice(1)}x` }, /is not the key/],
      ['cut', bytes.subarray(0, bytes.length - 20_000), {}, /ends too early|was altered/],
      ['changed', changed, {}, /was altered/],
    ] as const) {
      writeFileSync(damagedFile, content);
      expect(await refusal(restore(url, dataFolder, { file: damagedFile, ...more })), what).to.match(words);
    }
    expect(readdirSync(dataFolder)).to.deep.equal([]);
    // Nothing stands in the way of a good one.
    expect((await restore(url, dataFolder, { dryRun: true })).notes).to.deep.equal([]);
  });

  it('puts a site aside only when told to, keeps it when anything fails, and is finished after a kill', async function () {
    this.timeout(60_000);
    const [url, dataFolder] = [await fixture.freshUrl(), temporaryFolder('replaced')];
    const old = await openDatabase({ url, log: quietLog() });
    await old.write((transaction) => transaction('sys_setting').insert({ name: 'whose', value: 'the old site' }));
    await old.close();
    mkdirSync(join(dataFolder, 'files'));
    writeFileSync(join(dataFolder, 'files/old'), 'old');
    const whose = async (): Promise<string | undefined> => {
      const database = await openDatabase({ url, log: quietLog() });
      try {
        return ((await database.read('sys_setting').where({ name: 'whose' }).first()) as { value: string } | undefined)?.value;
      } finally {
        await database.close();
      }
    };
    expect(await refusal(restore(url, dataFolder))).to.match(/^BackupRefused: There is a site already: the database .* add --replace/);
    const fails = (): never => {
      throw new Error('The disk is full.');
    };
    expect(await refusal(restore(url, dataFolder, { replace: true, progress: fails }))).to.match(/disk is full/);
    expect([await whose(), readFileSync(join(dataFolder, 'files/old'), 'utf8'), readdirSync(dataFolder)]).to.deep.equal(['the old site', 'old', ['files']]);

    await leaveHalf(url, dataFolder);
    expect(await refusal(whose())).to.match(/^DatabaseRefused: A restore into .* was cut short\. Run the same "restore" again/);
    expect(await refusal(restore(url, dataFolder))).to.match(/add --replace/);
    const { notes } = await restore(url, dataFolder, { replace: true });
    expect(await whose()).to.equal(undefined);
    expect(notes.join()).to.match(fixture.engine === 'sqlite' ? /kept in .*replaced-/ : /^$/);
    expect(readdirSync(dataFolder).map((name) => name.slice(0, 9)).sort()).to.deep.equal(['files', 'replaced-']);
  }); // prettier-ignore

  /** What a restore leaves that is killed while it fills. */
  async function leaveHalf(url: string, dataFolder: string): Promise<void> {
    if (fixture.engine === 'sqlite') return markRestore(url.slice('sqlite:'.length));
    const target = await openMysqlTarget({ databaseUrl: url, dataFolder, log: quietLog(), putAside: 'replaced-0' });
    const database = await target.begin(manifest.migrations);
    await database.write((transaction) =>
      transaction.raw(createTableSql(database.dialect, 'd_half', [{ name: 'id', type: 'id', role: 'value' }])),
    );
    await database.close();
    return target.close();
  }

  if (fixture.engine === 'mysql')
    it('goes back from MariaDB to SQLite, the same in every row', async function () {
      this.timeout(60_000);
      const url = `sqlite:${join(temporaryFolder('crossed'), 'trellis.db')}`;
      await restore(url, temporaryFolder('crossed'));
      const database = await openDatabase({ url, log: quietLog() });
      try {
        const tools = { ...toolsOf(live.site), database, dataFolder: folder };
        const { manifest: crossed } = await writeBackup(tools, join(folder, 'crossed'));
        expect([manifest.engine, crossed.engine]).to.deep.equal(['mysql', 'sqlite']);
        expect(tablesOf(crossed)).to.deep.equal(tablesOf(manifest));
      } finally {
        await database.close();
      }
    });

  it('is noted down for its own site only, and an older one takes no newer one’s place', async () => {
    const { database } = live.site.services;
    const about = { verifiedAt: '2026-11-21T08:00:00.000Z', file: 'backup' };
    const later = { ...manifest, at: '2999-01-01T00:00:00.000Z' };
    expect(await recordBackup(database, { ...manifest, site: 'another' }, about)).to.equal('otherSite');
    expect(await readLastBackup(database)).to.equal(undefined);
    expect((await examineBackup({ database, clock: systemClock })).text).to.contain('npm run trellis -- backup');
    expect(await recordBackup(database, later, about)).to.equal('recorded');
    expect(await recordBackup(database, manifest, about)).to.equal('older');
    expect((await readLastBackup(database))?.at).to.equal(later.at);
    const told = (days: number) =>
      examineBackup({ database, clock: { now: () => new Date(Date.parse(later.at) + days * 86_400_000) } });
    expect([(await told(6)).level, (await told(8)).level]).to.deep.equal(['ok', 'problem']);
  });
});
