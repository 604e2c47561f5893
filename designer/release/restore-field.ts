/** An entity with a field that it has lost or archived, as it was in an earlier release. Pure. */
import type { EntityDocument } from '../../metadata/schema/entity.js';

/** The field stands where it stood when it is archived, else at the end; unknown fields change nothing. */
export function withField(now: EntityDocument, then: EntityDocument, name: string): EntityDocument {
  const lost = then.fields.find((field) => field.name === name);
  if (!lost) return now;
  const held = now.fields.find(({ id }) => id === lost.id);
  if (!held) return { ...now, fields: [...now.fields, lost] };
  const { archived: _archived, ...back } = held;
  return { ...now, fields: now.fields.map((field) => (field === held ? back : field)) };
}
