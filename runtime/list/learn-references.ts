/** Names of the records that a filter from an address or a view speaks of: filters carry ids, chips say names. */
import type { Entity } from '../../metadata/model/model.js';
import type { Filter } from '../../metadata/schema/query.js';
import { ApiFailure } from '../data/api-client.js';
import type { RecordPage } from '../data/record.js';
import { labelOf } from '../data/search-references.js';
import type { Host } from '../host/host.js';
import { relatedEntity } from './filter-sentence.js';
import { isLeaf } from './filter-words.js';
import '../ui/later-strings.js';

/** One request for each entity; what cannot be seen is said to be so, and is not asked for again. */
export async function learnReferences(host: Host, entityName: string, filters: readonly Filter[]): Promise<void> {
  const wanted = new Map<string, Set<string>>();
  for (const { entity, id } of unnamedIn(host, entityName, filters)) {
    wanted.set(entity, (wanted.get(entity) ?? new Set()).add(id));
  }
  await Promise.all([...wanted].map(([entity, ids]) => learn(host, host.app.entity(entity), [...ids])));
}

async function learn(host: Host, entity: Entity | undefined, ids: readonly string[]): Promise<void> {
  const { references } = host.app;
  const names = entity?.nameFields.filter((name) => host.app.path(entity.name, name)) ?? [];
  try {
    if (!entity || names.length === 0) return;
    const filter = JSON.stringify({ field: 'id', op: 'in', value: [...ids] } satisfies Filter);
    const query = { fields: ['id', ...names].join(','), filter, limit: 200 };
    const page = await host.api.get<RecordPage>(`/records/${encodeURIComponent(entity.name)}`, query);
    for (const row of page.rows) references.set(row.id, labelOf(row, names));
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
  } finally {
    for (const id of ids) if (!references.has(id)) references.set(id, host.i18n.t('filter.hiddenRecord'));
  }
}

interface Unnamed {
  readonly entity: string;
  readonly id: string;
}

function unnamedIn(host: Host, entity: string, filters: readonly Filter[]): readonly Unnamed[] {
  return filters.flatMap((filter) => unnamed(host, entity, filter));
}

function unnamed(host: Host, entity: string, filter: Filter): readonly Unnamed[] {
  if (isLeaf(filter)) return ofLeaf(host, entity, filter);
  const parts = 'and' in filter ? filter.and : 'or' in filter ? filter.or : 'not' in filter ? [filter.not] : [];
  if (parts.length > 0) return unnamedIn(host, entity, parts as readonly Filter[]);
  const inner = 'measure' in filter ? filter.measure : 'some' in filter || 'none' in filter ? filter : undefined;
  if (!inner?.where) return [];
  const relation = 'relation' in inner ? inner.relation : 'some' in inner ? inner.some : inner.none;
  return unnamed(host, relatedEntity(host, entity, relation) ?? '', inner.where as Filter);
}

function ofLeaf(host: Host, entity: string, { field: path, value }: { field: string; value?: unknown }) {
  const field = host.app.path(entity, path)?.field;
  const target = field?.links?.target ?? field?.target;
  const ids = Array.isArray(value) ? (value as unknown[]) : [value];
  if (target === undefined) return [];
  return ids.flatMap((id) => (typeof id === 'string' && !host.app.references.has(id) ? [{ entity: target, id }] : []));
}
