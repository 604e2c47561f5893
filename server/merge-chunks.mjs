/**
 * Joins the files that are always loaded together. esbuild makes one chunk for every set of entry points that share
 * modules, so each new lazy page cut the first page into more requests (13, then 18). Here the static closure of each
 * group's entry becomes one file under the entry's name; lazy files are pointed at it, everything else stays as it was.
 *
 *   closure of main -> main-HASH.js;  closure of workplace without it -> c/workplace-HASH.js;  the rest: imports renamed
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';

/**
 * `groups` are entry points in the order they are loaded; `assets` is the folder that `publicPath` stands for. Gives the
 * metafile as the files now are.
 */
export async function mergeChunks({ esbuild, metafile, root, groups, assets, publicPath, sourcemap = false }) {
  const { outputs } = metafile;
  /** Output path -> { target, prefix }: in which merged file its exports are, and under which names. */
  const placed = new Map();
  const merged = [];
  for (const entryPoint of groups) {
    const entry = Object.keys(outputs).find((path) => outputs[path].entryPoint === entryPoint);
    if (!entry) continue;
    const files = closureOf(outputs, entry).filter((path) => !placed.has(path));
    files.forEach((path, index) => placed.set(path, { target: entry, prefix: `f${index}_` }));
    merged.push({ entry, files });
  }
  const texts = new Map();
  for (const path of Object.keys(outputs).filter((each) => each.endsWith('.js'))) {
    const own = placed.get(path)?.target;
    const text = await readFile(resolve(root, path), 'utf8');
    texts.set(path, pointAtMerged(text, path, outputs[path], { placed, own, publicPath, assets }));
  }
  for (const { entry, files } of merged) {
    const text = await bundle({ esbuild, root, entry, files, outputs, texts, placed, sourcemap });
    for (const path of files.filter((each) => each !== entry)) await remove(root, path, outputs);
    await writeFile(resolve(root, entry), text.code);
    if (text.legal) await writeFile(resolve(root, `${entry}.LEGAL.txt`), text.legal);
    if (text.map) await writeFile(resolve(root, `${entry}.map`), text.map);
    outputs[entry] = describe(entry, files, metafile, outputs, placed);
    for (const path of files) if (path !== entry) delete outputs[path];
  }
  for (const path of Object.keys(outputs).filter((each) => each.endsWith('.js') && !placed.has(each))) {
    await writeFile(resolve(root, path), texts.get(path));
    outputs[path].imports = redirect(outputs[path].imports, placed);
  }
  return metafile;
}

/** The entry and all that it imports statically, importers first. */
function closureOf(outputs, entry) {
  const seen = new Set();
  const visit = (path) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const each of outputs[path].imports)
      if (each.kind === 'import-statement' && outputs[each.path]) visit(each.path);
  };
  visit(entry);
  return [...seen];
}

/** Rewrites static imports of placed files (of other groups than `own`) to their merged file and unique names. */
function pointAtMerged(text, path, output, { placed, own, publicPath, assets }) {
  let result = text;
  for (const { path: target, kind } of output.imports) {
    const place = placed.get(target);
    if (kind !== 'import-statement' || !place || place.target === own) continue;
    const to = `${publicPath ?? ''}${publicPath ? relative(assets, place.target) : specifier(path, place.target)}`;
    const name = basename(target).replaceAll('.', '\\.');
    const rename = (list) =>
      list.replace(/([^\s,{}]+)(\s+as\s+[^\s,{}]+)?/g, (_all, first, alias) =>
        alias ? `${place.prefix}${first}${alias}` : `${place.prefix}${first} as ${first}`,
      );
    result = result
      .replace(
        new RegExp(`import\\s*\\{([^}]*)\\}\\s*from\\s*"[^"]*${name}"`, 'g'),
        (_all, list) => `import{${rename(list)}}from"${to}"`,
      )
      .replace(new RegExp(`import\\s*"[^"]*${name}"`, 'g'), `import"${to}"`);
  }
  return result;
}

async function bundle({ esbuild, root, entry, files, outputs, texts, placed, sourcemap }) {
  const inside = new Map(files.map((path) => [basename(path), resolve(root, path)]));
  const lines = [`export * from ${JSON.stringify(resolve(root, entry))};`];
  for (const path of files) {
    const names = outputs[path].exports.map((name) => `${name} as ${placed.get(path).prefix}${name}`);
    if (names.length > 0) lines.push(`export { ${names.join(', ')} } from ${JSON.stringify(resolve(root, path))};`);
  }
  const result = await esbuild.build({
    stdin: { contents: lines.join('\n'), resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    target: ['es2022'],
    minify: true,
    legalComments: 'linked',
    write: false,
    sourcemap: sourcemap ? 'external' : false,
    outfile: resolve(root, entry),
    logLevel: 'warning',
    plugins: [
      {
        name: 'chunks',
        setup(build) {
          // Names carry their hash, so the last part says which file is meant, with or without a public path.
          build.onResolve({ filter: /.*/ }, ({ path, kind }) => {
            const full = inside.get(basename(path));
            if (full && (kind === 'import-statement' || kind === 'entry-point')) return { path: full };
            // Lazy parts and earlier groups stay files of their own.
            return { path, external: true };
          });
          build.onLoad({ filter: /\.js$/ }, ({ path }) => ({
            contents: texts.get(relative(root, path)),
            loader: 'js',
          }));
        },
      },
    ],
  });
  const code = result.outputFiles.find((file) => file.path.endsWith('.js')).text;
  const legal = result.outputFiles.find((file) => file.path.endsWith('.LEGAL.txt'))?.text;
  return { code, legal, map: result.outputFiles.find((file) => file.path.endsWith('.map'))?.text };
}

function specifier(from, to) {
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

function redirect(imports, placed) {
  const seen = new Set();
  return imports.flatMap((each) => {
    const path = each.kind === 'import-statement' ? (placed.get(each.path)?.target ?? each.path) : each.path;
    const key = `${each.kind} ${path}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ ...each, path }];
  });
}

function describe(entry, files, metafile, outputs, placed) {
  const inputs = Object.assign({}, ...files.map((path) => outputs[path].inputs));
  const imports = redirect(
    files.flatMap((path) => outputs[path].imports),
    placed,
  ).filter(({ path, kind }) => kind !== 'import-statement' || path !== entry);
  return { ...outputs[entry], inputs, imports };
}

async function remove(root, path, outputs) {
  await rm(resolve(root, path), { force: true });
  await rm(resolve(root, `${path}.map`), { force: true });
  delete outputs[`${path}.map`];
}
