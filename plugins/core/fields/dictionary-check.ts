/** A field's dictionary must be there. */
import type { Model } from '../../../metadata/model/model.js';
import type { Problem } from '../../../metadata/value.js';
import { problem, say } from '../../../metadata/words.js';

export function checkDictionary(model: Model, name: string, path = '/options/dictionary'): readonly Problem[] {
  if (model.dictionaries.has(name)) return [];
  const words = say`There is no dictionary "${{ name }}". Choose one that exists, or add it first.`;
  return [problem(path, 'UNKNOWN_DICTIONARY', words)];
}
