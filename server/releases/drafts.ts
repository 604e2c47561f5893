/**
 * Drafts: every person's own edits of documents, kept apart from what is live. A draft knows the revision it began from
 * (`base`); its own revision goes on from there and is what If-Match compares.
 */
import { checkOne, documentKey } from '../../metadata/document/check.js';
import type { DocumentValidator } from '../../metadata/document/validate.js';
import { isKind, type Document, type Kind } from '../../metadata/schema/kinds.js';
import type { Problem } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import type { Database, Transaction } from '../database/database.js';
import { conflict, invalid, notFound, preconditionRequired, unprocessable } from '../errors.js';
import { parseTemplate } from '../print/parse-template.js';
import type { Stored } from './document-rows.js';
import { mayEdit, mayWriteSources } from './may-edit.js';
import type { LoadedRelease, ReleaseStore } from './store.js';
import { restoredDocument, shownDocument } from './withheld-sources.js';

export interface Draft {
  readonly owner: string;
  readonly kind: Kind;
  readonly name: string;
  /** Null: to be removed with the next release. */
  readonly document: Document | null;
  /** Revision of the released document it began from; 0 for a new one. */
  readonly base: number;
  readonly revision: number;
  readonly updatedAt: string;
}

/** What a designer sees of one document. */
export interface DocumentView {
  readonly document: Document | null;
  readonly layer: string;
  readonly revision: number;
  readonly base: number;
  readonly draft: boolean;
  readonly problems: readonly Problem[];
}

interface Key {
  readonly kind: Kind;
  readonly name: string;
}

export interface DraftService {
  list(context: Context): Promise<readonly Draft[]>;
  view(context: Context, key: Key): Promise<DocumentView>;
  put(context: Context, key: Key, body: unknown, ifMatch: string | undefined): Promise<DocumentView>;
  /** Back to what is released. */
  discard(context: Context, key: Key, ifMatch: string | undefined): Promise<void>;
  /** The document is to be removed with the next release. */
  remove(context: Context, key: Key, ifMatch: string | undefined): Promise<DocumentView>;
}

export function createDrafts(releases: ReleaseStore, validator: DocumentValidator): DraftService {
  const service: DraftService = {
    list: (context) => readDrafts(context),
    async view(context, key) {
      return viewOf(context, releases.current(), await readDrafts(context), key);
    },
    async put(context, key, body, ifMatch) {
      mayEdit(context, key.kind);
      const read = validator.read(body);
      if ('problems' in read) throw invalid(read.problems, codeOf(read.problems));
      const released = findReleased(releases.current(), key);
      checkIdentity(read.document, key, released);
      const own = (await readDrafts(context)).find((each) => each.kind === key.kind && each.name === key.name);
      const document = restoredDocument(context, read.document, [released?.document, own?.document]);
      mayWriteSources(context, document, released?.document);
      await writeDraft(context, releases.current(), key, document, ifMatch);
      return service.view(context, key);
    },
    async discard(context, key, ifMatch) {
      mayEdit(context, key.kind);
      await context.database.write(async (transaction) => {
        const draft = await lockDraft(context, transaction, key);
        if (!draft) throw notFound();
        expectRevision(ifMatch, draft.revision);
        await transaction('sys_draft').where(rowKey(context, key)).delete();
      });
    },
    async remove(context, key, ifMatch) {
      mayEdit(context, key.kind);
      if (!findReleased(releases.current(), key)) throw notFound();
      await writeDraft(context, releases.current(), key, null, ifMatch);
      return service.view(context, key);
    },
  };
  return service;
}

const codeOf = (problems: readonly Problem[]): string =>
  problems.every(({ code }) => code === 'DATASET_SQL') ? 'DATASET_SQL' : 'DOCUMENT_INVALID';

/** The key of a path; an unknown kind is a document that is not there. */
export function documentKeyOf(params: Readonly<Record<string, string>>): Key {
  const { kind = '', name = '' } = params;
  if (!isKind(kind)) throw notFound();
  return { kind, name };
}

export const findReleased = (release: LoadedRelease, key: Key): Stored | undefined =>
  release.documents.find(({ document }) => document.kind === key.kind && document.name === key.name);

/* ------------------------------------------------------------ rows */

interface DraftRow {
  readonly owner_id: string;
  readonly kind: Kind;
  readonly name: string;
  readonly body: string | null;
  readonly base_revision: number | null;
  readonly revision: number;
  readonly updated_at: string;
}

const fromRow = (row: DraftRow): Draft => ({
  owner: row.owner_id,
  kind: row.kind,
  name: row.name,
  document: row.body === null ? null : (JSON.parse(row.body) as Document),
  base: Number(row.base_revision ?? 0),
  revision: Number(row.revision),
  updatedAt: row.updated_at,
});

const rowKey = (context: Context, { kind, name }: Key) => ({ owner_id: context.principal.id, kind, name });

/** The caller's own drafts; other people's are theirs. */
export const readDrafts = (context: Context): Promise<readonly Draft[]> =>
  readDraftsOf(context.database, context.principal.id);

/** Of anybody: only for a preview, which asks for its rights itself. */
export async function readDraftsOf({ read }: Pick<Database, 'read'>, owner: string): Promise<readonly Draft[]> {
  const rows = (await read('sys_draft').where({ owner_id: owner }).orderBy(['kind', 'name'])) as DraftRow[];
  return rows.map(fromRow);
}

/** Drafts that are published; one that was written meanwhile, and so has another revision, stays. */
export async function dropDrafts(
  transaction: Transaction,
  drafts: readonly {
    readonly owner: string;
    readonly kind: string;
    readonly name: string;
    readonly revision: number;
  }[],
): Promise<void> {
  for (const { owner, kind, name, revision } of drafts) {
    await transaction('sys_draft').where({ owner_id: owner, kind, name, revision }).delete();
  }
}

async function lockDraft(context: Context, transaction: Transaction, key: Key): Promise<Draft | undefined> {
  const row = (await transaction('sys_draft').where(rowKey(context, key)).forUpdate().first()) as DraftRow | undefined;
  return row && fromRow(row);
}

async function writeDraft(
  context: Context,
  release: LoadedRelease,
  key: Key,
  document: Document | null,
  ifMatch: string | undefined,
): Promise<void> {
  const released = findReleased(release, key);
  await context.database.write(async (transaction) => {
    const draft = await lockDraft(context, transaction, key);
    expectRevision(ifMatch, draft?.revision ?? released?.revision ?? 0);
    const row = {
      ...rowKey(context, key),
      id: (document ?? released?.document)?.id ?? context.newId(),
      body: document === null ? null : JSON.stringify(document),
      base_revision: draft?.base ?? released?.revision ?? 0,
      revision: (draft?.revision ?? released?.revision ?? 0) + 1,
      updated_at: context.clock.now().toISOString(),
    };
    await transaction('sys_draft').insert(row).onConflict(['owner_id', 'kind', 'name']).merge();
  });
}

/** `0` is the revision of a document that is not there yet. */
function expectRevision(ifMatch: string | undefined, revision: number): void {
  if (ifMatch === undefined) throw preconditionRequired();
  if (ifMatch === String(revision)) return;
  throw conflict('VERSION_CONFLICT', 'This document was changed meanwhile: load it again.', { details: { revision } });
}

function checkIdentity(document: Document, key: Key, released: Stored | undefined): void {
  if (document.kind !== key.kind || document.name !== key.name) {
    throw unprocessable(
      'NAME_MISMATCH',
      say`The document says it is ${{ document: documentKey(document) }}, the address says ${{ address: documentKey(key) }}. Let them say the same.`,
      {
        path: document.kind === key.kind ? '/name' : '/kind',
      },
    );
  }
  if (released && released.document.id !== document.id) {
    throw unprocessable('ID_CHANGED', 'The id of a document never changes: put back the one it had.', { path: '/id' });
  }
}

/* ------------------------------------------------------------ views */

/** The live documents with a person's drafts put in. */
export function withDrafts(release: LoadedRelease, drafts: readonly Draft[]): readonly Document[] {
  const edited = new Map(drafts.map((draft) => [documentKey(draft), draft]));
  const kept = release.documents
    .map(({ document }) => document)
    .filter((document) => !edited.has(documentKey(document)));
  return [...kept, ...drafts.flatMap(({ document }) => (document ? [document] : []))];
}

function viewOf(context: Context, release: LoadedRelease, drafts: readonly Draft[], key: Key): DocumentView {
  const draft = drafts.find((each) => each.kind === key.kind && each.name === key.name);
  const released = findReleased(release, key);
  if (!draft && !released) throw notFound();
  const all = withDrafts(release, drafts);
  return {
    document: shownDocument(context, draft ? draft.document : released!.document),
    layer: released?.layer ?? 'site',
    revision: draft?.revision ?? released!.revision,
    base: draft?.base ?? released!.revision,
    draft: draft !== undefined,
    problems: checkOne(all, documentKey(key), { registries: context.registries, parseTemplate }),
  };
}
