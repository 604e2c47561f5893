/** The routes of documents and releases (server/releases/routes.ts), typed. Failures are ApiFailure. */
import type { PublishEstimate } from '../../metadata/document/publish-estimate.js';
import type { LastBackup, PutAway } from '../../metadata/document/put-away.js';
import type { Change } from '../../metadata/document/diff.js';
import type { Document, Kind } from '../../metadata/schema/kinds.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { Label, Problem } from '../../metadata/value.js';
import type { ApiClient } from '../../runtime/data/api-client.js';

export interface DocumentKey {
  readonly kind: Kind;
  readonly name: string;
}

/** `entity/customer`. */
export const keyText = ({ kind, name }: DocumentKey): string => `${kind}/${name}`;

export interface DocumentHead extends DocumentKey {
  readonly id: string;
  readonly label: Label;
  /** The package it came with, or `site`. */
  readonly layer: string;
  readonly revision: number;
  /** There is a draft of yours. */
  readonly draft: boolean;
  /** Your draft says that it is to be removed. */
  readonly removed: boolean;
}

export interface DocumentView {
  /** Null: to be removed with the next release. */
  readonly document: Document | null;
  readonly layer: string;
  /** What If-Match compares. */
  readonly revision: number;
  /** Revision of the released document the draft began from; 0 for a new one. */
  readonly base: number;
  readonly draft: boolean;
  readonly problems: readonly Problem[];
}

/** A place where something is used. */
export interface Use extends DocumentKey {
  readonly path: string;
}

export interface DocumentProblem extends Problem {
  /** `entity/customer`. */
  readonly document: string;
  /** Records that stand against it: their entity and a filter of its list. */
  readonly entity?: string;
  readonly filter?: Filter;
}

export interface ReleaseChange extends DocumentKey {
  readonly change: 'added' | 'removed' | 'changed';
}

export interface PlannedChange extends ReleaseChange {
  readonly details: readonly Change[];
}

/** A step on the tables, with the rows of its table. */
export interface PlannedStep {
  readonly id: string;
  readonly action: string;
  readonly table: string;
  readonly rows: number;
  readonly field?: string;
  readonly column?: { readonly name: string };
  readonly columns?: readonly (string | { readonly name: string })[];
}

/** Something to agree to; of records that lack a value, how many and where they are listed. */
export interface PlanConsent {
  readonly id: string;
  readonly message: string;
  readonly records?: number;
  readonly entity?: string;
  readonly filter?: Filter;
}

export interface Plan {
  /** The release it is planned against. */
  readonly base: number;
  readonly steps: readonly PlannedStep[];
  readonly changes: readonly PlannedChange[];
  readonly consents: readonly PlanConsent[];
  readonly problems: readonly DocumentProblem[];
  readonly warnings: readonly DocumentProblem[];
  /** How long the steps may take. */
  readonly estimate: PublishEstimate;
  readonly hash: string;
}

export interface KeptValues {
  readonly days: number;
  readonly putAway: readonly PutAway[];
  /** The last verified one. */
  readonly backup: LastBackup | null;
}

export interface ReleaseHead {
  readonly number: number;
  readonly state: 'applying' | 'live' | 'failed';
  readonly note: string | null;
  readonly createdBy: string | null;
  readonly createdAt: string;
}

/** A published version of a document and the release that brought it. */
export interface DocumentVersion {
  readonly revision: number;
  readonly release: number;
  readonly at: string;
  readonly by: string | null;
  readonly note: string | null;
}

/** A document that no release has any more, with the last one that had it. */
export interface RemovedDocument extends DocumentKey {
  readonly label: Label;
  readonly release: number;
  readonly since: string;
  readonly by: string | null;
}

export interface Agreement {
  readonly note?: string;
  readonly consents?: readonly string[];
  readonly plan?: string;
}

export interface Published {
  readonly number: number;
  readonly changed: boolean;
}

export class DocumentClient {
  constructor(private readonly api: ApiClient) {}

  list(): Promise<{ readonly documents: readonly DocumentHead[]; readonly release: number }> {
    return this.api.get('/documents');
  }

  /** Your draft, else the released one; `at` asks for the released one or that of a release. */
  view(key: DocumentKey, at?: 'released' | number): Promise<DocumentView> {
    return this.api.get(pathOf(key), at === undefined ? {} : { at: String(at) });
  }

  async put(key: DocumentKey, document: unknown, revision: number): Promise<DocumentView> {
    const answer = await this.api.request<DocumentView>('PUT', pathOf(key), { body: document, version: revision });
    return answer.body;
  }

  /** Back to what is released. */
  async discard(key: DocumentKey, revision: number): Promise<void> {
    await this.api.request('DELETE', pathOf(key), { version: revision });
  }

  /** To be removed with the next release. */
  async remove(key: DocumentKey, revision: number): Promise<DocumentView> {
    const query = { remove: true };
    return (await this.api.request<DocumentView>('DELETE', pathOf(key), { version: revision, query })).body;
  }

  async uses(key: DocumentKey, field?: string): Promise<readonly Use[]> {
    const answer = await this.api.get<{ readonly uses: readonly Use[] }>(`${pathOf(key)}/uses`, { field });
    return answer.uses;
  }

  plan(documents?: readonly DocumentKey[]): Promise<Plan> {
    return this.api.post('/releases/plan', documents ? { documents: documents.map(bare) } : {});
  }

  /** What stands against publishing all drafts: cheaper than a plan, which looks at every record it would touch. */
  findings(): Promise<Pick<Plan, 'base' | 'problems' | 'warnings'>> {
    return this.api.post('/releases/plan', { only: 'findings' });
  }

  publish(agreement: Agreement, documents?: readonly DocumentKey[]): Promise<Published> {
    return this.api.post('/releases', { ...agreement, ...(documents ? { documents: documents.map(bare) } : {}) });
  }

  async releases(): Promise<{ readonly live: number; readonly releases: readonly ReleaseHead[] }> {
    return this.api.get('/releases');
  }

  /** What a release changed against the one before it, and the ids of fields whose values it carried over. */
  releaseChanges(
    number: number,
  ): Promise<{ readonly changes: readonly ReleaseChange[]; readonly converted: readonly string[] }> {
    return this.api.get(`/releases/${number}/changes`);
  }

  /** The published versions of a document, newest first. */
  async versions(key: DocumentKey): Promise<readonly DocumentVersion[]> {
    return (await this.api.get<{ readonly versions: readonly DocumentVersion[] }>(`${pathOf(key)}/history`)).versions;
  }

  /** Documents that are live no more, the latest gone first. */
  async removed(): Promise<readonly RemovedDocument[]> {
    return (await this.api.get<{ readonly removed: readonly RemovedDocument[] }>('/releases/removed')).removed;
  }

  /** Fields and entities whose values are kept; `days` is how long at least. */
  putAway(): Promise<KeptValues> {
    return this.api.get('/releases/put-away');
  }

  /** `name` is what was typed. */
  purge(request: { readonly id: string; readonly values: number; readonly name: string }): Promise<PutAway> {
    return this.api.post('/releases/put-away/purge', request);
  }

  rollBack(number: number, agreement: Agreement): Promise<Published> {
    return this.api.post(`/releases/${number}/rollback`, agreement);
  }
}

const pathOf = ({ kind, name }: DocumentKey) => `/documents/${encodeURIComponent(kind)}/${encodeURIComponent(name)}`;
const bare = ({ kind, name }: DocumentKey) => ({ kind, name });
