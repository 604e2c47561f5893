/**
 * What a transaction leaves behind besides its rows: one history entry per record and version (who, when, which fields
 * from what to what), one outbox row for what reacts to changes, one live event. Written in one statement each.
 */
import { linkTarget } from '../../../metadata/model/links.js';
import { valueOfField } from '../../../metadata/model/parts.js';
import type { Scalar, Value } from '../../../metadata/value.js';
import type { Context } from '../../context.js';
import { runLast } from '../../database/run-statement.js';
import { concernsIndex } from '../../search/concerns-index.js';
import { changedFields, type Draft } from './draft.js';
import type { ChildChange, HistoryChanges, LinkChange, TrailEntry } from './history-changes.js';
import { insertStatement } from './store.js';
import type { Write } from './write.js';

/** The changes of one record; children are those of its drafts that changed. */
export function describeChanges(draft: Draft): HistoryChanges {
  const fields: Record<string, readonly [Value, Value]> = {};
  const quiet: string[] = [];
  if (draft.action === 'create' || draft.action === 'update') {
    for (const name of changedWholes(draft)) {
      const field = draft.entity.fields.get(name);
      if (!field || (field.system && field.computed)) continue;
      // The number of a place says nothing to people: only that it was moved.
      if (field.document.history === false || field.sealed || field.position) quiet.push(name);
      else
        fields[name] = [
          draft.before ? valueOfField(field, draft.before.values) : null,
          valueOfField(field, draft.values),
        ];
    }
  }
  const children: Record<string, readonly ChildChange[]> = {};
  const links: Record<string, LinkChange> = {};
  for (const { field, drafts, kept } of draft.children) {
    if (kept) {
      const change = linkChange(drafts);
      if (change) links[field] = change;
      continue;
    }
    const changed = drafts.map((child) => childChange(child)).filter((change) => change !== undefined);
    if (changed.length > 0) children[field] = changed;
  }
  return {
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(quiet.length > 0 ? { quiet } : {}),
    ...(Object.keys(children).length > 0 ? { children } : {}),
    ...(Object.keys(links).length > 0 ? { links } : {}),
  };
}

function linkChange(drafts: readonly Draft[]): LinkChange | undefined {
  const ids = (isGone: boolean): readonly string[] =>
    drafts.filter((link) => (link.action === 'delete') === isGone).map((link) => String(link.values[linkTarget]));
  return drafts.length === 0 ? undefined : { added: ids(false), removed: ids(true) };
}

/** Changed fields; the parts of a composite are one change of it. */
const changedWholes = (draft: Draft): ReadonlySet<string> =>
  new Set(changedFields(draft).map((name) => draft.entity.fields.get(name)?.partOf?.field ?? name));

function childChange(child: Draft): ChildChange | undefined {
  const changes = describeChanges(child);
  if (child.action === 'update' && isEmpty(changes)) return undefined;
  return {
    id: child.id,
    entity: child.entity.name,
    action: child.action,
    ...(changes.fields ? { fields: changes.fields } : {}),
  };
}

export const isEmpty = (changes: HistoryChanges): boolean =>
  !changes.fields && !changes.quiet && !changes.children && !changes.links;

/** Names of all fields that an entry touched; children and links count as one field. */
export function touchedFields(changes: HistoryChanges): readonly string[] {
  const { fields = {}, quiet = [], children = {}, links = {} } = changes;
  return [...Object.keys(fields), ...quiet, ...Object.keys(children), ...Object.keys(links)];
}

/** An update that changes nothing writes nothing: the version stays. Changed children are a change of their parent. */
export function hasChanges(draft: Draft): boolean {
  return !isEmpty(describeChanges(draft)) || changedFields(draft).some((name) => !isPlatforms(draft, name));
}

/** Times, authors and version follow from a change, they are none. */
const isPlatforms = (draft: Draft, name: string): boolean => {
  const field = draft.entity.fields.get(name);
  return field?.system === true && field.computed;
};

/** The entry of a draft that was written; an update without changes leaves none, a link is told by its record. */
export function recordTrail(write: Write, draft: Draft): void {
  if (draft.entity.link || (draft.action === 'update' && !hasChanges(draft))) return;
  const { entity, id, action } = draft;
  const version = draft.action === 'create' ? 1 : draft.before!.version + 1;
  const owner = entity.document.owner === 'user' ? draft.values['owner'] : null;
  write.trail.push({
    entity,
    id,
    version,
    action,
    changes: describeChanges(draft),
    toIndex: concernsIndex(draft),
    owner: typeof owner === 'string' ? owner : null,
  });
}

const batchSize = 500;

export async function flushTrail(write: Write): Promise<void> {
  const { context, transaction, trail, now, options } = write;
  if (trail.length === 0) return;
  if (options.history !== false) {
    for (let from = 0; from < trail.length; from += batchSize) {
      const batch = trail.slice(from, from + batchSize);
      const history = batch.map((entry) => historyRow(write, entry));
      const outbox = batch.map((entry) => outboxRow(write, entry));
      const left = [insertStatement(write, 'sys_history', history), insertStatement(write, 'sys_outbox', outbox)];
      await runLast(transaction, left);
    }
  }
  const { events, trailWatch } = context;
  context.afterCommit(() => {
    if (options.bulk) {
      for (const entity of new Set(trail.map((entry) => entry.entity.name))) {
        events.publish({ type: 'record', entity, data: { action: 'bulk', at: now } });
      }
      return;
    }
    if (options.history !== false) trailWatch?.(context, trail);
    for (const { entity, id, version, action } of trail) {
      events.publish({ type: 'record', entity: entity.name, id, data: { action, version } });
    }
  });
}

function historyRow({ context, now }: Write, entry: TrailEntry): Readonly<Record<string, Scalar>> {
  return {
    id: context.newId(),
    entity: entry.entity.name,
    record_id: entry.id,
    version: entry.version,
    at: now,
    user_id: authorOf(context),
    action: entry.action,
    changes: JSON.stringify(entry.changes),
  };
}

function outboxRow({ context, now }: Write, entry: TrailEntry): Readonly<Record<string, Scalar>> {
  const payload = {
    entity: entry.entity.name,
    id: entry.id,
    version: entry.version,
    action: entry.action,
    fields: touchedFields(entry.changes),
    by: authorOf(context),
    at: now,
  };
  return {
    id: context.newId(),
    topic: 'record',
    payload: JSON.stringify(payload),
    ordering_key: `${entry.entity.name}:${entry.id}`,
    state: 'waiting',
    available_at: now,
    attempts: 0,
    to_index: entry.toIndex ? 1 : 0,
  };
}

/** The system has no record of its own. */
export const authorOf = (context: Pick<Context, 'principal'>): string | null =>
  context.principal.kind === 'user' ? context.principal.id : null;
