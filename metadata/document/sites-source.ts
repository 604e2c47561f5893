/** Sites of datasets: what their sources and transforms name. */
import { parameterTypes } from '../query/parameters.js';
import type { Dataset, SharedDatasetDocument } from '../schema/dataset.js';
import type { ValueType } from '../value.js';
import { transformSteps } from './dataset-columns.js';
import type { Site, Surroundings } from './site.js';

type Placed = Pick<Dataset, 'source' | 'transforms'>;

/** `at` is the pointer of the dataset; the parameters are those of its document. */
export function datasetSites(
  dataset: Placed,
  at: string,
  parameters: ReadonlyMap<string, ValueType>,
  surroundings: Surroundings,
): readonly Site[] {
  const { model, registries } = surroundings;
  const place = { at: `${at}/source`, parameters, model };
  return [
    ...(registries.source.find(dataset.source.type)?.sites?.(dataset.source, place) ?? []),
    ...transformSteps(dataset, surroundings).flatMap(({ at: step, input, reads }): readonly Site[] => {
      const known = input?.map(({ name }) => name);
      return known
        ? reads.map((each) => ({ is: 'name', at: at + step + each.at, name: each.column, known, what: 'column' }))
        : [];
    }),
  ];
}

export const sharedDatasetSites = (document: SharedDatasetDocument, surroundings: Surroundings): readonly Site[] =>
  datasetSites(document, '', parameterTypes(document.parameters), surroundings);
