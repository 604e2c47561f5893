/** Records by name, for look-ups: a page of `{id,label}` whose name contains the text, of those within a filter. */
import type { Host } from '../host/host.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { SearchResult } from '../host/field-views.js';
import type { RecordPage, WireRecord } from './record.js';

export async function searchReferences(
  host: Pick<Host, 'api' | 'app'>,
  entityName: string,
  text: string,
  page: { readonly offset: number; readonly limit: number },
  within?: Filter,
): Promise<SearchResult> {
  const entity = host.app.entity(entityName);
  if (!entity) return { rows: [], total: 0 };
  const names = entity.nameFields.filter((name) => host.app.path(entityName, name));
  const searchable = names.filter((name) => entity.fields.get(name)?.operators.includes('contains'));
  const wanted = text.trim();
  const leaves = searchable.map((field) => ({ field, op: 'contains', value: wanted }));
  const named = leaves.length === 1 ? leaves[0] : { or: leaves };
  const parts = [...(wanted === '' || leaves.length === 0 ? [] : [named]), ...(within ? [within] : [])];
  const sort = names.find((name) => entity.fields.get(name)?.sortable);
  const answer = await host.api.get<RecordPage>(`/records/${encodeURIComponent(entityName)}`, {
    fields: names.length === 0 ? undefined : names.join(','),
    filter: parts.length === 0 ? undefined : JSON.stringify(parts.length === 1 ? parts[0] : { and: parts }),
    sort,
    limit: page.limit,
    offset: page.offset,
    count: true,
  });
  return {
    rows: answer.rows.map((row) => ({ id: row.id, label: labelOf(row, names) })),
    total: answer.total ?? page.offset + answer.rows.length,
  };
}

/** What the record is called: its `label` when the server says one, else its name fields. */
export function labelOf(row: WireRecord, names: readonly string[]): string {
  if (typeof row['label'] === 'string' && !names.includes('label')) return row['label'];
  const words = names.map((name) => row[name]).filter((value) => value !== null && value !== undefined && value !== '');
  const text = words
    .map((value) => (typeof value === 'object' ? String((value as { label?: unknown }).label ?? '') : String(value)))
    .join(' ');
  return text || row.id;
}
