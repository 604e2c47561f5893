/** What a template can show of an entity: its fields and its rows, each with the way it is written. Pure. */
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import { NeedsBuilder } from '../../metadata/print/needs.js';
import { resolve } from '../../metadata/print/scope.js';
import { namesFrom } from '../../metadata/print/step.js';
import type { Label } from '../../metadata/value.js';

const written = (field: Field): boolean =>
  !field.children && !field.links && !field.position && !field.sealed && !field.partOf && field.name !== 'version' && field.valueType !== 'json'; // prettier-ignore

/** In the order of the entity, those of the platform last. */
export function fieldsOf(entity: Entity): readonly Field[] {
  const all = [...entity.fields.values()].filter(written);
  return [...all.filter(({ system }) => !system), ...all.filter(({ system, name }) => system && name !== 'id')];
}

export interface Rows {
  readonly name: string;
  readonly label: Label;
  readonly entity: Entity;
}

/** Own rows first, then those of others that point here. */
export function rowsOf(model: Model, entity: Entity): readonly Rows[] {
  const scope = { is: 'record', entity, needs: new NeedsBuilder(entity.name), prefix: '' } as const;
  return [...new Set(namesFrom(entity))].flatMap((name): Rows[] => {
    const field = entity.fields.get(name);
    if (field && !field.children && !field.links) return [];
    const found = resolve(model, scope, [name]);
    return found.is === 'rows' ? [{ name, label: found.field?.label ?? found.scope.entity.plural, entity: found.scope.entity }] : []; // prettier-ignore
  });
}

export const isFigure = (field: Field): boolean => field.valueType === 'number';
/** A total says something: no price of one, no share, no place in an order. */
export const isSummed = (field: Field): boolean =>
  isFigure(field) && field.type.id !== 'percent' && !/(?:price|rate|percent|discount)/.test(field.name);

/** How a field is written so that it looks as it does on screen. */
export function callOf(field: Field, path: string): string {
  const { id } = field.type;
  if (id === 'longText') return `{{lines ${path}}}`;
  if (id === 'richText' || id === 'markdown') return `{{rich ${path}}}`;
  if (id === 'address') return `{{address ${path}}}`;
  if (id === 'barcode') {
    const format = (field.document.options as { readonly format?: string } | undefined)?.format ?? 'free';
    return format === 'free' ? `{{barcode ${path}}}` : `{{barcode ${path} "${format}"}}`;
  }
  return `{{${path}}}`;
}

const isLong = ({ type: { id } }: Field): boolean => ['longText', 'richText', 'markdown', 'json', 'secret', 'barcode', 'address'].includes(id); // prettier-ignore

/** The fields that a table or a letter begins with. */
export const usualFields = (entity: Entity, most: number): readonly Field[] =>
  fieldsOf(entity)
    .filter((field) => !field.system && !isLong(field))
    .slice(0, most);

/** The path of the field that names a record. */
export const nameOf = (entity: Entity): string => entity.nameFields[0] ?? 'id';
