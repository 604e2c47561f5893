/**
 * Segments that people keep (server/views/segments.ts) join the release for whoever may use them: every filter of a request
 * knows them by name, as it knows those that are documents, and nobody knows those of others.
 *
 *   epoch of the session statement -> rows, read once for it -> those that the person may use and whose condition they may
 *   read -> a release with them, kept
 */
import type { Access, Principal } from '../../metadata/access/types.js';
import type { FunctionDefinition } from '../../metadata/contributions.js';
import type { Model } from '../../metadata/model/model.js';
import { withSegments } from '../../metadata/model/with-segments.js';
import type { Registry } from '../../metadata/registry.js';
import type { SegmentDocument } from '../../metadata/schema/entity.js';
import type { SavedViewScope } from '../../metadata/schema/saved-view.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { Release } from '../context.js';
import type { Database } from '../database/database.js';
import { Sight } from '../records/app/visible.js';

/** Name in sys_setting of what changes with every segment; a session reads it with everything else. */
export const segmentsEpoch = 'segments_epoch';

export interface SegmentRow {
  readonly id: string;
  readonly entity: string;
  readonly label: string;
  readonly help: string;
  readonly scope: SavedViewScope;
  readonly target: string;
  readonly filter: Filter;
  readonly version: number;
  readonly createdBy: string;
}

export interface SegmentOverlay {
  /** The release as this person sees it; itself where nobody keeps a segment that they may use. */
  over(release: Release, access: Access, epoch: string | null): Promise<Release>;
  /** What the person may use, by label. */
  usable(release: Release, access: Access): Promise<readonly SegmentRow[]>;
}

export interface SegmentOverlayDependencies {
  readonly database: Pick<Database, 'read' | 'watchWrites'>;
  readonly functions: Registry<FunctionDefinition>;
  /** A department and those above it. */
  departmentsAbove(department: string): Promise<readonly string[]>;
}

/** Names in filters: no document is likely to bear one, and where one does it counts. */
export const segmentName = (id: string): string => `s_${id.toLowerCase()}`;

export const segmentDocument = (
  row: Pick<SegmentRow, 'id' | 'entity' | 'label' | 'help' | 'filter'>,
): SegmentDocument => ({
  kind: 'segment',
  id: row.id,
  name: segmentName(row.id),
  schema: 1,
  label: row.label,
  entity: row.entity,
  ...(row.help === '' ? {} : { help: row.help }),
  filter: row.filter,
});

type Raw = Readonly<Record<string, unknown>>;

export const readSegmentRow = (row: Raw): SegmentRow => ({
  id: String(row['id']),
  entity: String(row['entity']),
  label: String(row['label']),
  help: String(row['help']),
  scope: row['scope'] as SavedViewScope,
  target: String(row['target']),
  filter: JSON.parse(String(row['filter'])) as Filter,
  version: Number(row['version']),
  createdBy: String(row['created_by']),
});

/** As many releases are kept with what people may use; people of one role with none of their own share one. */
const mostKept = 500;
/** How long it is believed which departments are above one; writes of this process end it at once. */
const freshMs = 1000;

export function createSegmentOverlay(dependencies: SegmentOverlayDependencies): SegmentOverlay {
  const { database, functions } = dependencies;
  let held: { readonly epoch: string; readonly rows: Promise<readonly SegmentRow[]> } | undefined;
  const usedBy = new WeakMap<Access, { readonly key: string; readonly release: Release; readonly made: Release }>();
  const kept = new WeakMap<Release, Map<string, Release>>();
  const above = keepFresh(dependencies);
  const read = async (): Promise<readonly SegmentRow[]> =>
    (await database.read('sys_segment').whereNull('deleted_at').orderBy('label').orderBy('id').select<Raw[]>('*')).map(readSegmentRow); // prettier-ignore
  const rowsAt = (epoch: string): Promise<readonly SegmentRow[]> => {
    if (held?.epoch === epoch) return held.rows;
    const rows = read();
    const entry = (held = { epoch, rows });
    rows.catch(() => {
      if (held === entry) held = undefined;
    });
    return rows;
  };
  const pathOf = async (rows: readonly SegmentRow[], { department }: Principal): Promise<readonly string[]> =>
    department !== null && rows.some(({ scope }) => scope === 'subtree') ? above(department) : [];
  const usable = (rows: readonly SegmentRow[], release: Release, access: Access, path: readonly string[]) =>
    readable(
      rows.filter((row) => isFor(row, access.principal, path)),
      { model: release.model, access, functions },
    );
  const madeOf = (release: Release, rows: readonly SegmentRow[]): Release => {
    if (rows.length === 0) return release;
    const signature = rows.map(({ id, version }) => `${id}.${version}`).join(' ');
    const ofRelease = kept.get(release) ?? new Map<string, Release>();
    kept.set(release, ofRelease);
    const found = ofRelease.get(signature);
    if (found) return found;
    const model = withSegments(release.model, rows.map(segmentDocument));
    const made: Release = Object.freeze({ ...release, hash: `${release.hash} ${signature}`, model });
    // The oldest goes: a Map remembers the order of insertion.
    if (ofRelease.size >= mostKept) ofRelease.delete(ofRelease.keys().next().value!);
    ofRelease.set(signature, made);
    return made;
  };
  return {
    async usable(release, access) {
      const rows = await read();
      return usable(rows, release, access, await pathOf(rows, access.principal));
    },
    async over(release, access, epoch) {
      if (epoch === null) return release;
      const rows = await rowsAt(epoch);
      const path = await pathOf(rows, access.principal);
      const key = [epoch, ...path].join(' ');
      const used = usedBy.get(access);
      if (used?.key === key && used.release === release) return used.made;
      const made = madeOf(release, usable(rows, release, access, path));
      usedBy.set(access, { key, release, made });
      return made;
    },
  };
}

interface Reading {
  readonly model: Model;
  readonly access: Access;
  readonly functions: Registry<FunctionDefinition>;
}

/** Those whose condition the person may read, to the last field: of others not even the name is known to them. */
function readable(rows: readonly SegmentRow[], { model, access, functions }: Reading): readonly SegmentRow[] {
  // A document of the same name counts; where the model has them already, they are the same.
  const isFree = ({ id }: SegmentRow) => (model.find('segment', segmentName(id))?.id ?? id) === id;
  const free = rows.filter((row) => model.entities.has(row.entity) && isFree(row));
  if (free.length === 0) return free;
  const sight = new Sight(withSegments(model, free.map(segmentDocument)), access, functions); // prettier-ignore
  return free.filter((row) => {
    const entity = sight.entity(row.entity);
    return entity !== undefined && sight.segment(entity, segmentName(row.id));
  });
}

/** `path`: the person's department and those above it. Whoever shared a segment goes on using it. */
function isFor(row: SegmentRow, { id, roles, department }: Principal, path: readonly string[]): boolean {
  const { scope, target, createdBy } = row;
  if (createdBy === id || scope === 'system') return true;
  if (scope === 'role') return roles.includes(target);
  if (scope === 'subtree') return path.includes(target);
  return scope === 'department' && target === department;
}

function keepFresh({ database, departmentsAbove }: SegmentOverlayDependencies) {
  const paths = new Map<string, { readonly since: number; readonly path: Promise<readonly string[]> }>();
  database.watchWrites(['d_department'], () => paths.clear());
  return (department: string): Promise<readonly string[]> => {
    const found = paths.get(department);
    if (found && performance.now() - found.since < freshMs) return found.path;
    const path = departmentsAbove(department);
    paths.set(department, { since: performance.now(), path });
    path.catch(() => paths.delete(department));
    return path;
  };
}
