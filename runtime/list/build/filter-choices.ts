/** What a condition may speak of: fields of the entity and of the records it points to, its related records, its segments. */
import { sourceOf } from '../../../metadata/model/foreign.js';
import type { Entity, Field } from '../../../metadata/model/model.js';
import type { Host } from '../../host/host.js';
import { relationLabel } from '../filter-sentence.js';

export interface FieldChoice {
  readonly path: string;
  readonly label: string;
}
export interface FieldGroup {
  /** The look-up they are reached by; empty for the entity's own. */
  readonly label: string;
  readonly fields: readonly FieldChoice[];
}

/**
 * Own fields, then those one look-up away, then those further along a path that is chosen already: a look-up that is chosen
 * offers the fields behind it. Masked ones cannot be filtered.
 */
export function fieldGroups(host: Host, entityName: string, chosen = ''): readonly FieldGroup[] {
  const own = fieldsOf(host, entityName, '');
  const hops = [...(host.app.entity(entityName)?.fields.values() ?? [])].filter(
    (field) => field.target !== undefined && !field.system && mayUse(host, entityName, field.name),
  );
  const reached = hops.map((field) => ({
    label: host.i18n.label(field.label, field.name),
    fields: fieldsOf(host, field.target!, `${field.name}.`),
  }));
  const further = furtherAlong(host, entityName, chosen);
  return [{ label: '', fields: own }, ...[...reached, ...further].filter((group) => group.fields.length > 0)];
}

function furtherAlong(host: Host, entityName: string, chosen: string): readonly FieldGroup[] {
  const steps = chosen.split('.');
  return steps.slice(1).flatMap((_, index) => {
    const prefix = steps.slice(0, index + 2).join('.');
    const target = host.app.path(entityName, prefix)?.field.target;
    if (target === undefined) return [];
    return [{ label: pathLabel(host, entityName, prefix), fields: fieldsOf(host, target, `${prefix}.`) }];
  });
}

/** "Customer › Region" of a path; what is not known is called by its name. */
export function pathLabel(host: Host, entityName: string, path: string): string {
  const steps = path.split('.');
  return steps
    .map((step, index) => {
      const found = host.app.path(entityName, steps.slice(0, index + 1).join('.'));
      return host.i18n.label(found?.field.label, step);
    })
    .join(' › ');
}

function fieldsOf(host: Host, entityName: string, prefix: string): readonly FieldChoice[] {
  const entity = host.app.entity(entityName);
  if (!entity || !host.app.access(entityName)?.read) return [];
  return [...entity.fields.values()]
    .filter(
      (field) =>
        field.operators.length > 0 &&
        (field.targets !== undefined || field.links !== undefined || sourceOf(field).columns.length > 0) &&
        !['version', 'id'].includes(field.name) &&
        !isRecordPart(entity, field),
    )
    .filter((field) => mayUse(host, entityName, field.name))
    .map((field) => ({ path: prefix + field.name, label: host.i18n.label(field.label, field.name) }))
    .sort((a, b) => a.label.localeCompare(b.label, host.i18n.language));
}

function mayUse(host: Host, entityName: string, name: string): boolean {
  const found = host.app.path(entityName, name);
  return found !== undefined && ['read', 'write'].includes(host.app.fieldClass(found.field));
}

export interface RelationChoice {
  readonly name: string;
  readonly entity: string;
  readonly label: string;
}

/** Lists of other records: children, and whatever points here. */
export function relationChoices(host: Host, entityName: string): readonly RelationChoice[] {
  const entity = host.app.entity(entityName);
  const found = [...(entity?.relations.values() ?? [])].filter(
    (relation) => host.app.access(relation.entity)?.read && host.app.path(relation.entity, relation.field),
  );
  const labels = found.map((relation) => relationLabel(host, entityName, relation.name));
  return found.map((relation, index) => {
    const isTwice = labels.indexOf(labels[index]!) !== labels.lastIndexOf(labels[index]!);
    const field = host.app.path(relation.entity, relation.field)!.field;
    const label = isTwice
      ? host.i18n.t('filter.relations', { name: labels[index]!, field: host.i18n.label(field.label, field.name) })
      : labels[index]!;
    return { name: relation.name, entity: relation.entity, label };
  });
}

export const segmentChoices = (host: Host, entityName: string) =>
  host.app.document.segments.filter((segment) => segment.entity === entityName);

/** Fields of an entity that can be added up. */
export function figureChoices(host: Host, entityName: string): readonly FieldChoice[] {
  const entity = host.app.entity(entityName);
  return fieldsOf(host, entityName, '').filter(({ path }) => {
    const field = entity?.fields.get(path);
    return field?.valueType === 'number' && (field.type.aggregates ?? []).includes('sum');
  });
}

/** The record of a link to any record is asked by the field itself. */
const isRecordPart = (entity: Entity, { partOf }: Field): boolean =>
  partOf?.part === 'id' && entity.fields.get(partOf.field)?.targets !== undefined;
