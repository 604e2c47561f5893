/** What is wrong with the transforms of a dataset beyond their schemas: options, types of columns, names made twice. */
import { sourcesOf } from '../dataset/sources.js';
import type { Document } from '../schema/kinds.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import { transformSteps, type TransformStep } from './dataset-columns.js';
import type { Surroundings } from './site.js';

export function checkTransforms(document: Document, surroundings: Surroundings): readonly Problem[] {
  return sourcesOf(document).flatMap((dataset) =>
    transformSteps(dataset, surroundings).flatMap((step) => {
      const at = dataset.at + step.at;
      const found = step.transform?.check?.(step.options, step.input, surroundings.registries.function) ?? [];
      return [...found.map((each) => ({ ...each, path: at + each.path })), ...madeTwice(step, at)];
    }),
  );
}

function madeTwice({ output = [] }: TransformStep, at: string): readonly Problem[] {
  const names = output.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return [];
  return [problem(at, 'DUPLICATE_COLUMN', say`This transform makes a second column "${{ column: twice }}".`)];
}
