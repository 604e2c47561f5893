/** What became of a document over the releases: its versions with who, when and why; and documents that are live no more. */
import type { Knex } from 'knex';
import type { Document, Kind } from '../../metadata/schema/kinds.js';
import type { Label } from '../../metadata/value.js';

/** A version and the release that brought it. */
export interface DocumentVersion {
  readonly revision: number;
  readonly release: number;
  readonly at: string;
  readonly by: string | null;
  readonly note: string | null;
}

/** Newest first, at most 500; empty for what was never published. A version that came back is told by its newest coming. */
export async function readVersions(runner: Knex, { kind, name }: { kind: Kind; name: string }): Promise<readonly DocumentVersion[]> {
  const rows = (await runner('sys_document')
    .join('sys_release', 'sys_release.number', 'sys_document.release')
    .where({ kind, name, state: 'live' })
    .groupBy('revision')
    .select('revision')
    .min({ release: 'release' })
    .orderBy('revision', 'desc')
    .limit(500)) as { revision: number; release: number }[];
  const releases = (await runner('sys_release')
    .whereIn('number', rows.map((row) => Number(row.release)))
    .select('number', 'note', 'created_by', 'created_at')) as { number: number; note: string | null; created_by: string | null; created_at: string }[];
  const byNumber = new Map(releases.map((release) => [Number(release.number), release]));
  return rows.map(({ revision, release }) => {
    const { note = null, created_by: by = null, created_at: at = '' } = byNumber.get(Number(release)) ?? {};
    return { revision: Number(revision), release: Number(release), at, by, note };
  });
} // prettier-ignore

/** A document that no release has any more. */
export interface RemovedDocument {
  readonly kind: Kind;
  readonly name: string;
  readonly label: Label;
  /** The last release that had it: `GET /documents/:kind/:name?at=<release>` gives it. */
  readonly release: number;
  /** When the release without it was published, and by whom. */
  readonly since: string;
  readonly by: string | null;
}

/** The latest gone first, at most 500. */
export async function readRemoved(runner: Knex, live: number): Promise<readonly RemovedDocument[]> {
  const rows = (await runner('sys_document')
    .join('sys_release', 'sys_release.number', 'sys_document.release')
    .where({ state: 'live' })
    .groupBy('kind', 'name')
    .select('kind', 'name')
    .max({ release: 'release' })
    .havingRaw('max(sys_document.release) < ?', [live])
    .orderByRaw('max(sys_document.release) desc, kind, name')
    .limit(500)) as { kind: Kind; name: string; release: number }[];
  const releases = (await runner('sys_release').where({ state: 'live' }).select('number', 'created_by', 'created_at').orderBy('number')) as
    { number: number; created_by: string | null; created_at: string }[];
  const found: RemovedDocument[] = [];
  for (const { kind, name, release } of rows) {
    const row = (await runner('sys_document').where({ kind, name, release }).first('body')) as { body: string };
    const document = JSON.parse(row.body) as Document;
    const next = releases.find(({ number }) => Number(number) > Number(release));
    found.push({ kind, name, label: document.label ?? name, release: Number(release), since: next?.created_at ?? '', by: next?.created_by ?? null });
  }
  return found;
} // prettier-ignore
