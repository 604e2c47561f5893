import { expect } from 'chai';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerSchemas } from '../../../plugins/index/schemas.js';
import * as servers from '../../../plugins/index/server.js';
import { ensureFirstAdmin } from '../../../server/access/first-admin.js';
import { assemble, type Assembly } from '../../../server/assemble.js';
import { readConfig } from '../../../server/config.js';
import { describeRoutes } from '../../../server/http/route-list.js';
import { serve, type Served } from '../../../server/http/serve.js';
import { createRecord } from '../../../server/records/create.js';
import { installPackages } from '../../../server/releases/install.js';
import { eventually } from '../../helper/eventually.js';
import { quietLog } from '../../helper/databases.js';
import { coreDocuments, password } from '../../helper/http.js';

const golden = join(import.meta.dirname, '../../golden/http/routes.txt');

describe('http/assembled', () => {
  let folder: string;
  let site: Assembly;
  let served: Served;
  before(async function () {
    this.timeout(60_000);
    folder = mkdtempSync(join(tmpdir(), 'trellis-assembled-'));
    const log = quietLog();
    site = await assemble({
      config: readConfig({ TRELLIS_DATA: folder }),
      log,
      contributions: { registerSchemas, ...servers },
      webFolder: folder,
    });
    served = await serve({ app: site.app, port: 0, host: '127.0.0.1', log, endStreams: site.endStreams });
  });
  after(async () => {
    await served.close();
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('installs, signs in the first administrator, keeps a record and tells of it', async () => {
    await installPackages({ database: site.services.database, publisher: site.publisher }, [
      { id: 'core', documents: coreDocuments() },
    ]);
    await site.releases.refresh();
    await ensureFirstAdmin(site.system('test'), {
      password,
      createUserRecord: async (context) =>
        (await createRecord(context, 'user', { name: 'Administrator', login: 'admin' })).id,
    });
    const ask = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${served.port}/api${path}`, init);
    const json = { 'Content-Type': 'application/json' };
    const entered = await ask('/session', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ login: 'admin', password }),
    });
    const headers = { ...json, Cookie: entered.headers.getSetCookie()[0]!.split(';')[0]! };
    expect(entered.status).to.equal(200);

    const stop = new AbortController();
    const stream = await ask('/events', { headers, signal: stop.signal });
    let heard = '';
    const listening = (async () => {
      for await (const chunk of stream.body!) heard += new TextDecoder().decode(chunk as Uint8Array);
    })().catch(() => undefined);
    const made = await ask('/records/department', { method: 'POST', headers, body: JSON.stringify({ name: 'Sales' }) });
    const record = (await made.json()) as { id: string };
    expect(made.status, JSON.stringify(record)).to.equal(201);
    await eventually(async () => heard.includes(record.id) || undefined, 'the event of the new record');
    stop.abort();
    await listening;

    const listed = (await (await ask('/records/department', { headers })).json()) as { rows: { id: string }[] };
    expect(listed.rows.map((row) => row.id)).to.deep.equal([record.id]);
    const described = (await (await ask('/openapi.json', { headers })).json()) as { components: { schemas: object } };
    expect(described.components.schemas).to.include.keys('department', 'department_write', 'user');
  });

  it('has the doors that were reviewed, with their rights (UPDATE_GOLDEN=1 writes them anew)', () => {
    const text = `${describeRoutes(site.routes).join('\n')}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, text);
    expect(existsSync(golden)).to.equal(true);
    expect(text).to.equal(readFileSync(golden, 'utf8'));
  });

  it('answers strangers at the public doors only', async () => {
    const open: string[] = [];
    for (const { method, path } of site.routes) {
      const filled = path.replaceAll(/:(id|n)\b/g, (_, name) => (name === 'n' ? '1' : '01KAJ0QX00T2N8C9SEPKXKVMCP')).replaceAll(/:[a-z]+/g, 'x'); // prettier-ignore
      const response = await fetch(`http://127.0.0.1:${served.port}/api${filled}`, { method });
      await response.text();
      if (response.status !== 401 && response.status !== 404) open.push(`${method} ${path}`);
    }
    // What a link opens is for whoever has its token; without one all of them are gone.
    const parts = ['GET /shared/:token/rows', 'GET /shared/:token/data/:widget', 'POST /shared/:token/file'];
    const links = ['GET /shared/:token', ...parts];
    expect(open).to.have.members(['GET /health', 'GET /ready', 'POST /session', ...links]);
  });
});
