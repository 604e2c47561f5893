/** Duplicates as the server tells them, and how a form asks for them. */
import type { Entity } from '../../metadata/model/model.js';
import type { ApiFailure } from '../data/api-client.js';
import { isEmpty } from '../data/record.js';
import type { Host } from '../host/host.js';
import type { RecordDraft } from './record-draft.js';

export interface Duplicate {
  readonly id: string;
  readonly label: string | null;
  readonly action: 'warn' | 'block';
  /** Paths of the fields that agree. */
  readonly fields: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** The best of them, and how many there are. */
export interface Duplicates {
  /** Of which they are, where a refusal tells them. */
  readonly entity?: string;
  readonly count: number;
  readonly records: readonly Duplicate[];
}

/** What a refusal tells, if duplicates are why. */
export const duplicatesIn = (failure: ApiFailure): Duplicates | undefined =>
  failure.status === 409 && failure.code === 'DUPLICATES' ? (failure.details as Duplicates) : undefined;

/** Says to the server which of them were seen: those that were shown, or all where not all could be. */
export const seenText = ({ count, records }: Duplicates): string =>
  records.length < count ? 'allow' : records.map(({ id }) => id).join(',');

/** Values that rules compare, as a body has them: of a new record all that are there, else those that were changed. */
export function comparedValues(host: Host, entity: Entity, draft: RecordDraft): Readonly<Record<string, unknown>> {
  const compared = host.app.access(entity.name)?.duplicates ?? [];
  const values: Record<string, unknown> = {};
  for (const name of compared) {
    const field = entity.fields.get(name);
    const isAsked = draft.isNew ? !isEmpty(draft.get(name)) : draft.isChanged(name);
    if (!field || !isAsked || draft.unreadable.has(name) || host.app.fieldClass(field) !== 'write') continue;
    const value = draft.get(name);
    const { toBody } = host.fields.get(field.type.id);
    values[name] = toBody ? toBody(value, field) : value;
  }
  return values;
}
