/**
 * Packages become part of the release: the first start publishes them as release 1, a later start takes up what a newer
 * version of a package changed. A document the site changed is merged three ways; where both changed the same place the
 * site's word stands and the conflict is told. Nothing changes when the packages did not.
 */
import { documentsHash } from '../../metadata/document/canonical.js';
import { documentKey } from '../../metadata/document/check.js';
import { mergeDocuments, type Conflict } from '../../metadata/document/merge.js';
import type { Document } from '../../metadata/schema/kinds.js';
import type { Database } from '../database/database.js';
import { readPackaged } from './document-rows.js';
import { startPatience, type Candidate, type Published, type Publisher } from './publish.js';
import type { LoadedRelease } from './store.js';
import { sha256 } from '../sha256.js';

/** A package in the order of its dependencies: `core` first. */
export interface Package {
  readonly id: string;
  readonly documents: readonly Document[];
}

export interface PackageConflict {
  readonly package: string;
  readonly document: string;
  readonly conflicts: readonly Conflict[];
}

export interface Installed extends Published {
  /** Places where the site's change stands against the package's. */
  readonly conflicts: readonly PackageConflict[];
}

/** Packages that may use any name; those of others begin with their id and `_`. */
const freeNames: ReadonlySet<string> = new Set(['core', 'crm']);

/** Throws a plain error for packages that clash: that is the packager's mistake, told before anything runs. */
export async function installPackages(
  tools: { readonly database: Database; readonly publisher: Publisher },
  packages: readonly Package[],
): Promise<Installed> {
  checkNames(packages);
  const conflicts: PackageConflict[] = [];
  const known = await knownHashes(tools.database);
  const fresh = packages.filter((each) => known.get(settingOf(each)) !== documentsHash(each.documents, sha256));
  if (fresh.length === 0) return { ...(await nothing(tools)), conflicts };
  const note = `Installed: ${fresh.map((each) => each.id).join(', ')}`;
  const published = await tools.publisher.publish(
    async (current) => {
      conflicts.length = 0;
      return candidateOf(tools.database, current, fresh, conflicts);
    },
    { note, wait: startPatience, packaged: true },
  );
  // Packages whose every change the site already had: remembered, so that they are not asked again.
  if (!published.changed) await tools.database.write((transaction) => rememberHashes(transaction, fresh));
  return { ...published, conflicts };
}

const settingOf = (each: Package) => `package:${each.id}`;
const hashesOf = (packages: readonly Package[]) =>
  Object.fromEntries(packages.map((each) => [settingOf(each), documentsHash(each.documents, sha256)]));

async function knownHashes(database: Database): Promise<ReadonlyMap<string, string>> {
  const rows = (await database.read('sys_setting').select('name', 'value').where('name', 'like', 'package:%')) as {
    name: string;
    value: string;
  }[];
  return new Map(rows.map((row) => [row.name, row.value]));
}

async function rememberHashes(
  transaction: import('../database/database.js').Transaction,
  packages: readonly Package[],
): Promise<void> {
  for (const [name, value] of Object.entries(hashesOf(packages))) {
    await transaction('sys_setting').insert({ name, value }).onConflict('name').merge(['value']);
  }
}

async function nothing({ database }: { readonly database: Database }): Promise<Published> {
  const row = (await database.read('sys_setting').select('value').where({ name: 'live_release' }).first()) as
    { value: string } | undefined;
  return { number: Number(row?.value ?? 0), changed: false };
}

function checkNames(packages: readonly Package[]): void {
  const owners = new Map<string, string>();
  for (const { id, documents } of packages) {
    for (const document of documents) {
      const key = documentKey(document);
      const other = owners.get(key);
      if (other !== undefined) throw new Error(`The packages ${other} and ${id} both have the document ${key}.`);
      owners.set(key, id);
      if (!freeNames.has(id) && !document.name.startsWith(`${id}_`)) {
        throw new Error(`The document ${key} of the package ${id} must have a name that begins with ${id}_.`);
      }
    }
  }
}

async function candidateOf(
  database: Database,
  current: LoadedRelease,
  packages: readonly Package[],
  conflicts: PackageConflict[],
): Promise<Candidate> {
  const next = new Map(current.documents.map((stored) => [documentKey(stored.document), stored.document]));
  const layers = new Map<string, string>();
  for (const { id, documents } of packages) {
    for (const document of documents) {
      const key = documentKey(document);
      const merged = await takeUp(database, current, id, document);
      if (merged.conflicts.length > 0) conflicts.push({ package: id, document: key, conflicts: merged.conflicts });
      if (merged.document) next.set(key, merged.document);
      layers.set(key, merged.layer);
    }
  }
  return {
    documents: [...next.values()],
    layerOf: (document) => layers.get(documentKey(document)) ?? 'site',
    settings: hashesOf(packages),
  };
}

interface TakenUp {
  /** Undefined: the site removed it, and it stays removed. */
  readonly document: Document | undefined;
  readonly layer: string;
  readonly conflicts: readonly Conflict[];
}

async function takeUp(database: Database, current: LoadedRelease, id: string, theirs: Document): Promise<TakenUp> {
  const held = current.documents.find(({ document }) => documentKey(document) === documentKey(theirs));
  const base = current.number === 0 ? undefined : await readPackaged(database.read, id, theirs.kind, theirs.name);
  if (!held) return { document: base ? undefined : theirs, layer: id, conflicts: [] };
  if (held.layer === id) return { document: theirs, layer: id, conflicts: [] };
  const { document, conflicts } = mergeDocuments<Document>(base?.document ?? held.document, held.document, theirs);
  return { document, layer: 'site', conflicts };
}
