/** New blocks of a form as they come from the palette, filled so that they show something at once. Pure. */
import type { Field, Model } from '../../../metadata/model/model.js';
import type { FormNode } from '../../../metadata/schema/entity.js';
import { isWideField } from '../../../runtime/record/wide-field.js';
import { freeId, shownFields } from './form-tree.js';

/** Columns of a new sub-table or related list. */
const mostColumns = 5;

/** A field of an entity as a block: sub-tables for rows, a whole row for long texts. */
export function fieldNode(form: unknown, field: Field, model: Model): FormNode {
  if (field.children) {
    const columns = columnNames(model, field.children.entity, [field.children.field]).map((name) => ({ field: name }));
    return { id: freeId(form, `n_${field.name}`), type: 'subTable', field: field.name, columns };
  }
  return newFieldNode(form, field.name, isWideField(field));
}

export function newFieldNode(form: unknown, name: string, isWide: boolean): FormNode {
  return { id: freeId(form, `n_${name}`), type: 'field', field: name, ...(isWide ? { span: 12 } : {}) };
}

/** Records of another entity whose look-up points here. */
export interface RelatedChoice {
  readonly entity: string;
  readonly field: string;
}

/** Every look-up that points to an entity, of entities that are records by themselves. */
export function relatedChoices(model: Model, entity: string): readonly RelatedChoice[] {
  return [...model.entities.values()]
    .filter((other) => other.link === undefined)
    .flatMap((other) =>
      [...other.fields.values()]
        .filter((field) => field.target === entity && !field.system && !field.foreign)
        .map((field) => ({ entity: other.name, field: field.name })),
    );
}

export function relatedNode(form: unknown, { entity, field }: RelatedChoice, model: Model): FormNode {
  const columns = columnNames(model, entity, [field]).map((path) => ({ path }));
  return { id: freeId(form, `r_${entity}_${field}`), type: 'related', entity, field, columns };
}

export function blockNode(form: unknown, type: 'section' | 'tab' | 'text', label: string): FormNode {
  if (type === 'text') return { id: freeId(form, 'x_text'), type, text: label };
  return { id: freeId(form, type === 'tab' ? 't_new' : 's_new'), type, label, nodes: [] };
}

/** What names a record first, then what else is short enough for a column. */
function columnNames(model: Model, entity: string, without: readonly string[]): readonly string[] {
  const held = model.entities.get(entity);
  if (!held) return ['id'];
  const plain = [...held.fields.values()].filter(
    (field) =>
      !field.system && !field.children && !field.partOf && !field.parts && !field.sealed && !field.links && !isWideField(field) && !field.position && !without.includes(field.name),
  ); // prettier-ignore
  const named = held.nameFields.filter((name) => plain.some((field) => field.name === name));
  const others = plain.map(({ name }) => name).filter((name) => !named.includes(name));
  const names = [...named, ...others].slice(0, mostColumns);
  return names.length === 0 ? ['id'] : names;
}

/** Fields that may be put on a form and are not on it yet, in the entity's order. */
export function unusedFields(form: unknown, entity: string, model: Model): readonly Field[] {
  const shown = shownFields(form);
  return [...(model.entities.get(entity)?.fields.values() ?? [])].filter(
    (field) => !shown.has(field.name) && !field.partOf && !field.position && (!field.system || ['owner', 'department', 'created_at', 'created_by', 'updated_at', 'updated_by'].includes(field.name)),
  ); // prettier-ignore
}
