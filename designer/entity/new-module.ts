/**
 * A new entity that can be used at once: the entity with its first fields and its relation, a form, a list, its place in the
 * menu, the rights of roles, and its records on the form of what it belongs to. Documents in, documents and operations out.
 * Pure.
 */
import type { Registries } from '../../metadata/contributions.js';
import type { Operation } from '../../metadata/document/operations.js';
import type { ItemPath } from '../../metadata/document/items.js';
import type { RoleDocument } from '../../metadata/schema/app.js';
import type { EntityDocument, FieldDocument, FormDocument, FormNode, ViewDocument } from '../../metadata/schema/entity.js'; // prettier-ignore
import type { Document } from '../../metadata/schema/kinds.js';
import type { Label } from '../../metadata/value.js';
import { freeId, nodesIn } from '../form/gestures/form-tree.js';
import { newFieldNode } from '../form/gestures/new-nodes.js';
import { isObject } from '../json/schema-walk.js';
import type { DocumentKey } from '../session/document-client.js';
import { addOperation } from '../session/set-value.js';
import { abilitiesOf, freeName } from './new-field.js';

export interface ModuleWish {
  readonly name: string;
  readonly label: string;
  readonly plural: string;
  readonly icon?: string;
  /** Beside the name, which every entity begins with. */
  readonly fields: readonly { readonly label: string; readonly type: string }[];
  /** The entity that each record belongs to, with what the look-up is called. */
  readonly target?: { readonly entity: string; readonly label: Label };
  /** Id of the group of the menu where it stands, empty: in none; absent: behind its target, else in the last group. */
  readonly section?: string;
  /** Names of roles that may use it. */
  readonly roles: readonly string[];
}

export interface ModuleDocuments {
  readonly registries: Registries;
  /** The form that records of the target are edited by. */
  readonly targetForm?: FormDocument;
  readonly menu?: unknown;
  readonly roles: ReadonlyMap<string, RoleDocument>;
  /** Names that forms and views have. */
  readonly taken: ReadonlySet<string>;
  newId(): string;
}

export interface ModulePlan {
  readonly created: readonly Document[];
  readonly changed: readonly { readonly key: DocumentKey; readonly operation: Operation }[];
}

const nameField: FieldDocument = {
  id: 'f_name',
  name: 'name',
  type: 'text',
  label: { en: 'Name', 'zh-CN': '名称', 'zh-TW': '名稱', es: 'Nombre' },
  required: true,
  searchable: true,
  sortable: true,
};

/** Of columns a list begins with. */
const mostColumns = 8;

export function newModule(wish: ModuleWish, documents: ModuleDocuments): ModulePlan {
  const fields = fieldsOf(wish);
  const entity = entityOf(wish, fields, documents);
  const form = formOf(wish, fields, documents);
  const view = viewOf(wish, fields, documents);
  const link = fields.find(({ type }) => type === 'lookup');
  return {
    created: [entity, form, view],
    changed: [
      ...(documents.menu ? [{ key: { kind: 'menu', name: nameOf(documents.menu) } as const, operation: menuOperation(wish, documents.menu) }] : []),
      ...wish.roles.flatMap((name) => {
        const role = documents.roles.get(name);
        return role ? [{ key: { kind: 'role', name } as const, operation: grantOperation(wish, role) }] : [];
      }),
      ...(documents.targetForm && link ? [{ key: { kind: 'form', name: documents.targetForm.name } as const, operation: relatedOperation(wish, documents.targetForm, link.name, fields) }] : []),
    ],
  };
} // prettier-ignore

export const nameOf = (document: unknown): string => (isObject(document) ? String(document['name']) : '');

function fieldsOf({ fields, target }: ModuleWish): readonly FieldDocument[] {
  const made: FieldDocument[] = [nameField];
  if (target) {
    const name = freeName(target.entity, new Set(['name']));
    made.push({ id: `f_${name}`, name, type: 'lookup', label: target.label, options: { target: target.entity, onDelete: 'restrict' }, index: true }); // prettier-ignore
  }
  for (const { label, type } of fields) {
    const name = freeName(label, new Set(made.map((each) => each.name)));
    made.push({ id: `f_${name}`.slice(0, 40), name, type, label });
  }
  return made;
}

function entityOf(wish: ModuleWish, fields: readonly FieldDocument[], { newId }: ModuleDocuments): EntityDocument {
  const { name, label, plural, icon = 'box' } = wish;
  return {
    kind: 'entity', id: newId(), name, schema: 1, label, plural, icon, owner: 'user', nameExpression: 'name', fields: [...fields],
    features: { history: true, import: true, export: true },
  }; // prettier-ignore
}

function formOf(wish: ModuleWish, fields: readonly FieldDocument[], { newId, taken, registries }: ModuleDocuments): FormDocument {
  const nodes = fields.map((field) => newFieldNode({}, field.name, abilitiesOf(registries.field.get(field.type), field).wide));
  const owner = newFieldNode({}, 'owner', false);
  return {
    kind: 'form', id: newId(), name: freeDocumentName(`${wish.name}_form`, taken), schema: 1, label: wish.label, entity: wish.name,
    purpose: ['detail', 'edit', 'create', 'quick'],
    nodes: [{ id: 's_main', type: 'section', label: wish.label, nodes: [...nodes, owner] }],
  } as FormDocument;
} // prettier-ignore

function viewOf(wish: ModuleWish, fields: readonly FieldDocument[], { newId, taken, registries }: ModuleDocuments): ViewDocument {
  const able = fields.map((field) => ({ name: field.name, ...abilitiesOf(registries.field.get(field.type), field) }));
  const columns = able.filter(({ list }) => list).map(({ name }) => ({ path: name })).slice(0, mostColumns);
  const quickFilters = [...able.filter(({ filter, name }) => filter && name !== 'name').map(({ name }) => name), 'owner'];
  return {
    kind: 'view', id: newId(), name: freeDocumentName(`${wish.name}_all`, taken), schema: 1, label: wish.plural, entity: wish.name, mode: 'table',
    columns: [...columns, { path: 'owner' }], quickFilters, sort: [{ by: 'name' }], position: 0,
  } as ViewDocument;
} // prettier-ignore

export function freeDocumentName(name: string, taken: ReadonlySet<string>): string {
  const base = name.slice(0, 38);
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`;
}

/** A group of a menu, by its id, with how many lists stand in it. */
export interface MenuSection {
  readonly id: string;
  readonly label: Label | undefined;
  readonly lists: number;
}

/** Groups within groups too. */
export const menuSections = (menu: unknown): readonly MenuSection[] =>
  entriesIn(menu, [])
    .filter(({ entry }) => entry['type'] === 'group')
    .map(({ entry }) => {
      const entries = Array.isArray(entry['entries']) ? entry['entries'].filter(isObject) : [];
      const lists = entries.filter(({ type }) => type === 'list').length;
      return { id: String(entry['id']), label: entry['label'] as Label | undefined, lists };
    });

/** Where the target stands, else the group with most lists; empty: in no group. */
export function usualSection(menu: unknown, target: string): string {
  const near = target === '' ? undefined : listOf(entriesIn(menu, []), target);
  if (near) return groupAbove(near.path);
  const sections = menuSections(menu);
  return sections.reduce<MenuSection | undefined>((best, each) => (best && best.lists >= each.lists ? best : each), undefined)?.id ?? '';
} // prettier-ignore

const listOf = (entries: readonly MenuPart[], entity: string): MenuPart | undefined =>
  entries.find(({ entry }) => entry['type'] === 'list' && entry['entity'] === entity);

/** Of the path of an entry, `[…, {id}, 'entries', {id}]`: the id of the group around it. */
function groupAbove(path: ItemPath): string {
  const group = path.at(-3);
  return isObject(group) ? String(group['id']) : '';
}

/** In the stated group; there behind the list of what it belongs to, if that is in it, else at the end. */
export function menuOperation(wish: Pick<ModuleWish, 'name' | 'target' | 'section'>, menu: unknown): Operation {
  const entries = entriesIn(menu, []);
  const taken = new Set(entries.map(({ entry }) => String(entry['id'])));
  const entry = { id: freeEntry(`m_${wish.name}`.slice(0, 38), taken), type: 'list', entity: wish.name };
  const { target, section } = wish;
  const near = target && listOf(entries, target.entity);
  if (near && (section === undefined || section === groupAbove(near.path)))
    return { op: 'insert', path: near.path.slice(0, -1), value: entry, after: near.path.at(-1)! };
  const group = entries.findLast(
    ({ entry: each }) => each['type'] === 'group' && (section === undefined || each['id'] === section),
  );
  return addOperation(menu, group ? [...group.path, 'entries'] : ['entries'], entry);
}

interface MenuPart {
  readonly entry: Readonly<Record<string, unknown>>;
  readonly path: ItemPath;
}

function entriesIn(holder: unknown, path: ItemPath): readonly MenuPart[] {
  const entries = isObject(holder) ? holder['entries'] : undefined;
  return (Array.isArray(entries) ? entries.filter(isObject) : []).flatMap((entry) => {
    const at = [...path, 'entries', { id: String(entry['id']) }];
    return [{ entry, path: at }, ...entriesIn(entry, at)];
  });
}

function freeEntry(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`;
}

/** What the role may do with what it belongs to, it may do with the new records; without that, with its own ones. */
export function grantOperation(wish: Pick<ModuleWish, 'name' | 'target'>, role: RoleDocument): Operation {
  const like = role.grants.find(({ entity }) => entity === wish.target?.entity)?.actions;
  const own = { create: true, read: 'own', update: 'own', delete: 'own', export: true, print: true, bulk: true };
  return addOperation(role, ['grants'], { entity: wish.name, actions: like ?? own });
}

/** Its records on the form of the whole: on a tab of their own where the form has tabs. */
function relatedOperation(wish: ModuleWish, form: FormDocument, field: string, fields: readonly FieldDocument[]): Operation {
  const columns = fields.filter(({ name, type }) => name !== field && type !== 'longText' && type !== 'json').map(({ name }) => ({ path: name })).slice(0, 5);
  const id = freeId(form, `r_${wish.name}_${field}`);
  const list: FormNode = { id, type: 'related', entity: wish.name, field, label: wish.plural, columns };
  const hasTabs = nodesIn(form).some(({ type }) => type === 'tab');
  const node: FormNode = hasTabs ? { id: freeId(form, `t_${wish.name}`, [id]), type: 'tab', label: wish.plural, nodes: [list] } : list;
  return addOperation(form, ['nodes'], node);
} // prettier-ignore
