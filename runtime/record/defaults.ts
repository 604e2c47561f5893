/**
 * What new records and new rows of sub-tables begin with, shown before the server fills it in: the same expressions, evaluated
 * over what stands in the form. A field that holds its default follows it until the person gives another value. What only
 * the server can tell (a linked record that is not loaded, a field that is not to be seen) is left out, and a body without
 * it gets the server's. Pure but for what `linked` answers.
 */
import { ExpressionError } from '../../metadata/expression/errors.js';
import { behind } from '../../metadata/model/foreign.js';
import type { Entity, Field } from '../../metadata/model/model.js';
import { firstField } from '../../metadata/model/parts.js';
import {
  constantDefault,
  defaultExpression,
  fit,
  isComputedDefault,
  lookUpsOf,
  lookUpTexts,
  mayFind,
} from '../../metadata/rules/defaults.js';
import type { Value } from '../../metadata/value.js';
import { isReference, type Reference } from '../data/record.js';
import { isSameValue, type Values } from './record-draft.js';
import type { Rules, Whole } from './rules.js';

/** Records that look-ups of the form point to. What is not known yet may be asked for by asking here. */
export interface LinkedValues {
  /** As much of the record as defaults read; undefined while it is not known. */
  find(entity: string, id: string): Values | undefined;
  /** The record as a look-up shows it; undefined while it is not known. */
  reference(entity: string, id: string): Reference | undefined;
  /** What the server finds for a field that is looked up by these values; null is nothing, undefined is not known. */
  lookUp(entity: string, field: string, values: readonly Value[]): Value | undefined;
}

interface Place {
  readonly entity: Entity;
  readonly values: Values;
  readonly whole?: Whole | undefined;
  /** Only some fields of the record are at hand. */
  readonly partial?: boolean;
}

class NotKnown extends Error {}

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export class Defaults {
  constructor(
    private readonly rules: Rules,
    private readonly linked: LinkedValues,
  ) {}

  /** The default of a field as the form holds it: null is none; undefined can only be told by the server, or later. */
  of(field: Field, place: Place): unknown {
    if (!isComputedDefault(field)) return constantDefault(field);
    const seen = new Map<string, Reference>();
    try {
      const value = fit(
        field,
        this.#found(field, place, seen) ?? this.#evaluate(defaultExpression(field), place, seen),
      );
      if (field.target === undefined || typeof value !== 'string') return value;
      return seen.get(value) ?? this.linked.reference(field.target, value);
    } catch (error) {
      if (error instanceof NotKnown) return undefined;
      if (error instanceof ExpressionError) return null;
      throw error;
    }
  }

  /** What the server finds by what stands in the form. */
  #found(field: Field, place: Place, seen: Map<string, Reference>): Value {
    const texts = lookUpTexts(field);
    const values = texts.map((text) => this.#evaluate(text, place, seen));
    const valueOf = (text: string): Value => values[texts.indexOf(text)] ?? null;
    if (!lookUpsOf(field).some((each) => mayFind(each, valueOf))) return null;
    const found = this.linked.lookUp(place.entity.name, field.name, values);
    if (found === undefined) throw new NotKnown();
    return found;
  }

  #evaluate(text: string | undefined, place: Place, seen: Map<string, Reference>): Value {
    if (text === undefined) return null;
    const compiled = this.rules.compiled(place.entity, text);
    if (!compiled) throw new NotKnown();
    const { context } = this.rules.surroundings;
    return compiled.evaluate({ context, field: (path) => this.#read(place, path, seen) });
  }

  /** The same values and the defaults that are known of fields without any; a field that is null was emptied. */
  fill(entity: Entity, values: Values, whole?: Whole): Values {
    let filled = values;
    for (const field of begun(entity, whole)) {
      if (Object.hasOwn(filled, field.name)) continue;
      const value = this.of(field, { entity, values: filled, whole });
      if (value !== undefined && value !== null) filled = { ...filled, [field.name]: value };
    }
    return filled;
  }

  /**
   * After a change: fields that held what their default was get what it is now, or lose their value until that is known.
   * `wholes`: the record around a row before and after, when it may be that which changed.
   */
  follow(entity: Entity, before: Values, after: Values, wholes: { before?: Whole; after?: Whole } = {}): Values {
    const followed: Record<string, unknown> = { ...after };
    for (const field of begun(entity, wholes.after)) {
      const { name } = field;
      if (!isComputedDefault(field) || !Object.hasOwn(after, name)) continue;
      if (!isSameValue(before[name], after[name])) continue;
      const was = this.of(field, { entity, values: before, whole: wholes.before });
      if (was === undefined || was === null || !isSameValue(plain(field, after[name]), plain(field, was))) continue;
      const now = this.of(field, { entity, values: followed, whole: wholes.after });
      if (!isSameValue(plain(field, was), plain(field, now))) delete followed[name];
    }
    return this.fill(entity, followed, wholes.after);
  }

  /** The field has no value here, but the server may give it one. */
  isOpen(entity: Entity, field: Field, values: Values, whole?: Whole): boolean {
    if (field.document.default === undefined || Object.hasOwn(values, field.name)) return false;
    return this.of(field, { entity, values, whole }) === undefined;
  }

  #read(place: Place, path: readonly string[], seen: Map<string, Reference>): Value {
    const { entity, values, whole } = place;
    const found = firstField(entity, path);
    if (!found) throw new NotKnown();
    const { field, rest } = found;
    if (field.foreign) return this.#read(place, behind(field.foreign, rest), seen);
    if (field.links && rest.length > 0) throw new NotKnown();
    if (field.children) return this.#rows(place, field, rest, seen);
    if (rest.length === 0) return this.#value(place, field, seen);
    if (whole?.field === field.name) return this.#read(whole, rest, seen);
    const target = this.rules.surroundings.model.entities.get(field.target ?? '');
    const held = values[field.name];
    if (target && isObject(held) && Object.hasOwn(held, rest[0]!))
      return this.#read({ entity: target, values: held, partial: true }, rest, seen);
    if (held === null || held === undefined) {
      if (place.partial && held === undefined) throw new NotKnown();
      return null;
    }
    const linked = target && isReference(held) ? this.linked.find(target.name, held.id) : undefined;
    if (!linked) throw new NotKnown();
    return this.#read({ entity: target!, values: linked, partial: true }, rest, seen);
  }

  #rows(place: Place, field: Field, rest: readonly string[], seen: Map<string, Reference>): Value {
    const { entity: name, field: pointer } = field.children!;
    const child = this.rules.surroundings.model.entities.get(name);
    const rows = place.values[field.name];
    if (!child || place.partial) throw new NotKnown();
    const whole = { field: pointer, entity: place.entity, values: place.values };
    return (Array.isArray(rows) ? (rows as Values[]) : []).map((values) =>
      rest.length === 0 ? String(values['id'] ?? '') : this.#read({ entity: child, values, whole }, rest, seen),
    );
  }

  #value(place: Place, field: Field, seen: Map<string, Reference>): Value {
    const { values } = place;
    if (field.partOf) {
      const composite = values[field.partOf.field];
      return ((isObject(composite) ? composite[field.partOf.part] : null) ?? null) as Value;
    }
    if (!Object.hasOwn(values, field.name)) {
      if (place.partial) throw new NotKnown();
      const formula = field.formula && this.rules.compiled(place.entity, field.formula.expression);
      if (!formula) return null;
      const { context } = this.rules.surroundings;
      return fit(field, formula.evaluate({ context, field: (path) => this.#read(place, path, seen) }));
    }
    const value = values[field.name];
    for (const each of Array.isArray(value) ? (value as unknown[]) : [value])
      if (isReference(each)) seen.set(each.id, each);
    if (Array.isArray(value)) return (value as unknown[]).map(idOf) as Value;
    return (idOf(value) ?? null) as Value;
  }
}

const idOf = (value: unknown): unknown => (isReference(value) ? value.id : value);

/** Fields that a new record begins with; not the one that says what it belongs to. */
function begun(entity: Entity, whole?: Whole): readonly Field[] {
  return [...entity.fields.values()].filter(
    (field) => field.document.default !== undefined && !field.computed && field.name !== whole?.field,
  );
}

/** A value in the one form that all writings of it share. */
function plain(field: Field, value: unknown): unknown {
  if (value === undefined || value === null || isReference(value)) return value;
  return fit(field, value as Value);
}
