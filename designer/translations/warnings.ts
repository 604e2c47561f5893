/** What may be wrong with a translation, told from its source alone. Pure. */
import { needsWords } from './texts.js';

export type Warning =
  | { readonly code: 'lost' | 'unknown'; readonly names: readonly string[] }
  | { readonly code: 'same' | 'blanks' | 'long' };

/** Widths of letters; those of Chinese count double. Heads of columns get 24 or so. */
const mostInHead = 24;

export function warningsOf(source: string, words: string, isHead: boolean): readonly Warning[] {
  if (source === '' || words === '') return [];
  const found: Warning[] = [];
  const lost = placeholders(source).filter((each) => !placeholders(words).includes(each));
  const unknown = placeholders(words).filter((each) => !placeholders(source).includes(each));
  if (lost.length > 0) found.push({ code: 'lost', names: lost });
  if (unknown.length > 0) found.push({ code: 'unknown', names: unknown });
  if (words === source && needsWords(source)) found.push({ code: 'same' });
  if (hasBlanks(words) && !hasBlanks(source)) found.push({ code: 'blanks' });
  if (isHead && widthOf(words) > mostInHead && widthOf(words) > widthOf(source)) found.push({ code: 'long' });
  return found;
}

/** `{count}`, `{{customer.name}}`; of what is chosen by a number the name alone. */
const placeholders = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\{+\s*([^{}\s,]+)[^{}]*\}*/g)].map(([, name]) => `{${name!}}`)),
];

const hasBlanks = (text: string): boolean => text !== text.trim();
const widthOf = (text: string): number =>
  [...text].reduce((width, sign) => width + (/[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/.test(sign) ? 2 : 1), 0); // prettier-ignore

/** Labels that stand at the head of a column, when a list shows them. */
export const isHeadLabel = (kind: string, keys: readonly (string | number)[]): boolean =>
  keys.at(-1) === 'label' &&
  ((kind === 'entity' && keys[0] === 'fields' && keys.length === 3) || (kind === 'view' && keys[0] === 'columns'));
