/**
 * Names the lazy files anew after `mergeChunks` has changed what is in them. A browser keeps a file for ever by its name, so
 * one name must never stand for two contents: a lazy file that says which entry it belongs to, kept from the build before,
 * would load that build's entry beside the new one. The name of the entry depends on everything that it leads to, so each new
 * name is made of the old one and the entry's.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** `entryPoint` keeps its name. Changes the metafile's paths in place, and gives it. */
export async function renameChunks({ metafile, root, entryPoint }) {
  const scripts = Object.keys(metafile.outputs).filter((path) => path.endsWith('.js'));
  const entry = scripts.find((path) => metafile.outputs[path].entryPoint === entryPoint);
  const names = new Map();
  for (const path of scripts) {
    if (path !== entry) names.set(basename(path), newName(basename(path), basename(entry)));
  }
  const move = (path) => {
    const script = path.replace(/(\.js)(\.map|\.LEGAL\.txt)?$/, '$1');
    const name = names.get(basename(script));
    return name ? join(dirname(path), name + path.slice(script.length)) : path;
  };
  for (const path of scripts) await writeFile(resolve(root, path), renamed(await readFile(resolve(root, path), 'utf8'), names));
  for (const path of scripts.filter((each) => each !== entry)) {
    for (const companion of ['', '.map', '.LEGAL.txt']) {
      const from = resolve(root, path + companion);
      if (existsSync(from)) await rename(from, resolve(root, move(path) + companion));
    }
  }
  metafile.outputs = Object.fromEntries(
    Object.entries(metafile.outputs).map(([path, output]) => [
      move(path),
      { ...output, imports: output.imports.map((each) => ({ ...each, path: move(each.path) })) },
    ]),
  );
  return metafile;
} // prettier-ignore

/** `list-page-4BNAWYMU.js` to the same with another hash. */
function newName(name, entryName) {
  const hash = createHash('sha256').update(`${entryName} ${name}`).digest('hex').slice(0, 8).toUpperCase();
  return name.replace(/-[0-9A-Z]{8}\.js$/, `-${hash}.js`);
}

const renamed = (text, names) => text.replace(/[\w.-]+-[0-9A-Z]{8}\.js/g, (name) => names.get(name) ?? name);
