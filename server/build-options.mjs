/** What esbuild is told for dist/server and dist/web; tests that start the built server build it with the same. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Left outside: what holds a binary or waits for its first use, and drivers that Knex and others name but nobody installs. */
const notBundled = [
  ...['@photostructure/sqlite', '@node-rs/argon2', 'esbuild', 'pinyin-pro', 'sanitize-html', 'mysql2', 'iconv-lite'],
  ...['pdfkit', 'svg-to-pdfkit', '@resvg/resvg-js', 'vega', 'vega-lite', 'vega-interpreter'],
  ...['bullmq', 'ioredis'],
  ...['better-sqlite3', 'sqlite3', 'mysql', 'mariadb', 'oracledb', 'pg', 'pg-query-stream', 'pg-native', 'tedious'],
];
/** Packages in the old module format ask for Node's own modules by `require`. */
const withRequire = `import { createRequire as trellisRequire } from 'node:module';
const require = trellisRequire(import.meta.url);`;

/** The server's programs, each with its packages. */
export const serverOptions = (root) => ({
  absWorkingDir: root,
  entryPoints: { main: 'server/main.ts', command: 'server/command/main.ts', worker: 'server/work/worker.ts' },
  outdir: 'dist/server',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: notBundled,
  banner: { js: withRequire },
  minifyWhitespace: true,
  minifySyntax: true,
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
const slimTypebox = (root) => ({
  name: 'slim-typebox',
  setup(build) {
    const path = join(root, 'runtime/ui/slim-typebox.ts');
    build.onResolve({ filter: /^@sinclair\/typebox$/ }, () => ({ path }));
  },
});

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

export const webOptions = (root) => ({
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
  plugins: [withoutTelemetry, withoutRowDrag, withoutTypeNames, slimTypebox(root)],
  tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
});
