/** Edits of a print template as operations on its document. Pure. */
import type { Operation } from '../../metadata/document/operations.js';
import type { Model } from '../../metadata/model/model.js';
import { labelText } from '../../metadata/value.js';
import { isObject } from '../json/schema-walk.js';
import { setOperation } from '../session/set-value.js';
import { starterOf, type StarterName } from './starters.js';
import { usualEnvelope, usualLabels } from './usual-places.js';

export const parts = ['body', 'header', 'footer', 'fileName'] as const;
export type Part = (typeof parts)[number];
export const layouts = ['each', 'list', 'labels', 'envelope'] as const;
export type Layout = (typeof layouts)[number];

const read = (document: unknown, key: string): unknown => (isObject(document) ? document[key] : undefined);

/** A text as it stands in a language; English stands in for one that is missing. */
export const textOf = (document: unknown, part: Part, language: string): string => {
  const held = read(document, part);
  return held === undefined ? '' : labelText(held as string, language);
};

/** Whether a text has its own words for each language. */
export const hasLanguages = (document: unknown, part: Part): boolean => isObject(read(document, part));

/** Heads, feet and names that are emptied are gone; the body stays. */
export function textOperation(document: unknown, part: Part, language: string, text: string): Operation {
  if (hasLanguages(document, part)) return setOperation(document, [part, language], text);
  return setOperation(document, [part], text === '' && part !== 'body' ? undefined : text);
}

export function layoutOf(document: unknown): Layout {
  if (read(document, 'labels') !== undefined) return 'labels';
  if (read(document, 'envelope') !== undefined) return 'envelope';
  return read(document, 'mode') === 'list' ? 'list' : 'each';
}

export function layoutOperation(document: unknown, layout: Layout): Operation {
  const wanted: Readonly<Record<string, unknown>> = {
    mode: layout === 'list' ? 'list' : undefined,
    labels: layout === 'labels' ? (read(document, 'labels') ?? usualLabels) : undefined,
    envelope: layout === 'envelope' ? (read(document, 'envelope') ?? usualEnvelope) : undefined,
    ...(layout === 'envelope' ? { page: { size: 'DL' } } : layoutOf(document) === 'envelope' ? { page: undefined } : {}),
  }; // prettier-ignore
  return allOf(document, wanted);
}

/** One change for several keys of the document. */
function allOf(document: unknown, wanted: Readonly<Record<string, unknown>>): Operation {
  const operations = Object.entries(wanted).map(([key, value]) => setOperation(document, [key], value));
  return { op: 'group', operations };
}

/** A template that can be used at once, in the place of what stands there. */
export function starterOperation(document: unknown, name: StarterName, model: Model): Operation | undefined {
  const entity = model.entities.get(String(read(document, 'entity')));
  if (!entity) return undefined;
  const empty = { mode: undefined, labels: undefined, envelope: undefined, page: undefined, header: undefined, footer: undefined, fileName: undefined, archive: undefined }; // prettier-ignore
  return allOf(document, { ...empty, ...starterOf(name, model, entity) });
}
