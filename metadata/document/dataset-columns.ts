/** The columns that a dataset gives, followed through its transforms, before any row is read. */
import type { Registries, ResultColumn, Transform } from '../contributions.js';
import { chainOf, datasetBehind } from '../dataset/sources.js';
import type { Model } from '../model/model.js';
import type { Source, TransformDocument } from '../schema/dataset.js';
import type { ValueType } from '../value.js';
import type { Surroundings } from './site.js';

interface Placed {
  readonly source: Source;
  readonly transforms?: readonly TransformDocument[] | undefined;
}

/** Names a dataset gives, with their types; undefined while its query is wrong (that is told by itself). */
export function datasetColumns(
  dataset: Placed,
  surroundings: Surroundings,
): ReadonlyMap<string, ValueType> | undefined {
  const steps = transformSteps(dataset, surroundings);
  const columns = steps.length === 0 ? columnsOfSource(dataset, surroundings) : steps.at(-1)!.output;
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

export function transformSteps(dataset: Placed, surroundings: Surroundings): readonly TransformStep[] {
  if (!dataset.transforms) return [];
  let input = columnsOfSource(dataset, surroundings);
  return dataset.transforms.map(({ type, options = {} }, index): TransformStep => {
    // Unknown types are told by the schema.
    const transform = surroundings.registries.transform.find(type);
    const output = input && transform?.columns(input, options, 'en');
    const step = { at: `/transforms/${index}/options`, transform, options, reads: transform?.reads(options) ?? [], input, output };
    input = output;
    return step;
  });
} // prettier-ignore

function columnsOfSource({ source }: Placed, surroundings: Surroundings): readonly ResultColumn[] | undefined {
  const columns = sourceColumns(source, surroundings);
  return columns && [...columns].map(([name, type]) => ({ name, type, label: name }));
}

/** Names a source gives; undefined where they are not known before it is read, or it is wrong (told by itself). */
export function sourceColumns(
  source: Source,
  { model, registries }: Surroundings,
): ReadonlyMap<string, ValueType> | undefined {
  const { end } = chainOf(source, model, registries);
  if (!end || isTransformed(source, model, registries)) return undefined;
  return registries.source.find(end.type)?.columns?.(end, model);
}

/** A dataset on the way makes rows of its own: its columns are known where it stands. */
function isTransformed(source: Source, model: Model, registries: Registries): boolean {
  const behind = datasetBehind(source, model, registries);
  return (
    behind !== undefined &&
    (behind.dataset.transforms !== undefined || isTransformed(behind.dataset.source, model, registries))
  );
}
