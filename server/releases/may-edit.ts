/**
 * Who may change which documents, besides the right `design`: roles and sharing rules need `grant`, connections to other
 * databases `operate`, SQL of datasets `report.sql`. Asked where a draft is stored, published, or an earlier release
 * comes back; SQL that stays as it is may be carried along by anybody who designs.
 */
import { sourcesOf } from '../../metadata/dataset/sources.js';
import { documentKey } from '../../metadata/document/check.js';
import type { Source } from '../../metadata/schema/dataset.js';
import { isAboutRights, type Document, type Kind } from '../../metadata/schema/kinds.js';
import type { Context } from '../context.js';
import { forbidden } from '../errors.js';

/** 403 where this kind of document is not this person's to change. */
export function mayEdit(context: Context, kind: Kind): void {
  if (isAboutRights(kind) && !context.access.has('grant')) {
    throw forbidden(
      'RIGHT_MISSING',
      'Roles and sharing rules may be changed only by those with the right to grant rights.',
    );
  }
  if (kind === 'connection' && !context.access.has('operate')) {
    throw forbidden('RIGHT_MISSING', 'Connections to databases may be changed only by those who operate the site.');
  }
}

/** `before`: what is released. 403 where `next` has a source with rights of its own (SQL) that is not in it. */
export function mayWriteSources(context: Context, next: Document | null, before: Document | undefined): void {
  mayRunSources(context, newSources(next, before));
}

/** The same of a report that is not stored. */
export function mayRunSources(context: RightsOfSources, sources: readonly Source[]): void {
  if (sources.every((source) => holdsRights(context, source))) return;
  throw forbidden(
    'RIGHT_MISSING',
    'Datasets of this kind, such as SQL, may be written only by those with the right to do so.',
  );
}

/** The same as an answer. */
export const mayRunAll = (context: RightsOfSources, next: Document | null, before: Document | undefined): boolean =>
  newSources(next, before).every((source) => holdsRights(context, source));

export type RightsOfSources = Pick<Context, 'access' | 'registries'>;

function newSources(next: Document | null, before: Document | undefined): readonly Source[] {
  const known = new Set(before ? sourcesIn(before).map((source) => JSON.stringify(source)) : []);
  return next ? sourcesIn(next).filter((source) => !known.has(JSON.stringify(source))) : [];
}

/** Whether this person may write the source. */
export function holdsRights({ access, registries }: RightsOfSources, source: Source): boolean {
  const rights = registries.source.find(source.type)?.rights?.(source) ?? [];
  return rights.every((right) => access.has(right));
}

/** What is run, whatever the dataset is called. */
const sourcesIn = (document: Document): readonly Source[] => sourcesOf(document).map(({ source }) => source);

/** Documents of these kinds, or SQL, that differ between two sets of documents. */
export function mayReplace(context: Context, before: readonly Document[], next: readonly Document[]): void {
  const held = new Map(before.map((document) => [documentKey(document), document]));
  for (const document of next) mayWriteSources(context, document, held.get(documentKey(document)));
  const connections = (documents: readonly Document[]) =>
    JSON.stringify(documents.filter(({ kind }) => kind === 'connection').sort((a, b) => (a.name < b.name ? -1 : 1)));
  if (connections(before) !== connections(next)) mayEdit(context, 'connection');
}
