/** Routes of documents and releases: designers read and edit drafts, plan, publish and roll back. */
import { Type } from '@sinclair/typebox';
import { documentKey } from '../../metadata/document/check.js';
import { documentLimits } from '../../metadata/document/guard.js';
import { indexReferences, whereUsed } from '../../metadata/document/references.js';
import { isAboutRights, isKind, type Document } from '../../metadata/schema/kinds.js';
import { closed, Path } from '../../metadata/schema/common.js';
import { say } from '../../metadata/words.js';
import { readLastBackup } from '../backup/last-backup.js';
import type { Context } from '../context.js';
import { badRequest, forbidden, notFound } from '../errors.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { readDocument } from './document-rows.js';
import {
  documentKeyOf,
  findReleased,
  readDrafts,
  withDrafts,
  type DocumentView,
  type Draft,
  type DraftService,
} from './drafts.js';
import { mayEdit, mayReplace, mayWriteSources } from './may-edit.js';
import type { Candidate, Publisher, PublishRequest } from './publish.js';
import { readRemoved, readVersions } from './document-history.js';
import { misfitFile, type MisfitFile } from './misfits.js';
import { keptDays, listPutAway, purgePutAway, withoutArchived } from './put-away.js';
import { readReleaseChanges } from './release-changes.js';
import type { ReleaseStore } from './store.js';
import { shownDocument } from './withheld-sources.js';

export interface ReleaseRouteTools {
  readonly releases: ReleaseStore;
  readonly drafts: DraftService;
  readonly publisher: Publisher;
}

const bodyLimit = documentLimits.text;
const right = 'design' as const;

const Key = closed({ kind: Type.String(), name: Type.String() });
const ReleaseNumber = closed({ n: Type.String({ pattern: '^[1-9][0-9]{0,8}$' }) });
const Chosen = Type.Optional(Type.Array(Key, { maxItems: 1000 }));
const MisfitId = Type.String({ pattern: '^convert [a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*$', maxLength: 200 });
const Agreement = {
  note: Type.Optional(Type.String({ maxLength: 1000 })),
  consents: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 1000 })),
  plan: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
};

export function createReleaseRoutes(tools: ReleaseRouteTools): readonly Route[] {
  return [...documentRoutes(tools), ...publishRoutes(tools)];
}

function documentRoutes({ drafts, releases }: ReleaseRouteTools): readonly Route[] {
  const params = Key;
  return [
    defineRoute({
      method: 'GET',
      path: '/documents',
      right,
      summary: 'Documents with the state of your drafts, optionally of one kind.',
      query: closed({ kind: Type.Optional(Type.String()) }),
      handler: async (context, { query }) => listDocuments(context, releases, query['kind']),
    }),
    defineRoute({
      method: 'GET',
      path: '/documents/:kind/:name',
      right,
      summary: 'One document: your draft (or the released one), the released one, or that of a release.',
      params,
      findings: ['problems'],
      query: closed({ at: Type.Optional(Type.String({ pattern: '^(draft|released|[1-9][0-9]{0,8})$' })) }),
      async handler(context, input) {
        const key = documentKeyOf(input.params);
        const at = input.query['at'] ?? 'draft';
        if (at === 'draft') return reply(await drafts.view(context, key));
        const stored =
          at === 'released'
            ? findReleased(releases.current(), key)
            : await readDocument(context.database.read, Number(at), key);
        if (!stored) throw notFound();
        const { document, layer, revision } = stored;
        return reply({
          document: shownDocument(context, document),
          layer,
          revision,
          base: revision,
          draft: false,
          problems: [],
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/documents/:kind/:name/uses',
      right,
      summary: 'Where a document, or one field of an entity, is used, your drafts included.',
      params,
      query: closed({ field: Type.Optional(Path) }),
      async handler(context, input) {
        const key = documentKeyOf(input.params);
        const documents = withDrafts(releases.current(), await readDrafts(context));
        const index = indexReferences(documents, { model: releases.current().model, registries: context.registries });
        return { uses: whereUsed(index, key.kind, key.name, input.query['field']) };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/documents/:kind/:name/history',
      right,
      summary: 'The published versions of a document, newest first: release, when, by whom, with which note.',
      params,
      handler: async (context, input) => ({
        versions: await readVersions(context.database.read, documentKeyOf(input.params)),
      }),
    }),
    defineRoute({
      method: 'PUT',
      path: '/documents/:kind/:name',
      right,
      summary: 'Stores your draft of a document; If-Match is the revision you saw, 0 for a new document.',
      params,
      findings: ['problems'],
      body: Type.Unknown(),
      bodyLimit,
      handler: async (context, input) =>
        reply(await drafts.put(context, documentKeyOf(input.params), input.body, input.ifMatch)),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/documents/:kind/:name',
      right,
      summary: 'Discards your draft; with remove=true the document is to be removed with the next release.',
      params,
      findings: ['problems'],
      query: closed({ remove: Type.Optional(Type.Literal('true')) }),
      async handler(context, input) {
        const key = documentKeyOf(input.params);
        if (input.query['remove'] === 'true') return reply(await drafts.remove(context, key, input.ifMatch));
        await drafts.discard(context, key, input.ifMatch);
        return new Reply(204, { empty: true });
      },
    }),
  ];
}

const reply = (view: DocumentView) => new Reply(200, { json: view }, { ETag: `"${view.revision}"` });

async function listDocuments(context: Context, releases: ReleaseStore, kind: string | undefined) {
  if (kind !== undefined && !isKind(kind))
    throw badRequest('UNKNOWN_KIND', say`There is no kind of document "${{ kind }}".`);
  const drafts = await readDrafts(context);
  const edited = new Map(drafts.map((draft) => [documentKey(draft), draft]));
  const row = (document: Document, more: { layer: string; revision: number; draft?: Draft | undefined }) => ({
    kind: document.kind,
    name: document.name,
    id: document.id,
    label: document.label ?? document.name,
    layer: more.layer,
    revision: more.draft?.revision ?? more.revision,
    draft: more.draft !== undefined,
    removed: more.draft?.document === null,
  });
  const released = releases.current().documents.map(({ document, layer, revision }) => {
    const draft = edited.get(documentKey(document));
    edited.delete(documentKey(document));
    return row(draft?.document ?? document, { layer, revision, draft });
  });
  const added = [...edited.values()].flatMap((draft) =>
    draft.document ? [row(draft.document, { layer: 'site', revision: draft.revision, draft })] : [],
  );
  const documents = [...released, ...added].filter((each) => kind === undefined || each.kind === kind);
  return { documents, release: releases.current().number };
}

function publishRoutes({ publisher, releases }: ReleaseRouteTools): readonly Route[] {
  /** The drafts to publish: all of one's own, or those named. */
  const chosen = async (
    context: Context,
    keys: readonly { kind: string; name: string }[] | undefined,
  ): Promise<Candidate> => {
    const own = await readDrafts(context);
    const wanted = keys?.map((key) => `${key.kind}/${key.name}`);
    const drafts = own.filter((draft) => wanted === undefined || wanted.includes(documentKey(draft)));
    if (wanted && drafts.length < new Set(wanted).size) throw notFound();
    for (const draft of drafts) {
      mayEdit(context, draft.kind);
      mayWriteSources(context, draft.document, findReleased(releases.current(), draft)?.document);
    }
    return publisher.fromDrafts(drafts, shownTo(context));
  };
  return [
    defineRoute({
      method: 'GET',
      path: '/releases',
      right,
      summary: 'The releases, newest first.',
      handler: async (context) => ({ live: releases.current().number, releases: await listReleases(context) }),
    }),
    defineRoute({
      method: 'GET',
      path: '/releases/removed',
      right,
      summary: 'Documents that the live release has no more, with the last release that had them.',
      handler: async (context) => ({ removed: await readRemoved(context.database.read, releases.current().number) }),
    }),
    defineRoute({
      method: 'GET',
      path: '/releases/put-away',
      right: 'operate',
      summary:
        'Fields and entities that no document has any more, with the values that are kept of them, and the last verified backup.',
      handler: async (context) => ({
        days: keptDays,
        putAway: await listPutAway(context, releases.current()),
        backup: (await readLastBackup(context.database)) ?? null,
      }),
    }),
    defineRoute({
      method: 'POST',
      path: '/releases/put-away/purge',
      right: 'operate',
      summary:
        'Takes out for good what has been put away for its days and is in a verified backup, by its name and number of values.',
      body: closed({
        id: Type.String({ maxLength: 200 }),
        values: Type.Integer({ minimum: 0 }),
        name: Type.String({ maxLength: 200 }),
      }),
      async handler(context, { body }) {
        const archived = await withoutArchived(context, releases.current(), body);
        if (archived) {
          const request = { note: `Purge: ${body.id}`, userId: context.principal.id };
          await publisher.publish(async (live) => ({ documents: (await withoutArchived(context, live, body)) ?? archived }), request);
        }
        return publisher.locked((live) => purgePutAway(context, live, body));
      }, // prettier-ignore
    }),
    defineRoute({
      method: 'GET',
      path: '/releases/:n/changes',
      right,
      summary:
        'The documents that a release changed against the one before it, and fields whose values it carried over.',
      params: ReleaseNumber,
      async handler(context, { params }) {
        const changes = await readReleaseChanges(context.database.read, Number(params['n']));
        if (!changes) throw notFound();
        return { changes, converted: await publisher.conversions(Number(params['n'])) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/releases/plan',
      right,
      summary:
        'What publishing your drafts would do: changes, steps with row counts, consents, problems; or only the findings.',
      findings: ['problems', 'warnings', 'consents'],
      body: closed({ documents: Chosen, only: Type.Optional(Type.Literal('findings')) }),
      async handler(context, { body }) {
        const candidate = await chosen(context, body.documents);
        return body.only ? publisher.check(candidate) : publisher.plan(candidate, shownTo(context));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/releases/plan/misfits',
      right,
      summary: 'The values that publishing your drafts would leave behind, as a file: record, old value, why.',
      body: closed({ documents: Chosen, id: MisfitId }),
      async handler(context, { body }) {
        const { documents } = await chosen(context, body.documents);
        return fileOf(await misfitFile(context, await publisher.conversion(body.id, { documents })));
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/releases/:n/misfits',
      right,
      summary: 'The values that a release left behind, for as long as they are kept: record, old value, why.',
      params: ReleaseNumber,
      query: closed({ id: MisfitId }),
      async handler(context, { params, query }) {
        return fileOf(await misfitFile(context, await publisher.conversion(query['id']!, Number(params['n']))));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/releases',
      right,
      summary: 'Publishes your drafts as a new release.',
      body: closed({ documents: Chosen, ...Agreement }),
      async handler(context, { body }) {
        const published = await publisher.publish(() => chosen(context, body.documents), requestOf(context, body));
        return new Reply(published.changed ? 201 : 200, { json: published });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/releases/:n/rollback',
      right,
      summary: 'Publishes the documents of an earlier release again.',
      params: ReleaseNumber,
      body: closed(Agreement),
      async handler(context, { params, body }) {
        const number = Number(params['n']);
        const note = body.note ?? `Back to release ${number}`;
        const request = requestOf(context, { ...body, note });
        const published = await publisher.publish(async (current) => {
          const candidate = await publisher.earlier(number);
          const live = current.documents.map((stored) => stored.document);
          refuseRoles(context, live, candidate.documents);
          mayReplace(context, live, candidate.documents);
          return candidate;
        }, request);
        return new Reply(published.changed ? 201 : 200, { json: published });
      },
    }),
  ];
}

const shownTo =
  (context: Context) =>
  (document: Document): Document =>
    shownDocument(context, document);

const fileOf = ({ text, fileName }: MisfitFile) =>
  new Reply(200, { bytes: new TextEncoder().encode(text), type: 'text/csv; charset=utf-8', fileName });

function requestOf(context: Context, body: Pick<PublishRequest, 'note' | 'consents' | 'plan'>): PublishRequest {
  return {
    ...(body.note === undefined ? {} : { note: body.note }),
    ...(body.consents === undefined ? {} : { consents: body.consents }),
    ...(body.plan === undefined ? {} : { plan: body.plan }),
    userId: context.principal.id,
    shown: shownTo(context),
  };
}

/** Going back may change rights too. */
function refuseRoles(context: Context, current: readonly Document[], next: readonly Document[]): void {
  const roles = (documents: readonly Document[]) =>
    JSON.stringify(
      documents.filter((each) => isAboutRights(each.kind)).sort((a, b) => (documentKey(a) < documentKey(b) ? -1 : 1)),
    );
  if (roles(current) === roles(next) || context.access.has('grant')) return;
  throw forbidden(
    'RIGHT_MISSING',
    'That release has other roles or sharing rules: going back to it needs the right to grant rights.',
  );
}

async function listReleases(context: Context) {
  const rows = (await context.database
    .read('sys_release')
    .select('number', 'state', 'note', 'created_by', 'created_at')
    .orderBy('number', 'desc')
    .limit(200)) as Readonly<Record<string, unknown>>[];
  return rows.map((row) => ({
    number: Number(row['number']),
    state: row['state'],
    note: row['note'],
    createdBy: row['created_by'],
    createdAt: row['created_at'],
  }));
}
