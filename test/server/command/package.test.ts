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
import type { Database } from '../../../server/database/database.js';
import { openDatabase } from '../../../server/database/open.js';
import { createReleaseRoutes } from '../../../server/releases/routes.js';
import { eachDatabase, quietLog } from '../../helper/databases.js';
import { startSite, testRole, type Browser, type Site } from '../../helper/http.js';
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

/** What a site made, and of what ships some on which nothing else leans. */
const isSent = ({ kind, name }: Document): boolean =>
  name.startsWith('made_') || ['rule', 'print_template', 'import_map'].includes(kind);

describe('command/package', () => {
  let registries: Registries;
  let folder: string;
  let count = 0;
  let exported: readonly Document[] = [];

  /** The routes of documents and releases over a workshop, as somebody with all rights that they ask for. */
  const serveShop = async (database: Database, shop: Workshop): Promise<{ readonly site: Site; readonly chief: Browser }> => {
    const role = testRole('site_chief', { id: ulid(8200), rights: ['design', 'grant', 'operate', 'report.sql', 'report.sql.all'] });
    const routes = () => createReleaseRoutes({ releases: shop.store, drafts: shop.drafts, publisher: shop.publisher });
    const site = await startSite({ database, documents: [role], prepare: false, routes });
    await site.addUser('chief', ['site_chief']);
    return { site, chief: await site.signIn('chief') };
  }; // prettier-ignore
  const exportByApi = async (database: Database, shop: Workshop): Promise<readonly Document[]> => {
    const { site, chief } = await serveShop(database, shop);
    try {
      const { documents } = (await chief.get('/api/documents')).json as { documents: Pick<Document, 'kind' | 'name'>[] };
      const read = async ({ kind, name }: Pick<Document, 'kind' | 'name'>) => (await chief.get(`/api/documents/${kind}/${name}?at=released`)).json.document as Document;
      return await Promise.all(documents.map(read));
    } finally {
      await site.close();
    }
  }; // prettier-ignore

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
      exported = await exportByApi(database, source);
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

    // What the API does is the same on both; that it crosses over is what is asked here.
    if (engine === 'SQLite') return;
    it('is applied through the API as drafts, plans nothing the second time, and comes out as it went in', async function () {
      this.timeout(60_000);
      const database = await open();
      const shop = await openWorkshop(database, undefined, registries);
      // Most of what ships is on every site.
      await shop.publish(exported.filter((each) => !isSent(each)));
      const sent = exported.filter(isSent);
      const { site, chief } = await serveShop(database, shop);
      try {
        const apply = async () => {
          const { documents } = (await chief.get('/api/documents')).json as { documents: { kind: string; name: string; revision: number }[] };
          const revisions = new Map(documents.map((each) => [`${each.kind}/${each.name}`, each.revision]));
          for (const document of sent) {
            const key = `${document.kind}/${document.name}`;
            const put = await chief.send('PUT', `/api/documents/${key}`, document, { 'If-Match': `"${revisions.get(key) ?? 0}"` });
            expect(put.status, put.text.slice(0, 500)).to.equal(200);
          }
          const { changes, consents, hash, problems } = (await chief.post('/api/releases/plan', {})).json as { changes: object[]; consents: { id: string }[]; hash: string; problems: object[] };
          expect(problems).to.deep.equal([]);
          const published = await chief.post('/api/releases', { plan: hash, consents: consents.map(({ id }) => id) });
          return { changes: changes.length, status: published.status, ...(published.json as { number: number; changed: boolean }) };
        };
        expect(await apply()).to.deep.include({ changes: sent.length, status: 201, number: 2, changed: true });
        expect(await apply()).to.deep.equal({ changes: 0, status: 200, number: 2, changed: false });
        const { documents } = (await chief.get('/api/documents')).json as { documents: { draft: boolean }[] };
        // What is as it is published is no draft any more.
        expect(documents.filter(({ draft }) => draft)).to.deep.equal([]);
        await run(shop, 'export', join(folder, `api ${engine}`));
        expect(await contents(join(folder, `api ${engine}`))).to.deep.equal(await contents(join(folder, 'first')));
      } finally {
        await site.close();
      }
    }); // prettier-ignore
  });
});
