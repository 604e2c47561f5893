/**
 * Templates: small applications that ship as documents. Applying one makes drafts of its documents, an entry of the menu for
 * each of its entities and rights of roles. What is there already is left as it is: applied twice, it plans nothing. Names
 * that other documents have are told; a prefix gives all of the template's documents other names. Pure.
 */
import type { ImportMapDocument, RoleDocument } from '../../metadata/schema/app.js';
import type { EntityDocument } from '../../metadata/schema/entity.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { labelText, type Label } from '../../metadata/value.js';
import { grantOperation, menuOperation, nameOf, type ModulePlan } from '../entity/new-module.js';
import { isObject } from '../json/schema-walk.js';
import { keyText, type DocumentHead, type DocumentKey } from '../session/document-client.js';

export interface Template {
  readonly id: string;
  readonly label: Label;
  readonly text: Label;
  readonly icon: string;
  readonly documents: readonly Document[];
  /** A few records to see it at work; `name` in each language. */
  readonly sample?: { readonly entity: string; readonly rows: readonly Readonly<Record<string, string | Label>>[] };
}

export interface TemplateIndex {
  readonly id: string;
  load(): Promise<Template>;
}

/** Loaded one by one: a picture of each is drawn from its documents. */
export const templates: readonly TemplateIndex[] = [
  { id: 'assets', load: async () => (await import('./gallery/assets.json', { with: { type: 'json' } })).default as unknown as Template },
  { id: 'projects', load: async () => (await import('./gallery/projects.json', { with: { type: 'json' } })).default as unknown as Template },
  { id: 'complaints', load: async () => (await import('./gallery/complaints.json', { with: { type: 'json' } })).default as unknown as Template },
  { id: 'events', load: async () => (await import('./gallery/events.json', { with: { type: 'json' } })).default as unknown as Template },
]; // prettier-ignore

export interface TemplateSurroundings {
  readonly heads: readonly Pick<DocumentHead, 'kind' | 'name' | 'id' | 'removed'>[];
  readonly menu?: unknown;
  readonly roles: ReadonlyMap<string, RoleDocument>;
}

export interface TemplatePlan extends ModulePlan {
  /** Documents of the template that are there already. */
  readonly same: readonly DocumentKey[];
  /** Its names that other documents have: nothing can be made with these. */
  readonly clashes: readonly DocumentKey[];
}

export const prefixPattern = '[a-z][a-z0-9]{0,9}';

export function planTemplate(template: Template, around: TemplateSurroundings, prefix = ''): TemplatePlan {
  const documents = withPrefix(template.documents, prefix);
  const held = new Map(around.heads.map((head) => [keyText(head), head]));
  const of = (document: Document) => held.get(keyText(document));
  const created = documents.filter((document) => of(document) === undefined);
  const clashes = documents.filter((document) => of(document) !== undefined && of(document)!.id !== document.id);
  const same = documents.filter((document) => of(document)?.id === document.id);
  const entities = documents.filter((each) => each.kind === 'entity').map(({ name }) => name);
  const { menu, roles } = around;
  const missing = menu === undefined ? [] : entities.filter((entity) => !JSON.stringify(menu).includes(`"entity":"${entity}"`)); // prettier-ignore
  return {
    created,
    same: same.map(keyOf),
    clashes: clashes.map(keyOf),
    changed: [
      ...(missing.length > 0 ? [{ key: { kind: 'menu', name: nameOf(menu) } as const, operation: { op: 'group', operations: missing.map((name) => menuOperation({ name }, menu)) } as const }] : []),
      ...[...roles].flatMap(([name, role]) => {
        const grants = entities.filter((entity) => !role.grants.some((grant) => grant.entity === entity));
        return grants.length > 0 ? [{ key: { kind: 'role', name } as const, operation: { op: 'group', operations: grants.map((each) => grantOperation({ name: each }, role)) } as const }] : [];
      }),
    ],
  };
} // prettier-ignore

const keyOf = ({ kind, name }: Document): DocumentKey => ({ kind, name });

/** The sample as lines of a file and the way into records; undefined where there is none. */
export function sampleOf(template: Template, language: string, prefix = ''): { readonly csv: string; readonly entity: string; readonly columns: ImportMapDocument['columns'] } | undefined {
  const { sample } = template;
  if (!sample) return undefined;
  const heads = [...new Set(sample.rows.flatMap((row) => Object.keys(row)))];
  const text = (value: string | Label | undefined): string => (value === undefined ? '' : labelText(value, language));
  const line = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const csv = [line(heads), ...sample.rows.map((row) => line(heads.map((head) => text(row[head]))))].join('\r\n');
  return { csv, entity: prefixed(sample.entity, prefix), columns: heads.map((head) => ({ path: head, column: head })) };
} // prettier-ignore

export const entitiesOf = ({ documents }: Template): readonly EntityDocument[] => documents.filter((each): each is EntityDocument => each.kind === 'entity'); // prettier-ignore

/* ---------------------------------------------------------------- prefix */

const prefixed = (name: string, prefix: string): string => (prefix === '' ? name : `${prefix}_${name}`);

/** Where documents of templates name documents. */
const naming: ReadonlySet<string> = new Set(['entity', 'dictionary', 'target']);

/** Every document under another name and id, and whatever speaks of one of them with it. */
export function withPrefix(documents: readonly Document[], prefix: string): readonly Document[] {
  if (prefix === '') return documents;
  const own = new Set(documents.map(({ name }) => name));
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return naming.has(key) && own.has(value) ? prefixed(value, prefix) : value;
    if (Array.isArray(value)) return value.map((each) => walk(each, ''));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each, name)]));
  };
  return documents.map((document) => ({
    ...(walk(document, '') as Document),
    id: otherId(document.id, prefix),
    name: prefixed(document.name, prefix),
  }));
}

const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The same id for the same prefix, so that applying it again finds what it made. */
function otherId(id: string, prefix: string): string {
  let high = 0x811c9dc5;
  let low = 0x1234567;
  for (const sign of `${prefix} ${id}`) {
    high = Math.imul(high ^ sign.charCodeAt(0), 0x01000193) >>> 0;
    low = (Math.imul(low, 31) + sign.charCodeAt(0) + (high >>> 7)) >>> 0;
  }
  let made = '';
  for (let i = 0; i < 6; i++) made += signs[(high >>> (i * 5)) & 31]! + signs[(low >>> (i * 5)) & 31]!;
  return id.slice(0, 14) + made;
}
