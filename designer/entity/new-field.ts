/**
 * A new field as one act over several documents: in its entity, and wherever it is to be seen at once: on a form, as a
 * column of a list, in that list's filter bar. Documents in, operations per document out. Pure.
 */
import type { FieldType } from '../../metadata/contributions.js';
import type { Operation } from '../../metadata/document/operations.js';
import { reservedFieldNames } from '../../metadata/model/system-fields.js';
import type { DictionaryDocument, FieldDocument } from '../../metadata/schema/entity.js';
import type { Label } from '../../metadata/value.js';
import { dropOperation } from '../form/gestures/drop.js';
import type { Place } from '../form/gestures/form-tree.js';
import { newFieldNode } from '../form/gestures/new-nodes.js';
import { isObject } from '../json/schema-walk.js';
import { addOperation } from '../session/set-value.js';
import { nameFrom } from '../session/smallest-document.js';

export interface FieldWish {
  readonly label: Label;
  readonly type: FieldType;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly required?: boolean;
  readonly unique?: boolean;
  /** Of a choice: labels of a list of its own, which is made with it. */
  readonly values?: readonly string[];
  /** Where it goes on the form; undefined: not there. */
  readonly place?: Place;
  readonly inList?: boolean;
  readonly inFilter?: boolean;
}

export interface FieldDocuments {
  readonly entity: unknown;
  readonly form?: unknown;
  readonly view?: unknown;
  /** Names that dictionaries have. */
  readonly dictionaries: ReadonlySet<string>;
  newId(): string;
}

export interface FieldPlan {
  readonly field: FieldDocument;
  readonly dictionary?: DictionaryDocument;
  readonly entity: Operation;
  readonly form?: { readonly operation: Operation; readonly id: string };
  readonly view?: Operation;
}

/** What a type can be shown as; asked of a field as it would be. */
export interface FieldAbilities {
  readonly list: boolean;
  readonly filter: boolean;
  readonly unique: boolean;
  /** A whole row of a form. */
  readonly wide: boolean;
}

/** As many as a list and its filter bar may have. */
const most = { columns: 60, filters: 20 };
/** Filters that stand in the bar by themselves; the others are in its menu. */
const shownFilters = 4;

export function abilitiesOf(type: FieldType, field: FieldDocument): FieldAbilities {
  const columns = type.columns(field);
  const hasValue = columns.length > 0 || type.foreign !== undefined || type.formula !== undefined || type.links !== undefined; // prettier-ignore
  const isPlain = !type.sealed && !type.parts && type.valueType(field) !== 'json' && !type.children;
  const isLong = columns[0]?.type === 'longText' || type.valueType(field) === 'json';
  return {
    list: hasValue && isPlain && !type.position,
    filter: hasValue && isPlain && !isLong && type.operators({ ...field, ...found(type, field) }).length > 0,
    unique: isPlain && ['text', 'integer', 'date', 'id', 'decimal'].includes(columns[0]?.type ?? '') && !type.links,
    wide: isLong && (type.parts?.(field).length ?? 3) > 2,
  };
}

/** Text is found and sorted by a companion that must be asked for. */
function found(type: FieldType, field: FieldDocument): Pick<FieldDocument, 'searchable' | 'sortable'> {
  const isFolded = type.columns({ ...field, searchable: true, sortable: true }).length > type.columns(field).length;
  return isFolded ? { searchable: true, sortable: true } : {};
}

export function newFieldPlan(wish: FieldWish, documents: FieldDocuments): FieldPlan {
  const { type, label } = wish;
  const taken = fieldsOf(documents.entity);
  const name = freeName(text(label) === '' ? type.id : text(label), new Set(taken.map((each) => each.name)));
  const dictionary = wish.values && wish.values.length > 0 ? listOf(wish, name, documents) : undefined;
  const options = { ...wish.options, ...(dictionary ? { dictionary: dictionary.name } : {}) };
  const shown = wish.inList === true || wish.inFilter === true;
  const base: FieldDocument = {
    id: freeOf(`f_${name}`.slice(0, 38), new Set(taken.map((each) => each.id))),
    name,
    type: type.id,
    label,
    ...(Object.keys(options).length > 0 ? { options } : {}),
    ...(wish.required ? { required: true } : {}),
    ...(wish.unique ? { unique: true } : {}),
  };
  const field: FieldDocument = { ...base, ...(shown ? found(type, base) : {}) };
  const abilities = abilitiesOf(type, field);
  const node = newFieldNode(documents.form, name, abilities.wide);
  const drop = wish.place && documents.form ? dropOperation(documents.form, { node }, wish.place) : undefined;
  const view = documents.view === undefined ? [] : listOperations(documents.view, name, {
    list: wish.inList === true && abilities.list,
    filter: wish.inFilter === true && abilities.filter,
  }); // prettier-ignore
  return {
    field,
    ...(dictionary ? { dictionary } : {}),
    entity: addOperation(documents.entity, ['fields'], field),
    ...(drop ? { form: { operation: drop.operation, id: drop.id } } : {}),
    ...(view.length > 0 ? { view: { op: 'group', operations: view } } : {}),
  };
}

/** Shows a field that is there already in a list, its filter bar, or both. */
export function listOperations(view: unknown, path: string, wish: { readonly list: boolean; readonly filter: boolean }): readonly Operation[] {
  const { columns, quickFilters } = isObject(view) ? view : {};
  const shown = Array.isArray(columns) ? columns.filter(isObject) : [];
  const filters = Array.isArray(quickFilters) ? (quickFilters as readonly unknown[]) : [];
  const isNew = !shown.some((each) => each['path'] === path);
  return [
    ...(wish.list && isNew && shown.length < most.columns ? [addOperation(view, ['columns'], { path })] : []),
    ...(wish.filter && !filters.includes(path) && filters.length < most.filters ? [filterOperation(view, filters, path)] : []),
  ];
} // prettier-ignore

/** The last of those that are seen at once: behind many others nobody would find what was just asked for. */
function filterOperation(view: unknown, filters: readonly unknown[], path: string): Operation {
  if (filters.length < shownFilters) return addOperation(view, ['quickFilters'], path);
  return { op: 'insert', path: ['quickFilters'], value: path, after: shownFilters - 2 };
}

interface Named {
  readonly id: string;
  readonly name: string;
}

function fieldsOf(entity: unknown): readonly Named[] {
  const fields = isObject(entity) ? entity['fields'] : undefined;
  return Array.isArray(fields) ? fields.filter(isObject).map(({ id, name }) => ({ id: String(id), name: String(name) })) : []; // prettier-ignore
}

/** Words that every record or expression has a meaning for already. */
const meant: ReadonlySet<string> = new Set([...reservedFieldNames, 'owner', 'department', 'tags', 'record', 'user', 'value', 'true', 'false', 'null', 'and', 'or', 'not', 'in', 'label']); // prettier-ignore

/** A name for a field that is called so: `level`, `level_2`; `field` for a label without Latin letters. */
export function freeName(label: string, taken: ReadonlySet<string>): string {
  const wanted = nameFrom(label).slice(0, 37) || 'field';
  const base = meant.has(wanted) ? `${wanted}_value` : wanted;
  return freeOf(base, taken);
}

function freeOf(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`;
}

/** The list of a choice, made with it: codes from the labels. */
function listOf({ values = [], label }: FieldWish, field: string, { entity, dictionaries, newId }: FieldDocuments): DictionaryDocument {
  const owner = isObject(entity) ? String(entity['name']) : '';
  const codes = new Set<string>();
  const items = values.map((value, i) => {
    const code = freeOf(nameFrom(value) || `value_${i + 1}`, codes);
    codes.add(code);
    return { id: `v${i + 1}`, code, label: value };
  });
  const name = freeOf(`${owner}_${field}`.slice(0, 38).replace(/_+$/, ''), dictionaries);
  return { kind: 'dictionary', id: newId(), name, schema: 1, label, values: items };
} // prettier-ignore

const text = (label: Label): string =>
  typeof label === 'string' ? label : (label.en ?? Object.values(label).find((each) => each !== undefined) ?? '');
