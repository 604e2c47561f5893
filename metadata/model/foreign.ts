/**
 * Fields that read through look-ups (`foreign`): nothing is stored, the value is that of a field of another record. Such a
 * field takes type, options and operators of what it reads, and a query walks the look-ups in its place:
 *
 *     order.region_name, "customer.region.name"  ->  hops customer, region; source region.name
 *
 * One that leads nowhere, to a list or back to itself is left out of the model; its type says why.
 */
import type { Field, Foreign } from './model.js';
import { firstField } from './parts.js';

type FieldsOf = ReadonlyMap<string, Map<string, Field>>;

/** Puts what they read into the fields that read through others; those that cannot be resolved are taken out. */
export function resolveForeignFields(fieldsOf: FieldsOf): void {
  for (const [entity, fields] of fieldsOf) {
    for (const field of [...fields.values()]) if (pathOf(field) !== undefined) resolve(fieldsOf, entity, field, []);
  }
}

const pathOf = ({ type, document }: Field): string | undefined => type.foreign?.(document);

/** The field as it reads, or undefined; `outer` are those that wait for it. */
function resolve(fieldsOf: FieldsOf, entity: string, field: Field, outer: readonly Field[]): Field | undefined {
  const fields = fieldsOf.get(entity)!;
  const path = pathOf(field);
  if (path === undefined || field.foreign) return field;
  const steps = outer.includes(field) ? undefined : walk(fieldsOf, entity, path.split('.'), [...outer, field]);
  if (!steps) {
    fields.delete(field.name);
    return undefined;
  }
  const { source } = steps;
  const { type, valueType, operators, sortable, target, dictionary, suggestions } = source;
  const options = source.document.options;
  const { options: _own, ...stated } = field.document;
  const read: Field = {
    ...field,
    document: { ...stated, ...(options ? { options } : {}) },
    type,
    valueType,
    operators,
    sortable,
    ...(target === undefined ? {} : { target }),
    ...(dictionary === undefined ? {} : { dictionary }),
    ...(suggestions === undefined ? {} : { suggestions }),
    computed: true,
    foreign: { path, ...steps },
  };
  fields.set(field.name, read);
  return read;
}

/** The field that has the value: what is read, or the field itself. */
export const sourceOf = (field: Field): Field => field.foreign?.source ?? field;

/** The path that stands for such a field and what follows it. */
export const behind = ({ path }: Foreign, rest: readonly string[]): readonly string[] => [...path.split('.'), ...rest];

function walk(
  fieldsOf: FieldsOf,
  entity: string,
  path: readonly string[],
  outer: readonly Field[],
): Omit<Foreign, 'path'> | undefined {
  const hops: Field[] = [];
  const through: Field[] = [];
  let at: string | undefined = entity;
  for (let names = path; at !== undefined;) {
    const fields = fieldsOf.get(at);
    const found = fields && firstField({ fields }, names);
    const field: Field | undefined = found && resolve(fieldsOf, at, found.field, outer);
    if (!found || !field) return undefined;
    const foreign: Foreign | undefined = field.foreign;
    if (foreign) {
      through.push(field, ...foreign.through);
      hops.push(...foreign.hops);
    }
    const source: Field = foreign?.source ?? field;
    if (found.rest.length === 0)
      return hops.length > 0 && isSingle(source, fieldsOf) ? { hops, through, source } : undefined;
    hops.push(source);
    at = source.target;
    names = found.rest;
  }
  return undefined;
}

/** One value of one record: no list, nothing made of parts, nothing that never leaves the server. */
function isSingle(field: Field, fieldsOf: FieldsOf): boolean {
  if (field.children || field.links || field.parts || field.sealed) return false;
  // The parts of a link to any record tell of it only together.
  return !field.partOf || !fieldsOf.get(field.entity)?.get(field.partOf.field)?.targets;
}
