/** The texts of a print template: one for all languages, or one for each. Pure. */
import type { Operation } from '../../metadata/document/operations.js';
import { languages, type Language } from '../../metadata/value.js';
import { isObject } from '../json/schema-walk.js';
import { setOperation } from '../session/set-value.js';

export const templateParts = ['body', 'header', 'footer', 'fileName'] as const;
export type TemplatePart = (typeof templateParts)[number];

const valueOf = (document: unknown, part: TemplatePart): unknown => (isObject(document) ? document[part] : undefined);

/** The languages that have a text of their own; none where one text is for all. */
export function languagesOf(document: unknown, part: TemplatePart): readonly Language[] {
  const value = valueOf(document, part);
  return isObject(value) ? languages.filter((language) => typeof value[language] === 'string') : [];
}

/** The text that is edited: that of the language where there is one for each, empty where it is missing. */
export function textOf(document: unknown, part: TemplatePart, language: Language): string {
  const value = valueOf(document, part);
  const text = isObject(value) ? value[language] : value;
  return typeof text === 'string' ? text : '';
}

/** Writes a text; a part that is left empty goes away, but for the body, without which there is nothing to print. */
export function writeText(document: unknown, part: TemplatePart, language: Language, text: string): Operation {
  const isEach = isObject(valueOf(document, part));
  const path = isEach ? [part, language] : [part];
  const isGone = text === '' && (part !== 'body' || (isEach && languagesOf(document, part).length > 1));
  return setOperation(document, path, isGone ? undefined : text);
}

/** One text for all becomes one for each of two languages, the second beginning as the first; and back to that of one. */
export function partTexts(document: unknown, part: TemplatePart, from: Language, to: Language): Operation {
  const text = textOf(document, part, from);
  return isObject(valueOf(document, part))
    ? setOperation(document, [part, to], text)
    : setOperation(document, [part], { [from]: text, [to]: text });
}

export const joinTexts = (document: unknown, part: TemplatePart, language: Language): Operation =>
  setOperation(document, [part], textOf(document, part, language));
