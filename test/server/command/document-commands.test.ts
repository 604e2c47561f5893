import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runDocumentCommand } from '../../../server/command/document-commands.js';
import { eachDatabase } from '../../helper/databases.js';
import { coreDocuments, coreRegistries } from '../../helper/http.js';
import { sampleDocuments } from '../../metadata/document/samples.js';
import { openWorkshop, type Workshop } from '../releases/workshop.js';

/** Where the folder that the first engine exports stays for the second: the test of going from SQLite to MariaDB. */
const folders: string[] = [];

eachDatabase('command/document-commands', (fixture) => {
  let shop: Workshop;
  let folder: string;
  const run = async (...call: readonly string[]) => {
    const lines: string[] = [];
    const [name = '', ...rest] = call;
    const services = {
      registries: shop.registries,
      validator: shop.tools.validator,
      releases: shop.store,
      publisher: shop.publisher,
      print: (line: string) => void lines.push(line),
    };
    return { code: await runDocumentCommand(name, rest, services), lines, text: lines.join('\n') };
  };
  const edit = async (file: string, change: (text: string) => string) =>
    writeFile(join(folder, file), change(await readFile(join(folder, file), 'utf8')));

  beforeEach(async () => {
    shop = await openWorkshop(await fixture.open());
    folder = await mkdtemp(join(tmpdir(), 'trellis-documents-'));
    folders.push(folder);
  });
  after(async () => {
    if (fixture.name !== 'MariaDB') return;
    for (const each of folders) await rm(each, { recursive: true, force: true });
  });

  it('exports one canonical file per document and touches nothing the second time', async () => {
    await shop.publish(sampleDocuments);
    const first = await run('export', folder);
    expect(first.code).to.equal(0);
    expect(first.lines.at(-1)).to.equal(`Release 1: ${sampleDocuments.length} written, 0 removed, 0 unchanged.`);
    const text = await readFile(join(folder, 'menu/main.json'), 'utf8');
    expect(text.startsWith('{\n  "kind": "menu",\n  "id":')).to.equal(true);
    await writeFile(join(folder, 'menu/stale.json'), '{}');
    const second = await run('export', folder);
    expect(second.lines).to.deep.equal([
      'removed menu/stale.json',
      `Release 1: 0 written, 1 removed, ${sampleDocuments.length} unchanged.`,
    ]);
  });

  it('applies a folder to an empty site, and plans nothing the second time', async () => {
    const source = await openWorkshop(await fixture.open());
    await source.publish(sampleDocuments);
    const target = shop;
    shop = source;
    await run('export', folder);
    shop = target;
    const shown = await run('apply', folder);
    expect(shown.lines.at(-1)).to.contain('--yes');
    expect(shop.store.current().number).to.equal(0);
    const applied = await run('apply', folder, '--yes');
    expect([applied.code, applied.lines.at(-1)]).to.deep.equal([0, 'Release 1 is live.']);
    expect(shop.store.current().hash).to.equal(source.store.current().hash);
    for (const command of ['apply', 'diff']) {
      expect((await run(command, folder, '--yes', '--mirror')).lines).to.deep.equal(['Nothing to change.']);
    }
  });

  it('plans nothing for a folder that the other engine exported', async () => {
    // The suite of SQLite runs first; its first test exported the sample documents and nothing else.
    const exported = folders[0]!;
    if (fixture.name !== 'MariaDB' || exported === folder) return;
    await shop.publish(sampleDocuments);
    expect((await run('diff', exported, '--mirror')).lines).to.deep.equal(['Nothing to change.']);
  });

  it('shows what a folder would change, in words', async () => {
    await shop.publish(sampleDocuments);
    await run('export', folder);
    await edit('view/order_all.json', (text) => text.replace('"width": 100', '"width": 120'));
    await rm(join(folder, 'job/nightly.json'));
    const merged = await run('diff', folder);
    expect(merged.lines).to.deep.equal(['~ view/order_all', '    column "number": width changed from 100 to 120']);
    const mirrored = await run('diff', folder, '--mirror');
    expect(mirrored.lines).to.include('- job/nightly');
  });

  it('validates: files, names, schemas and meaning', async () => {
    await shop.publish(sampleDocuments);
    await run('export', folder);
    expect((await run('validate', folder)).text).to.contain(`${sampleDocuments.length} document(s), 0 error(s)`);
    await edit('view/order_all.json', (text) => text.replace('"path": "customer.name"', '"path": "customer.nam"'));
    await edit('menu/main.json', (text) => text.replace('"home"', '"hone"'));
    await writeFile(join(folder, 'job/broken.json'), '{');
    await writeFile(join(folder, 'role/other.json'), await readFile(join(folder, 'role/salesperson.json'), 'utf8'));
    const { code, lines } = await run('validate', folder);
    expect(code).to.equal(1);
    const told = lines.slice(0, -1).map((line) => line.split(':')[0]);
    expect(told).to.deep.equal([
      'error job/broken.json NOT_JSON',
      'error menu/main.json/hone UNKNOWN_KEY',
      'error role/other.json/name NAME_MISMATCH',
      'error view/order_all.json/columns/1/path UNKNOWN_FIELD',
    ]);
    expect((await run('apply', folder, '--yes')).code).to.equal(1);
    expect(shop.store.current().number).to.equal(1);
  });

  it('refuses SQL that does more than read, in a package too: validate, diff and apply publish nothing (C3)', async () => {
    shop = await openWorkshop(await fixture.open(), undefined, await coreRegistries());
    await shop.publish(coreDocuments());
    const dataset = (sql: string) => JSON.stringify({ kind: 'dataset', id: '01DATASETQ0000000000000000', name: 'people', schema: 1, source: { type: 'sql', sql } }); // prettier-ignore
    await mkdir(join(folder, 'dataset'));
    const file = join(folder, 'dataset/people.json');
    const evil = ['WITH x AS (select 1 as a) DELETE FROM "user"', 'SELECT 1 as a; DROP TABLE t', "ATTACH 'x.db' AS x", 'PRAGMA user_version', "select load_file('/etc/passwd') as f", "select id from \"user\" into outfile '/tmp/x'", 'select token_hash from sys_session']; // prettier-ignore
    for (const sql of evil) {
      await writeFile(file, dataset(sql));
      for (const call of [['validate'], ['apply', '--yes'], ['apply', '--yes', '--mirror']]) {
        const { code, text } = await run(call[0]!, folder, ...call.slice(1));
        expect([code, text.includes('/source/sql')], `${call.join(' ')}: ${sql}\n${text}`).to.deep.equal([1, true]);
      }
    }
    expect(shop.store.current().number).to.equal(1);
    await writeFile(file, dataset('select id, name from "user"'));
    const applied = await run('apply', folder, '--yes');
    expect([applied.code, shop.store.current().number], applied.text).to.deep.equal([0, 2]);
  });

  it('says how it is called', async () => {
    expect((await run('export')).lines).to.deep.equal(['Usage: export <folder>']);
    expect((await run('diff', folder, '--now')).code).to.equal(2);
    expect((await run('toString', folder)).code).to.equal(2);
    expect((await run('apply', join(folder, 'nowhere'), '--yes')).code).to.equal(1);
  });

  it('tells a refusal with its details', async () => {
    await shop.publish(sampleDocuments);
    await run('export', folder);
    await edit('entity/line.json', (text) => text.replace('"name": "price"', '"name": "cost"'));
    const { code, text } = await run('apply', folder, '--yes');
    expect(code).to.equal(1);
    expect(text).to.contain('IN_USE');
  });
});
