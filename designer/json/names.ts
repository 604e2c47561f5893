/** The names that exist in this application, and which of them may stand at a place of a document. Pure. */
import type { Model } from '../../metadata/model/model.js';
import { kinds, isKind, type Kind } from '../../metadata/schema/kinds.js';
import type { Label } from '../../metadata/value.js';
import type { Keys } from './json-tree.js';
import { isObject } from './schema-walk.js';

/** A name and what tells it to a person. */
export interface KnownName {
  readonly name: string;
  readonly label?: Label;
  /** What it is: the type of a field, the entity a look-up leads to. */
  readonly detail?: string;
  /** A field that leads on to this entity's fields. */
  readonly target?: string;
  readonly list?: boolean;
}

export interface Names {
  documents(kind: Kind): readonly KnownName[];
  fields(entity: string): readonly KnownName[];
  readonly icons: readonly string[];
}

/** Fields and lists of an entity of a model. */
export function fieldsOf(model: Model, entity: string): readonly KnownName[] {
  const held = model.entities.get(entity);
  if (!held) return [];
  const fields = [...held.fields.values()].map((field) => {
    const target = field.target ?? field.children?.entity;
    const list = field.children !== undefined;
    const known = { name: field.name, label: field.label, detail: field.type.id, list };
    return target === undefined ? known : { ...known, target };
  });
  const lists = [...held.relations.values()].filter((relation) => !held.fields.has(relation.name));
  return [...fields, ...lists.map(({ name, entity: target }) => ({ name, target, detail: target, list: true }))];
}

/** Keys whose value names a document of a kind, whatever the document; a kind's own name is one too. */
const documentKeys: Readonly<Record<string, Kind>> = { target: 'entity', unused: 'import_map', roles: 'role' };
/** What `type` of a menu entry or `open` of an action makes of the key `name`. */
const opened: Readonly<Record<string, Kind>> = { list: 'entity', record: 'entity' };
const pathKeys = new Set([
  'path',
  'field',
  'by',
  'some',
  'none',
  'relation',
  'statusField',
  'closedOn',
  'quickFilters',
  'match',
  'totals',
]);

/** Names that may stand as the value at `keys`; undefined when the place is not one for names. `typed` is there already. */
export function namesFor(root: unknown, keys: Keys, typed: string, names: Names): readonly KnownName[] | undefined {
  const key = [...keys].reverse().find((each) => typeof each === 'string');
  if (key === undefined) return undefined;
  const around = objectsAround(root, keys);
  const holder = around.at(-1) ?? {};
  if (key === 'icon') return names.icons.map((name) => ({ name }));
  const kind = documentKeys[key] ?? (isKind(key) ? key : undefined);
  if (kind) return names.documents(kind);
  if (key === 'name') {
    const word = String(holder['open'] ?? holder['type'] ?? '');
    const wanted = opened[word] ?? kinds.find((each) => each === word);
    return wanted && around.length > 1 ? names.documents(wanted) : undefined;
  }
  return ownNames(root, key, around) ?? fieldNames(root, key, keys, { around, typed, names });
}

/** Names that the document itself declares: datasets, parameters, styles, codes, entries. */
function ownNames(root: unknown, key: string, around: readonly Item[]): readonly KnownName[] | undefined {
  const document = isObject(root) ? root : {};
  const listed = (items: unknown, by: string) =>
    (Array.isArray(items) ? items : []).filter(isObject).flatMap((item) => {
      const name = item[by];
      return typeof name === 'string' ? [{ name, ...(item['label'] ? { label: item['label'] as Label } : {}) }] : [];
    });
  if (key === 'dataset') return listed(document['datasets'], 'name');
  if (key === 'parameter') return listed(document['parameters'], 'name');
  if (key === 'parent' && document['kind'] === 'dictionary') return listed(document['values'], 'code');
  if (key === 'phoneOrder') return listed(document['widgets'], 'id');
  if (key === 'home') return listed(document['entries'], 'id');
  if (key === 'style' && isObject(document['sheet'])) {
    return Object.keys(isObject(document['sheet']['styles']) ? document['sheet']['styles'] : {}).map((name) => ({
      name,
    }));
  }
  if ((key === 'left' || key === 'top') && isObject(document['sheet'])) return cellNames(document['sheet']['cells']);
  if (key === 'field' && around.at(-1)?.['dataset'] !== undefined) {
    const dataset = (Array.isArray(document['datasets']) ? document['datasets'] : [])
      .filter(isObject)
      .find((each) => each['name'] === around.at(-1)?.['dataset']);
    return datasetColumns(dataset);
  }
  return undefined;
}

/** Cells that may be parents, by their addresses; "none" is a parent too. */
function cellNames(cells: unknown): readonly KnownName[] {
  const found = Object.entries(isObject(cells) ? cells : {}).flatMap(([name, cell]): KnownName[] => {
    const bind = isObject(cell) && isObject(cell['bind']) ? cell['bind'] : undefined;
    const isParent = bind?.['as'] === 'group' || bind?.['as'] === 'list' || (isObject(cell) && cell['expand'] !== undefined);
    return isParent ? [{ name, detail: bind ? `${String(bind['dataset'])}.${String(bind['field'] ?? '')}` : '' }] : [];
  });
  return [{ name: 'none' }, ...found];
} // prettier-ignore

function datasetColumns(dataset: Item | undefined): readonly KnownName[] | undefined {
  const source = isObject(dataset?.['source']) ? dataset['source'] : undefined;
  if (Array.isArray(source?.['columns'])) return source['columns'].map((name) => ({ name: String(name) }));
  const query = isObject(source?.['query']) ? source['query'] : undefined;
  const select = (Array.isArray(query?.['select']) ? query['select'] : []).filter(isObject);
  return select.map((each) => ({ name: String(each['as'] ?? String(each['path'] ?? '').replaceAll('.', '_')) }));
}

interface Surroundings {
  readonly around: readonly Item[];
  readonly typed: string;
  readonly names: Names;
}

function fieldNames(root: unknown, key: string, keys: Keys, { around, typed, names }: Surroundings) {
  const isKeyField = key === 'fields' && keys.includes('keys');
  const isPiped = keys.includes('pipelines') && (key === 'since' || key === 'required' || isFollower(key, keys));
  if (!pathKeys.has(key) && !isKeyField && !isPiped) return undefined;
  const entity = entityAt(root, around, names);
  if (entity === undefined) return undefined;
  // Inside a path the choices are those of the entity it has led to so far.
  const steps = typed.split('.').slice(0, -1);
  let at: string | undefined = entity;
  for (const step of steps) at = at === undefined ? at : names.fields(at).find((each) => each.name === step)?.target;
  if (at === undefined || steps.includes('')) return [];
  const before = steps.map((step) => `${step}.`).join('');
  return names.fields(at).map((each) => ({ ...each, name: before + each.name }));
}

/** A pipeline names the field of its probability; a stage states the figure. */
const isFollower = (key: string, keys: Keys): boolean => key === 'probability' && !keys.includes('stages');

/** The entity whose fields are meant: the nearest one named around the place; columns of a sub-table are its rows'. */
export function entityAt(root: unknown, around: readonly Item[], names: Names): string | undefined {
  const own = isObject(root) && root['kind'] === 'entity' ? String(root['name']) : undefined;
  let entity = own;
  for (const [index, holder] of around.entries()) {
    // A step of an action names what it makes; its expressions are over the record it is run on.
    if (typeof holder['entity'] === 'string' && typeof holder['as'] !== 'string') entity = holder['entity'];
    // An action that opens a list names the entity of it.
    if (holder['open'] === 'list' && typeof holder['name'] === 'string') entity = holder['name'];
    const isSubTable = holder['type'] === 'subTable' && index < around.length - 1;
    if (isSubTable && entity !== undefined) {
      entity = names.fields(entity).find((each) => each.name === holder['field'])?.target;
    }
    const isMeasure = typeof holder['relation'] === 'string' || typeof holder['some'] === 'string';
    if (isMeasure && index < around.length - 1 && entity !== undefined) {
      entity = leadsTo(names, entity, String(holder['relation'] ?? holder['some']));
    }
  }
  return entity;
}

function leadsTo(names: Names, entity: string, path: string): string | undefined {
  let at: string | undefined = entity;
  for (const step of path.split('.'))
    at = at === undefined ? at : names.fields(at).find((each) => each.name === step)?.target;
  return at;
}

type Item = Readonly<Record<string, unknown>>;

/** The objects on the way to a place, outermost first. */
export function objectsAround(root: unknown, keys: Keys): readonly Item[] {
  const found: Item[] = [];
  let at: unknown = root;
  for (const key of keys) {
    if (isObject(at)) found.push(at);
    at = isObject(at) ? at[key] : Array.isArray(at) ? at[Number(key)] : undefined;
  }
  return found;
}
