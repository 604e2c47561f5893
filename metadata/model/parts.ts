/**
 * Composite fields: a value made of simple fields, each with a column of its own. Here stand the names and documents of the
 * parts, how a path steps into them, and how the value is put together.
 */
import type { Column, FieldType } from '../contributions.js';
import type { FieldDocument } from '../schema/entity.js';
import { labelText, languages, type Label, type Value, type ValueObject } from '../value.js';
import type { Entity, Field } from './model.js';

/** Marks of the composite that its parts share. */
const shared = ['searchable', 'sortable', 'index', 'personalData', 'history', 'archived'] as const;

/** A part as the model takes it in: named by its path, with an id and a column derived from the composite's. */
export function partDocument(composite: FieldDocument, part: FieldDocument): FieldDocument {
  const marks = Object.fromEntries(
    shared.flatMap((key) => (composite[key] === undefined ? [] : [[key, composite[key]]])),
  );
  return {
    ...part,
    ...marks,
    id: `${composite.id}_${part.name}`,
    name: `${composite.name}.${part.name}`,
    column: `${composite.column ?? composite.name}_${part.name}`,
  };
}

/** `Address: City` in each language of either label. */
export function partLabel(composite: Label, part: Label): Label {
  if (typeof composite === 'string' && typeof part === 'string') return `${composite}: ${part}`;
  return Object.fromEntries(
    languages.map((language) => [language, `${labelText(composite, language)}: ${labelText(part, language)}`]),
  );
}

/** All columns that a field's document takes, those of its parts included. */
export function columnsOfDocument(
  types: { find(id: string): FieldType | undefined },
  document: FieldDocument,
): readonly Column[] {
  const type = types.find(document.type);
  const parts = type?.parts?.(document) ?? [];
  return [
    ...(type?.columns(document) ?? []),
    ...parts.flatMap((part) => columnsOfDocument(types, partDocument(document, part))),
  ];
}

/** The field that a path begins with and the names after it; a part takes two names: `address.city`. */
export function firstField(
  entity: Pick<Entity, 'fields'>,
  path: readonly string[],
): { readonly field: Field; readonly rest: readonly string[] } | undefined {
  const [name = '', part] = path;
  const field = entity.fields.get(name);
  if (!field) return undefined;
  const inner = field.parts && part !== undefined ? entity.fields.get(`${name}.${part}`) : undefined;
  return inner ? { field: inner, rest: path.slice(2) } : { field, rest: path.slice(1) };
}

/** A field's value among values by field name: of a composite the object of its parts, null when all are. */
export function valueOfField(field: Field, values: Readonly<Record<string, Value | undefined>>): Value {
  return field.parts ? composeParts(field.parts, (part) => values[part.name] ?? null) : (values[field.name] ?? null);
}

/** The value of a composite from its parts. */
export function composeParts(parts: readonly Field[], read: (part: Field) => Value): ValueObject | null {
  const object = Object.fromEntries(parts.map((part) => [part.partOf!.part, read(part)]));
  return Object.values(object).every((value) => value === null) ? null : object;
}
