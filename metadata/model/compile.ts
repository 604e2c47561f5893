/**
 * Documents to model:  documents -> by kind and name -> fields with their types -> relations -> frozen.
 *
 * Compiling never fails on a bad document: a field of unknown type or a look-up into nothing is left out here and told
 * by metadata/document/check, which stops publish. Input documents are of the current format version.
 */
import type { Registries } from '../contributions.js';
import type { FieldDocument, EntityDocument } from '../schema/entity.js';
import type { Document, DocumentOf, Kind } from '../schema/kinds.js';
import { resolveForeignFields } from './foreign.js';
import { addInverseFields, linkEntities, linksOf } from './links.js';
import type { Dictionary, Entity, Field, Model, Relation } from './model.js';
import { partDocument, partLabel } from './parts.js';
import { systemFields, writableSystemFields } from './system-fields.js';

const defaultSettings: DocumentOf<'settings'> = {
  kind: 'settings',
  id: '00000000000000000000000000',
  name: 'site',
  schema: 1,
  timeZone: 'UTC',
  currency: 'USD',
  language: 'en',
};

const foldedOperators = new Set(['contains', 'startsWith', 'endsWith']);

export function compileModel(documents: readonly Document[], registries: Pick<Registries, 'field'>): Model {
  const byKind = new Map<Kind, Map<string, Document>>();
  for (const document of documents) {
    const held = byKind.get(document.kind) ?? new Map<string, Document>();
    held.set(document.name, document);
    byKind.set(document.kind, held);
  }
  const find = <K extends Kind>(kind: K, name: string) => byKind.get(kind)?.get(name) as DocumentOf<K> | undefined;
  const list = <K extends Kind>(kind: K) => [...(byKind.get(kind)?.values() ?? [])] as DocumentOf<K>[];

  const stated = list('entity');
  const links = linkEntities(stated, registries);
  const entityDocuments = [...stated, ...links.map((link) => link.document)];
  const fieldsOf = new Map(
    entityDocuments.map((document) => [document.name, compileFields(document, registries)] as const),
  );
  addInverseFields(fieldsOf, links, registries);
  resolveForeignFields(fieldsOf);
  const relations = compileRelations(fieldsOf);
  const entities = new Map<string, Entity>();
  for (const document of entityDocuments) {
    const fields = fieldsOf.get(document.name)!;
    const link = links.find((each) => each.document === document)?.of;
    const ownerPath = findOwnerPath(document.name, fieldsOf, new Map(entityDocuments.map((d) => [d.name, d])), []);
    entities.set(document.name, {
      name: document.name,
      document,
      label: document.label ?? document.name,
      plural: document.plural ?? document.label ?? document.name,
      table: `${link ? 'l' : 'd'}_${document.name}`,
      fields,
      relations: relations.get(document.name) ?? new Map(),
      owner: document.owner ?? 'none',
      ...(ownerPath === undefined ? {} : { ownerPath }),
      nameFields: namesIn(document.nameExpression, fields),
      ...(link ? { link } : {}),
    });
  }

  const dictionaries = new Map<string, Dictionary>(
    list('dictionary').map((document) => [
      document.name,
      { document, values: new Map(document.values.map((value) => [value.code, value])) },
    ]),
  );
  return Object.freeze({
    entities,
    dictionaries,
    find,
    list,
    settings: find('settings', 'site') ?? list('settings')[0] ?? defaultSettings,
  });
}

function compileFields(entity: EntityDocument, registries: Pick<Registries, 'field'>): Map<string, Field> {
  const fields = new Map<string, Field>();
  const own = entity.fields.filter((field) => !field.archived);
  const ownNames = new Set(own.map((field) => field.name));
  // An entity may state its own `department` or `owner` field (user.department does): then that one stands.
  const system = systemFields(entity).filter((field) => !ownNames.has(field.name));
  for (const document of system) addField(fields, entity.name, document, true, registries);
  for (const document of own) addField(fields, entity.name, document, false, registries);
  return fields;
}

function addField(
  fields: Map<string, Field>,
  entity: string,
  document: FieldDocument,
  system: boolean,
  registries: Pick<Registries, 'field'>,
): void {
  const type = registries.field.find(document.type);
  if (!type) return;
  const columns = type.columns(document);
  const keyColumn = columns.find((column) => column.role === 'key');
  const formula = type.formula?.(document);
  const children = type.children?.(document);
  const target = type.target?.(document, entity);
  const links = linksOf(entity, document, type);
  const targets = type.targets?.(document);
  const onDelete = (target ?? targets) === undefined ? undefined : (type.onDelete?.(document) ?? 'restrict');
  const rollUp = type.rollUp?.(document);
  const position = type.position?.(document);
  const dictionary = type.dictionary?.(document);
  const valueType = type.valueType(document);
  const operators = type.operators(document).filter((operator) => keyColumn || !foldedOperators.has(operator));
  const parts = type.parts?.(document);
  const suggestions = type.suggestions?.(document);
  const folded = !columns[0]?.exact && (columns[0]?.type === 'text' || columns[0]?.type === 'longText');
  const held: Field[] = [];
  const field: Field = {
    entity,
    id: document.id,
    name: document.name,
    label: document.label ?? document.name,
    document,
    type,
    valueType,
    columns,
    ...(keyColumn ? { keyColumn } : {}),
    operators,
    system,
    ...(target === undefined ? {} : { target }),
    ...(targets ? { targets } : {}),
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(type.owns?.(document) ? { owns: true } : {}),
    ...(type.tree ? { tree: true } : {}),
    ...(children ? { children } : {}),
    ...(links ? { links } : {}),
    ...(formula ? { formula } : {}),
    ...(rollUp ? { rollUp } : {}),
    ...(position ? { position } : {}),
    ...(dictionary === undefined ? {} : { dictionary }),
    ...(suggestions === undefined ? {} : { suggestions }),
    ...(parts ? { parts: held } : {}),
    ...(type.sealed ? { sealed: true } : {}),
    sortable:
      columns.length > 0 &&
      columns[0]?.type !== 'json' &&
      !type.sealed &&
      (!folded || dictionary !== undefined || keyColumn !== undefined),
    computed:
      (system && !writableSystemFields.has(document.name)) ||
      formula !== undefined ||
      rollUp !== undefined ||
      type.generated === true,
  };
  fields.set(document.name, field);
  for (const part of parts ?? []) {
    const whole = partDocument(document, part);
    addField(fields, entity, whole, system, registries);
    const made = fields.get(whole.name);
    if (!made) continue;
    const named: Field = {
      ...made,
      label: partLabel(field.label, part.label ?? part.name),
      partOf: { field: document.name, part: part.name },
    };
    fields.set(whole.name, named);
    held.push(named);
  }
}

/**
 * For each entity, who points to it: a children field names the relation, else `<entity>_<field>`. Links are a relation of
 * both sides: named by the field here, by the inverse field or `<entity>_<field>` there.
 */
function compileRelations(fieldsOf: ReadonlyMap<string, ReadonlyMap<string, Field>>) {
  const relations = new Map<string, Map<string, Relation>>();
  const into = (target: string) => {
    const held = relations.get(target) ?? new Map<string, Relation>();
    relations.set(target, held);
    return held;
  };
  const named = new Set<string>();
  for (const [entity, fields] of fieldsOf) {
    for (const { name, links } of fields.values()) {
      if (!links) continue;
      into(entity).set(name, { name, entity: links.entity, field: links.own, through: links.other });
      named.add(`${entity} ${links.entity} ${links.own}`);
      const there = fieldsOf.get(links.target)?.values() ?? [];
      if (links.inverse || [...there].some((field) => field.links?.inverse && field.links.entity === links.entity))
        continue;
      into(links.target).set(links.entity, {
        name: links.entity,
        entity: links.entity,
        field: links.other,
        through: links.own,
      });
      named.add(`${links.target} ${links.entity} ${links.other}`);
    }
  }
  for (const [entity, fields] of fieldsOf) {
    for (const field of fields.values()) {
      if (!field.children) continue;
      into(entity).set(field.name, { name: field.name, entity: field.children.entity, field: field.children.field });
      named.add(`${entity} ${field.children.entity} ${field.children.field}`);
    }
  }
  for (const [entity, fields] of fieldsOf) {
    for (const field of fields.values()) {
      if (
        field.target === undefined ||
        field.system ||
        field.foreign ||
        named.has(`${field.target} ${entity} ${field.name}`)
      )
        continue;
      const name = `${entity}_${field.name}`;
      into(field.target).set(name, { name, entity, field: field.name });
    }
  }
  return relations;
}

function findOwnerPath(
  entity: string,
  fieldsOf: ReadonlyMap<string, ReadonlyMap<string, Field>>,
  documents: ReadonlyMap<string, EntityDocument>,
  seen: readonly string[],
): string | undefined {
  const document = documents.get(entity);
  if (!document || seen.includes(entity)) return undefined;
  if (document.owner === 'user') return 'owner';
  if (document.owner === 'department') return 'department';
  for (const field of fieldsOf.get(entity)?.values() ?? []) {
    if (!field.owns || field.target === undefined) continue;
    const above = findOwnerPath(field.target, fieldsOf, documents, [...seen, entity]);
    if (above !== undefined) return `${field.name}.${above}`;
  }
  return undefined;
}

/** Own fields that an expression names, without parsing it: text literals are skipped, calls are not names. */
function namesIn(expression: string, fields: ReadonlyMap<string, Field>): readonly string[] {
  const bare = expression.replace(/"(?:[^"\\]|\\.|"")*"/g, ' ');
  const names = /(?<![A-Za-z0-9_$.])([a-z][a-z0-9_]*)(?!\s*\(|[A-Za-z0-9_])(\.[a-z][a-z0-9_]*)?/g;
  return [...bare.matchAll(names)]
    .map(([, name = '', step = '']) => (fields.get(name)?.parts ? `${name}${step}` : name))
    .filter((name) => fields.has(name));
}
