/**
 * Segments that people keep of a list's conditions: their own, or shared as views are (audiences.ts). In filters they stand
 * by name (access/segment-overlay.ts). A segment is a condition, so it never shows more than the same condition written out;
 * one that reads what somebody may not see is not offered to them. Why they are no documents: docs/decisions/015.
 */
import { withSegments } from '../../metadata/model/with-segments.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { SavedViewScope } from '../../metadata/schema/saved-view.js';
import type { Label } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import {
  readSegmentRow,
  segmentDocument,
  segmentName,
  segmentsEpoch,
  type SegmentOverlay,
  type SegmentRow,
} from '../access/segment-overlay.js';
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { conflict, forbidden, notFound, unprocessable } from '../errors.js';
import { prepareFor } from '../records/prepare.js';
import { departmentNames, isShared, reaches, reachOf, targetOf, type Reach } from './audiences.js';

export interface Segment extends SegmentRow {
  /** What filters call it: `{"segment":name}`. */
  readonly name: string;
  /** What the role or department is called; absent where the caller may not read it. */
  readonly audience?: Label;
  /** The caller may change and delete it. */
  readonly mayChange: boolean;
}

export interface NewSegment {
  readonly entity: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly scope: SavedViewScope;
  /** A role or department; the caller's own when left out. */
  readonly target?: string | undefined;
  readonly filter: Filter;
}

/** Segments of one person in all: more are hard to tell apart, and every request knows them. */
const mostSegments = 100;

type Raw = Readonly<Record<string, unknown>>;

const segmentOf = (context: Context, row: SegmentRow, reach: Reach): Segment => ({
  ...row,
  name: segmentName(row.id),
  mayChange: row.createdBy === context.principal.id || (isShared(row.scope) && reaches(reach, row.scope, row.target)),
});

/** All that the caller may use, by label. */
export async function listSegments(context: Context, overlay: SegmentOverlay): Promise<readonly Segment[]> {
  const reach = await reachOf(context);
  const rows = await overlay.usable(context.release, context.access);
  return withAudiences(
    context,
    rows.map((row) => segmentOf(context, row, reach)),
  );
}

async function withAudiences(context: Context, segments: readonly Segment[]): Promise<readonly Segment[]> {
  const ofDepartments = segments.filter(({ scope }) => scope === 'department' || scope === 'subtree');
  const names = await departmentNames(context, [...new Set(ofDepartments.map(({ target }) => target))]);
  return segments.map((segment) => {
    const { scope, target } = segment;
    const audience =
      scope === 'role' ? (context.release.model.find('role', target)?.label ?? target) : names.get(target);
    return isShared(scope) && audience !== undefined ? { ...segment, audience } : segment;
  });
}

export async function createSegment(context: Context, segment: NewSegment): Promise<Segment> {
  const { entity, label, help = '', scope, filter } = segment;
  const { id: by } = context.principal;
  const target = scope === 'personal' ? by : await targetOf(context, scope, segment.target);
  const id = context.newId();
  checkUse(context, { id, entity, label, help, filter });
  const [held] = await context.database.read('sys_segment').where({ created_by: by }).whereNull('deleted_at').count({ n: '*' }); // prettier-ignore
  if (Number(held?.['n'] ?? 0) >= mostSegments) {
    throw unprocessable(
      'TOO_MANY_SEGMENTS',
      say`A person may keep ${{ most: mostSegments }} segments: delete one that you no longer use.`,
    );
  }
  const now = context.clock.now().toISOString();
  const stored = { id, entity, label, help, scope, target, filter: JSON.stringify(filter), version: 1, created_by: by, created_at: now, updated_at: now }; // prettier-ignore
  await context.database.write(async (transaction) => {
    await transaction('sys_segment').insert(stored);
    await advanceEpoch(transaction);
  });
  return readSegment(context, id);
}

export async function changeSegment(
  context: Context,
  overlay: SegmentOverlay,
  at: { readonly id: string; readonly version: number },
  change: Partial<Omit<NewSegment, 'entity'>>,
): Promise<Segment> {
  const segment = await segmentToChange(context, overlay, at.id);
  const next = { ...segment, label: change.label ?? segment.label, help: change.help ?? segment.help, filter: change.filter ?? segment.filter }; // prettier-ignore
  if (change.filter) checkUse(context, next);
  const scope = change.scope ?? segment.scope;
  const isMoved = change.scope !== undefined || change.target !== undefined;
  // As with views: changed for all who use it, so by those only who could share it with them; taken back, it is its maker's.
  const target = isShared(scope)
    ? await targetOf(context, scope, isMoved ? change.target : segment.target)
    : segment.createdBy;
  const { label, help, filter } = next;
  await store(context, { ...segment, version: at.version }, { label, help, scope, target, filter: JSON.stringify(filter) }); // prettier-ignore
  return readSegment(context, at.id);
}

export async function deleteSegment(
  context: Context,
  overlay: SegmentOverlay,
  at: { readonly id: string; readonly version: number },
): Promise<void> {
  const segment = await segmentToChange(context, overlay, at.id);
  await store(context, { ...segment, version: at.version }, { deleted_at: context.clock.now().toISOString() });
}

/** Undoes a deletion. */
export async function restoreSegment(context: Context, id: string): Promise<Segment> {
  const row = await context.database.read('sys_segment').where({ id }).whereNotNull('deleted_at').first<Raw>();
  const segment = row && segmentOf(context, readSegmentRow(row), await reachOf(context));
  if (!segment?.mayChange) throw notFound();
  await store(context, segment, { deleted_at: null });
  return readSegment(context, id);
}

/** Used by its name as a filter will: every field is asked for, and it must not stand within itself. Throws 403 and 422. */
function checkUse(context: Context, segment: Pick<Segment, 'id' | 'entity' | 'label' | 'help' | 'filter'>): void {
  const { release } = context;
  const model = withSegments(release.model, [segmentDocument(segment)]);
  const where = { segment: segmentName(segment.id) };
  prepareFor({ ...context, release: { ...release, model } }, { entity: segment.entity, select: [{ path: 'id' }], where }); // prettier-ignore
}

async function store(context: Context, segment: Pick<Segment, 'id' | 'version'>, values: object): Promise<void> {
  const { id, version } = segment;
  const updated_at = context.clock.now().toISOString();
  await context.database.write(async (transaction) => {
    const changed = await transaction('sys_segment')
      .where({ id, version })
      .update({ ...values, version: version + 1, updated_at });
    if (changed === 0) {
      const words = 'Somebody changed this segment in the meantime. Nothing was saved.';
      throw conflict('VERSION_CONFLICT', words, { details: { version } });
    }
    await advanceEpoch(transaction);
  });
}

/** Every request knows the segments anew after it. */
async function advanceEpoch(transaction: Transaction): Promise<void> {
  const name = segmentsEpoch;
  const row = (await transaction('sys_setting').where({ name }).forUpdate().first()) as { value?: string } | undefined;
  const value = String((Number(row?.value ?? 0) || 0) + 1);
  await transaction('sys_setting').insert({ name, value }).onConflict('name').merge(['value']);
}

async function readSegment(context: Context, id: string): Promise<Segment> {
  const row = await context.database.read('sys_segment').where({ id }).whereNull('deleted_at').first<Raw>();
  if (!row) throw notFound();
  const [segment] = await withAudiences(context, [segmentOf(context, readSegmentRow(row), await reachOf(context))]);
  return segment!;
}

/** A segment that one may use but not change is 403, any other is unknown. */
async function segmentToChange(context: Context, overlay: SegmentOverlay, id: string): Promise<Segment> {
  const row = await context.database.read('sys_segment').where({ id }).whereNull('deleted_at').first<Raw>();
  const segment = row && segmentOf(context, readSegmentRow(row), await reachOf(context));
  if (segment?.mayChange) return segment;
  const seen = await listSegments(context, overlay);
  if (!seen.some((each) => each.id === id)) throw notFound();
  throw forbidden('SEGMENT_NOT_YOURS', 'This segment belongs to somebody else. Save one of your own to change it.');
}
