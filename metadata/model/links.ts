/**
 * Plain n-n relations (`lookups`): the links of a field become the rows of an entity that no document states, with one
 * look-up to each side. Everything that understands look-ups (joins, `some`, guards, deletion, tables) then works by itself.
 *
 *     customer.partners -> entity customer_partners (table l_customer_partners): source -> customer, target -> partner
 *
 * Links are stored once: the inverse field of the target reads the same rows from the other end.
 */
import type { FieldType, Registries } from '../contributions.js';
import type { EntityDocument, FieldDocument } from '../schema/entity.js';
import type { Label } from '../value.js';
import type { Field, LinkOf, Links, Model, Relation } from './model.js';

/** Look-ups of a link. */
export const linkSource = 'source';
export const linkTarget = 'target';

/** The longest name of a table on MySQL, without `l_`. */
export const longestLinkName = 62;

export interface LinkEntity {
  readonly document: EntityDocument;
  readonly of: LinkOf;
  readonly field: FieldDocument;
  readonly inverse?: { readonly field: string; readonly label?: Label };
}

export const linkName = (entity: string, field: string): string => `${entity}_${field}`;

/** The hidden entities of all fields that link. A name that a document has already is left to that document. */
export function linkEntities(
  entities: readonly EntityDocument[],
  registries: Pick<Registries, 'field'>,
): readonly LinkEntity[] {
  const taken = new Set(entities.map((entity) => entity.name));
  return entities.flatMap((entity) =>
    entity.fields.flatMap((field): readonly LinkEntity[] => {
      const links = field.archived ? undefined : registries.field.find(field.type)?.links?.(field);
      const name = linkName(entity.name, field.name);
      if (!links || taken.has(name)) return [];
      const { target, inverse } = links;
      const of = { entity: entity.name, field: field.name, target };
      return [{ document: documentOf(of, field), of, field, ...(inverse ? { inverse } : {}) }];
    }),
  );
}

/** Ids hold field and target: links of another field, or to other records, never come into the same columns. */
function documentOf({ entity, target }: LinkOf, field: FieldDocument): EntityDocument {
  const side = (name: string, to: string, owns: boolean): FieldDocument => ({
    id: `${field.id}_${name}_${to}`,
    name,
    type: 'lookup',
    ...(field.label === undefined ? {} : { label: field.label }),
    options: { target: to, onDelete: 'cascade', ...(owns ? { owns } : {}) },
  });
  return {
    kind: 'entity',
    id: '00000000000000000000000000',
    name: linkName(entity, field.name),
    schema: 1,
    ...(field.label === undefined ? {} : { label: field.label }),
    nameExpression: 'id',
    fields: [side(linkSource, entity, true), side(linkTarget, target, false)],
    keys: [{ fields: [linkSource, linkTarget], unique: true }],
  };
}

/** How a field of an entity links, seen from its own side. */
export function linksOf(entity: string, document: FieldDocument, type: FieldType): Links | undefined {
  const links = type.links?.(document);
  if (!links) return undefined;
  return { entity: linkName(entity, document.name), own: linkSource, other: linkTarget, target: links.target };
}

/** The entity that conditions along a relation speak of: behind a link, the records that are linked. */
export function relationTarget(model: Pick<Model, 'entities'>, { entity, through }: Relation): string {
  if (through === undefined) return entity;
  return model.entities.get(entity)?.fields.get(through)?.target ?? entity;
}

/** Adds to each target the field that shows the links from its side; a field of that name stands. */
export function addInverseFields(
  fieldsOf: ReadonlyMap<string, Map<string, Field>>,
  links: readonly LinkEntity[],
  registries: Pick<Registries, 'field'>,
): void {
  for (const { of, field, inverse, document } of links) {
    const fields = fieldsOf.get(of.target);
    const type = registries.field.find(field.type);
    if (!inverse || !fields || !type || fields.has(inverse.field)) continue;
    const stated: FieldDocument = {
      id: `${field.id}_inverse`,
      name: inverse.field,
      type: field.type,
      ...(inverse.label === undefined ? {} : { label: inverse.label }),
      readOnly: true,
      options: { target: of.entity },
    };
    fields.set(inverse.field, {
      entity: of.target,
      id: stated.id,
      name: stated.name,
      label: stated.label ?? stated.name,
      document: stated,
      type,
      valueType: type.valueType(stated),
      columns: [],
      operators: type.operators(stated),
      system: false,
      links: { entity: document.name, own: linkTarget, other: linkSource, target: of.entity, inverse: true },
      sortable: false,
      computed: true,
    });
  }
}
