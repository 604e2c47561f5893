/** Whether a change of a record changes what search finds it by. */
import { changedFields, type Draft } from '../records/write/draft.js';
import { indexedFields } from './index-rows.js';

export function concernsIndex(draft: Draft): boolean {
  const fields = indexedFields(draft.entity);
  if (draft.action !== 'update' || fields.length === 0) return fields.length > 0;
  const changed = new Set(changedFields(draft));
  return fields.some((field) => changed.has(field.name));
}
