/**
 * Documents as designers see them who may not write what some of their datasets say (SQL): a stand-in with the same columns
 * takes the place of such a source on the way out, and on the way in the stored source takes the place of its stand-in. So
 * who may not run SQL does not read it, and carries it along without a loss.
 */
import { sourcesOf, withSources, type PlacedSource } from '../../metadata/dataset/sources.js';
import { sameContent } from '../../metadata/document/canonical.js';
import type { Source } from '../../metadata/schema/dataset.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { holdsRights, type RightsOfSources } from './may-edit.js';

/** The document with stand-ins for the sources that this person may not write; the same object where there are none. */
export function shownDocument<D extends Document | null>(context: RightsOfSources, document: D): D {
  if (document === null || sourcesOf(document).every(({ source }) => isShown(context, source))) return document;
  return withSources(document, ({ source }) => shownSource(context, source)) as D;
}

/**
 * A document that comes from this person, with the stored source wherever it holds the stand-in of one: of the dataset of
 * the same name, else the only one that looks like it. `stored`: what is released and their own draft, in this order. A source
 * that stands for none of them stays as it is and is refused by `mayWriteSources`.
 */
export function restoredDocument(
  context: RightsOfSources,
  document: Document,
  stored: readonly (Document | null | undefined)[],
): Document {
  const isOpen = ({ source }: PlacedSource): boolean => isShown(context, source);
  if (sourcesOf(document).every(isOpen)) return document;
  const held = stored.map((each) => (each ? sourcesOf(each).filter((placed) => !isOpen(placed)) : []));
  return withSources(document, (placed) => {
    if (isOpen(placed)) return placed.source;
    for (const sources of held) {
      const alike = sources.filter(({ source }) => sameContent(shownSource(context, source), placed.source));
      const named = alike.find(({ name }) => name === placed.name);
      const texts = new Set(alike.map(({ source }) => JSON.stringify(source)));
      if (named ?? texts.size === 1) return (named ?? alike[0]!).source;
    }
    return placed.source;
  });
}

const standInOf = ({ registries }: RightsOfSources, source: Source) => registries.source.find(source.type)?.standIn;

/** Whether this person may see the source as it is. */
const isShown = (context: RightsOfSources, source: Source): boolean =>
  standInOf(context, source) === undefined || holdsRights(context, source);

const shownSource = (context: RightsOfSources, source: Source): Source =>
  isShown(context, source) ? source : standInOf(context, source)!(source);
