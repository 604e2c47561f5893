/** Values of a record as answers give it: look-ups are `{id,label}`, dotted paths nest, rows of sub-tables are lists. */
import type { Value } from '../value.js';

export type AnswerValues = Readonly<Record<string, unknown>>;

const isReference = (value: unknown): value is { readonly id: string } =>
  typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string';

/** The value at a path: references are ids; through rows a list. What is not there is null. */
export function readAnswer(values: AnswerValues, path: readonly string[]): Value {
  let at: unknown = values;
  for (const [index, step] of path.entries()) {
    if (Array.isArray(at)) return (at as AnswerValues[]).map((row) => readAnswer(row, path.slice(index)));
    if (typeof at !== 'object' || at === null) return null;
    at = (at as AnswerValues)[step];
  }
  if (isReference(at)) return at.id;
  if (Array.isArray(at)) return (at as unknown[]).map((row) => (isReference(row) ? row.id : ((row ?? null) as Value)));
  return (at ?? null) as Value;
}
