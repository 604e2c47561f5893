/** A browser keeps a file of the page for ever by its name: between two builds, the same name must mean the same content. */
import { expect } from 'chai';
import { build } from 'esbuild';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

type Tool = (input: Record<string, unknown>) => Promise<unknown>;
const { mergeChunks } = (await import('../../../server/merge-chunks.mjs' as string)) as { mergeChunks: Tool };
const { renameChunks } = (await import('../../../server/rename-chunks.mjs' as string)) as { renameChunks: Tool };

/** A page, what it loads at once after it, and two lazy screens; one screen uses a part of the page that did not change. */
const sources: Readonly<Record<string, string>> = {
  'main.js': `import { shared } from './shared.js'; import { version } from './version.js'; export const start = () => [shared, version, import('./workplace.js'), import('./screen.js'), import('./alone.js')];`,
  'shared.js': `export const shared = { name: 'shared' };`,
  'version.js': `export const version = 'one'; export const other = () => import('./screen.js');`,
  'workplace.js': `import { shared } from './shared.js'; import { desk } from './desk.js'; export const workplace = [shared, desk];`,
  'desk.js': `export const desk = 'desk';`,
  'screen.js': `import { shared } from './shared.js'; import { desk } from './desk.js'; export const screen = [shared, desk, () => import('./alone.js')];`,
  'alone.js': `export const alone = 'alone';`,
};

describe('server/build chunk names', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'trellis-chunks-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Every script of a build, by its name. */
  const built = async (changes: Readonly<Record<string, string>> = {}): Promise<Map<string, string>> => {
    await rm(join(folder, 'out'), { recursive: true, force: true });
    for (const [name, text] of Object.entries({ ...sources, ...changes })) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const { metafile } = await build({
      absWorkingDir: folder, entryPoints: { main: 'main.js' }, outdir: 'out', bundle: true, splitting: true, format: 'esm', minify: true,
      metafile: true, sourcemap: true, entryNames: '[name]-[hash]', chunkNames: 'c/[name]-[hash]', publicPath: '/assets/', logLevel: 'error',
    }); // prettier-ignore
    const common = { root: folder, metafile };
    await mergeChunks({ ...common, esbuild: { build }, groups: ['main.js', 'workplace.js'], assets: 'out', publicPath: '/assets/', sourcemap: true }); // prettier-ignore
    await renameChunks({ ...common, entryPoint: 'main.js' });
    const names = (await readdir(join(folder, 'out'), { recursive: true })).filter((name) => name.endsWith('.js'));
    return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, 'out', name), 'utf8')] as const))); // prettier-ignore
  };

  it('never give one name to two contents, whichever part changes', async () => {
    const first = await built();
    expect(first.size).to.equal(4);
    for (const [part, text] of Object.entries(sources)) {
      const second = await built({ [part]: `${text} export const more = 'more'; console.log('${part}');` });
      for (const [name, content] of second) if (first.has(name)) expect(content, `${name} after ${part} changed`).to.equal(first.get(name)); // prettier-ignore
    }
  });

  it('lead to each other, and are the same for the same sources', async () => {
    const first = await built();
    for (const [, content] of first) {
      for (const [, path] of content.matchAll(/["(]\/assets\/([^"]+\.js)"/g))
        expect([...first.keys()]).to.include(path);
    }
    expect([...(await built()).keys()].sort()).to.deep.equal([...first.keys()].sort());
  });
});
