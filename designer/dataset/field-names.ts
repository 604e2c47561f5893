/** The fields that can be picked for a query, as inputs of names take them. */
import type { KnownName } from '../json/names.js';
import type { DatasetDesk } from './dataset-desk.js';
import { fieldChoices } from './field-choices.js';

const known = new WeakMap<object, Map<string, readonly KnownName[]>>();

/** Fields by their path, called step by step; made once for a model, entity and language. */
export function namesOfFields(desk: DatasetDesk): readonly KnownName[] {
  const { model, query, session } = desk;
  if (!query) return [];
  const { i18n } = session.host;
  const held = known.get(model) ?? new Map<string, readonly KnownName[]>();
  known.set(model, held);
  const key = `${query.entity} ${i18n.language}`;
  const names = held.get(key) ?? fieldChoices(model, query.entity).map(({ path, labels }) => ({ name: path, label: labels.map((label) => i18n.label(label)).join(' › ') }));
  held.set(key, names);
  return names;
} // prettier-ignore
