/**
 * What a browser loads before the first list stands: the entry with what it imports, then everything until the rows are
 * there, in a fresh Chromium. Sizes are those of gzip -9. Needs dist (`npm run bench` builds it).
 */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { findChromium } from '../helper/chromium.mjs';
import { createRecord } from '../../server/records/create.js';
import { addSignedIn, prepareSite, temporaryFolder } from '../helper/prepared-site.js';
import { startServer } from '../helper/server-process.js';
import { idOf } from './helper/company.js';
import { buildForBench } from './helper/contest.js';
import { Judge } from './helper/judge.js';
import { kilobytes, printHead } from './helper/table.js';

const root = join(import.meta.dirname, '../..');
const web = join(root, 'dist/web');
const executablePath = findChromium() ?? '';

interface Output {
  readonly entryPoint?: string;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
}

/** Files that a page must have before the entry runs: its static imports, and theirs. */
function staticFiles(outputs: Readonly<Record<string, Output>>): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const each of outputs[path]?.imports ?? []) if (each.kind === 'import-statement') visit(each.path);
  };
  const entry = Object.entries(outputs).find(([, output]) => output.entryPoint === 'runtime/main.ts');
  if (!entry) throw new Error('dist/web-meta.json names no entry. Run: npm run build');
  visit(entry[0]);
  return found;
}

const zipped = (file: string): number => gzipSync(readFileSync(file), { level: 9 }).length;

const judge = new Judge();
if (!existsSync(join(root, 'dist/web-meta.json'))) throw new Error('There is no build. Run: npm run build');
const { outputs } = JSON.parse(readFileSync(join(root, 'dist/web-meta.json'), 'utf8')) as {
  outputs: Readonly<Record<string, Output>>;
};
printHead('What a browser loads, gzip -9');
const entry = [...staticFiles(outputs)].reduce((sum, file) => sum + zipped(join(root, file)), 0);
judge.figure({ what: 'entry with its imports', ours: kilobytes(entry), budget: '<= 60 KB', ok: entry <= 60 * 1024 });

if (!existsSync(executablePath)) console.log('Chromium is not installed: the first list page was not measured.');
else await measureListPage();

async function measureListPage(): Promise<void> {
  const dataFolder = temporaryFolder('bundle');
  const url = `sqlite:${dataFolder}/trellis.db`;
  const owner = idOf('user', 1);
  const cookie = await prepareSite({ url, dataFolder }, async (site) => {
    const session = await addSignedIn(site, { id: owner, login: 'ann', roles: ['salesperson'] });
    for (let n = 0; n < 60; n++) await createRecord(site.system('bench'), 'customer', { name: `Customer ${n}`, owner });
    return session;
  });
  const built = await buildForBench();
  cpSync(web, join(dirname(dirname(built.main)), 'web'), { recursive: true });
  const server = await startServer(built, { url, dataFolder });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext();
    const [name, value] = cookie.split('=') as [string, string];
    await context.addCookies([{ name, value, url: server.address }]);
    const page = await context.newPage();
    const paths: string[] = [];
    page.on('request', (request) => paths.push(new URL(request.url()).pathname));
    await page.goto(`${server.address}/list/customer`);
    await page.locator('tr-list-grid a.name:visible').first().waitFor();
    await page.waitForLoadState('networkidle');
    const scripts = [...new Set(paths)].filter((path) => path.endsWith('.js'));
    const size = scripts.reduce((sum, path) => sum + zipped(join(web, path)), 0);
    const others = paths.filter((path) => !path.startsWith('/api/'));
    judge.figure({
      what: `first list page, JavaScript (${scripts.length} files)`, ours: kilobytes(size), budget: '<= 150 KB',
      ok: size <= 150 * 1024,
    }); // prettier-ignore
    judge.figure({
      what: `first list page, requests (and ${paths.length - others.length} to /api)`, ours: String(others.length),
      budget: '<= 12', ok: others.length <= 12,
    }); // prettier-ignore
  } finally {
    await browser.close();
    await server.stop();
    built.remove();
  }
}
process.exitCode = judge.isGood ? 0 : 1;
