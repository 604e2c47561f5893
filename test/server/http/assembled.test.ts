import { expect } from 'chai';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerSchemas } from '../../../plugins/index/schemas.js';
import { fieldServers, jobServers } from '../../../plugins/index/server.js';
import { assemble, type Assembly } from '../../../server/assemble.js';
import { readConfig } from '../../../server/config.js';
import { describeRoutes } from '../../../server/http/route-list.js';
import { serve, type Served } from '../../../server/http/serve.js';
import { quietLog } from '../../helper/databases.js';

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
      contributions: { registerSchemas, fieldServers, jobServers },
      webFolder: folder,
    });
    served = await serve({ app: site.app, port: 0, host: '127.0.0.1', log, endStreams: site.endStreams });
  });
  after(async () => {
    await served.close();
    await site.close();
    rmSync(folder, { recursive: true, force: true });
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
    expect(open).to.have.members(['GET /health', 'GET /ready', 'POST /session']);
  });
});
