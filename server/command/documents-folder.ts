/** Documents as files: one per document, `<kind>/<name>.json` in canonical form, so that a repository can keep them. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canonicalText } from '../../metadata/document/canonical.js';
import { isKind, type Document } from '../../metadata/schema/kinds.js';

/** A file of the folder; its text is read as JSON but not yet checked. */
export interface DocumentFile {
  /** Relative to the folder, with `/`. */
  readonly file: string;
  readonly value?: unknown;
  /** Why the text is no JSON. */
  readonly fault?: string;
}

/** Only folders named by a kind are looked into: whatever else lies there is left alone. */
export async function readFolder(folder: string): Promise<readonly DocumentFile[]> {
  const files: DocumentFile[] = [];
  for (const file of await documentFiles(folder)) {
    const text = await readFile(join(folder, file), 'utf8');
    try {
      files.push({ file, value: JSON.parse(text) as unknown });
    } catch (error) {
      files.push({ file, fault: (error as Error).message });
    }
  }
  return files;
}

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
