/**
 * Documents that are malformed, huge, circular or mean harm (TRUST, rows D and C), one sample of each, by every door:
 * `PUT /api/documents…` and publishing, and the command line. Each is refused with the place, nothing is another than
 * before, and the server goes on.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createDocumentValidator } from '../../metadata/document/validate.js';
import { runDocumentCommand } from '../../server/command/document-commands.js';
import { createAjvChecker } from '../../server/releases/ajv-checker.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';
import { siteSettled } from '../helper/site-settled.js';
import { dumpHash } from './hostile-site.js';
import { designers, hostileDocuments, type HostileDocument } from './trust-documents-cases.js';

describe('scenario/trust-documents', function () {
  this.timeout(60_000);
  let live: LiveSite;
  let admin: Browser;
  let designer: Browser;
  let folder: string;

  before(async () => {
    live = await startLiveSite({ packages: [designers] });
    admin = await live.signIn('admin');
    await live.addUser({ login: 'dan', roles: ['designers_only'] });
    designer = await live.signIn('dan');
    folder = await mkdtemp(join(tmpdir(), 'trellis-hostile-'));
    await siteSettled(live.site.services.database);
  });
  after(async () => {
    await live?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** Runs a command of the command line beside the server; gives its code and what it printed. */
  const run = async (name: string, ...call: readonly string[]) => {
    const lines: string[] = [];
    const { services, releases, publisher } = live.site;
    const { registries } = services;
    const validator = createDocumentValidator(registries, createAjvChecker());
    const print = (line: string) => void lines.push(line);
    const code = await runDocumentCommand(name, [folder, ...call], {
      registries,
      validator,
      releases,
      publisher,
      print,
    });
    return { code, text: lines.join('\n') };
  };

  /** What is there: all rows, of drafts as well, and which release is live. */
  const state = async () => [await dumpHash(live.site.services.database), live.site.releases.current().number];

  const isAlive = async () => expect((await admin.get('/api/documents?kind=menu')).status).to.equal(200);

  async function byApi({ file, text, path, code, at, as }: HostileDocument): Promise<void> {
    const url = `/api/documents/${file.replace(/\.json$/, '')}`;
    const { cookie } = as ? designer : admin;
    const put = await fetch(`${live.address}${url}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'If-Match': '"0"', Cookie: cookie!, Origin: live.address },
      body: text,
    });
    const answer = await put.text();
    if (at !== 'publish') {
      expect(put.status, answer.slice(0, 900)).to.be.oneOf(as ? [403] : [400, 413, 422]);
      expect(answer, answer.slice(0, 900)).to.contain(code);
      if (path !== '') expect(answer).to.contain(`"path":"${path}`);
      return;
    }
    expect(put.status, answer.slice(0, 500)).to.equal(200);
    try {
      const published = await admin.post('/api/releases', {});
      expect(published.status, published.text.slice(0, 500)).to.equal(422);
      expect(published.text, published.text.slice(0, 900)).to.contain(code).and.contain(`"path":"${path}`);
    } finally {
      const { revision } = JSON.parse(answer) as { revision: number };
      await admin.send('DELETE', url, undefined, { 'If-Match': `"${revision}"` });
    }
  }

  async function byCommand({ file, text, path, code }: HostileDocument): Promise<void> {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
    try {
      for (const call of [['validate'], ['apply', '--yes'], ['diff']]) {
        const told = await run(call[0]!, ...call.slice(1));
        const words = `${call.join(' ')}: ${told.text.slice(0, 500)}`;
        // A plan is shown with what stands against it.
        if (call[0] !== 'diff') expect(told.code, words).to.equal(1);
        expect(told.text, words)
          .to.contain(code)
          .and.contain(`${file.replace(/\.json$/, '')}`);
        expect(told.text, words).to.contain(path);
      }
    } finally {
      await rm(join(folder, file));
    }
  }

  for (const hostile of hostileDocuments) {
    it(`refuses ${hostile.title} (${hostile.row}), says where, and changes nothing`, async () => {
      const before = await state();
      await byApi(hostile);
      // Whoever has the command line has the database: there is no one there without a right.
      if (!hostile.as) await byCommand(hostile);
      await isAlive();
      expect(await state()).to.deep.equal(before);
      expect(({} as { x?: unknown }).x).to.equal(undefined);
    });
  }

  it('takes the same documents once the harm is out of them: it is that, and nothing else, which is refused', async () => {
    await run('export');
    const text = await readFile(join(folder, 'settings/site.json'), 'utf8');
    expect((await run('validate')).code).to.equal(0);
    expect((await run('apply', '--yes', '--mirror')).text).to.equal('Nothing to change.');
    expect(JSON.parse(text)).to.have.property('kind', 'settings');
  });
});
