/** The columns that a dataset gives, followed through its transforms, before any row is read. */
import type { ResultColumn, Transform } from '../contributions.js';
import type { Model } from '../model/model.js';
import type { Dataset } from '../schema/dataset.js';
import type { ValueType } from '../value.js';
import type { Surroundings } from './site.js';
import { sourceColumns } from './sites-source.js';

/** Names a dataset gives, with their types; undefined while its query is wrong (that is told by itself). */
export function datasetColumns(
  dataset: Dataset,
  surroundings: Surroundings,
): ReadonlyMap<string, ValueType> | undefined {
  const steps = transformSteps(dataset, surroundings);
  const columns = steps.length === 0 ? columnsOfSource(dataset, surroundings.model) : steps.at(-1)!.output;
  return columns && new Map(columns.map(({ name, type }) => [name, type]));
}

/** One transform of a dataset: what comes in and what goes out; undefined where it cannot be told. */
export interface TransformStep {
  /** Pointer of its options, relative to the dataset. */
  readonly at: string;
  readonly transform: Transform | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  readonly reads: ReturnType<Transform['reads']>;
  readonly input: readonly ResultColumn[] | undefined;
  readonly output: readonly ResultColumn[] | undefined;
}

export function transformSteps(dataset: Dataset, { model, registries }: Surroundings): readonly TransformStep[] {
  if (!dataset.transforms) return [];
  let input = columnsOfSource(dataset, model);
  return dataset.transforms.map(({ type, options = {} }, index): TransformStep => {
    // Unknown types are told by the schema.
    const transform = registries.transform.find(type);
    const output = input && transform?.columns(input, options, 'en');
    const step = { at: `/transforms/${index}/options`, transform, options, reads: transform?.reads(options) ?? [], input, output };
    input = output;
    return step;
  });
} // prettier-ignore

function columnsOfSource({ source }: Dataset, model: Model): readonly ResultColumn[] | undefined {
  const columns = sourceColumns(source, model);
  return columns && [...columns].map(([name, type]) => ({ name, type, label: name }));
}
