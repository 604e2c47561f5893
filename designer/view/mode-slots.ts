/**
 * What a view mode asks for, read from its own definition: options that name fields, with the fields that fit, and choices.
 * A field fits where the mode's check finds nothing against it. Pure; no mode is named here.
 */
import type { JsonSchema, ViewMode } from '../../metadata/contributions.js';
import type { Entity, Field } from '../../metadata/model/model.js';
import { isObject } from '../json/schema-walk.js';

export interface Slot {
  readonly key: string;
  readonly kind: 'field' | 'fields' | 'choice' | 'text';
  readonly required: boolean;
  /** Of `fields`: how many. */
  readonly most: number;
  /** Of `choice`. */
  readonly choices: readonly string[];
}

type Options = Readonly<Record<string, unknown>>;

/** A name that no field has. */
const probe = 'probe';

export function slotsOf(mode: ViewMode): readonly Slot[] {
  const schema = mode.options as JsonSchema;
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  const required = new Set((schema['required'] ?? []) as readonly string[]);
  const isList = (key: string) => properties[key]?.['type'] === 'array';
  const probing = Object.fromEntries(Object.keys(properties).map((key) => [key, isList(key) ? [probe] : probe]));
  const named = new Set((mode.paths?.(probing) ?? []).map(({ at }) => at.split('/')[1]));
  return Object.entries(properties).map(([key, each]) => {
    const choices = wordsOf(each);
    const kind = !named.has(key) ? (choices.length > 0 ? 'choice' : 'text') : isList(key) ? 'fields' : 'field';
    return { key, kind, required: required.has(key), most: Number(each['maxItems'] ?? 1), choices };
  });
}

function wordsOf(schema: JsonSchema): readonly string[] {
  if (Array.isArray(schema['enum'])) return schema['enum'].map(String);
  const parts = Array.isArray(schema['anyOf']) ? (schema['anyOf'] as readonly JsonSchema[]) : [];
  return parts.flatMap((part) => (typeof part['const'] === 'string' ? [part['const']] : []));
}

/** Fields of the entity that may stand in a slot, its own before those that every record has. */
export function fittingFields(mode: ViewMode, slot: Slot, options: Options, entity: Entity): readonly Field[] {
  const fits = (field: Field) => {
    const value = slot.kind === 'fields' ? [field.name] : field.name;
    return (mode.check?.({ ...options, [slot.key]: value }, entity) ?? []).every(({ path }) => path.split('/')[1] !== slot.key);
  };
  const all = [...entity.fields.values()].filter((field) => !field.children && !field.position && !field.sealed && fits(field));
  return [...all.filter(({ system }) => !system), ...all.filter(({ system }) => system)];
} // prettier-ignore

/**
 * Options with which an entity can be shown in a mode: those that are said already and still fit, then for each option that
 * the mode cannot do without the first field that fits. Undefined, with the option, where none fits.
 */
export function startOptions(mode: ViewMode, before: Options, entity: Entity): { readonly options: Options } | { readonly lacks: string } {
  const slots = slotsOf(mode);
  const kept = slots.filter(({ key }) => before[key] !== undefined);
  let options: Options = Object.fromEntries(kept.map(({ key }) => [key, before[key]]));
  const wrong = new Set((mode.check?.(withProbes(slots, options), entity) ?? []).map(({ path }) => path.split('/')[1]));
  options = Object.fromEntries(Object.entries(options).filter(([key]) => !wrong.has(key)));
  for (const slot of slots.filter(({ required, key }) => required && options[key] === undefined)) {
    const fitting = fittingFields(mode, slot, withProbes(slots, options), entity);
    // A few known values say more at a glance than records that come and go.
    const first = fitting.find(({ type, document }) => type.dictionary?.(document) !== undefined) ?? fitting[0];
    if (!first) return { lacks: slot.key };
    options = { ...options, [slot.key]: slot.kind === 'fields' ? [first.name] : first.name };
  }
  return { options };
} // prettier-ignore

/** Checks read options that must be there. */
const withProbes = (slots: readonly Slot[], options: Options): Options => ({
  ...Object.fromEntries(slots.filter(({ required }) => required).map(({ key, kind }) => [key, kind === 'fields' ? [probe] : probe])),
  ...options,
}); // prettier-ignore

export const optionsOf = (view: unknown): Options => {
  const options = isObject(view) ? view['options'] : undefined;
  return isObject(options) ? options : {};
};
