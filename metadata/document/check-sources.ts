/** Datasets that read each other: a circle is told where it begins. */
import { chainOf, sourcesOf } from '../dataset/sources.js';
import type { Document } from '../schema/kinds.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import type { Surroundings } from './site.js';

export function checkSources(document: Document, { model, registries }: Surroundings): readonly Problem[] {
  return sourcesOf(document).flatMap(({ at, name, source }) => {
    const own = `${document.kind}/${document.name}${name === undefined ? '' : `.${name}`}`;
    const { circle } = chainOf(source, model, registries, own);
    if (!circle) return [];
    const words = say`These datasets read each other in a circle: ${{ circle: circle.join(', ') }}. Let one of them read records.`;
    return [problem(`${at}/source`, 'DATASET_CIRCLE', words)];
  });
}
