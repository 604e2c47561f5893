/**
 * All that a site is made of, taken to another one: exported from SQLite, applied to an empty site on either engine. The
 * second time there is nothing to do, whichever way, and what is exported there is the same, byte for byte.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Registries } from '../../../metadata/contributions.js';
import { createRegistries } from '../../../metadata/registries.js';
import { kinds, type Document } from '../../../metadata/schema/kinds.js';
import { registerSchemas } from '../../../plugins/index/schemas.js';
import { runDocumentCommand } from '../../../server/command/document-commands.js';
import { openDatabase } from '../../../server/database/open.js';
import { eachDatabase, quietLog } from '../../helper/databases.js';
import { readPackage } from '../../helper/prepared-site.js';
import { sample, ulid } from '../../metadata/document/samples.js';
import { openWorkshop, type Workshop } from '../releases/workshop.js';

/** Kinds of which nothing ships. */
const samples = { connection: () => sample('connection', 'warehouse'), theme: () => sample('theme', 'site') };

/** What ships, and beside it what somebody designed: one document of each kind. A site has one document of settings. */
function siteDocuments(): readonly Document[] {
  const shipped = [...readPackage('core').documents, ...readPackage('crm').documents];
  const made = kinds
    .filter((kind) => kind !== 'settings')
    .map((kind, i) => {
      const like = shipped.find((each) => each.kind === kind) ?? samples[kind as keyof typeof samples]?.();
      if (like?.kind !== kind) throw new Error(`Nothing that ships is of the kind ${kind}.`);
      return { ...structuredClone(like), id: ulid(8000 + i), name: `made_${kind}` } as Document;
    });
  return [...shipped, ...made];
}

const contents = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.json')).sort();
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')]))) as Record<string, string>; // prettier-ignore
};

describe('command/package', () => {
  let registries: Registries;
  let folder: string;
  let count = 0;

  const run = async (shop: Workshop, ...call: readonly string[]) => {
    const lines: string[] = [];
    const [name = '', ...rest] = call;
    const { tools, store: releases, publisher } = shop;
    const print = (line: string) => void lines.push(line);
    const code = await runDocumentCommand(name, rest, { registries, validator: tools.validator, releases, publisher, print }); // prettier-ignore
    return { code, lines };
  };

  before(async function () {
    this.timeout(60_000);
    registries = createRegistries();
    await registerSchemas(registries);
    folder = await mkdtemp(join(tmpdir(), 'trellis-package-'));
    const database = await openDatabase({ url: `sqlite:${folder}/source.db`, log: quietLog() });
    try {
      const source = await openWorkshop(database, undefined, registries);
      const documents = siteDocuments();
      count = documents.length;
      await source.publish(documents);
      await run(source, 'export', join(folder, 'first'));
    } finally {
      await database.close();
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  eachDatabase((engine, open) => {
    it('is applied to an empty site, plans nothing the second time, and is exported byte for byte', async function () {
      this.timeout(60_000);
      const shop = await openWorkshop(await open(), undefined, registries);
      const first = join(folder, 'first');
      expect((await run(shop, 'apply', first, '--yes')).lines.at(-1)).to.equal('Release 1 is live.');
      expect(shop.store.current().documents).to.have.length(count);
      for (const call of [['diff'], ['apply', '--yes'], ['diff', '--mirror'], ['apply', '--yes', '--mirror']]) {
        const { code, lines } = await run(shop, call[0]!, first, ...call.slice(1));
        expect([code, lines], call.join(' ')).to.deep.equal([0, ['Nothing to change.']]);
      }
      const second = join(folder, engine);
      await run(shop, 'export', second);
      expect(await contents(second)).to.deep.equal(await contents(first));

      // Of a document that the package does not have: merged, it stays; mirrored, it goes. Either way only once.
      const { arguments: _days, ...nightly } = sample('job', 'nightly');
      const more = { ...nightly, id: ulid(8100), name: 'of_this_site', handler: 'cleanup' };
      await shop.publish([...shop.store.current().documents.map(({ document }) => document), more]);
      expect((await run(shop, 'apply', first, '--yes')).lines).to.deep.equal(['Nothing to change.']);
      const mirrored = await run(shop, 'apply', first, '--yes', '--mirror');
      expect(mirrored.lines).to.deep.equal(['- job/of_this_site', 'Release 3 is live.']);
      expect((await run(shop, 'apply', first, '--yes', '--mirror')).lines).to.deep.equal(['Nothing to change.']);
    });
  });
});
