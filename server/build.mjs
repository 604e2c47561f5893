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
import { mergeChunks } from './merge-chunks.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const sources = ['metadata', 'server', 'runtime', 'designer', 'plugins', 'package-lock.json', 'tsconfig.base.json'];
const serverEntries = { main: 'server/main.ts', command: 'server/command/main.ts', worker: 'server/work/worker.ts' };

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

/** Left outside: what holds a binary, and drivers that Knex and others name but nobody installs. */
const notBundled = [
  ...['@photostructure/sqlite', '@node-rs/argon2', 'esbuild'],
  ...['better-sqlite3', 'sqlite3', 'mysql', 'mariadb', 'oracledb', 'pg', 'pg-query-stream', 'pg-native', 'tedious'],
];
/** Packages in the old module format ask for Node's own modules by `require`. */
const withRequire = `import { createRequire as trellisRequire } from 'node:module';
const require = trellisRequire(import.meta.url);`;

const serverOptions = () => ({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(Object.entries(serverEntries).filter(([, file]) => existsSync(join(root, file)))),
  outdir: 'dist/server',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: notBundled,
  banner: { js: withRequire },
  legalComments: 'linked',
  sourcemap: true,
  logLevel: 'warning',
  tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
});

/** Vaadin's telemetry would report to its maker: it is replaced by nothing (the package's own switch needs a script). */
const withoutTelemetry = {
  name: 'without-telemetry',
  setup(build) {
    build.onLoad({ filter: /vaadin-usage-statistics\.js$/ }, () => ({
      contents: 'export const usageStatistics = () => {};',
      loader: 'js',
    }));
  },
};

/** Rows of the grid are not dragged anywhere: the list's own actions move records. The grid still asks these of each row. */
const withoutRowDrag = {
  name: 'without-row-drag',
  setup(build) {
    build.onLoad({ filter: /vaadin-grid-drag-and-drop-mixin\.js$/ }, () => ({
      contents: `export const DragAndDropMixin = (superClass) => class extends superClass {
        filterDragAndDrop() {}
        _filterDragAndDrop() {}
        __updateDragSourceParts() {}
      };`,
      loader: 'js',
    }));
  },
};

/** TypeBox's namespace of all its builders cannot be shaken: the page gets those that our schemas use. */
const slimTypebox = {
  name: 'slim-typebox',
  setup(build) {
    const path = join(root, 'runtime/ui/slim-typebox.ts');
    build.onResolve({ filter: /^@sinclair\/typebox$/ }, () => ({ path }));
  },
};

/** The names of field types in all languages are said where entities are designed: they come with plugins/index/field-labels. */
const withoutTypeNames = {
  name: 'without-type-names',
  setup(build) {
    const fields = /[\\/]fields[\\/][^\\/]+$/;
    build.onResolve({ filter: /^\.\/strings\.json$/ }, ({ resolveDir }) =>
      fields.test(resolveDir) ? { path: join(resolveDir, 'strings.json'), namespace: 'type-words' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'type-words' }, async ({ path }) => ({
      contents: JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), label: '' }),
      loader: 'json',
    }));
  },
};

const webOptions = () => ({
  absWorkingDir: root,
  entryPoints: { main: 'runtime/main.ts' },
  outdir: 'dist/web/assets',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022'],
  minify: true,
  sourcemap: true,
  metafile: true,
  entryNames: '[name]-[hash]',
  chunkNames: 'c/[name]-[hash]',
  assetNames: 'a/[name]-[hash]',
  publicPath: '/assets/',
  loader: { '.svg': 'text', '.woff2': 'file' },
  logLevel: 'warning',
  plugins: [withoutTelemetry, withoutRowDrag, withoutTypeNames, slimTypebox],
  tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
});

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
  await esbuild.build(serverOptions());
  if (web && existsSync(join(root, 'runtime/main.ts'))) {
    const result = await esbuild.build(webOptions());
    await mergeChunks({
      esbuild,
      metafile: result.metafile,
      root,
      groups: ['runtime/main.ts', 'runtime/workplace.ts'],
      assets: 'dist/web/assets',
      publicPath: '/assets/',
      sourcemap: true,
    });
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
