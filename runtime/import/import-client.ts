/** The routes of files whose rows become records (server/start/routes.ts), typed. Failures are ApiFailure. */
import type { ColumnProfile } from '../../metadata/import/guess/column-profile.js';
import type { ImportMapDocument } from '../../metadata/schema/app.js';
import type { Label, Problem, Words } from '../../metadata/value.js';
import type { ApiClient } from '../data/api-client.js';

export interface SeenColumn extends ColumnProfile {
  /** What its field may be called in Latin letters. */
  readonly name: string;
  readonly lookup?: { readonly entity: string; readonly label: Label; readonly field: string; readonly found: number; readonly of: number }; // prettier-ignore
}

/** The answer of `POST /api/start/files` (server/start/look-task.ts). */
export interface SeenTable {
  readonly kind: 'csv' | 'workbook';
  readonly sheets: readonly string[];
  readonly sheet?: string;
  readonly encoding?: string;
  readonly headLine: number;
  readonly first: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly rows: number;
  readonly columns: readonly SeenColumn[];
  readonly notes: readonly (Words & { readonly code: string })[];
}

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
  readonly match?: readonly string[];
  readonly duplicates?: 'update' | 'skip' | 'error';
}

/** What a row would become (server/start/check-rows.ts). */
export interface CheckedRow {
  readonly line: number;
  readonly as: 'create' | 'update' | 'leave' | 'refuse';
  /** As they stand in the file, and as they would be stored, in the order of the plan's columns. */
  readonly texts: readonly string[];
  readonly values: readonly unknown[];
  readonly problems: readonly Problem[];
}

export interface RowsBrought {
  readonly rows: number;
  readonly created: number;
  readonly updated?: number;
  readonly skipped?: number;
  readonly rejected: number;
  readonly failed: readonly { readonly line: number; readonly problems: readonly Problem[] }[];
  readonly notes: readonly (Words & { readonly code: string; readonly head?: string; readonly count: number; readonly lines: readonly number[] })[];
} // prettier-ignore

export interface BroughtFile {
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

export class ImportClient {
  constructor(private readonly api: ApiClient) {}

  async files(): Promise<readonly BroughtFile[]> {
    return (await this.api.get<{ readonly files: readonly BroughtFile[] }>('/start/files')).files;
  }

  async bring(name: string, content: Blob): Promise<Looked> {
    return (await this.api.request<Looked>('POST', '/start/files', { query: { name }, body: content })).body;
  }

  look(id: string, choice: LookChoice): Promise<Looked> {
    return this.api.post(`/start/files/${id}/look`, choice);
  }

  async check(id: string, plan: RowPlan): Promise<readonly CheckedRow[]> {
    return (await this.api.post<{ readonly rows: readonly CheckedRow[] }>(`/start/files/${id}/check`, plan)).rows;
  }

  async plan(id: string, plan: RowPlan): Promise<BroughtFile> {
    return (await this.api.request<BroughtFile>('PUT', `/start/files/${id}/plan`, { body: plan })).body;
  }

  begin(id: string): Promise<BroughtFile> {
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
