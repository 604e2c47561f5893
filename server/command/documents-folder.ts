/** Documents as files: one per document, `<kind>/<name>.json` in canonical form, so that a repository can keep them. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canonicalText } from '../../metadata/document/canonical.js';
import { documentLimits } from '../../metadata/document/guard.js';
import { repeatedKeys } from '../../metadata/document/repeated-keys.js';
import { isKind, type Document } from '../../metadata/schema/kinds.js';
import type { Problem } from '../../metadata/value.js';

/** A file of the folder; its text is read as JSON but not yet checked. */
export interface DocumentFile {
  /** Relative to the folder, with `/`. */
  readonly file: string;
  readonly value?: unknown;
  /** Why the text was not read. */
  readonly fault?: Problem;
}

/** Only folders named by a kind are looked into: whatever else lies there is left alone. */
export async function readFolder(folder: string): Promise<readonly DocumentFile[]> {
  const files: DocumentFile[] = [];
  for (const file of await documentFiles(folder)) {
    files.push({ file, ...(await readOne(join(folder, file))) });
  }
  return files;
}

/** What is too large, or no file, is not read at all: its size is asked before. */
async function readOne(path: string): Promise<Pick<DocumentFile, 'value' | 'fault'>> {
  const found = await stat(path);
  if (!found.isFile()) return refused('', 'NO_FILE', 'This is no file: take it out of the folder.');
  if (found.size > documentLimits.text) {
    const most = documentLimits.text / 1_048_576;
    return refused('', 'TOO_LARGE', `The file has ${(found.size / 1_048_576).toFixed(1)} MB, ${most} at most are read. Split the document.`); // prettier-ignore
  }
  const text = await readFile(path, 'utf8');
  try {
    const value = JSON.parse(text) as unknown;
    const [twice] = repeatedKeys(text, 1);
    if (!twice) return { value };
    const { path: place, key, line } = twice;
    return refused(place, 'KEY_TWICE', `The key "${key}" stands twice in one object, again in line ${line}: keep one of them.`); // prettier-ignore
  } catch (error) {
    return refused('', 'NOT_JSON', `This is no JSON: ${(error as Error).message}`);
  }
}

const refused = (path: string, code: string, message: string) => ({ fault: { path, code, message } });

export interface Written {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** Makes the folder hold exactly these documents; files that already say the same are not touched. */
export async function writeFolder(folder: string, documents: readonly Document[]): Promise<Written> {
  const wanted = new Map(documents.map((document) => [fileOf(document), canonicalText(document)]));
  const written: string[] = [];
  for (const [file, text] of wanted) {
    const path = join(folder, file);
    if ((await readFile(path, 'utf8').catch(() => undefined)) === text) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    written.push(file);
  }
  const removed = (await documentFiles(folder)).filter((file) => !wanted.has(file));
  for (const file of removed) await rm(join(folder, file));
  return { written, removed, unchanged: wanted.size - written.length };
}

export const fileOf = (document: Pick<Document, 'kind' | 'name'>): string => `${document.kind}/${document.name}.json`;

async function documentFiles(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw error;
  });
  for (const entry of entries) {
    if (!entry.isDirectory() || !isKind(entry.name)) continue;
    for (const name of await readdir(join(folder, entry.name))) {
      if (name.endsWith('.json')) files.push(`${entry.name}/${name}`);
    }
  }
  return files.sort();
}
