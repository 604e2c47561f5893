/** Saving: POST or PATCH, and what the answers that are no success mean for the form. */
import type { Entity } from '../../metadata/model/model.js';
import { ApiFailure } from '../data/api-client.js';
import type { WireRecord } from '../data/record.js';
import { errorText } from '../host/error-text.js';
import type { Host } from '../host/host.js';
import { duplicatesIn, type Duplicates } from './duplicates.js';
import { isSameValue, type RecordDraft } from './record-draft.js';

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly record: WireRecord }
  /** Messages by JSON pointer; `general` is about no single field. */
  | {
      readonly kind: 'invalid';
      readonly errors: ReadonlyMap<string, string>;
      readonly general: string | undefined;
    }
  | { readonly kind: 'conflict'; readonly fields: readonly string[]; readonly theirs: WireRecord }
  | { readonly kind: 'duplicates'; readonly found: Duplicates }
  | { readonly kind: 'failed'; readonly failure: ApiFailure };

export const recordPath = (entity: string, id: string): string =>
  `/records/${encodeURIComponent(entity)}/${encodeURIComponent(id)}`;

/** In the address of a new record: under which name its unsaved edit is kept. No field is called so. */
export const draftParameter = '_draft';

/** Under which an unsaved edit is kept; an empty id is a new record, of which there may be several by name. */
export const draftKey = (id: string, name?: string): string => (id === '' ? (name ?? 'new') : id);

/** What went wrong, with the request to name to an administrator. */
export function failureSentence(i18n: Host['i18n'], failure: ApiFailure): string {
  const text = errorText(i18n, failure);
  return failure.requestId ? `${text} ${i18n.t('common.request', { id: failure.requestId })}` : text;
}

export interface SaveOptions {
  /** Makes a repeated POST create one record (double click, lost answer). */
  readonly key: string;
  /** Duplicates that were seen: ids, or `allow`. */
  readonly seen?: string | undefined;
}

/** Throws only our own mistakes. */
export async function saveRecord(
  host: Host,
  entity: Entity,
  draft: RecordDraft,
  { key, seen }: SaveOptions,
): Promise<SaveOutcome> {
  const query = { duplicates: seen };
  const body = draft.body(
    host.app.model,
    entity,
    (value, field) => {
      const { toBody } = host.fields.get(field.type.id);
      return toBody ? toBody(value, field) : value;
    },
    (field) => host.app.fieldClass(field) === 'write' && field.document.readOnly !== true,
  );
  const { base } = draft;
  try {
    const answer = base
      ? await host.api.request<WireRecord>('PATCH', recordPath(entity.name, base.id), {
          body,
          query,
          version: base.version,
        })
      : await host.api.request<WireRecord>('POST', `/records/${encodeURIComponent(entity.name)}`, {
          body,
          query,
          idempotencyKey: key,
        });
    host.records.forget();
    return { kind: 'saved', record: answer.body };
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error;
    if (error.status === 409 && error.code === 'VERSION_CONFLICT' && base) {
      try {
        const theirs = await host.api.get<WireRecord>(recordPath(entity.name, base.id));
        // The answer to an earlier sending was lost: the server holds it already.
        if (draft.changedNames.every((name) => isSameValue(draft.get(name), theirs[name] ?? null))) {
          return { kind: 'saved', record: theirs };
        }
        const details = (error.details ?? {}) as { fields?: Record<string, unknown> };
        return { kind: 'conflict', fields: Object.keys(details.fields ?? {}), theirs };
      } catch (second) {
        if (!(second instanceof ApiFailure)) throw second;
        return { kind: 'failed', failure: second };
      }
    }
    const found = duplicatesIn(error);
    if (found) return { kind: 'duplicates', found };
    return invalidOf(error) ?? { kind: 'failed', failure: error };
  }
}

function invalidOf(failure: ApiFailure): SaveOutcome | undefined {
  if (failure.status !== 422 && failure.status !== 400) return undefined;
  const details = Array.isArray(failure.details) ? (failure.details as Record<string, unknown>[]) : [];
  const errors = new Map<string, string>();
  for (const each of details) {
    if (typeof each['path'] === 'string') errors.set(each['path'], String(each['message']));
  }
  if (errors.size === 0 && failure.path) errors.set(failure.path, failure.message);
  return { kind: 'invalid', errors, general: errors.size === 0 ? failure.message : undefined };
}

/** A key that no other attempt has. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
