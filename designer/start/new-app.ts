/**
 * An application from fields that are known: entity, lists of choices, form, list, board, its place in the menu, rights of
 * roles; and how the rows of a file become its records. Documents in, documents and operations out. Pure.
 */
import type { Registries } from '../../metadata/contributions.js';
import type { ImportMapDocument, RoleDocument } from '../../metadata/schema/app.js';
import type { DictionaryDocument, EntityDocument, FieldDocument, FormDocument, ViewDocument } from '../../metadata/schema/entity.js'; // prettier-ignore
import type { Document } from '../../metadata/schema/kinds.js';
import type { Label } from '../../metadata/value.js';
import { abilitiesOf, freeName } from '../entity/new-field.js';
import { freeDocumentName, grantOperation, menuOperation, nameOf, type ModulePlan } from '../entity/new-module.js';
import { newFieldNode } from '../form/gestures/new-nodes.js';
import { nameFrom } from '../session/smallest-document.js';

export interface AppField {
  readonly label: string;
  /** What its name is made of where the label has no Latin letters. */
  readonly latin?: string;
  /** Id of a field type; of a look-up `target` says to what, of a choice `values` what may be chosen. */
  readonly type: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly values?: readonly string[];
  readonly target?: { readonly entity: string; readonly key: string };
  readonly required?: boolean;
  readonly unique?: boolean;
  /** The column of the file that fills it, and how its texts are read. */
  readonly column?: string;
  readonly format?: string;
}

export interface AppWish {
  readonly name: string;
  readonly label: string;
  readonly plural: string;
  readonly icon?: string;
  readonly fields: readonly AppField[];
  /** Index of the field that names a record; undefined: a name is added. */
  readonly title?: number;
  /** Index of a choice that a board stands by. */
  readonly board?: number;
  readonly roles: readonly string[];
}

export interface AppDocuments {
  readonly registries: Registries;
  readonly menu?: unknown;
  readonly roles: ReadonlyMap<string, RoleDocument>;
  /** Names that forms, views and dictionaries have. */
  readonly taken: ReadonlySet<string>;
  newId(): string;
}

export interface AppPlan extends ModulePlan {
  /** Columns of the import map; empty where no field has a column. */
  readonly columns: ImportMapDocument['columns'];
}

interface MadeField {
  readonly wish: AppField;
  readonly field: FieldDocument;
  readonly dictionary?: DictionaryDocument;
}

/** Of columns a list begins with, filters in its bar, fields on a card. */
const most = { columns: 8, filters: 4, cards: 4 };
/** Of a choice, colours in their order: from grey over the warm ones to green. */
const colours = ['grey', 'blue', 'amber', 'violet', 'teal', 'green', 'orange', 'red'] as const;

export function newApp(wish: AppWish, documents: AppDocuments): AppPlan {
  const made = madeFields(wish, documents);
  const title = made[wish.title ?? 0]!;
  const { menu, roles } = documents;
  return {
    created: [
      ...made.flatMap(({ dictionary }): Document[] => (dictionary ? [dictionary] : [])),
      entityOf(wish, made, title.field, documents),
      formOf(wish, made, documents),
      listOf(wish, made, title.field, documents),
      ...boardOf(wish, made, documents),
    ],
    changed: [
      ...(menu ? [{ key: { kind: 'menu', name: nameOf(menu) } as const, operation: menuOperation({ name: wish.name }, menu) }] : []),
      ...wish.roles.flatMap((name) => {
        const role = roles.get(name);
        return role ? [{ key: { kind: 'role', name } as const, operation: grantOperation({ name: wish.name }, role) }] : [];
      }),
    ],
    columns: [...nameColumn(wish), ...made.flatMap(columnOf)],
  };
} // prettier-ignore

const nameLabel: Label = { en: 'Name', 'zh-CN': '名称', 'zh-TW': '名稱', es: 'Nombre' };

function madeFields(wish: AppWish, documents: AppDocuments): readonly MadeField[] {
  const taken = new Set<string>();
  const dictionaries = new Set(documents.taken);
  const wishes = wish.title === undefined ? [{ label: 'name', type: 'text', required: true }, ...wish.fields] : wish.fields;
  const title = wish.title ?? 0;
  return wishes.map((each, index) => {
    const isTitle = index === title;
    const name = freeName(nameFrom(each.label) === '' ? (each.latin ?? '') : each.label, taken).slice(0, 40);
    taken.add(name);
    const label = wish.title === undefined && index === 0 ? nameLabel : each.label;
    const dictionary = each.type === 'choice' ? dictionaryOf(wish, each, name, dictionaries, documents) : undefined;
    const field: FieldDocument = {
      id: `f_${name}`.slice(0, 40), name, type: each.type, label,
      ...optionsOf(each, dictionary),
      ...(each.required || isTitle ? { required: true } : {}),
      ...(each.unique ? { unique: true, importKey: true } : {}),
      ...(isText(each.type, documents) ? { searchable: true, sortable: true } : {}),
      ...(each.type === 'lookup' ? { index: true } : {}),
    };
    return { wish: each, field, ...(dictionary ? { dictionary } : {}) };
  });
} // prettier-ignore

function optionsOf({ options, target }: AppField, dictionary: DictionaryDocument | undefined) {
  const all = {
    ...options,
    ...(dictionary ? { dictionary: dictionary.name } : {}),
    ...(target ? { target: target.entity, onDelete: 'restrict' } : {}),
  };
  return Object.keys(all).length > 0 ? { options: all } : {};
}

/** Texts of one line are found and sorted. */
function isText(type: string, { registries }: AppDocuments): boolean {
  const found = registries.field.find(type);
  return found?.id === 'text' || found?.id === 'email' || found?.id === 'phone';
}

function dictionaryOf(
  { name: entity }: AppWish,
  { values = [], label }: AppField,
  field: string,
  taken: Set<string>,
  { newId }: AppDocuments,
): DictionaryDocument {
  const codes = new Set<string>();
  const items = values.map((value, i) => {
    const code = freeDocumentName(nameFrom(value) || `value_${i + 1}`, codes);
    codes.add(code);
    return { id: `v${i + 1}`, code, label: value, ...(values.length <= colours.length ? { colour: colours[i]! } : {}) };
  });
  const name = freeDocumentName(`${entity}_${field}`.slice(0, 38).replace(/_+$/, ''), taken);
  taken.add(name);
  return { kind: 'dictionary', id: newId(), name, schema: 1, label, values: items } as DictionaryDocument;
}

function entityOf(wish: AppWish, made: readonly MadeField[], title: FieldDocument, { newId }: AppDocuments): EntityDocument {
  const { name, label, plural, icon = 'box', board } = wish;
  const status = board === undefined ? undefined : made[board + (wish.title === undefined ? 1 : 0)]?.field.name;
  return {
    kind: 'entity', id: newId(), name, schema: 1, label, plural, icon, owner: 'user', nameExpression: title.name,
    fields: made.map(({ field }) => field), ...(status === undefined ? {} : { statusField: status }),
    features: { history: true, import: true, export: true },
  };
} // prettier-ignore

function formOf(wish: AppWish, made: readonly MadeField[], { newId, taken, registries }: AppDocuments): FormDocument {
  const nodes = made.map(({ field }) => newFieldNode({}, field.name, abilitiesOf(registries.field.get(field.type), field).wide));
  // A section holds at most a hundred.
  const sections = Array.from({ length: Math.ceil((nodes.length + 1) / 90) }, (_, i) => ({
    id: i === 0 ? 's_main' : `s_main_${i + 1}`, type: 'section' as const, ...(i === 0 ? { label: wish.label } : {}),
    nodes: [...nodes, newFieldNode({}, 'owner', false)].slice(i * 90, (i + 1) * 90),
  }));
  return {
    kind: 'form', id: newId(), name: freeDocumentName(`${wish.name}_form`, taken), schema: 1, label: wish.label, entity: wish.name,
    purpose: ['detail', 'edit', 'create', 'quick'], nodes: sections,
  } as FormDocument;
} // prettier-ignore

function shown(made: readonly MadeField[], { registries }: AppDocuments) {
  return made.map(({ field }) => ({ name: field.name, type: field.type, ...abilitiesOf(registries.field.get(field.type), field) })); // prettier-ignore
}

function listOf(wish: AppWish, made: readonly MadeField[], title: FieldDocument, documents: AppDocuments): ViewDocument {
  const able = shown(made, documents);
  const others = able.filter(({ list, name }) => list && name !== title.name);
  const columns = [{ path: title.name }, ...others.map(({ name }) => ({ path: name }))].slice(0, most.columns);
  const isChosen = (type: string): boolean => ['choice', 'lookup', 'boolean', 'date', 'user'].includes(type);
  const quickFilters = able.filter(({ filter, type }) => filter && isChosen(type)).map(({ name }) => name).slice(0, most.filters);
  return {
    kind: 'view', id: documents.newId(), name: freeDocumentName(`${wish.name}_all`, documents.taken), schema: 1, label: wish.plural,
    entity: wish.name, mode: 'table', columns, quickFilters: [...quickFilters, 'owner'], sort: [{ by: title.name }], position: 0,
  } as ViewDocument;
} // prettier-ignore

const boardLabel = (field: FieldDocument): Label => {
  const label = String(field.label);
  return {
    en: `By ${label.toLowerCase()}`,
    'zh-CN': `按${label}`,
    'zh-TW': `按${label}`,
    es: `Por ${label.toLowerCase()}`,
  };
};

function boardOf(wish: AppWish, made: readonly MadeField[], documents: AppDocuments): readonly ViewDocument[] {
  const by = wish.board === undefined ? undefined : made[wish.board + (wish.title === undefined ? 1 : 0)];
  if (!by?.dictionary) return [];
  const able = shown(made, documents);
  const title = made[wish.title ?? 0]!.field.name;
  const rest = able.filter(({ list, name }) => list && name !== by.field.name && name !== title).map(({ name }) => name);
  return [{
    kind: 'view', id: documents.newId(), name: freeDocumentName(`${wish.name}_board`, documents.taken), schema: 1,
    label: boardLabel(by.field), entity: wish.name, mode: 'board',
    options: { by: by.field.name, cards: rest.slice(0, most.cards) },
    columns: [title, by.field.name, ...rest.slice(0, most.cards)].map((path) => ({ path })), position: 10,
  } as ViewDocument];
} // prettier-ignore

/** A name that was added is what the first column of the file says. */
function nameColumn({ title, fields }: AppWish): AppPlan['columns'] {
  const head = title === undefined ? fields.find(({ column }) => column !== undefined)?.column : undefined;
  return head === undefined ? [] : [{ path: 'name', value: `row[${JSON.stringify(head)}]` }];
}

/** A look-up is found by the field whose values the column holds; what numbers itself is not filled. */
function columnOf({ wish, field }: MadeField): AppPlan['columns'] {
  if (wish.column === undefined || wish.type === 'autonumber') return [];
  const path = wish.target ? `${field.name}.${wish.target.key}` : field.name;
  return [{ path, column: wish.column, ...(wish.format === undefined ? {} : { format: wish.format }) }];
}
