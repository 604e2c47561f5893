/** One value of an answer as templates see it: kept as it is, and written in the language of the document. */
import { maskedText } from '../../metadata/access/mask.js';
import type { TextContext } from '../../metadata/contributions.js';
import type { Field } from '../../metadata/model/model.js';
import { isObjectValue, type Value, type ValueObject } from '../../metadata/value.js';
import type { Leaf } from './data.js';

export function leafOf(value: Value | undefined, field: Field, text: TextContext): Leaf {
  if (value === null || value === undefined) return { $: null, _: '' };
  // Masked values stay masked on paper.
  if (value === maskedText) return { $: maskedText, _: maskedText };
  if (Array.isArray(value)) return listLeaf(value as readonly Value[], field, text);
  if (isObjectValue(value)) return objectLeaf(value, field, text);
  return { $: value, _: field.type.format(value, field.document, text) };
}

function listLeaf(values: readonly Value[], field: Field, text: TextContext): Leaf {
  const one = (value: Value): string => field.type.format([value], field.document, text);
  return { $: values, _: field.type.format(values, field.document, text), _each: values.map(one) };
}

/** A composite with its parts, or what a link to any record answers: its name. */
function objectLeaf(value: ValueObject, field: Field, text: TextContext): Leaf {
  if (!field.parts) return { $: String(value['id'] ?? ''), _: String(value['label'] ?? '') };
  const parts = field.parts.map((part) => {
    const own = value[part.partOf!.part] ?? null;
    return [part.partOf!.part, own === null ? '' : part.type.format(own, part.document, text)] as const;
  });
  return { $: value, _: field.type.format(value, field.document, text), _parts: Object.fromEntries(parts) };
}
