/** Opening a record: what the server holds, the rules, what an unsaved edit kept, and the values a new one begins with. */
import type { Entity } from '../../metadata/model/model.js';
import { createFold } from '../../metadata/text.js';
import { localDate } from '../../metadata/time.js';
import type { Reference, WireRecord } from '../data/record.js';
import { labelOf } from '../data/search-references.js';
import type { Host } from '../host/host.js';
import { fetchAllowed, type Allowed } from './allowed.js';
import { RecordDraft, type Values } from './record-draft.js';
import { Rules } from './rules.js';
import { draftKey, recordPath } from './save-record.js';

export interface OpenRequest {
  readonly entity: Entity;
  /** Empty: a new record. */
  readonly id: string;
  /** Values in the address: `/new/order?customer=…`. */
  readonly query: Readonly<Record<string, string>>;
}

export interface OpenedRecord {
  readonly draft: RecordDraft;
  readonly rules: Rules;
  readonly allowed: Allowed;
  /** When the unsaved changes were made that are in the draft again. */
  readonly keptAt: string | undefined;
  /** The idempotency key that a creation may have been sent with already. */
  readonly keptKey: string | undefined;
}

/** Throws ApiFailure. */
export async function openRecord(host: Host, { entity, id, query }: OpenRequest): Promise<OpenedRecord> {
  const [record, kept, allowed] = await Promise.all([
    id === '' ? undefined : host.api.get<WireRecord>(recordPath(entity.name, id)),
    host.drafts.get(host.app.document.user.id, entity.name, draftKey(id)),
    fetchAllowed(host, entity.name, id),
    host.app.ensureFunctions(),
  ]);
  const rules = createRules(host);
  const draft = new RecordDraft(record, record ? {} : await initialValues(host, entity, rules, query));
  for (const [name, value] of Object.entries(kept?.values ?? {})) draft.set(name, value);
  const found = kept && draft.isTouched ? kept : undefined;
  return { draft, rules, allowed, keptAt: found?.at, keptKey: found?.key };
}

/** The rules of entities over this person and day; the functions must be there (`ensureFunctions`). */
export function createRules({ app, now }: Host): Rules {
  const zone = app.document.settings?.timeZone ?? 'UTC';
  const user = app.document.user as unknown as Values;
  return new Rules({
    model: app.model,
    functions: app.registries.function,
    context: {
      today: () => localDate(now().toISOString(), zone),
      now: () => now().toISOString(),
      timeZone: zone,
      user: ([name = '']) => (user[name] ?? null) as string | null,
      fold: createFold((text) => text),
    },
  });
}

/** Defaults that can be told here, the owner, and fields given in the address. */
export async function initialValues(
  host: Host,
  entity: Entity,
  rules: Rules,
  query: OpenRequest['query'],
): Promise<Values> {
  const values: Record<string, unknown> = {};
  for (const field of entity.fields.values()) {
    const given = field.document.default;
    if (given === undefined || field.computed) continue;
    if (typeof given !== 'object' || given === null) values[field.name] = given;
    else if (field.target === undefined) {
      const value = rules.verdict(entity, given.expr, values);
      if (value !== undefined && value !== null) values[field.name] = value;
    }
  }
  const { id, name } = host.app.document.user;
  if (entity.fields.has('owner') && entity.owner === 'user') values['owner'] = { id, label: name };
  for (const [key, text] of Object.entries(query)) {
    const field = entity.fields.get(key);
    if (!field || field.computed) continue;
    values[key] = field.target === undefined ? text : await referenceTo(host, field.target, text);
  }
  return values;
}

/** A look-up by id; null when the record cannot be read. */
async function referenceTo(host: Host, entityName: string, id: string): Promise<Reference | null> {
  const target = host.app.entity(entityName);
  if (!target) return null;
  try {
    const fields = target.nameFields.join(',');
    const record = await host.api.get<WireRecord>(recordPath(entityName, id), { fields });
    return { id, label: labelOf(record, target.nameFields) };
  } catch {
    return null;
  }
}
