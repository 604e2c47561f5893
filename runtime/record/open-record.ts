/** Opening a record: what the server holds, the rules, what an unsaved edit kept, and the values a new one begins with. */
import type { Entity, Field } from '../../metadata/model/model.js';
import { createFold } from '../../metadata/text.js';
import { localDate } from '../../metadata/time.js';
import type { Reference, WireRecord } from '../data/record.js';
import { labelOf } from '../data/search-references.js';
import type { Host } from '../host/host.js';
import { fetchAllowed, type Allowed } from './allowed.js';
import { Defaults } from './defaults.js';
import { FormDefaults } from './form-defaults.js';
import { LinkedRecords } from './linked-records.js';
import { RecordDraft, type Values } from './record-draft.js';
import { Rules } from './rules.js';
import { draftKey, draftParameter, recordPath } from './save-record.js';

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
  readonly defaults: Defaults;
  readonly following: FormDefaults;
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
    host.drafts.get(host.app.document.user.id, entity.name, draftKey(id, query[draftParameter])),
    fetchAllowed(host, entity.name, id),
    host.app.ensureFunctions(),
  ]);
  const rules = createRules(host);
  const { linked, defaults } = createDefaults(host, rules, entity);
  const draft = record
    ? new RecordDraft(record)
    : new RecordDraft(
        undefined,
        await initialValues(host, { entity, defaults, linked, query }),
        defaultedFields(entity),
      );
  for (const [name, value] of Object.entries(kept?.values ?? {})) draft.set(name, value);
  const found = kept && draft.isTouched ? kept : undefined;
  const following = createFollowing(host, { entity, draft, defaults, linked });
  if (found) await following.recall();
  return { draft, rules, defaults, following, allowed, keptAt: found?.at, keptKey: found?.key };
}

/** What new records of an entity and their rows begin with, and the records that this is read from. */
export function createDefaults(host: Host, rules: Rules, entity: Entity) {
  const linked = new LinkedRecords(host, rules, entity);
  return { linked, defaults: new Defaults(rules, linked) };
}

/** Keeps the defaults of a draft while it is edited. */
export function createFollowing(
  host: Host,
  parts: {
    readonly entity: Entity;
    readonly draft: RecordDraft;
    readonly defaults: Defaults;
    readonly linked: LinkedRecords;
  },
): FormDefaults {
  return new FormDefaults({ ...parts, child: ({ children }: Field) => host.app.entity(children?.entity ?? '') });
}

/** Fields that the server gives a value where a new record has none. */
function defaultedFields(entity: Entity): ReadonlySet<string> {
  const stated = [...entity.fields.values()].filter((field) => field.document.default !== undefined);
  return new Set([...stated.map((field) => field.name), 'owner']);
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

export interface Beginning {
  readonly entity: Entity;
  readonly defaults: Defaults;
  readonly linked: LinkedRecords;
  readonly query: OpenRequest['query'];
}

/** Look-ups of look-ups that defaults are read through before a new record is shown. */
const rounds = 3;

/** Fields given in the address, the owner, and the defaults that can be told beside these. */
export async function initialValues(host: Host, { entity, defaults, linked, query }: Beginning): Promise<Values> {
  const values: Record<string, unknown> = {};
  const { id, name } = host.app.document.user;
  if (entity.fields.has('owner') && entity.owner === 'user') values['owner'] = { id, label: name };
  const given = Object.entries(query).flatMap(([key, text]) => {
    const field = entity.fields.get(key);
    return field && !field.computed ? [{ field, text }] : [];
  });
  for (const { field, text } of given)
    values[field.name] = field.target === undefined ? text : await referenceTo(host, field.target, text);
  let filled = defaults.fill(entity, values);
  for (let round = 0; round < rounds && (await linked.load()); round++) filled = defaults.fill(entity, filled);
  return filled;
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
