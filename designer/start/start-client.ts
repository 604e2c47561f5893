/** The routes of files that applications are made of (server/start/routes.ts), typed. Failures are ApiFailure. */
import type { ImportMapDocument } from '../../metadata/schema/app.js';
import type { Label, Problem, Words } from '../../metadata/value.js';
import type { ApiClient } from '../../runtime/data/api-client.js';
import type { SeenTable } from './app-columns.js';

export interface LookChoice {
  readonly sheet?: string;
  readonly encoding?: string;
  readonly headLine?: number;
}

export interface Looked {
  readonly file: { readonly id: string; readonly name: string; readonly rows: number };
  readonly look: SeenTable;
}

export interface RowPlan {
  readonly entity: string;
  readonly label: Label;
  readonly columns: ImportMapDocument['columns'];
}

export interface RowsBrought {
  readonly rows: number;
  readonly created: number;
  readonly rejected: number;
  readonly failed: readonly { readonly line: number; readonly problems: readonly Problem[] }[];
  readonly notes: readonly (Words & { readonly code: string; readonly head?: string; readonly count: number; readonly lines: readonly number[] })[];
} // prettier-ignore

export interface StartFile {
  readonly id: string;
  readonly name: string;
  readonly at: string;
  readonly heads: readonly string[];
  readonly rows: number;
  readonly state: 'none' | 'waiting' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'undone';
  readonly plan?: RowPlan;
  readonly isPublished?: boolean;
  readonly job?: string;
  readonly done?: number;
  readonly total?: number;
  readonly failure?: { readonly message: string };
  readonly batch?: string;
  readonly result?: RowsBrought;
}

export class StartClient {
  constructor(private readonly api: ApiClient) {}

  async files(): Promise<readonly StartFile[]> {
    return (await this.api.get<{ readonly files: readonly StartFile[] }>('/start/files')).files;
  }

  async bring(name: string, content: Blob): Promise<Looked> {
    return (await this.api.request<Looked>('POST', '/start/files', { query: { name }, body: content })).body;
  }

  look(id: string, choice: LookChoice): Promise<Looked> {
    return this.api.post(`/start/files/${id}/look`, choice);
  }

  async plan(id: string, plan: RowPlan): Promise<StartFile> {
    return (await this.api.request<StartFile>('PUT', `/start/files/${id}/plan`, { body: plan })).body;
  }

  begin(id: string): Promise<StartFile> {
    return this.api.post(`/start/files/${id}/rows`, undefined);
  }

  async cancel(job: string): Promise<void> {
    await this.api.request('DELETE', `/jobs/${job}`);
  }

  async forget(id: string): Promise<void> {
    await this.api.request('DELETE', `/start/files/${id}`);
  }
}

/** Where the rows that were not taken are fetched. */
export const rejectsHref = (id: string): string => `/api/start/files/${id}/rejects`;
