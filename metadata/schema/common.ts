/** Shapes shared by every document kind: names, ids, labels, the envelope. */
import { Type, type TObject, type TProperties } from '@sinclair/typebox';

export const NAME_PATTERN = '^[a-z][a-z0-9_]{0,40}$';
export const ULID_PATTERN = '^[0-7][0-9A-HJKMNP-TV-Z]{25}$';

export const Name = Type.String({ pattern: NAME_PATTERN, description: 'Lower-case name, unique within its kind.' });
/** Name of an icon in runtime/ui/icons, as lucide writes it: `shopping-cart`. */
export const IconName = Type.String({ pattern: '^[a-z][a-z0-9_-]{0,40}$' });
export const Ulid = Type.String({ pattern: ULID_PATTERN });
/** Id of an item inside a document (field, node, widget, step): unique in its document, never reused. */
export const ItemId = Type.String({ pattern: '^[A-Za-z0-9_]{1,40}$' });
/** A field path: `name`, `customer.region.name`. */
export const Path = Type.String({ pattern: '^[a-z][a-z0-9_]{0,40}(\\.[a-z][a-z0-9_]{0,40}){0,8}$' });
/** Text of the expression language; `format` tells editors to offer completion and the checker to type it. */
export const Expression = Type.String({ maxLength: 4000, format: 'expression' });

export const LabelSchema = Type.Union([
  Type.String({ maxLength: 400 }),
  Type.Object(
    {
      en: Type.Optional(Type.String({ maxLength: 400 })),
      'zh-CN': Type.Optional(Type.String({ maxLength: 400 })),
      'zh-TW': Type.Optional(Type.String({ maxLength: 400 })),
      es: Type.Optional(Type.String({ maxLength: 400 })),
    },
    { additionalProperties: false, minProperties: 1 },
  ),
]);

/** One of some words, typed as their union. */
export function oneOf<const T extends readonly string[]>(words: T) {
  return Type.Unsafe<T[number]>({ enum: [...words] });
}

/** One of the colour names that the theme's tokens know. */
export const Colour = oneOf(['grey', 'blue', 'green', 'amber', 'red', 'violet', 'teal', 'orange']);

/** A closed object: unknown keys are errors everywhere. */
export function closed<T extends TProperties>(properties: T): TObject<T> {
  return Type.Object(properties, { additionalProperties: false });
}

/** The keys every document starts with, and its own. `schema` is the format version of the kind. */
export function document<K extends string, T extends TProperties>(kind: K, version: number, properties: T) {
  return closed({
    kind: Type.Literal(kind),
    id: Ulid,
    name: Name,
    schema: Type.Literal(version),
    label: Type.Optional(LabelSchema),
    ...properties,
  });
}
