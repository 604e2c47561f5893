/** What a new document begins as: the smallest one of its kind that passes every check. Pure. */
import type { Registries } from '../../metadata/contributions.js';
import { documentSchema } from '../../metadata/schema/compose.js';
import { isKind, type Document, type Kind } from '../../metadata/schema/kinds.js';
import type { Label } from '../../metadata/value.js';
import { smallestValue } from '../json/smallest-value.js';
import { isObject } from '../json/schema-walk.js';

export interface NewDocument {
  readonly kind: Kind;
  readonly name: string;
  readonly label: Label;
  /** The entity it is about, of kinds that are about one. */
  readonly entity?: string;
}

export interface Beginning {
  readonly registries: Registries;
  newId(): string;
  /** A path that names records of an entity. */
  nameField(entity: string): string | undefined;
}

/** What a key may hold at first where its schema leaves it open. */
const usual = {
  cron: '0 3 * * *',
  timeZone: 'UTC',
  currency: 'USD',
  language: 'en',
  mode: 'table',
  nameExpression: 'name',
} as const;

export function smallestDocument(wanted: NewDocument, beginning: Beginning): Document {
  const { kind, name, label, entity } = wanted;
  const path = entity === undefined ? undefined : beginning.nameField(entity);
  const built = smallestValue(documentSchema(kind, beginning.registries), {
    newId: () => beginning.newId(),
    newItemId: () => 'x1',
    values: { ...usual, name, ...(entity === undefined ? {} : { entity }), ...(path === undefined ? {} : { path }) },
  }) as Readonly<Record<string, unknown>>;
  const { kind: _kind, id, name: _name, schema, ...rest } = built;
  const document = { kind, id, name, schema, label, ...rest, ...beginnings[kind] };
  return document as unknown as Document;
}

/** What its nameExpression reads: an entity without it could not name its records. */
const firstField = {
  id: 'f1',
  name: 'name',
  type: 'text',
  label: { en: 'Name', 'zh-CN': '名称', 'zh-TW': '名稱', es: 'Nombre' },
  required: true,
  searchable: true,
  sortable: true,
};

/** What the schema leaves open and a check asks for: an entity names its records, a sharing rule waits for receivers. */
const beginnings: Readonly<Partial<Record<Kind, object>>> = {
  entity: { fields: [firstField] },
  sharing: { active: false },
  dataset: { source: { type: 'rows', columns: ['name'], rows: [] } },
  connection: { type: 'sqlite', database: 'data.db' },
};

/** Whether documents of a kind must say which entity they are about. */
export function needsEntity(kind: Kind, registries: Registries): boolean {
  return ((documentSchema(kind, registries)['required'] ?? []) as readonly string[]).includes('entity');
}

/** A copy under another name: a fresh id, everything else the same. */
export function duplicateOf(document: Document, name: string, label: Label, newId: () => string): Document {
  return { ...document, id: newId(), name, label } as Document;
}

/** A name made of a label: `Key accounts 2` to `key_accounts_2`; empty when nothing of it can stand in a name. */
export function nameFrom(label: string): string {
  const plain = label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 41);
}

/** The kind and name a text speaks of, as far as it can be read. */
export function identityOf(value: unknown): { readonly kind: Kind; readonly name: string } | undefined {
  if (!isObject(value)) return undefined;
  const { kind, name } = value;
  return typeof kind === 'string' && isKind(kind) && typeof name === 'string' ? { kind, name } : undefined;
}
