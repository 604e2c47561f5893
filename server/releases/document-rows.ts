/** Rows of sys_document: every release holds all its documents, so that one query reads a whole release. */
import type { Knex } from 'knex';
import { canonicalHash, canonicalValue } from '../../metadata/document/canonical.js';
import type { EntityDocument } from '../../metadata/schema/entity.js';
import type { Document, Kind } from '../../metadata/schema/kinds.js';
import type { Transaction } from '../database/database.js';

/** A document as it stands in a release. `layer` is the package it comes from, or `site`. */
export interface Stored {
  readonly document: Document;
  readonly layer: string;
  /** Counts the changes of this document, over all releases. */
  readonly revision: number;
  readonly hash: string;
}

interface Row {
  readonly kind: Kind;
  readonly name: string;
  readonly layer: string;
  readonly revision: number;
  readonly hash: string;
  readonly body: string;
}

const fromRow = (row: Row): Stored => ({
  document: JSON.parse(row.body) as Document,
  layer: row.layer,
  revision: Number(row.revision),
  hash: row.hash,
});

/** All documents of a release, by kind and name. */
export async function readDocuments(runner: Knex, release: number): Promise<readonly Stored[]> {
  const rows = (await runner('sys_document')
    .select('kind', 'name', 'layer', 'revision', 'hash', 'body')
    .where({ release })
    .orderBy(['kind', 'name'])) as Row[];
  return rows.map(fromRow);
}

/** One document of a release. */
export async function readDocument(
  runner: Knex,
  release: number,
  { kind, name }: { readonly kind: Kind; readonly name: string },
): Promise<Stored | undefined> {
  const row = (await runner('sys_document')
    .select('kind', 'name', 'layer', 'revision', 'hash', 'body')
    .where({ release, kind, name })
    .first()) as Row | undefined;
  return row && fromRow(row);
}

/** One document of the newest published release that had it in this revision; the base of a draft. */
export async function readRevision(
  runner: Knex,
  kind: Kind,
  name: string,
  revision: number,
): Promise<Stored | undefined> {
  const row = (await runner('sys_document')
    .join('sys_release', 'sys_release.number', 'sys_document.release')
    .select('kind', 'name', 'layer', 'revision', 'sys_document.hash', 'body')
    .where({ kind, name, revision, state: 'live' })
    .orderBy('release', 'desc')
    .first()) as Row | undefined;
  return row && fromRow(row);
}

/** The last version of a document that came from a package. */
export async function readPackaged(runner: Knex, layer: string, kind: Kind, name: string): Promise<Stored | undefined> {
  const row = (await runner('sys_document')
    .select('kind', 'name', 'layer', 'revision', 'hash', 'body')
    .where({ kind, name, layer })
    .orderBy('release', 'desc')
    .first()) as Row | undefined;
  return row && fromRow(row);
}

/** A version of an entity and the last release that had it. */
export interface EntityVersion {
  readonly document: EntityDocument;
  readonly release: number;
}

/** Every version of every entity in published releases before `release`, oldest first, without those it still has. */
export async function readEarlierVersions(
  runner: Knex,
  release: number,
  current: readonly Stored[],
): Promise<readonly EntityVersion[]> {
  const versions = (await runner('sys_document')
    .join('sys_release', 'sys_release.number', 'sys_document.release')
    .where({ kind: 'entity', state: 'live' })
    .where('release', '<', release)
    .groupBy('sys_document.name', 'sys_document.hash')
    .select('sys_document.name as name', 'sys_document.hash as hash')
    .max('release as release')) as { name: string; hash: string; release: number }[];
  const held = new Set(current.map((stored) => stored.hash));
  const wanted = versions
    .filter((version) => !held.has(version.hash))
    .sort((a, b) => Number(a.release) - Number(b.release));
  const found: EntityVersion[] = [];
  for (const { name, release: number } of wanted) {
    const row = (await runner('sys_document')
      .select('body')
      .where({ release: number, kind: 'entity', name })
      .first()) as { body: string } | undefined;
    if (row) found.push({ document: JSON.parse(row.body) as EntityDocument, release: Number(number) });
  }
  return found;
}

/** Writes the documents of a release; statements stay small. */
export async function insertDocuments(
  transaction: Transaction,
  release: number,
  all: readonly Stored[],
): Promise<void> {
  const rows = all.map(({ document, layer, revision, hash }) => ({
    release,
    kind: document.kind,
    name: document.name,
    id: document.id,
    layer,
    revision,
    hash,
    body: JSON.stringify(canonicalValue(document)),
  }));
  for (let from = 0; from < rows.length; from += 50) {
    await transaction('sys_document').insert(rows.slice(from, from + 50));
  }
}

/** The next release's rows: revision and layer follow the content. A document that changed belongs to `layer` now. */
export function nextStored(
  current: readonly Stored[],
  next: readonly Document[],
  layerOf: (document: Document) => string,
): readonly Stored[] {
  const before = new Map(current.map((stored) => [`${stored.document.kind}/${stored.document.name}`, stored]));
  return next.map((document) => {
    const hash = canonicalHash(document);
    const old = before.get(`${document.kind}/${document.name}`);
    if (old?.hash === hash) return old;
    return { document, hash, layer: layerOf(document), revision: (old?.revision ?? 0) + 1 };
  });
}
