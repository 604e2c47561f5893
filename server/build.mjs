/**
 * Builds dist/server (bundled per entry with its packages: opening hundreds of files took half of a start) and dist/web
 * (hashed, split, minified) with esbuild.
 * `node server/build.mjs` builds when sources changed since the last build; `--force` always; `--watch` keeps building.
 */
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { serverOptions, webOptions } from './build-options.mjs';
import { mergeChunks } from './merge-chunks.mjs';
import { renameChunks } from './rename-chunks.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const sources = ['metadata', 'server', 'runtime', 'designer', 'plugins', 'package-lock.json', 'tsconfig.base.json'];

/** A hash over path, size and time of every source file: cheap enough for each start. */
async function fingerprint() {
  const hash = createHash('sha256');
  const visit = async (path) => {
    const info = await stat(path).catch(() => undefined);
    if (!info) return;
    if (!info.isDirectory()) {
      hash.update(`${relative(root, path)} ${info.size} ${info.mtimeMs}\n`);
      return;
    }
    for (const name of (await readdir(path)).sort()) await visit(join(path, name));
  };
  for (const source of sources) await visit(join(root, source));
  return hash.digest('hex');
}

export async function isFresh() {
  const built = await readFile(join(root, 'dist/build.json'), 'utf8').catch(() => undefined);
  return built !== undefined && JSON.parse(built).fingerprint === (await fingerprint());
}

/** index.html names the hashed entry and its style; nothing inline, as the content security policy demands. */
async function writePage(metafile) {
  const [entry, output] = Object.entries(metafile.outputs).find(([, o]) => o.entryPoint === 'runtime/main.ts');
  const href = (path) => `/assets/${relative('dist/web/assets', path)}`;
  const style = await readFile(join(root, 'runtime/ui/tokens.css'));
  const styleName = `tokens-${createHash('sha256').update(style).digest('hex').slice(0, 8)}.css`;
  await writeFile(join(root, 'dist/web/assets', styleName), style);
  const preload = output.imports
    .filter((each) => each.kind === 'import-statement')
    .map((each) => `    <link rel="modulepreload" href="${href(each.path)}" />`);
  const icon = existsSync(join(root, 'runtime/ui/favicon.svg'))
    ? '    <link rel="icon" href="/assets/favicon.svg" />'
    : '';
  if (icon) await cp(join(root, 'runtime/ui/favicon.svg'), join(root, 'dist/web/assets/favicon.svg'));
  const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Trellis</title>
    <link rel="stylesheet" href="/assets/${styleName}" />
${icon}
${preload.join('\n')}
    <script type="module" src="${href(entry)}"></script>
  </head>
  <body></body>
</html>
`;
  await writeFile(join(root, 'dist/web/index.html'), page);
}

async function copyAssets() {
  const icons = join(root, 'runtime/ui/icons');
  if (existsSync(icons)) {
    await cp(icons, join(root, 'dist/web/assets/icons'), {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    });
  }
}

export async function build({ web = true } = {}) {
  const esbuild = await import('esbuild');
  const mark = await fingerprint();
  await rm(join(root, 'dist'), { recursive: true, force: true });
  await mkdir(join(root, 'dist/web/assets'), { recursive: true });
  await esbuild.build(serverOptions(root));
  if (web && existsSync(join(root, 'runtime/main.ts'))) {
    const result = await esbuild.build(webOptions(root));
    await mergeChunks({
      esbuild,
      metafile: result.metafile,
      root,
      groups: ['runtime/main.ts', 'runtime/workplace.ts'],
      assets: 'dist/web/assets',
      publicPath: '/assets/',
      sourcemap: true,
    });
    await renameChunks({ metafile: result.metafile, root, entryPoint: 'runtime/main.ts' });
    await writePage(result.metafile);
    await copyAssets();
    await writeFile(join(root, 'dist/web-meta.json'), JSON.stringify(result.metafile));
  }
  await writeFile(join(root, 'dist/build.json'), JSON.stringify({ fingerprint: mark }));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const watch = process.argv.includes('--watch');
  if (process.argv.includes('--force') || !(await isFresh())) {
    const started = Date.now();
    await build();
    console.log(`Built dist in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  }
  if (watch) {
    console.log(`Watching ${sources.map((source) => basename(source)).join(', ')} …`);
    for (;;) {
      await new Promise((done) => setTimeout(done, 700));
      if (!(await isFresh()))
        await build().then(
          () => console.log('Built.'),
          (error) => console.error(error.message),
        );
    }
  }
}
