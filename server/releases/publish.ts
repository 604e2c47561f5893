/**
 * Publish and roll back:
 *
 *   lock -> unfinished ones first -> propose -> same plan as shown? -> problems? -> consents?
 *        -> release row 'applying' with documents and plan -> apply -> refresh -> event
 */
import { diffDocuments } from '../../metadata/document/diff.js';
import { mergeDocuments, type Conflict } from '../../metadata/document/merge.js';
import { documentsHash } from '../../metadata/document/canonical.js';
import { documentKey } from '../../metadata/document/check.js';
import { compileModel } from '../../metadata/model/compile.js';
import type { Model } from '../../metadata/model/model.js';
import type { DocumentValidator } from '../../metadata/document/validate.js';
import type { Document } from '../../metadata/schema/kinds.js';
import type { Words } from '../../metadata/value.js';
import { say, wordsOf } from '../../metadata/words.js';
import type { EventHub } from '../http/events.js';
import { ApiError, conflict, invalid, notFound } from '../errors.js';
import { applyRelease, resumeReleases, type ApplyTools, type StoredPlan } from './apply.js';
import { insertDocuments, nextStored, readDocuments, readRevision } from './document-rows.js';
import { dropDrafts, withDrafts, type Draft } from './drafts.js';
import { misfitId } from './misfits.js';
import { findAgainst, proposeRelease, stopsPublish, type Findings, type Proposal } from './propose.js';
import type { Consent } from './plan.js';
import { createPublishLock } from './publish-lock.js';
import { keepSpeeds, type TimedStep } from './publish-speeds.js';
import { finishPurge } from './purge-journal.js';
import { isConvert, type ConvertStep } from './step.js';
import type { LoadedRelease, ReleaseStore } from './store.js';
import { sha256 } from '../sha256.js';

export interface PublisherTools extends ApplyTools {
  readonly releases: ReleaseStore;
  readonly validator: DocumentValidator;
  readonly events: EventHub;
}

/** What is to become live: the whole set of documents, whose drafts it takes up, and which layer changes belong to. */
export interface Candidate {
  readonly documents: readonly Document[];
  readonly drafts?: readonly Draft[];
  readonly layerOf?: (document: Document) => string;
  readonly settings?: Readonly<Record<string, string>>;
}

/** The document as somebody may see it. */
export type Shown = (document: Document) => Document;

export interface PublishRequest {
  readonly note?: string;
  /** Ids of the consents given. */
  readonly consents?: readonly string[];
  /** Hash of the plan that was shown; a plan that is another one by now is refused. */
  readonly plan?: string;
  readonly userId?: string;
  /** How a plan that is another one by now is told; absent: as it is. */
  readonly shown?: Shown;
  /** A package is taken up at start, where nobody can agree: fields that become required are no reason to stand still. */
  readonly packaged?: boolean;
  /** Seconds to wait while another server publishes; 0 by default. */
  readonly wait?: number;
}

export interface Published {
  /** The live release; the same as before when nothing was to be changed. */
  readonly number: number;
  readonly changed: boolean;
}

export interface Publisher {
  plan(candidate: Candidate, shown?: Shown): Promise<Proposal>;
  /** What stands against publishing, without a look at the records that a plan counts and tries. */
  check(candidate: Candidate): Promise<Findings>;
  /**
   * The live documents with these drafts; merged where the released document moved on meanwhile. What cannot be merged is
   * told of the documents as `shown` gives them: as their reader may see them.
   */
  fromDrafts(drafts: readonly Draft[], shown?: Shown): Promise<Candidate>;
  /** `choose` is called under the lock, so that it sees what is live then. */
  publish(choose: (current: LoadedRelease) => Promise<Candidate>, request: PublishRequest): Promise<Published>;
  /** The documents of an earlier release, as a candidate. */
  earlier(number: number): Promise<Candidate>;
  /** How a release that was published, or would be, carries a field over, by the id of its consent. 404 when it does not. */
  conversion(id: string, of: number | Candidate): Promise<{ readonly step: ConvertStep; readonly model: Model }>;
  /** Fields whose values a release carried over into new columns, by the ids of their consents. */
  conversions(number: number): Promise<readonly string[]>;
  /** Under the same lock, nothing half published left: what takes out what is put away. */
  locked<T>(work: (live: LoadedRelease) => Promise<T>): Promise<T>;
  /** At start: finishes interrupted publishes. */
  resume(): Promise<readonly number[]>;
}

/** Seconds a starting server waits for the publish of another one. */
export const startPatience = 120;

export function createPublisher(tools: PublisherTools): Publisher {
  const { database, releases } = tools;
  const locked = createPublishLock(database);
  const plan = async (candidate: Candidate, shown?: Shown) => {
    const current = await releases.refresh();
    return tellProposal(await proposeRelease(tools, current, candidate.documents), current, candidate, shown ? { shown } : {}); // prettier-ignore
  };
  return {
    plan,
    check: async (candidate) => findAgainst(tools, await releases.refresh(), candidate.documents),
    fromDrafts: async (drafts, shown = (document) => document) =>
      mergeDrafts(tools, await releases.refresh(), { drafts, shown }),
    async earlier(number) {
      const row = (await database.read('sys_release').select('state').where({ number }).first()) as
        { state: string } | undefined;
      if (row?.state !== 'live') throw notFound();
      const stored = await readDocuments(database.read, number);
      const layers = new Map(stored.map(({ document, layer }) => [documentKey(document), layer]));
      return {
        documents: stored.map(({ document }) => document),
        layerOf: (document) => layers.get(documentKey(document)) ?? 'site',
      };
    },
    async conversion(id, of) {
      const isPublished = typeof of === 'number';
      const documents = isPublished ? (await readDocuments(database.read, of)).map(({ document }) => document) : of.documents; // prettier-ignore
      const steps = isPublished ? await convertSteps(tools, of) : (await plan(of)).steps;
      const step = steps.filter(isConvert).find((each) => misfitId(each) === id);
      if (!step) throw notFound();
      return { step, model: compileModel(documents, tools.registries) };
    },
    conversions: async (number) => (await convertSteps(tools, number)).map(misfitId),
    publish: (choose, request) =>
      locked(async () => {
        await finishInterrupted(tools);
        const current = await releases.refresh();
        const candidate = await choose(current);
        const proposal = await proposeRelease(tools, current, candidate.documents);
        refuseUnlessAgreed(proposal, request, tellProposal(proposal, current, candidate, request));
        if (proposal.changes.length === 0) {
          // Drafts that say what is live are none any more.
          await tools.database.write((transaction) => dropDrafts(transaction, candidate.drafts ?? []));
          return { number: current.number, changed: false };
        }
        const number = await beginRelease(tools, current, candidate, proposal, request);
        const timed: TimedStep[] = [];
        await applyRelease(tools, number, timed);
        await keepSpeeds(database, timed);
        await releases.refresh();
        tools.events.publish({ type: 'release', data: { number } });
        return { number, changed: true };
      }, request.wait),
    locked: (work) =>
      locked(async () => {
        await finishInterrupted(tools);
        return work(await releases.refresh());
      }),
    async resume() {
      try {
        return await locked(() => finishInterrupted(tools), startPatience);
      } catch (error) {
        // Another server is at it: what it publishes, it finishes.
        if (error instanceof ApiError && error.code === 'PUBLISH_RUNNING') return [];
        throw error;
      } finally {
        await releases.refresh();
      }
    },
  };
}

/** A purge that was killed is finished first: what it takes out is in nobody's plan. */
async function finishInterrupted(tools: PublisherTools): Promise<readonly number[]> {
  const purged = await finishPurge(tools.database);
  if (purged) tools.log.warn(purged, 'A purge was interrupted and is finished now');
  return resumeReleases(tools);
}

async function convertSteps({ database }: PublisherTools, number: number): Promise<readonly ConvertStep[]> {
  const row = (await database.read('sys_release').select('plan').where({ number, state: 'live' }).first()) as
    { plan: string } | undefined;
  return row ? (JSON.parse(row.plan) as StoredPlan).steps.filter(isConvert) : [];
}

/** What a plan tells of documents that its reader does not see as they are: their changes as they would see them. */
function tellProposal(
  proposal: Proposal,
  current: LoadedRelease,
  { documents }: Candidate,
  { shown }: Pick<PublishRequest, 'shown'>,
): Proposal {
  if (!shown) return proposal;
  const before = new Map(current.documents.map(({ document }) => [documentKey(document), document]));
  const after = new Map(documents.map((document) => [documentKey(document), document]));
  const changes = proposal.changes.map((change) => {
    const [old, now] = [before.get(documentKey(change)), after.get(documentKey(change))];
    if (!old || !now) return change;
    const [seen, seenNow] = [shown(old), shown(now)];
    return seen === old && seenNow === now ? change : { ...change, details: diffDocuments(seen, seenNow) };
  });
  return { ...proposal, changes };
}

/** `told`: the proposal as its reader may see it. */
function refuseUnlessAgreed(proposal: Proposal, request: PublishRequest, told: Proposal): void {
  if (request.plan !== undefined && request.plan !== proposal.hash) {
    throw conflict('PLAN_CHANGED', 'The plan is another one by now: look at it again before publishing.', {
      details: told,
      findings: ['problems', 'warnings', 'consents'],
    });
  }
  if (stopsPublish(proposal)) throw invalid(proposal.problems, 'DOCUMENT_PROBLEMS');
  const isMissing = ({ id }: Consent): boolean =>
    !request.consents?.includes(id) && !(request.packaged && id.startsWith('required '));
  const missing = proposal.consents.filter(isMissing);
  if (missing.length > 0) {
    const consents = missing.map(wordsOf).reduce((told: Words, next) => say`${{ told }} ${{ next }}`);
    throw conflict('CONSENT_REQUIRED', say`This must be agreed to: ${{ consents }}`, {
      details: { consents: missing },
      findings: ['consents'],
    });
  }
}

/** The release exists from here on, and whoever finds it unfinished has all it takes to finish it. */
async function beginRelease(
  tools: PublisherTools,
  current: LoadedRelease,
  candidate: Candidate,
  proposal: Proposal,
  request: PublishRequest,
): Promise<number> {
  const plan: StoredPlan = {
    steps: proposal.steps,
    base: current.number,
    drafts: (candidate.drafts ?? []).map(({ owner, kind, name, revision }) => ({ owner, kind, name, revision })),
    ...(candidate.settings ? { settings: candidate.settings } : {}),
  };
  const stored = nextStored(current.documents, candidate.documents, candidate.layerOf ?? (() => 'site'));
  return tools.database.write(async (transaction) => {
    const last = (await transaction('sys_release').max({ number: 'number' }).first()) as
      { number: number | null } | undefined;
    const number = Number(last?.number ?? 0) + 1;
    await transaction('sys_release').insert({
      number,
      state: 'applying',
      hash: documentsHash(candidate.documents, sha256),
      note: request.note ?? null,
      created_by: request.userId ?? null,
      created_at: tools.clock.now().toISOString(),
      plan: JSON.stringify(plan),
    });
    await insertDocuments(transaction, number, stored);
    return number;
  });
}

/** A draft that began from an older revision is merged three ways; what cannot be merged is listed and nothing is lost. */
async function mergeDrafts(
  tools: PublisherTools,
  current: LoadedRelease,
  { drafts, shown }: { readonly drafts: readonly Draft[]; readonly shown: Shown },
): Promise<Candidate> {
  const merged: Draft[] = [];
  const conflicts: { readonly document: string; readonly conflicts: readonly Conflict[] }[] = [];
  for (const draft of drafts) {
    const released = current.documents.find(({ document }) => documentKey(document) === documentKey(draft));
    const revision = released?.revision ?? 0;
    if (revision === draft.base) {
      merged.push(draft);
      continue;
    }
    const base =
      draft.base > 0 ? await readRevision(tools.database.read, draft.kind, draft.name, draft.base) : undefined;
    const both = draft.document && released && base;
    const result = both ? mergeDocuments<Document>(base.document, draft.document!, released.document) : undefined;
    if (result && result.conflicts.length === 0) merged.push({ ...draft, document: result.document });
    else {
      const told = both ? mergeDocuments<Document>(shown(base.document), shown(draft.document!), shown(released.document)) : undefined; // prettier-ignore
      conflicts.push({ document: documentKey(draft), conflicts: told?.conflicts ?? [] });
    }
  }
  if (conflicts.length > 0) {
    const names = conflicts.map((each) => each.document).join(', ');
    throw conflict(
      'DRAFT_CONFLICT',
      say`Somebody else published changes to the same places of ${{ names }}. Your draft is kept: compare it with what is live.`,
      {
        details: conflicts,
      },
    );
  }
  return { documents: withDrafts(current, merged), drafts };
}
