/** The texts of the interface as its sources hold them, and which source files a page needs first. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = join(import.meta.dirname, '../..');
export type Strings = Readonly<Record<string, string>>;

const read = (path: string): Strings =>
  JSON.parse(readFileSync(join(root, 'runtime/ui/strings', path), 'utf8')) as Strings;
export const firstStrings = (language: string): Strings => read(`${language}.json`);
export const laterStrings = (language: string): Strings => read(`later/${language}.json`);
export const allStrings = (language: string): Strings => ({ ...firstStrings(language), ...laterStrings(language) });

/** A file and all that it imports outright: types and `import()` do not count. */
export function importedBy(entry: string, found = new Set<string>()): ReadonlySet<string> {
  const path = resolve(root, entry);
  if (found.has(path) || !existsSync(path)) return found;
  found.add(path);
  const text = readFileSync(path, 'utf8');
  for (const [, name] of text.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'(\.[^']+)'/gms)) {
    importedBy(resolve(dirname(path), name!.replace(/\.js$/, '.ts')), found);
  }
  return found;
}

/** Targets of `import()` in a source file. */
export function importedLater(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/\bimport\('(\.[^']+\.js)'\)/g)].map(([, name]) =>
    resolve(dirname(path), name!.replace(/\.js$/, '.ts')),
  );
}
