/** The types that a new field may have, those that people look for first in front. Pure. */
import type { FieldType, Registries } from '../../metadata/contributions.js';

const first = ['text', 'longText', 'integer', 'decimal', 'money', 'percent', 'date', 'datetime', 'choice', 'lookup', 'boolean', 'email', 'phone', 'url', 'user', 'rating', 'formula'] as const; // prettier-ignore

/** Fields that only the platform makes. */
const ownOnly: ReadonlySet<string> = new Set(['recordId', 'recordKind']);

export function newFieldTypes({ field }: Registries): readonly FieldType[] {
  const all = field.list().filter(({ id }) => !ownOnly.has(id));
  const place = ({ id }: FieldType) => {
    const at = (first as readonly string[]).indexOf(id);
    return at < 0 ? first.length : at;
  };
  return [...all].sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
}

/** How many of them stand in front. */
export const usualTypes = 12;
